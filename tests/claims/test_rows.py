"""Figures in rows: tables by district, and lists of names with their numbers."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dateline.records import Claim
from dateline.text.rows import find_cells, find_labelled, is_row

Code = Callable[..., tuple[Claim, ...]]

HEADED = "Clashes went on in Masisi territory during the week, and the hospitals of North Kivu counted the wounded.\n\n"
TABLES = {
    "bars": "Territory | Killed | Displaced\nGoma | 7 | 12,100\nRutshuru | 14 | 3,400",
    "gaps": "Territory    Killed    Displaced\nGoma    7    12,100\nRutshuru    14    3,400",
    "tabs": "Territory\tKilled\tDisplaced\nGoma\t7\t12,100\nRutshuru\t14\t3,400",
}


def told(
    code: Code, text: str, **options: str | None
) -> list[tuple[str, list[str | None], list[tuple[str, float | None]]]]:
    return [
        (c.event, [p.name for p in c.places], [(f.measure, f.n) for f in c.figures])
        for c in code(text, **options)
        if c.rule == "figures_in_rows"
    ]


@pytest.mark.parametrize("form", sorted(TABLES))
def test_a_table_gives_a_claim_for_each_row_and_event(code: Code, form: str) -> None:
    assert told(code, HEADED + TABLES[form]) == [
        ("casualties", ["Goma"], [("killed", 7)]),
        ("displacement", ["Goma"], [("displaced", 12100)]),
        ("casualties", ["Rutshuru"], [("killed", 14)]),
        ("displacement", ["Rutshuru"], [("displaced", 3400)]),
    ]


def test_a_plus_after_a_number_leaves_its_end_open(code: Code) -> None:
    claims = code(HEADED + "Territory | Displaced\nGoma | 12,000+\nRutshuru | 3,400")
    figures = [(f.quantifier, f.low, f.best, f.high) for c in claims if c.rule == "figures_in_rows" for f in c.figures]
    assert figures == [("at_least", 12000, 12000, None), ("exact", 3400, 3400, 3400)]


def test_a_list_of_names_is_read_where_one_is_a_place(code: Code) -> None:
    text = (
        HEADED
        + "KEY FIGURES\n\n- Ituri: 14 killed, 22 injured\n\n"
        + "- South Kivu: at least 800 returned\n\n- Kalehe: no casualties"
    )
    assert told(code, text) == [
        ("casualties", ["Ituri"], [("killed", 14), ("injured", 22)]),
        ("return", ["South Kivu"], [("returned", 800)]),
        ("casualties", ["Kalehe"], [("casualties", 0)]),
    ]


@pytest.mark.parametrize(
    "text", ["Deaths: 41 killed, 12 injured", "United: 3 killed off, Rovers: 2", "Goma: talks resume on 12 June"]
)
def test_other_lines_are_no_rows(code: Code, text: str) -> None:
    assert told(code, text) == []


def test_the_heading_dates_its_rows(code: Code) -> None:
    text = HEADED + "CASUALTIES, 6-12 MAY\nTerritory | Killed\nMasisi | 7\nTotal | 7"
    claims = [c for c in code(text) if c.rule == "figures_in_rows"]
    assert [(c.time.start, c.time.end) for c in claims if c.time is not None] == [("2024-05-06", "2024-05-12")] * 2
    assert all(f.scope == "flow" and f.period is not None for c in claims for f in c.figures)
    assert [len(c.places) for c in claims] == [1, 0]


def test_a_row_is_a_total_and_never_one_event(code: Code) -> None:
    claims = [c for c in code(HEADED + TABLES["bars"]) if c.rule == "figures_in_rows"]
    assert {f.scope for c in claims for f in c.figures} == {"cumulative"}


@pytest.mark.parametrize(
    ("line", "row"),
    [
        ("Rafah 9 31", True),
        ("Helmand,4,9", True),
        ("Ituri: 14 killed", True),
        ("He came home on 9 May 2023", False),
        ("The war went on.  Two men were hurt in the town of Mora, and a bus burned.", False),
        ("They said: we will stay", False),
    ],
)
def test_rows_are_told_from_prose(line: str, row: bool) -> None:
    assert is_row(line) is row


def test_offsets_are_those_of_the_line() -> None:
    line = "Gaza City    41       120"
    assert [line[start:end] for start, end in find_cells(line) or ()] == ["Gaza City", "41", "120"]
    assert find_labelled("Ituri: 14 killed") == ((0, 5), (7, 16))
