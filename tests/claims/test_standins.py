"""Words that stand for an attack named before: each is an event with a place, a day and a toll of its own."""

from __future__ import annotations

import pytest
from tests.claims.conftest import Code


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "The deadliest attack was in Bama, where 40 died, and one in Dikwa killed nine.",
            [("attack", ["Bama"], [40]), ("attack", ["Dikwa"], [9])],
        ),
        (
            "An air strike on a market in Kutum killed 21 on Sunday and another on a clinic in Mellit killed four.",
            [("airstrike", ["Kutum"], [21]), ("airstrike", ["Mellit"], [4])],
        ),
        (
            "The bombing of the mosque killed nine. One in Kano in May killed 30.",
            [("bombing", [], [9]), ("bombing", ["Kano"], [30])],
        ),
        (
            "The strike on the port came hours after one on Kherson wounded six.",
            [("attack", [], []), ("attack", ["Kherson"], [6])],
        ),
        (
            "It recorded 14 attacks on schools, among them one in Bambari on 2 May in which three teachers died.",
            [("attack", [], [14]), ("attack", ["Bambari"], [3])],
        ),
        (
            "Two people were killed in Kherson and another in Nikopol.",
            [("killing", ["Kherson", "Nikopol"], [2, 1])],
        ),
    ],
)
def test_a_word_stands_for_an_attack(code: Code, text: str, told: list[tuple[str, list[str], list[int]]]) -> None:
    found = [(c.event, [p.name for p in c.places], [f.n for f in c.figures]) for c in code(text)]
    assert found == told


def test_some_of_many_without_a_deed_of_their_own_are_no_further_attack(code: Code) -> None:
    claims = code("The envoy condemned the attacks in Goma, including those in Rutshuru.")
    assert [claim.event for claim in claims] == ["condemnation", "attack"]


def test_people_of_a_town_are_no_attack(code: Code) -> None:
    claims = code("Residents of Bama fled to Maiduguri and those in Dikwa were killed by the insurgents.")
    assert [claim.event for claim in claims] == ["displacement", "killing"]
