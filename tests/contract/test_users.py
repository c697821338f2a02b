"""Users are kept, found and sealed alike in both databases."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import text

from dateline.errors import SettingsError
from dateline.store import Role, Store, User
from dateline.store.engine import writing

LENA = User(name="Lena M.", role=Role.CODER, password="a hash", stamp="1")


@pytest.fixture
def opened(address: str) -> Store:
    return Store.open(address, make=True)


def test_a_name_is_one_in_whatever_case(opened: Store) -> None:
    opened.put_user(LENA, by="Omar")
    opened.put_user(replace(LENA, name="LENA  m.", role=Role.LEAD, stamp="2"), by="Omar")
    (user,) = opened.users()
    assert (user.name, user.role, user.stamp) == ("Lena M.", Role.LEAD, "2")
    assert opened.user("lena m.") == user
    assert opened.remove_user("lena M.", by="Omar")
    assert not opened.remove_user("lena M.", by="Omar")
    assert opened.users() == []


def test_the_log_tells_each_change_and_no_password(opened: Store) -> None:
    opened.put_user(LENA, by="Omar")
    opened.put_user(LENA, by="Omar")  # nothing changed
    opened.put_user(replace(LENA, role=Role.READER), by="Omar")
    opened.put_user(replace(LENA, role=Role.READER, password="another", stamp="2"), by="Lena M.")
    opened.remove_user("Lena M.", by="Omar")
    entries = [entry for entry in opened.log() if entry["action"] == "user"]
    assert [entry["by"] for entry in entries] == ["Omar", "Omar", "Lena M.", "Omar"]
    assert not any("hash" in entry["detail"] or "another" in entry["detail"] for entry in entries)
    assert opened.verify().faults == ()


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ("UPDATE users SET role = 'lead'", "role or password is not as it was logged"),
        ("UPDATE users SET password = 'planted'", "role or password is not as it was logged"),
        ("DELETE FROM users", "is in the log and not in the store"),
        ("INSERT INTO users VALUES ('Mallory', 'lead', 'x', 'y', 'z')", "is not in the log"),
    ],
)
def test_a_change_behind_the_back_of_the_log_is_seen(opened: Store, change: str, told: str) -> None:
    opened.put_user(LENA, by="Omar")
    with writing(opened._engine, opened.address) as connection:
        connection.execute(text(change))
    assert told in opened.verify().faults[0].message


def test_a_name_that_cannot_be_seen_is_none(opened: Store) -> None:
    with pytest.raises(SettingsError, match="1 to 60 characters"):
        opened.put_user(replace(LENA, name="\u200b"), by="Omar")
