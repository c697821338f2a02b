"""Opening a store and letting go of it: its database, its clock, its log and the key that signs it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from sqlalchemy import Connection, Engine

from dateline.errors import StoreError
from dateline.settings import load_settings
from dateline.store import log
from dateline.store.address import Address, find_address
from dateline.store.engine import make_engine, reading, telling, use_wal, writing
from dateline.store.migrations import STEPS, check_step, migrate, step_of
from dateline.store.signing import Signer
from dateline.store.watch import Watch

Clock = Callable[[], str]


def wall_clock() -> str:
    """The moment, in UTC."""
    return datetime.now(UTC).isoformat(timespec="microseconds")


class Opened:
    """A store that is open; each method that changes it is one transaction: all of it is kept, or nothing."""

    def __init__(self, engine: Engine, address: Address, clock: Clock, key: Path | None = None) -> None:
        self._engine = engine
        self.address = address
        self._clock = clock
        self._key = key
        self._signer: Signer | None = None
        self._watch = Watch(engine, address)

    @classmethod
    def open(
        cls,
        where: str | None = None,
        *,
        make: bool = False,
        clock: Clock = wall_clock,
        key: Path | None = None,
    ) -> Self:
        """The store at an address, brought to the present form; `make` makes one where there is none.

        What is written is signed with `key`, else with the one that the setting `sign_key` names, if any. Raises
        StoreError where it cannot be opened, holds something else, or was made by a later Dateline.
        """
        address = find_address(where)
        if address.path is not None:
            _check_path(address, make)
        store = cls(make_engine(address), address, clock, key or load_settings().sign_key)
        try:
            store._prepare(make)
        except BaseException:
            store.close()
            raise
        return store

    def _prepare(self, make: bool) -> None:
        with reading(self._engine, self.address) as connection:
            found = check_step(step_of(connection), self.address.shown)
        if found == 0 and not make:
            raise StoreError(f"{self.address.shown}: an empty database; `dateline add` makes a store of it")
        if found == STEPS[-1].number:
            return
        if self.address.path is not None:
            with telling(self.address), self._engine.connect() as connection:
                driver: Any = connection.connection.dbapi_connection
                use_wal(driver)  # refused inside a transaction
        with writing(self._engine, self.address) as connection:
            check_step(step_of(connection), self.address.shown)
            taken = migrate(connection, self._clock())
            entries = [log.Entry(action="form", subject=str(s.number), detail={"name": s.name}) for s in taken]
            self._log(connection, self._clock(), entries)

    def _log(self, connection: Connection, now: str, entries: Iterable[log.Entry]) -> None:
        """Add entries to the log, signed where there is a key; it is read when something is first written."""
        if self._key is not None and self._signer is None:
            self._signer = Signer.load(self._key)
        log.append(connection, now, entries, self._signer)

    def close(self) -> None:
        """Let go of the database."""
        self._watch.close()
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def now(self) -> str:
        """The moment, by the store's clock, and never before the last change: what is decided later stays later."""
        with reading(self._engine, self.address) as connection:
            return log.moment(connection, self._clock())

    def head(self) -> tuple[int, str]:
        """The number and the hash of the last entry of the log: they change whenever the store does."""
        return self._watch.head()


def _check_path(address: Address, make: bool) -> None:
    path = address.path
    assert path is not None
    try:
        if path.is_dir():
            raise StoreError(f"{path}: a folder, not a store")
        if path.exists():
            return
        if not make:
            raise StoreError(f"{path}: there is no store; `dateline add SOURCE --store {path}` makes one")
        if not path.parent.is_dir():
            raise StoreError(f"{path}: there is no folder {str(path.parent)!r}")
        path.touch(mode=0o600)  # people are named in it: what others may read, they decide who own it
    except OSError as error:
        raise StoreError(f"{path}: {error.strerror}") from error
