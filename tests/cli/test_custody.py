"""`dateline custody`, `redact`, `key` and `verify` with a key, from the shell."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from dateline.cli import run
from dateline.store import Decision, Store

SENTENCE = "Soldiers killed 8 people in Oresk on Tuesday, Halima Nur said."
Go = Callable[..., tuple[int, str, str]]


@pytest.fixture
def dateline(capfdbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Go:
    """`dateline` in a folder of its own, with a key that signs."""
    monkeypatch.setenv("XDG_CONFIG_HOME", "/nowhere")
    monkeypatch.delenv("DATELINE_STORE", raising=False)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").write_text(SENTENCE, encoding="utf-8")

    def go(*words: str) -> tuple[int, str, str]:
        status = run(list(words))
        out, err = capfdbinary.readouterr()
        return status, out.decode(), err.decode()

    assert go("key", "make", "mine.pem")[0] == 0
    monkeypatch.setenv("DATELINE_SIGN_KEY", "mine.pem")
    assert go("add", "a.txt", "--only-keep")[0] == 0
    return go


def report_of(dateline: Go) -> str:
    (report,) = json.loads(dateline("reports", "--format", "json")[1])
    return str(report["id"])


def test_a_chain_tells_what_when_by_which_version_and_by_whom(dateline: Go) -> None:
    report = report_of(dateline)
    status, out, _ = dateline("custody", report, "--public-key", "mine.pem.pub")
    assert status == 0
    public = dateline("key", "show", "mine.pem.pub")[1].strip()
    for words in ("read from", "/a.txt", "by dateline ", "All of the store holds", f"signed by {public}"):
        assert words in out
    status, out, _ = dateline("custody", report[:8], "--format", "json")
    chain = json.loads(out)
    assert (status, chain["report"]["id"], chain["store"]["holds"]) == (0, report, True)
    assert [step["did"] for step in chain["steps"]] == ["report", "origin"]
    assert chain["originals"] == [{"sha256": chain["originals"][0]["sha256"], "size": len(SENTENCE), "is_there": True}]
    assert all(step["signed_by"] == public for step in chain["steps"])


def test_a_signature_of_another_key_is_told(dateline: Go) -> None:
    assert "signed up to entry" in dateline("verify")[1]
    assert dateline("verify", "--public-key", "mine.pem.pub")[0] == 0
    assert dateline("key", "make", "other.pem")[0] == 0
    status, _, err = dateline("verify", "--public-key", "other.pem.pub")
    assert status == 1
    assert "a key that was not given" in err


def test_words_are_erased_after_it_was_said_what_that_is(dateline: Go) -> None:
    status, out, _ = dateline("redact", "Halima Nur")
    assert (status, "would be erased in 1 report, 1 original" in out) == (0, True)
    assert dateline("redact", "Halima Nur", "--yes")[0] == 2  # by whom, and why?
    status, out, _ = dateline("redact", "Halima Nur", "--by", "Lena", "--reason", "she asked", "--yes")
    assert (status, "Not reached: copies" in out) == (0, True)
    assert dateline("redact", "Halima Nur")[:2] == (1, "dateline.db: the words stand nowhere\n")
    status, out, _ = dateline("verify")
    assert status == 0
    assert "erased in 1 report, 1 original by Lena" in out
    out = dateline("custody", report_of(dateline))[1]
    assert "Lena: words were erased: she asked" in out
    assert "erased, sha256" in out
    assert "Halima" not in "".join(dateline("reports", "--format", form)[1] for form in ("table", "json", "csv"))
    assert dateline("export", "reports", "--as", "jsonl", "-o", "all.jsonl", "--sensitive", "--unreviewed")[0] == 0
    assert json.loads(Path("all.jsonl").read_text(encoding="utf-8"))["original"] is None
    assert dateline("add", "a.txt", "--only-keep")[1] == "dateline.db: 0 new, 1 there already; not coded yet\n"


def test_a_decision_is_in_the_chain_with_its_author(dateline: Go) -> None:
    report = report_of(dateline)
    with Store.open("dateline.db") as store:
        from dateline.records import Claim, Span
        from dateline.records.ids import claim_id
        from dateline.store import Result
        from dateline.store.reports import report_digest

        whole = Span(0, len(SENTENCE), SENTENCE)
        claim = Claim(
            id=claim_id(report, "killing", whole, None), report=report, event="killing", trigger=None, evidence=whole
        )
        store.put([Result(report=report, coded_as=report_digest(store.reports([report])[report]), claims=(claim,))])
        store.decide(
            [
                Decision(
                    kind="reject",
                    subjects=(claim.id,),
                    by="Omar",
                    at=store.now(),
                    reason="\x1b[1mno",
                    claims=(claim.id,),
                )
            ]
        )
    out = dateline("custody", report)[1]
    assert f"Omar: reject {claim.id}, because “[1mno”" in out


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("custody", "r-0000000000000000"), "none begins so"),
        (("custody", "c-0"), "ids begin with r-"),
        (("key", "make", "mine.pem"), "is not written over"),
        (("key", "show", "a.txt"), "not a public key"),
        (("verify", "--public-key", "nowhere.pub"), "No such file"),
        (("redact", "x"), "too short"),
    ],
)
def test_what_cannot_be_is_one_line(dateline: Go, words: tuple[str, ...], told: str) -> None:
    status, _, err = dateline(*words)
    assert (status, err.count("\n")) == (2, 1)
    assert told in err


def test_a_key_that_cannot_sign_stops_the_writing_and_nothing_is_kept(
    dateline: Go, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "b.txt").write_text("Rebels killed 3 civilians in Marat.", encoding="utf-8")
    for fault, told in (("missing.pem", "No such file"), ("a.txt", "others may read"), ("loose.pem", "chmod 600")):
        if fault == "loose.pem":
            (tmp_path / fault).write_bytes((tmp_path / "mine.pem").read_bytes())
        (tmp_path / "a.txt").chmod(0o644)
        monkeypatch.setenv("DATELINE_SIGN_KEY", fault)
        status, _, err = dateline("add", "b.txt", "--only-keep")
        assert (status, told in err) == (2, True), err
        assert dateline("verify")[0] == 0  # what only reads needs no key
    assert dateline("reports", "--format", "csv")[1].count("\n") == 2
