"""Full-text search with the same answers from both engines: the words are found here, the engines only look them up.

Case, accents and signs do not count. `air strike` asks for both words, `"air strike"` for the two side by side,
`bomb*` for words that begin so, `-market` for reports without the word.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection, select, text

from dateline.errors import StoreError
from dateline.store.canon import fold
from dateline.store.loading import copy
from dateline.store.tables import reports

#: Longer words are cut: no engine takes words of any length.
LONGEST = 64
#: PostgreSQL takes a megabyte of words for one report.
MOST_BYTES = 800_000
_PART = re.compile(r'(-?)(?:"([^"]*)"|(\S+))')


@dataclass(frozen=True, slots=True)
class Query:
    """The words that a report must have, the beginnings of words, the phrases, and the words that it must not have."""

    words: tuple[str, ...] = ()
    beginnings: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    without: tuple[str, ...] = ()

    def holds_phrases(self, report_text: str) -> bool:
        """Whether a text has every phrase."""
        if not self.phrases:
            return True
        folded = f" {fold(report_text)} "
        return all(f" {phrase} " in folded for phrase in self.phrases)


def read_query(asked: str) -> Query:
    """The query that was typed; raises StoreError where it asks for no word."""
    words: list[str] = []
    beginnings: list[str] = []
    phrases: list[str] = []
    without: list[str] = []
    for minus, phrase, bare in _PART.findall(asked):
        tokens = [token[:LONGEST] for token in fold(phrase or bare).split()]
        if minus:
            without += tokens[:1] if len(tokens) == 1 else []
            if len(tokens) > 1:
                raise StoreError(f"search: {asked!r}: only single words can be left out")
        elif bare.endswith("*") and tokens:
            words += tokens[:-1]
            beginnings.append(tokens[-1])
        else:
            words += tokens
            if len(tokens) > 1:
                phrases.append(" ".join(tokens))
    if not words and not beginnings:
        raise StoreError(f"search: {asked!r} holds no word to look for")
    return Query(*(tuple(dict.fromkeys(found)) for found in (words, beginnings, phrases, without)))


def index(connection: Connection, texts: Iterable[tuple[str, str]]) -> None:
    """Index the texts of reports, each once."""
    rows = [(report, _tokens(words)) for report, words in texts]
    if not rows:
        return
    if connection.dialect.name == "postgresql":
        vectors = ([report, " ".join(f"'{token}'" for token in tokens)] for report, tokens in rows)
        copy(connection, "words", ["report", "tokens"], vectors)
        return
    values = [{"report": report, "tokens": " ".join(tokens)} for report, tokens in rows]
    connection.execute(text("INSERT INTO words (report, tokens) VALUES (:report, :tokens)"), values)


def index_anew(connection: Connection, report: str, words: str) -> None:
    """Index the text of a report that changed."""
    connection.execute(text("DELETE FROM words WHERE report = :report"), {"report": report})
    index(connection, [(report, words)])


def index_all(connection: Connection) -> None:
    """Index every report of a store that had no index."""
    rows = connection.execute(select(reports.c.id, reports.c.text).execution_options(yield_per=500))
    for part in rows.partitions():
        index(connection, [(row.id, row.text) for row in part])


def indexed(connection: Connection) -> set[str]:
    """The reports that are in the index."""
    return set(connection.execute(text("SELECT report FROM words")).scalars())


def find(connection: Connection, query: Query) -> set[str]:
    """The ids of the reports that have the words; phrases are left to the caller, who has the texts."""
    if connection.dialect.name == "postgresql":
        parts = [f"'{word}'" for word in query.words] + [f"'{start}':*" for start in query.beginnings]
        asked = " & ".join(parts + [f"!'{word}'" for word in query.without])
        rows = connection.execute(text("SELECT report FROM words WHERE tokens @@ CAST(:q AS tsquery)"), {"q": asked})
    else:
        parts = [f'"{word}"' for word in query.words] + [f'"{start}"*' for start in query.beginnings]
        asked = " AND ".join(parts) + "".join(f' NOT "{word}"' for word in query.without)
        rows = connection.execute(text("SELECT report FROM words WHERE words MATCH :q"), {"q": asked})
    return set(rows.scalars())


def _tokens(words: str) -> list[str]:
    tokens = sorted({token[:LONGEST] for token in fold(words).split()})
    size = 0
    for number, token in enumerate(tokens):
        size += len(token.encode()) + 1
        if size > MOST_BYTES:
            return tokens[:number]
    return tokens
