"""From phrases to place mentions: judge each, read its context, choose for each, and write down what was chosen."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from dateline.mentions.places.choosing import (
    Choice,
    Fixed,
    choose,
    is_doubtful_country,
    is_inside,
    is_seat,
    read_weights,
)
from dateline.mentions.places.context import Context, read_context
from dateline.mentions.places.judging import ENOUGH, IN_LIST, OTHER_NAME, Setting, judge, links, read_setting
from dateline.mentions.places.spotting import Phrase, spot
from dateline.mentions.places.unknown import unknown_names
from dateline.mentions.places.wording import words
from dateline.mentions.places.writing import border_mention, capital_mention, mention
from dateline.nlp.parsed import Parsed
from dateline.records.mentions import PlaceMention
from dateline.reference.gazetteer import Gazetteer, Match, Place, distance_km, fold
from dateline.reference.gazetteer.names import likeness, without_article
from dateline.reference.publishers import home_of

#: A choice with less than this chance of being right is not made: the name is kept, unplaced.
SURE_ENOUGH = 0.4
_COUNTRIES_FOR_SPELLING = 3
_LONG_ENOUGH = 5  # letters, of a name that is a place again where it was one
#: How far a quarter may lie from the middle of its city.
_QUARTER_KM = 30.0
#: What is farther than this from the middle of a town is not in it.
_OUTSIDE_TOWN_KM = 25.0


@dataclass(slots=True)
class Name:
    """A phrase that is a place, what its neighbours say of it, and the choice once it is made."""

    phrase: Phrase
    context: Context
    choice: Choice | None = None
    container: Name | None = None
    within: bool = False  # a word says that it lies in its container, not only a comma
    before: Name | None = None  # the neighbours in a list
    after: Name | None = None


def find_places(parsed: Parsed, gazetteer: Gazetteer) -> list[PlaceMention]:
    """The place names of a report in text order, none overlapping; adjectives have `form` "adjective"."""
    phrases = spot(parsed, gazetteer)
    if not phrases and not parsed.tokens:
        return []
    setting = read_setting(parsed, phrases)
    accepted, refused = _accept(parsed, phrases, setting)
    fixed = Fixed(home=home_of(parsed.report.publisher))
    # "The Niger river" does not name the country.
    read_weights([p for p in accepted if not _is_called_river(parsed, p)], fixed, setting.of_groups)
    _widen(parsed, accepted, fixed, gazetteer)
    others = unknown_names(parsed, accepted, refused, setting.surnames)
    known = gazetteer.look_up(phrase.key for phrase in others if phrase.evidence >= ENOUGH)
    for phrase in others:
        phrase.matches = known.get(phrase.key, ())
    accepted.extend(others)
    accepted.sort(key=lambda phrase: phrase.first)
    names = [Name(phrase, _context(parsed, phrase)) for phrase in accepted]
    _link(parsed, names)
    _choose_all(names, fixed, gazetteer, parsed)
    found: list[PlaceMention] = []
    for name in names:
        if name.choice is None and name.phrase.evidence < ENOUGH:
            continue
        made = border_mention(parsed, name.phrase, name.context, fixed, gazetteer)
        made = made or capital_mention(parsed, name.phrase, gazetteer)
        if made is None:
            made = mention(parsed, name.phrase, name.context, name.choice, _resolved(name.container), fixed, gazetteer)
        if found and made.span.start < found[-1].span.end:
            if made.feature != "border":
                continue
            found.pop()  # "Iraq" of "the Iraq-Syria border"
        found.append(made)
    return found


def _accept(parsed: Parsed, phrases: list[Phrase], setting: Setting) -> tuple[list[Phrase], dict[str, float]]:
    """The phrases that are places, the longest at each word; and the evidence of those that are not."""
    for phrase in phrases:
        phrase.evidence = ENOUGH if phrase.demonym is not None else judge(parsed, phrase, setting)
    kept = _longest(phrases)
    for _ in range(2):
        edges = {phrase.last: phrase for phrase in kept if phrase.demonym is None}
        heads = {phrase.first: phrase for phrase in kept if phrase.demonym is None}
        raised = False
        for phrase in phrases:
            if ENOUGH - IN_LIST <= phrase.evidence < ENOUGH and _in_list(parsed, phrase, edges, heads):
                phrase.evidence += IN_LIST
                raised = True
        if not raised:
            break
        kept = _longest(phrases)
    told = {phrase.key for phrase in kept if phrase.demonym is None and len(phrase.key) >= _LONG_ENOUGH}
    for phrase in phrases:
        if 0 <= phrase.evidence < ENOUGH and phrase.key in told:
            phrase.evidence = ENOUGH  # "the liberation of Sinjar": then "Sinjar is free" speaks of the town too
    kept = _longest(phrases)
    refused: dict[str, float] = {}
    for phrase in phrases:
        if phrase.evidence < ENOUGH:
            refused[phrase.key] = min(phrase.evidence, refused.get(phrase.key, phrase.evidence))
    return kept, refused


def _widen(parsed: Parsed, accepted: list[Phrase], fixed: Fixed, gazetteer: Gazetteer) -> None:
    """Take in the capitals that follow a name where the whole is another spelling of a place: "Ain Issa", not "Ain"."""
    countries = fixed.leading(_COUNTRIES_FOR_SPELLING)
    heads = {phrase.first for phrase in accepted}
    for phrase in accepted:
        last = phrase.last
        if phrase.demonym is not None or phrase.matches[0].place.rank == 0 or phrase.shouted:
            continue
        while last + 1 < len(parsed.tokens) and last + 1 not in heads:
            token, following = parsed.tokens[last], parsed.tokens[last + 1]
            if following.start != token.end + 1 or not following.text.isalpha() or not following.text[0].isupper():
                break
            last += 1
        if last > phrase.last:
            end = parsed.tokens[last].end
            spelt = gazetteer.find_spelling(parsed.text[phrase.start : end], countries)
            if spelt:
                phrase.last, phrase.end, phrase.matches = last, end, spelt
                phrase.key = fold(parsed.text[phrase.start : end])


def _longest(phrases: list[Phrase]) -> list[Phrase]:
    kept: list[Phrase] = []
    free_from = 0
    for phrase in phrases:
        if phrase.evidence <= OTHER_NAME and phrase.last > phrase.first and phrase.first >= free_from:
            free_from = (
                phrase.last + 1
            )  # "Mexico City" of "Mexico City Health Secretary": nor is "Mexico" a place there
        if phrase.first >= free_from and phrase.evidence >= ENOUGH:
            kept.append(phrase)
            free_from = phrase.last + 1
    return kept


def _in_list(parsed: Parsed, phrase: Phrase, edges: dict[int, Phrase], heads: dict[int, Phrase]) -> bool:
    for step in (2, 3, 4):
        left, right = edges.get(phrase.first - step), heads.get(phrase.last + step)
        if left is not None and links(parsed, left.last, phrase.first):
            return True
        if right is not None and links(parsed, phrase.last, right.first):
            return True
    return False


def _context(parsed: Parsed, phrase: Phrase) -> Context:
    if phrase.demonym is not None:
        return Context(phrase.first, phrase.last)
    return read_context(parsed, phrase.first, phrase.last)


def _link(parsed: Parsed, names: list[Name]) -> None:
    """Tie each name to its neighbours in a list, and to the place that it is said to lie in."""
    places = [name for name in names if name.phrase.demonym is None]
    for left, right in pairwise(places):
        between = parsed.text[left.phrase.end : parsed.tokens[right.context.first].start].strip().lower()
        if between.startswith((",", "(")) and set(between[1:].split()) <= words("part") | {"the"}:
            between = ","
        if links(parsed, left.context.last, right.context.first):
            left.after, right.before = right, left
            _carry_relation(left.context, right.context, between)
        said = between.split()
        if len(said) == 2 and said[1] == "of" and said[0] in words("settlement") - words("quarter"):
            right.container, right.within = left, True  # "the West Bank city of Hebron"
            continue
        inside = bool(said) and said[-1] in ("in", "of", "the") and len(said) <= 6 and "." not in between
        # "A missionary from Calgary was arrested in Lebanon": Calgary is not there.
        inside = inside and not _has_verb(parsed, left, right)
        # "Ain Issa, north of Raqqa" does not lie in Raqqa.
        if (inside or between in (",", "(")) and right.context.relation is None:
            left.container, left.within = right, inside
    _carry_kind(places)
    for left, right in pairwise(places):
        possessive = parsed.text[left.phrase.end : right.phrase.start].strip().lower()
        if possessive.startswith(("'s", "’s")) and len(possessive.split()) <= 3:
            right.container, right.within = left, True  # "Ethiopia's Tigray region"


def _carry_kind(places: list[Name]) -> None:
    """What the last of several is called is what all are: "Hodeidah and Taiz governorates"."""
    for name in reversed(places):
        before = name.before
        if name.context.of_many and before is not None and before.context.kind is None:
            before.context.kind, before.context.of_many = name.context.kind, True


def _has_verb(parsed: Parsed, left: Name, right: Name) -> bool:
    tokens = parsed.tokens[left.context.last + 1 : right.context.first]
    return any(token.pos in ("VERB", "AUX") for token in tokens)


def _carry_relation(left: Context, right: Context, between: str) -> None:
    """What is near the first of two is near the second: "around Menaka and Gao"."""
    if between in ("and", "or", "&") and left.relation in words("near") and right.relation is None:
        right.relation, right.km = left.relation, left.km


def _widen_containers(names: list[Name]) -> None:
    """Read a name as the unit's where what is said to lie in it lies far from its town: "Saravena in Arauca"."""
    for name in names:
        inner, outer = _resolved(name), _resolved(name.container)
        if inner is None or outer is None or name.container is None or outer.feature != "town":
            continue
        if name.container.after is not None and not name.within:
            continue  # a comma in a list
        if name.container.context.kind or inner.rank < 4 or inner.point is None or outer.point is None:
            continue
        units = {match.place.unit for match in name.container.phrase.matches if match.place.feature == "admin1"}
        if inner.unit in units and distance_km(inner.point, outer.point) > _OUTSIDE_TOWN_KM:
            name.container.context.kind = "admin1"


def _choose_all(names: list[Name], fixed: Fixed, gazetteer: Gazetteer, parsed: Parsed) -> None:
    """Countries first, then units, then the rest, each with what was chosen before it."""
    known: dict[tuple[str, str | None], Choice] = {}
    for wave in (0, 1, 2):
        for name in names:
            phrase = name.phrase
            if phrase.demonym is not None or name.choice is not None:
                continue
            rank = min((match.place.rank for match in phrase.matches), default=9)
            if min(rank, 2) != wave:
                continue
            _choose_one(name, fixed, gazetteer, parsed, known)
            _fix(name, fixed)
            _read_dateline(name, fixed, parsed)
    _widen_containers(names)
    # A second look, now that the report's countries, units and points are known.
    for name in names:
        if name.choice is not None and (name.choice.match.place.rank > 0 or is_doubtful_country(name.phrase.matches)):
            _choose_one(name, fixed, gazetteer, parsed, {}, settled=True)


def _read_dateline(name: Name, fixed: Fixed, parsed: Parsed) -> None:
    """Take the country of the place that the dateline names, once it is known."""
    dateline, place = parsed.report.dateline, _resolved(name)
    if dateline is None or dateline.place is None or place is None or fixed.dateline is not None:
        return
    if dateline.place.start <= name.phrase.start < dateline.place.end:
        fixed.dateline = place.country


def _choose_one(
    name: Name,
    fixed: Fixed,
    gazetteer: Gazetteer,
    parsed: Parsed,
    known: dict[tuple[str, str | None], Choice],
    *,
    settled: bool = False,
) -> None:
    phrase, context = name.phrase, name.context
    matches = _all_matches(name, fixed, gazetteer, parsed)
    if not matches:
        return
    container = _resolved(name.container)
    if context.kind == "quarter" and container is not None and container.feature in ("town", "village"):
        matches = tuple(match for match in matches if _is_by(match.place, container))
        if not matches:
            return  # the quarter of a city is in that city, or it is not known
    remembered = known.get((phrase.key, context.kind))
    if remembered is not None and container is None:
        name.choice = remembered
        return
    beside = [
        place
        for neighbour in (name.before, name.after)
        if neighbour is not None and (place := _sure(neighbour)) is not None and not _is_seat_or_unit(neighbour, place)
    ]
    # One is near a town, or east of it, more often than of a unit that bears its name.
    kind = context.kind or ("town" if context.relation else None)
    trust = 1.0
    if container is not None and name.container is name.after and name.after is not None:
        if min(match.place.rank for match in matches) == container.rank:
            container = None  # "Wales, England" are two of a kind, and neither lies in the other
        elif name.after.after is not None:
            trust = 0.4
    if container is not None and trust == 1.0 and container.rank > 0:
        matches = tuple(m for m in matches if m.how not in ("skeleton", "slip") or is_inside(m.place, container))
    choice = choose(
        matches, fixed, container=container, kind=kind, beside=beside, trust=trust, own=phrase.key, settled=settled
    )
    if choice is not None and choice.score >= SURE_ENOUGH:
        name.choice = choice
        known[phrase.key, context.kind] = choice
    else:
        name.choice = None


def _all_matches(name: Name, fixed: Fixed, gazetteer: Gazetteer, parsed: Parsed) -> tuple[Match, ...]:
    """What the index has under the name; where no town of the report's countries is among it, other spellings there."""
    matches = name.phrase.matches
    if _is_called_river(parsed, name.phrase):  # "the Vistula river" is no town, whether the index has the river or not
        return gazetteer.find(f"{name.phrase.key} river") or tuple(m for m in matches if m.place.feature == "river")
    if _is_river_here(parsed, name) and (rivers := gazetteer.find(f"{name.phrase.key} river")):
        return rivers
    countries = fixed.leading(_COUNTRIES_FOR_SPELLING)
    if any(match.place.rank == 0 or not match.place.country for match in matches):
        return matches
    there = [match.place for match in matches if match.place.country in countries]
    if any(place.feature in ("town", "village") for place in there) or (
        there and name.context.kind not in (None, "town")
    ):
        return matches
    if any(m.place.rank == 2 or (m.place.feature == "town" and m.place.population >= 300_000) for m in matches):
        return matches  # Paris is Paris, wherever the story is
    written = parsed.text[name.phrase.start : name.phrase.end]
    spelt = gazetteer.find_spelling(written, countries)
    if name.phrase.evidence < ENOUGH:  # it only stands where a place could: then the spelling must be close
        spelt = tuple(match for match in spelt if _is_close(written, match.place))
    if there:  # the name of a unit alone: its seat may be spelt in another way
        spelt = tuple(match for match in spelt if match.place.feature == "town")
    elif not spelt and not matches:
        spelt = gazetteer.find_slip(written, countries, words("slip"))
    return matches + spelt


def _is_called_river(parsed: Parsed, phrase: Phrase) -> bool:
    after = phrase.last + 1
    return after < len(parsed.tokens) and parsed.tokens[after].text == "river"


def _is_river_here(parsed: Parsed, name: Name) -> bool:
    """Whether a name is used as a river's: "across the Dnipro", "the left bank of the Dnipro"."""
    first, last = name.phrase.first, name.phrase.last
    if first < 2 or parsed.tokens[first - 1].lower != "the" or name.context.kind is not None:
        return False
    after = parsed.tokens[last + 1] if last + 1 < len(parsed.tokens) else None
    followed = after is not None and after.pos in ("NOUN", "PROPN", "ADJ")
    return parsed.tokens[first - 2].lower in words("beside_water") and not followed


def _is_by(place: Place, city: Place) -> bool:
    return place.point is not None and city.point is not None and distance_km(place.point, city.point) <= _QUARTER_KM


def _is_close(written: str, place: Place) -> bool:
    first = without_article(fold(written))[:1] == without_article(fold(place.name))[:1]
    return first and (likeness(written, place.name) >= 0.72 or " " in written)


def _resolved(name: Name | None) -> Place | None:
    return name.choice.match.place if name is not None and name.choice is not None else None


def _sure(name: Name | None) -> Place | None:
    return _resolved(name) if name is not None and name.choice is not None and name.choice.score >= 0.75 else None


def _is_seat_or_unit(name: Name, place: Place) -> bool:
    """Whether a name was read as a unit's that its town bears as well: it tells little of its neighbours in a list."""
    if place.feature != "admin1" or name.context.kind is not None:
        return False
    return any(is_seat(match, place.name) for match in name.phrase.matches if match.place.unit == place.unit)


def _fix(name: Name, fixed: Fixed) -> None:
    if name.choice is None or name.choice.match.place.rank == 0 or name.choice.score < 0.5:
        return
    place = name.choice.match.place
    if place.unit and place.rank == 1:
        fixed.units[place.unit].add(name.phrase.key)
    if place.point is not None and place.rank > 1 and (place.radius_km or 0) < 200:
        fixed.chosen[name.phrase.key] = place.point
        fixed.lands[name.phrase.key] = place.country
    if name.choice.score > 0.8:
        for iso3 in place.countries[:3]:
            fixed.lend(name.phrase.key, iso3, 0.3 / min(3, len(place.countries)))
