"""Maps drawn here as SVG: what a page shows without scripts, and what goes on paper."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import ceil, log10, sqrt

from dateline.export import wording
from dateline.store.listing import Box, IncidentRow
from dateline.web.contexts import labels, outlines
from dateline.web.contexts.frame import HEIGHT, KM_A_DEGREE, WIDTH, Frame
from dateline.web.contexts.selection import title_of

#: Incidents nearer to each other than this, in the map's units, are drawn as one mark with their number.
CELL = 18.0
#: How far an area reaches of which that is not known: a guess that the drawing shows with a broken edge as all areas.
REACH_KM = 50.0
#: Up to how many degrees high a map shows first-order units, and the ranks of rivers and units by height.
UNITS_FROM = 30.0
MOST_MARKS = 600


@dataclass(frozen=True, slots=True)
class Shape:
    """A path and its class."""

    kind: str
    path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """One incident or several at a place: a point, or an area of radius `r` where it is known no nearer."""

    x: float
    y: float
    r: float
    ids: tuple[str, ...]
    title: str
    is_area: bool
    box: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """A map: its ground, its labels, its marks, and a bar of so many kilometres."""

    width: float
    height: float
    shapes: tuple[Shape, ...]
    labels: tuple[labels.Placed, ...]
    marks: tuple[Mark, ...]
    bar: float
    bar_km: int
    box: Box


def frame_of(rows: Iterable[IncidentRow], box: Box | None, width: float = WIDTH, height: float = HEIGHT) -> Frame:
    """The frame of a box, else the one that holds all places, or the whole earth where there is none."""
    if box is not None:
        return Frame(box, width, height)
    placed = [(row.longitude, row.latitude, _reach(row)) for row in rows if row.latitude is not None]
    if not placed:
        return Frame((-170.0, -56.0, 190.0, 75.0), width, height)
    spans = [(x or 0.0, y or 0.0, reach / KM_A_DEGREE) for x, y, reach in placed]
    west, east = min(x - r for x, _, r in spans), max(x + r for x, _, r in spans)
    south, north = min(y - r for _, y, r in spans), max(y + r for _, y, r in spans)
    pad = max((east - west) * 0.06, (north - south) * 0.06, 0.25)
    around = (max(west - pad, -180.0), max(south - pad, -80.0), min(east + pad, 180.0), min(north + pad, 84.0))
    return Frame(around, width, height)


def _reach(row: IncidentRow) -> float:
    return (row.radius_km or REACH_KM) if row.is_area else 0.0


def draw(rows: Sequence[IncidentRow], frame: Frame) -> Drawing:
    """The map of some incidents."""
    bar_km = _bar_km(frame)
    return Drawing(
        width=frame.width,
        height=frame.height,
        shapes=_ground(tuple(round(one, 3) for one in frame.box), frame.width, frame.height),
        labels=labels.place(frame),
        marks=tuple(_marks(rows, frame)),
        bar=round(frame.km(bar_km), 1),
        bar_km=bar_km,
        box=frame.box,
    )


def _bar_km(frame: Frame) -> int:
    most = 130 / frame.km(1.0)
    step = 10 ** int(log10(max(most, 1.0)))
    return int(next((n * step for n in (5, 2, 1) if n * step <= most), 1))


@lru_cache(maxsize=24)
def _ground(box: Box, width: float, height: float) -> tuple[Shape, ...]:
    """Land, rivers and borders of a frame, as paths."""
    frame = Frame(box, width, height)
    tall = box[3] - box[1]
    found = [Shape("land", _rings(frame))]
    found.append(Shape("river", _lines(frame, "rivers", 2.0 if tall > 60 else 4.0 if tall > 20 else 7.0)))
    if tall <= UNITS_FROM:
        found.append(Shape("unit", _lines(frame, "units", 4.7 if tall > 18 else 8.0 if tall > 9 else 99.0)))
    found.append(Shape("border", _lines(frame, "borders", 99.0)))
    return tuple(shape for shape in found if shape.path)


def _turns(frame: Frame) -> Iterable[float]:
    """By how many degrees the earth is turned to be seen in a frame that goes over the antimeridian."""
    return [turn for turn in (-360.0, 0.0, 360.0) if frame.box[0] - turn < 180 and frame.box[2] - turn > -180]


def _rings(frame: Frame) -> str:
    found = []
    for turn in _turns(frame):
        west, south, east, north = frame.box
        box = (west - turn, south, east - turn, north)
        for one in outlines.near("land", box):
            ring = list(one.pairs())
            inside = one.box[0] >= box[0] and one.box[2] <= box[2] and one.box[1] >= south and one.box[3] <= north
            found.append(_path(frame, ring if inside else outlines.clipped(ring, box), turn, close=True))
    return "".join(found)


def _lines(frame: Frame, name: str, most_rank: float) -> str:
    found = []
    for turn in _turns(frame):
        west, south, east, north = frame.box
        box = (west - turn, south, east - turn, north)
        for one in outlines.near(name, box, most_rank):
            for part in outlines.stretches(list(one.pairs()), box):
                found.append(_path(frame, part, turn, close=False))
    return "".join(found)


def _path(frame: Frame, points: Sequence[tuple[float, float]], turn: float, *, close: bool) -> str:
    """The points that are a step apart on the sheet."""
    kept: list[tuple[float, float]] = []
    for longitude, latitude in points:
        x, y = frame.at(longitude + turn, latitude)
        if not kept or abs(x - kept[-1][0]) + abs(y - kept[-1][1]) >= 1.0:
            kept.append((x, y))
    if len(kept) < (3 if close else 2):
        return ""
    return "M" + "L".join(f"{x:.0f} {y:.0f}" for x, y in kept) + ("Z" if close else "")


def _marks(rows: Sequence[IncidentRow], frame: Frame) -> list[Mark]:
    """Areas first, the widest below; then points, those that would lie on each other as one."""
    groups: dict[tuple[object, ...], list[tuple[float, float, IncidentRow]]] = defaultdict(list)
    for row in rows:
        if row.latitude is None or row.longitude is None:
            continue
        x, y = frame.at(row.longitude, row.latitude)
        if not (-CELL <= x <= frame.width + CELL and -CELL <= y <= frame.height + CELL) and not row.is_area:
            continue
        area = (row.longitude, row.latitude, _reach(row))
        groups[area if row.is_area else (int(x // CELL), int(y // CELL))].append((x, y, row))
    marks = [_mark(several, frame) for several in groups.values()]
    marks.sort(key=lambda mark: (not mark.is_area, -mark.r))
    return marks[:MOST_MARKS] if len(marks) > MOST_MARKS else marks


def _mark(several: Sequence[tuple[float, float, IncidentRow]], frame: Frame) -> Mark:
    rows = [row for _, _, row in several]
    is_area = rows[0].is_area
    r = frame.km(_reach(rows[0])) if is_area else 4.0 if len(rows) == 1 else min(7.0 + 1.6 * sqrt(len(rows)), CELL)
    longitudes, latitudes = [row.longitude or 0.0 for row in rows], [row.latitude or 0.0 for row in rows]
    box = (min(longitudes) - 1e-3, min(latitudes) - 1e-3, max(longitudes) + 1e-3, max(latitudes) + 1e-3)
    reach = f", somewhere within {ceil(_reach(rows[0])):,} km" if is_area else ""
    title = title_of(rows[0]) if len(rows) == 1 else wording.counted(len(rows), "incident") + _where(rows)
    return Mark(
        x=round(sum(x for x, _, _ in several) / len(several), 1),
        y=round(sum(y for _, y, _ in several) / len(several), 1),
        r=round(max(r, 5.0) if is_area else r, 1),
        ids=tuple(row.id for row in rows),
        title=title + reach,
        is_area=is_area,
        box=",".join(f"{one:.4f}" for one in box),
    )


def _where(rows: Sequence[IncidentRow]) -> str:
    names = list(dict.fromkeys(wording.clean(row.place) for row in rows if row.place))
    return f": {', '.join(names[:3])}{' and elsewhere' if len(names) > 3 else ''}" if names else ""
