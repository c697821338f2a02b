"""Places that a name may stand for, and a small map of them: the candidates among which a person chooses."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import cos, radians

from dateline.export import wording
from dateline.records import Claim, Place
from dateline.reference.gazetteer import Gazetteer, Match, distance_km

MOST = 12
#: The small map, in its own units.
WIDTH, HEIGHT, MARGIN = 320.0, 200.0, 18.0
HOW = {"alias": "another name", "bare": "without its article", "skeleton": "another spelling", "slip": "one letter off"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A place of the gazetteer; `x` and `y` are where the small map shows it, `far` its way from the coded one."""

    id: int
    name: str
    around: str
    feature: str
    how: str
    population: int
    far: str
    is_now: bool
    x: float | None = None
    y: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SmallMap:
    """The candidates as points, and a bar of so many kilometres; `now` is the place as it is coded."""

    points: tuple[Candidate, ...]
    now: tuple[float, float] | None
    bar: float
    bar_km: int


def candidates(claim: Claim, place: Place, name: str) -> tuple[list[Candidate], SmallMap | None]:
    """The places that a name may stand for: of the countries of the claim first, then by rank and population."""
    index = Gazetteer.open()
    countries = [one.country for one in claim.places if one.country]
    found: dict[int, Match] = {}
    spelt = index.find_spelling(name, list(dict.fromkeys(countries)))
    for match in (*index.find(name), *spelt, *index.find_slip(name, countries)):
        found.setdefault(match.place.id, match)
    ranked = sorted(found.values(), key=lambda m: (m.place.country not in countries, m.place.rank, -m.place.population))
    kept = ranked[:MOST]
    frame = _Frame([m.place.point for m in kept if m.place.point], _point(place))
    made = [_candidate(match, place, frame) for match in kept]
    return made, frame.small_map(made, place) if frame.points else None


def _point(place: Place) -> tuple[float, float] | None:
    return None if place.latitude is None or place.longitude is None else (place.latitude, place.longitude)


def _candidate(match: Match, now: Place, frame: _Frame) -> Candidate:
    place = match.place
    here, there = _point(now), place.point
    km = distance_km(here, there) if here and there else None
    x, y = frame.at(there) if there else (None, None)
    around = [place.admin2, place.admin1, wording.country_words(place.country) if place.country else None]
    return Candidate(
        id=place.id,
        name=place.name,
        around=", ".join(dict.fromkeys(word for word in around if word and word != place.name)),
        feature=wording.plain(place.feature),
        how=HOW.get(match.how, ""),
        population=place.population,
        far="" if km is None else "the place as coded" if km < 1 else f"{km:,.0f} km from the place as coded",
        is_now=place.geonames is not None and place.geonames == now.geonames,
        x=x,
        y=y,
    )


class _Frame:
    """The part of the earth that the small map shows, drawn plainly: degrees, narrowed with the latitude."""

    def __init__(self, points: Sequence[tuple[float, float]], now: tuple[float, float] | None) -> None:
        self.points = [*points, *([now] if now else [])]
        latitudes = [latitude for latitude, _ in self.points] or [0.0]
        self._narrow = cos(radians((min(latitudes) + max(latitudes)) / 2)) or 1.0
        xs = [longitude * self._narrow for _, longitude in self.points] or [0.0]
        wide, high = max(xs) - min(xs), max(latitudes) - min(latitudes)
        self._scale = min((WIDTH - 2 * MARGIN) / max(wide, 0.5), (HEIGHT - 2 * MARGIN) / max(high, 0.5))
        self._x = (min(xs) + max(xs)) / 2
        self._y = (min(latitudes) + max(latitudes)) / 2

    def at(self, point: tuple[float, float]) -> tuple[float, float]:
        """Where a point is drawn."""
        latitude, longitude = point
        x = WIDTH / 2 + (longitude * self._narrow - self._x) * self._scale
        y = HEIGHT / 2 - (latitude - self._y) * self._scale
        return round(x, 1), round(y, 1)

    def small_map(self, made: Iterable[Candidate], now: Place) -> SmallMap:
        """The map of the candidates."""
        km_a_unit = 111.2 / self._scale
        bar_km = next(km for km in (5000, 2000, 1000, 500, 200, 100, 50, 20, 10, 5) if km <= 120 * km_a_unit or km == 5)
        here = _point(now)
        return SmallMap(
            points=tuple(one for one in made if one.x is not None),
            now=self.at(here) if here else None,
            bar=round(bar_km / km_a_unit, 1),
            bar_km=bar_km,
        )
