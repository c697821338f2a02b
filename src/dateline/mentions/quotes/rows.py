"""Speakers in a row, where the parser loses one: "a doctor, a priest and two residents said"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dateline.mentions.quotes.speech import Speech
from dateline.nlp import Token
from dateline.nlp.tree import conjuncts
from dateline.reference.agents import agent

JOINERS = frozenset({"and", "or"})
MODIFIERS = frozenset({"compound", "nmod", "amod"})
PERSONAL = frozenset({"group", "role", "title"})  # classes of nouns for people


def with_row(speech: Speech) -> Speech:
    """A speech with those of its speakers whom the parser hung on another as an apposition or a modifier."""
    found: list[Token] = []
    for source in speech.sources:
        found += [*_before(source), source, *_after(source)]
    unique = tuple(sorted({t.index: t for t in found}.values(), key=lambda t: t.index))
    return speech if len(unique) == len(speech.sources) else replace(speech, sources=unique)


def is_person(noun: Token) -> bool:
    """Whether a noun is a word for a person who can speak."""
    known = agent(noun.lemma)
    return noun.pos == "NOUN" and known is not None and known.noun_class in PERSONAL


def _after(source: Token) -> list[Token]:
    """ "A doctor, a priest and residents told him": no comma closes what would be an apposition."""
    for second in source.rights:
        if second.dep != "appos" or not is_person(second) or not is_person(source):
            continue
        members = conjuncts(second)
        if len(members) > 1 and not _closed_by_comma(members):
            return members
    return []


def _closed_by_comma(members: Sequence[Token]) -> bool:
    tokens = members[0].sentence.tokens
    first = tokens[0].index
    joined = next((t for t in tokens[members[0].index - first :] if t.lower in JOINERS), None)
    end = max(t.index for t in members[0].subtree() if t.pos != "PUNCT")
    after = tokens[end + 1 - first : end + 2 - first]
    before = tokens[joined.index - 1 - first] if joined is not None else None
    return any(t.text == "," for t in (*after, *([before] if before is not None else [])))


def _before(source: Token) -> list[Token]:
    """ "A hospital director and aid workers": a person with an article of his own is no modifier of the workers."""
    return [
        t
        for t in source.lefts
        if t.dep in MODIFIERS
        and is_person(t)
        and any(child.lower in JOINERS for child in t.rights)
        and (t.tag == "NNS" or any(child.lower in {"a", "an"} for child in t.lefts) or _has_article(source, t))
    ]


def _has_article(source: Token, member: Token) -> bool:
    """Whether the article that the parser gave to the last of a row stands before its first, the last being many."""
    articles = [t for t in source.lefts if t.lower in {"a", "an"} and t.index < member.index]
    return bool(articles) and source.tag == "NNS"
