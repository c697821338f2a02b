"""The two engines made to behave alike: one kind of transaction, foreign keys, waiting for one another."""

from __future__ import annotations

import importlib.util
import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import QueuePool

from dateline.errors import StoreError
from dateline.store.address import Address

#: How long, in seconds, a writer waits for another before it gives up.
PATIENCE = 60
#: How many connections to a file are kept open, and how many there may be: more than the server has threads.
KEPT, MOST = 12, 64
#: How many connections to a PostgreSQL are kept open: it gives each a process of its own.
KEPT_REMOTE = 4
#: What the first connection remembers of the file, in kilobytes, and each of those beside it, which only many readers
#: need: the system remembers it too.
FIRST_KB, BESIDE_KB = 32_000, 4_000
STOPPED = "the server was stopped; what was kept until then stands: run the command again"
#: The number under which writers of one PostgreSQL store wait for each other: "date" in ASCII.
_TURN = 0x64617465


def make_engine(address: Address, *, may_write: bool = True) -> Engine:
    """An engine for an address; nothing is opened yet. Raises StoreError where the driver is missing."""
    return _sqlite(address, may_write) if address.path is not None else _postgres(address)


def _sqlite(address: Address, may_write: bool) -> Engine:
    path = address.path
    assert path is not None
    where = str(path)
    if is_read_only(path):
        # SQLite writes beside a file that it only reads, unless it is told that nobody changes it.
        wal = Path(f"{path}-wal")
        if wal.exists() and wal.stat().st_size:
            raise StoreError(f"{path}: was not closed, and may not be written to: copy it with {wal.name} elsewhere")
        where, may_write = f"{path.absolute().as_uri()}?mode=ro&immutable=1", False

    def connect() -> sqlite3.Connection:
        return sqlite3.connect(
            where, timeout=PATIENCE, isolation_level=None, check_same_thread=False, uri=where.startswith("file:")
        )

    engine = create_engine(
        address.url, creator=connect, poolclass=QueuePool, pool_use_lifo=True, pool_size=KEPT, max_overflow=MOST - KEPT
    )
    made = count()

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _: Any) -> None:
        cursor = connection.cursor()
        cursor.execute("PRAGMA foreign_keys = ON")
        if may_write:
            use_wal(cursor)
            cursor.execute("PRAGMA synchronous = FULL")  # what was said to be kept is on the disk
        cursor.execute(f"PRAGMA cache_size = -{BESIDE_KB if next(made) else FIRST_KB}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        # A writer takes its turn at the start: a reader that turns writer midway could only fail.
        writes = connection.get_execution_options().get("writes")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def use_wal(cursor: Any) -> None:
    """Have the file keep a write-ahead log; SQLite does not wait by itself while another process turns it to that."""
    end = time.monotonic() + PATIENCE
    while True:
        try:
            cursor.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > end:
                raise
            time.sleep(0.01)
        else:
            return


def is_read_only(path: Path) -> bool:
    """Whether a file is there that cannot be written to, or beside: on a disc, or another's."""
    if not path.is_file():
        return False
    return not (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK))


def _postgres(address: Address) -> Engine:
    if importlib.util.find_spec("psycopg") is None:
        raise StoreError("a PostgreSQL store needs psycopg: pip install 'dateline[postgres]'")
    try:
        engine = create_engine(
            address.url,
            poolclass=QueuePool,
            pool_use_lifo=True,
            pool_pre_ping=True,  # a server that was started anew meanwhile has let go of them all
            pool_size=KEPT_REMOTE,
            max_overflow=MOST - KEPT_REMOTE,
            isolation_level="REPEATABLE READ",
        )
    except Exception as error:  # SQLAlchemy's complaint about a malformed address has many classes
        raise StoreError(f"--store: not an address that can be used: {_first_line(error)}") from error

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _: Any) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SET client_encoding TO 'UTF8'")
            cursor.execute("SET statement_timeout TO 0")
            cursor.execute(f"SET lock_timeout TO '{PATIENCE}s'")
        connection.commit()

    return engine


@contextmanager
def reading(engine: Engine, address: Address) -> Iterator[Connection]:
    """A transaction that sees one state of the store from its beginning to its end."""
    with telling(address), engine.connect() as connection, connection.begin():
        yield connection


@contextmanager
def writing(engine: Engine, address: Address) -> Iterator[Connection]:
    """A transaction of which all is kept or nothing; writers wait for each other."""
    with telling(address), engine.connect().execution_options(writes=True) as connection:
        if engine.dialect.name == "postgresql":
            # READ COMMITTED, so that what the one before us wrote is seen once the turn is ours.
            connection = connection.execution_options(isolation_level="READ COMMITTED")
        with connection.begin():
            if engine.dialect.name == "postgresql":
                connection.execute(text("SELECT pg_advisory_xact_lock(:turn)"), {"turn": _TURN})
            yield connection


@contextmanager
def telling(address: Address) -> Iterator[None]:
    """Whatever the database complains of becomes one line that names the store."""
    try:
        yield
    except (DBAPIError, sqlite3.Error) as error:
        raise StoreError(f"{address.shown}: {_plain(error)}") from error


def _plain(error: Exception) -> str:
    words = _first_line(getattr(error, "orig", None) or error)
    known = {
        "file is not a database": "this is a file of another kind, not a store",
        "unable to open database file": "cannot be opened: is the folder there, and may it be written to?",
        "attempt to write a readonly database": "may not be written to",
        "readonly database": "may not be written to",
        "database is locked": "another process has been writing to it for too long; try again later",
        "database disk image is malformed": "the file is damaged: restore the last copy (`dateline restore`)",
        "database or disk is full": "the disk is full",
        "disk I/O error": "the disk cannot be read or written; it may be full, or failing",
        "lock timeout": "another process has been writing to it for too long; try again later",
        "terminating connection": STOPPED,
        "server closed the connection": STOPPED,
        "connection is lost": STOPPED,
        "the connection is closed": STOPPED,
        "connection failed": "the server cannot be reached",
        "connection to server": "the server cannot be reached",
    }
    return next((told for word, told in known.items() if word in words), words)


def _first_line(error: BaseException | Any) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0]
