"""Drawings of our own, in SVG and without a map service: where incidents were, and what a tally says."""

from __future__ import annotations

import html
import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from dateline.records import Place

KM_PER_DEGREE = 111.19
STEPS = (0.1, 0.25, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 30.0)
MARGIN = 34.0
#: A map of places side by side is no lower than this.
LOWEST = 220.0
DOT = 4.0
#: How wide a letter of a label is, how high a line; a label that would meet another or a dot is left out.
LETTER, HIGH = 6.4, 11.0


@dataclass(frozen=True, slots=True)
class Mark:
    """A place on the map: a dot where it is a point, else a circle of its reach."""

    x: float
    y: float
    radius: float
    is_point: bool
    label: str
    side: int  # 1 where its label stands at the right, -1 at the left, 0 where there is no room for it


@dataclass(frozen=True, slots=True)
class GridLine:
    """A line of latitude or longitude, and its number of degrees."""

    x1: float
    y1: float
    x2: float
    y2: float
    label: str


@dataclass(frozen=True, slots=True)
class Plan:
    """A map before it is drawn, in units of its own width and height; `bar` is a length in them and in km."""

    width: float
    height: float
    grid: tuple[GridLine, ...]
    marks: tuple[Mark, ...]
    bar: tuple[float, int]


def plan_map(places: Iterable[tuple[Place, str]], *, width: float = 640.0, height: float = 420.0) -> Plan | None:
    """The map of places with their labels; None where nothing is placed. North is up, and scale holds at the middle."""
    known = [(p, label) for p, label in places if p.latitude is not None and p.longitude is not None]
    if not known:
        return None
    south, north = _range([p.latitude or 0.0 for p, _ in known])
    west, east = _range([p.longitude or 0.0 for p, _ in known])
    squeeze = max(math.cos(math.radians((south + north) / 2)), 0.05)
    scale = min((width - 2 * MARGIN) / ((east - west) * squeeze), (height - 2 * MARGIN) / (north - south))
    height = min(height, max((north - south) * scale + 2 * MARGIN, LOWEST))
    middle_x, middle_y = (west + east) / 2, (south + north) / 2

    def at(longitude: float, latitude: float) -> tuple[float, float]:
        return width / 2 + (longitude - middle_x) * squeeze * scale, height / 2 - (latitude - middle_y) * scale

    marks: list[Mark] = []
    for place, label in sorted(_together(known), key=lambda one: -(one[0].radius_km or 0.0)):
        x, y = at(place.longitude or 0.0, place.latitude or 0.0)
        is_point = place.precision in (1, None) and not place.radius_km
        reach = DOT if is_point else max((place.radius_km or 25.0) / KM_PER_DEGREE * scale, DOT)
        marks.append(Mark(round(x, 1), round(y, 1), round(reach, 1), is_point, label, 0))
    marks = _labelled(marks, width)
    return Plan(width, height, _grid(width, height, scale, (middle_x, middle_y), squeeze), tuple(marks), _bar(scale))


def _labelled(marks: Sequence[Mark], width: float) -> list[Mark]:
    """The marks, each with a side for its label where there is room."""
    taken: dict[int, list[tuple[float, float, float]]] = {}  # by line of the map: from, to, height

    def near(y: float) -> Iterator[tuple[float, float, float]]:
        for line in range(int(y // HIGH) - 1, int(y // HIGH) + 2):
            yield from taken.get(line, ())

    def take(first: float, last: float, y: float) -> None:
        taken.setdefault(int(y // HIGH), []).append((first, last, y))

    for mark in marks:
        take(mark.x - 1, mark.x + 1, mark.y)
    found = []
    for mark in marks:
        long = DOT + 3 + LETTER * len(mark.label)
        for side, first, last in ((1, mark.x + 2, mark.x + long), (-1, mark.x - long, mark.x - 2)):
            free = all(b <= first or a >= last or abs(y - mark.y) >= HIGH for a, b, y in near(mark.y))
            if first >= 0 and last <= width and free:
                take(first, last, mark.y)
                mark = replace(mark, side=side)
                break
        found.append(mark)
    return found


def _together(known: Sequence[tuple[Place, str]]) -> list[tuple[Place, str]]:
    """The labels of one spot in one."""
    spots: dict[tuple[float | None, float | None, float | None], tuple[Place, list[str]]] = {}
    for place, label in known:
        spots.setdefault((place.latitude, place.longitude, place.radius_km), (place, []))[1].append(label)
    return [(place, ", ".join(dict.fromkeys(labels))) for place, labels in spots.values()]


def _range(values: Sequence[float]) -> tuple[float, float]:
    """The span of values with air around it, at least half a degree wide."""
    low, high = min(values), max(values)
    air = max((high - low) * 0.15, 0.5)
    return low - air, high + air


def _grid(
    width: float, height: float, scale: float, middle: tuple[float, float], squeeze: float
) -> tuple[GridLine, ...]:
    middle_x, middle_y = middle
    step = next((s for s in STEPS if s * scale >= 60), STEPS[-1])
    lines = []
    half_x, half_y = width / 2 / scale / squeeze, height / 2 / scale
    for number in _ticks(max(middle_x - half_x, -180.0), min(middle_x + half_x, 180.0), step):
        x = width / 2 + (number - middle_x) * squeeze * scale
        lines.append(GridLine(round(x, 1), 0, round(x, 1), height, _degrees(number, "E", "W")))
    for number in _ticks(max(middle_y - half_y, -90.0), min(middle_y + half_y, 90.0), step):
        y = height / 2 - (number - middle_y) * scale
        lines.append(GridLine(0, round(y, 1), width, round(y, 1), _degrees(number, "N", "S")))
    return tuple(lines)


def _ticks(first: float, last: float, step: float) -> list[float]:
    return [n * step for n in range(math.ceil(first / step), math.floor(last / step) + 1)]


def _degrees(number: float, above: str, below: str) -> str:
    return f"{abs(number):g}° {above if number >= 0 else below}"


def _bar(scale: float) -> tuple[float, int]:
    """A round length of about a fifth of the map."""
    for km in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000):
        length = km / KM_PER_DEGREE * scale
        if length >= 60:
            return round(length, 1), km
    return round(5000 / KM_PER_DEGREE * scale, 1), 5000


def map_svg(plan: Plan, *, title: str = "Map") -> str:
    """The map as SVG: grid, areas, points, labels, a bar of scale."""
    parts = [_open(plan.width, plan.height, title)]
    for line in plan.grid:
        parts.append(f'<line class="grid" x1="{line.x1}" y1="{line.y1}" x2="{line.x2}" y2="{line.y2}"/>')
        x, y = (line.x1 + 3, plan.height - 5) if line.x1 == line.x2 else (3, line.y1 - 3)
        parts.append(f'<text class="small" x="{x:g}" y="{y:g}">{line.label}</text>')
    for mark in plan.marks:
        name = html.escape(mark.label)
        kind = "point" if mark.is_point else "area"
        parts.append(
            f'<circle class="{kind}" cx="{mark.x}" cy="{mark.y}" r="{mark.radius}"><title>{name}</title></circle>'
        )
        if mark.side:
            x, anchor = mark.x + (DOT + 3) * mark.side, "start" if mark.side > 0 else "end"
            parts.append(f'<text x="{x:g}" y="{mark.y + 4:g}" text-anchor="{anchor}">{name}</text>')
    length, km = plan.bar
    right, low = plan.width - 16, plan.height - 20
    parts.append(f'<line class="bar" x1="{right - length:g}" y1="{low:g}" x2="{right:g}" y2="{low:g}"/>')
    parts.append(f'<text class="small" x="{right - length:g}" y="{low - 4:g}">{km:,} km</text></svg>')
    return "".join(parts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A row of a tally to draw; None is an open end. Only rows of one `measure` are drawn to one scale."""

    label: str
    measure: str = ""
    low: float | None
    best: float | None
    high: float | None


def bars_svg(bars: Sequence[Bar], *, title: str = "Tally", width: float = 640.0) -> str:
    """A bar for each row: full to the low, lighter to the high, a line at the best, and the numbers beside it."""
    from dateline.export.wording import bounds

    row, left = 26.0, 190.0
    words = [bounds(bar.low, bar.best, bar.high) for bar in bars]
    room = width - left - 12.0 - max([5.6 * len(one) for one in words], default=0.0)
    most: dict[str, float] = {}
    for bar in bars:
        most[bar.measure] = max(most.get(bar.measure, 1.0), *(v or 0.0 for v in (bar.low, bar.best, bar.high)))
    parts = [_open(width, row * max(len(bars), 1) + 8, title)]
    for number, bar in enumerate(bars):
        y = 6 + row * number
        scale = room / most[bar.measure]
        low = (bar.low or 0.0) * scale
        high = (bar.high if bar.high is not None else bar.best or bar.low or 0.0) * scale
        parts.append(f'<text x="{left - 8:g}" y="{y + 14:g}" text-anchor="end">{html.escape(bar.label)}</text>')
        parts.append(f'<rect class="high" x="{left:g}" y="{y:g}" width="{max(high, low, 0.5):.1f}" height="18"/>')
        parts.append(f'<rect class="low" x="{left:g}" y="{y:g}" width="{low:.1f}" height="18"/>')
        if bar.best is not None:
            at = left + bar.best * scale
            parts.append(f'<line class="bar" x1="{at:.1f}" y1="{y - 2:g}" x2="{at:.1f}" y2="{y + 20:g}"/>')
        told = html.escape(words[number])
        parts.append(f'<text class="small" x="{left + max(high, low) + 6:.1f}" y="{y + 13:g}">{told}</text>')
    return "".join([*parts, "</svg>"])


def _open(width: float, height: float, title: str) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" width="{width:g}" '
        f'height="{height:g}" role="img" aria-label="{html.escape(title)}"><style>{_STYLE}</style>'
        f'<rect class="sea" width="{width:g}" height="{height:g}"/>'
    )


_STYLE = (
    "text{font:12px system-ui,sans-serif;fill:#1d1f23}.small{font-size:10px;fill:#5c616b}.sea{fill:#fbfaf7}"
    ".grid{stroke:#dcd9d1;stroke-width:1}.bar{stroke:#1d1f23;stroke-width:2}.point{fill:#a3261b}"
    ".area{fill:#a3261b;fill-opacity:.12;stroke:#a3261b;stroke-dasharray:3 2}.low{fill:#a3261b}"
    ".high{fill:#a3261b;fill-opacity:.3}"
)
