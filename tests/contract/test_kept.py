"""Kept incidents that were changed behind the store's back are found: a flipped bit at once, the rest when remade."""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from sqlalchemy import text

from dateline.cli import run
from dateline.pipeline.fusing import bring_up_to_date
from dateline.pipeline.remaking import not_as_made
from dateline.store import Store
from dateline.store.kept import write_digests
from dateline.store.tables import metadata
from dateline.store.verify import verify

from .test_flipped_bits import flipped, unguard

TABLES = ("tellings", "telling_blocks", "incidents", "incident_claims", "incident_names", "incident_figures")
STORIES = (
    "Soldiers killed 8 people in Oresk on 2026-01-01, residents said.",
    "Soldiers killed 9 people in Oresk on 2026-01-01. Rebels killed 3 people in Marat on 2026-01-02.",
    "Rebels killed 4 people in Nadir on 2026-01-06.",
)


@pytest.fixture
def full(store: Store, tell: Callable[..., Any], coding: Callable[..., int]) -> Store:
    for number, story in enumerate(STORIES):
        store.keep([tell(story, publisher=f"Wire {number}", published="2026-01-06")])
        coding(store)
        assert bring_up_to_date(store)
    assert store.verify().faults == ()
    assert not_as_made(store) == []
    return store


@pytest.mark.parametrize("table", TABLES)
def test_any_flipped_bit_is_found(full: Store, table: str) -> None:
    missed = []
    for column in (one.name for one in metadata.tables[table].columns):
        with full._engine.connect() as connection:
            values = list(connection.execute(text(f'SELECT "{column}" FROM {table} ORDER BY 1')).scalars())
        known = [value for value in values if value is not None]
        for value in set(known[:1] + known[-1:]):
            missed += [
                (column, value, other) for other in turned(value) if not found(full, table, column, value, other)
            ]
    assert missed == []


def turned(value: Any) -> Iterator[Any]:
    """A value with one of its bits another."""
    if isinstance(value, float):
        (whole,) = struct.unpack("<q", struct.pack("<d", value))
        yield from (struct.unpack("<d", struct.pack("<q", whole ^ 1 << bit))[0] for bit in (0, 51))
    elif isinstance(value, int):
        yield value ^ 1
    else:
        yield from flipped(value)


def found(store: Store, table: str, column: str, value: Any, other: Any) -> bool:
    with store._engine.connect().execution_options(writes=True) as connection:
        unguard(connection)
        change = text(f'UPDATE {table} SET "{column}" = :new WHERE "{column}" = :old')
        assert connection.execute(change, {"new": other, "old": value}).rowcount >= 1
        seen = bool(verify(connection).faults)
        connection.rollback()
    return seen


def change(store: Store, *statements: str) -> None:
    """Write as one who has the keys of the database, and sees to it that every digest fits."""
    with store._engine.connect().execution_options(writes=True) as connection:
        unguard(connection)
        for statement in statements:
            connection.execute(text(statement))
        write_digests(connection)
        connection.commit()


NAMES = [one.name for one in metadata.tables["incidents"].columns if one.name != "id"]
CHANGES = {
    "a number": ("UPDATE incidents SET killed = 80 WHERE killed >= 8",),
    "a name": ("UPDATE incident_names SET name = 'elsewhere' WHERE name = 'oresk'",),
    "a telling": ("UPDATE tellings SET record = replace(record, 'Oresk', 'Nadir')",),
    "an incident less": tuple(
        f"DELETE FROM {table} WHERE {column} = (SELECT min(incident) FROM tellings)"
        for table, column in (
            *((beside, "incident") for beside in ("incident_claims", "incident_names", "incident_figures")),
            ("incidents", "id"),
        )
    ),
    "nothing left": (*(f"DELETE FROM {table}" for table in (*TABLES[3:], "incidents", *TABLES[1::-1])),),
}


@pytest.mark.parametrize("what", CHANGES)
def test_what_is_made_to_fit_is_found_where_all_is_made_anew(
    full: Store, address: str, what: str, capsys: pytest.CaptureFixture[str]
) -> None:
    change(full, *CHANGES[what])
    faults = not_as_made(full)
    assert faults
    assert run(["verify", "--store", address, "--incidents"]) == 1
    assert faults[0].message in capsys.readouterr().err
    full.make_anew()
    assert bring_up_to_date(full)
    assert full.verify().faults == ()
    assert not_as_made(full) == []


def test_an_incident_of_nothing_is_taken_away(full: Store) -> None:
    with full._engine.connect() as connection:
        columns = ", ".join(f'"{name}"' for name in NAMES)
        known = connection.execute(text("SELECT min(id) FROM incidents")).scalar()
    change(full, f"INSERT INTO incidents (id, {columns}) SELECT 'i-0', {columns} FROM incidents WHERE id = '{known}'")
    assert [fault.subject for fault in not_as_made(full)] == ["i-0"]
    full.make_anew()
    assert bring_up_to_date(full)
    assert not_as_made(full) == []


def test_what_waits_is_not_compared(
    full: Store, tell: Callable[..., Any], coding: Callable[..., int], address: str, capsys: pytest.CaptureFixture[str]
) -> None:
    full.keep([tell("Rebels killed 5 people in Oresk on 2026-01-01.", publisher="Wire 9")])
    coding(full)
    assert full.verify().faults == ()
    (fault,) = not_as_made(full)
    assert (fault.subject, fault.message.split(";")[0]) == (
        "incidents",
        "not compared: 1 of what they follow from is newer",
    )
    assert bring_up_to_date(full)
    assert run(["verify", "--store", address, "--incidents"]) == 0
    assert "3 incidents" in capsys.readouterr().out
