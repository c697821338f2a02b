"""The selection: which incidents an address asks for, counted and paged; list, map and timeline show the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from dateline.errors import SettingsError
from dateline.export import wording
from dateline.pipeline.view import asked_for
from dateline.store import Store
from dateline.store.listing import ORDERS, Box, Chosen, Counts, IncidentRow
from dateline.web.contexts.incidents import IncidentLine, line_of
from dateline.web.contexts.paging import SIZE, Page

#: What may be asked for alone, and how a page says it.
ONLY = {
    "undated": "without a day",
    "unlocated": "without a place on the map",
    "imprecise": "known only to a district or wider",
}
STATUSES = ("reported", "unverified", "disputed")
SORTS = tuple(ORDERS)


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentsAsked:
    """What the address of an incident page says; an empty text asks for nothing."""

    place: str = ""
    party: str = ""
    event: str = ""
    start: str = ""
    end: str = ""
    status: str = ""
    grade: str = ""
    bbox: str = ""
    only: str = ""
    sort: str = "newest"


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """The chosen incidents: how many, and those that the period and the box leave out for want of a day or point."""

    asked: IncidentsAsked
    chosen: Chosen
    counts: Counts
    no_day: int
    no_point: int


def chosen_by(asked: IncidentsAsked) -> Chosen:
    """What an address asks for, checked; raises SettingsError where one of its values can hold for nothing."""
    known = asked_for(
        place=_some(asked.place),
        party=_some(asked.party),
        event=_some(asked.event),
        start=asked.start or None,
        end=asked.end or None,
        grade=_some(asked.grade),
    )
    if asked.status and asked.status not in STATUSES:
        raise SettingsError(f"status: {asked.status!r} is none of {', '.join(STATUSES)}")
    if asked.only and asked.only not in ONLY:
        raise SettingsError(f"only: {asked.only!r} is none of {', '.join(ONLY)}")
    return Chosen(
        events=known.events,
        places=known.wanted.places,
        parties=known.parties,
        start=known.start,
        end=known.end,
        grades=known.grades,
        statuses=(asked.status,) if asked.status else (),
        box=box_of(asked.bbox),
        only=asked.only,
    )


def _some(given: str) -> tuple[str, ...]:
    return (given.strip(),) if given.strip() else ()


def box_of(given: str) -> Box | None:
    """West, south, east and north of "w,s,e,n"; raises SettingsError where it is no box on the earth."""
    if not given.strip():
        return None
    try:
        west, south, east, north = (float(part) for part in given.split(","))
    except ValueError:
        raise SettingsError(f"bbox: {given!r} is not west,south,east,north in degrees") from None
    if not (-180 <= west <= 180 and -180 <= east <= 180 and -90 <= south <= north <= 90):
        raise SettingsError(f"bbox: {given!r} is no box on the earth: west,south,east,north in degrees")
    return west, south, east, north


def select(store: Store, asked: IncidentsAsked) -> Selection:
    """The selection of an address."""
    chosen = chosen_by(asked)
    no_day = no_point = 0
    if (chosen.start or chosen.end) and not chosen.only:
        no_day = store.count_incidents(replace(chosen, start=None, end=None, only="undated")).total
    if chosen.box is not None and not chosen.only:
        no_point = store.count_incidents(replace(chosen, box=None, only="unlocated")).total
    counts = store.count_incidents(chosen)
    return Selection(asked=asked, chosen=chosen, counts=counts, no_day=no_day, no_point=no_point)


def lines_of(store: Store, selection: Selection, number: int) -> tuple[Page[IncidentLine], list[IncidentRow]]:
    """A part of the list, and the rows of the same incidents."""
    total = selection.counts.total
    number = min(max(number, 1), max(1, -(-total // SIZE)))
    start = (number - 1) * SIZE
    rows = store.incident_rows(selection.chosen, order=selection.asked.sort, offset=start, limit=SIZE)
    found = [line_of(incident) for incident in store.incidents([row.id for row in rows])]
    return Page(found, start, SIZE, total), rows


def title_of(row: IncidentRow) -> str:
    """An incident's row in a few words: what, where, when."""
    event = wording.event_words(row.event)
    parts = [event[:1].upper() + event[1:]]
    if row.place:
        parts.append(wording.clean(row.place))
    if row.start:
        parts.append(wording.span_of_days(row.start, row.end or row.start))
    return ", ".join(parts)


def as_rows(rows: Sequence[IncidentRow]) -> list[dict[str, object]]:
    """The rows as a table or JSON holds them."""
    return [
        {
            "id": row.id,
            "title": title_of(row),
            "event": row.event,
            "start": row.start,
            "end": row.end,
            "place": row.place,
            "admin1": row.admin1,
            "country": row.country,
            "latitude": row.latitude,
            "longitude": row.longitude,
            "precision": row.precision,
            "radius_km": row.radius_km,
            "killed": row.killed,
            "status": row.status,
            "grade": row.grade,
            "reports": row.reports,
            "origins": row.origins,
        }
        for row in rows
    ]
