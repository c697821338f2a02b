"""CSV, HXL, XLSX, JSON lines and Parquet, opened by the programs that users open them with."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import duckdb
import hxl
import polars
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from dateline.export.columns import FORMULA_STARTS, cell_text, disarmed, typed
from dateline.export.spreadsheets import write_csv
from dateline.export.tables import ALL_TABLES, LED_BY
from dateline.export.tags import TAG, tags
from dateline.pipeline.tally import COLUMNS as TALLY_COLUMNS

Write = Callable[..., Path]


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("+1", "'+1"),
        ("-1+cmd|' /C calc'!A0", "'-1+cmd|' /C calc'!A0"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("\n=1", "'\n=1"),
        ("＝1+1", "'＝1+1"),
        ("\x07=1", "'=1"),
        ("\x00=1", "'=1"),
        ("two\r\nlines", "two\nlines"),
        ("a\x1b[2Jb", "a[2Jb"),
        ("Ждановка\ufffe", "Ждановка"),
        (-3.25, "-3.25"),
        (12.0, "12"),
        (None, ""),
        ("", ""),
    ],
)
def test_a_cell_is_data_and_nothing_else(value: str | float | None, cell: str) -> None:
    assert cell_text(value) == cell


@pytest.mark.parametrize(
    ("value", "kind", "expected"),
    [("1", "integer", 1), ("one", "integer", None), (2.0, "integer", 2), (3, "number", 3.0), ("3", "number", None)],
)
def test_a_cell_has_the_type_of_its_column(value: str | float, kind: str, expected: float | None) -> None:
    assert typed(value, kind) == expected  # type: ignore[arg-type]


def test_a_formula_of_a_report_stays_words_in_csv(write: Write) -> None:
    (shelling, *_) = rows(write("csv", "claims"))
    assert shelling["counterparts"] == "'=cmd|' /C calc'!A0"
    assert shelling["figure_low"] == "12; 9; 3"


def test_an_incident_has_one_line_with_its_bounds(write: Write) -> None:
    shelling, strike, abduction = rows(write("csv"))
    assert [shelling[f"killed_{bound}"] for bound in ("low", "best", "high")] == ["12", "12", ""]
    assert [strike[f"killed_{bound}"] for bound in ("low", "best", "high")] == ["", "", "8"]
    assert (abduction["date_start"], abduction["place_precision"]) == ("", "4")
    assert [one["review"] for one in (shelling, strike, abduction)] == ["reviewed", "unreviewed", "unreviewed"]


def test_a_tally_keeps_sums_and_reported_totals_apart(write: Write) -> None:
    assert [(row["row"], row["best"], row["scope"]) for row in rows(write("csv", "tallies"))] == [
        ("sum of incidents", "12", ""),
        ("reported total", "90000", "cumulative"),
    ]


def test_the_columns_of_tallies_are_those_of_the_command() -> None:
    assert tuple(column.name for column in LED_BY["tallies"].columns) == TALLY_COLUMNS


@pytest.mark.parametrize("table", ALL_TABLES, ids=lambda table: str(table.name))
def test_every_column_is_told_of_once(table: object) -> None:
    columns = table.columns  # type: ignore[attr-defined]
    names = [column.name for column in columns]
    assert len(names) == len(set(names))
    assert all(column.help for column in columns)
    assert set(table.key) <= set(names)  # type: ignore[attr-defined]


def test_a_workbook_has_a_sheet_a_table_with_a_frozen_header_and_true_types(write: Write) -> None:
    book = load_workbook(write("xlsx"))
    assert book.sheetnames == ["incidents", "incident_claims", "incident_figures", "about"]
    sheet = book["incidents"]
    header = [cell.value for cell in sheet[1]]
    assert sheet.freeze_panes == "A2"
    row = dict(zip(header, sheet[2], strict=True))
    assert row["date_start"].value == datetime(2024, 9, 17)
    assert (row["killed_low"].value, row["killed_low"].data_type) == (12, "n")
    assert row["latitude"].value == 14.2
    told = {(line[0], line[1]) for line in book["about"].values}
    assert {("incidents", name) for name in header} <= told


def test_no_cell_of_a_workbook_is_a_formula(write: Write) -> None:
    book = load_workbook(write("xlsx", "claims"))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]
    assert [cell.value for cell in cells if cell.value == "=cmd|' /C calc'!A0"]


def test_json_lines_and_parquet_open_in_duckdb_and_polars(write: Write) -> None:
    lines, parquet = write("jsonl", "incidents"), write("parquet", "incidents")
    count = duckdb.sql(f"SELECT count(*), min(review) FROM read_json('{lines}')").fetchall()
    assert count == [(3, "reviewed")]
    best = duckdb.sql(f"SELECT sum(killed_best), sum(killed_high) FROM read_parquet('{parquet}')").fetchall()
    assert best == [(12.0, 8.0)]
    frame = polars.read_parquet(parquet)
    assert frame.schema["killed_low"] == polars.Float64
    assert frame.schema["place_precision"] == polars.Int64
    assert [json.loads(record) for record in frame["record"]] == [
        json.loads(line) for line in lines.read_text(encoding="utf-8").splitlines()
    ]


def test_a_line_says_who_reviewed_it_and_what_was_withheld(write: Write) -> None:
    shelling, strike, *_ = (json.loads(line) for line in write("jsonl", "claims").read_text("utf-8").splitlines())
    assert shelling["review"]["decisions"][0]["by"] == "Nour"
    assert shelling["withheld"] == ["names"]
    assert shelling["attribution"]["sources"][0]["mention"]["text"] == "nurse [name withheld]"
    assert "withheld" not in strike


@pytest.mark.parametrize("kind", ["claims", "incidents", "tallies"])
def test_libhxl_reads_the_tags_and_finds_no_fault(write: Write, kind: str) -> None:
    path = write("hxl", kind)
    with hxl.data(str(path), hxl.InputOptions(allow_local=True)) as source:
        assert source.columns[0].tag is not None or kind == "claims"
        assert len(list(source)) == {"claims": 6, "incidents": 3, "tallies": 2}[kind]
    report = hxl.validate(hxl.data(str(path), hxl.InputOptions(allow_local=True)))
    assert report["is_valid"], report


def test_a_tag_is_of_a_column_that_is_there() -> None:
    columns = {(name, column.name) for name, table in LED_BY.items() for column in table.columns}
    assert set(tags()) <= columns
    assert all(TAG.fullmatch(tag) for tag in tags().values())


@pytest.mark.parametrize("kind", ["claims", "incidents", "tallies"])
def test_no_two_columns_of_a_table_have_one_tag(kind: str) -> None:
    given = [tag for (table, _), tag in tags().items() if table == kind]
    assert len(given) == len(set(given))


def test_the_killed_of_a_publisher_are_tagged_so_that_a_reader_finds_them(write: Write) -> None:
    with hxl.data(str(write("hxl")), hxl.InputOptions(allow_local=True)) as source:
        values = [row.get("#affected+killed+best") for row in source]
    assert values == ["12", None, None]


@settings(max_examples=150, deadline=None)
@given(st.lists(st.text(), min_size=1, max_size=4))
def test_any_text_stays_one_cell_and_no_formula(texts: list[str]) -> None:
    page = io.StringIO(newline="")
    write_csv(page, [], [texts])
    rows = list(csv.reader(io.StringIO(page.getvalue(), newline="")))
    assert [len(row) for row in rows] == [len(texts)] or texts == [""]
    assert not [cell for row in rows for cell in row if cell.startswith(FORMULA_STARTS)]


def test_disarming_leaves_numbers_alone() -> None:
    assert disarmed(-1) == -1
