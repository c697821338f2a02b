"""A copy of a store that is in use, and a store made of a copy: every row as it was, at one moment, verified.

A copy is an SQLite file, of either kind of store, and a store of either kind can be made of it.
"""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, delete, func, insert, inspect, select

from dateline.errors import StoreError
from dateline.store import search
from dateline.store.address import Address
from dateline.store.engine import make_engine, reading, telling, writing
from dateline.store.migrations import STEPS, check_step, migrate, step_of
from dateline.store.tables import metadata, steps
from dateline.store.verify import Verdict, verify

#: So many rows are in memory at a time; originals are large.
ROWS = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Copied:
    """What was copied: how many rows of each table, and what `verify` says of the copy."""

    rows: dict[str, int]
    verdict: Verdict


def back_up(engine: Engine, address: Address, target: Path, now: str) -> Copied:
    """Copy a store to a file that is not there yet; raises StoreError where it is, or the copy does not hold.

    Others may read and write the store meanwhile: the copy is of the moment at which it was begun.
    """
    with _new_file(target) as part:
        there = Address("sqlite+pysqlite://", part)
        with reading(engine, address) as source:
            copied = _copy(source, there, now)
    return copied


def restore(backup: Path, target: Address, now: str) -> Copied:
    """Make a store of a copy; raises StoreError where the copy does not hold, or there is something already."""
    if not backup.is_file():
        raise StoreError(f"{backup}: there is no such copy")
    with _of_now(Address("sqlite+pysqlite://", backup), now) as connection:
        _hold(verify(connection), str(backup))
        if target.path is None:
            return _copy(connection, target, now)
        with _new_file(target.path) as part:
            return _copy(connection, Address(target.url, part), now)


@contextmanager
def _of_now(backup: Address, now: str) -> Iterator[Connection]:
    """A copy to read from; one that an earlier Dateline made is brought forward in a folder that is gone afterwards."""
    engine = make_engine(backup, may_write=False)
    try:
        with reading(engine, backup) as connection:
            found = check_step(step_of(connection), backup.shown)
            if found == 0:
                raise StoreError(f"{backup.shown}: an empty database, not a copy of a store")
            if found == STEPS[-1].number:
                yield connection
                return
            with tempfile.TemporaryDirectory(prefix="dateline-") as folder:
                forward = Address(backup.url, Path(folder) / "copy.db")
                with telling(forward), closing(sqlite3.connect(str(forward.path))) as file:
                    driver: Any = connection.connection.dbapi_connection
                    driver.backup(file)
                with _brought_forward(forward, now) as newer:
                    yield newer
    finally:
        engine.dispose()


@contextmanager
def _brought_forward(store: Address, now: str) -> Iterator[Connection]:
    engine = make_engine(store)
    try:
        with writing(engine, store) as connection:
            migrate(connection, now)
        with reading(engine, store) as connection:
            yield connection
    finally:
        engine.dispose()


def _copy(source: Connection, target: Address, now: str) -> Copied:
    """Copy every table into an empty database, and verify what is there then."""
    engine = make_engine(target)
    try:
        with writing(engine, target) as connection:
            if inspect(connection).get_table_names():
                raise StoreError(f"{target.shown}: holds something already; a copy is restored where nothing is")
            migrate(connection, now, upto=step_of(source))
            connection.execute(delete(steps))
            rows = _copy_rows(source, connection)
            search.index_all(connection)
        with reading(engine, target) as connection:
            verdict = verify(connection)
            _hold(verdict, target.shown)
        if target.path is not None:
            with telling(target), engine.connect() as last:
                last.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        return Copied(rows=rows, verdict=verdict)
    finally:
        engine.dispose()


def _copy_rows(source: Connection, target: Connection) -> dict[str, int]:
    kept = set(inspect(source).get_table_names())
    counts: dict[str, int] = {}
    for table in metadata.sorted_tables:
        if table.name not in kept:  # a table that a later form of the store has
            continue
        found = source.execute(select(table).execution_options(yield_per=ROWS))
        for part in found.partitions():
            target.execute(insert(table), [dict(row._mapping) for row in part])
        counts[table.name] = target.execute(select(func.count()).select_from(table)).scalar() or 0
    return counts


def _hold(verdict: Verdict, shown: str) -> None:
    if verdict.faults:
        first = verdict.faults[0]
        raise StoreError(
            f"{shown}: {len(verdict.faults):,} things do not hold, the first: {first.subject}: {first.message}"
        )


@contextmanager
def _new_file(target: Path) -> Iterator[Path]:
    """A file beside the one that is to be, and takes its name once all is well; raises StoreError where it is there."""
    if target.exists():
        raise StoreError(f"{target}: is there already, and is not written over")
    if not target.parent.is_dir():
        raise StoreError(f"{target}: there is no folder {str(target.parent)!r}")
    part = target.with_name(f"{target.name}.part")
    try:
        _remove(part)
        part.touch(mode=0o600)  # names of people stand in it
        yield part
        if target.exists():
            raise StoreError(f"{target}: is there already, and is not written over")
        part.replace(target)
    except OSError as error:
        raise StoreError(f"{target}: {error.strerror}") from error
    finally:
        _remove(part)


def _remove(part: Path) -> None:
    for end in ("", "-wal", "-shm", "-journal"):
        Path(f"{part}{end}").unlink(missing_ok=True)
