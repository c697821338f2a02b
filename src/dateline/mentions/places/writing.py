"""What is written down of a place: precision on UCDP's scale, radius, the part that is meant, the runners-up."""

from __future__ import annotations

import math

from dateline.mentions.places.chances import chances
from dateline.mentions.places.choosing import Choice, Fixed
from dateline.mentions.places.context import Context
from dateline.mentions.places.spotting import Phrase
from dateline.mentions.places.wording import bearing, compass_name
from dateline.nlp.parsed import Parsed
from dateline.records.mentions import PlaceCandidate, PlaceMention
from dateline.reference.countries import Country, country_by_code, country_by_demonym, country_by_name
from dateline.reference.gazetteer import Gazetteer, Match, Place, distance_km

_UCDP = {"country": 6, "admin1": 4, "admin2": 3, "water": 7, "town": 1, "village": 1, "facility": 1}
_VAGUE = 5
#: A river of several countries is told of in the one that has so large a part in what the report names.
_SHARE_OF_RIVER = 0.6
#: A country that weighs so much is named: by a place of its own, or outright.
_NAMED = 0.3
_NEAR_KM = 25.0
_KM_A_DEGREE = 111.2
_BORDERS = frozenset(["border", "borders", "frontier"])
#: How far towards the edge of a country "the northwest" of it lies, and of a unit.
_TOWARDS_EDGE, _TOWARDS_EDGE_OF_UNIT = 0.7, 0.6


def mention(
    parsed: Parsed,
    phrase: Phrase,
    context: Context,
    choice: Choice | None,
    container: Place | None,
    fixed: Fixed,
    gazetteer: Gazetteer,
) -> PlaceMention:
    """The mention of a phrase whose place was chosen, or was not."""
    if phrase.demonym is not None:
        return _adjective(parsed, phrase, phrase.demonym)
    tokens = parsed.tokens
    span = parsed.span(min(phrase.start, tokens[context.first].start), max(phrase.end, tokens[context.last].end))
    if choice is None:
        written = parsed.text[phrase.start : phrase.end]
        if context.kind == "quarter" and container is not None and container.feature in ("town", "village", "admin1"):
            return PlaceMention(
                span=span,
                name=written,
                country=container.country,
                admin1=container.admin1,
                admin2=container.admin2,
                latitude=container.latitude,
                longitude=container.longitude,
                precision=2,
                radius_km=container.radius_km or 15.0,
                relation="in",
                feature="quarter",
                score=0.6,
            )
        return PlaceMention(span=span, relation=context.relation, part=context.part)
    place, told = choice.match.place, chances(choice)
    made = PlaceMention(
        span=span,
        name=place.name,
        geonames=place.geonames,
        country=place.country or _country_of_river(place, fixed),
        admin1=place.admin1,
        admin2=place.admin2,
        latitude=place.latitude,
        longitude=place.longitude,
        precision=precision_of(place),
        radius_km=place.radius_km,
        relation=context.relation,
        part=context.part,
        feature=place.feature,
        score=told[0],
        matched=choice.match.how,
        reasons=choice.others[0][2],
        runners_up=tuple(
            _candidate(match, score, reasons)
            for (match, _, reasons), score in zip(choice.others[1:4], told[1:4], strict=True)
        ),
    )
    return _with_context(made, place, context, gazetteer)


def precision_of(place: Place) -> int:
    """How exactly a place of the gazetteer is one, on UCDP's scale."""
    return _UCDP.get(place.feature, _VAGUE)


def _country_of_river(place: Place, fixed: Fixed) -> str | None:
    """The country of a river's that the report is about; None for other places, and where it names more of them."""
    if place.feature != "river" or not place.countries:
        return None
    best = max(place.countries, key=lambda iso3: (fixed.share(iso3), iso3))
    others = (fixed.weights.get(iso3, 0.0) for iso3 in place.countries if iso3 != best)
    return best if fixed.share(best) >= _SHARE_OF_RIVER and max(others, default=0.0) < _NAMED else None


def _adjective(parsed: Parsed, phrase: Phrase, country: Country) -> PlaceMention:
    return PlaceMention(
        span=parsed.span(phrase.start, phrase.end),
        form="adjective",
        name=country.name,
        geonames=country.geonames,
        country=country.iso3,
        latitude=country.latitude,
        longitude=country.longitude,
        precision=6,
        feature="country",
        score=0.98,
    )


def _with_context(made: PlaceMention, place: Place, context: Context, gazetteer: Gazetteer) -> PlaceMention:
    """The mention with its part, its relation and its kind taken into account."""
    changes: dict[str, object] = {}
    compass = compass_name(context.part) if context.part else None
    step = _step(context.part)
    if compass is not None and step is not None and place.feature in ("country", "admin1", "region"):
        latitude, longitude, radius = _towards(place, step, gazetteer)
        changes.update(latitude=latitude, longitude=longitude, radius_km=radius)
        if place.feature == "country":
            changes.update(precision=_VAGUE, feature="region", name=f"{compass} {place.name}")
    elif place.feature in ("town", "village", "facility"):
        if context.relation is not None:
            changes.update(precision=2, radius_km=context.km or _NEAR_KM)
        elif context.kind == "admin2":
            changes.update(precision=3, radius_km=_NEAR_KM)
        elif context.part is not None and ("countryside" in context.part or "rural" in context.part):
            changes.update(precision=2, radius_km=_NEAR_KM)
    return _replaced(made, changes)


def _replaced(made: PlaceMention, changes: dict[str, object]) -> PlaceMention:
    if not changes:
        return made
    fields = {name: getattr(made, name) for name in PlaceMention.__dataclass_fields__}
    return PlaceMention(**{**fields, **changes})


def _step(part: str | None) -> tuple[float, float] | None:
    for word in (part or "").split():
        step = bearing(word)
        if step is not None:
            return step
    return None


def _towards(place: Place, step: tuple[float, float], gazetteer: Gazetteer) -> tuple[float | None, float | None, float]:
    """The point and radius of a part of a country or a unit: off its middle, towards the edge that is named."""
    radius = place.radius_km or 50.0
    if place.point is None:
        return None, None, radius
    latitude, longitude = place.point
    extent = gazetteer.extent(place) if place.feature == "country" else None
    if extent is not None:
        south, north, west, east = extent
        up = (north - latitude if step[0] > 0 else latitude - south) * _TOWARDS_EDGE
        across = (east - longitude if step[1] > 0 else longitude - west) * _TOWARDS_EDGE
        reach = max((north - south), (east - west) * math.cos(math.radians(latitude))) * _KM_A_DEGREE / 4
        return round(latitude + step[0] * up, 3), round(longitude + step[1] * across, 3), round(reach, 1)
    up = radius * _TOWARDS_EDGE_OF_UNIT / _KM_A_DEGREE
    across = up / max(0.2, math.cos(math.radians(latitude)))
    return round(latitude + step[0] * up, 3), round(longitude + step[1] * across, 3), round(radius * 0.7, 1)


def border_mention(
    parsed: Parsed, phrase: Phrase, context: Context, fixed: Fixed, gazetteer: Gazetteer
) -> PlaceMention | None:
    """The stretch that the report is near of "the Turkish border", "its border with Iraq", "the Iran-Iraq border"."""
    country = phrase.demonym
    if country is None and phrase.matches and phrase.matches[0].place.rank == 0:
        country = country_by_code(phrase.matches[0].place.country or "")
    found = _border_words(parsed, phrase) if country is not None else None
    if country is None or found is None:
        return None
    first, last, partner = found
    stretches = _stretches(country, partner, fixed, gazetteer)
    if not stretches:
        return None
    place, radius = _nearest(stretches, fixed)
    tokens = parsed.tokens
    return PlaceMention(
        span=parsed.span(tokens[first].start, tokens[last].end),
        name=f"{partner.name}-{country.name} border" if partner is not None else f"{country.name} border",
        country=country.iso3,
        latitude=place.latitude,
        longitude=place.longitude,
        precision=_VAGUE,
        radius_km=radius,
        relation=context.relation,
        feature="border",
        score=0.7,
    )


def capital_mention(parsed: Parsed, phrase: Phrase, gazetteer: Gazetteer) -> PlaceMention | None:
    """The city that "the Somali capital", "Somalia's capital" stands for; None where the city is named beside it."""
    owned = phrase.last + 1 < len(parsed.tokens) and parsed.tokens[phrase.last + 1].tag == "POS"
    first = phrase.last + 2 if owned else phrase.last + 1
    after = parsed.tokens[first : first + 3]
    country = country_by_name(parsed.report.text[phrase.start : phrase.end]) if owned else phrase.demonym
    if country is None or not after or after[0].lower != "capital":
        return None
    beside = [token for token in after[1:] if token.text not in {",", "of"}][:1]
    if beside and beside[0].text[0].isupper() and beside[0].sentence is after[0].sentence:
        return None  # "the Yemeni capital, Sanaa"
    if len(after) > 1 and after[1].pos in {"NOUN", "PROPN"}:
        return None  # "Russian capital goods"
    place = gazetteer.place_by_name(country.capitals[0], country.iso3) if country.capitals else None
    if place is None or place.point is None:
        return None
    latitude, longitude = place.point
    return PlaceMention(
        span=parsed.span(phrase.start, after[0].end),
        name=place.name,
        geonames=place.geonames,
        country=country.iso3,
        admin1=place.admin1,
        latitude=latitude,
        longitude=longitude,
        precision=precision_of(place),
        radius_km=place.radius_km,
        feature=place.feature,
        score=0.9,
    )


def _border_words(parsed: Parsed, phrase: Phrase) -> tuple[int, int, Country | None] | None:
    """The tokens of the words that name a border, and the country on its other side where the text names it."""
    tokens = parsed.tokens
    after = tokens[phrase.last + 1] if phrase.last + 1 < len(tokens) else None
    if after is not None and after.lower in _BORDERS and tokens[phrase.first].sentence is after.sentence:
        if phrase.first >= 2 and tokens[phrase.first - 1].text in ("-", "–"):
            other = tokens[phrase.first - 2]
            partner = country_by_demonym(other.text) or country_by_name(other.text)
            return (other.index if partner else phrase.first), after.index, partner
        return phrase.first, after.index, None
    back = [token.lower for token in tokens[max(0, phrase.first - 2) : phrase.first]]
    if len(back) == 2 and back[0] in _BORDERS and back[1] == "with" and phrase.demonym is None:
        return phrase.first - 2, phrase.last, None
    return None


def _stretches(country: Country, partner: Country | None, fixed: Fixed, gazetteer: Gazetteer) -> list[Place]:
    if partner is not None:
        return gazetteer.border(country.iso3, partner.iso3)
    best = max(country.neighbours, key=lambda iso3: (fixed.weights.get(iso3, 0.0), iso3), default=None)
    if best is None or not fixed.weights.get(best):
        return []
    return gazetteer.border(country.iso3, best)


def _nearest(stretches: list[Place], fixed: Fixed) -> tuple[Place, float]:
    """The stretch that is nearest to the report's places; the middle one, and a wide radius, where it has none."""
    points = [place.point for place in stretches]
    if fixed.points:
        near = [min(distance_km(p, q) for q in fixed.points) if p else 1e9 for p in points]
        best = min(range(len(near)), key=lambda number: near[number])
        if near[best] < 250:
            return stretches[best], 60.0
    middle = stretches[len(stretches) // 2]
    reach = max((distance_km(middle.point, p) for p in points if p and middle.point), default=60.0)
    return middle, round(max(60.0, reach), 1)


def _candidate(match: Match, score: float, reasons: tuple[str, ...]) -> PlaceCandidate:
    place = match.place
    return PlaceCandidate(
        name=place.name,
        geonames=place.geonames,
        country=place.country,
        admin1=place.admin1,
        latitude=place.latitude,
        longitude=place.longitude,
        score=score,
        reasons=reasons,
    )
