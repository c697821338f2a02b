"""The words that tell how a text is laid out, read once from the data folder."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from dateline.records.reports import ParagraphKind
from dateline.reference.files import read_table

_FOLDER = "lexicons/en"


@cache
def function_words() -> frozenset[str]:
    """Words like "the" and "of", of which English is full."""
    return frozenset(row["word"] for row in read_table(f"{_FOLDER}/text_function_words.csv", columns=("word",)))


@cache
def open_words() -> frozenset[str]:
    """Words in which no sentence or title ends, so that the next line goes on."""
    rows = read_table(f"{_FOLDER}/text_function_words.csv", columns=("word", "ends_line"))
    return frozenset(row["word"] for row in rows if row["ends_line"] == "yes")


@cache
def lead_ins() -> frozenset[str]:
    """Words that with a colon lead into speech: "the governor said:"."""
    return frozenset(row["word"] for row in read_table(f"{_FOLDER}/text_lead_ins.csv", columns=("word",)))


@cache
def hyphen_parts(side: str) -> frozenset[str]:
    """Parts of compounds that keep their hyphen, by side.

    `head` is "anti-", `tail` is "-held", `article` is "al-", and `link` is the "and" of "two- and three-day".
    """
    rows = read_table(f"{_FOLDER}/text_hyphens.csv", columns=("part", "side"))
    return frozenset(row["part"] for row in rows if row["side"] == side)


@cache
def language_names() -> dict[str, str]:
    """Names of languages by ISO 639-1 code."""
    return {row["code"]: row["name"] for row in read_table(f"{_FOLDER}/text_languages.csv", columns=("code", "name"))}


@cache
def agency_pattern() -> str:
    """A regular expression for the agencies that a dateline names without brackets."""
    rows = read_table(f"{_FOLDER}/text_agencies.csv", columns=("agency",))
    return _either(row["agency"] for row in rows)


@cache
def calendar_pattern(kind: str) -> str:
    """A regular expression for the names of months or weekdays, long and short, in any case."""
    rows = read_table(f"{_FOLDER}/text_calendar.csv", columns=("word", "kind", "short"))
    words = [word for row in rows if row["kind"] == kind for word in (row["word"], *row.many("short"))]
    return f"(?i:{_either(words)})"


@cache
def line_marks() -> tuple[tuple[re.Pattern[str], ParagraphKind], ...]:
    """Patterns of bylines, credits, contacts and copyright lines, each with what it makes of its paragraph."""
    marks: dict[tuple[str, str], list[str]] = {}
    for row in read_table(f"{_FOLDER}/text_line_marks.csv", columns=("phrase", "where", "kind")):
        if row["where"] not in _FRAMES or row["kind"] not in ("publisher", "boilerplate"):
            raise row.fault(f"unknown place or kind: {row['where']!r}, {row['kind']!r}")
        marks.setdefault((row["where"], row["kind"]), []).append(row["phrase"])
    return tuple(
        (re.compile(_FRAMES[where].format(_either(phrases)), re.IGNORECASE), ParagraphKind(kind))
        for (where, kind), phrases in marks.items()
    )


_FRAMES = {
    "start": r"\A[\W_]{{0,3}}{}(?!\w)",
    "whole": r"\A[\W_]*{}[\W_]*\Z",
    "inside": r"\b{}\b",
}


def _either(words: Iterable[str]) -> str:
    """A group of alternatives, the longest first."""
    return "(?:" + "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word))) + ")"
