"""A run put into a store: the store is the one that `dateline add` of the reports themselves makes."""

from __future__ import annotations

import io
import json
import shutil
import sqlite3
from pathlib import Path
from typing import Any

import polars
import pytest
from warcio.statusandheaders import StatusAndHeaders  # type: ignore[import-untyped]
from warcio.warcwriter import WARCWriter  # type: ignore[import-untyped]

from dateline.cli import run

#: What tells when something was done; and the log, which is sealed with it.
WHEN = {"added", "at", "retrieved"}
LEFT_OUT = {"log", "untold", "form", "sqlite_stat1", "sqlite_sequence"}


def tables(store: Path) -> dict[str, list[Any]]:
    """Every row of every table of a store, sorted, without times."""
    with sqlite3.connect(store) as connection:
        connection.row_factory = sqlite3.Row
        names = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        names = [name for name in names if not name.startswith("words_") and name not in LEFT_OUT]
        rows = {name: connection.execute(f"SELECT * FROM {name}").fetchall() for name in names}
    return {name: sorted(repr(_timeless(name, row)) for row in several) for name, several in rows.items()}


def _timeless(table: str, row: sqlite3.Row) -> dict[str, Any]:
    values = {key: value for key, value in zip(row.keys(), row, strict=True) if key not in WHEN}
    if table in ("origins", "reports"):
        values["record"] = {**json.loads(values["record"]), "retrieved": None}
    return values


def test_the_store_is_that_of_the_reports_themselves(reports: Path, coded: Path, tmp_path: Path) -> None:
    read, shards = tmp_path / "read.db", tmp_path / "shards.db"
    assert run(["add", str(reports), "--store", str(read)]) == 1
    assert run(["add", str(coded), "--store", str(shards)]) == 1
    assert tables(shards) == tables(read)
    assert len(tables(shards)["claims"]) == 12
    assert run(["verify", "--store", str(shards)]) == 0


def test_nothing_is_coded_again(
    coded: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    met_twice = 1  # more is known of it together than in either place
    asked: list[str] = []

    def coding(_: object, ids: list[str], *__: object, **___: object) -> list[object]:
        asked.extend(ids)
        return []

    monkeypatch.setattr("dateline.pipeline.keeping.code_ids", coding)
    monkeypatch.setattr("dateline.pipeline.keeping.ROUNDS", 1)
    assert run(["add", str(coded), "--store", str(tmp_path / "a.db")]) == 1
    assert len(asked) == met_twice
    assert "13 new, 1 known texts met anew, 1 there already; 12 coded; 2 with problems" in capsys.readouterr().out


def test_the_same_run_twice_is_kept_once(coded: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    store = tmp_path / "a.db"
    run(["add", str(coded), "--store", str(store)])
    before = tables(store)
    capsys.readouterr()
    run(["add", str(coded), "--store", str(store)])
    assert tables(store) == before
    assert "0 new, 15 there already; 0 coded" in capsys.readouterr().out


def test_parquet_and_warc_give_the_claims_of_their_texts(reports: Path, tmp_path: Path) -> None:
    lines = [json.loads(line) for line in reports.read_text(encoding="utf-8").splitlines()[:3]]
    source = tmp_path / "in"
    source.mkdir()
    polars.DataFrame(lines[:2]).write_parquet(source / "some.parquet")
    (source / "page.warc").write_bytes(archive("https://example.org/2", lines[2]["text"]))
    assert run(["bulk", str(source), str(tmp_path / "out"), "--published", "2024-01-04"]) == 0
    assert run(["add", str(tmp_path / "out"), "--store", str(tmp_path / "shards.db")]) == 0
    some = tmp_path / "some.jsonl"
    some.write_text("\n".join(map(json.dumps, lines[:2])), encoding="utf-8")
    page = str(source / "page.warc")
    assert run(["add", str(some), page, "--published", "2024-01-04", "--store", str(tmp_path / "read.db")]) == 0
    ours, theirs = tables(tmp_path / "shards.db"), tables(tmp_path / "read.db")
    assert ours["claims"] == theirs["claims"]
    assert len(ours["claims"]) == 3
    assert ours["incidents"] == theirs["incidents"]


def archive(address: str, text: str) -> bytes:
    file = io.BytesIO()
    writer = WARCWriter(file, gzip=False)
    head = StatusAndHeaders("200 OK", [("Content-Type", "text/plain")], protocol="HTTP/1.1")
    writer.write_record(
        writer.create_warc_record(address, "response", payload=io.BytesIO(text.encode()), http_headers=head)
    )
    return file.getvalue()


def test_a_run_that_is_not_done_is_not_added(coded: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "out"
    shutil.copytree(coded, out)
    (out / "manifest.json").unlink()
    assert run(["add", str(out), "--store", str(tmp_path / "a.db")]) == 2
    assert "the run is not done" in capsys.readouterr().err
    assert not (tmp_path / "a.db").exists()


def test_a_shard_with_other_bytes_is_left_out(coded: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "out"
    shutil.copytree(coded, out)
    shard = out / "shards" / "0000001-000.parquet"
    shard.write_bytes(shard.read_bytes()[:-1] + b"2")
    assert run(["add", str(out), "--store", str(tmp_path / "a.db")]) == 1
    told = capsys.readouterr()
    assert f"{shard}: not the bytes that the manifest names" in told.err
    assert len(tables(tmp_path / "a.db")["claims"]) == 10


@pytest.mark.parametrize(
    ("column", "before", "after", "told"),
    [
        ("text", "killed", "wounded", "its text is not the one that it was made of"),
        ("claims", '"Shelling"', '"Shooting"', "the report does not read 'Shooting'"),
        ("claims", '"text":"Aleppo"', '"text":"Berlin"', "the report does not read 'Berlin'"),
    ],
)
def test_words_that_are_not_those_of_the_report_are_left_out(
    column: str, before: str, after: str, told: str, coded: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A shard that was tampered with together with its manifest."""
    out = tmp_path / "out"
    shutil.copytree(coded, out)
    shard = out / "shards" / "0000000-000.parquet"
    old = json.loads((out / "manifest.json").read_bytes())["shards"][0]["sha256"]
    rows = polars.read_parquet(shard)
    rows.with_columns(polars.col(column).str.replace_all(before, after, literal=True)).write_parquet(shard)
    from dateline.bulk.folders import digest_of

    manifest = (out / "manifest.json").read_text(encoding="utf-8").replace(old, digest_of(shard))
    (out / "manifest.json").write_text(manifest, encoding="utf-8")
    assert run(["add", str(out), "--store", str(tmp_path / "a.db"), "--only-keep"]) == 1
    assert told in capsys.readouterr().err
