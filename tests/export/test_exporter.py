"""What every format shares: kinds, manifests, what is left out, and files that are whole or not there."""

from __future__ import annotations

import hashlib
import importlib.util
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dateline.cli.export_commands import As
from dateline.errors import ExportError
from dateline.export.contents import Given
from dateline.export.exporter import export, manifest_path
from dateline.export.formats import exporter, exporters
from dateline.export.lines import Jsonl
from dateline.export.manifest import NAME, Made
from dateline.export.picking import NOT_REVIEWED, Options

Write = Callable[..., Path]
MADE = Made(version="0.1.0", data="0123456789ab", at="2026-01-01T00:00:00+00:00", asked={"places": ["Sudan"]})
CASES = [(name, kind) for name, one in exporters().items() for kind in one.kinds]
PUBLIC = sorted(name for name, one in exporters().items() if one.publication)


def manifest_of(path: Path) -> dict[str, Any]:
    found = path / NAME if path.is_dir() else manifest_path(path)
    told: dict[str, Any] = json.loads(found.read_text(encoding="utf-8"))
    return told


def test_the_command_offers_every_format() -> None:
    assert {one.value for one in As} == set(exporters())


@pytest.mark.parametrize(("format", "kind"), CASES)
def test_every_format_writes_every_kind_that_it_takes(write: Write, format: str, kind: str) -> None:
    path = write(format, kind)
    told = manifest_of(path)
    assert told["format"]["name"] == format
    assert told["counts"]
    for file in told["files"]:
        data = (path / file["path"] if path.is_dir() else path).read_bytes()
        assert (file["bytes"], file["sha256"]) == (len(data), hashlib.sha256(data).hexdigest())


@pytest.mark.parametrize(("format", "kind"), CASES)
def test_every_format_can_be_empty(write: Write, empty: Given, format: str, kind: str) -> None:
    told = manifest_of(write(format, kind, contents=empty))
    assert all(count["written"] == 0 for count in told["counts"].values())


@pytest.mark.parametrize(("format", "kind"), CASES)
def test_the_same_rows_give_the_same_bytes(write: Write, format: str, kind: str) -> None:
    first = manifest_of(write(format, kind))["files"]
    assert manifest_of(write(format, kind))["files"] == first


def test_the_manifest_tells_what_was_asked_and_how_much_was_reviewed(war: Given, tmp_path: Path) -> None:
    path = tmp_path / "claims.jsonl"
    export(exporter("jsonl"), war, "claims", path, options=Options(), made=MADE)
    told = manifest_of(path)
    assert told["asked"] == {"places": ["Sudan"]}
    assert told["made"] == {"program": "dateline", "version": "0.1.0", "data": "0123456789ab", "at": MADE.at}
    assert told["profiles"] == ["house"]
    assert [coder["name"] for coder in told["coders"]] == ["dateline"]
    assert told["counts"]["claims"]["found"] == 6
    assert told["counts"]["claims"]["share_reviewed"] == round(1 / 6, 4)


@pytest.mark.parametrize("format", PUBLIC)
def test_what_nobody_reviewed_stays_out_of_a_publication(write: Write, format: str) -> None:
    kind = exporter(format).kinds[0] if "incidents" not in exporter(format).kinds else "incidents"
    counts = manifest_of(write(format, kind, unreviewed=False))["counts"][kind]
    assert {"reason": NOT_REVIEWED, "rows": counts["unreviewed"]} in counts["left_out"]
    assert counts["written"] <= counts["reviewed"] + counts["partly reviewed"]


@pytest.mark.parametrize("format", sorted(set(exporters()) - set(PUBLIC)))
def test_a_working_format_holds_all_of_it(write: Write, format: str) -> None:
    counts = manifest_of(write(format, unreviewed=False))["counts"]["incidents"]
    assert (counts["written"], counts["left_out"]) == (3, [])


@pytest.mark.parametrize("format", sorted(exporters()))
def test_no_private_name_is_written_unless_asked_for(write: Write, format: str) -> None:
    kinds = exporter(format).kinds
    path = write(format, "claims" if "claims" in kinds else "incidents")
    files = [one for one in path.rglob("*") if one.is_file()] if path.is_dir() else [path]
    if format == "pdf":
        texts = [_pdf_text(path)]
    elif format == "xlsx":
        texts = [_xlsx_text(path)]
    else:
        texts = [file.read_bytes().decode("utf-8", "replace") for file in files]
    assert not any("Amina" in text or "Yusuf" in text for text in texts)


def _pdf_text(path: Path) -> str:
    import pypdfium2

    return "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(path))


def _xlsx_text(path: Path) -> str:
    from openpyxl import load_workbook

    return " ".join(str(cell) for sheet in load_workbook(path) for row in sheet.values for cell in row)


def test_names_are_written_when_they_are_asked_for(write: Write) -> None:
    assert "Amina Yusuf" in write("jsonl", "claims", sensitive=True).read_text(encoding="utf-8")
    assert manifest_of(write("jsonl", "claims", sensitive=True))["names_withheld"] is None
    assert manifest_of(write("jsonl", "claims"))["names_withheld"] == {"claims": 1}


@pytest.mark.parametrize(
    ("format", "kind", "name", "layout", "words"),
    [
        ("ucdp", "claims", "x.csv", None, "is made from incidents, not from claims"),
        ("acled", "incidents", "x.csv", "latin", "no layout 'latin'; there is labels, codes"),
        ("csv", "claims", "x.csv", "2", "no layout '2'"),
        ("csv", "claims", "none/x.csv", None, "there is no folder"),
        ("csv", "claims", ".", None, "a folder; csv writes a file"),
    ],
)
def test_what_cannot_be_is_one_line(
    war: Given, tmp_path: Path, format: str, kind: str, name: str, layout: str | None, words: str
) -> None:
    with pytest.raises(ExportError, match=words):
        export(exporter(format), war, kind, tmp_path / name, options=Options(layout=layout), made=MADE)


def test_a_folder_of_other_things_is_left_alone(war: Given, tmp_path: Path) -> None:
    mine = tmp_path / "papers"
    mine.mkdir()
    (mine / "will.txt").write_text("all to the cat", encoding="utf-8")
    with pytest.raises(ExportError, match="holds files of something else"):
        export(exporter("datapackage"), war, "incidents", mine, options=Options(), made=MADE)
    assert [one.name for one in mine.iterdir()] == ["will.txt"]


def test_a_run_that_fails_leaves_the_old_file(war: Given, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "claims.jsonl"
    path.write_text("old", encoding="utf-8")

    def fail(*_: object) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr(Jsonl, "write", fail)
    with pytest.raises(OSError, match="full"):
        export(exporter("jsonl"), war, "claims", path, options=Options(), made=MADE)
    assert [(one.name, one.read_text(encoding="utf-8")) for one in tmp_path.iterdir()] == [("claims.jsonl", "old")]


def test_a_missing_library_is_told_with_what_brings_it(
    war: Given, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: None)
    with pytest.raises(ExportError, match=r"polars is not installed; `pip install 'dateline\[export\]'`"):
        export(exporter("parquet"), war, "claims", tmp_path / "x.parquet", options=Options(), made=MADE)


def test_no_format_has_a_name_that_is_not_there() -> None:
    with pytest.raises(ExportError, match="'stata' is no export format"):
        exporter("stata")
