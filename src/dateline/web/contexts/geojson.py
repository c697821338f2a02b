"""Incidents as GeoJSON (RFC 7946): points, and areas as rings around them where no point is known."""

from __future__ import annotations

from collections.abc import Iterable
from math import asin, atan2, cos, degrees, pi, radians, sin
from typing import Any

from dateline.store.listing import IncidentRow
from dateline.web.contexts.drawing import REACH_KM
from dateline.web.contexts.selection import as_rows

EARTH_KM = 6371.0088
CORNERS = 24
NOWHERE = IncidentRow(
    id="",
    event="",
    start=None,
    end=None,
    status="",
    grade=None,
    killed=None,
    reports=0,
    origins=0,
    place=None,
    admin1=None,
    country=None,
    latitude=None,
    longitude=None,
    precision=None,
    radius_km=None,
)


def features(rows: Iterable[IncidentRow]) -> dict[str, Any]:
    """A collection with a feature for each incident."""
    several = list(rows)
    rings: dict[tuple[float, float, float], list[list[float]]] = {}
    found = []
    for row, properties in zip(several, as_rows(several), strict=True):
        values = {k: v for k, v in properties.items() if k not in ("id", "latitude", "longitude")}
        found.append({"type": "Feature", "id": row.id, "geometry": _geometry(row, rings), "properties": values})
    return {"type": "FeatureCollection", "features": found}


def _geometry(row: IncidentRow, rings: dict[tuple[float, float, float], list[list[float]]]) -> dict[str, Any] | None:
    if row.latitude is None or row.longitude is None:
        return None
    if not row.is_area:
        return {"type": "Point", "coordinates": [row.longitude, row.latitude]}
    key = (row.longitude, row.latitude, row.radius_km or REACH_KM)
    if key not in rings:
        rings[key] = ring(*key)
    return {"type": "Polygon", "coordinates": [rings[key]]}


def ring(longitude: float, latitude: float, reach_km: float) -> list[list[float]]:
    """A circle of so many kilometres on the earth, counter-clockwise, closed."""
    angle, lat, lon = reach_km / EARTH_KM, radians(latitude), radians(longitude)
    found = []
    for corner in range(CORNERS):
        bearing = -2 * pi * corner / CORNERS
        there = asin(sin(lat) * cos(angle) + cos(lat) * sin(angle) * cos(bearing))
        turned = lon + atan2(sin(bearing) * sin(angle) * cos(lat), cos(angle) - sin(lat) * sin(there))
        found.append([round(degrees(turned), 4), round(degrees(there), 4)])
    return [*found, found[0]]
