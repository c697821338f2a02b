"""Deeds that only name another noun: an inquiry into an air strike, the suspects of an attack."""

from __future__ import annotations

import pytest
from tests.claims.conftest import Code


@pytest.mark.parametrize(
    ("text", "event", "places", "start"),
    [
        (
            "The command released the results of the May 3 Dayr az Zawr, Syria airstrike investigation.",
            "airstrike",
            ["Deir ez-Zor"],
            "2024-05-03",
        ),
        ("The 2013 Nairobi attack suspects went on trial on Monday.", "attack", ["Nairobi"], "2013-01-01"),
        ("Police held two in the 5 March Mogadishu hotel bombing inquiry.", "bombing", ["Mogadishu"], "2024-03-05"),
    ],
)  # fmt: skip
def test_what_stands_before_the_name_is_the_deeds_own(
    code: Code, text: str, event: str, places: list[str], start: str
) -> None:
    claim = next(claim for claim in code(text) if claim.event == event)
    assert [place.name for place in claim.places if place.role == "site"] == places
    assert claim.time is not None
    assert str(claim.time.start) == start
    assert [p for p in claim.participants if p.role == "actor"] == []
