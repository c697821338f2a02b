"""Whether a phrase that the gazetteer knows names a place here: evidence for and against, added up."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from dateline.mentions.places.borrowed import is_first_part, is_hurt, names_operation
from dateline.mentions.places.spotting import Phrase
from dateline.mentions.places.wording import words
from dateline.nlp.parsed import Parsed, Token
from dateline.reference.countries import country_by_demonym
from dateline.reference.gazetteer.names import ARTICLES
from dateline.reference.parties import armed_groups, name_words
from dateline.text.rows import is_row

PLACE_LABELS = frozenset(["GPE", "LOC"])
_LABELS = {"GPE": 2.0, "LOC": 1.8, "FAC": 0.6, "NORP": -0.4, "ORG": -0.5, "PERSON": -1.1, "": -0.5}
_OTHER_LABEL = -1.5
_NAMES_OF_OTHERS = frozenset(["ORG", "PERSON", "FAC", "EVENT", "WORK_OF_ART", "LAW", "PRODUCT"])
_LONG_ENOUGH = 5  # letters, of a name that tells a country
_LONGEST_GROUP = 5  # words, of a group's name
_LINKS = frozenset([",", "and", "or", "&", ";", "/"])
_APOSTROPHE_S = frozenset(["'s", "’s", "'", "’"])

#: A phrase with this much evidence is taken for a place.
ENOUGH = 1.5
#: What standing in a list with a place adds ("Suba, Migori and Homa Bay").
IN_LIST = 1.4
NEVER = -9.0
#: So much evidence comes only from being called a town, a village or a province.
CALLED = 2.5
#: What it adds to open a row of figures: "Goma | 7 | 12,100".
_HEADS_ROW = 1.5
#: With this little, the words belong to the name of something else.
OTHER_NAME = -1.5


@dataclass(slots=True)
class Setting:
    """What the whole report tells before any phrase is judged."""

    countries: set[str] = field(default_factory=set)
    of_groups: set[str] = field(default_factory=set)  # where the armed groups come from that the report names
    surnames: set[str] = field(default_factory=set)
    diseases: set[str] = field(default_factory=set)


def read_setting(parsed: Parsed, phrases: list[Phrase]) -> Setting:
    """The countries that a report names, the last words of the people in it, the names that it gives to diseases."""
    setting = Setting()
    tokens = parsed.tokens
    for phrase in phrases:
        if phrase.demonym is not None:
            setting.countries.add(phrase.demonym.iso3)
        for match in phrase.matches:
            if match.place.feature == "country" and match.place.country:
                setting.countries.add(match.place.country)
        if phrase.last + 1 < len(tokens) and tokens[phrase.last + 1].lower in words("disease"):
            setting.diseases.add(phrase.key)
    setting.countries |= _told_by_names(phrases)
    setting.of_groups = group_countries(tokens)
    setting.countries |= setting.of_groups
    name: list[Token] = []
    for token in tokens:
        if token.entity == "PERSON" and name and not token.entity_begins:
            name.append(token)
            continue
        if len(name) > 1:
            setting.surnames.add(name[-1].lower)
        name = [token] if token.entity == "PERSON" else []
    return setting


def _told_by_names(phrases: list[Phrase]) -> set[str]:
    """The countries of names borne in no other: of one unit or region, or of two towns ("Dikwa", "Monguno")."""
    told: set[str] = set()
    towns: dict[str, set[str]] = defaultdict(set)
    for phrase in phrases:
        if not phrase.matches or phrase.shouted or len(phrase.key) < _LONG_ENOUGH:
            continue
        first = phrase.matches[0]
        country = first.place.country
        if not country or any(match.place.country != country for match in phrase.matches):
            continue
        if first.how == "name" and first.place.rank in (1, 3):
            told.add(country)
        elif first.place.feature in ("town", "village", "admin2") and phrase.key not in words("common"):
            towns[country].add(phrase.key)
    return told | {country for country, names in towns.items() if len(names) > 1}


def group_countries(tokens: Sequence[Token]) -> set[str]:
    """The countries of the armed groups that are named ("M23", "the Arakan Army"), of those that are of one country."""
    groups = armed_groups()
    found: set[str] = set()
    for number, token in enumerate(tokens):
        if not token.text[0].isupper():
            continue
        words: tuple[str, ...] = ()
        for following in tokens[number : number + _LONGEST_GROUP]:
            words += name_words(following.text)
            country = groups.get(words)
            if country is not None:
                found.add(country)
    return found


def judge(parsed: Parsed, phrase: Phrase, setting: Setting) -> float:
    """How strongly a phrase names a place; `ENOUGH` and more is taken for one."""
    tokens = parsed.tokens[phrase.first : phrase.last + 1]
    sentence = tokens[0].sentence
    before = parsed.tokens[phrase.first - 1] if phrase.first > sentence.tokens[0].index else None
    after = parsed.tokens[phrase.last + 1] if phrase.last < sentence.tokens[-1].index else None
    if phrase.key in words("never"):
        return NEVER
    best = phrase.matches[0].place
    of_disease = phrase.key in words("disease_name") or (best.rank > 0 and phrase.key in setting.diseases)
    if of_disease and not _is_located(before, after):
        return NEVER
    if best.rank > 0 and _is_hyphened_to_people(parsed, phrase):
        return NEVER
    if best.rank > 1 and (is_hurt(tokens[-1]) or names_operation(parsed, phrase, sentence)):
        return NEVER
    if "$" in tokens[-1].text or (after is not None and after.text == "$"):
        return NEVER
    if best.rank > 0 and len(tokens) > 1 and tokens[0].lower in words("organisation_of") and tokens[1].lower == "of":
        return NEVER
    if phrase.shouted and not _stands_as_place(parsed, phrase, before, after, setting):
        return NEVER
    score = _prior(phrase) + _label(parsed, tokens, phrase, sentence.parsed)
    if before is not None:
        score += _what_precedes(parsed, before, tokens[0], best.rank)
    if after is not None:
        score += _what_follows(parsed, phrase, after, best.rank)
    if len(tokens) == 1:
        called = score >= CALLED and before is not None and before.lower == "of"
        score += _single_word(tokens[0], phrase, setting, is_first=before is None) * (0.4 if called else 1.0)
    if any(match.place.country in setting.countries for match in phrase.matches):
        score += 0.8
    if len(phrase.key) <= 3 and best.rank > 1:
        score -= 1
    if tokens[0] is sentence.tokens[0] and is_row(parsed.text[sentence.start : sentence.end]):
        score += _HEADS_ROW
    if best.rank > 1 and (_goes_on(parsed, phrase) or is_first_part(parsed, phrase, after)):
        score -= 4
    if _is_end_of_route(parsed, phrase):
        score += CALLED
    return score


def _is_end_of_route(parsed: Parsed, phrase: Phrase) -> bool:
    """Whether a name is one end of a road: "the Goma-Bukavu road"."""
    run = parsed.tokens[max(0, phrase.first - 2) : phrase.last + 4]
    at = [n for n, t in enumerate(run[:-2]) if n and t.text in ("-", "–", "‑") and run[n + 1].text[:1].isupper()]
    ends = [(run[n - 1].index, run[n + 1].index) for n in at if run[n + 2].lower in words("route")]
    return any(phrase.last == first or phrase.first == second for first, second in ends)


def _goes_on(parsed: Parsed, phrase: Phrase) -> bool:
    """Whether a name goes on with an article and more: "Wad" of "Wad al-Noora"."""
    beyond = parsed.tokens[phrase.last + 1 : phrase.last + 4]
    if len(beyond) < 3 or beyond[0].sentence is not parsed.tokens[phrase.last].sentence:
        return False
    return beyond[0].text in ARTICLES and beyond[1].text in ("-", "–", "‑") and beyond[2].text[0].isupper()


def _is_hyphened_to_people(parsed: Parsed, phrase: Phrase) -> bool:
    """Whether a name is half of a pair of peoples: "Franco-German relations"."""
    beyond = parsed.tokens[phrase.last + 1 : phrase.last + 3]
    return len(beyond) == 2 and beyond[0].text in ("-", "–", "‑") and country_by_demonym(beyond[1].text) is not None


def _is_located(before: Token | None, after: Token | None) -> bool:
    """Whether the name of a disease is used as that of its town: "in Marburg", "the Marburg district"."""
    called = words("settlement") | words("unit")
    if after is not None and (after.lower in words("disease") or after.lower in words("illness")):
        return False
    if after is not None and after.lower in called:
        return True
    if before is None:
        return False
    of_town = before.lower == "of" and before.index > 0 and before.sentence.tokens[0] is not before
    if of_town:
        return before.sentence.tokens[before.index - before.sentence.tokens[0].index - 1].lower in called
    return before.lower in words("located")


def _stands_as_place(
    parsed: Parsed, phrase: Phrase, before: Token | None, after: Token | None, setting: Setting
) -> bool:
    """In a text all in capitals: whether a name stands where a place does, and could be one of the report's countries.

    There every word may be a name, and surnames and common words are towns somewhere: so more is asked.
    """
    best = phrase.matches[0]
    if best.place.rank == 0:
        return best.how != "bare" or phrase.key in ("salvador", "congo")
    labels = {token.entity for token in parsed.tokens[phrase.first : phrase.last + 1]}
    if best.place.rank == 3 and " " in phrase.key:
        return True
    placed = before is not None and (
        before.lower in words("preposition")
        or before.lower in words("part")
        or before.lower in ("of", "and", ",", "the")
    )
    called = after is not None and (after.lower in words("unit") or after.lower in words("settlement"))
    if phrase.first == phrase.last == 0 or (before is None and after is not None and after.text in (",", "(", "--")):
        placed = True  # the head of a wire: "LIMA, 12 JAN"
    nearby = any(match.place.country in setting.countries for match in phrase.matches)
    large = any(match.place.population >= 500_000 or match.place.rank == 2 for match in phrase.matches)
    if labels == {"PERSON"} and not called:
        return False
    if nearby:
        return placed or called or (labels <= PLACE_LABELS and best.how == "name")
    return large and best.how == "name" and (placed or labels <= PLACE_LABELS)


def _prior(phrase: Phrase) -> float:
    """How likely the name is a place by itself."""
    match = phrase.matches[0]
    place = match.place
    if place.rank == 0:
        return 3.0
    sure = {"name": 0.0, "alias": -0.4, "bare": -0.8}.get(match.how, -0.8)
    largest = max((m.place.population for m in phrase.matches if m.place.feature == "town"), default=0)
    value = {1: 1.6, 2: 2.0, 3: 2.2, 5: 0.3}.get(place.rank, 0.0)
    if largest >= 1_000_000:
        value = max(value, 2.0)
    elif largest >= 100_000:
        value = max(value, 1.3)
    elif largest >= 15_000:
        value = max(value, 0.6)
    few = len(phrase.matches) <= 2 or len({m.place.country for m in phrase.matches}) == 1
    if place.rank > 1 and len(phrase.key) >= 6 and few and match.how != "bare":
        value += 0.8  # a long name that few places bear is seldom a word or a person
    return value + sure + (0.7 if " " in phrase.key else 0.0)


def _label(parsed: Parsed, tokens: list[Token], phrase: Phrase, was_parsed: bool) -> float:
    """What the entity recogniser thought of it, where it looked."""
    if not was_parsed or phrase.shouted:
        return 0.3
    labels = [token.entity for token in tokens if token.text[0].isalpha()] or [""]
    main = max(set(labels), key=lambda label: (labels.count(label), label))
    score = _LABELS.get(main, _OTHER_LABEL)
    if len(tokens) == 1 and main in ("PERSON", "ORG", "PRODUCT") and not _is_inside_larger(parsed, tokens, main):
        # The recogniser has not met most villages: of a lone unknown name it says person, firm or product by chance.
        return -1.6 if _speaks(tokens[0]) else -0.6
    if main in _NAMES_OF_OTHERS and _is_inside_larger(parsed, tokens, main):
        score -= 1.5 if main != "PERSON" else 2.0
    return score


def _speaks(token: Token) -> bool:
    """Whether a name is the subject of a verb of saying, as people are."""
    return token.dep == "nsubj" and token.head.lemma in words("saying")


def _is_inside_larger(parsed: Parsed, tokens: list[Token], label: str) -> bool:
    """Whether the entity reaches past the phrase, other than by an article or a list."""
    first, last = tokens[0], tokens[-1]
    left = parsed.tokens[first.index - 1] if first.index else None
    right = parsed.tokens[last.index + 1] if last.index + 1 < len(parsed.tokens) else None
    reaches_left = (
        left is not None and left.entity == label and not first.entity_begins and left.lower not in {"the", *_LINKS}
    )
    reaches_right = (
        right is not None
        and right.entity == label
        and not right.entity_begins
        and right.text not in _APOSTROPHE_S | _LINKS
    )
    return reaches_left or reaches_right


def _what_precedes(parsed: Parsed, before: Token, first: Token, rank: int) -> float:
    score = 0.0
    lower = before.lower
    capital = before.text[0].isupper()
    if capital and lower.rstrip(".") in words("title"):
        score -= 3 if rank else 5
    if lower in words("vessel") and before.end + 1 == first.start:
        score -= 6  # "the ferry Nairobi" is a ship, not where it is
    if capital and lower in words("club"):
        score -= 6
    if lower in words("preposition"):
        score += 1.3 if lower in words("located") else 1.0
    if lower in words("place_verb"):
        score += 0.8
    if lower in words("only_place_verb") and before.pos == "VERB":
        score += 0.8
    if lower == "on" and before.index and parsed.tokens[before.index - 1].lower in words("before_on"):
        score += 0.4
    if lower == ",":
        score += 0.2
    if lower == "the" and before.index and parsed.tokens[before.index - 1].lower in words("preposition"):
        score += 0.5
    if lower in ("of", "for", "on") and before.index:
        head = _head_before(parsed, before)
        if head is not None and head.text[0].isupper() and head.lower in words("organisation_of"):
            return score - 4
        if lower == "of":
            score += 0.7
            if head is not None and (head.lower in words("settlement") or head.lower in words("unit")):
                score += 2.5
    if _joins_name(before, first) and rank > 1 and lower not in words("part") | words("preposition"):
        score -= 1.5
    if capital and lower in words("given_name") and before.end + 1 == first.start:
        score -= 3
    return score


def _head_before(parsed: Parsed, of: Token) -> Token | None:
    """The noun that an "of" hangs on: the word before it."""
    before = parsed.tokens[of.index - 1]
    return before if before.sentence is of.sentence else None


def _joins_name(before: Token, first: Token) -> bool:
    """Whether the word before is part of the same run of capitals, and so perhaps of the same name."""
    return (
        before.text[0].isupper()
        and before.text.isalpha()
        and before.end + 1 == first.start
        and not before.text.isupper()
        and before.index != before.sentence.tokens[0].index
    )


def _what_follows(parsed: Parsed, phrase: Phrase, after: Token, rank: int) -> float:
    lower = after.lower
    capital = after.text[0].isupper()
    if capital and not phrase.shouted and _is_organisation(parsed, after):
        return -5.0
    if _names_disease(parsed, phrase, after, rank):
        return -6.0
    if lower in words("settlement") or lower in words("unit"):
        return 1.0
    if capital and lower in words("facility"):
        return -2.5
    if capital and after.text.isalpha() and after.tag in ("NNP", "NNPS", "") and rank > 1 and after.entity != "DATE":
        return -1.2 if not phrase.shouted else 0.0
    following = parsed.tokens[after.index + 1] if after.index + 1 < len(parsed.tokens) else None
    if lower == "," and following is not None:
        if following.entity in PLACE_LABELS:
            return 0.6
        if following.lower in ("a", "an", "the", "two", "its", "one"):
            after_that = parsed.tokens[following.index + 1 : following.index + 5]
            return (
                1.6
                if any(t.lower in words("settlement") or t.lower in ("capital", "towns") for t in after_that)
                else 0.0
            )
    return 0.0


def _names_disease(parsed: Parsed, phrase: Phrase, after: Token, rank: int) -> bool:
    """Whether a name is part of a disease's: "West Nile virus", "Crimean-Congo fever"; not of "Uganda virus cases"."""
    if rank == 0 and not (phrase.first and parsed.tokens[phrase.first - 1].text in ("-", "–")):
        return False
    word = after
    if after.lower in words("disease_kind") and after is not after.sentence.tokens[-1]:
        word = parsed.tokens[after.index + 1]
    return word.lower in words("disease")


def _is_organisation(parsed: Parsed, token: Token) -> bool:
    """Whether a run of capitalised words from here on names an organisation: "Central Command", "Health Ministry"."""
    end = token.sentence.tokens[-1].index
    for step in range(4):
        at = token.index + step
        if at > end:
            return False
        word = parsed.tokens[at]
        if step and (word.lower in ("of", "for", "and", "on") or word.text in _APOSTROPHE_S):
            continue
        if not word.text[0].isupper():
            return False
        if word.lower in words("organisation"):
            return True
    return False


def _single_word(token: Token, phrase: Phrase, setting: Setting, *, is_first: bool) -> float:
    score = 0.0
    word = token.lower
    if word in words("common"):
        score -= 3 if is_first or phrase.shouted else 2.2
    if word in words("given_name"):
        score -= 1.5
    if word in setting.surnames and token.entity not in PLACE_LABELS:
        score -= 3
    return score


def links(parsed: Parsed, left_end: int, right_start: int) -> bool:
    """Whether two phrases stand side by side in a list: `left_end` and `right_start` are tokens."""
    between = parsed.tokens[left_end + 1 : right_start]
    return 0 < len(between) <= 3 and all(token.lower in _LINKS or token.lower in ("the", "in") for token in between)
