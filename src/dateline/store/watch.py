"""The last entry of the log, looked up again only where somebody has written since: every page asks for it."""

from __future__ import annotations

from threading import Lock
from typing import Any

from sqlalchemy import Connection, Engine

from dateline.store import log
from dateline.store.address import Address
from dateline.store.engine import reading, telling

_HEAD = "SELECT number, hash FROM log ORDER BY number DESC LIMIT 1"


class Watch:
    """Watches one store. In SQLite a connection of its own tells whether another one has committed anything."""

    def __init__(self, engine: Engine, address: Address) -> None:
        self._engine = engine
        self._address = address
        self._turn = Lock()
        self._connection: Connection | None = None
        self._version: int | None = None
        self._head: tuple[int, str] = (0, log.BEGINNING)

    def head(self) -> tuple[int, str]:
        """The number and the hash of the last entry."""
        if self._address.path is None:
            with reading(self._engine, self._address) as connection:
                return log.head(connection)
        with self._turn, telling(self._address):
            if self._connection is None:
                self._connection = self._engine.connect()
                self._connection.detach()
            driver: Any = self._connection.connection.dbapi_connection
            (version,) = driver.execute("PRAGMA data_version").fetchone()  # before the look: never newer than it
            if version != self._version:
                row = driver.execute(_HEAD).fetchone()
                self._head, self._version = (0, log.BEGINNING) if row is None else tuple(row), version
            return self._head

    def close(self) -> None:
        """Let go of the connection."""
        with self._turn:
            if self._connection is not None:
                self._connection.close()
                self._connection = self._version = None
