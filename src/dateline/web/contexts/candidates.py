"""Places that a name may stand for, and a small map of them: the candidates among which a person chooses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dateline.export import wording
from dateline.records import Claim, Place
from dateline.reference.gazetteer import Gazetteer, Match, distance_km
from dateline.web.contexts.drawing import Drawing, draw
from dateline.web.contexts.frame import Frame

MOST = 12
#: The small map, in its own units, and the degrees that it shows around the candidates: borders tell where they are.
WIDTH, HEIGHT, AROUND = 480.0, 300.0, 1.5
#: Features that the gazetteer has a code for and no word.
FEATURES = {"admin1": "first-order unit", "admin2": "second-order unit", "admin3": "third-order unit"}
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
    """The ground on which so many candidates are points; `now` is the place as it is coded."""

    ground: Drawing
    points: int
    now: tuple[float, float] | None


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
    here = _point(place)
    frame = _frame([*(m.place.point for m in kept if m.place.point), *([here] if here else [])])
    made = [_candidate(match, place, frame) for match in kept]
    return made, _small_map(made, here, frame) if frame else None


def _frame(points: Sequence[tuple[float, float]]) -> Frame | None:
    if not points:
        return None
    south, north = min(latitude for latitude, _ in points), max(latitude for latitude, _ in points)
    west, east = min(longitude for _, longitude in points), max(longitude for _, longitude in points)
    pad = max(AROUND, (north - south) * 0.12, (east - west) * 0.06)
    return Frame((west - pad, max(south - pad, -85.0), east + pad, min(north + pad, 85.0)), WIDTH, HEIGHT)


def _small_map(made: Sequence[Candidate], here: tuple[float, float] | None, frame: Frame) -> SmallMap:
    return SmallMap(
        ground=draw((), frame),
        points=sum(one.x is not None for one in made),
        now=_at(here, frame) if here else None,
    )


def _at(point: tuple[float, float], frame: Frame) -> tuple[float, float]:
    x, y = frame.at(point[1], point[0])
    return round(x, 1), round(y, 1)


def _point(place: Place) -> tuple[float, float] | None:
    return None if place.latitude is None or place.longitude is None else (place.latitude, place.longitude)


def _candidate(match: Match, now: Place, frame: Frame | None) -> Candidate:
    place = match.place
    here, there = _point(now), place.point
    km = distance_km(here, there) if here and there else None
    x, y = _at(there, frame) if there and frame else (None, None)
    around = [place.admin2, place.admin1, wording.country_words(place.country) if place.country else None]
    return Candidate(
        id=place.id,
        name=place.name,
        around=", ".join(dict.fromkeys(word for word in around if word and word != place.name)),
        feature=FEATURES.get(place.feature) or wording.plain(place.feature),
        how=HOW.get(match.how, ""),
        population=place.population,
        far="" if km is None else "the place as coded" if km < 1 else f"{km:,.0f} km from the place as coded",
        is_now=place.geonames is not None and place.geonames == now.geonames,
        x=x,
        y=y,
    )
