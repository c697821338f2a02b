"""The words of time: each with its class in the grammar and its value, read from the tables of `data/lexicons/en`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from dateline.errors import DataError
from dateline.reference.files import read_table

WORDS = "lexicons/en/time_words.csv"
HOLIDAYS = "lexicons/en/time_holidays.csv"

#: Classes that the form of a token decides, not the table.
FORMS = (
    "DAY",  # 1 to 31
    "TWO",  # two digits that are no day
    "YEAR",  # 1900 to 2039
    "HHMM",  # 0000 to 2359, four digits
    "NUM",  # any other number
    "ORD",  # 1st
    "CLOCK",  # 10:15
    "ISO",  # 2016-11-29
    "SLASHED",  # 29/11/2016
    "DECADE",  # 1990s
    "HOLIDAY",
    "COMMA",
    "DOT",
    "HYPHEN",
    "OPEN",
    "CLOSE",
    "POSS",
    "OTHER",
    # what the first pass finds, as tokens of the second
    "DAYX",  # a day
    "CLOCKX",  # an hour
    "PARTX",  # a part of a day
    "NIGHTX",  # overnight
    "PERIODX",  # a week, month, season, year, decade
    "YEARX",  # last, this, next year
    "WEEKX",  # last, this, next week
    "SPANX",  # a duration that counts units
    "DONE",  # anything else, and what is no date
)


@dataclass(frozen=True, slots=True)
class Word:
    """A row of the table: the class as one character, the value, and whether only a capital makes it this word."""

    mark: str
    value: str
    capital: bool


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The table by lower-case word; `phrases` holds those of several words, by their first."""

    marks: dict[str, str]
    words: dict[str, Word]
    phrases: dict[str, list[tuple[tuple[str, ...], Word]]]

    def pattern(self, rule: str) -> re.Pattern[str]:
        """Compile a rule: names of classes in capitals, with the signs of regular expressions between them.

        Raises DataError where the table has no word of a class.
        """
        names = re.findall(r"\b[A-Z][A-Z_]+\b", rule)
        if missing := [name for name in names if name not in self.marks]:
            raise DataError(f"{WORDS}: no word has the class {missing[0]}")
        return re.compile(re.sub(r"\b[A-Z][A-Z_]+\b", lambda m: self.marks[m[0]], rule).replace(" ", ""))

    def set_of(self, *classes: str) -> frozenset[str]:
        """The characters of some classes."""
        return frozenset(self.marks[name] for name in classes)


@cache
def lexicon() -> Lexicon:
    """The words of time, read once."""
    rows = [(row["word"], row["class"], row["value"], row["case"] == "capital") for row in read_table(
        WORDS, columns=("word", "class", "value", "case", "example"))]  # fmt: skip
    rows += [(row["name"], "HOLIDAY", row["day"], True) for row in read_table(HOLIDAYS, columns=("name", "day"))]
    names = sorted({name for _, name, _, _ in rows} | set(FORMS))
    marks = {name: chr(0xE000 + number) for number, name in enumerate(names)}
    words: dict[str, Word] = {}
    phrases: dict[str, list[tuple[tuple[str, ...], Word]]] = {}
    for text, name, value, capital in rows:
        word = Word(marks[name], value, capital)
        parts = tuple(PART.findall(text))
        if len(parts) == 1:
            words[text] = word
        else:
            phrases.setdefault(parts[0], []).append((parts, word))
    for options in phrases.values():
        options.sort(key=lambda option: -len(option[0]))
    return Lexicon(marks, words, phrases)


#: What the tokens of a phrase look like; the same cut as in `tokens`.
PART = re.compile(r"[^\W\d_](?:\.[^\W\d_])+\.?|['’](?:s|ll)\b|[^\W\d_]\w*|\d+|[^\s\w]")
