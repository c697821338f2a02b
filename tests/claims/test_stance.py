"""How surely a thing is said: denied, alleged, negated, doubted, expected, conditional, or asserted."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dateline.records import Claim

Code = Callable[..., tuple[Claim, ...]]
Single = Callable[..., Claim]


@pytest.mark.parametrize(
    ("text", "event", "stance"),
    [
        # asserted
        ("The army shelled a village near Kassala.", "shelling", "asserted"),
        ("The mayor said that the army had shelled a village near Kassala.", "shelling", "asserted"),
        ("The mayor confirmed that the army had shelled a village near Kassala.", "shelling", "asserted"),
        ("The army continued to shell the village near Kassala.", "shelling", "asserted"),
        ("The army has begun to shell the village near Kassala.", "shelling", "asserted"),
        ("The ministry will investigate an air strike on Nyala.", "airstrike", "asserted"),
        ("The shelling of Nyala is still going on, the mayor said.", "shelling", "asserted"),
        # denied
        ("The army denied that it had shelled the hospital in Nyala.", "shelling", "denied"),
        ("The army denied shelling the hospital in Nyala.", "shelling", "denied"),
        ("The army denied any involvement in the shelling of Nyala.", "denial", "denied"),
        ("The ministry dismissed reports of an air strike on Nyala.", "airstrike", "denied"),
        # alleged
        ("The army accused the rebels of shelling Nyala.", "shelling", "alleged"),
        ("Troops allegedly burned the village in Rakhine.", "destruction", "alleged"),
        ("The opposition alleged that troops had burned the village.", "destruction", "alleged"),
        ("The alleged shelling of Nyala drew no reply.", "shelling", "alleged"),
        # unconfirmed
        ("Rebels reportedly captured Bunia on Monday.", "capture", "unconfirmed"),
        ("Rebels are reported to have captured Bunia.", "capture", "unconfirmed"),
        # negated
        ("The army did not shell the hospital in Nyala, the minister said.", "shelling", "negated"),
        ("No shelling was reported in Nyala on Monday.", "shelling", "negated"),
        ("The rebels never captured Bunia, the governor said.", "capture", "negated"),
        ("The army has not withdrawn from Mekele.", "withdrawal", "negated"),
        ("There was no fighting in Tripoli on Monday.", "clash", "negated"),
        # expected
        ("NATO said it would send 700 more troops to Kosovo.", "deployment", "expected"),
        ("Residents fear that the army will shell Nyala.", "shelling", "expected"),
        ("The army plans to attack Nyala within days.", "attack", "expected"),
        ("The rebels threatened to attack Goma.", "attack", "expected"),
        ("Troops are preparing to withdraw from Mekele.", "withdrawal", "expected"),
        ("The general vowed to capture the city of Marib.", "capture", "expected"),
        ("The two sides agreed to release 50 prisoners.", "release", "expected"),
        ("Peace talks are expected to resume in Geneva on Friday.", "negotiation", "expected"),
        # conditional
        ("If the army attacks Nyala, thousands of people will flee to Chad.", "attack", "conditional"),
        ("Unless the rebels attack Goma, nobody will leave.", "attack", "conditional"),
    ],
)
def test_stance(single: Single, text: str, event: str, stance: str) -> None:
    assert single(text, event).stance == stance


@pytest.mark.parametrize(
    "text",
    [
        "Police foiled an attack on the embassy in Nairobi.",
        "The ministry did not say whether the army had shelled Nyala.",
    ],
)
def test_what_did_not_come_to_be_and_what_nobody_said_makes_no_asserted_claim(code: Code, text: str) -> None:
    assert [c.event for c in code(text) if c.stance == "asserted" and c.event in {"attack", "shelling"}] == []


def test_reportedly_changes_the_stance_and_never_the_number(single: Single) -> None:
    sure = single("Shelling killed eight people in Nyala.", "shelling")
    unsure = single("Shelling reportedly killed eight people in Nyala.", "shelling")
    assert (sure.stance, unsure.stance) == ("asserted", "unconfirmed")
    assert [(f.low, f.best, f.high) for f in unsure.figures] == [(f.low, f.best, f.high) for f in sure.figures]


def test_a_doubt_about_one_event_leaves_the_other_alone(code: Code) -> None:
    claims = {c.event: c.stance for c in code("The army entered Nyala, but it denied that it had looted the market.")}
    assert claims["looting"] == "denied"
    assert claims["advance"] == "asserted"


def test_the_words_that_give_the_stance_are_noted(single: Single) -> None:
    claim = single("Residents fear that the army will shell Nyala.", "shelling")
    assert "fear" in {note.span.text for note in claim.notes if note.field == "stance" and note.span is not None}


@pytest.mark.parametrize(
    ("text", "event", "stance"),
    [
        ("The regime must end its siege of Madaya.", "siege", "asserted"),
        ("The attack in Maiduguri was likely carried out by Boko Haram.", "attack", "unconfirmed"),
        ("No fewer than 70 civilians have been killed in Goma.", "killing", "asserted"),
        ("No convoy has been allowed into Goma since May.", "aid_obstruction", "asserted"),
        ("Two of the miners did not survive.", "casualties", "asserted"),
    ],
)
def test_what_goes_on_and_what_was_probably_done(single: Single, text: str, event: str, stance: str) -> None:
    assert single(text, event).stance == stance


@pytest.mark.parametrize(
    ("text", "event", "stance"),
    [
        ("The minister wants to express his sorrow for those hurt in the attack in Sumy.", "attack", "asserted"),
        ("The envoy hopes that yesterday's agreement in Juba will hold.", "agreement", "asserted"),
        ("The envoy hopes that an agreement in Juba will hold.", "agreement", "expected"),
        ("The group's advance in Borno threatens the road to Maiduguri.", "advance", "asserted"),
    ],
)
def test_what_is_spoken_of_has_happened(single: Single, text: str, event: str, stance: str) -> None:
    assert single(text, event).stance == stance


@pytest.mark.parametrize(
    ("text", "event", "stance"),
    [
        ("A spokesman for the militia denied it had taken part and blamed its rivals.", "accusation", "asserted"),
        ("The ministry rejected reports of an air strike on Nyala.", "airstrike", "denied"),
        ("Nine people were killed when a bomb went off in a market in Kabul.", "bombing", "asserted"),
        ("The army is going to attack Kabul.", "attack", "expected"),
        ("The RSF did not respond, but has accused the army of shelling Nyala.", "accusation", "asserted"),
    ],
)
def test_how_far_a_denial_and_what_is_to_come_reach(single: Single, text: str, event: str, stance: str) -> None:
    assert single(text, event).stance == stance
