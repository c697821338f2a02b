"""A model's answer as claims: what is not in the text letter for letter is thrown away, and what no code knows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from dateline.errors import DataError
from dateline.extractors.schema import PLACE_ROLES
from dateline.mentions.places.choosing import Fixed, choose
from dateline.mentions.places.writing import precision_of
from dateline.records import (
    Attribution,
    Claim,
    Coder,
    Figure,
    Note,
    Participant,
    Place,
    Report,
    Source,
    Span,
    Time,
    claim_id,
)
from dateline.reference import ontology
from dateline.reference.countries import country_by_code
from dateline.reference.crosswalks import codes_for
from dateline.reference.gazetteer import Gazetteer
from dateline.reference.numbers import bounds
from dateline.reference.parties import party_by_name

Json = Mapping[str, Any]

RULE = "model"
#: A sentence holds no more claims, a claim no more rows of a kind, whatever a model says.
MOST = 20
_LARGEST = 1e9


@dataclass(frozen=True, slots=True)
class Checker:
    """Turns answers about one report into claims."""

    report: Report
    sentences: Mapping[int, Span]
    gazetteer: Gazetteer
    coder: Coder
    profile: str

    def claims(self, answer: Json) -> Iterator[Claim]:
        """The claims of an answer whose words all stand in the sentences that it names."""
        rows = answer.get("claims")
        for row in rows[: MOST * len(self.sentences)] if isinstance(rows, list) else ():
            if isinstance(row, Mapping) and (claim := self._claim(row)) is not None:
                yield claim

    def _claim(self, row: Json) -> Claim | None:
        number = row.get("sentence")
        evidence = self.sentences.get(number) if isinstance(number, int) else None
        event, stance = _code(row, "event", ontology.event_codes()), _code(row, "stance", ontology.stance_codes())
        if evidence is None or event is None or stance is None:
            return None
        trigger = _find(evidence, row.get("trigger"))
        if trigger is None:
            return None
        people = tuple(self._people(row, evidence))
        kinds = tuple(kind for kind in _texts(row, "target_kinds") if kind in ontology.target_kind_codes())
        harmed = {one.kind for one in people if one.role in ("victim", "target")}
        return Claim(
            id=claim_id(self.report.id, event, evidence, trigger),
            report=self.report.id,
            event=event,
            trigger=trigger,
            evidence=evidence,
            participants=people,
            places=tuple(self._places(row, evidence)),
            time=self._time(row.get("time"), evidence),
            figures=tuple(self._figures(row, evidence)),
            attribution=self._attribution(row, evidence),
            stance=stance,
            target_kinds=tuple(dict.fromkeys(kinds)),
            codes=codes_for(
                event,
                actor_kinds={one.kind for one in people if one.role == "actor"},
                victim_kinds=harmed,
                stance=stance,
            ),
            rule=RULE,
            coder=self.coder,
            notes=(Note(field="event", text=f"{self.coder.model} on “{trigger.text}”", span=trigger),),
        )

    def _people(self, row: Json, evidence: Span) -> Iterator[Participant]:
        for one in _rows(row, "participants"):
            words, role = _find(evidence, one.get("words")), _code(one, "role", ontology.role_codes())
            if words is None or role is None:
                continue
            known = party_by_name(words.text, on=_day(self.report.published))
            kind = known.kind if known is not None else _code(one, "kind", ontology.kind_codes()) or "unknown"
            yield Participant(
                role=role,
                mention=words,
                name=known.name if known is not None else words.text,
                party=known.code if known is not None else None,
                kind=kind,
                country=known.country if known is not None else None,
            )

    def _places(self, row: Json, evidence: Span) -> Iterator[Place]:
        for one in _rows(row, "places"):
            words, role = _find(evidence, one.get("words")), _code(one, "role", PLACE_ROLES)
            if words is not None and role is not None:
                yield self._placed(words, role, one)

    def _placed(self, words: Span, role: str, row: Json) -> Place:
        """A place of the gazetteer by the text's words, else by the name that the model gives them; else none."""
        country = country_by_code(str(row.get("country") or ""))
        fixed = Fixed()
        if country is not None:
            fixed.weights[country.iso3] = 1.0
        for name in (words.text, row.get("name")):
            matches = self.gazetteer.find(name) if isinstance(name, str) and 0 < len(name) < 100 else ()
            if country is not None:
                matches = tuple(match for match in matches if country.iso3 in match.place.countries)
            choice = choose(matches, fixed)
            if choice is not None:
                place = choice.match.place
                return Place(
                    role=role,
                    mention=words,
                    name=place.name,
                    geonames=place.geonames,
                    country=place.country,
                    admin1=place.admin1,
                    admin2=place.admin2,
                    latitude=place.latitude,
                    longitude=place.longitude,
                    precision=precision_of(place),
                    radius_km=place.radius_km,
                )
        return Place(role=role, mention=words, name=words.text)

    def _time(self, row: object, evidence: Span) -> Time | None:
        if not isinstance(row, Mapping) or (words := _find(evidence, row.get("words"))) is None:
            return None
        start, end = _day(row.get("start")), _day(row.get("end"))
        if start is None or (end is not None and end < start):
            return Time(mention=words)
        days = (end - start).days if end is not None else 0
        precision = 1 if days == 0 else 2 if days < 6 else 3 if days < 8 else 4 if days < 32 else 5
        last = (end or start).isoformat()
        anchor = "text" if str(start.year) in words.text else "published"
        if anchor == "published" and self.report.published is None:
            return Time(mention=words)  # a day that nothing fixes is a guess
        return Time(mention=words, start=start.isoformat(), end=last, precision=precision, anchor=anchor)

    def _figures(self, row: Json, evidence: Span) -> Iterator[Figure]:
        for one in _rows(row, "figures"):
            words = _find(evidence, one.get("words"))
            measure = _code(one, "measure", ontology.measure_codes())
            quantifier = _code(one, "quantifier", ontology.quantifier_codes())
            of, n, n2 = one.get("of"), _number(one.get("n")), _number(one.get("n2"))
            if words is None or measure is None or quantifier is None or not isinstance(of, str) or len(of) > 40:
                continue
            if quantifier == "vague" or (n is None and quantifier != "none_reported"):
                continue  # only the rules know what a vague word stands for
            try:
                found = bounds(n=n, n2=n2, quantifier=quantifier, word=None, profile=self.profile)
            except DataError:
                continue
            yield Figure(
                measure=measure,
                of=of.strip().lower().replace(" ", "_") or "people",
                quantifier=quantifier,
                mention=words,
                n=n,
                n2=n2,
                low=found.low,
                best=found.best,
                high=found.high,
                rule=found.rule,
                profile=self.profile,
            )

    def _attribution(self, row: Json, evidence: Span) -> Attribution:
        found = []
        for one in _rows(row, "sources"):
            words = _find(evidence, one.get("words"))
            if words is not None:
                kind = _code(one, "kind", ontology.kind_codes()) or "unknown"
                found.append(Source(mention=words, name=words.text, kind=kind))
        if not found:
            return Attribution(origin=self.report.publisher)
        return Attribution(sources=tuple(found), cue=_find(evidence, row.get("cue")), directness="secondhand")


def _find(inside: Span, words: object) -> Span | None:
    """Words where they stand in a sentence; None where they are not there letter for letter."""
    if not isinstance(words, str) or not words.strip():
        return None
    bare = words.strip()
    at = inside.text.find(bare)
    return None if at < 0 else Span(inside.start + at, inside.start + at + len(bare), bare)


def _code(row: Json, name: str, codes: frozenset[str] | tuple[str, ...]) -> str | None:
    value = row.get(name)
    return value if isinstance(value, str) and value in codes else None


def _rows(row: Json, name: str) -> list[Json]:
    value = row.get(name)
    return [one for one in value[:MOST] if isinstance(one, Mapping)] if isinstance(value, list) else []


def _texts(row: Json, name: str) -> list[str]:
    value = row.get(name)
    return [one for one in value[:MOST] if isinstance(one, str)] if isinstance(value, list) else []


def _number(value: object) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return float(value) if 0 <= value <= _LARGEST else None


def _day(value: object) -> date | None:
    try:
        return date.fromisoformat(value[:10]) if isinstance(value, str) else None
    except ValueError:
        return None
