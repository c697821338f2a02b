"""Coordinates made coarse on request, where what was hit may be in use and could be found by them.

A point of a claim or an incident that concerns a kind of `data/exports/generalised.csv` becomes the middle of a cell of
a grid: always the same cell, so that asking again tells no more. Names and words stay as the reports have them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from math import cos, floor, hypot, radians
from typing import Any, TypeVar

from dateline.records import Claim, Incident, Place
from dateline.reference.files import read_table

FILE = "exports/generalised.csv"
KM_A_DEGREE = 111.2
#: So that 14.2 is the beginning of a cell of 0.1, as it is in decimals.
TINY = 1e-9

#: What has a point: a place, or a row of a list with the same four fields.
Located = TypeVar("Located")


@dataclass(frozen=True, slots=True)
class Grain:
    """How coarse: the side of a cell in degrees, and the least UCDP precision that a point has then."""

    degrees: float
    precision: int


@cache
def grains() -> Mapping[str, Grain]:
    """The kinds whose points are made coarse; raises DataError where a row cannot be."""
    found: dict[str, Grain] = {}
    for row in read_table(FILE, columns=("kind", "degrees", "precision", "why", "example")):
        degrees, precision = row.number_of("degrees"), row.number_of("precision")
        if not degrees or not 0 < degrees <= 10:
            raise row.fault("degrees is not a number above 0, to 10")
        if precision is None or precision not in range(1, 8):
            raise row.fault("precision is not 1 to 7")
        found[row["kind"]] = Grain(degrees, int(precision))
    return found


def coarsest() -> Grain:
    """The coarsest of all: for what is asked about many things at once."""
    return max(grains().values(), key=lambda grain: grain.degrees)


def grain_for(kinds: Iterable[str]) -> Grain | None:
    """How coarse the points of what concerns some kinds are to be; None where they may stay."""
    known = [grains()[kind] for kind in kinds if kind in grains()]
    return max(known, key=lambda grain: (grain.degrees, grain.precision), default=None)


def coarse(located: Located, grain: Grain) -> Located:
    """The same in the middle of its cell; what has no point, or is an area as coarse, stays as it is."""
    known: Any = located
    if known.latitude is None or known.longitude is None:
        return located
    if known.precision is not None and known.precision > grain.precision:
        return located
    latitude, longitude = _middle(known.latitude, grain.degrees, 90), _middle(known.longitude, grain.degrees, 180)
    half = grain.degrees * KM_A_DEGREE / 2
    reach = round(hypot(half, half * cos(radians(latitude))), 1)
    changed: Located = replace(
        known,
        latitude=latitude,
        longitude=longitude,
        precision=max(known.precision or grain.precision, grain.precision),
        radius_km=max(known.radius_km or reach, reach),
    )
    return changed


def _middle(value: float, degrees: float, most: float) -> float:
    cells = floor(min(value, most - degrees / 2) / degrees + TINY)
    return round((cells + 0.5) * degrees, 6)


def whole_cells(box: tuple[float, float, float, float], grain: Grain) -> tuple[float, float, float, float]:
    """A box (west, south, east, north) grown to whole cells, so that no smaller one finds a point out."""
    low = [round(floor(side / grain.degrees + TINY) * grain.degrees, 6) for side in box[:2]]
    high = [round((floor(side / grain.degrees + TINY) + 1) * grain.degrees, 6) for side in box[2:]]
    return (max(low[0], -180.0), max(low[1], -90.0), min(high[0], 180.0), min(high[1], 90.0))


def generalised_claim(claim: Claim, kinds: Iterable[str] = ()) -> Claim:
    """A claim whose points are coarse where what was hit may be in use; `kinds` are what others say was hit."""
    grain = grain_for((*claim.target_kinds, *kinds))
    if grain is None:
        return claim
    return replace(claim, places=tuple(_place(place, grain) for place in claim.places))


def generalised_incident(incident: Incident) -> Incident:
    """An incident likewise."""
    grain = grain_for(kind.value for kind in incident.target_kinds)
    if grain is None:
        return incident
    places = tuple(replace(one, value=_place(one.value, grain)) for one in incident.places)
    return replace(incident, places=places)


def _place(place: Place, grain: Grain) -> Place:
    moved = coarse(place, grain)
    return moved if moved is place else replace(moved, geonames=None)  # the number of a place has its point


def without_points(decision: Mapping[str, Any]) -> dict[str, Any]:
    """A decision's JSON without the values of a place that it put in, or took out."""
    if tells_points(str(decision.get("kind")), decision.get("field")):
        return {**decision, "old": None, "new": None}
    return dict(decision)


def tells_points(kind: str, field: str | None) -> bool:
    """Whether the values of a decision may be points: of a place, or of the whole claim that a split made."""
    return kind == "split" or (field or "").split(".")[0] == "places"
