"""Reasons to look at a claim sooner, and the keys of the review page."""

from __future__ import annotations

from typing import Any

import pytest

from dateline.review.doubts import doubts, doubts_of
from dateline.review.keys import keys

PLACED = {"role": "site", "latitude": 1.0, "longitude": 2.0, "precision": 1}
SURE: dict[str, Any] = {
    "stance": "asserted",
    "trigger": {"start": 0, "end": 1, "text": "x"},
    "places": [PLACED],
    "time": {"start": "2024-01-01", "end": None},
    "participants": [{"role": "actor", "party": "SYR:MIL"}],
    "figures": [{"rule": "house.exact"}],
    "attribution": {"directness": "official"},
}


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, []),
        ({"stance": "alleged"}, ["alleged"]),
        ({"verification": "could_not_verify"}, ["could_not_verify"]),
        ({"implied": ["time"]}, ["implied"]),
        ({"time": None}, ["no_day"]),
        ({"time": {"start": None, "end": None}}, ["no_day"]),
        ({"participants": [{"role": "actor", "party": None}]}, ["no_party"]),
        ({"participants": [{"role": "victim", "party": None}]}, []),
        ({"places": []}, ["no_place"]),
        ({"trigger": None}, ["no_trigger"]),
        ({"places": [{"role": "site"}]}, ["not_placed"]),
        ({"places": [PLACED, PLACED]}, ["several_sites"]),
        ({"attribution": {"directness": "unattributed"}}, ["unattributed"]),
        ({"figures": [{"rule": "house.scores"}]}, ["vague_number"]),
        ({"places": [{**PLACED, "precision": 6}]}, ["wide_place"]),
    ],
)
def test_reasons(change: dict[str, Any], expected: list[str]) -> None:
    assert [doubt.code for doubt in doubts_of({**SURE, **change})] == expected


def test_what_stands_around_a_claim_counts_too() -> None:
    assert [doubt.code for doubt in doubts_of(SURE, disputed=True, changed=True)] == ["changed", "disputed"]


def test_every_reason_has_a_weight_and_words() -> None:
    assert all(doubt.weight > 0 and doubt.words for doubt in doubts())


def test_no_two_actions_share_a_key() -> None:
    assert len({key.key for key in keys()}) == len({key.action for key in keys()}) == len(keys())
