"""`dateline user`: who may log in."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from dateline.cli import run
from dateline.store import Role, Store
from dateline.web.people.passwords import fits


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "store.db"
    Store.open(str(path), make=True).close()
    monkeypatch.setenv("DATELINE_STORE", str(path))
    return path


def typed(monkeypatch: pytest.MonkeyPatch, words: str) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(words))


def test_a_user_is_added_listed_changed_and_removed(
    store: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    typed(monkeypatch, "correct horse battery\n")
    assert run(["user", "add", "Lena M.", "--role", "coder"]) == 0
    typed(monkeypatch, "another password\n")
    assert run(["user", "password", "lena m."]) == 0
    assert run(["user", "role", "Lena M.", "lead"]) == 0
    capsys.readouterr()
    assert run(["user", "list"]) == 0
    assert capsys.readouterr().out.split()[0] == "lead"
    with Store.open(str(store)) as opened:
        user = opened.user("Lena M.")
        assert user is not None
        assert user.role is Role.LEAD
        assert fits(user, "another password")
        assert not fits(user, "correct horse battery")
        told = [(entry["subject"], entry["detail"]) for entry in opened.log() if entry["action"] == "user"]
        assert [name for name, _ in told] == ["Lena M."] * 3
        assert not any("argon2" in detail for _, detail in told)
        assert opened.verify().faults == ()
    assert run(["user", "remove", "Lena M."]) == 0
    with Store.open(str(store)) as opened:
        assert opened.users() == []
        assert opened.verify().faults == ()


@pytest.mark.usefixtures("store")
@pytest.mark.parametrize(
    ("words", "typing", "told"),
    [
        (["add", "Lena"], "short\n", "10 to 200 characters"),
        (["add", "x" * 61], "correct horse battery\n", "1 to 60 characters"),
        (["add", "  "], "correct horse battery\n", "1 to 60 characters"),
        (["add", "Lena\u202eM"], "correct horse battery\n", "1 to 60 characters"),
        (["add", "there already"], "correct horse battery\n", "is there already"),
        (["add", "lenalenalena"], "LenaLenaLena\n", "it is the name"),
        (["remove", "Nobody"], "", "there is none of that name"),
        (["role", "Nobody", "lead"], "", "there is none of that name"),
        (["password", "Nobody"], "", "there is none of that name"),
    ],
)
def test_what_cannot_be_is_told_in_one_line(
    words: list[str],
    typing: str,
    told: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    typed(monkeypatch, "correct horse battery\n")
    assert run(["user", "add", "There Already"]) == 0
    capsys.readouterr()
    typed(monkeypatch, typing)
    assert run(["user", *words]) == 2
    err = capsys.readouterr().err
    assert told in err
    assert len(err.splitlines()) == 1
