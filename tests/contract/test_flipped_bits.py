"""`verify` finds any flipped bit in bytes, texts, claims, decisions, notes and the log, wherever it lies."""

from __future__ import annotations

import json
import random
import zlib
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from sqlalchemy import Connection, text

from dateline.pipeline.deciding import Deciding, made_of
from dateline.records import Problem
from dateline.store import Decision, Role, Store, User
from dateline.store.canon import claim_digest
from dateline.store.signing import Signer, make_key
from dateline.store.verify import verify

#: The columns that hold what is evidence, or says how it was come by.
COLUMNS = {
    "originals": ("sha256", "data", "packing"),
    "reports": ("id", "sha256", "text", "record", "digest", "title", "publisher", "published", "added", "coded_as",
        "coder"),
    "origins": ("id", "report", "original", "name", "retrieved", "record"),
    "claims": ("id", "report", "event", "start", "end", "digest", "record"),
    "decisions": ("id", "at", "by", "kind", "record"),
    "decided": ("decision", "claim"),
    "log": ("at", "by", "action", "subject", "detail", "previous", "hash"),
    "signatures": ("public", "signature"),
    "parts": ("claim", "decision"),
    "problems": ("name", "step", "message"),
    "users": ("name", "role", "password", "stamp"),
}  # fmt: skip
#: So many bits of each value are flipped, beside the first and the last.
SOME = 3


@pytest.fixture
def full(store: Store, tell: Callable[..., Any], coding: Callable[..., int], tmp_path: Any) -> Store:
    make_key(tmp_path / "key.pem")
    store._key = tmp_path / "key.pem"
    known = {"title": "Oresk", "publisher": "Oresk Wire", "published": "2026-01-02"}
    store.keep([tell("Soldiers killed 8 people in Oresk on 2026-01-01, residents said.", **known)])
    coding(store)
    claim = next(store.claims())
    seen = (claim_digest(claim),)
    at = store.now()
    store.decide(
        [Decision(kind="reject", subjects=(claim.id,), by="Lena", at=at, reason="no", claims=(claim.id,), seen=seen)]
    )
    bad = Problem(report="news/broken.pdf", step="read", message="the PDF cannot be opened")
    store.keep([tell("Rebels killed 4 people in Nadir on 2026-01-06.", **known)], [bad])
    coding(store)
    first = next(one for one in store.claims() if one.id != claim.id)
    value = json.dumps({"second": {"event": "shelling"}})
    store.decide(made_of(store, Deciding(kind="split", ids=(first.id,), by="Lena", value=value)))
    store.write_note("Oresk Wire", "media", "it was wrong twice", by="Omar")
    store.put_user(User(name="Omar", role=Role.REVIEWER, password="hash", stamp="1"), by="Lena")
    assert store.verify().faults == ()
    return store


@pytest.mark.parametrize("table", COLUMNS)
def test_any_flipped_bit_is_found(full: Store, table: str) -> None:
    missed = []
    for column in COLUMNS[table]:
        with full._engine.connect() as connection:
            values = list(connection.execute(text(f'SELECT "{column}" FROM {table} ORDER BY 1')).scalars())
        notes = [value for value in values if isinstance(value, str) and ("well informed" in value or value == "note")]
        for value in {values[0], values[-1], *notes}:
            missed += [
                (column, value, other) for other in flipped(value) if not found(full, table, column, value, other)
            ]
    assert missed == []


def test_a_part_that_was_taken_away_is_missed(full: Store) -> None:
    with full._engine.begin() as connection:
        unguard(connection)
        part = connection.execute(text("SELECT claim FROM parts")).scalar_one()
        for table, column in (("parts", "claim"), ("claim_names", "claim"), ("claims", "id")):
            connection.execute(text(f"DELETE FROM {table} WHERE {column} = :part"), {"part": part})
    assert f"{part}: is missing" in "\n".join(f"{fault.subject}: {fault.message}" for fault in full.verify().faults)


def flipped(value: Any) -> Iterator[Any]:
    """A value with one of its bits another; of a text, so that it is one still."""
    chance = random.Random(str(value)[:100])
    data = bytearray(value) if isinstance(value, bytes | memoryview) else None
    size = len(value) if data is None else len(data)
    for place in sorted({0, size - 1, *(chance.randrange(size) for _ in range(SOME))}):
        if data is None:
            yield value[:place] + chr(ord(value[place]) ^ 1) + value[place + 1 :]
        else:
            other = bytearray(data)
            other[place] ^= 1 << chance.randrange(8)
            yield bytes(other)


def found(store: Store, table: str, column: str, value: Any, other: Any) -> bool:
    """Whether `verify` sees the change, made by one with the keys of the database and taken back after."""
    with store._engine.connect().execution_options(writes=True) as connection:
        unguard(connection)
        change = text(f'UPDATE {table} SET "{column}" = :new WHERE "{column}" = :old')
        assert connection.execute(change, {"new": other, "old": value}).rowcount >= 1
        seen = bool(verify(connection).faults) or (table == "originals" and column == "data" and is_same(other, value))
        connection.rollback()
    return seen


def is_same(other: bytes, value: bytes) -> bool:
    """Whether bytes are the same once they are unpacked: a bit that only fills up the packing is no evidence."""
    try:
        return zlib.decompress(other) == zlib.decompress(value)
    except zlib.error:
        return False


def unguard(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(text("SET LOCAL session_replication_role = replica"))
        return
    connection.execute(text("PRAGMA defer_foreign_keys = ON"))
    for name in list(connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'trigger'")).scalars()):
        connection.execute(text(f"DROP TRIGGER {name}"))


def test_a_log_written_anew_is_found_by_the_key(full: Store, tmp_path: Any) -> None:
    """Whoever can write everything can make all of it fit: without the key not the signatures."""
    public = Signer.load(tmp_path / "key.pem").public
    assert full.verify(trusted=frozenset([public])).faults == ()
    other = Signer.load(tmp_path / "other.pem") if make_key(tmp_path / "other.pem") else None
    assert other is not None
    number, seal = full.head()
    with full._engine.begin() as connection:
        unguard(connection)
        connection.execute(text("DELETE FROM signatures"))
    (fault,) = full.verify(trusted=frozenset([public])).faults
    assert fault.message == f"the given key vouches for no entry; the log has {number}"
    with full._engine.begin() as connection:
        values = {"number": number, "public": other.public, "signature": other.sign(number, seal)}
        connection.execute(text("INSERT INTO signatures VALUES (:number, :public, :signature)"), values)
    verdict = full.verify()
    assert verdict.faults == ()  # anybody can make a key
    assert dict(verdict.signed.keys) == {other.public: number}
    assert "a key that was not given" in full.verify(trusted=frozenset([public])).faults[0].message


def test_what_is_written_without_the_key_is_told(full: Store, tell: Callable[..., Any], tmp_path: Any) -> None:
    public = Signer.load(tmp_path / "key.pem").public
    full._key = full._signer = None
    full.keep([tell("Rebels killed 3 civilians in Marat on 2026-01-05.")])
    (fault,) = full.verify(trusted=frozenset([public])).faults
    assert "vouches for none after entry" in fault.message
    assert full.verify().faults == ()
