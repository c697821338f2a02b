"""From phrases to place mentions: judge each, choose for each, and write down what was chosen."""

from __future__ import annotations

from dateline.mentions.places.choosing import Choice, Fixed, choose, read_weights
from dateline.mentions.places.judging import ENOUGH, judge, read_setting
from dateline.mentions.places.spotting import Phrase, spot
from dateline.nlp.parsed import Parsed
from dateline.records.mentions import PlaceCandidate, PlaceMention
from dateline.reference.gazetteer import Gazetteer, Place

_UCDP = {
    "country": 6,
    "admin1": 4,
    "admin2": 3,
    "region": 5,
    "mountain": 5,
    "water": 7,
    "river": 5,
    "road": 5,
    "border": 5,
}


def find_places(parsed: Parsed, gazetteer: Gazetteer) -> list[PlaceMention]:
    """The place names of a report in text order, none overlapping; adjectives have `form` "adjective"."""
    phrases = spot(parsed, gazetteer)
    accepted = _accept(parsed, phrases)
    fixed = Fixed()
    read_weights(accepted, fixed)
    chosen: dict[int, Choice | None] = {}
    for phrase in sorted(accepted, key=lambda p: p.matches[0].place.rank if p.matches else 9):
        if phrase.demonym is not None:
            continue
        container = _container(parsed, phrase, accepted, chosen)
        choice = choose(phrase.matches, fixed, container=container)
        chosen[phrase.first] = choice
        if choice is not None and choice.match.place.rank > 0 and choice.score > 0.5:
            place = choice.match.place
            if place.unit:
                fixed.units[place.unit] += 1
            if place.point is not None and place.rank > 1:
                fixed.points.append(place.point)
    return [_mention(parsed, phrase, chosen.get(phrase.first)) for phrase in accepted]


def _accept(parsed: Parsed, phrases: list[Phrase]) -> list[Phrase]:
    """The phrases that are places: the longest first at each word, none overlapping."""
    setting = read_setting(parsed, phrases)
    kept: list[Phrase] = []
    free_from = 0
    for phrase in phrases:
        if phrase.first < free_from:
            continue
        if phrase.demonym is not None:
            phrase.evidence = ENOUGH
        else:
            phrase.evidence = judge(parsed, phrase, setting)
        if phrase.evidence >= ENOUGH:
            kept.append(phrase)
            free_from = phrase.last + 1
    return kept


def _container(
    parsed: Parsed, phrase: Phrase, accepted: list[Phrase], chosen: dict[int, Choice | None]
) -> Place | None:
    """The place that follows after a comma: "Raqqa, Syria"."""
    follow = next((p for p in accepted if p.first > phrase.last), None)
    if follow is None or parsed.text[phrase.end : follow.start].strip() not in (",", "in"):
        return None
    choice = chosen.get(follow.first)
    return choice.match.place if choice is not None else None


def _mention(parsed: Parsed, phrase: Phrase, choice: Choice | None) -> PlaceMention:
    span = parsed.span(phrase.start, phrase.end)
    if phrase.demonym is not None:
        country = phrase.demonym
        return PlaceMention(
            span=span, form="adjective", name=country.name, geonames=country.geonames, country=country.iso3,
            latitude=country.latitude, longitude=country.longitude, precision=6, feature="country", score=0.98,
        )  # fmt: skip
    if choice is None:
        return PlaceMention(span=span)
    place = choice.match.place
    return PlaceMention(
        span=span,
        name=place.name,
        geonames=place.geonames,
        country=place.country,
        admin1=place.admin1,
        admin2=place.admin2,
        latitude=place.latitude,
        longitude=place.longitude,
        precision=_UCDP.get(place.feature, 1),
        radius_km=place.radius_km,
        feature=place.feature,
        score=choice.score,
        runners_up=tuple(_candidate(*other) for other in choice.others[1:4]),
    )


def _candidate(match: object, score: float, reasons: tuple[str, ...]) -> PlaceCandidate:
    place: Place = match.place  # type: ignore[attr-defined]
    return PlaceCandidate(
        name=place.name,
        geonames=place.geonames,
        country=place.country,
        admin1=place.admin1,
        latitude=place.latitude,
        longitude=place.longitude,
        score=round(score, 3),
        reasons=reasons,
    )
