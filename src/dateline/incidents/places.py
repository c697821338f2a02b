"""Whether two claims tell of one place: the same, one inside the other, near, or apart."""

from __future__ import annotations

from math import asin, cos, radians, sin, sqrt

from dateline.incidents.policy import Policy
from dateline.records import Place

EARTH_KM = 6371.0
TOWN = 2
DISTRICT_KM = 80  # no place of a second-order unit lies farther from its middle
DISTRICT, PROVINCE, REGION, COUNTRY = 3, 4, 5, 6
RELATIONS = ("same", "inside", "near", "same_unit", "open", "unnamed", "apart")  # the best of several pairs counts


def compare_places(one: tuple[Place, ...], other: tuple[Place, ...], rules: Policy) -> tuple[str, str]:
    """How two lists of places stand to one another, the closest pair counting, and which places those are."""
    found = min(
        ((RELATIONS.index(relation_of(a, b, rules)), _words(a), _words(b)) for a in one for b in other),
        default=(RELATIONS.index("open"), "", ""),
    )
    relation = RELATIONS[found[0]]
    return relation, found[1] if found[1] == found[2] else f"{found[1]}, {found[2]}"


def relation_of(one: Place, other: Place, rules: Policy) -> str:
    """One of `RELATIONS` for two places; "open" where nothing can be said."""
    if same_place(one, other):
        return "same" if _is_town(one) and _is_town(other) else "same_unit"
    if one.country and other.country and one.country != other.country:
        return "apart"
    if _is_town(one) and _is_town(other):
        km = distance_km(one, other)
        if km is None:
            return "open"
        around = one.relation or other.relation or one.precision == TOWN or other.precision == TOWN
        reach = rules.place["around_km"] if around else rules.place["near_km"]
        return "near" if km <= max(reach, one.radius_km or 0, other.radius_km or 0) else "apart"
    if one.precision is None and other.precision is None:
        return "unnamed"
    if one.precision is None or other.precision is None:
        return "open"
    return _units(one, other)


def same_place(one: Place, other: Place) -> bool:
    """Whether two places are one by their id, else by their name."""
    if one.geonames and other.geonames:
        return one.geonames == other.geonames
    return _words(one).casefold() == _words(other).casefold()


def distance_km(one: Place, other: Place) -> float | None:
    """How far apart two points are, None where one has no coordinates."""
    if one.latitude is None or one.longitude is None or other.latitude is None or other.longitude is None:
        return None
    lat, other_lat = radians(one.latitude), radians(other.latitude)
    half = (
        sin((other_lat - lat) / 2) ** 2
        + cos(lat) * cos(other_lat) * sin(radians(other.longitude - one.longitude) / 2) ** 2
    )
    return 2 * EARTH_KM * asin(min(1.0, sqrt(half)))


def _units(one: Place, other: Place) -> str:
    """A unit beside a town or another unit: inside, apart, or open where the units are not known."""
    wide, narrow = (one, other) if (one.precision or 0) >= (other.precision or 0) else (other, one)
    if wide.precision == COUNTRY:
        return "inside" if wide.country and wide.country == narrow.country else "open"
    if wide.precision == PROVINCE:
        same_level = narrow.precision == PROVINCE
        return _within(wide.admin1 or wide.name, narrow.admin1 or (narrow.name if same_level else None), same_level)
    if wide.precision == DISTRICT:
        km = distance_km(wide, narrow)
        if km is not None and km > DISTRICT_KM:
            return "apart"
        same_level = narrow.precision == DISTRICT
        return _within(wide.admin2 or wide.name, narrow.admin2 or (narrow.name if same_level else None), same_level)
    return "open"


def _within(unit: str | None, units: str | None, same_level: bool) -> str:
    if unit is None or units is None:
        return "open"
    if unit == units:
        return "same_unit" if same_level else "inside"
    return "apart"


def _is_town(place: Place) -> bool:
    return place.precision is not None and place.precision <= TOWN


def _words(place: Place) -> str:
    return place.name or place.mention.text
