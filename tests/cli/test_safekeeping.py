"""`dateline backup`, `restore` and `doctor` from the shell."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from dateline.cli import run
from dateline.store import Store

SENTENCE = "Soldiers killed 8 people in Oresk on Tuesday, residents said."
Go = Callable[..., tuple[int, str, str]]


@pytest.fixture
def dateline(capfdbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Go:
    monkeypatch.setenv("XDG_CONFIG_HOME", "/nowhere")
    monkeypatch.delenv("DATELINE_STORE", raising=False)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").write_text(SENTENCE, encoding="utf-8")

    def go(*words: str) -> tuple[int, str, str]:
        status = run(list(words))
        out, err = capfdbinary.readouterr()
        return status, out.decode(), err.decode()

    return go


def test_a_copy_and_a_store_of_it_bear_the_same_seal(dateline: Go) -> None:
    assert dateline("add", "a.txt", "--only-keep")[0] == 0
    status, out, _ = dateline("backup", "copy.db")
    assert (status, out.splitlines()[0]) == (0, "copy.db: 1 reports, 0 claims, 0 decisions, verified")
    seal = out.splitlines()[1]
    assert dateline("restore", "copy.db", "--store", "again.db")[1].splitlines()[1] == seal
    assert dateline("verify", "--store", "again.db", "--seal", seal.rpartition(" ")[2])[0] == 0
    for words in (("backup", "copy.db"), ("restore", "copy.db", "--store", "again.db"), ("restore", "nowhere.db")):
        status, _, err = dateline(*words)
        assert (status, err.count("\n")) == (2, 1)


def test_the_doctor_says_what_is_to_be_mended(dateline: Go, tmp_path: Path) -> None:
    status, out, err = dateline("doctor")
    assert (status, err) == (0, "all is well\n"), out
    assert "none yet" in out
    assert dateline("add", "a.txt", "--only-keep")[0] == 0
    assert (tmp_path / "dateline.db").stat().st_mode & 0o077 == 0
    (tmp_path / "dateline.db").chmod(0o644)
    status, out, err = dateline("doctor")
    assert (status, err) == (1, "2 to be mended\n")
    assert "MEND  readers: others on this machine may read it" in out
    assert "MEND  reports: 1 of 1 wait to be coded" in out
    assert dateline("doctor", "--store", "nowhere.db")[0] == 1
    (tmp_path / "other.db").write_bytes(b"not a store at all" * 100)
    assert "a file of another kind" in dateline("doctor", "--store", "other.db")[1]


def test_a_store_is_examined_in_full(dateline: Go) -> None:
    assert dateline("add", "a.txt", "--only-keep")[0] == 0
    with Store.open("dateline.db") as store:
        looked = [finding.what for finding in store.examine()]
    assert looked == ["file", "rows", "readers", "disk", "form", "clock", "reports", "log"]
