"""Where a store is: a path of an SQLite file, or the address of a PostgreSQL database."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from dateline.errors import StoreError

DEFAULT = "./dateline.db"
VARIABLE = "DATELINE_STORE"
_POSTGRES = ("postgresql://", "postgres://")


@dataclass(frozen=True, slots=True)
class Address:
    """The address of a store; `path` is None where it is a PostgreSQL database."""

    url: str
    path: Path | None

    @property
    def shown(self) -> str:
        """The address as a message may show it: without a password."""
        if self.path is not None:
            return str(self.path)
        scheme, _, rest = self.url.partition("://")
        user, at, host = rest.rpartition("@")
        return f"postgresql://{user.partition(':')[0]}{at}{host}" if scheme else self.url


def find_address(given: str | None, environ: Mapping[str, str] | None = None) -> Address:
    """The store that is meant: `given`, else `DATELINE_STORE`, else `./dateline.db`; raises StoreError for others."""
    environ = os.environ if environ is None else environ
    text = given or environ.get(VARIABLE) or DEFAULT
    for scheme in _POSTGRES:
        if text.startswith(scheme):
            return Address("postgresql+psycopg://" + text.removeprefix(scheme), None)
    text = text.removeprefix("sqlite:///")
    if "://" in text:
        raise StoreError(f"--store: {text!r} is neither a path nor a postgresql:// address")
    if "\x00" in text:
        raise StoreError("--store: a path cannot hold a NUL character")
    path = Path(text).expanduser()
    return Address("sqlite+pysqlite://", path)
