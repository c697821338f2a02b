"""Two sets side by side: what meets what, and that the order of the sets does not matter."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.pipeline.comparing import Sighting, compare, pair_of, rows_of, rules
from dateline.records import Place, Span


def seen(
    id: str,
    event: str = "airstrike",
    day: str | None = "2024-09-18",
    at: tuple[float, float] | None = (13.6, 26.7),
    killed: float | None = 19,
    **place: Any,
) -> Sighting:
    first = date.fromisoformat(day) if day else None
    where = {"name": "Umm Kaddadah", "country": "SDN", "precision": 1, **place}
    if at is not None:
        where |= {"latitude": at[0], "longitude": at[1]}
    return Sighting(
        id=id,
        title=id,
        event=event,
        first=first,
        last=first,
        place=Place(role="site", mention=Span(0, 1, "x"), **where),
        killed=None if killed is None else (killed, killed, None),
        injured=None,
    )


@pytest.mark.parametrize(
    ("other", "meets"),
    [
        (seen("b"), True),
        (seen("b", event="attack"), True),
        (seen("b", event="displacement"), False),
        (seen("b", day="2024-09-19"), True),
        (seen("b", day="2024-09-21"), False),
        (seen("b", day=None), False),
        (seen("b", at=(13.7, 26.8)), True),
        (seen("b", at=(15.6, 26.7)), False),
        (seen("b", at=(15.6, 26.7), precision=4), False),
        (seen("b", at=(14.6, 26.7), precision=4), True),
        (seen("b", at=(15.6, 26.7), precision=4, radius_km=400.0), True),
        (seen("b", country="TCD"), False),
        (seen("b", at=None), True),
        (seen("b", at=None, name="Kutum"), False),
        (seen("b", killed=None), True),
    ],
)
def test_what_may_be_one_happening(other: Sighting, meets: bool) -> None:
    assert (pair_of(seen("a"), other) is not None) == meets


def test_the_nearest_meet_and_each_only_once() -> None:
    ones = [seen("a1", killed=19), seen("a2", killed=31)]
    others = [seen("b1", killed=30), seen("b2", killed=18), seen("b3", event="displacement")]
    found = compare(ones, others)
    assert [(pair.one.id, pair.other.id) for pair in found.pairs] == [("a1", "b2"), ("a2", "b1")]
    assert ([one.id for one in found.only_one], [one.id for one in found.only_other]) == ([], ["b3"])


def test_rows_put_figures_side_by_side() -> None:
    rows = list(rows_of(compare([seen("a"), seen("c", day="2024-01-01")], [seen("b", killed=21)])))
    assert [(row["in"], row["a_killed_best"], row["b_killed_best"]) for row in rows] == [
        ("both", 19, 21),
        ("only a", 19, None),
    ]


days = st.integers(1, 28).map(lambda day: f"2024-09-{day:02}")
sets = st.lists(
    st.tuples(days, st.sampled_from([(13.6, 26.7), (13.7, 26.8), (20.0, 30.0)]), st.integers(0, 40)), max_size=12
)


def made(name: str, several: list[tuple[str, tuple[float, float], int]]) -> list[Sighting]:
    return [seen(f"{name}{number}", day=d, at=at, killed=k) for number, (d, at, k) in enumerate(several)]


@settings(max_examples=60, deadline=None)
@given(sets, sets)
def test_whichever_set_comes_first_the_same_meet(one: list[Any], other: list[Any]) -> None:
    ones, others = made("a", one), made("b", other)
    there, back = compare(ones, others), compare(others, ones)
    assert {(p.one.id, p.other.id) for p in there.pairs} == {(p.other.id, p.one.id) for p in back.pairs}
    assert len(there.pairs) + len(there.only_one) == len(ones)
    assert len(there.pairs) + len(there.only_other) == len(others)


def test_a_set_meets_itself_whole() -> None:
    several = [seen(f"a{day}", day=f"2024-09-{day:02}") for day in range(1, 20, 3)]
    assert len(compare(several, several).pairs) == len(several)


def test_the_rules_are_read() -> None:
    assert (rules().days, rules().km, len(rules().reach)) == (1, 25.0, 7)
