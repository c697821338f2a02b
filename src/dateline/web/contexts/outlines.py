"""The outlines of land, borders, first-order units and rivers, for maps that are drawn here."""

from __future__ import annotations

import json
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from dateline.store.listing import Box
from dateline.web.assets import STATIC

LAYERS = ("land", "borders", "units", "rivers")


@dataclass(frozen=True, slots=True)
class Outline:
    """A line or ring: longitude and latitude in turn, its box, and its rank (the smaller, the more it matters)."""

    points: array[float]
    box: Box
    rank: float

    def pairs(self) -> Iterator[tuple[float, float]]:
        """Its points."""
        return zip(self.points[::2], self.points[1::2], strict=True)


@cache
def layer(name: str) -> tuple[Outline, ...]:
    """The outlines of a layer, read once."""
    known = json.loads((STATIC / "map" / f"{name}.json").read_text("utf-8"))
    lines: Sequence[Sequence[int]] = known.get("rings") or known["lines"]
    ranks = known.get("ranks") or [0.0] * len(lines)
    return tuple(_outline(steps, known["scale"], rank) for steps, rank in zip(lines, ranks, strict=True))


def _outline(steps: Sequence[int], scale: float, rank: float) -> Outline:
    points = array("f")
    x = y = 0
    for dx, dy in zip(steps[::2], steps[1::2], strict=True):
        x, y = x + dx, y + dy
        points.extend((x * scale, y * scale))
    xs, ys = points[::2], points[1::2]
    return Outline(points, (min(xs), min(ys), max(xs), max(ys)), rank)


def near(name: str, box: Box, most_rank: float = 99.0) -> Iterator[Outline]:
    """The outlines of a layer that may touch a box."""
    west, south, east, north = box
    for one in layer(name):
        left, low, right, high = one.box
        if one.rank <= most_rank and left <= east and right >= west and low <= north and high >= south:
            yield one


def clipped(points: Sequence[tuple[float, float]], box: Box) -> list[tuple[float, float]]:
    """The part of a ring that lies in a box (Sutherland and Hodgman)."""
    west, south, east, north = box
    ring = list(points)
    for axis, bound, sign in ((0, west, 1), (0, east, -1), (1, south, 1), (1, north, -1)):
        ring = _cut(ring, axis, bound, sign)
        if not ring:
            break
    return ring


def _cut(ring: list[tuple[float, float]], axis: int, bound: float, sign: int) -> list[tuple[float, float]]:
    found: list[tuple[float, float]] = []
    if not ring:
        return found
    for one, other in pairwise([ring[-1], *ring]):
        inside, was = (other[axis] - bound) * sign >= 0, (one[axis] - bound) * sign >= 0
        if inside != was:
            share = (bound - one[axis]) / (other[axis] - one[axis])
            found.append((one[0] + share * (other[0] - one[0]), one[1] + share * (other[1] - one[1])))
        if inside:
            found.append(other)
    return found


def stretches(points: Sequence[tuple[float, float]], box: Box) -> Iterator[list[tuple[float, float]]]:
    """The parts of a line in a box, each with the points just outside of it."""
    west, south, east, north = box
    part: list[tuple[float, float]] = []
    last: tuple[float, float] | None = None
    for point in points:
        if west <= point[0] <= east and south <= point[1] <= north:
            if not part and last is not None:
                part.append(last)
            part.append(point)
        elif part:
            yield [*part, point]
            part = []
        last = point
    if len(part) > 1:
        yield part
