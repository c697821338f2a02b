"""How a value reads to a person: the words that every face shows for a code, a day, a place, a figure, a source."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from functools import cache

from dateline.records import Claim, Figure, Incident, Participant, Place, Report, Source, Time
from dateline.records.incidents import FusedFigure

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
PRECISIONS = {2: "near", 3: "district", 4: "province", 5: "region", 6: "country", 7: "sea or air"}
SCOPES = {"cumulative": "a running total", "stock": "at the time", "flow": "new in the period"}
DIRECTNESS = {"secondhand": "second hand", "party": "a side of the conflict", "unattributed": "nobody named"}

# Control characters and overrides of direction would let a text write over the page or the terminal that shows it.
_UNSHOWN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def clean(text: str) -> str:
    """The words of a text on one line, without what a screen would obey instead of show."""
    return " ".join(_UNSHOWN.sub("", text).split())


def plain(code: str) -> str:
    """A code as words: "ground_assault" is "ground assault"."""
    return code.replace("_", " ")


@cache
def event_words(code: str) -> str:
    """The ontology's name of an event type: "air strike"."""
    from dateline.reference.ontology import event_codes, event_type

    return event_type(code).label if code in event_codes() else plain(code)


@cache
def country_words(code: str) -> str:
    """The name of a country, or its code where no country has it."""
    from dateline.reference.countries import country_by_code

    country = country_by_code(code)
    return country.name if country is not None else code


def number(value: float | None) -> str:
    """A number with thousands parted, "open" where there is none."""
    if value is None:
        return "open"
    return f"{int(value):,}" if float(value).is_integer() else f"{value:,}"


def bounds(low: float | None, best: float | None, high: float | None) -> str:
    """Low, best and high: one number where they agree, else "low 12, best 12, high 24"."""
    if low is None and best is None and high is None:
        return "no number"
    if low == best == high:
        return number(best)
    return f"low {number(low)}, best {number(best)}, high {number(high)}"


def measured(measure: str, of: str) -> str:
    """What is counted: "killed (civilians)"."""
    return f"{plain(measure)} ({plain(of)})" if of and of != measure else plain(measure)


def figure_words(figure: Figure) -> str:
    """A figure: what it counts, its words, and the bounds that they allow."""
    remarks = [SCOPES[figure.scope]] if figure.scope in SCOPES else []
    if figure.period is not None and (days := span_of_days(figure.period.start, figure.period.end)):
        remarks.append(days)
    if figure.part_of is not None:
        remarks.append("part of another number of this claim")
    if figure.additive:
        remarks.append("more, on top of others")
    if figure.quantifier == "about":
        remarks.append("about")
    read = bounds(figure.low, figure.best, figure.high)
    if figure.quantifier == "more_than" and figure.low == figure.n:
        read = read.replace("low ", "low > ", 1)  # the number itself is not meant
    if figure.unit == "percent":
        read += " per cent"
    told = f"{measured(figure.measure, figure.of)}: “{clean(figure.mention.text)}” = {read}"
    return told + (f" [{'; '.join(remarks)}]" if remarks else "")


def fused_words(figure: FusedFigure) -> str:
    """The bounds of an incident's figure."""
    return f"{measured(figure.measure, figure.of)}: {bounds(figure.low, figure.best, figure.high)}"


def day(text: str | None) -> str:
    """An ISO date as "Sat 21 Dec 2019"; what is no date stays as it is."""
    if text is None:
        return ""
    try:
        known = date.fromisoformat(text[:10])
    except ValueError:
        return text
    return f"{DAYS[known.weekday()]} {known.day} {MONTHS[known.month - 1]} {known.year}"


def span_of_days(start: str | None, end: str | None) -> str:
    """A day, a range of days, or an open range."""
    if start and end:
        return day(start) if start == end else f"{day(start)} to {day(end)}"
    if start:
        return f"since {day(start)}"
    return f"until {day(end)}" if end else ""


def time_words(time: Time | None) -> str:
    """When: the days, and the words that say so; a time without an anchor is told as such."""
    if time is None:
        return ""
    days = span_of_days(time.start, time.end)
    words = f"“{clean(time.mention.text)}”" if time.mention else ""
    if not days:
        return f"{words} (which day is not known)" if words else ""
    return f"{days} ({words})" if words else days


def place_words(place: Place, *, with_role: bool = True) -> str:
    """Where: the name, what it lies in, and how near the mark that is."""
    name = clean(place.name or place.mention.text)
    country = country_words(place.country) if place.country else None
    around = [clean(unit) for unit in (place.admin1, country) if unit and clean(unit) != name]
    words = f"{place.relation} {name}" if place.relation else name
    if around:
        words = f"{words}, {', '.join(around)}"
    remarks = []
    if place.precision in PRECISIONS and not (place.relation and place.precision == 2):
        remarks.append(PRECISIONS[place.precision])
    if place.latitude is None and place.precision is None:
        remarks.append("not on the map")
    if remarks:
        words = f"{words} ({', '.join(remarks)})"
    prefix = {"origin": "from ", "destination": "to "}.get(place.role, "") if with_role else ""
    return prefix + words


def participant_words(participant: Participant) -> str:
    """Who: the words of the text, and the party or the kind that they stand for."""
    known = participant.party or ", ".join(
        word
        for word in (
            plain(participant.kind) if participant.kind != "unknown" else "",
            country_words(participant.country) if participant.country else "",
        )
        if word
    )
    words = clean(participant.mention.text)
    if participant.name and _bare(participant.name) != _bare(words):
        words = f"{words} = {clean(participant.name)}"
    return f"{words} [{known}]" if known else words


def _bare(name: str) -> str:
    """A name without case and article: "The army" and "army" are one."""
    return clean(name).casefold().removeprefix("the ")


def source_words(source: Source) -> str:
    """A source: its words, its kind, and how many they are."""
    remarks = [plain(source.kind)] if source.kind != "unknown" else []
    if source.count is not None:
        remarks.append(f"{source.count:,} of them" if source.count != 1 else "one")
    if source.anonymous:
        remarks.append("not named")
    words = clean(source.mention.text)
    return f"{words} ({', '.join(remarks)})" if remarks else words


def according_to(claim: Claim) -> str:
    """Whose word a claim is."""
    if claim.attribution.sources:
        return "; ".join(source_words(source) for source in claim.attribution.sources)
    if claim.attribution.origin:
        return f"{clean(claim.attribution.origin)} (the publisher)"
    return "the report itself"


def stance_words(claim: Claim) -> str:
    """How surely it is said, and whether the publisher could check it."""
    words = {"expected": "expected, feared or planned", "no_comment": "no comment"}.get(
        claim.stance, plain(claim.stance)
    )
    checked = {"could_not_verify": "publisher could not verify", "verified": "publisher verified"}
    return f"{words}; {checked[claim.verification]}" if claim.verification in checked else words


def who(participants: Iterable[Participant]) -> str:
    """Those who act, and who backs them."""
    known = tuple(participants)
    actors = [participant_words(p) for p in known if p.role == "actor"]
    backers = [participant_words(p) for p in known if p.role == "backer"]
    parts = ["; ".join(actors), f"backed by {'; '.join(backers)}" if backers else ""]
    return ", ".join(part for part in parts if part)


def to_whom(participants: Iterable[Participant], target_kinds: Iterable[str]) -> str:
    """Those it is done to or with, and what is hit."""
    words = [participant_words(p) for p in participants if p.role in ("target", "victim", "counterpart")]
    said = " ".join(words).casefold()
    words += [plain(kind) for kind in target_kinds if plain(kind).casefold() not in said]
    return "; ".join(words)


def with_what(claim: Claim) -> str:
    """The instrument."""
    return "; ".join(participant_words(p) for p in claim.participants if p.role == "instrument")


def where(claim: Claim) -> str:
    """All places of a claim."""
    return "; ".join(place_words(place) for place in claim.places)


def headline(report: Report) -> str:
    """The title, else the first line of the text."""
    return clean(report.title or report.text.strip().split("\n", 1)[0])[:200]


def event_of(claim: Claim) -> str:
    """The event as a title: "Ground assault"."""
    return event_of_code(claim.event)


def event_of_code(code: str) -> str:
    """An event type as a title."""
    return _titled(event_words(code))


def told_by(incident: Incident) -> str:
    """How many origins tell of an incident, in how many reports."""
    return f"{counted(incident.origins, 'independent origin')} in {counted(incident.reports, 'report')}"


def counted(number: int, noun: str) -> str:
    """A number and its noun: "1 claim", "2 claims"."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def incident_rows(incident: Incident) -> list[tuple[str, str]]:
    """Who, to whom and where, as the claims of an incident say together; an empty text where none of them does."""
    people = [fused.value for fused in incident.participants]
    places = [fused.value for fused in incident.places]
    return [
        ("who", who(people)),
        ("to whom", to_whom(people, (fused.value for fused in incident.target_kinds))),
        ("where", "; ".join(dict.fromkeys(place_words(place) for place in places)) if len(places) > 1 else ""),
        ("told by", told_by(incident)),
    ]


def incident_title(incident: Incident) -> str:
    """An incident in one line: what, where, when."""
    parts = [_titled(event_words(incident.event.value))]
    sites = [fused.value for fused in incident.places if fused.value.role in ("site", "area")]
    sites = sites or [fused.value for fused in incident.places]
    if sites:
        parts.append(place_words(sites[0], with_role=False))
    if incident.time is not None and (days := span_of_days(incident.time.value.start, incident.time.value.end)):
        parts.append(days)
    return ", ".join(parts)


def _titled(words: str) -> str:
    return words[:1].upper() + words[1:]
