"""Texts in capitals brought to ordinary case for the parser, character for character."""

from __future__ import annotations

import re
from functools import cache

from dateline.reference.counted import rows as counted_rows
from dateline.reference.countries import country_names, demonyms
from dateline.reference.files import read_table
from dateline.reference.lexicons import irregular_forms, reporting_words, word_classes
from dateline.reference.parties import rows
from dateline.reference.patterns import patterns

WORD = re.compile(r"[A-Z][A-Z'’]*")
SENTENCE = re.compile(r"(?:^|[.!?]\s+|[\]\"”]\s*)([a-z])")
CAPITALS = 0.8  # share of capital letters from which a text counts as written in capitals
ENOUGH = 20  # letters below which nothing is decided


def ordinary_case(text: str) -> str:
    """The text as it is, or, where it is all in capitals, in small letters with known names and sentences capitalised.

    "GUERRILLAS ATTACKED SAN MIGUEL" -> "Guerrillas attacked San Miguel"; every offset stays.
    """
    letters = [char for char in text if char.isalpha()]
    if len(letters) < ENOUGH or sum(char.isupper() for char in letters) < CAPITALS * len(letters):
        return text
    lowered = WORD.sub(lambda match: _word(match.group()), text)
    lowered = SENTENCE.sub(lambda match: match.group()[:-1] + match.group(1).upper(), lowered)
    return lowered if len(lowered) == len(text) else text


def _word(word: str) -> str:
    return word.capitalize() if word.lower() in _name_words() else word.lower()


@cache
def _name_words() -> frozenset[str]:
    """Words of the names of countries, peoples and parties, less those that the lexicons know as words ("road")."""
    certain = {word for name in (*country_names(), *demonyms()) for word in name.lower().split()}
    parties = {
        word.lower()
        for row in rows()
        for name in (row.name, *row.aliases)
        for word in re.findall(r"[^\W\d_]{3,}", name)
        if word[:1].isupper()
    }
    return frozenset(certain | (parties - _plain_words())) - _plain_words(only_grammar=True)


@cache
def _plain_words(only_grammar: bool = False) -> frozenset[str]:
    grammar = {row["word"] for row in read_table("lexicons/en/text_function_words.csv", columns=("word",))}
    if only_grammar:
        return frozenset(grammar)
    counted = {part for row in counted_rows() for part in row.phrase.split()}
    patterned = {part for pattern in patterns() for words in pattern.words for part in words}
    return frozenset(
        grammar | counted | patterned | set(word_classes()) | set(irregular_forms()) | set(reporting_words())
    )
