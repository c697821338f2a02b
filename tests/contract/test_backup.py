"""A copy of a store holds what the store held at one moment, of either kind; a store made of it is the same store."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dateline.errors import StoreError
from dateline.store import Decision, Store, log
from dateline.store.address import Address
from dateline.store.backup import restore
from dateline.store.engine import make_engine, writing
from dateline.store.migrations import STEPS, migrate

NOW = "2026-03-01T00:00:00+00:00"


@pytest.fixture
def full(store: Store, tell: Callable[..., Any], coding: Callable[..., int]) -> Store:
    store.keep([tell(f"Soldiers killed {n} people in Oresk on 2026-01-01.", publisher="Wire") for n in range(1, 30)])
    coding(store)
    claim = next(store.claims())
    store.decide([Decision(kind="reject", subjects=(claim.id,), by="Lena", at=NOW, claims=(claim.id,))])
    return store


def held(store: Store) -> dict[str, Any]:
    ids = store.report_ids()
    return {
        "reports": store.reports(ids),
        "origins": store.origins(ids),
        "bytes": [store.original(o.original) for several in store.origins(ids).values() for o in several],
        "claims": list(store.claims()),
        "decisions": store.decisions(),
        "log": store.log(),
        "found": store.report_ids(search="oresk"),
        "counts": store.counts(),
    }


def test_a_store_made_of_a_copy_is_the_same_store(full: Store, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    seal = full.verify().seal
    assert full.back_up(copy).verdict.seal == seal
    made = tmp_path / "made.db"
    assert restore(copy, full.address.__class__("sqlite+pysqlite://", made), NOW).verdict.seal == seal
    with Store.open(str(made)) as again:
        assert held(again) == held(full)
        assert again.verify(seal=seal).faults == ()
    assert copy.stat().st_mode & 0o077 == 0
    assert sorted(path.name for path in tmp_path.glob("copy*")) == ["copy.db"]


def test_a_copy_of_one_kind_becomes_a_store_of_the_other(full: Store, tmp_path: Path, server: str) -> None:
    import psycopg

    from dateline.store.address import find_address

    copy = tmp_path / "copy.db"
    full.back_up(copy)
    name = f"restored_{abs(hash(str(tmp_path)))}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE SCHEMA {name}")  # type: ignore[call-overload]
    where = f"{server}&options=-csearch_path%3D{name}"
    restore(copy, find_address(where), NOW)
    with Store.open(where) as again:
        assert held(again) == held(full)
    with pytest.raises(StoreError, match="holds something already"):
        restore(copy, find_address(where), NOW)


@pytest.mark.parametrize("step", range(1, len(STEPS)))
def test_a_copy_that_an_earlier_dateline_made_becomes_a_store(tmp_path: Path, step: int) -> None:
    old, made = (Address("sqlite+pysqlite://", tmp_path / name) for name in ("old.db", "made.db"))
    engine = make_engine(old)
    with writing(engine, old) as connection:
        migrate(connection, NOW, upto=step)
        log.append(connection, NOW, [log.Entry(action="user", subject="Lena", detail={"did": "removed"}, by="Omar")])
    engine.dispose()
    before = (tmp_path / "old.db").read_bytes()
    assert restore(tmp_path / "old.db", made, NOW).verdict.faults == ()
    assert (tmp_path / "old.db").read_bytes() == before
    with Store.open(str(made.path)) as again:
        assert [row["subject"] for row in again.log()] == ["Lena"]
        assert again.counts()["steps"] == len(STEPS)
        assert again.verify().faults == ()


def test_a_copy_is_of_one_moment_while_others_write(full: Store, tmp_path: Path, tell: Callable[..., Any]) -> None:
    stop = threading.Event()

    def write() -> None:
        with Store.open(
            str(full.address.path) if full.address.path else full.address.url.replace("+psycopg", "")
        ) as own:
            number = 100
            while not stop.is_set():
                own.keep([tell(f"Rebels killed {number} people in Marat on 2026-01-02.")])
                number += 1

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for number in range(3):
            assert full.back_up(tmp_path / f"copy{number}.db").verdict.faults == ()
    finally:
        stop.set()
        writer.join()
    assert full.verify().faults == ()


def test_nothing_is_written_over(full: Store, tmp_path: Path) -> None:
    there = tmp_path / "there.db"
    there.write_bytes(b"mine")
    with pytest.raises(StoreError, match="is there already"):
        full.back_up(there)
    assert there.read_bytes() == b"mine"
    with pytest.raises(StoreError, match="no folder"):
        full.back_up(tmp_path / "nowhere" / "copy.db")
    with pytest.raises(StoreError, match="no such copy"):
        restore(tmp_path / "nowhere.db", full.address, NOW)


@pytest.mark.parametrize("change", ["bytes", "not a store", "row"])
def test_a_copy_that_does_not_hold_makes_no_store(full: Store, tmp_path: Path, change: str) -> None:
    import sqlite3

    copy, made = tmp_path / "copy.db", tmp_path / "made.db"
    full.back_up(copy)
    if change == "bytes":
        data = bytearray(copy.read_bytes())
        for place in range(3 * 4096, len(data), 4096):
            data[place : place + 64] = bytes(64)
        copy.write_bytes(data)
    elif change == "row":
        with sqlite3.connect(copy) as connection:
            connection.execute("UPDATE claims SET digest = 'x'")
        connection.close()
    else:
        copy.write_bytes(b"not a store at all" * 1000)
    with pytest.raises(StoreError):
        restore(copy, full.address.__class__("sqlite+pysqlite://", made), NOW)
    assert not made.exists()
    assert list(tmp_path.glob("made*")) == []
