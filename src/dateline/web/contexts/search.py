"""The search: words and operators in one line, as `event:airstrike place:Idlib from:2024-01-01 "ambulance" -drill`."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from dateline.errors import SettingsError
from dateline.web.contexts.claims import ClaimsAsked, check
from dateline.web.contexts.claims import listed as listed_claims
from dateline.web.contexts.desk import Desk
from dateline.web.contexts.reports import ReportLine, ReportsAsked, lines_of
from dateline.web.contexts.reports import listed as listed_reports
from dateline.web.contexts.rows import ClaimRow

#: The operators: what each one asks for, and an example.
OPERATORS = (
    ("event", "an event type", "event:airstrike"),
    ("place", "a place, unit or country, by name or code", 'place:"North Darfur"'),
    ("party", "a party by code, with all its parts, or by name", "party:SDN:MIL"),
    ("from", "happened on that day or later", "from:2024-09-16"),
    ("to", "happened on that day or earlier", "to:2024-09-18"),
    ("stance", "how it is said", "stance:denied"),
    ("state", "where it stands in the review", "state:unreviewed"),
    ("source", "the words of a source", "source:doctor"),
    ("publisher", "the publisher of the report", "publisher:wire"),
)
_NAMES = {name for name, _, _ in OPERATORS}
_PART = re.compile(r'(\w+):("[^"]*"|\S+)|(-?(?:"[^"]*"|\S+))')
_LISTS = {"event": "events", "place": "places", "party": "parties", "stance": "stances", "state": "states"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a search found: claims whose own words have all the words, and reports that have them anywhere."""

    asked: ClaimsAsked
    claims: list[ClaimRow]
    reports: list[ReportLine]


def read(given: str) -> ClaimsAsked:
    """The line that was typed; raises SettingsError where an operator asks for what there cannot be."""
    lists: dict[str, list[str]] = {name: [] for name in _LISTS.values()}
    single: dict[str, str] = {}
    words: list[str] = []
    for name, value, word in _PART.findall(given):
        key = name.lower()
        if not name:
            words.append(word)
        elif key not in _NAMES:
            words.append(f"{name}:{value}")
        elif key in _LISTS:
            lists[_LISTS[key]].append(value.strip('"'))
        else:
            single[{"from": "start", "to": "end"}.get(key, key)] = value.strip('"')
    for key in ("start", "end"):
        if key in single:
            single[key] = _day(single[key])
    several = {name: tuple(values) for name, values in lists.items()}
    return check(ClaimsAsked(words=" ".join(words), **several, **single))  # type: ignore[arg-type]


def _day(given: str) -> str:
    try:
        return date.fromisoformat(given).isoformat()
    except ValueError:
        raise SettingsError(f"{given!r} is not a date; write it as YYYY-MM-DD") from None


def search(desk: Desk, given: str) -> Found:
    """What a line finds; a report is found by its words and, where claims are asked for, by holding such a claim."""
    asked = read(given)
    if asked.is_empty:
        return Found(asked=asked, claims=[], reports=[])
    state = desk.register.now()
    reports: list[ReportLine] = state.remembered(("search", asked), lambda: _reports(desk, asked))
    return Found(asked=asked, claims=listed_claims(desk, asked), reports=reports)


def _reports(desk: Desk, asked: ClaimsAsked) -> list[ReportLine]:
    state = desk.register.now()
    bare = replace(asked, words="", publisher="")
    if bare.is_empty:
        return listed_reports(desk, ReportsAsked(q=asked.words, publisher=asked.publisher))
    holding = dict.fromkeys(row.report for row in listed_claims(desk, replace(asked, words="")))
    if asked.words.strip():
        with_words = set(desk.store.report_ids(search=asked.words))
        holding = {one: None for one in holding if one in with_words}
    lines = lines_of(state)
    return [lines[one] for one in holding]
