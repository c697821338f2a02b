"""Whether a phrase that the gazetteer knows names a place here: evidence for and against, added up."""

from __future__ import annotations

from dataclasses import dataclass, field

from dateline.mentions.places.spotting import Phrase
from dateline.mentions.places.wording import words
from dateline.nlp.parsed import Parsed, Token

_PLACE_LABELS = frozenset(["GPE", "LOC"])
_LABELS = {"GPE": 2.0, "LOC": 1.8, "FAC": 0.3, "NORP": -0.5, "ORG": -0.7, "PERSON": -1.2, "": -0.6}
_OTHER_LABEL = -1.5
ENOUGH = 1.5


@dataclass(slots=True)
class Setting:
    """What the whole report tells before any phrase is judged."""

    countries: set[str] = field(default_factory=set)
    surnames: set[str] = field(default_factory=set)


def read_setting(parsed: Parsed, phrases: list[Phrase]) -> Setting:
    """The countries that a report names, and the last words of the people in it."""
    setting = Setting()
    for phrase in phrases:
        if phrase.demonym is not None:
            setting.countries.add(phrase.demonym.iso3)
        for match in phrase.matches:
            if match.place.feature == "country" and match.place.country:
                setting.countries.add(match.place.country)
    name: list[Token] = []
    for token in parsed.tokens:
        if token.entity == "PERSON" and name and not token.entity_begins:
            name.append(token)
            continue
        if len(name) > 1:
            setting.surnames.add(name[-1].lower)
        name = [token] if token.entity == "PERSON" else []
    return setting


def judge(parsed: Parsed, phrase: Phrase, setting: Setting) -> float:
    """How strongly a phrase names a place; `ENOUGH` and more is taken for one."""
    tokens = parsed.tokens[phrase.first : phrase.last + 1]
    sentence = tokens[0].sentence
    before = parsed.tokens[phrase.first - 1] if phrase.first > sentence.tokens[0].index else None
    after = parsed.tokens[phrase.last + 1] if phrase.last < sentence.tokens[-1].index else None
    best = phrase.matches[0].place
    score = _prior(phrase) + _label(parsed, tokens, phrase, sentence.parsed)
    single = len(tokens) == 1
    word = tokens[0].lower
    if before is not None:
        if before.lower.rstrip(".") in words("title") and before.text[0].isupper() and best.rank > 0:
            score -= 3
        if before.lower in words("preposition"):
            score += 1
        if before.lower == "of":
            score += 0.7
            if phrase.first - 2 >= 0 and parsed.tokens[phrase.first - 2].lower in words("settlement") | words("unit"):
                score += 1
        if _joins_name(before, tokens[0]) and best.rank > 1 and before.lower not in words("part"):
            score -= 1.5
        if before.lower in words("given_name") and before.text[0].isupper() and before.end + 1 == tokens[0].start:
            score -= 3
    if after is not None:
        score += _what_follows(parsed, after, best.rank)
    if single and word in words("common"):
        score -= 3 if tokens[0].index == sentence.tokens[0].index or phrase.shouted else 2.2
    if single and word in words("given_name"):
        score -= 1.5
    if single and word in setting.surnames and tokens[0].entity not in _PLACE_LABELS:
        score -= 3
    if any(match.place.country in setting.countries for match in phrase.matches):
        score += 0.8
    if len(phrase.key) <= 3 and best.rank > 1 and word not in ("uk",):
        score -= 1
    return score


def _prior(phrase: Phrase) -> float:
    """How likely the name is a place by itself."""
    match = phrase.matches[0]
    place = match.place
    if place.rank == 0:
        return 3.0
    sure = {"name": 0.0, "alias": -0.4, "bare": -0.8}.get(match.how, -0.8)
    largest = max((m.place.population for m in phrase.matches if m.place.feature == "town"), default=0)
    value = 0.0
    if place.rank == 1:
        value = 1.6
    elif place.rank == 2:
        value = 2.0
    elif place.rank == 3:
        value = 2.2
    if largest >= 1_000_000:
        value = max(value, 2.0)
    elif largest >= 100_000:
        value = max(value, 1.3)
    elif largest >= 15_000:
        value = max(value, 0.6)
    words_in_key = phrase.key.count(" ")
    return value + sure + (0.7 if words_in_key else 0.0)


def _label(parsed: Parsed, tokens: list[Token], phrase: Phrase, was_parsed: bool) -> float:
    """What the entity recogniser thought of it, where it looked."""
    if not was_parsed or phrase.shouted:
        return 0.3
    labels = [token.entity for token in tokens if token.text[0].isalpha()] or [""]
    main = max(set(labels), key=lambda label: (labels.count(label), label))
    score = _LABELS.get(main, _OTHER_LABEL)
    if main in ("ORG", "PERSON", "FAC", "EVENT", "WORK_OF_ART", "LAW", "PRODUCT") and _is_inside_larger(
        parsed, tokens, main
    ):
        score -= 1.5 if main != "PERSON" else 2.0
    return score


def _is_inside_larger(parsed: Parsed, tokens: list[Token], label: str) -> bool:
    """Whether the entity reaches past the phrase, other than by an article."""
    first, last = tokens[0], tokens[-1]
    left = parsed.tokens[first.index - 1] if first.index else None
    right = parsed.tokens[last.index + 1] if last.index + 1 < len(parsed.tokens) else None
    reaches_left = left is not None and left.entity == label and not first.entity_begins and left.lower != "the"
    reaches_right = (
        right is not None and right.entity == label and not right.entity_begins and right.lower not in ("'s", "’s")
    )
    return reaches_left or reaches_right


def _joins_name(before: Token, first: Token) -> bool:
    """Whether the word before is part of the same run of capitals, and so perhaps of the same name."""
    return (
        before.text[0].isupper()
        and before.text.isalpha()
        and before.end + 1 == first.start
        and not before.text.isupper()
    )


def _what_follows(parsed: Parsed, after: Token, rank: int) -> float:
    lower = after.lower
    if lower in words("settlement") or lower in words("unit"):
        return 1.0
    capital = after.text[0].isupper()
    if capital and lower in words("organisation"):
        return -4.0
    if capital and lower in words("facility"):
        return -2.5
    if capital and after.text.isalpha() and after.tag in ("NNP", "NNPS", "") and rank > 1 and after.entity != "DATE":
        return -1.2
    if lower == "," and after.index + 1 < len(parsed.tokens) and parsed.tokens[after.index + 1].entity in _PLACE_LABELS:
        return 0.6
    return 0.0
