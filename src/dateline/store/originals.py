"""The bytes that were read: kept once under their SHA-256, packed, and never changed."""

from __future__ import annotations

import zlib
from collections.abc import Mapping

from sqlalchemy import Connection, select

from dateline.errors import ErasedError, StoreError
from dateline.records import sha256
from dateline.store.loading import load_rows
from dateline.store.stubs import ERASED
from dateline.store.tables import originals

PACKING = "zlib"


def pack(data: bytes) -> bytes:
    """Bytes as they are kept."""
    return zlib.compress(data, 6)


def unpack(packed: bytes, packing: str, size: int) -> bytes:
    """The bytes as they were read; raises StoreError where they cannot be, or are more than was said."""
    if packing != PACKING:
        raise StoreError(f"packed in a way that is not known: {packing!r}")
    try:
        unpacker = zlib.decompressobj()
        data = unpacker.decompress(packed, size + 1)
    except zlib.error as error:
        raise StoreError(f"cannot be unpacked: {error}") from None
    if len(data) != size or not unpacker.eof:
        raise StoreError(f"not of the {size} bytes that were kept")
    return data


def keep(connection: Connection, data: Mapping[str, bytes]) -> None:
    """Keep those bytes, by their SHA-256, that are not there yet."""
    found = connection.execute(select(originals.c.sha256).where(originals.c.sha256.in_(list(data))))
    known = set(found.scalars())
    rows = [
        {"sha256": key, "size": len(value), "packing": PACKING, "data": pack(value)}
        for key, value in data.items()
        if key not in known
    ]
    load_rows(connection, originals, rows)


def read(connection: Connection, key: str) -> bytes:
    """The bytes of a SHA-256; raises StoreError where there are none, or not these."""
    row = connection.execute(select(originals).where(originals.c.sha256 == key)).first()
    if row is None:
        raise StoreError(f"no original with the sha256 {key}")
    if row.packing == ERASED:
        raise ErasedError(f"original {key}: its {row.size:,} bytes were erased; `dateline verify` says by whom and why")
    data = unpack(row.data, row.packing, row.size)
    if sha256(data) != key:
        raise StoreError(f"original {key}: its bytes have another sha256")
    return data
