"""The list of claims: found by words of their evidence, event, place, party, day, stance, state and publisher."""

from __future__ import annotations

from dataclasses import dataclass, replace

from dateline.errors import SettingsError
from dateline.reference.countries import country_by_code, country_by_name
from dateline.reference.ontology import event_codes, stance_codes
from dateline.review import State as ReviewState
from dateline.store.canon import fold
from dateline.store.search import Query, read_query
from dateline.web.contexts.desk import Desk
from dateline.web.contexts.rows import ClaimRow, ReportRow

SORTS = ("newest", "day", "weight", "doubt")
#: West, south, east, north, in degrees.
Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimsAsked:
    """Which claims are asked for; an empty value asks for nothing. Several events, places or parties are "or"."""

    words: str = ""
    events: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    parties: tuple[str, ...] = ()
    stances: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    publisher: str = ""
    source: str = ""
    report: str = ""
    start: str = ""
    end: str = ""
    box: Box | None = None
    sort: str = "newest"

    @property
    def is_empty(self) -> bool:
        """Whether every claim is asked for."""
        return replace(self, sort="newest") == ClaimsAsked()


def check(asked: ClaimsAsked) -> ClaimsAsked:
    """The same; raises SettingsError where it asks for what there cannot be."""
    known = {state.value for state in ReviewState}
    for name, values, codes in (
        ("event", asked.events, event_codes()),
        ("stance", asked.stances, stance_codes()),
        ("state", asked.states, known),
    ):
        for value in values:
            if value not in codes:
                raise SettingsError(f"{name}: {value!r} is none of {', '.join(sorted(codes))}")
    if asked.start and asked.end and asked.start > asked.end:
        raise SettingsError(f"from {asked.start} is after to {asked.end}")
    return asked


def listed(desk: Desk, asked: ClaimsAsked) -> list[ClaimRow]:
    """The claims that are asked for; rejected ones only where that state is. Raises StoreError for no word."""
    state = desk.register.now()

    def make() -> list[ClaimRow]:
        check(asked)
        if asked.report:
            row = state.reports.get(asked.report)
            found = _found(row, state.claims.get(asked.report, ()), _Wanted.of(asked)) if row is not None else ()
            return _sorted(list(found), asked.sort)
        wanted = _Wanted.of(asked)
        each = state.of_each(("claims", replace(asked, sort="")), lambda row, rows: _found(row, rows, wanted))
        return _sorted([row for report in state.newest for row in each[report]], asked.sort)

    rows: list[ClaimRow] = state.remembered(asked, make)
    return rows


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What is asked for, as the rows have it."""

    asked: ClaimsAsked
    query: Query | None
    places: frozenset[str]
    parties: frozenset[str]
    publisher: str
    source: str

    @classmethod
    def of(cls, asked: ClaimsAsked) -> _Wanted:
        return cls(
            asked,
            read_query(asked.words) if asked.words.strip() else None,
            frozenset(fold(name) for one in asked.places for name in _place_names(one)),
            frozenset(key for one in asked.parties for key in (one.casefold(), fold(one))),
            asked.publisher.casefold(),
            fold(asked.source),
        )


def _found(report: ReportRow, rows: tuple[ClaimRow, ...], wanted: _Wanted) -> tuple[ClaimRow, ...]:
    """The claims of one report that are asked for."""
    if wanted.publisher and wanted.publisher not in (report.publisher or "").casefold():
        return ()
    return tuple(row for row in rows if _is_wanted(row, wanted))


def _is_wanted(row: ClaimRow, wanted: _Wanted) -> bool:
    asked = wanted.asked
    if (asked.states and row.state not in asked.states) or (row.state == "rejected" and not asked.states):
        return False
    return (
        (not asked.events or row.event in asked.events)
        and (not asked.stances or row.stance in asked.stances)
        and (not wanted.places or not wanted.places.isdisjoint(row.places))
        and (not wanted.parties or not wanted.parties.isdisjoint(row.parties))
        and (not (asked.start or asked.end) or _within(row, asked))
        and (asked.box is None or _inside(row, asked.box))
        and (not wanted.source or any(wanted.source in voice.key for voice in row.sources))
        and (wanted.query is None or _holds(row.words, wanted.query))
    )


def _place_names(given: str) -> tuple[str, ...]:
    """A place as claims name it: a country also by its code."""
    country = country_by_code(given.upper()) or country_by_name(given)
    return (given,) if country is None else (given, country.iso3)


def _within(row: ClaimRow, asked: ClaimsAsked) -> bool:
    """Whether the days of a claim reach into those asked for; a claim without a day is in no period."""
    first, last = row.start or row.end, row.end or row.start
    if first is None or last is None:
        return False
    return (not asked.start or last >= asked.start) and (not asked.end or first <= asked.end)


def _inside(row: ClaimRow, box: Box) -> bool:
    """Whether a claim's point lies in a box; one whose west is greater than its east crosses the date line."""
    if row.point is None:
        return False
    west, south, east, north = box
    along = row.point.longitude
    within = west <= along <= east if west <= east else along >= west or along <= east
    return within and south <= row.point.latitude <= north


def _holds(words: str, query: Query) -> bool:
    """Whether folded words hold all that a query asks for."""
    tokens = set(words.split())
    return (
        all(word in tokens for word in query.words)
        and all(any(token.startswith(start) for token in tokens) for start in query.beginnings)
        and not any(word in tokens for word in query.without)
        and all(f" {phrase} " in f" {words} " for phrase in query.phrases)
    )


def _sorted(rows: list[ClaimRow], sort: str) -> list[ClaimRow]:
    """Claims come the newest report first; those without a day come last where days order them."""
    if sort == "day":
        return sorted(rows, key=lambda row: row.end or row.start or "", reverse=True)
    if sort == "weight":
        return sorted(rows, key=lambda row: -row.weight)
    return sorted(rows, key=lambda row: -row.doubt) if sort == "doubt" else rows
