"""The rows that go into the index: what the packaged sources and a user's own files become."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

#: How a choice looks at features when nothing else is known: countries and units first.
RANKS = {
    "country": 0,
    "admin1": 1,
    "capital": 2,
    "region": 3,
    "water": 3,
    "river": 3,
    "mountain": 3,
    "road": 3,
    "continent": 3,
    "border": 3,
    "town": 4,
}


@dataclass(slots=True, kw_only=True)
class PlaceRow:
    """A place on its way into the index; `names` holds every spelling beside `name`."""

    name: str
    feature: str
    country: str | None = None
    countries: tuple[str, ...] = ()
    unit: str | None = None
    admin1: str | None = None
    admin2: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    population: int = 0
    radius_km: float | None = None
    geonames: str | None = None
    capital: bool = False
    names: tuple[str, ...] = ()
    extent: tuple[float, float, float, float] | None = None  # south, north, west, east

    @property
    def rank(self) -> int:
        return RANKS["capital"] if self.capital else RANKS.get(self.feature, 5)


Rows = Iterator[PlaceRow]
