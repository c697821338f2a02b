"""Which place a name stands for: countries and units first, then what they hold, what is near, and population last."""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass, field

from dateline.mentions.places.spotting import Phrase
from dateline.reference.gazetteer import Match, Place, distance_km

_SPREAD = 1.0


@dataclass(slots=True)
class Fixed:
    """What is known of the report's whereabouts while its names are being placed."""

    weights: dict[str, float] = field(default_factory=lambda: defaultdict(float))  # by country
    units: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    points: list[tuple[float, float]] = field(default_factory=list)

    def share(self, country: str | None) -> float:
        """The country's part in all that the report names, from 0 to 1."""
        total = sum(self.weights.values())
        return self.weights.get(country, 0.0) / total if country and total else 0.0


@dataclass(slots=True)
class Choice:
    """The place that was chosen for a phrase, the chance that it is right, and the others in order."""

    match: Match
    score: float
    others: list[tuple[Match, float, tuple[str, ...]]]


def choose(
    matches: tuple[Match, ...], fixed: Fixed, *, container: Place | None = None, kind: str | None = None
) -> Choice | None:
    """The best of the places that a name may stand for; None where there is none.

    `container` is the place that the text says it lies in ("Raqqa, Syria"); `kind` is "admin1", "admin2" or
    "town" where the text says so ("Idlib province", "Idlib city").
    """
    weighed: list[tuple[float, Match, tuple[str, ...]]] = []
    for match in _distinct(matches):
        value, reasons = _weigh(match, fixed, container, kind)
        weighed.append((value, match, reasons))
    if not weighed:
        return None
    weighed.sort(key=lambda w: (-w[0], w[1].place.rank, -w[1].place.population, w[1].place.id))
    top = weighed[0][0]
    parts = [math.exp((value - top) / _SPREAD) for value, _, _ in weighed]
    # "None of these" is always an answer: a name may stand for a place that is not in the index.
    total = sum(parts) + math.exp((1.0 - top) / _SPREAD)
    others = [(m, parts[i] / total, r) for i, (_, m, r) in enumerate(weighed)]
    return Choice(weighed[0][1], round(parts[0] / total, 3), others)


def _distinct(matches: tuple[Match, ...]) -> list[Match]:
    """One match for each place: rows of one place from two sources count once."""
    kept: dict[object, Match] = {}
    for match in matches:
        place = match.place
        kept.setdefault((place.geonames, place.feature) if place.geonames else place.id, match)
    return list(kept.values())


def _weigh(match: Match, fixed: Fixed, container: Place | None, kind: str | None) -> tuple[float, tuple[str, ...]]:
    place = match.place
    reasons: list[str] = []
    value = {0: 14.0, 1: 4.0, 2: 4.2, 3: 4.5, 4: 1.0, 5: 0.5}[place.rank]
    reasons.append(place.feature)
    if place.feature in ("town", "village"):
        value += 0.55 * math.log10(max(place.population, 10))
    if match.how != "name":
        value -= {"alias": 0.6, "bare": 1.0, "skeleton": 1.5, "slip": 2.0}[match.how]
        reasons.append(match.how)
    if kind is not None:
        value += 3.0 if place.feature == kind else -1.5
        reasons.append(f"called a {kind}")
    if container is not None:
        inside = is_inside(place, container)
        value += 6.0 if inside else -4.0
        if inside:
            reasons.append(f"in {container.name}")
    share = fixed.share(place.country)
    if share and place.rank > 0:
        value += 1.5 + 3.0 * share
        reasons.append(f"country named ({share:.0%})")
    if place.unit and fixed.units.get(place.unit) and place.rank > 1:
        value += 1.5
        reasons.append("unit named")
    if fixed.points and place.point is not None and place.rank > 1:
        nearest = min(distance_km(place.point, point) for point in fixed.points)
        near = max(0.0, 2.0 - nearest / 150)
        value += near
        if near > 0.5:
            reasons.append(f"{nearest:.0f} km from another")
    return value, tuple(reasons)


def is_inside(place: Place, container: Place) -> bool:
    """Whether a place lies in a country, a unit or a region."""
    if place.id == container.id:
        return False
    if container.feature == "country":
        return container.country in place.countries and place.feature != "country"
    if container.feature == "admin1":
        return place.unit is not None and place.unit == container.unit
    if container.feature == "admin2":
        return place.unit == container.unit and (place.admin2 == container.admin2 or place.admin2 is None)
    if container.point is None or place.point is None:
        return False
    return distance_km(container.point, place.point) <= (container.radius_km or 40.0)


def read_weights(phrases: list[Phrase], fixed: Fixed) -> None:
    """Count the countries that the accepted phrases name outright."""
    for phrase in phrases:
        if phrase.demonym is not None:
            fixed.weights[phrase.demonym.iso3] += 0.7
        elif phrase.matches and phrase.matches[0].place.rank == 0:
            country = phrase.matches[0].place.country
            if country:
                fixed.weights[country] += 1.0
