"""JSON and tables that a user names: more than may be read is one line, and nothing of it is taken in first."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest

from dateline.errors import ExportError, ReportError, SettingsError
from dateline.pipeline.comparing import sightings
from dateline.pipeline.importing.foreign import LAYOUTS, read_foreign
from dateline.pipeline.importing.ours import read_ours
from dateline.pipeline.measuring import read_predictions
from dateline.text import given
from dateline.text.given import DEEPEST, NotJsonError, load, read_lines, read_text

HEADER = "type_of_violence,side_a,side_b,date_start,best,low,high\n"


def nested(depth: int, *, opened: str = "[", closed: str = "]") -> str:
    return opened * depth + "1" + closed * depth


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(given, "LARGEST", 2000)
    monkeypatch.setattr(given, "LONGEST", 1000)


@pytest.mark.parametrize("way", [{}, {"opened": '{"a":', "closed": "}"}])
def test_depth_has_an_end(way: dict[str, str]) -> None:
    assert load(nested(DEEPEST, **way))
    for depth in (DEEPEST + 1, 900, 100_000):
        with pytest.raises(ReportError, match="nested too deep"):
            load(nested(depth, **way))


def test_a_number_has_an_end() -> None:
    with pytest.raises(ReportError, match="a number too long"):
        load("9" * 10_000)
    with pytest.raises(NotJsonError, match="line 2, column 1"):
        load('{\n"a}')


@pytest.mark.usefixtures("small")
def test_a_file_has_an_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "coded.json"
    path.write_bytes(b" " * 2000)
    assert read_text(path) == " " * 2000
    path.write_bytes(b" " * 2001)
    with pytest.raises(ReportError, match=r"coded\.json: more than 0 MB; split it"):
        read_text(path)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"[" * 2001)))
    with pytest.raises(ReportError, match="standard input: more than"):
        read_text("-")


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="no such device")
def test_a_file_without_end_is_not_waited_for() -> None:
    with pytest.raises(ReportError, match="/dev/zero:1: more than 100 MB in a line"):
        list(read_lines(Path("/dev/zero")))


def test_lines_are_those_of_the_file(tmp_path: Path) -> None:
    path = tmp_path / "lines.jsonl"
    path.write_bytes("\ufeff{}\r\n\u2028\n\n[]".encode())
    assert list(read_lines(path)) == [(1, "{}\r\n"), (2, "\u2028\n"), (3, "\n"), (4, "[]")]
    path.write_bytes(b"{}\na\xff\n")
    with pytest.raises(ReportError, match=r"lines\.jsonl:2: not UTF-8 at byte 1 of the line"):
        list(read_lines(path))


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize("text", ['{"id": "' + "a" * 1000, f'{{"id": "i-1", "links": {nested(200)}}}'])
def test_ours_is_imported_and_compared_within_limits(tmp_path: Path, text: str) -> None:
    path = tmp_path / "ours.jsonl"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ExportError, match=r"ours\.jsonl:1: (more than|JSON nested)"):
        sightings(str(path))
    if len(text) < 1000:
        (fault,) = read_ours(path)
        assert "ours.jsonl:1: JSON nested too deep" in str(fault)


@pytest.mark.usefixtures("small")
def test_a_table_of_others_is_read_within_limits(tmp_path: Path) -> None:
    path = tmp_path / "ged.csv"
    row = "1,Government of Sudan,Civilians,2026-01-05,9,9,9\n"
    path.write_text(HEADER + row * 100, encoding="utf-8")  # longer than a line or a row may be
    assert len(list(read_foreign(path, LAYOUTS["ucdp"], "Theirs"))) == 100
    path.write_text((HEADER + row).replace("\n", "\r"), encoding="utf-8")
    assert len(list(read_foreign(path, LAYOUTS["ucdp"], "Theirs"))) == 1
    for endless in ("1," + "a" * 1000, '1,"' + "a\n" * 500, '"a\n",' * 300):
        path.write_text(HEADER + row + endless, encoding="utf-8")
        with pytest.raises(ExportError, match=r"ged\.csv:\d+: more than .* in a (line|row)"):
            list(read_foreign(path, LAYOUTS["ucdp"], "Theirs"))


def test_predictions_are_read_within_limits(tmp_path: Path) -> None:
    path = tmp_path / "coded.jsonl"
    path.write_text('{"claims": []}\n{"claims": []}\n', encoding="utf-8")
    assert read_predictions(path) == [{"claims": []}, {"claims": []}]
    path.write_text(nested(500), encoding="utf-8")
    with pytest.raises(SettingsError, match=r"coded\.jsonl: JSON nested too deep"):
        read_predictions(path)
