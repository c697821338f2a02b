"""What releases, statements and notes of armies, ministries, councils and agencies say in their own ways."""

from __future__ import annotations

import pytest
from tests.claims.conftest import Code, Single

from dateline.records import Claim

Row = tuple[str, str, float | None]


def rows(claim: Claim) -> list[Row]:
    return [(f.measure, f.of, f.n) for f in claim.figures]


@pytest.mark.parametrize(
    ("text", "event", "expected"),
    [
        (
            "Two drone strikes destroyed a pickup, a mortar and a checkpoint near Gao.",
            "drone_strike",
            [
                ("strikes", "strikes", 2),
                ("destroyed", "vehicles", 1),
                ("destroyed", "weapons", 1),
                ("destroyed", "checkpoints", 1),
            ],
        ),
        (
            "Near Fallujah, two strikes destroyed an ISIL excavator, a bunker and three ISIL staging areas.",
            "attack",
            [
                ("strikes", "strikes", 2),
                ("destroyed", "vehicles", 1),
                ("destroyed", "military_sites", 1),
                ("destroyed", "military_sites", 3),
            ],
        ),
        (
            "Near Sirte, a strike destroyed a heavy machine gun and damaged a supply route and a building.",
            "attack",
            [("destroyed", "weapons", 1), ("damaged", "military_sites", 1), ("damaged", "buildings", 1)],
        ),
    ],
)
def test_counted_strikes_count_each_thing_that_they_broke(
    single: Single, text: str, event: str, expected: list[Row]
) -> None:
    claim = single(text, event)
    assert rows(claim) == expected
    assert "military" in claim.target_kinds


def test_a_car_that_no_count_stands_beside_is_no_figure(code: Code) -> None:
    claims = code("The shell destroyed a car in front of the shop.")
    assert [rows(claim) for claim in claims] == [[]]
