"""Which claims tell of one happening, and which do not."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from dateline.incidents import fuse
from dateline.records import Claim, Incident

from .conftest import Story

MARKET = (
    "A shell hit the market in Korvino on Sunday, killing 8 people.",
    {
        "event": "shelling",
        "trigger": "hit",
        "place": "Korvino",
        "day": "2021-05-02",
        "targets": ["market"],
        "figures": [("killed", "people", 8)],
    },
)
SCHOOL = (
    "Jets struck a school in Belask on Monday, killing 8 people.",
    {
        "event": "airstrike",
        "trigger": "struck",
        "place": "Belask",
        "day": "2021-05-03",
        "targets": ["school"],
        "figures": [("killed", "people", 8)],
    },
)
TOLL = (
    "Rescuers said 8 people were killed.",
    {"event": "casualties", "trigger": "killed", "figures": [("killed", "people", 8)], "source": "Rescuers"},
)


def groups(claims: list[Claim], incidents: list[Incident]) -> list[list[str]]:
    """The triggers of each incident's claims, in the order of the text."""
    trigger = {claim.id: (claim.evidence.start, claim.trigger.text if claim.trigger else "") for claim in claims}
    return sorted(
        [word for _, word in sorted(trigger[m.claim] for m in incident.claims if m.role != "excluded")]
        for incident in incidents
    )


def changed(sentence: tuple[Any, ...], **facts: Any) -> tuple[Any, ...]:
    return sentence[0], {**sentence[1], **facts}


def test_a_toll_joins_the_strike_it_follows(story: Story) -> None:
    claims, reports = story(SCHOOL, TOLL)
    assert groups(claims, fuse(claims, reports=reports)) == [["struck", "killed"]]


def test_a_toll_joins_the_strike_before_it_and_not_the_one_after(story: Story) -> None:
    claims, reports = story(MARKET, TOLL, (), SCHOOL)
    assert groups(claims, fuse(claims, reports=reports)) == [["hit", "killed"], ["struck"]]


def test_two_tolls_of_one_number_in_two_places_stay_two(story: Story) -> None:
    claims, reports = story(MARKET, (), SCHOOL)
    assert len(fuse(claims, reports=reports)) == 2


@pytest.mark.parametrize(
    "difference",
    [
        pytest.param({"day": "2021-05-01"}, id="another day"),
        pytest.param({"place": "Belask"}, id="another town"),
        pytest.param({"targets": ["school"]}, id="another kind of target"),
        pytest.param({"event": "abduction"}, id="another kind of event"),
    ],
)
def test_what_tells_two_happenings_apart_is_a_bar(story: Story, difference: dict[str, Any]) -> None:
    words = "A shell had hit it, the mayor of Korvino said, and of Belask, with 8 dead."
    same = {**MARKET[1], "source": "the mayor"}
    claims, reports = story(MARKET, (words, same))
    assert len(fuse(claims, reports=reports)) == 1
    claims, reports = story(MARKET, (words, {**same, **difference}))
    assert len(fuse(claims, reports=reports)) == 2


def test_another_strike_is_not_the_one_before(story: Story) -> None:
    second = ("A second shell hit Korvino.", {"event": "shelling", "trigger": "hit", "place": "Korvino"})
    claims, reports = story(MARKET, second)
    assert len(fuse(claims, reports=reports)) == 2


def test_a_headline_and_its_lead_are_one(story: Story) -> None:
    headline = ("Shells fall on Korvino", {"event": "shelling", "trigger": "fall", "place": "Korvino"})
    claims, reports = story(headline, (), MARKET)
    assert groups(claims, fuse(claims, reports=reports)) == [["fall", "hit"]]


def test_no_chain_joins_what_is_two_days_apart(story: Story) -> None:
    """A claim without a day goes with either day, and still does not make one of the two."""
    first = changed(MARKET, day="2021-05-01", figures=[])
    undated = ("The market in Korvino was hit.", {**MARKET[1], "day": None, "figures": []})
    last = changed(MARKET, day="2021-05-03", figures=[])
    claims, reports = story(first, undated, (), ("Again: " + last[0], last[1]))
    incidents = fuse(claims, reports=reports)
    assert len(incidents) == 2
    days = {claim.id: claim.time.start for claim in claims if claim.time}
    for incident in incidents:
        assert len({days[m.claim] for m in incident.claims if m.claim in days}) == 1


@pytest.mark.parametrize("scope", ["cumulative", "stock", "flow"])
def test_a_total_makes_no_incident_and_no_count(story: Story, scope: str) -> None:
    total = (
        "Since April 60 people have been killed in Korvino.",
        {
            "event": "shelling",
            "trigger": "killed",
            "place": "Korvino",
            "figures": [("killed", "people", 60, "exact", {"scope": scope})],
        },
    )
    claims, reports = story(total)
    assert fuse(claims, reports=reports) == []
    claims, reports = story(MARKET, total)
    (incident,) = fuse(claims, reports=reports)
    assert [row.best for row in incident.figures] == [8]
    assert {m.role for m in incident.claims if m.claim == claims[1].id} <= {"excluded"}


@pytest.mark.parametrize("stance", ["expected", "conditional", "negated", "denied"])
def test_what_is_not_said_to_have_happened_is_no_incident(story: Story, stance: str) -> None:
    claims, reports = story(changed(MARKET, stance=stance))
    assert fuse(claims, reports=reports) == []


@pytest.mark.parametrize("event", ["statement", "condemnation", "demand", "agreement", "denial", "no_comment"])
def test_talk_is_no_incident(story: Story, event: str) -> None:
    claims, reports = story(changed(MARKET, event=event))
    assert fuse(claims, reports=reports) == []


def test_a_denial_disputes_what_it_answers_and_leaves_the_count(story: Story) -> None:
    denial = ("The army denied it.", {"event": "denial", "trigger": "denied", "actor": "the army", "stance": "denied"})
    claims, reports = story(MARKET, denial)
    claims[1] = replace(claims[1], disputes=(claims[0].id,))
    (incident,) = fuse(claims, reports=reports)
    assert incident.status == "disputed"
    assert [row.best for row in incident.figures] == [8]
    assert [m.role for m in incident.claims] == ["primary", "excluded"]
    assert incident.grade is not None
    assert "denied by the army" in incident.grade.reason


def test_a_claim_of_responsibility_joins_the_deed_and_confirms_it(story: Story) -> None:
    credit = (
        "The Hill Front said it was behind it.",
        {"event": "claim_of_responsibility", "trigger": "said it was behind", "actor": "Hill Front"},
    )
    claims, reports = story(MARKET, (), credit)
    (incident,) = fuse(claims, reports=reports)
    assert [m.role for m in incident.claims] == ["primary", "supporting"]
    assert incident.grade is not None
    assert incident.grade.suggested == "Confirmed"
    assert [p.value.name for p in incident.participants if p.value.role == "actor"] == ["Hill Front"]


def test_who_blames_is_no_doer_and_who_is_blamed_no_target(story: Story) -> None:
    words, strike = MARKET
    strike = {**strike, "actor": "Hill Front"}
    charge = {"event": "accusation", "trigger": "blamed", "actor": "The governor", "target": "Hill Front"}
    claims, reports = story((f"The governor blamed the Hill Front for a strike: {words}", strike, charge))
    (incident,) = fuse(claims, reports=reports)
    assert [m.role for m in incident.claims] == ["primary", "supporting"]
    assert [(p.value.role, p.value.name) for p in incident.participants] == [("actor", "Hill Front")]


def test_two_doers_named_by_two_sources_are_contested(story: Story) -> None:
    one = changed(MARKET, actor="government forces", party="KOR:MIL", source="the rebels", directness="party")
    words = "The army said that rebels had hit the market in Korvino, with 8 dead."
    other = (words, {**MARKET[1], "actor": "rebels", "party": "KOR:REB", "source": "the army", "directness": "party"})
    claims, reports = story(one, other)
    (incident,) = fuse(claims, reports=reports)
    assert incident.grade is not None
    assert incident.grade.suggested == "Contested"


@pytest.mark.parametrize(
    ("sources", "grade", "origins"),
    [
        (("The mayor", "Rescuers"), "Fair", 2),
        ((None, None), "Weak", 1),
        ((None, "Rescuers"), "Weak", 1),  # the paper retells what it was told
        (("The mayor", "Valley Courier"), "Fair", 2),
    ],
)
def test_the_grade_counts_independent_origins(
    story: Story, sources: tuple[str | None, str | None], grade: str, origins: int
) -> None:
    first, second = sources
    claims, reports = story(changed(MARKET, source=first), (TOLL[0], {**TOLL[1], "source": second}))
    (incident,) = fuse(claims, reports=reports)
    assert incident.grade is not None
    assert (incident.grade.suggested, incident.origins) == (grade, origins)


def test_a_side_that_speaks_takes_nothing_from_the_paper_that_saw_it(story: Story) -> None:
    claims, reports = story(MARKET, (TOLL[0], {**TOLL[1], "source": "The army", "directness": "party"}))
    (incident,) = fuse(claims, reports=reports)
    assert incident.grade is not None
    assert (incident.grade.suggested, incident.grade.reason) == ("Weak", "one credible origin")
    assert incident.origins == 2


def test_what_the_publisher_could_not_confirm_is_unverified(story: Story) -> None:
    claims, reports = story(changed(MARKET, verification="could_not_verify"))
    assert [incident.status for incident in fuse(claims, reports=reports)] == ["unverified"]


def test_the_event_is_the_most_exact_one(story: Story) -> None:
    attack = ("The attack shook Korvino.", {"event": "attack", "trigger": "attack", "place": "Korvino"})
    claims, reports = story(MARKET, attack, TOLL)
    (incident,) = fuse(claims, reports=reports)
    assert incident.event.value == "shelling"
    assert incident.event.claims == (claims[0].id,)


def test_the_main_incident_stands_first(story: Story) -> None:
    small = changed(MARKET, figures=[])
    big = changed(SCHOOL, figures=[("killed", "people", 8)])
    claims, reports = story(small, (), big)
    assert [incident.event.value for incident in fuse(claims, reports=reports)] == ["airstrike", "shelling"]


def test_every_joined_pair_shows_its_scores(story: Story) -> None:
    claims, reports = story(MARKET, TOLL)
    (incident,) = fuse(claims, reports=reports)
    (link,) = incident.links
    assert (link.one, link.two) == (claims[0].id, claims[1].id)
    assert {feature.feature for feature in link.features} >= {"kind", "figure", "position"}
    assert all(feature.detail for feature in link.features)


def test_one_happening_told_by_two_reports_is_one_incident(story: Story) -> None:
    claims, reports = story(MARKET)
    words = "The market in Korvino was shelled on Sunday and 9 people died."
    facts = {**MARKET[1], "trigger": "shelled", "figures": [("killed", "people", 9)], "source": "the mayor"}
    more, others = story((words, facts), published="2021-05-06")
    far, third = story(SCHOOL, published="2021-05-05")
    incidents = fuse([*claims, *more, *far], reports={**reports, **others, **third})
    assert sorted(incident.reports for incident in incidents) == [1, 2]
    (both,) = [incident for incident in incidents if incident.reports == 2]
    assert [(row.low, row.high) for row in both.figures] == [(8, 9)]
