"""`verify` finds whatever was changed behind the store's back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import text

from dateline.store import Decision, Store
from dateline.store.canon import claim_digest
from dateline.store.log import seal

STORY = "Soldiers killed 8 people in Oresk on 2026-01-01, residents said."
OTHER = "Rebels killed 3 civilians in Marat on 2026-01-05."


@pytest.fixture
def full(store: Store, tell: Callable[..., Any], coding: Callable[..., int]) -> Store:
    """A store with two reports, their claims, and a decision."""
    store.keep([tell(STORY, publisher="Oresk Wire", published="2026-01-02"), tell(OTHER)])
    coding(store)
    claim = next(store.claims())
    store.decide(
        [
            Decision(
                kind="reject",
                subjects=(claim.id,),
                by="Lena",
                at="2026-01-03T00:00:00+00:00",
                claims=(claim.id,),
                seen=(claim_digest(claim),),
            )
        ]
    )
    assert store.verify().faults == ()
    return store


def tamper(store: Store, *statements: str) -> None:
    """Change what must not be changed, as someone with the keys of the database could."""
    with store._engine.begin() as connection:
        if store.address.path is None:
            connection.execute(text("SET session_replication_role = replica"))
        else:
            connection.execute(text("PRAGMA defer_foreign_keys = ON"))
            triggers = connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'trigger'")).scalars()
            for trigger in list(triggers):
                connection.execute(text(f"DROP TRIGGER {trigger}"))
        for statement in statements:
            assert connection.exec_driver_sql(statement).rowcount >= 1


def faults(store: Store) -> str:
    return "\n".join(f"{fault.subject}: {fault.message}" for fault in store.verify().faults)


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        ("UPDATE reports SET text = replace(text, '8', '9')", "its text has another sha256"),
        ("UPDATE reports SET publisher = 'Other Wire'", "its columns are not what its record says"),
        ("UPDATE reports SET record = replace(record, 'Oresk Wire', 'Other Wire')", "not what its origins say"),
        ("UPDATE origins SET record = replace(record, 'Oresk Wire', 'Other Wire')", "not as it was logged"),
        ("UPDATE origins SET name = 'elsewhere.txt'", "not as it was logged"),
        ("DELETE FROM origins", "has no origin"),
        ("UPDATE originals SET size = size + 1", "bytes that were kept"),
        ("UPDATE originals SET packing = 'none'", "packed in a way that is not known"),
        ("UPDATE originals SET data = substr(data, 2)", "cannot be unpacked"),
        ("UPDATE claims SET record = replace(record, '\"best\":8', '\"best\":80')", "changed after they were logged"),
        ("UPDATE claims SET record = replace(record, '\"start\":0', '\"start\":1')", "is not"),
        ("UPDATE claims SET digest = 'x'", "its digest does not fit"),
        ("DELETE FROM claim_names", None),
        ("UPDATE decisions SET \"by\" = 'Nobody'", "its columns are not what its record says"),
        ("UPDATE decisions SET record = replace(record, 'reject', 'accept')", "does not hold"),
        ("UPDATE decided SET claim = 'c-0000000000000000'", "other claims than it names"),
        ("DELETE FROM words", "missing in the search index"),
        ("UPDATE log SET at = '2020-01-01' WHERE number = 4", "its seal does not fit"),
        ("UPDATE log SET detail = replace(detail, 'Lena', 'Nobody') WHERE action = 'decision'", "does not fit"),
        ("DELETE FROM log WHERE number = 4", "entry 4 is missing"),
        ("DELETE FROM log WHERE action = 'decision'", "is not in the log"),
        ("UPDATE log SET previous = hash WHERE number = 5", "not sealed to the entry before it"),
    ],
)
def test_what_was_changed_is_named(full: Store, statement: str, words: str | None) -> None:
    tamper(full, statement)
    assert (words in faults(full)) if words else faults(full) == ""


@pytest.mark.parametrize(
    ("statements", "words"),
    [
        (
            ("DELETE FROM unheeded", "DELETE FROM decided", "DELETE FROM decisions"),
            "is in the log and not in the store",
        ),
        (
            ("DELETE FROM claim_names", "DELETE FROM claims"),
            "its claims are not those that were logged",
        ),
        (
            ("DELETE FROM claim_names", "DELETE FROM claims", "DELETE FROM origins", "DELETE FROM reports"),
            "is in the log and not in the store",
        ),
        (("DELETE FROM origins", "DELETE FROM originals"), "is in the log and not in the store"),
    ],
)
def test_what_was_taken_away_is_named(full: Store, statements: tuple[str, ...], words: str) -> None:
    tamper(full, *statements)
    assert words in faults(full)


def test_a_log_that_was_written_anew_is_found_by_an_earlier_seal(full: Store) -> None:
    then = full.verify().seal
    assert full.verify(seal=then).faults == ()
    rows = full.log()
    last = rows[-1]
    new = seal(**{**{k: v for k, v in last.items() if k != "hash"}, "at": "2020-01-01T00:00:00+00:00"})
    tamper(full, f"UPDATE log SET at = '2020-01-01T00:00:00+00:00', hash = '{new}' WHERE number = {last['number']}")
    assert full.verify().faults == ()  # the chain is whole again
    assert "is not in it" in "".join(fault.message for fault in full.verify(seal=then).faults)


def test_no_value_of_any_entry_of_the_log_can_be_changed_unseen(full: Store) -> None:
    if full.address.path is not None:
        tamper(full)
    for row in full.log():
        for column, value in row.items():
            other = value + 1000 if isinstance(value, int) else f"{value}!"
            change = f'UPDATE log SET "{column}" = :new WHERE "{column}" = :old AND hash = :hash'
            hash_then = other if column == "hash" else row["hash"]
            for new, old, of in ((other, value, row["hash"]), (value, other, hash_then)):
                with full._engine.begin() as connection:
                    if full.address.path is None:
                        connection.execute(text("SET session_replication_role = replica"))
                    values = {"new": new, "old": old, "hash": of}
                    assert connection.execute(text(change), values).rowcount == 1
                if new == other:
                    with full._engine.connect() as connection:
                        found = list(log_faults(connection))
                    assert found, f"{column} of entry {row['number']}"
    assert full.verify().faults == ()


def log_faults(connection: Any) -> list[Any]:
    """What `verify` finds in the log alone, its last hash taken with it."""
    from dateline.store.verify import verify

    return [fault for fault in verify(connection).faults if fault.subject.startswith("log")]
