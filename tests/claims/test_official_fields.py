"""Who, where, how many and how surely, in statements and releases of offices, commands, missions and monitors."""

from __future__ import annotations

import pytest
from tests.claims.conftest import Code, Single

Actor = tuple[str, str | None]


def actors(single: Single, text: str, event: str, publisher: str | None) -> list[Actor]:
    claim = single(text, event, publisher=publisher)
    return [(p.kind, p.country) for p in claim.participants if p.role == "actor"]


@pytest.mark.parametrize(
    ("text", "event", "site"),
    [
        ("The attack in Bosaso, claimed by ISIL, injured many others.", "attack", "Bosaso"),
        (
            "The Council condemned the attack in Bosaso on 12 January, claimed by ISIL, which killed six people.",
            "attack",
            "Bosaso",
        ),
        (
            "We condemn the suicide bombing at a mosque in Kunduz on Friday, claimed by ISIS-K, which killed 46.",
            "suicide_bombing",
            "Kunduz",
        ),
    ],
)
def test_who_claims_an_attack_did_it(single: Single, text: str, event: str, site: str) -> None:
    claim = single(text, event)
    assert [p.kind for p in claim.participants if p.role == "actor"] == ["jihadists"]
    assert [p.name for p in claim.places] == [site]
    assert claim.attribution.sources == ()


@pytest.mark.parametrize(
    ("text", "event", "country"),
    [
        ("We condemn the rocket attack on Abha, for which the Houthis claimed responsibility.", "shelling", "YEM"),
        (
            "The drone attack on Abu Dhabi, for which the Houthis claimed responsibility, killed three workers.",
            "drone_strike",
            "YEM",
        ),
        (
            "I condemn the missile attack on Erbil, for which the Revolutionary Guard has claimed responsibility.",
            "missile_strike",
            "IRN",
        ),
    ],
)
def test_who_claims_responsibility_did_it(single: Single, text: str, event: str, country: str) -> None:
    claim = single(text, event)
    assert [p.country for p in claim.participants if p.role == "actor"] == [country]


@pytest.mark.parametrize(
    ("text", "event", "publisher", "expected"),
    [
        (
            "The Chairperson of the African Union Commission condemns the attack at Nasir.",
            "condemnation",
            None,
            [("igo", None)],
        ),
        (
            "The Secretary-General is in Nairobi. His Personal Envoy, Ramtane Diallo, met both sides in Djibouti.",
            "negotiation",
            None,
            [("igo", None)],
        ),
        (
            "The Special Envoy for Sudan, Ruth Hale, condemned the shelling of Omdurman.",
            "condemnation",
            "UK Government",
            [("government", "GBR")],
        ),
        (
            "The ambassador to Yemen, Ruth Hale, condemned the shelling of a market in Taiz.",
            "condemnation",
            "UK Government",
            [("government", "GBR")],
        ),
        (
            "The U.S. Special Envoy for Sudan condemned the shelling of Omdurman.",
            "condemnation",
            None,
            [("government", "USA")],
        ),
        ("The envoy to Libya condemned the raid on Sabha.", "condemnation", None, [("government", None)]),
        (
            "The Sudanese ambassador to Egypt condemned the raid on Bara.",
            "condemnation",
            None,
            [("government", "SDN")],
        ),
        ("The Mission deployed peacekeepers to Malakal on Friday.", "deployment", "UNMISS", [("peacekeepers", None)]),
        (
            "Russian forces hold Enerhodar. The occupiers shelled Nikopol.",
            "shelling",
            "Ministry of Defence of Ukraine",
            [("state_forces", "RUS")],
        ),
        ("France has been among those calling for a ceasefire in Gaza.", "demand", None, [("government", "FRA")]),
        ("A woman told the Mission that she had heard shelling at night in Zolote.", "shelling", None, []),
    ],
)
def test_who_acts_for_an_office(
    single: Single, text: str, event: str, publisher: str | None, expected: list[Actor]
) -> None:
    assert actors(single, text, event, publisher) == expected


@pytest.mark.parametrize(
    ("text", "event", "expected"),
    [
        ("The envoy met the general in Lome and noted the commitment of Ghana.", "negotiation", ["Lome"]),
        ("Rebels attacked the army after the decision of Kenya to withdraw.", "attack", []),
        ("The Minister for Africa condemns the attack on a camp in Ituri.", "condemnation", ["Ituri"]),
        (
            "The Chairperson urges President Kiir to uphold the Agreement signed in Addis Ababa in September 2018.",
            "demand",
            [],
        ),
        ("The Treasury sanctioned three commanders who burned villages in Darfur.", "sanction", []),
        ("The Union has distributed food in Gao and calls on the junta to release the detainees.", "demand", []),
        (
            "The patrol was attacked by armed men near the village of Tabane, in the Haut-Mbomou prefecture.",
            "attack",
            ["Haut-Mbomou", "Tabane"],
        ),
    ],
)
def test_place_is_where_the_deed_is(single: Single, text: str, event: str, expected: list[str]) -> None:
    assert sorted(p.mention.text for p in single(text, event).places) == expected


@pytest.mark.parametrize(
    ("text", "event", "expected"),
    [
        ("The Office documented 61 killings in the Mopti region.", "killing", [("killed", "people", 61)]),
        ("The Office verified 23 arrests in Minsk.", "detention", [("detained", "people", 23)]),
        (
            "Monitors saw damage to three houses and a school in Horlivka.",
            "destruction",
            [("damaged", "homes", 3), ("damaged", "schools", 1)],
        ),
        ("The strike near Horlivka caused damage to 12 vehicles.", "attack", [("damaged", "vehicles", 12)]),
        (
            "We deplore the killing of four staff members of the Red Cross near Bama.",
            "killing",
            [("killed", "people", 4)],
        ),
    ],
)
def test_nouns_of_harm_count(
    single: Single, text: str, event: str, expected: list[tuple[str, str, float | None]]
) -> None:
    assert [(f.measure, f.of, f.n) for f in single(text, event).figures] == expected


@pytest.mark.parametrize(
    ("text", "event", "expected"),
    [
        ("We urge both sides to uphold the agreement signed in Juba in 2018.", "agreement", "asserted"),
        ("We call on both sides to respect the agreement announced in Doha on Monday.", "agreement", "asserted"),
        ("We urge both sides to sign an agreement in Juba.", "agreement", "expected"),
        ("There were no reports of civilian casualties in Raqqa.", "casualties", "negated"),
        ("There were reports of 12 civilian casualties in Raqqa.", "casualties", "alleged"),
    ],
)
def test_stance_of_what_was_made_and_what_was_not_reported(code: Code, text: str, event: str, expected: str) -> None:
    assert [c.stance for c in code(text) if c.event == event] == [expected]
