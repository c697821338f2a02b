"""Names on a map: countries, first-order units and towns of the gazetteer, the most populous first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from dateline.reference.gazetteer import Gazetteer, Place
from dateline.store.listing import Box
from dateline.web.contexts.frame import Frame

#: Towns of fewer people have no label.
PEOPLE = 5000
MOST = 60
#: How high a label is and how wide a letter, on the sheet; names are laid so that none lies on another.
LINE, LETTER, WIDE_LETTER = 12.0, 5.6, 7.4
#: From how many degrees of height on a map names countries only, and from how many no towns but large ones.
COUNTRIES_ONLY, LARGE_ONLY, LARGE = 45.0, 15.0, 300_000
#: The side, in degrees, of the squares under which names are found.
SQUARE = 4
KINDS = {"country": "country", "admin1": "unit"}


@dataclass(frozen=True, slots=True)
class Label:
    """A name and where it stands."""

    name: str
    kind: str
    longitude: float
    latitude: float
    people: int


@dataclass(frozen=True, slots=True)
class Placed:
    """A name on the sheet."""

    name: str
    kind: str
    x: float
    y: float


@cache
def read() -> tuple[Label, ...]:
    """All names: countries, then units and towns by their people; a town that is named twice is named once."""
    met: set[tuple[str, str, int, int]] = set()
    found = []
    for one in Gazetteer.open().largest(PEOPLE):
        label = _label(one)
        if label is None:
            continue
        key = (label.name, label.kind, round(label.longitude * 5), round(label.latitude * 5))
        if key not in met:
            met.add(key)
            found.append(label)
    return tuple(sorted(found, key=lambda label: (label.kind != "country", -label.people)))


def _label(place: Place) -> Label | None:
    kind = KINDS.get(place.feature, "town")
    if place.latitude is None or place.longitude is None or (kind == "town" and place.population < PEOPLE):
        return None
    if kind == "town" and place.feature not in ("town", "city", "capital"):
        return None
    return Label(place.name, kind, place.longitude, place.latitude, place.population)


def within(box: Box, most: int = MOST) -> Iterator[Label]:
    """The names of a box that matter most at its size."""
    west, south, east, north = box
    tall = north - south
    count = 0
    for one in _around(box):
        if not (south <= one.latitude <= north and any(west <= one.longitude + t <= east for t in (0, 360, -360))):
            continue
        if tall > COUNTRIES_ONLY and one.kind != "country":
            continue
        if one.kind == "unit" and not 2.0 < tall <= LARGE_ONLY:
            continue
        if one.kind == "town" and tall > LARGE_ONLY and one.people < LARGE:
            continue
        yield one
        count += 1
        if count >= most:
            return


@cache
def _shelves() -> tuple[dict[tuple[int, int], list[int]], list[int]]:
    """Which names stand in each square of the earth, and which are shown beyond `LARGE_ONLY`; in their order."""
    squares: dict[tuple[int, int], list[int]] = {}
    wide = []
    for number, one in enumerate(read()):
        squares.setdefault((int(one.longitude // SQUARE), int(one.latitude // SQUARE)), []).append(number)
        if one.kind != "town" or one.people >= LARGE:
            wide.append(number)
    return squares, wide


def _around(box: Box) -> Iterator[Label]:
    """The names of a box and some around it, in their order."""
    west, south, east, north = box
    squares, wide = _shelves()
    names = read()
    if north - south > LARGE_ONLY:
        return (names[number] for number in wide)
    found: set[int] = set()
    for turn in (0, 360, -360):
        for across in range(int((west - turn) // SQUARE), int((east - turn) // SQUARE) + 1):
            for up in range(int(south // SQUARE), int(north // SQUARE) + 1):
                found.update(squares.get((across, up), ()))
    return (names[number] for number in sorted(found))


def place(frame: Frame) -> tuple[Placed, ...]:
    """The names of a frame, laid out; one that would lie on another is left out."""
    taken: list[tuple[float, float, float, float]] = []
    found = []
    for one in within(frame.box, 3 * MOST):
        x, y = frame.at(one.longitude, one.latitude)
        half = len(one.name) * (WIDE_LETTER if one.kind == "country" else LETTER) / 2
        left = x - half if one.kind != "town" else x + 4
        box = (left, y - LINE / 2, left + 2 * half, y + LINE / 2)
        off = box[0] < 2 or box[2] > frame.width - 2 or box[1] < 2 or box[3] > frame.height - 2
        if off or any(_overlap(box, other) for other in taken):
            continue
        taken.append(box)
        found.append(Placed(one.name, one.kind, round(x, 1), round(y, 1)))
        if len(found) >= MOST:
            break
    return tuple(found)


def _overlap(one: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> bool:
    return one[0] < other[2] and one[2] > other[0] and one[1] < other[3] and one[3] > other[1]
