"""Low, best and high of an incident, and the claim that set each."""

from __future__ import annotations

from typing import Any

import pytest

from dateline.incidents import fuse
from dateline.records import FusedFigure, Incident

from .conftest import Story

Said = tuple[Any, ...]


def told(story: Story, *figures: list[Said], words: str = "", **facts: Any) -> Incident:
    """The one incident of a strike whose sentences each give some figures."""
    sentences: list[tuple[Any, ...]] = []
    for position, row in enumerate(figures):
        numbers = " and ".join(f"{figure[2]} {figure[1]} {figure[0]}" for figure in row)
        more = words if position == len(figures) - 1 else ""
        event = {"event": "shelling", "trigger": "shell", "place": "Korvino"} if not position else {}
        harm = {"event": "casualties", "trigger": "harm", "source": f"source {position}", **facts}
        text = f"A shell hit Korvino: {numbers}." if not position else f"{more} It did harm: {numbers}."
        sentences.append((text.strip(), {**(event or harm), "figures": row}))
    claims, reports = story(*sentences)
    (incident,) = fuse(claims, reports=reports)
    return incident


def bounds(row: FusedFigure) -> tuple[float | None, float | None, float | None]:
    return row.low, row.best, row.high


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        pytest.param(("killed", "people", 8), ("killed", "people", 8), (8, 8, 8), id="the same twice counts once"),
        pytest.param(
            ("killed", "people", 8, "at_least"),
            ("killed", "people", 9),
            (8, 9, None),
            id="an open end stays open",
        ),
        pytest.param(
            ("killed", "people", 9, "up_to"),
            ("killed", "people", 6),
            (6, 6, 9),
            id="up to sets the upper end",
        ),
        pytest.param(
            ("killed", "people", 2, "vague"),
            ("killed", "people", 8),
            (8, 8, 8),
            id="a vague word gives way to a number",
        ),
        pytest.param(
            ("killed", "people", 2, "vague"),
            ("killed", "people", 9, "up_to"),
            (None, None, 9),
            id="a bound alone is kept",
        ),
        pytest.param(
            ("killed", "people", 8),
            ("killed", "people", 3, "exact", {"additive": True}),
            (11, 11, 11),
            id="another three are added",
        ),
        pytest.param(
            ("killed", "people", 8, "at_least"),
            ("killed", "people", 3, "exact", {"additive": True}),
            (11, 11, None),
            id="another three to an open end",
        ),
        pytest.param(
            ("injured", "people", 3, "exact", {"additive": True}),
            ("injured", "people", 8),
            (8, 8, 8),
            id="nothing before it to add to",
        ),
    ],
)
def test_bounds(story: Story, first: Said, second: Said, expected: tuple[float | None, ...]) -> None:
    (row,) = told(story, [first], [second]).figures
    assert bounds(row) == expected


def test_a_risen_toll_replaces_the_one_before(story: Story) -> None:
    incident = told(
        story, [("killed", "people", 8)], [("killed", "people", 12)], words="The death toll rose to 12 later."
    )
    (row,) = incident.figures
    assert bounds(row) == (12, 12, 12)
    assert "replaces" in row.reason


def test_a_claim_whose_figures_are_all_replaced_is_superseded(story: Story) -> None:
    incident = told(
        story,
        [],
        [("killed", "people", 8)],
        [("killed", "people", 12)],
        words="The death toll rose to 12 later.",
    )
    assert [m.role for m in incident.claims] == ["primary", "superseded", "supporting"]


def test_a_part_is_a_row_of_its_own_and_never_added(story: Story) -> None:
    figures = [("killed", "people", 8), ("killed", "children", 3, "exact", {"part_of": 0})]
    incident = told(story, figures, [("killed", "people", 9)])
    assert [(row.of, bounds(row), row.part_of) for row in incident.figures] == [
        ("people", (8, 9, 9), None),
        ("children", (3, 3, 3), 0),
    ]


def test_people_and_civilians_are_two_rows(story: Story) -> None:
    incident = told(story, [("killed", "people", 8)], [("killed", "civilians", 5)])
    assert [(row.of, row.best) for row in incident.figures] == [("people", 8), ("civilians", 5)]


def test_best_is_the_most_direct_source(story: Story) -> None:
    incident = told(story, [("killed", "people", 8)], [("killed", "people", 9)], directness="unattributed")
    (row,) = incident.figures
    assert bounds(row) == (8, 8, 9)
    assert row.best_from == row.low_from != row.high_from


def test_best_is_what_the_report_tells_most_often(story: Story) -> None:
    incident = told(story, [("killed", "people", 8)], [("killed", "people", 8)], [("killed", "people", 9)])
    assert [row.best for row in incident.figures] == [8]


@pytest.mark.parametrize("stance", ["asserted", "negated"])
def test_no_one_was_hurt_is_a_figure_of_none(story: Story, stance: str) -> None:
    none = [("injured", "people", 0, "none_reported")]
    incident = told(story, [("killed", "people", 8)], none, stance=stance)
    assert [(row.measure, row.best) for row in incident.figures] == [("killed", 8), ("injured", 0)]


def test_no_one_was_hurt_is_no_incident_by_itself(story: Story) -> None:
    facts = {"event": "casualties", "trigger": "hurt", "figures": [("injured", "people", 0, "none_reported")]}
    claims, reports = story(("No staff, that is 0, were hurt.", facts))
    assert fuse(claims, reports=reports) == []


def test_a_number_of_the_dead_counts_nobody_again(story: Story) -> None:
    shell = {"event": "shelling", "trigger": "shell", "place": "Korvino", "figures": [("killed", "people", 8)]}
    part = {"event": "casualties", "trigger": "dead", "figures": [("killed", "people", 3)]}
    claims, reports = story(("A shell killed 8 people in Korvino.", shell), ("3 of the dead were sisters.", part))
    (incident,) = fuse(claims, reports=reports)
    assert [(row.low, row.best, row.high) for row in incident.figures] == [(8, 8, 8)]
