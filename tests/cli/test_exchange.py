"""`dateline export`, `import` and `compare` as they are typed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dateline.cli import run
from dateline.records.encode import coded_from_json
from dateline.records.ids import sha256
from dateline.store import Found, Result, Store
from dateline.store.reports import report_digest

SAMPLE = Path(__file__).parent.parent / "samples" / "oresk.json"


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    from dataclasses import replace

    monkeypatch.chdir(tmp_path)
    coded = coded_from_json(json.loads(SAMPLE.read_text(encoding="utf-8")))
    data = coded.report.text.encode()
    report = replace(coded.report, source_sha256=sha256(data))
    with Store.open("x.db", make=True) as opened:
        opened.keep([Found(name="oresk", report=report, data=data)])
        kept = opened.reports([report.id])[report.id]
        opened.put([Result(report=report.id, coded_as=report_digest(kept), claims=coded.claims)])
    return "x.db"


Capture = pytest.CaptureFixture[str]


def test_an_export_tells_what_it_wrote(store: str, capsys: Capture) -> None:
    assert run(["export", "claims", "--as", "csv", "--store", store, "-o", "c.csv", "--event", "shelling"]) == 0
    assert capsys.readouterr().out == "c.csv: 1 of 1 claims\n"
    told = json.loads(Path("c.csv.manifest.json").read_text(encoding="utf-8"))
    assert told["asked"] == {"events": ["shelling"]}


def test_an_export_for_publication_tells_what_stayed_out(store: str, capsys: Capture) -> None:
    assert run(["export", "claims", "--as", "hxl", "--store", store, "-o", "c.csv"]) == 0
    told = capsys.readouterr()
    assert told.out == "c.csv: 0 of 5 claims\n"
    assert told.err == "dateline: 5 claims left out: no person has reviewed it; --unreviewed takes them in, marked\n"
    assert run(["decide", "accept", _first(store), "--by", "Nour", "--store", store]) == 0
    assert run(["export", "claims", "--as", "hxl", "--store", store, "-o", "c.csv"]) == 0
    assert "c.csv: 1 of 5 claims" in capsys.readouterr().out


def _first(store: str) -> str:
    with Store.open(store) as opened:
        return next(claim.id for claim in opened.claims())


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("export claims --as ucdp -o u.csv", "ucdp: is made from incidents, not from claims"),
        ("export claims --as csv -o none/c.csv", "there is no folder 'none'"),
        ("export claims --as csv -o c.csv --event war", "'war' is no event type"),
        ("export claims --as csv -o c.csv --store none.db", "none.db: there is no store"),
        ("import none.csv", "none.csv: No such file or directory"),
        ("compare x.db none.db", "none.db: no such file or store"),
    ],
)
def test_what_cannot_be_is_one_line(store: str, words: str, message: str, capsys: Capture) -> None:
    words = words if "--store" in words or "compare" in words else f"{words} --store {store}"
    assert run(words.split()) == 2
    told = capsys.readouterr().err
    assert message in told
    assert told.count("\n") == 1


def test_a_reader_may_not_have_names(store: str, monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    monkeypatch.setenv("DATELINE_ROLE", "reader")
    assert run(["export", "claims", "--as", "csv", "--store", store, "-o", "c.csv", "--sensitive"]) == 2
    assert "--sensitive: is for a lead or reviewer; this user is a reader" in capsys.readouterr().err
    assert not Path("c.csv").exists()


def test_a_set_of_others_is_imported_and_compared(store: str, capsys: Capture) -> None:
    assert run(["export", "incidents", "--as", "acled", "--store", store, "-o", "a.csv", "--unreviewed"]) == 0
    assert run(["import", "a.csv", "--store", "theirs.db"]) == 2
    assert not Path("theirs.db").exists()
    assert run(["import", "a.csv", "--source", "Theirs", "--store", "theirs.db"]) == 0
    assert "1 new report, 0 there already; 1 new or changed claims" in capsys.readouterr().out
    for other in ("a.csv", "theirs.db"):
        assert run(["compare", store, other, "--format", "json"]) == 0
        row, *_ = json.loads(capsys.readouterr().out)
        assert (row["in"], row["a_killed_low"], row["b_killed_low"]) == ("both", 12, 12)


def test_a_comparison_is_read_by_people_and_spreadsheets(store: str, capsys: Capture) -> None:
    assert run(["export", "incidents", "--as", "jsonl", "--store", store, "-o", "i.jsonl"]) == 0
    capsys.readouterr()
    assert run(["compare", store, "i.jsonl"]) == 0
    page = capsys.readouterr().out
    assert "In both (1 incident)" in page
    assert "low 12, best 12, high open" in page
    assert run(["compare", store, "i.jsonl", "--format", "csv"]) == 0
    header, row, *_ = capsys.readouterr().out.splitlines()
    assert header.startswith("in,a_id,a_incident,a_killed_low")
    assert row.startswith("both,i-")


def test_a_file_with_bad_rows_is_kept_in_part(store: str, capsys: Capture) -> None:
    assert run(["export", "reports", "--as", "jsonl", "--sensitive", "--store", store, "-o", "r.jsonl"]) == 0
    with Path("r.jsonl").open("a", encoding="utf-8") as file:
        file.write("{}\n")
    assert run(["import", "r.jsonl", "--store", "y.db"]) == 1
    told = capsys.readouterr()
    assert told.err == "dateline: r.jsonl:2: no report, claim, incident or tally\n"
    assert "1 new report" in told.out
