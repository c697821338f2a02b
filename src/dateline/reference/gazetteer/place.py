"""A row of the gazetteer."""

from __future__ import annotations

import math
from dataclasses import dataclass

EARTH_KM = 6371.0


@dataclass(frozen=True, slots=True)
class Place:
    """A place of the index.

    `feature` is country, admin1, admin2, town, village, region, water, river, mountain, road, border or
    facility; `country` an ISO3 code, None for what lies in several (`countries` names them all); `unit` the
    GeoNames code of its first-order unit ("SY.12"), whose plain name is `admin1`. Latitude and longitude are None
    for a second-order unit whose whereabouts are not known.
    """

    id: int
    geonames: str | None
    name: str
    feature: str
    country: str | None
    countries: tuple[str, ...]
    unit: str | None
    admin1: str | None
    admin2: str | None
    latitude: float | None
    longitude: float | None
    population: int
    radius_km: float | None
    rank: int  # 0 a country, 1 a first-order unit, 2 a capital, 3 a region or water, 4 a town, 5 a second-order unit

    @property
    def point(self) -> tuple[float, float] | None:
        if self.latitude is None or self.longitude is None:
            return None
        return self.latitude, self.longitude


def distance_km(a: tuple[float, float], b: tuple[float, float]) -> float:
    """The great-circle distance of two points."""
    la1, lo1, la2, lo2 = (math.radians(x) for x in (*a, *b))
    h = math.sin((la2 - la1) / 2) ** 2 + math.cos(la1) * math.cos(la2) * math.sin((lo2 - lo1) / 2) ** 2
    return 2 * EARTH_KM * math.asin(min(1.0, math.sqrt(h)))
