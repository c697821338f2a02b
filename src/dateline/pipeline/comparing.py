"""Two sets of incidents side by side: which are of one happening, and what each set has that the other lacks."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from dateline.errors import DataError, ExportError, ReportError
from dateline.export import wording
from dateline.export.contents import ReviewedClaim
from dateline.export.harm import harm
from dateline.export.tables import main_place
from dateline.incidents import fuse
from dateline.pipeline.exporting import StoreContents
from dateline.pipeline.importing.foreign import LAYOUTS, Imported, read_foreign
from dateline.pipeline.importing.keeping import OURS, layout_of
from dateline.pipeline.importing.ours import read_texts
from dateline.pipeline.view import View, asked_for
from dateline.records import Incident, Place
from dateline.records.encode import incident_from_json
from dateline.reference.files import read_toml
from dateline.reference.ontology import event_set
from dateline.store import Store
from dateline.text.given import load

EARTH_KM = 6371.0088


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """An incident as one set has it; bounds are None where open or not told."""

    id: str
    title: str
    event: str
    first: date | None
    last: date | None
    place: Place | None
    killed: tuple[float | None, float | None, float | None] | None
    injured: tuple[float | None, float | None, float | None] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two sightings of one happening, and what lies between them."""

    one: Sighting
    other: Sighting
    days: int
    km: float | None
    cost: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What two sets share, and what only one of them has."""

    pairs: tuple[Pair, ...]
    only_one: tuple[Sighting, ...]
    only_other: tuple[Sighting, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """When two sightings may be of one happening; see `data/exports/compare.toml`."""

    days: int
    km: float
    reach: tuple[float, ...]
    cost: dict[str, float]


@cache
def rules() -> Rules:
    """The rules of the data file."""
    table = read_toml("exports/compare.toml")
    try:
        reach = tuple(float(number) for number in table["reach"])
        cost = {name: float(table["cost"][name]) for name in ("day", "km", "other_event", "other_figure")}
        return Rules(days=int(table["days"]), km=float(table["km"]), reach=reach, cost=cost)
    except (KeyError, TypeError, ValueError) as error:
        raise DataError(f"exports/compare.toml: {error}") from None


@cache
def _groups() -> tuple[frozenset[str], ...]:
    """Sets of events that may be told of one happening."""
    return tuple(frozenset(event_set(name)) for name in read_toml("exports/compare.toml")["groups"].values())


def sightings(where: str) -> list[Sighting]:
    """The incidents of a store, or of a file in a layout that can be read; raises ExportError where it is neither."""
    path = Path(where)
    if where.startswith(("postgresql:", "postgres:")) or _is_store(path):
        with Store.open(where) as store:
            contents = StoreContents(store, View(store, asked_for()))
            return [sighting(row.incident, row.claims) for row in contents.incidents()]
    if not path.exists():
        raise ExportError(f"{where}: no such file or store")
    layout = layout_of(path)
    if layout == OURS:
        return [sighting(incident) for incident in _ours(path)]
    return [sighting(incident) for incident in _foreign(path, layout)]


def _is_store(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(16) == b"SQLite format 3\0"
    except OSError:
        return False


def _ours(path: Path) -> Iterator[Incident]:
    """The incidents of JSON lines or Parquet of ours."""
    for number, line in read_texts(path):
        try:
            record = load(line)
        except ReportError as error:
            raise ExportError(f"{path}:{number}: {error}") from None
        if not isinstance(record, dict) or not str(record.get("id", "")).startswith("i-"):
            raise ExportError(f"{path}:{number}: no incident; `dateline export incidents --as jsonl` writes them")
        yield incident_from_json(record)


def _foreign(path: Path, layout: str) -> Iterator[Incident]:
    """Each row of others' tables as an incident of its own: they were put together by their owner."""
    for row in read_foreign(path, LAYOUTS[layout], path.name):
        if isinstance(row, ExportError):
            raise row
        yield from of_row(row)


def of_row(row: Imported) -> list[Incident]:
    """The incident that a row is."""
    return list(fuse([row.claim], reports={row.report.id: row.report}, profile="house"))


def sighting(incident: Incident, claims: Sequence[ReviewedClaim] = ()) -> Sighting:
    """What is compared of an incident; its claims, where they are there, say which figures add up."""
    time = incident.time.value if incident.time else None
    first, last = (_date(time.start or time.end), _date(time.end or time.start)) if time else (None, None)
    return Sighting(
        id=incident.id,
        title=wording.incident_title(incident),
        event=incident.event.value,
        first=first,
        last=last,
        place=main_place(incident),
        killed=_bounds(incident, "killed", claims),
        injured=_bounds(incident, "injured", claims),
    )


def _date(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text[:10]) if text else None
    except ValueError:
        return None


def _bounds(
    incident: Incident, measure: str, claims: Sequence[ReviewedClaim]
) -> tuple[float | None, float | None, float | None] | None:
    found = harm(incident, measure, claims)
    return None if found is None else (found.low, found.best, found.high)


def compare(ones: Sequence[Sighting], others: Sequence[Sighting]) -> Comparison:
    """Match each sighting with at most one of the other set, the nearest first, whichever set is named first."""
    candidates = sorted(_candidates(ones, others), key=lambda pair: (pair.cost, *sorted((pair.one.id, pair.other.id))))
    taken_one: set[int] = set()
    taken_other: set[int] = set()
    pairs = []
    for pair in candidates:
        if id(pair.one) not in taken_one and id(pair.other) not in taken_other:
            taken_one.add(id(pair.one))
            taken_other.add(id(pair.other))
            pairs.append(pair)
    return Comparison(
        pairs=tuple(sorted(pairs, key=lambda pair: _order(pair.one))),
        only_one=tuple(sorted((s for s in ones if id(s) not in taken_one), key=_order)),
        only_other=tuple(sorted((s for s in others if id(s) not in taken_other), key=_order)),
    )


def _order(one: Sighting) -> tuple[date, str]:
    return one.first or date.max, one.id


def _candidates(ones: Sequence[Sighting], others: Sequence[Sighting]) -> Iterator[Pair]:
    """Every pair that may be of one happening; sightings without a day or a place meet none."""
    by_month: dict[tuple[int, int], list[Sighting]] = defaultdict(list)
    for other in others:
        for month in _months(other):
            by_month[month].append(other)
    for one in ones:
        near = {id(other): other for month in _months(one) for other in by_month.get(month, ())}
        for other in near.values():
            pair = pair_of(one, other)
            if pair is not None:
                yield pair


def _months(one: Sighting) -> Iterator[tuple[int, int]]:
    """The months in which a sighting may meet another, with the days that may lie between."""
    if one.first is None or one.last is None:
        return
    first = one.first.toordinal() - rules().days
    last = one.last.toordinal() + rules().days
    seen: set[tuple[int, int]] = set()
    for number in (*range(max(first, 1), last + 1, 27), last):
        day = date.fromordinal(max(number, 1))
        seen.add((day.year, day.month))
    yield from sorted(seen)


def pair_of(one: Sighting, other: Sighting) -> Pair | None:
    """The pair of two sightings, None where they cannot be of one happening."""
    if not _may_be_one(one.event, other.event):
        return None
    days, km = _days_between(one, other), _km_between(one, other)
    if days is None or days > rules().days or km is None:
        return None
    price = rules().cost
    cost = days * price["day"] + km * price["km"] + (one.event != other.event) * price["other_event"]
    cost += _figures_apart(one, other) * price["other_figure"]
    return Pair(one=one, other=other, days=days, km=round(km, 1), cost=cost)


def _may_be_one(event: str, other: str) -> bool:
    return event == other or any(event in group and other in group for group in _groups())


def _days_between(one: Sighting, other: Sighting) -> int | None:
    if one.first is None or one.last is None or other.first is None or other.last is None:
        return None
    return max((other.first - one.last).days, (one.first - other.last).days, 0)


def _km_between(one: Sighting, other: Sighting) -> float | None:
    """How far apart two places are at least; None where they are too far, or one is not known."""
    a, b = one.place, other.place
    if a is None or b is None or (a.country and b.country and a.country != b.country):
        return None
    if a.latitude is None or a.longitude is None or b.latitude is None or b.longitude is None:
        return 0.0 if a.name and a.name == b.name and a.country == b.country else None
    distance = _distance((a.latitude, a.longitude), (b.latitude, b.longitude))
    return distance if distance <= rules().km + _reach(a) + _reach(b) else None


def _reach(place: Place) -> float:
    if place.radius_km:
        return place.radius_km
    steps = rules().reach
    return steps[min(place.precision or 1, len(steps)) - 1]


def _distance(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Kilometres between two points on the globe."""
    (a, b), (c, d) = (map(math.radians, one), map(math.radians, other))
    half = math.sin((c - a) / 2) ** 2 + math.cos(a) * math.cos(c) * math.sin((d - b) / 2) ** 2
    return 2 * EARTH_KM * math.asin(min(1.0, math.sqrt(half)))


def _figures_apart(one: Sighting, other: Sighting) -> float:
    """How far the best numbers of the dead are apart, from 0 to 1; 0 where one of them is not told."""
    if one.killed is None or other.killed is None:
        return 0.0
    a, b = (s[1] if s[1] is not None else s[0] or 0.0 for s in (one.killed, other.killed))
    return abs(a - b) / max(a, b) if max(a, b) else 0.0


def rows_of(found: Comparison) -> Iterator[dict[str, Any]]:
    """The comparison as rows: pairs, then what only one set has."""
    for pair in found.pairs:
        yield {"in": "both", **_half("a", pair.one), **_half("b", pair.other), "days": pair.days, "km": pair.km}
    for one in found.only_one:
        yield {"in": "only a", **_half("a", one), **_half("b", None), "days": None, "km": None}
    for other in found.only_other:
        yield {"in": "only b", **_half("a", None), **_half("b", other), "days": None, "km": None}


def _half(side: str, one: Sighting | None) -> dict[str, Any]:
    """One side of a row; bounds that are open stay empty."""
    cells: dict[str, Any] = {f"{side}_id": one and one.id, f"{side}_incident": one and one.title}
    for measure in ("killed", "injured"):
        bounds = (getattr(one, measure) if one is not None else None) or (None, None, None)
        cells |= {
            f"{side}_{measure}_{name}": value for name, value in zip(("low", "best", "high"), bounds, strict=True)
        }
    return cells
