"""Incidents as lists, maps and sums want them: chosen, counted and paged in the database, without their records."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, delete, func, or_, select

from dateline.records import Incident, Place
from dateline.store.canon import dumps, fold
from dateline.store.claims import wider
from dateline.store.tables import incident_figures, incident_names, incidents, tellings

#: From this UCDP precision on a place is a district or more: an area, and never a point.
AREA = 3
Box = tuple[float, float, float, float]  # west, south, east, north

ORDERS = {
    "newest": (incidents.c.start.is_(None), incidents.c.start.desc(), incidents.c.weight.desc()),
    "oldest": (incidents.c.start.is_(None), incidents.c.start, incidents.c.weight.desc()),
    "weight": (incidents.c.weight.desc(),),
    "killed": (incidents.c.killed.is_(None), incidents.c.killed.desc(), incidents.c.weight.desc()),
    "origins": (incidents.c.origins.desc(), incidents.c.weight.desc()),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """Which incidents are asked for; what is empty or None asks for nothing.

    An incident without a day is in no period and one without a point in no box: `only` asks for those that are
    `undated`, `unlocated` or `imprecise`.
    """

    events: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    parties: tuple[str, ...] = ()
    start: str | None = None
    end: str | None = None
    box: Box | None = None
    statuses: tuple[str, ...] = ()
    grades: tuple[str, ...] = ()
    only: str = ""


@dataclass(frozen=True, slots=True)
class IncidentRow:
    """An incident in a list or on a map; `killed` is the best number of dead, `radius_km` how far its place reaches."""

    id: str
    event: str
    start: str | None
    end: str | None
    status: str
    grade: str | None
    killed: float | None
    reports: int
    origins: int
    place: str | None
    admin1: str | None
    country: str | None
    latitude: float | None
    longitude: float | None
    precision: int | None
    radius_km: float | None

    @property
    def is_area(self) -> bool:
        """Whether its place is known no nearer than an area."""
        return self.precision is None or self.precision >= AREA


@dataclass(frozen=True, slots=True)
class Counts:
    """How many incidents are chosen, and how many of them have no day, no point, or only an area."""

    total: int
    undated: int
    unlocated: int
    imprecise: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureRow:
    """A figure of an incident, with its first day; `claim` set the best of it."""

    incident: str
    start: str | None
    measure: str
    of: str
    unit: str
    low: float | None
    best: float | None
    high: float | None
    claim: str | None


def rows(
    connection: Connection, chosen: Chosen, *, order: str = "newest", offset: int = 0, limit: int | None = None
) -> list[IncidentRow]:
    """The chosen incidents in their order."""
    names = list(IncidentRow.__dataclass_fields__)
    query = _where(select(*(incidents.c[name] for name in names)), chosen)
    query = query.order_by(*ORDERS[order], incidents.c.id).offset(offset)
    found = connection.execute(query if limit is None else query.limit(limit))
    return [IncidentRow(*row) for row in found]


def about(connection: Connection, kinds: Iterable[str]) -> set[str]:
    """The ids of the incidents whose records name one of some kinds of target, and of some others that quote it."""
    named = [incidents.c.record.contains(dumps(kind), autoescape=True) for kind in kinds]
    return set(connection.execute(select(incidents.c.id).where(or_(*named))).scalars()) if named else set()


def count(connection: Connection, chosen: Chosen) -> Counts:
    """How many incidents are chosen."""
    sums = (
        func.count(),
        func.count().filter(incidents.c.start.is_(None)),
        func.count().filter(incidents.c.latitude.is_(None)),
        func.count().filter(_is_area()),
    )
    query: Select[Any] = select().add_columns(*sums).select_from(incidents)
    total, undated, unlocated, imprecise = connection.execute(_where(query, chosen)).one()
    return Counts(total, undated, unlocated, imprecise)


def days(connection: Connection, chosen: Chosen) -> list[tuple[str, str, int]]:
    """The stretches of days of the chosen incidents, and how many have each; those without a day are left out."""
    query = _where(select(incidents.c.start, incidents.c.end, func.count()), chosen)
    query = query.where(incidents.c.start.is_not(None)).group_by(incidents.c.start, incidents.c.end)
    return [(start, end, number) for start, end, number in connection.execute(query.order_by(incidents.c.start))]


def figures(connection: Connection, chosen: Chosen, *, measure: str, of: str, unit: str) -> list[FigureRow]:
    """One figure of the chosen incidents, by day."""
    table = incident_figures
    columns = (table.c.incident, incidents.c.start, *(table.c[name] for name in FIGURE))
    query = _where(select(*columns).join(incidents, incidents.c.id == table.c.incident), chosen)
    query = query.where(table.c.measure == measure, table.c.of == of, table.c.unit == unit)
    query = query.order_by(incidents.c.start.is_(None), incidents.c.start, incidents.c.id)
    return [FigureRow(**row._mapping) for row in connection.execute(query)]


FIGURE = ("measure", "of", "unit", "low", "best", "high", "claim")


def measured(connection: Connection, chosen: Chosen) -> list[tuple[str, str, str, int]]:
    """What the chosen incidents count: measure, of whom and unit, and in how many incidents, the most first."""
    table = incident_figures
    query = select(table.c.measure, table.c.of, table.c.unit, func.count().label("incidents"))
    query = _where(query.join(incidents, incidents.c.id == table.c.incident), chosen)
    query = query.group_by(table.c.measure, table.c.of, table.c.unit)
    query = query.order_by(func.count().desc(), table.c.measure, table.c.of, table.c.unit)
    return [(measure, of, unit, number) for measure, of, unit, number in connection.execute(query)]


def _where(query: Select[Any], chosen: Chosen) -> Select[Any]:
    conditions = list(_conditions(chosen))
    return query.where(and_(*conditions)) if conditions else query


def _conditions(chosen: Chosen) -> Iterable[ColumnElement[bool]]:
    if chosen.events:
        yield incidents.c.event.in_(chosen.events)
    if chosen.statuses:
        yield incidents.c.status.in_(chosen.statuses)
    if chosen.grades:
        yield incidents.c.grade.in_(chosen.grades)
    if chosen.places:
        yield _named("place", {fold(place) for place in chosen.places})
    if chosen.parties:
        yield _named("party", {key for party in chosen.parties for key in (party.casefold(), fold(party))})
    if chosen.start is not None:
        yield incidents.c.end >= chosen.start
    if chosen.end is not None:
        yield incidents.c.start <= chosen.end
    if chosen.box is not None:
        yield _inside(chosen.box)
    if chosen.only == "undated":
        yield incidents.c.start.is_(None)
    elif chosen.only == "unlocated":
        yield incidents.c.latitude.is_(None)
    elif chosen.only == "imprecise":
        yield _is_area()


def _is_area() -> ColumnElement[bool]:
    wide = or_(incidents.c.precision.is_(None), incidents.c.precision >= AREA)
    return and_(incidents.c.latitude.is_not(None), wide)


def _inside(box: Box) -> ColumnElement[bool]:
    west, south, east, north = box
    across: ColumnElement[bool] = incidents.c.longitude.between(west, east)
    if west > east:  # over the antimeridian
        across = or_(incidents.c.longitude >= west, incidents.c.longitude <= east)
    return and_(incidents.c.latitude.between(south, north), across)


def _named(kind: str, names: set[str]) -> ColumnElement[bool]:
    table = incident_names
    return incidents.c.id.in_(select(table.c.incident).where(table.c.kind == kind, table.c.name.in_(sorted(names))))


def homes(connection: Connection) -> dict[str, str | None]:
    """Every telling and the incident that it is put in; None where it waits."""
    return {row.id: row.incident for row in connection.execute(select(tellings.c.id, tellings.c.incident))}


def telling_homes(connection: Connection) -> list[tuple[str, str, str | None]]:
    """Every telling with its report and the incident that it is put in."""
    found = connection.execute(select(tellings.c.id, tellings.c.report, tellings.c.incident))
    return [(row.id, row.report, row.incident) for row in found]


def kinds_of_figures(connection: Connection, chosen: Chosen) -> list[tuple[str, str, str, str]]:
    """Each figure of the chosen incidents: the incident, what is measured, of whom, and the unit."""
    table = incident_figures
    query = select(table.c.incident, table.c.measure, table.c.of, table.c.unit)
    query = _where(query.join(incidents, incidents.c.id == table.c.incident), chosen)
    return [(row.incident, row.measure, row.of, row.unit) for row in connection.execute(query)]


def place_of(incident: Incident) -> Place | None:
    """The place under which an incident is listed: its first site, else the first of its places."""
    places = [fused.value for fused in incident.places]
    return next((place for place in places if place.role in ("site", "area")), places[0] if places else None)


def place_columns(incident: Incident) -> dict[str, Any]:
    """What an incident's row tells of its place; a point without both of its numbers is none."""
    place = place_of(incident)
    if place is None:
        return dict.fromkeys(("place", "admin1", "country", "latitude", "longitude", "precision", "radius_km"))
    placed = place.latitude is not None and place.longitude is not None
    return {
        "place": place.name or place.mention.text,
        "admin1": place.admin1,
        "country": place.country,
        "latitude": place.latitude if placed else None,
        "longitude": place.longitude if placed else None,
        "precision": place.precision,
        "radius_km": place.radius_km,
    }


def name_rows(incident: Incident) -> list[dict[str, Any]]:
    """The rows of the names by which an incident is found."""
    return [
        {"incident": incident.id, "kind": kind, "name": name}
        for kind, found in (("place", _place_names(incident)), ("party", _party_names(incident)))
        for name in sorted(found)
    ]


def figure_rows(incident: Incident) -> list[dict[str, Any]]:
    """The rows of its figures that are no part of another one."""
    return [
        {
            "incident": incident.id,
            **{name: getattr(figure, name) for name in FIGURE[:-1]},
            "claim": figure.best_from or figure.low_from,
        }
        for figure in incident.figures
        if figure.part_of is None
    ]


def forget(connection: Connection, gone: Sequence[str]) -> None:
    """Take away what was written down of incidents."""
    connection.execute(delete(incident_names).where(incident_names.c.incident.in_(gone)))
    connection.execute(delete(incident_figures).where(incident_figures.c.incident.in_(gone)))


def _place_names(incident: Incident) -> set[str]:
    places = [fused.value for fused in incident.places]
    values = {v for p in places for v in (p.mention.text, p.name, p.admin1, p.admin2, p.country, p.geonames) if v}
    return {fold(value) for value in values} - {""}


def _party_names(incident: Incident) -> set[str]:
    people = [fused.value for fused in incident.participants]
    codes = {code for one in people if one.party for code in wider(one.party)}
    return (codes | {fold(one.name) for one in people}) - {""}


def fits(incident: Incident, chosen: Chosen) -> bool:
    """Whether an incident that is in no store is among the chosen."""
    time = incident.time.value if incident.time else None
    start, end = (time.start or time.end, time.end or time.start) if time is not None else (None, None)
    grade = incident.grade and (incident.grade.decided or incident.grade.suggested)
    parties = {key for party in chosen.parties for key in (party.casefold(), fold(party))}
    place = place_columns(incident)
    return (
        (not chosen.events or incident.event.value in chosen.events)
        and (not chosen.statuses or incident.status in chosen.statuses)
        and (not chosen.grades or grade in chosen.grades)
        and (not chosen.places or not _place_names(incident).isdisjoint(map(fold, chosen.places)))
        and (not parties or not _party_names(incident).isdisjoint(parties))
        and (chosen.start is None or (end is not None and end >= chosen.start))
        and (chosen.end is None or (start is not None and start <= chosen.end))
        and (chosen.box is None or _lies_in(place, chosen.box))
        and (chosen.only != "undated" or start is None)
        and (chosen.only != "unlocated" or place["latitude"] is None)
        and (chosen.only != "imprecise" or (place["latitude"] is not None and (place["precision"] or AREA) >= AREA))
    )


def _lies_in(place: dict[str, Any], box: Box) -> bool:
    if place["latitude"] is None:
        return False
    west, south, east, north = box
    x = place["longitude"]
    across = west <= x <= east if west <= east else x >= west or x <= east
    return bool(across and south <= place["latitude"] <= north)


def figures_of(incident: Incident) -> list[FigureRow]:
    """The figures of an incident that is in no store."""
    time = incident.time.value if incident.time else None
    start = (time.start or time.end) if time is not None else None
    return [
        FigureRow(
            incident=incident.id,
            start=start,
            claim=one.best_from or one.low_from,
            **{name: getattr(one, name) for name in FIGURE[:-1]},
        )
        for one in incident.figures
        if one.part_of is None
    ]
