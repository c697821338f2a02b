"""The screen: which paragraphs of a report are parsed, told from their words alone.

A paragraph without the words of any phrase that names an event can hold no claim: that is sure, as no rule would find
a trigger in it. In a report that speaks of no conflict, a phrase does not count either ("The striker killed the game"):
that is a judgement, its words stand in `lexicons/en/screen.toml`, and `python eval/screen.py` measures what it loses.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from dateline.claims.scene import CLASSES_OF_KIND
from dateline.records import Report
from dateline.reference.files import read_toml
from dateline.reference.lexicons import irregular_forms, words_of
from dateline.reference.patterns import Pattern, patterns

WORD = re.compile(r"[^\W_]+")
VOWELS = frozenset("aeiou")
#: Classes that a word can have by what it names and not by what it is: no list of words holds them.
NAMED = frozenset({"armed", "civilian", "headcount", "none", "number", "party", "person", "place", "speaker", "state"})


@dataclass(frozen=True, slots=True)
class Phrase:
    """The words of a pattern, all of which must stand in a paragraph, and the classes of which it must have a word."""

    words: frozenset[str]
    classes: tuple[frozenset[str], ...]


def worth_parsing(report: Report) -> frozenset[int]:
    """The paragraphs that are worth a parse, by their index."""
    texts = [set(WORD.findall(report.text[p.start : p.end].lower())) for p in report.paragraphs]
    able = {number for number, words in enumerate(texts) if _can_hold_claim(words)}
    able |= {number for number, p in enumerate(report.paragraphs) if _leads_on(report.text[p.start : p.end])}
    limits = _table()["report"]
    heard = {number for number, words in enumerate(texts) if not words.isdisjoint(_signals())}
    is_short = len(report.text.split()) <= limits["short"]
    if able and (is_short or len(heard) >= limits["loud"] * len(texts)):
        return frozenset(range(len(texts)))
    reach = limits["around"]
    return frozenset(number for number in able if not heard.isdisjoint(range(number - reach, number + reach + 1)))


def can_hold_claim(text: str) -> bool:
    """Whether a paragraph has all words of a phrase that can name an event, or leads on to a list."""
    return _leads_on(text) or _can_hold_claim(set(WORD.findall(text.lower())))


def _leads_on(text: str) -> bool:
    return text.rstrip().endswith(":")


def _can_hold_claim(words: set[str]) -> bool:
    index, by_form = _phrases(), _words_by_form()
    known: set[str] = set()
    for word in words:
        known |= by_form.get(word, frozenset())
    return any(
        phrase.words <= known and not any(words.isdisjoint(classes) for classes in phrase.classes)
        for word in known
        for phrase in index.get(word, ())
    )


@cache
def _phrases() -> dict[str, tuple[Phrase, ...]]:
    """Phrases by the longest of their words, which is the rarest more often than not; nouns alone stand apart."""
    index: dict[str, set[Phrase]] = {}
    for pattern in patterns():
        classes = tuple(_class_forms(need.classes) for need in pattern.needs if _is_lexical(need.where, need.classes))
        for words in pattern.words:
            parts = _parts(pattern, words)
            index.setdefault(max(sorted(parts), key=len), set()).add(Phrase(parts, classes))
    return {word: tuple(phrases) for word, phrases in index.items()}


def _parts(pattern: Pattern, words: tuple[str, ...]) -> frozenset[str]:
    """The words of a phrase without its hyphens; one noun by itself is marked, as it has the forms of a noun alone."""
    parts = [part for word in words for part in WORD.findall(word)]
    return frozenset([f"{parts[0]} noun"] if pattern.pos == "noun" and len(parts) == 1 else parts)


def _is_lexical(where: str, classes: tuple[str, ...]) -> bool:
    """Whether a condition can only be met by a word of a list."""
    names = NAMED.union(*CLASSES_OF_KIND.values())
    return where not in {"not", "not_after", "modifier"} and names.isdisjoint(classes)


@cache
def _class_forms(classes: tuple[str, ...]) -> frozenset[str]:
    words = {part for name in classes for word in words_of(name) for part in WORD.findall(word)}
    return frozenset(form for word in words for form in _forms(word))


@cache
def _words_by_form() -> dict[str, frozenset[str]]:
    """The words of phrases that a form in a text can be one of."""
    found: dict[str, set[str]] = {}
    for word in {part for phrases in _phrases().values() for phrase in phrases for part in phrase.words}:
        noun = word.removesuffix(" noun")
        for form in _noun_forms(noun) if noun != word else _forms(word):
            found.setdefault(form, set()).add(word)
    return {form: frozenset(words) for form, words in found.items()}


def _forms(word: str) -> set[str]:
    """Every form that a word can have, as noun, verb or adjective; some that it has not do no harm."""
    found = {word, *(word + ending for ending in ("s", "es", "ed", "d", "ing", "er", "r", "est", "st"))}
    if word[-1] == "e":
        found |= {word[:-1] + "ing", word[:-1] + "ed"}
    if word.endswith("ie"):
        found.add(word[:-2] + "ying")
    if word[-1] == "y":
        found |= {word[:-1] + ending for ending in ("ied", "ier", "iest")}
    if word[-1] not in VOWELS:
        found |= {word + word[-1] + ending for ending in ("ed", "ing", "es", "er", "est")}
    if word[-1] == "c":
        found |= {word + "ked", word + "king"}
    return found | _noun_forms(word)


def _noun_forms(word: str) -> set[str]:
    found = {word, word + "s", word + "es", *_irregular(word)}
    if word[-1] == "y":
        found.add(word[:-1] + "ies")
    for ending, plural in (("f", "ves"), ("fe", "ves"), ("man", "men")):
        if word.endswith(ending):
            found.add(word.removesuffix(ending) + plural)
    return found


@cache
def _irregular(word: str) -> frozenset[str]:
    """The forms of a word that are in a list; of a form that is in a pattern itself, those of its word too."""
    lemmas = {word, irregular_forms().get(word, word)}
    listed: Iterable[str] = (form for one in lemmas for form in _table()["forms"].get(one, ()))
    return frozenset({*lemmas, *listed, *(form for form, lemma in irregular_forms().items() if lemma in lemmas)})


@cache
def _signals() -> frozenset[str]:
    return frozenset(form for words in _table()["signals"].values() for word in words for form in _forms(word))


@cache
def _table() -> dict[str, Any]:
    return read_toml("lexicons/en/screen.toml")
