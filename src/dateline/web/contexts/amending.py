"""Amending a claim: the fields that can be, what a form sends for each, and the value that it stands for."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from dateline.errors import SettingsError
from dateline.export import wording
from dateline.export.marked import Units
from dateline.records import Claim, Figure, Participant, Place, Report, Source, Span
from dateline.records.encode import claim_to_json
from dateline.reference import numbers
from dateline.reference.gazetteer import Gazetteer

Form = Mapping[str, str]

#: What a form sends to take a value of a list away, and what stands for a value that is to be added to one.
REMOVE = "remove"
NEW = "new"
ADDED = (
    ("participants", "add who", "participant"),
    ("places", "add a place", "place"),
    ("figures", "add a number", "figure"),
    ("attribution.sources", "add a source", "source"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A field that can be amended: its path, its name, how it reads, and the editor that it needs."""

    path: str
    name: str
    words: str
    editor: str


def fields_of(claim: Claim) -> list[Field]:
    """Every field of a claim that a person may amend, in the order in which a claim is told."""
    found = [
        Field(path="event", name="event", words=wording.event_of(claim), editor="event"),
        Field(path="stance", name="stance", words=wording.plain(claim.stance), editor="stance"),
        Field(
            path="verification",
            name="verification",
            words=wording.plain(claim.verification or "nothing said"),
            editor="verification",
        ),
    ]
    for number, who in enumerate(claim.participants):
        words = wording.participant_words(who)
        found.append(Field(path=f"participants.{number}", name=who.role, words=words, editor="participant"))
    kinds = ", ".join(map(wording.plain, claim.target_kinds)) or "nothing said"
    found.append(Field(path="target_kinds", name="hit", words=kinds, editor="target_kinds"))
    for number, place in enumerate(claim.places):
        words = wording.place_words(place)
        found.append(Field(path=f"places.{number}", name=place.role, words=words, editor="place"))
    found.append(Field(path="time", name="when", words=wording.time_words(claim.time) or "not known", editor="time"))
    for number, figure in enumerate(claim.figures):
        words = wording.figure_words(figure)
        found.append(Field(path=f"figures.{number}", name="how many", words=words, editor="figure"))
    for number, source in enumerate(claim.attribution.sources):
        words = wording.source_words(source)
        found.append(Field(path=f"attribution.sources.{number}", name="according to", words=words, editor="source"))
    found += [Field(path=f"{name}.{NEW}", name=words, words="", editor=editor) for name, words, editor in ADDED]
    found.append(Field(path="evidence", name="the words", words=wording.clean(claim.evidence.text), editor="span"))
    return found


def field_of(claim: Claim, path: str) -> Field:
    """The field of a path; raises SettingsError where the claim has none that can be amended."""
    for field in fields_of(claim):
        if field.path == path:
            return field
    raise SettingsError(f"a claim has no field {path!r} that can be amended here")


def amendment(claim: Claim, report: Report, path: str, form: Form) -> tuple[str, Any]:
    """The path and the value that a form stands for; raises SettingsError where it stands for none."""
    field = field_of(claim, path)
    record = claim_to_json(claim)
    if path.endswith(f".{NEW}"):
        name = path.removesuffix(f".{NEW}")
        blank = {
            **_at(claim_to_json(blank_of(claim, name)), f"{name}.0"),
            "mention": span_of(report, form.get("units", "")),
        }
        return name, [*_at(record, name), MAKERS[field.editor](blank, form)]
    if form.get(REMOVE):
        return _removed(record, path)
    old = _at(record, path)
    if field.editor in MAKERS:
        return path, MAKERS[field.editor](old or {}, form)
    if field.editor == "span":
        return path, span_of(report, form.get("units", ""))
    if field.editor == "target_kinds":
        return path, sorted({code for code in form.get("value", "").split(",") if code})
    value = form.get("value", "").strip()
    if not value and field.editor != "verification":
        raise SettingsError(f"{field.name}: which one?")
    return path, value or None


def blank_of(claim: Claim, name: str) -> Claim:
    """The claim with one value in a list, of which nothing is known but the words of the evidence."""
    words = claim.evidence
    if name == "participants":
        return replace(claim, participants=(Participant(role="actor", mention=words, name=""),))
    if name == "places":
        return replace(claim, places=(Place(role="site", mention=words),))
    if name == "figures":
        profile = next((figure.profile for figure in claim.figures), numbers.HOUSE)
        figure = Figure(measure="killed", of="people", quantifier="exact", mention=words, profile=profile)
        return replace(claim, figures=(figure,))
    source = Source(mention=words, name="")
    return replace(claim, attribution=replace(claim.attribution, sources=(source,)))


def span_of(report: Report, units: str) -> dict[str, Any]:
    """The words of a report between two offsets as a browser counts them, "12:20"."""
    first, _, last = units.partition(":")
    try:
        known = Units(report.text)
        span = Span.of(report.text, known.offset(int(first)), known.offset(int(last)))
    except ValueError:
        raise SettingsError(f"{units!r} are no words of this report") from None
    if not span.text.strip():
        raise SettingsError("there are no words between these offsets")
    return {"start": span.start, "end": span.end, "text": span.text}


def _removed(record: Mapping[str, Any], path: str) -> tuple[str, Any]:
    """The list without the value at a path; figures that were a part of it stand by themselves."""
    name, _, number = path.rpartition(".")
    values = _at(record, name) if name else None
    if not isinstance(values, list) or not number.isdecimal():
        if path == "time":
            return path, None
        raise SettingsError(f"{path}: this cannot be taken away, only amended")
    gone = int(number)
    kept = [dict(value) for place, value in enumerate(values) if place != gone]
    if name == "figures":
        for figure in kept:
            part = figure.get("part_of")
            if part is not None:
                figure["part_of"] = None if part == gone else part - (part > gone)
    return name, kept


def _at(record: Any, path: str) -> Any:
    for part in path.split("."):
        record = record[int(part)] if isinstance(record, list) else record[part]
    return record


def _text(form: Form, name: str, old: Mapping[str, Any]) -> Any:
    """A text of the form, None where it is empty; the old value where the form does not name it."""
    return (form[name].strip() or None) if name in form else old.get(name)


def _number(form: Form, name: str, old: Mapping[str, Any]) -> float | None:
    given = _text(form, name, old)
    if given is None or isinstance(given, int | float):
        return given
    try:
        return float(str(given).replace(",", "").replace(" ", ""))
    except ValueError:
        raise SettingsError(f"{name}: {given!r} is not a number") from None


def _participant(old: Mapping[str, Any], form: Form) -> dict[str, Any]:
    new = {**old, **{name: _text(form, name, old) for name in ("role", "name", "party", "country")}}
    new["kind"] = _text(form, "party_kind", {"party_kind": old.get("kind")}) or "unknown"
    new["name"] = new["name"] or old["mention"]["text"]
    return new


def _source(old: Mapping[str, Any], form: Form) -> dict[str, Any]:
    new = {**old, **{name: _text(form, name, old) for name in ("name", "party")}}
    new["role"] = _text(form, "source_role", {"source_role": old.get("role")})
    new["kind"] = _text(form, "party_kind", {"party_kind": old.get("kind")}) or "unknown"
    new["name"] = new["name"] or old["mention"]["text"]
    count = _number(form, "count", old)
    new["count"] = None if count is None else int(count)
    return new


def _place(old: Mapping[str, Any], form: Form) -> dict[str, Any]:
    """The place with another role, or as a candidate of the gazetteer, or not on the map at all."""
    new = {**old, "role": _text(form, "role", old), "relation": _text(form, "relation", old)}
    chosen = form.get("candidate", "")
    if chosen == "none":
        empty = ("geonames", "country", "admin1", "admin2", "latitude", "longitude", "precision", "radius_km")
        return {**new, **dict.fromkeys(empty)}
    if chosen:
        return {**new, **place_values(int(chosen), near=bool(new["relation"]))}
    if form.get("precision"):
        new["precision"] = int(_number(form, "precision", old) or 0) or None
    return new


#: UCDP's precision by the kind of place.
PRECISIONS = {"country": 6, "admin1": 4, "admin2": 3, "water": 7, "town": 1, "village": 1, "facility": 1}


def place_values(id: int, *, near: bool = False) -> dict[str, Any]:
    """What is written down of a place of the gazetteer; raises SettingsError where there is none."""
    found = Gazetteer.open().places([id])
    if not found:
        raise SettingsError(f"the gazetteer has no place {id}")
    place = found[0]
    precision = PRECISIONS.get(place.feature, 5)
    return {
        "name": place.name,
        "geonames": place.geonames,
        "country": place.country,
        "admin1": place.admin1,
        "admin2": place.admin2,
        "latitude": place.latitude,
        "longitude": place.longitude,
        "precision": 2 if near and precision == 1 else precision,
        "radius_km": place.radius_km,
    }


def _time(old: Mapping[str, Any], form: Form) -> dict[str, Any]:
    start, end = _text(form, "start", old), _text(form, "end", old)
    for day in (start, end):
        try:
            date.fromisoformat(day or "2000-01-01")
        except ValueError:
            raise SettingsError(f"{day!r} is not a day; write it as YYYY-MM-DD") from None
    if start and end and start > end:
        raise SettingsError(f"{start} is after {end}")
    same = (start, end) == (old.get("start"), old.get("end"))
    return {
        "mention": old.get("mention"),
        "value": old.get("value"),
        "anchor": old.get("anchor"),
        "start": start,
        "end": end,
        "precision": old.get("precision") if same else _time_precision(start, end),
    }


def _time_precision(start: str | None, end: str | None) -> int | None:
    """UCDP's precision of a span of days."""
    if not start or not end:
        return None
    days = (date.fromisoformat(end) - date.fromisoformat(start)).days + 1
    return next((code for code, most in ((1, 1), (2, 6), (3, 7), (4, 31)) if days <= most), 5)


def _figure(old: Mapping[str, Any], form: Form) -> dict[str, Any]:
    """The figure with its bounds worked out again by the rule of its quantifier, unless they were given."""
    new = {**old, **{name: _text(form, name, old) for name in ("measure", "of", "quantifier", "scope")}}
    new["n"], new["n2"] = _number(form, "n", old), _number(form, "n2", old)
    new |= bounds_of(new)
    if form.get("own"):
        for name in ("low", "best", "high"):
            new[name] = _number(form, name, {})
        new["rule"] = "person"
    known = [new[name] for name in ("low", "best", "high") if new[name] is not None]
    if known != sorted(known):
        raise SettingsError(f"low, best and high are not in order: {', '.join(map(wording.number, known))}")
    return new


def bounds_of(figure: Mapping[str, Any]) -> dict[str, Any]:
    """The bounds of a figure by the rule of its profile; those that it has where a number is missing."""
    vague = figure["quantifier"] == "vague"
    rule = str(figure.get("rule") or "")
    word = rule.split(".")[1] if vague and "." in rule else None
    if figure["n"] is None and figure["quantifier"] not in ("vague", "none_reported"):
        raise SettingsError("which number? Only words such as “dozens” have none.")
    found = numbers.bounds(
        n=figure["n"],
        n2=figure["n2"],
        quantifier=figure["quantifier"],
        word=word,
        profile=figure["profile"],
    )
    return {"low": found.low, "best": found.best, "high": found.high, "rule": found.rule}


def rule_of(rule: str) -> Sequence[numbers.NumberRule]:
    """The rows of the number table that a rule's name stands for."""
    profile, _, name = rule.partition(".")
    return [row for row in numbers.rows() if row.profile == profile and row.rule == name.removesuffix(".households")]


MAKERS: dict[str, Callable[[Mapping[str, Any], Form], dict[str, Any]]] = {
    "participant": _participant,
    "place": _place,
    "time": _time,
    "figure": _figure,
    "source": _source,
}
