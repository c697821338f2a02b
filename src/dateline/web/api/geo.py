"""GeoJSON as RFC 7946 has it, and the period of OGC's `datetime`."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from fastapi import Query
from starlette.responses import JSONResponse

from dateline.errors import SettingsError
from dateline.web.contexts.rows import Point

Datetime = Query(
    alias="datetime",
    max_length=60,
    description="A day, or a period: 2024-09-16/2024-09-18, ../2024-09-18, 2024-09-16/..",
)


Generalise = Annotated[
    bool, Query(description="Tell only roughly where aid, camps and hospitals are, as `dateline export --generalise`.")
]


class GeoJson(JSONResponse):
    """JSON under the media type of RFC 7946, in the answer as in its description."""

    media_type = "application/geo+json"


def feature(id: str, point: Point | None, properties: dict[str, Any]) -> dict[str, Any]:
    """A feature; how exact its point is stands beside it, so that a map draws an area where no point is meant."""
    exact = {
        "geo_precision": point.precision if point else None,
        "geo_radius_m": round(point.radius_km * 1000) if point and point.radius_km is not None else None,
    }
    geometry = point and {
        "type": "Point",
        "coordinates": [round(point.longitude, 7), round(point.latitude, 7)],
    }
    return {"type": "Feature", "id": id, "geometry": geometry, "properties": {**properties, **exact}}


def days_of(given: str) -> tuple[str, str]:
    """The first and last day of a `datetime`, an empty text for an open end; raises SettingsError for no period."""
    first, slash, last = given.partition("/")
    days = (_day(first, given), _day(last, given)) if slash else (_day(first, given), _day(first, given))
    if not any(days) or (days[0] and days[1] and days[0] > days[1]):
        raise SettingsError(f"datetime: {given!r} is no period")
    return days


def _day(text: str, given: str) -> str:
    if text in ("", ".."):
        return ""
    try:
        return date.fromisoformat(text[:10]).isoformat()
    except ValueError:
        raise SettingsError(f"datetime: {given!r} is no period; write it as 2024-09-16/2024-09-18") from None
