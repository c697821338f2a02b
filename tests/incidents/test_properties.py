"""What holds of every fusion: a pure function of the claims, each claim once, bounds in order."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.incidents import fuse
from dateline.records import Claim, Incident, Report, incident_id

from .conftest import TOWNS, tell

EVENTS = (
    "shelling",
    "airstrike",
    "attack",
    "casualties",
    "killing",
    "displacement",
    "claim_of_responsibility",
    "denial",
)
COUNTING = {"primary", "supporting", "superseded"}

FIGURE = st.tuples(
    st.sampled_from(["killed", "injured"]),
    st.sampled_from(["people", "civilians", "children"]),
    st.sampled_from([1, 2, 8, 9, 30]),
    st.sampled_from(["exact", "at_least", "up_to", "less_than", "vague"]),
    st.fixed_dictionaries(
        {
            "scope": st.sampled_from(["event", "event", "event", "cumulative"]),
            "additive": st.sampled_from([False, False, True]),
            "part_of": st.sampled_from([None, None, 0]),
        }
    ),
)
FACTS = st.fixed_dictionaries(
    {
        "event": st.sampled_from(EVENTS),
        "place": st.sampled_from([None, *TOWNS]),
        "day": st.sampled_from([None, "2021-05-01", "2021-05-02"]),
        "figures": st.lists(FIGURE, max_size=3),
        "source": st.sampled_from([None, "the mayor", "a nurse"]),
        "stance": st.sampled_from(["asserted", "asserted", "asserted", "expected", "negated"]),
        "rule": st.sampled_from(["strike_verb", "attack_noun"]),
    }
)
LEADS = st.sampled_from(["The deed", "A second deed", "The death toll rose to more than this: the deed", "Deeds"])


@st.composite
def stories(draw: st.DrawFn) -> tuple[list[Claim], dict[str, Report]]:
    claims: list[Claim] = []
    reports: dict[str, Report] = {}
    for number in range(draw(st.integers(1, 2))):
        sentences: list[tuple[Any, ...]] = []
        for position, facts in enumerate(draw(st.lists(FACTS, min_size=1, max_size=6))):
            numbers = " ".join(str(figure[2]) for figure in facts["figures"])
            words = f"{draw(LEADS)} number {position} of {number} was done in {facts['place']}: {numbers}."
            trigger = "deed" if "deed" in words else "Deeds"
            sentences.append((words, {**facts, "trigger": trigger}))
            if draw(st.booleans()):
                sentences.append(())
        more, told = tell(*sentences, published=f"2021-05-0{number + 3}")
        claims += more
        reports.update(told)
    return claims, reports


def counted(incidents: list[Incident]) -> list[str]:
    return [m.claim for incident in incidents for m in incident.claims if m.role in COUNTING]


@settings(max_examples=150, deadline=None)
@given(story=stories(), data=st.data())
def test_any_order_gives_the_same_incidents(story: tuple[list[Claim], dict[str, Report]], data: st.DataObject) -> None:
    claims, reports = story
    shuffled = data.draw(st.permutations(claims))
    incidents = fuse(claims, reports=reports)
    assert fuse(shuffled, reports=reports) == incidents
    assert fuse([*claims, *shuffled], reports=reports) == incidents
    assert fuse(claims, reports=reports) == incidents


@settings(max_examples=150, deadline=None)
@given(story=stories())
def test_no_claim_counts_in_two_incidents(story: tuple[list[Claim], dict[str, Report]]) -> None:
    claims, reports = story
    incidents = fuse(claims, reports=reports)
    assert len(counted(incidents)) == len(set(counted(incidents)))
    assert set(counted(incidents)) <= {claim.id for claim in claims}
    for incident in incidents:
        members = [m.claim for m in incident.claims if m.role in COUNTING]
        assert incident.id == incident_id(members)
        assert [m.role for m in incident.claims].count("primary") == 1


@settings(max_examples=150, deadline=None)
@given(story=stories())
def test_bounds_are_in_order_and_name_members(story: tuple[list[Claim], dict[str, Report]]) -> None:
    claims, reports = story
    for incident in fuse(claims, reports=reports):
        members = {m.claim for m in incident.claims if m.role in COUNTING}
        for row in incident.figures:
            known = [bound for bound in (row.low, row.best, row.high) if bound is not None]
            assert known == sorted(known)
            assert known
            for bound, claim in ((row.low, row.low_from), (row.best, row.best_from), (row.high, row.high_from)):
                assert (bound is None) == (claim is None)
                assert claim is None or claim in members
            assert row.part_of is None or row.part_of < incident.figures.index(row)
