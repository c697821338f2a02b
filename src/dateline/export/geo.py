"""Shapes: a point where the place is a point, else the circle that it may lie in; never a false pin."""

from __future__ import annotations

import math
from typing import Any

from dateline.records import Place

Ring = list[tuple[float, float]]

EARTH_KM = 6371.0088
CORNERS = 32
DIGITS = 6
#: How far "near a named place" reaches where the claim does not say: UCDP's limit of precision 2.
NEAR_KM = 25.0


def geometry(place: Place | None) -> dict[str, Any] | None:
    """A place as RFC 7946 writes it; None where it is not placed, or nothing says how far it reaches."""
    if place is None or place.latitude is None or place.longitude is None:
        return None
    if place.precision in (1, None) and not place.radius_km:
        return {"type": "Point", "coordinates": [round(place.longitude, DIGITS), round(place.latitude, DIGITS)]}
    radius = place.radius_km or (NEAR_KM if place.precision == 2 else None)
    if radius is None:
        return None
    return _area(circle(place.latitude, place.longitude, radius))


def circle(latitude: float, longitude: float, radius_km: float) -> Ring:
    """Corners around a point, against the clock; longitudes may run past 180 degrees."""
    reach = radius_km / EARTH_KM
    phi = math.radians(latitude)
    ring: Ring = []
    for corner in range(CORNERS):
        bearing = -2 * math.pi * corner / CORNERS
        north = math.asin(
            max(-1.0, min(1.0, math.sin(phi) * math.cos(reach) + math.cos(phi) * math.sin(reach) * math.cos(bearing)))
        )
        east = math.atan2(
            math.sin(bearing) * math.sin(reach) * math.cos(phi), math.cos(reach) - math.sin(phi) * math.sin(north)
        )
        ring.append((longitude + math.degrees(east), math.degrees(north)))
    return ring


def _area(ring: Ring) -> dict[str, Any]:
    """A ring as a polygon; one that crosses 180 degrees is cut there, as RFC 7946 asks."""
    pieces = []
    for shift in (-360.0, 0.0, 360.0):
        piece = _cut(_cut([(x + shift, y) for x, y in ring], -180.0, keep_above=True), 180.0, keep_above=False)
        if len(piece) >= 3:
            pieces.append(_closed(piece))
    if len(pieces) == 1:
        return {"type": "Polygon", "coordinates": [pieces[0]]}
    return {"type": "MultiPolygon", "coordinates": [[piece] for piece in pieces]}


def _cut(ring: Ring, limit: float, *, keep_above: bool) -> Ring:
    """What of a ring lies on one side of a meridian."""

    def inside(point: tuple[float, float]) -> bool:
        return point[0] >= limit if keep_above else point[0] <= limit

    kept: Ring = []
    for one, other in zip(ring, [*ring[1:], *ring[:1]], strict=True):
        if inside(one):
            kept.append(one)
        if inside(one) != inside(other):
            share = (limit - one[0]) / (other[0] - one[0])
            kept.append((limit, one[1] + share * (other[1] - one[1])))
    return kept


def _closed(ring: Ring) -> list[list[float]]:
    corners = [[round(x, DIGITS), round(y, DIGITS)] for x, y in ring]
    return [*corners, corners[0]]
