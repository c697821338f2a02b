"""Which place a name stands for: countries and units first, then what they hold, what is near, and population last."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache

from dateline.mentions.places.spotting import Phrase
from dateline.reference.countries import country_by_code
from dateline.reference.files import read_table
from dateline.reference.gazetteer import Match, Place, distance_km, skeleton
from dateline.reference.gazetteer.names import fold

_SPREAD = 1.0
#: The weight of "none of these", and what more it has where the text calls the name a town of another place.
_NONE, _CALLED_NONE = 1.0, 3.0
#: What a place gains that the text calls what it is: a province, a town.
#: So near another place of the report a town across a border may be meant by another name.
_AROUND_KM = 100
#: A city that is known by its other names too ("Bombay").
_CITY = 3_000_000
#: That a name is only another one of a place in a country that the report does not name.
_ANOTHER_NAME = 6.0
_CALLED = 5.0
#: Of names whose choice stood alone, about this part was right (see docs/places.md).
_SUREST = 0.97
FAR_KM = 150.0
#: What it costs to lie outside the place that the text puts it in, and what more where that is a country.
_OUTSIDE, _OUTSIDE_COUNTRY = -4.0, -3.0
#: What lying beside a country that the report names adds.
_NEIGHBOUR = 1.0
#: What an armed group tells of the country: a group may fight abroad.
_OF_GROUP = 0.4
#: What the publisher's home and the dateline's country add: enough between two towns alike, no more.
_AT_HOME, _OF_DATELINE = 1.5, 0.5
_SURELY_ALIKE = 0.88
#: How much a report must name of countries to be surely about them, and what a small town of no such country loses.
_SURELY_ABOUT, _NOT_NAMED = 1.0, 3.0
#: What a unit that is named otherwise loses more, as units start so high.
_UNIT_NOT_NAMED = 2.0
#: What a place gains that news mean by the bare name, where the report names no country of another that bears it.
_USUAL = 4.0
_ALIKE = 0.8
_STEM = 4  # letters that another spelling of a name shares with it
#: Less than this is what rounding leaves of nothing.
_LEAST = 1e-6
#: What another name that is placed abroad adds to that.
_OF_PLACED = 0.3
#: Where each kind of place starts: countries, units, capitals, regions and waters, towns, the rest.
_BASE = {0: 14.0, 1: 6.0, 2: 4.2, 3: 4.5, 4: 1.0, 5: 0.5}
#: A country whose name is also a unit's of a far country ("Georgia").
_DOUBTFUL_COUNTRY = 7.0
#: A town that gave its unit the name: "Kherson" alone is the city about as often as the region.
_SEAT = 2.6


@dataclass(slots=True)
class Fixed:
    """What is known of the report's whereabouts while its names are being placed."""

    weights: dict[str, float] = field(default_factory=lambda: defaultdict(float))  # by country
    units: dict[str, set[str]] = field(
        default_factory=lambda: defaultdict(set)
    )  # the names of each, as they are written
    lent: dict[str, dict[str, float]] = field(default_factory=dict)  # what each name placed so far adds to `weights`
    chosen: dict[str, tuple[float, float]] = field(default_factory=dict)  # the points of names already placed
    lands: dict[str, str | None] = field(default_factory=dict)  # the countries of these names
    home: str | None = None  # the publisher's country
    dateline: str | None = None  # the country of the dateline's place

    @property
    def points(self) -> list[tuple[float, float]]:
        return list(self.chosen.values())

    def leading(self, count: int) -> list[str]:
        """The countries that the report is about, the most named first."""
        ranked = sorted(self.weights, key=lambda iso3: (-self.weights[iso3], iso3))
        found = [iso3 for iso3 in ranked[:count] if self.share(iso3) >= 0.1]
        return [self.home] if not found and self.home else found

    def elsewhere(self, countries: Sequence[str], lands: Sequence[str | None] = ()) -> float:
        """How surely the report is about other countries than these, from 0 to 1; half as surely of a neighbour.

        `lands` are the countries of its other names as they are placed so far: they tell it too, where none is named.
        """
        if self.home in countries:
            return 0.0
        beside = any(self.is_beside(country) for country in countries)
        inside = sum(land in countries for land in lands)
        told = sum(self.weights.values()) + _OF_PLACED * (len(lands) - 2 * inside)
        return min(1.0, max(0.0, told) / _SURELY_ABOUT) * (0.5 if beside else 1.0)

    def is_beside(self, country: str) -> bool:
        """Whether the report names a neighbour of a country."""
        record = country_by_code(country)
        return record is not None and any(self.weights.get(iso3) for iso3 in record.neighbours)

    def share(self, country: str | None, own: str = "") -> float:
        """The country's part in all that the report names, from 0 to 1, but for what the name `own` itself added."""
        lent = self.lent.get(own, {})
        total = sum(self.weights.values()) - sum(lent.values())
        weight = self.weights.get(country, 0.0) - lent.get(country, 0.0) if country else 0.0
        return weight / total if weight > _LEAST and total > _LEAST else 0.0

    def lend(self, name: str, country: str, weight: float) -> None:
        """Count a country for a name that was placed there."""
        self.weights[country] += weight
        lent = self.lent.setdefault(name, {})
        lent[country] = lent.get(country, 0.0) + weight


@dataclass(slots=True)
class Choice:
    """The place that was chosen for a phrase, the chance that it is right, and the others in order."""

    match: Match
    score: float
    others: list[tuple[Match, float, tuple[str, ...]]]


def choose(
    matches: tuple[Match, ...],
    fixed: Fixed,
    *,
    container: Place | None = None,
    kind: str | None = None,
    beside: Sequence[Place] = (),
    trust: float = 1.0,
    own: str = "",
    settled: bool = False,
) -> Choice | None:
    """The best of the places that a name may stand for; None where there is none.

    `container` is the place that the text says it lies in ("Raqqa, Syria"); `kind` is "admin1", "admin2" or
    "town" where the text says so ("Idlib province", "Idlib city"); `beside` are its neighbours in a list.
    `trust` is how far the container is to be believed: in a list a comma may only part one name from the next.
    `own` is the name's key: where it was put before is no evidence for putting it there again. `settled` says that the
    report's other names have been placed, so that one that lies far from all of them is known to.
    """
    weighed: list[tuple[float, Match, tuple[str, ...]]] = []
    distinct = _distinct(matches)
    points = [point for key, point in fixed.chosen.items() if key != own]
    lands = [land for key, land in fixed.lands.items() if key != own]
    named = {match.place.country for match in distinct if match.how == "name"}
    doubtful = is_doubtful_country(matches)
    seats = {match.place.unit: match.place.name for match in distinct if match.place.rank == 1}
    usual = _usual().get(own)
    if any(fixed.share(c, own) for m in distinct if m.place.country != (usual or ("",))[0] for c in m.place.countries):
        usual = None
    for match in distinct:
        # Where it is only another spelling, other names must say that the report is about the place's country.
        but = "" if match.place.country in named else own
        value, reasons = _weigh(match, fixed, points, lands, container, kind, beside, trust, but)
        if doubtful and match.place.rank == 0:
            value += _DOUBTFUL_COUNTRY - _BASE[0] + 3.0 * fixed.share(match.place.country)
        if is_seat(match, seats.get(match.place.unit)):
            value += _SEAT if match.place.population >= 50_000 else 0.5
        if match.how == "alias" and len(distinct) > 1 and own[:_STEM] == fold(match.place.name)[:_STEM]:
            value += _ALIKE
            reasons = (*reasons, "its own name is spelt much like it")
        if usual == (match.place.country, match.place.feature):
            value += _USUAL
            reasons = (*reasons, "what news mean by it")
        weighed.append((value, match, reasons))
    if not weighed:
        return None
    weighed.sort(key=lambda w: (-w[0], w[1].place.rank, -w[1].place.population, w[1].place.id))
    top = weighed[0][0]
    parts = [math.exp((value - top) / _SPREAD) for value, _, _ in weighed]
    # "None of these" is always an answer: a name may stand for a place that is not in the index.
    # That a text calls it a village says that there is one, not that the index has it.
    none = _NONE + (_CALLED_NONE if kind == "town" and container is not None and container.rank < 2 else 0.0)
    if kind == "town" and container is None and not any(fixed.share(c) for m in distinct for c in m.place.countries):
        none += _CALLED * min(fixed.elsewhere(match.place.countries) for match in distinct)
    best = weighed[0][1]
    renamed = settled and container is None and best.how != "name" and best.place.population < _CITY
    here = best.place.point
    renamed = renamed and not (here is not None and any(distance_km(here, p) < _AROUND_KM for p in points))
    if renamed and not any(fixed.share(iso3, own) for iso3 in best.place.countries):
        none += _ANOTHER_NAME * fixed.elsewhere(best.place.countries, lands)
    total = sum(parts) + math.exp((none - top) / _SPREAD)
    others = [(m, _SUREST * m.likeness * parts[i] / total, r) for i, (_, m, r) in enumerate(weighed)]
    return Choice(weighed[0][1], round(others[0][1], 3), others)


@cache
def _usual() -> dict[str, tuple[str | None, str]]:
    """What news mean by a bare name that units or towns elsewhere bear too: its country and its feature."""
    rows = read_table("gazetteer/usual.csv", columns=("name", "country", "feature"))
    return {row["name"]: (row["country"] or None, row["feature"]) for row in rows}


def is_seat(match: Match, unit: str | None) -> bool:
    """Whether a town gave its name to a unit: Derna, written Darnah or not, to Derna; not New York City to New York."""
    if unit is None or match.place.feature != "town" or match.how not in ("name", "alias"):
        return False
    return match.how == "name" or skeleton(match.place.name) == skeleton(unit)


def is_doubtful_country(matches: Sequence[Match]) -> bool:
    """Whether a name is a country's and as well that of a unit of a country far from it: "Georgia", not "Niger"."""
    country = next((match.place for match in matches if match.place.rank == 0), None)
    record = country_by_code(country.country) if country is not None and country.country else None
    return record is not None and any(
        match.place.rank == 1
        and match.how == "name"
        and match.place.country not in (record.iso3, *record.neighbours)
        and match.place.population > 1_000_000
        for match in matches
    )


def _distinct(matches: tuple[Match, ...]) -> list[Match]:
    """One match for each place: rows of one place from two sources count once."""
    kept: dict[object, Match] = {}
    countries = {match.place.country for match in matches if match.place.rank == 0}
    regions = {m.place.country for m in matches if m.place.feature == "region" and m.how == "name" and m.place.country}
    ours = [m.place for m in matches if m.place.feature == "region" and m.place.radius_km]
    for match in matches:
        place = match.place
        if place.rank > 0 and place.country in countries and match.how != "name":
            continue  # "Mexico" is not Mexico City
        if place.rank == 1 and match.how == "name" and place.country in regions:
            continue  # the Gaza Strip is in the table of regions, with its own point and reach
        if place.feature == "admin2" and any(_is_double(place, region) for region in ours):
            continue  # a unit that Israel is said to have by the name of Gaza
        kept.setdefault((place.geonames, place.feature) if place.geonames else place.id, match)
    return list(kept.values())


def _is_double(unit: Place, region: Place) -> bool:
    """Whether a second-order unit of another country bears the name of a region beside it."""
    if unit.point is None or region.point is None or unit.country in region.countries:
        return False
    return distance_km(unit.point, region.point) <= 2 * (region.radius_km or 0)


def _weigh(
    match: Match,
    fixed: Fixed,
    points: list[tuple[float, float]],
    lands: list[str | None],
    container: Place | None,
    kind: str | None,
    beside: Sequence[Place],
    trust: float,
    own: str,
) -> tuple[float, tuple[str, ...]]:
    place = match.place
    reasons: list[str] = []
    value = _BASE[place.rank]
    reasons.append(place.feature)
    if place.feature in ("town", "village"):
        value += 0.55 * math.log10(max(place.population, 10))
    if match.how != "name":
        value -= {"alias": 0.6, "bare": 1.0, "skeleton": 1.5, "slip": 2.0}[match.how]
        reasons.append(match.how)
    if kind in ("admin1", "admin2", "town"):
        called = place.feature == kind or (kind == "town" and place.feature == "village")
        value += _CALLED if called else -3.0
        reasons.append(f"called a {kind}")
    if container is not None:
        inside = is_inside(place, container)
        value += (6.0 if inside else _OUTSIDE) * trust
        if not inside and container.rank == 0 and trust == 1.0:
            value += _OUTSIDE_COUNTRY
        if inside:
            reasons.append(f"in {container.name}")
    if any(other.feature == place.feature and other.country == place.country for other in beside):
        value += 4.0 if place.rank == 1 else 1.0
        reasons.append("like its neighbours in a list")
    share = max((fixed.share(iso3, own) for iso3 in place.countries), default=0.0)
    if place.rank == 3 and not place.countries:
        value += 5.0  # oceans and continents lie in no country, and small towns bear their names
    if share and place.rank > 0:
        value += 1.5 + 3.0 * share
        reasons.append(f"country named ({share:.0%})")
    elif place.rank == 3 and place.country and fixed.is_beside(place.country):
        value += _NEIGHBOUR
        reasons.append("beside a country named")
    elif _is_obscure(match) and container is None and (abroad := fixed.elsewhere(place.countries, lands)):
        value -= (_NOT_NAMED + (_UNIT_NOT_NAMED if place.rank == 1 else 0.0)) * abroad
        reasons.append("country not named")
    if place.rank > 0 and fixed.home in place.countries:
        value += _AT_HOME
        reasons.append("the publisher's country")
    if place.rank > 0 and fixed.dateline in place.countries:
        value += _OF_DATELINE
        reasons.append("the dateline's country")
    by = fixed.units.get(place.unit or "", set())
    if place.rank > 1 and by and (by != {own} or fixed.share(place.country, own)):
        value += 2.5
        reasons.append("unit named")
    if points and place.point is not None and place.rank > 1:
        nearest = min(distance_km(place.point, point) for point in points)
        near = max(0.0, 2.0 - nearest / 150)
        value += near
        crowded = lands.count(place.country) > 1
        if container is None and nearest > FAR_KM and match.likeness < _SURELY_ALIKE and crowded:
            value -= 5.0  # a like-sounding name far from all that the report names there is another place
        elif container is None and nearest > FAR_KM and len(points) > 2 and place.population < 20_000:
            value -= 1.0
            reasons.append(f"{nearest:.0f} km from the nearest other")
        if near > 0.5:
            reasons.append(f"{nearest:.0f} km from another")
    return value, tuple(reasons)


def _is_obscure(match: Match) -> bool:
    """Whether a place is one that a report of another country hardly names: a small town, a unit by another name."""
    place = match.place
    return place.population < 300_000 and (place.rank > 3 or (place.rank == 1 and match.how != "name"))


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


def read_weights(phrases: list[Phrase], fixed: Fixed, of_groups: Iterable[str] = ()) -> None:
    """Count the countries that the accepted phrases name outright, and for less those that armed groups come from."""
    for iso3 in of_groups:
        fixed.weights[iso3] += _OF_GROUP
    for phrase in phrases:
        if phrase.demonym is not None:
            fixed.weights[phrase.demonym.iso3] += 0.7
        elif phrase.matches and phrase.matches[0].place.rank == 0 and not is_doubtful_country(phrase.matches):
            country = phrase.matches[0].place.country
            if country:
                fixed.weights[country] += 1.0
