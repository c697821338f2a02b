"""Phrases of a text that may name a place: runs of capitalised words, cut to what the gazetteer knows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from dateline.mentions.places.wording import words
from dateline.nlp.parsed import Parsed, Sentence, Token
from dateline.reference.countries import Country, demonyms
from dateline.reference.gazetteer import Gazetteer, Match, fold
from dateline.reference.gazetteer.names import ARTICLES

_LONGEST = 6
#: Marks of direction and width that stick to the end of a word.
_UNSEEN = "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
_HYPHENS = frozenset("-–‐‑")
_APOSTROPHES = frozenset("'’‘`")


@dataclass(slots=True)
class Phrase:
    """Tokens `first` to `last` (both within) of the report, and what they may stand for."""

    first: int
    last: int
    start: int
    end: int
    key: str
    matches: tuple[Match, ...] = ()
    demonym: Country | None = None
    shouted: bool = False  # in a text all in capitals, where a capital tells nothing
    evidence: float = 0.0
    reasons: list[str] = field(default_factory=list)


def spot(parsed: Parsed, gazetteer: Gazetteer) -> list[Phrase]:
    """Every phrase that the gazetteer or the table of countries knows, longer before shorter, in text order.

    Phrases may overlap; which of them are places is judged later.
    """
    found = [phrase for sentence in parsed.sentences for phrase in _phrases(parsed, sentence)]
    places = gazetteer.look_up(phrase.key for phrase in found)
    peoples, never = demonyms(), words("never")
    kept = []
    for phrase in found:
        phrase.matches = places[phrase.key]
        written = parsed.text[phrase.start : phrase.end]
        phrase.demonym = peoples.get(written.title() if phrase.shouted else written)
        if phrase.matches or phrase.demonym or phrase.key in never:
            kept.append(phrase)
    return kept


def is_shouted(sentence: Sentence) -> bool:
    """Whether a sentence is written in capitals throughout, as wires once were."""
    letters = [token.text for token in sentence.tokens if token.text.isalpha() and len(token.text) > 1]
    capitals = sum(1 for text in letters if text.isupper())
    return len(letters) >= 4 and capitals > 0.7 * len(letters)


def _phrases(parsed: Parsed, sentence: Sentence) -> Iterator[Phrase]:
    tokens = sentence.tokens
    shouted = is_shouted(sentence)
    common = words("common")
    count = len(tokens)
    for number, token in enumerate(tokens):
        if not begins_name(tokens, number):
            continue
        if shouted and token.lower in common and token.lower not in ARTICLES:
            continue
        for last in _ends(tokens, number, count):
            start, end = token.start, tokens[last].end
            end -= len(tokens[last].text) - len(tokens[last].text.rstrip(_UNSEEN))
            key = fold(parsed.text[start:end])
            if key:
                yield Phrase(token.index, tokens[last].index, start, end, key, shouted=shouted)


def begins_name(tokens: list[Token], number: int) -> bool:
    """Whether a name may begin here: a capital, or an article that is hyphened to one."""
    token = tokens[number]
    first = token.text[0]
    if first.isupper():
        return True
    if first in _APOSTROPHES and token.text[1:2].isupper():
        return True
    if token.lower in ARTICLES and number + 2 < len(tokens):
        return tokens[number + 1].text in _HYPHENS and tokens[number + 2].text[0].isupper()
    return False


def is_elided(text: str) -> bool:
    """Whether a word begins with a capital after an elision: "d'Ivoire", "l’Aquila"."""
    return len(text) > 3 and text[1] in _APOSTROPHES and text[2].isupper()


def _ends(tokens: list[Token], number: int, count: int) -> list[int]:
    """Where a name that begins at a token may end, the furthest first."""
    particles = words("particle")
    ends = [number] if tokens[number].text[0].isupper() else []
    name_words, gap, at = 1, 0, number + 1
    while at < count and name_words < _LONGEST:
        token, before = tokens[at], tokens[at - 1]
        text = token.text
        if (text[0].isupper() and (len(text) > 1 or text.isalpha())) or is_elided(text):
            ends.append(at)
            name_words, gap = name_words + 1, 0
        elif text in _HYPHENS and token.start == before.end:
            gap += 1
        elif before.text in _HYPHENS and token.start == before.end and text.isalpha():
            ends.append(at)  # "Port-au-Prince", "Al-hasakah"
            gap += 1
        elif (token.lower in particles and text.islower()) or (text[0] in _APOSTROPHES and token.start == before.end):
            gap += 1
        else:
            break
        if gap > 4:
            break
        at += 1
    ends.reverse()
    return ends
