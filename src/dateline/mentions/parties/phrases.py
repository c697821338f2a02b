"""Noun phrases that name a party: which words of the lexicon stand together, and where the phrase begins."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.mentions.parties.lexicon import Item, What
from dateline.mentions.parties.words import Words
from dateline.nlp.parsed import Token
from dateline.reference.agents import party_cues

NOMINAL = frozenset(("ADJ", "NOUN", "PROPN"))
WHEN = frozenset(("DATE", "TIME", "CARDINAL", "ORDINAL", "QUANTITY", "PERCENT", "MONEY"))
LONGEST_GAP = 3
NAMED = (What.DEMONYM, What.COUNTRY, What.CAPITAL, What.PARTY, What.PERSON, What.PEOPLE)


@dataclass(slots=True)
class Phrase:
    """Items of one noun phrase, the head last; `start` and `end` are words of the sentence."""

    items: list[Item]
    start: int
    end: int

    @property
    def last(self) -> Item:
        return self.items[-1]


def cue_after(words: Words, item: Item) -> str | None:
    """What the word joined by a hyphen makes of a name: "backer" for "Russian-backed", "place" for "rebel-held"."""
    if item.end >= len(words) or not words.hyphened(item.end):
        return None
    kind = party_cues().get(words.norms[item.end])
    return kind if kind in ("backer", "holder", "leader", "tie", "place") else None


def side_before(words: Words, item: Item) -> str | None:
    """ "pro" or "anti" where it is joined to the name."""
    if item.start and words.norms[item.start - 1] in ("pro", "anti") and words.hyphened(item.start):
        return words.norms[item.start - 1]
    return None


def build(words: Words, items: list[Item], first: int) -> Phrase:
    """The noun phrase that begins with an item."""
    phrase = Phrase([items[first]], items[first].start, items[first].end)
    for following in items[first + 1 :]:
        if not _joins(words, phrase.last, following) or cue_after(words, following) is not None:
            break
        phrase.items.append(following)
        phrase.end = following.end
    return phrase


def _joins(words: Words, item: Item, following: Item) -> bool:
    """Whether two items belong to one noun phrase."""
    if following.start - item.end > LONGEST_GAP or side_before(words, following):
        return False
    here, there = item.entry.what, following.entry.what
    if not all(words.glued(index) for index in range(item.end, following.start + 1)):
        return False
    owned = item.end < len(words) and words.norms[item.end] == "s" and words.tokens[item.end].text[:1] in "'’"
    if there in (What.COUNTRY, What.CAPITAL, What.DEMONYM):
        return there is What.DEMONYM and here is What.PEOPLE and following.start == item.end
    if there is What.PEOPLE and here not in (What.DEMONYM, What.PEOPLE):
        return False
    if there is What.PARTY and not (here in (What.DEMONYM, What.PEOPLE, What.TITLE, What.AGENT) or owned):
        return False
    if here is What.DEMONYM and item.entry.plural and not owned:
        return False
    if here is What.PERSON and not owned and there not in (What.AGENT,):
        return False
    gap = range(item.end + 1 if owned else item.end, following.start)
    if not words.sentence.parsed:
        return not gap
    if any(not inner(words.tokens[index]) for index in gap):
        return False
    if here in (What.DEMONYM, What.PEOPLE) and not gap:
        return True
    if there is What.PERSON and not gap:
        return True
    if words.upper:
        return not gap or here is What.DEMONYM
    end = following.end
    while end < len(words) and end - following.end < LONGEST_GAP and words.glued(end) and inner(words.tokens[end]):
        end += 1
    return _leads_to(words.tokens[item.end - 1], words, item.end, end)


def inner(token: Token) -> bool:
    """Whether a word can stand inside a noun phrase, between its first word and its head."""
    if token.entity in WHEN:
        return False
    return token.pos in NOMINAL or (token.tag in ("VBN", "VBG") and token.dep == "amod")


def _leads_to(token: Token, words: Words, start: int, end: int) -> bool:
    """Whether a word hangs, over a few steps, on one of the words from `start` to `end`."""
    first, last = words.tokens[start].index, words.tokens[end - 1].index
    for _ in range(4):
        token = token.head
        if first <= token.index <= last:
            return True
    return False


def widen(words: Words, start: int, end: int, floor: int) -> int:
    """Where a noun phrase begins: adjectives and nouns before it belong to it, determiners and numbers do not."""
    if not words.sentence.parsed or words.upper:
        while start > floor and words.glued(start) and party_cues().get(words.norms[start - 1]) == "outside":
            start -= 1
        return start
    last = words.tokens[end - 1].index
    while start > floor and words.glued(start):
        token = words.tokens[start - 1]
        if not inner(token) or not token.index < token.head.index <= last:
            break
        if party_cues().get(words.norms[start - 1]) == "stop":
            break
        start -= 1
    return start
