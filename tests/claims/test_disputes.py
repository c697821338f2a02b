"""Denials and refusals to comment, linked to the claims that they answer."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dateline.records import Claim

Code = Callable[..., tuple[Claim, ...]]
Single = Callable[..., Claim]


@pytest.mark.parametrize(
    ("denial", "event"),
    [
        ("The Sudanese army denied that it had shelled the town.", "denial"),
        ("The Sudanese army denied any involvement.", "denial"),
        ("The Sudanese army denied the report.", "denial"),
        ("A spokesman for the Sudanese army denied the accusation.", "denial"),
        ("The Sudanese army rejected the accusation.", "denial"),
    ],
)
def test_a_denial_disputes_what_others_say_that_the_denier_did(code: Code, denial: str, event: str) -> None:
    claims = code(f"The Sudanese army shelled a market in Nyala, residents said. {denial}")
    shelling = claims[0]
    answer = next(claim for claim in claims[1:] if claim.event == event)
    assert shelling.event == "shelling"
    assert (answer.stance, answer.disputes) == ("denied", (shelling.id,))


def test_the_one_who_denies_is_its_actor(single: Single) -> None:
    claim = single("Rwanda denied that it supported the rebels.", "denial")
    assert [(p.role, p.party) for p in claim.participants if p.role == "actor"] == [("actor", "RWA:GOV")]


@pytest.mark.parametrize(
    "words",
    [
        "There was no immediate comment from the Sudanese army.",
        "The Sudanese army declined to comment.",
        "The Sudanese army did not respond to a request for comment.",
        "A Sudanese army spokesman could not be reached.",
    ],
)
def test_no_comment_answers_and_disputes_nothing(code: Code, words: str) -> None:
    claims = code(f"The Sudanese army shelled a market in Nyala, residents said. {words}")
    shelling, answer = claims[0], claims[-1]
    assert (answer.event, answer.stance) == ("no_comment", "no_comment")
    assert (answer.answers, answer.disputes) == ((shelling.id,), ())


def test_an_army_that_says_nothing_answers_what_its_enemy_says(code: Code) -> None:
    strike, answer = code("Hamas said an Israeli strike killed six people in Rafah. Israel's army did not comment.")
    assert (answer.event, answer.answers, answer.disputes) == ("no_comment", (strike.id,), ())


def test_a_capital_stands_for_its_government_in_a_denial(single: Single) -> None:
    claim = single("Ethiopia accused Eritrea of shelling Humera. Asmara rejected the accusation.", "denial")
    assert [p.party for p in claim.participants if p.role == "actor"] == ["ERI:GOV"]


def test_a_denial_leaves_the_count_alone(code: Code) -> None:
    claims = code("The Sudanese army shelled Nyala and killed eight people, residents said. The army denied it.")
    assert claims[0].event == "shelling"
    assert [(f.low, f.best, f.high) for f in claims[0].figures] == [(8, 8, 8)]


def test_a_denial_answers_only_what_the_denier_is_said_to_have_done(code: Code) -> None:
    claims = code(
        "The Sudanese army shelled a market in Nyala, residents said. Al Shabaab attacked a hotel in Mogadishu. "
        "The Sudanese army denied the report."
    )
    by_event = {claim.event: claim for claim in claims}
    assert by_event["denial"].disputes == (by_event["shelling"].id,)


def test_nobody_disputes_what_nobody_denied(code: Code) -> None:
    claims = code("The army shelled a market in Nyala, residents said. The mayor condemned the shelling.")
    assert [claim.disputes for claim in claims if claim.disputes] == []


def test_what_the_denier_says_instead_is_not_what_he_denies(code: Code) -> None:
    claims = code(
        "Gunmen ambushed a convoy near Yei on Sunday, the governor said. "
        "The National Salvation Front rejected the accusation, saying government troops had shelled a base."
    )
    ambush, denial, shelling = (
        next(c for c in claims if "ambushed" in c.evidence.text),
        next(c for c in claims if c.event == "denial"),
        next(c for c in claims if c.event == "shelling"),
    )
    assert denial.disputes == (ambush.id,)
    assert [s.name for s in shelling.attribution.sources] == ["National Salvation Front"]
    assert [p.name for p in shelling.participants if p.role == "actor"] == ["government troops"]


def test_a_rebel_group_does_not_deny_for_the_army_of_its_country(code: Code) -> None:
    claims = code(
        "Government troops shelled a market in Juba, residents said. "
        "The National Salvation Front denied the accusation."
    )
    assert next(c for c in claims if c.event == "denial").disputes == ()


def test_who_denies_an_accusation_denies_the_deed_it_is_about(code: Code) -> None:
    text = (
        "A shell hit a school in Kharkiv on Monday, the mayor said. He blamed the Russian army for the attack. "
        "The Russian army denied any role."
    )
    claims = code(text)
    (denial,) = [claim for claim in claims if claim.event == "denial"]
    denied = [claim for claim in claims if claim.id in denial.disputes]
    assert denied
    assert {claim.event for claim in denied} <= {"shelling", "attack"}


def test_who_denies_the_accusation_disputes_it_and_what_it_tells(code: Code) -> None:
    claims = code(
        "Six people died in Kass, medics said. The rebels accused the Sudanese army of shelling a school in Nyala. "
        "The army denied the accusation."
    )
    by_event = {claim.event: claim for claim in claims}
    disputed = set(by_event["denial"].disputes)
    assert {by_event["accusation"].id, by_event["shelling"].id} <= disputed
    assert by_event["casualties"].id not in disputed


@pytest.mark.parametrize(
    "denial",
    [
        "The ministry disputed the findings, saying it had not been consulted.",
        "The general described the allegations as fabricated.",
        "The junta dismissed the findings as propaganda.",
        "A spokesman said no such attack had taken place.",
        "The commander said his fighters were not present in the village.",
    ],
)
def test_ways_to_deny(code: Code, denial: str) -> None:
    assert "denial" in {claim.event for claim in code(denial)}


def test_a_village_that_lies_somewhere_denies_nothing(code: Code) -> None:
    claims = code("It lies seven kilometres from Kherson, which came under Russian shelling on Sunday.")
    assert "denial" not in {claim.event for claim in claims}


def test_a_denial_is_of_one_happening_and_not_of_every_deed(code: Code) -> None:
    text = (
        "Residents said the Sudanese army bombed a market in Nyala on Sunday, killing nine people. "
        "On Monday soldiers looted shops in Kass, witnesses said. {}"
    )
    for words, expected in (
        ("The Sudanese army denied the report.", {"looting"}),
        ("The Sudanese army denied responsibility for the bombing.", {"airstrike"}),
        ("The Sudanese army denied the allegations.", {"airstrike", "looting"}),
    ):
        claims = code(text.format(words))
        (denial,) = [claim for claim in claims if claim.event == "denial"]
        assert {claim.event for claim in claims if claim.id in denial.disputes} == expected, words


@pytest.mark.parametrize(
    "text",
    [
        "Russian troops captured the village of Urozhaine, Russia's defence ministry said, a claim that Kyiv denied.",
        "Residents said soldiers had fled the town of Gao, an allegation the army rejected.",
    ],
)
def test_a_claim_that_somebody_denied_is_the_one_of_its_own_sentence(code: Code, text: str) -> None:
    told, denial = code(text)
    assert (denial.event, denial.disputes) == ("denial", (told.id,))
    assert denial.attribution.sources == ()


def test_the_ministry_of_a_state_is_not_another_when_the_state_denies(code: Code) -> None:
    claims = code(
        "Russian missiles hit a market in Dnipro, the governor said. Russia's defence ministry said its forces had "
        "struck military sites in Dnipro. Moscow denies targeting civilians."
    )
    denial = next(claim for claim in claims if claim.event == "denial")
    denied = [claim for claim in claims if claim.id in denial.disputes]
    assert [s.name for claim in denied for s in claim.attribution.sources] == ["governor"]


def test_what_the_denier_says_instead_is_elsewhere(code: Code) -> None:
    claims = code(
        "The army accused the rebels of shelling the town of Sake. "
        "The rebels denied it and said government troops had fired from positions in Goma."
    )
    denial, instead = claims[-2], claims[-1]
    assert (denial.event, denial.places) == ("denial", ())
    assert [place.name for place in instead.places] == ["Goma"]
    assert [source.kind for source in instead.attribution.sources] == ["rebels"]
