"""The last entry of the log is told as it is, whoever wrote it."""

from __future__ import annotations

from pathlib import Path

from dateline.store import Role, Store, User


def _user(name: str) -> User:
    return User(name=name, role=Role.READER, password="hash", stamp="1")


def test_the_head_follows_what_this_store_and_another_write(tmp_path: Path) -> None:
    where = str(tmp_path / "watched.db")
    with Store.open(where, make=True) as store, Store.open(where) as other:
        first = store.head()
        assert store.head() == first
        store.put_user(_user("Rana"), by="Rana")
        own = store.head()
        other.put_user(_user("Sani"), by="Rana")
        last = store.head()
        assert first[0] < own[0] < last[0]
        assert last == other.head() == (store.log()[-1]["number"], store.log()[-1]["hash"])
        store.close()
        assert store.head() == last
