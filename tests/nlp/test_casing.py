"""Texts in capitals are read in ordinary case, and every offset stays."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.nlp.casing import ordinary_case


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("REBELS HELD THE ROAD TO EL SALVADOR.", "Rebels held the road to El Salvador."),
        ("THE GUATEMALAN TROOPS LEFT. NO ONE WAS HURT.", "The Guatemalan troops left. No one was hurt."),
        ("Rebels held the road to the UN base.", "Rebels held the road to the UN base."),
        ("UN BASE HIT", "UN BASE HIT"),
    ],
)
def test_capitals_give_way_to_ordinary_case(text: str, expected: str) -> None:
    assert ordinary_case(text) == expected


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=200))
def test_no_offset_moves(text: str) -> None:
    assert len(ordinary_case(text)) == len(text)
    assert len(ordinary_case(text.upper())) == len(text.upper())
