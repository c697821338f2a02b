"""Claims as a flat table: every column filled from its field, lists joined, formulas disarmed."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from pathlib import Path

import pytest

from dateline.export.claims_csv import COLUMNS, header, rows
from dateline.records import Coded, Participant, Place, Span
from dateline.records.encode import coded_from_json

SAMPLE = Path(__file__).parent.parent / "samples" / "oresk.json"


@pytest.fixture
def coded() -> Coded:
    return coded_from_json(json.loads(SAMPLE.read_text(encoding="utf-8")))


def table(coded: Coded) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(header() + rows(coded))))


def test_column_names_are_told_apart() -> None:
    names = [column.name for column in COLUMNS]
    assert len(names) == len(set(names))
    assert all(column.help for column in COLUMNS)


@pytest.mark.parametrize(
    ("number", "column", "cell"),
    [
        (0, "event", "shelling"),
        (0, "publisher", "Delta Press"),
        (0, "target_kinds", "market"),
        (0, "places", "Oresk"),
        (0, "latitude", "49.5"),
        (0, "longitude", "-3.25"),
        (0, "start", "2026-03-03"),
        (0, "figures", "At least 12 people; three children"),
        (0, "figure_low", "12; 3"),
        (0, "figure_best", "12; 3"),
        (0, "figure_high", "; 3"),
        (0, "figure_part_of", "; 0"),
        (0, "plover", "ASSAULT; heavy-weapons"),
        (0, "cameo", "194"),
        (0, "acled_sub_event", "Shelling/artillery/missile attack"),
        (0, "ucdp_violence", "1"),
        (0, "evidence_start", "74"),
        (1, "source_counts", "2"),
        (1, "implied", "places; time"),
        (1, "verification", "could_not_verify"),
        (2, "actors", "army"),
        (2, "actor_parties", "UKR:MIL"),
        (2, "start", ""),
        (4, "time_value", "XXXX-01"),
        (4, "figure_scopes", "cumulative"),
        (4, "latitude", ""),
    ],
)
def test_a_cell_holds_its_field(coded: Coded, number: int, column: str, cell: str) -> None:
    assert table(coded)[number][column] == cell


def test_a_dispute_names_the_claim(coded: Coded) -> None:
    assert table(coded)[2]["disputes"] == coded.claims[0].id


@pytest.mark.parametrize("name", ["=1+1", "+1", "-1+cmd|' /C calc'!A0", "@SUM(A1)", "\t=1", "\r=1"])
def test_a_text_is_never_a_formula(coded: Coded, name: str) -> None:
    actor = Participant(role="actor", mention=Span(0, 6, "Shells"), name=name)
    claim = replace(coded.claims[0], participants=(actor,))
    assert table(replace(coded, claims=(claim,)))[0]["actors"] == "'" + name.replace("\r", "\n")


def test_a_semicolon_inside_a_value_parts_nothing(coded: Coded) -> None:
    mention = Span(0, 6, "Shells")
    places = tuple(Place(role="site", mention=mention, name=name) for name in ("Oresk; north", "Lyska"))
    cells = table(replace(coded, claims=(replace(coded.claims[0], places=places),)))[0]
    assert cells["places"].split("; ") == ["Oresk, north", "Lyska"]


def test_line_breaks_and_quotes_come_back(coded: Coded) -> None:
    report = replace(coded.report, title='The "big"\none, again')
    assert table(replace(coded, report=report))[0]["title"] == 'The "big"\none, again'
