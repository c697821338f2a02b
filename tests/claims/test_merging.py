"""Harm told with its attack is a figure of the attack; harm told by itself is a claim of its own."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dateline.records import Claim

Code = Callable[..., tuple[Claim, ...]]
Single = Callable[..., Claim]


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("Shelling killed eight people in Nyala.", "shelling"),
        ("Eight people were killed when shells hit a market in Nyala.", "shelling"),
        ("Shells hit a market in Nyala, killing eight people.", "shelling"),
        ("Shells hit a market in Nyala and killed eight people.", "shelling"),
        ("Eight people died after shells hit a market in Nyala.", "shelling"),
        ("Eight people were killed in an air strike on Nyala.", "airstrike"),
        ("An air strike on Nyala left eight people dead and 30 wounded.", "airstrike"),
        ("A car bomb that killed eight people went off in Kabul.", "bombing"),
        ("Jets struck Idlib, destroying 12 homes.", "airstrike"),
        ("Eight people were killed and 30 others wounded by a mine near Shabwa.", "mine_explosion"),
    ],
)
def test_harm_in_the_sentence_of_its_attack_makes_no_claim_of_its_own(code: Code, text: str, event: str) -> None:
    assert [claim.event for claim in code(text)] == [event]


@pytest.mark.parametrize(
    ("text", "events"),
    [
        ("Shells hit a market in Nyala. Eight people were wounded.", ["shelling", "casualties"]),
        ("The mayor said that shells had hit the market. Medics counted 12 wounded.", ["shelling", "casualties"]),
    ],
)
def test_harm_in_a_sentence_of_its_own_is_casualties(code: Code, text: str, events: list[str]) -> None:
    assert [claim.event for claim in code(text)] == events


@pytest.mark.parametrize(
    ("text", "events"),
    [
        ("Jets bombed Idlib on Monday, while gunmen shot two farmers near Aleppo.", {"airstrike", "shooting"}),
        ("Shells killed two people in Nyala, but four others died in a blast in Kassala.", {"shelling", "bombing"}),
    ],
)
def test_two_attacks_of_one_sentence_stay_two(code: Code, text: str, events: set[str]) -> None:
    assert {claim.event for claim in code(text)} == events


def test_dead_and_wounded_of_one_clause_are_figures_of_one_claim(single: Single) -> None:
    claim = single("Shells hit Kadugli, killing eight people and wounding 30.", "shelling")
    assert [(f.measure, f.n) for f in claim.figures] == [("killed", 8), ("injured", 30)]


def test_the_victims_come_along_with_the_harm(single: Single) -> None:
    claim = single("Shells hit a market in Nyala, killing four traders.", "shelling")
    assert [p.mention.text for p in claim.participants if p.role == "victim"] == ["traders"]


def test_what_was_hit_comes_along_with_the_harm(single: Single) -> None:
    claim = single("Eight people were killed when shells hit a hospital in Nyala.", "shelling")
    assert claim.target_kinds == ("health_facility",)


def test_deeds_in_a_list_stay_apart_and_harm_shares_its_cause(code: Code) -> None:
    listed = code("Soldiers executed prisoners in Saydnaya, raped detainees and shelled schools.")
    assert [c.event for c in listed] == ["killing", "sexual_violence", "shelling"]
    shared = code("Three soldiers were killed and two farmers wounded when rebels attacked a post in Lahj.")
    assert [(c.event, [f.measure for f in c.figures]) for c in shared] == [("attack", ["killed", "injured"])]


def test_what_is_done_a_week_later_is_another_event(code: Code) -> None:
    raid, burning, flight = code(
        "On June 4, 12 people died in a raid on a camp at Bunia, and a week later gunmen burned down a health centre "
        "in Fataki, forcing 5,000 families to flee."
    )
    assert (raid.event, burning.event, flight.event) == ("raid", "destruction", "displacement")
    assert [f.n for f in raid.figures] == [12]
    assert [place.name for place in raid.places] == ["Bunia"]
    assert [place.name for place in burning.places] == ["Fataki"]


def test_men_on_motorcycles_did_it(code: Code) -> None:
    (claim,) = code("Armed men on motorcycles killed at least 20 people in an attack on a village near Gao.")
    assert [p.role for p in claim.participants if p.party == "MLI:UAF"] == ["actor"]


def test_what_an_attack_answers_is_another_event(code: Code) -> None:
    shelling, killing = code(
        "Hezbollah launched 62 rockets at an air base in northern Israel in response to the killing of a Hamas leader "
        "in Beirut."
    )
    assert (shelling.event, killing.event) == ("shelling", "killing")
    assert not any(p.role == "victim" for p in shelling.participants)
    assert [place.name for place in killing.places] == ["Beirut"]


def test_strikes_that_are_carried_out_are_one_with_what_they_hit(code: Code) -> None:
    (claim,) = code(
        "The junta carried out four air strikes on villages in Sagaing, hitting a monastery and killing 13, including "
        "five children."
    )
    assert claim.event == "airstrike"
    assert [(f.measure, f.n) for f in claim.figures] == [("strikes", 4), ("killed", 13), ("killed", 5)]


@pytest.mark.parametrize(
    "text",
    [
        "More than 3,000 families have fled Sumy since the offensive began.",
        "A spokesman for the displaced said 3,000 families had fled Sumy.",
    ],
)
def test_what_only_dates_or_names_something_is_no_event(code: Code, text: str) -> None:
    assert [claim.event for claim in code(text)] == ["displacement"]


def test_air_strikes_that_back_a_force_are_not_what_it_did(code: Code) -> None:
    claims = code("Somali forces backed by clan militia and US air strikes killed 60 al-Shabaab fighters in Hiran.")
    (killing,) = [claim for claim in claims if claim.event == "killing"]
    assert [p.party for p in killing.participants if p.role == "actor"] == ["SOM:MIL"]


def test_who_crosses_a_border_fleeing_is_displaced_once(code: Code) -> None:
    flight, clash = code(
        "Some 40,000 people have crossed into Uganda, fleeing fighting between the Congolese army and M23 rebels."
    )
    assert (flight.event, clash.event) == ("displacement", "clash")
    assert [(place.name, place.role) for place in flight.places] == [("Uganda", "destination")]
    assert clash.places == ()


def test_all_who_were_harmed_in_a_clash_are_its_harm(single: Single) -> None:
    claim = single(
        "At least four people were killed and 20 injured in clashes between police and protesters in Dhaka.", "clash"
    )
    assert [(f.measure, f.n) for f in claim.figures] == [("killed", 4), ("injured", 20)]


def test_the_fourth_attack_in_three_days_is_the_one_told(code: Code) -> None:
    (claim,) = code(
        "Militants ambushed an army truck in Kathua, killing a soldier, the fourth attack in the region in three days."
    )
    assert [place.name for place in claim.places] == ["Kathua"]
    assert [(f.measure, f.n) for f in claim.figures] == [("killed", 1)]


def test_an_accusation_that_is_called_ridiculous_is_denied(code: Code) -> None:
    (claim,) = code("Rwanda's government spokeswoman called the accusation ridiculous.")
    assert (claim.event, claim.stance) == ("denial", "denied")
