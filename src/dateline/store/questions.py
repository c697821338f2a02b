"""Questions in SQL to an SQLite store: one statement that only reads, of tables that may be read, for so long at most.

The connection is one of its own that cannot write. SQLite asks an authorizer of ours before it does anything, so that
what is not listed here is refused, whatever way it is written.
"""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from dateline.errors import StoreError
from dateline.store.address import Address
from dateline.store.engine import is_read_only

#: Passwords.
HIDDEN = frozenset({"users"})
SECONDS = 3.0
ROWS = 1000
#: The longest value, in bytes, and the longest statement.
LONGEST, STATEMENT = 1_000_000, 10_000
#: The longest answer, in bytes; what follows is cut. Patterns and columns have an end of their own.
WHOLE, PATTERN, COLUMNS = 20_000_000, 200, 200
#: How many steps of SQLite's machine lie between two looks at the clock.
STEPS = 500
#: Functions that reach out of the database, fill the memory, or take too long before anybody can stop them.
REFUSED = frozenset(
    (
        *("load_extension", "readfile", "writefile", "edit", "fts3_tokenizer", "zeroblob", "randomblob"),
        *("json_patch", "unhex"),
    )
)
_ALLOWED = (sqlite3.SQLITE_SELECT, sqlite3.SQLITE_RECURSIVE)
#: What may be read beside the tables of the store.
_BUILT_IN = frozenset({"json_each", "json_tree", "sqlite_schema", "sqlite_master"})


#: One question is asked at a time: what SQLite does inside a function is stopped by nothing, and takes a core.
_turn = threading.Lock()


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a question found: the names of its columns, its rows, whether there were more, and the seconds it took."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]
    more: bool
    seconds: float


@dataclass(frozen=True, slots=True)
class Shape:
    """A table that may be asked, and its columns."""

    name: str
    columns: tuple[str, ...]


def ask(address: Address, sql: str, *, hidden: Collection[str] = (), rows: int = ROWS) -> Answer:
    """The answer to one statement that reads; raises StoreError where it may not be asked, or takes too long.

    Questions wait for each other, no longer than one may take.
    """
    if not _turn.acquire(timeout=SECONDS):
        raise StoreError("another question is being answered: ask again")
    try:
        return _ask(address, sql, hidden, rows)
    finally:
        _turn.release()


def _ask(address: Address, sql: str, hidden: Collection[str], rows: int) -> Answer:
    began = time.monotonic()
    late = False

    def look_at_clock() -> int:
        nonlocal late
        late = time.monotonic() - began > SECONDS
        return int(late)

    refused: list[str] = []
    connection = _connect(address)
    try:
        connection.set_progress_handler(look_at_clock, STEPS)
        names = {name.casefold() for name in _tables(connection)}
        kept = HIDDEN | set(hidden)
        connection.set_authorizer(_authorizer((names - kept) | _BUILT_IN, kept, refused))
        cursor = connection.execute(sql)
        if cursor.description is None:
            raise StoreError("a question begins with SELECT or WITH")
        found, more = _taken(cursor, rows)
        columns = tuple(column[0] for column in cursor.description)
    except MemoryError:
        raise StoreError("the question takes more memory than there is: ask for less") from None
    except (sqlite3.Error, sqlite3.Warning, ValueError, UnicodeError) as error:
        if late:
            raise StoreError(f"the question took more than {SECONDS:g} seconds: ask for less") from None
        raise StoreError(f"{refused[0]} may not be asked for" if refused else str(error)) from None
    finally:
        connection.close()
    took = time.monotonic() - began
    return Answer(columns=columns, rows=tuple(found), more=more, seconds=took)


def _taken(cursor: Iterator[tuple[Any, ...]], rows: int) -> tuple[list[tuple[Any, ...]], bool]:
    """The first rows, no more than an answer may hold, and whether there were others."""
    found: list[tuple[Any, ...]] = []
    size = 0
    for row in cursor:
        size += sum(len(value) if isinstance(value, str | bytes) else 8 for value in row)
        if len(found) == rows or size > WHOLE:
            return found, True
        found.append(row)
    return found, False


def shapes(address: Address, *, hidden: Collection[str] = ()) -> list[Shape]:
    """The tables that may be asked; those that only the search works with are left out."""
    connection = _connect(address)
    try:
        names = _tables(connection)
        inner = {name for name in names for other in names if name != other and name.startswith(f"{other}_")}
        searched = {name for name in inner if name.rsplit("_", 1)[1] in ("data", "idx", "content", "docsize", "config")}
        return [
            Shape(name, tuple(row[1] for row in connection.execute(f'PRAGMA table_info("{name}")')))
            for name in names
            if name not in HIDDEN | set(hidden) | searched
        ]
    finally:
        connection.close()


def _tables(connection: sqlite3.Connection) -> list[str]:
    query = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name"
    return [name for (name,) in connection.execute(query)]


def _connect(address: Address) -> sqlite3.Connection:
    if address.path is None:
        raise StoreError("questions in SQL are for SQLite stores; ask a PostgreSQL store as a role that may only read")
    mode = "ro&immutable=1" if is_read_only(address.path) else "ro"
    connection = sqlite3.connect(f"{address.path.absolute().as_uri()}?mode={mode}", uri=True, timeout=SECONDS)
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LONGEST)
    connection.setlimit(sqlite3.SQLITE_LIMIT_SQL_LENGTH, STATEMENT)
    connection.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
    connection.setlimit(sqlite3.SQLITE_LIMIT_LIKE_PATTERN_LENGTH, PATTERN)
    connection.setlimit(sqlite3.SQLITE_LIMIT_COLUMN, COLUMNS)
    for name, arguments, function in _QUICK:
        connection.create_function(name, arguments, _of_texts(function), deterministic=True)
    connection.execute("PRAGMA query_only = ON")
    virtual = "SELECT name FROM sqlite_schema WHERE type = 'table' AND sql LIKE 'CREATE VIRTUAL%'"
    for name in ("json_each", "json_tree", *(name for (name,) in connection.execute(virtual).fetchall())):
        connection.execute(f'SELECT 1 FROM "{name}" LIMIT 0')  # what SQLite does once to use it would be refused later
    return connection


def _of_texts(function: Callable[..., Any]) -> Callable[..., Any]:
    """A function of texts as SQL has it: NULL where one is, numbers and bytes as they are written."""

    def called(*values: Any) -> Any:
        if any(value is None for value in values):
            return None
        return function(
            *(value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value) for value in values)
        )

    return called


def _stripped(text: str, letters: str = " ", *, left: bool = True, right: bool = True) -> str:
    known, start, end = set(letters), 0, len(text)
    while left and start < end and text[start] in known:
        start += 1
    while right and start < end and text[end - 1] in known:
        end -= 1
    return text[start:end]


def _replaced(text: str, old: str, new: str) -> str:
    if len(text) + text.count(old) * (len(new) - len(old)) > LONGEST:
        raise ValueError("too long")
    return text.replace(old, new) if old else text


#: Stand in for those of SQLite, whose time is the product of two lengths.
_QUICK: tuple[tuple[str, int, Callable[..., Any]], ...] = (
    ("instr", 2, lambda text, part: text.find(part) + 1),
    ("replace", 3, _replaced),
    ("trim", 2, _stripped),
    ("ltrim", 2, partial(_stripped, right=False)),
    ("rtrim", 2, partial(_stripped, left=False)),
)


def _authorizer(told: Collection[str], hidden: Collection[str], refused: list[str]) -> Callable[..., int]:
    """What SQLite asks before each act; the first that is refused is noted."""

    def may(action: int, one: str | None, two: str | None, *_: str | None) -> int:
        if action in _ALLOWED:
            return sqlite3.SQLITE_OK
        name = (one or "").casefold()
        if action == sqlite3.SQLITE_READ and (name in told or (not two and name not in hidden)):
            return sqlite3.SQLITE_OK  # without a column: the name that the question gives to a part of itself
        if action == sqlite3.SQLITE_FUNCTION and (two or "").casefold() not in REFUSED:
            return sqlite3.SQLITE_OK
        if action == sqlite3.SQLITE_PRAGMA and one == "data_version":  # what full-text search asks for itself
            return sqlite3.SQLITE_OK
        refused.append(one or two or "this")
        return sqlite3.SQLITE_DENY

    return may
