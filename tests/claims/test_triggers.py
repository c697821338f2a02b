"""Which words name an event, and which only look as if they did."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dateline.records import Claim

Code = Callable[..., tuple[Claim, ...]]
Single = Callable[..., Claim]


@pytest.mark.parametrize(
    ("text", "event", "trigger"),
    [
        # verbs, active and passive
        ("The army shelled three villages near Kharkiv.", "shelling", "shelled"),
        ("Three villages near Kharkiv were shelled.", "shelling", "shelled"),
        ("Gunmen shot dead two teachers in Maiduguri.", "shooting", "shot dead"),
        ("Two teachers were gunned down in Maiduguri.", "shooting", "gunned down"),
        ("Gunmen abducted nine pupils in Zamfara.", "abduction", "abducted"),
        ("Nine pupils were kidnapped in Zamfara.", "abduction", "kidnapped"),
        ("Police arrested 30 students in Khartoum.", "detention", "arrested"),
        ("The insurgents freed two hostages on Friday.", "release", "freed"),
        ("Soldiers burned 40 homes in the village.", "destruction", "burned"),
        ("Militiamen looted a warehouse in Nyala.", "looting", "looted"),
        ("Armed men raped three women near Goma.", "sexual_violence", "raped"),
        ("Guards tortured the prisoners for a week.", "torture", "tortured"),
        ("Rebels captured the town of Bunia.", "capture", "captured"),
        ("The town of Bunia was captured by rebels.", "capture", "captured"),
        ("Government troops withdrew from Mekele.", "withdrawal", "withdrew"),
        ("Two families returned to Mosul.", "return", "returned"),
        ("Two shells landed in a schoolyard in Donetsk.", "shelling", "landed"),
        ("A grenade exploded at a bus stop in Bujumbura.", "bombing", "exploded"),
        ("Hundreds of residents protested against the fuel tax in Nairobi.", "protest", "protested"),
        # nouns
        ("The bombing of a school in Kabul killed nine pupils.", "bombing", "bombing"),
        ("Shelling of the town continued on Monday.", "shelling", "Shelling"),
        ("Heavy clashes broke out in Omdurman.", "clash", "clashes"),
        ("A landmine explosion killed two shepherds near Shabwa.", "mine_explosion", "landmine explosion"),
        ("A suicide bombing at the gate wounded four recruits.", "suicide_bombing", "suicide bombing"),
        ("The siege of the town entered its third month.", "siege", "siege"),
        ("A gas attack on the suburb killed 30 people.", "chemical_attack", "gas attack"),
        # light verbs
        ("Militants carried out an attack on a checkpoint outside Gao.", "attack", "attack"),
        ("Jets conducted air strikes on the port.", "airstrike", "air strikes"),
        ("The rebels launched an offensive against Goma.", "ground_assault", "offensive"),
        ("The army mounted a raid on the village.", "raid", "raid"),
        # headlines
        ("Car bomb kills six in Mogadishu", "bombing", "Car bomb"),
        ("Drone strike kills commander in Idlib", "drone_strike", "Drone strike"),
        ("Rebels seize border town of Bunia", "capture", "seize"),
        ("12 killed in shelling of Kherson", "shelling", "shelling"),
        ("Gunmen kidnap priest in Kaduna", "abduction", "kidnap"),
        # phrases of politics
        ("The council imposed sanctions on two generals.", "sanction", "imposed sanctions"),
        ("The envoy called on both sides to stop fighting.", "demand", "called on"),
        ("The minister condemned the raid.", "condemnation", "condemned"),
        ("Al Shabaab claimed responsibility for the blast.", "claim_of_responsibility", "claimed responsibility"),
        ("The army accused the rebels of breaking the truce.", "accusation", "accused"),
        ("A spokesman declined to comment.", "no_comment", "declined to comment"),
        ("Prosecutors opened an investigation into the killings.", "investigation", "investigation"),
    ],
)
def test_a_word_names_its_event(code: Code, text: str, event: str, trigger: str) -> None:
    found = {(claim.event, claim.trigger.text) for claim in code(text) if claim.trigger}
    assert (event, trigger) in found


@pytest.mark.parametrize(
    "text",
    [
        "The film was shot in Jordan in 2019.",
        "The company launched a new telephone in Nairobi.",
        "The army's football team beat Egypt two to one.",
        "The bank raised its interest rates on Tuesday.",
        "Prices exploded after the harvest failed.",
        "The museum returned the painting to its owner.",
        "The airline released its figures on Monday.",
        "A year of attacks has changed the country.",
        "Support for the party fell sharply.",
        "The report covers 3 March to 9 March.",
    ],
)
def test_what_only_sounds_like_war_makes_no_claim(code: Code, text: str) -> None:
    assert code(text) == ()


@pytest.mark.parametrize(
    ("text", "events"),
    [
        ("The rebels attacked the barracks and captured the airport.", ["attack", "capture"]),
        ("Troops shelled Toretsk, and residents fled to Dnipro.", ["shelling", "displacement"]),
        ("The army denied that it had shelled the hospital.", ["denial", "shelling"]),
    ],
)
def test_each_event_of_a_sentence_is_a_claim(code: Code, text: str, events: list[str]) -> None:
    assert [claim.event for claim in code(text)] == events


def test_evidence_is_the_sentence_that_says_it(single: Single) -> None:
    claim = single("Talks went on. Shells hit a bakery in Kherson on Monday. Shops stayed shut.", "shelling")
    assert claim.evidence.text == "Shells hit a bakery in Kherson on Monday."


def test_the_rule_is_the_pattern_that_matched(single: Single) -> None:
    assert single("The army shelled three villages near Kharkiv.", "shelling").rule == "shelling_verb"


@pytest.mark.parametrize(
    ("text", "events"),
    [
        ("The army made nine strikes near Raqqa using attack, bomber and fighter aircraft.", ["airstrike"]),
        ("The group has lost more than 30 percent of the territory that it held in Anbar, Iraq.", ["loss"]),
        ("The rebels were driven back in northern Mali.", ["advance"]),
        ("Turkish forces crossed the border into Syria on Wednesday.", ["advance"]),
        ("The agreement entered into force in Sudan.", ["agreement"]),
    ],
)
def test_gains_and_losses_are_events_and_kinds_of_aircraft_are_not(code: Code, text: str, events: list[str]) -> None:
    assert [claim.event for claim in code(text)] == events


def test_a_name_that_holds_a_word_for_an_event_is_none(code: Code) -> None:
    (claim,) = code(
        "The Surveillance System for Attacks on Health Care has verified 41 attacks in Sudan, resulting in 97 deaths "
        "and 120 injuries."
    )
    assert [(f.measure, f.n) for f in claim.figures] == [("strikes", 41), ("killed", 97), ("injured", 120)]
    assert [place.name for place in claim.places] == ["Sudan"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Nine pupils returning from school were abducted near Gao.", [("abduction", [9])]),
        ("Gunmen killed two traders returning from Gao.", [("killing", [2])]),
    ],
)
def test_who_is_on_the_way_home_is_no_returnee(code: Code, text: str, expected: list[tuple[str, list[float]]]) -> None:
    assert [(claim.event, [f.n for f in claim.figures]) for claim in code(text)] == expected


def test_displaced_people_on_the_way_home_are_returnees(code: Code) -> None:
    assert "return" in {claim.event for claim in code("Some 400 displaced people returning to Sumy found mines.")}
