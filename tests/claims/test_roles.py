"""Who did it, and to whom: roles read from the clause."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dateline.records import Claim

Code = Callable[..., tuple[Claim, ...]]
Single = Callable[..., Claim]


def parties(claim: Claim, role: str) -> set[str]:
    """The parties of a role, by code; those without one by their words."""
    return {p.party or p.mention.text for p in claim.participants if p.role == role}


@pytest.mark.parametrize(
    ("text", "event", "actors"),
    [
        ("The Sudanese army shelled a village near Kassala.", "shelling", {"SDN:MIL"}),
        ("A village near Kassala was shelled by the Sudanese army.", "shelling", {"SDN:MIL"}),
        ("Shelling by the Sudanese army killed a farmer near Kassala.", "shelling", {"SDN:MIL"}),
        ("The Sudanese army's shelling of Nyala killed a farmer.", "shelling", {"SDN:MIL"}),
        ("The Sudanese army carried out a raid on Nyala.", "raid", {"SDN:MIL"}),
        ("A raid carried out by the Sudanese army on Nyala killed a farmer.", "raid", {"SDN:MIL"}),
        ("The Sudanese army, which shelled Nyala on Friday, said nothing.", "shelling", {"SDN:MIL"}),
        ("Al Shabaab fighters attacked a hotel in Mogadishu.", "attack", {"SOM:REB.SHABAAB"}),
        ("A hotel in Mogadishu was attacked by al Shabaab.", "attack", {"SOM:REB.SHABAAB"}),
        (
            "The attack on the hotel in Mogadishu was claimed by al Shabaab.",
            "claim_of_responsibility",
            {"SOM:REB.SHABAAB"},
        ),
        ("Israeli jets struck Gaza City overnight.", "airstrike", {"ISR:MIL.AIR"}),
        ("Somali troops, backed by U.S. drones, recaptured the town of Harardhere.", "capture", {"SOM:MIL"}),
        ("Colombian troops killed four ELN rebels in Arauca.", "killing", {"COL:MIL"}),
        ("A boy was shot dead by Israeli forces in Jenin.", "shooting", {"ISR:MIL"}),
        ("Houthi fighters fired a ballistic missile at Eilat.", "missile_strike", {"YEM:REB.HOUTHI"}),
        ("Fighting between the Malian army and Tuareg rebels resumed.", "clash", {"MLI:MIL.ARMY", "MLI:REB"}),
        ("Russia and Iran condemned the strike.", "condemnation", {"RUS:GOV", "IRN:GOV"}),
    ],
)
def test_actors(single: Single, text: str, event: str, actors: set[str]) -> None:
    assert parties(single(text, event), "actor") == actors


@pytest.mark.parametrize(
    ("text", "event", "count"),
    [
        ("Russian and Syrian jets bombed Idlib.", "airstrike", 2),
        ("The army and the militia attacked Malakal.", "attack", 2),
        ("Airstrikes and shelling by Syrian government forces hit Idlib.", "shelling", 1),
    ],
)
def test_actors_are_shared_across_conjunctions(single: Single, text: str, event: str, count: int) -> None:
    assert len([p for p in single(text, event).participants if p.role == "actor"]) == count


@pytest.mark.parametrize(
    ("text", "event", "kind"),
    [
        ("Police detained 14 students in Kampala.", "detention", "police"),
        ("Rebels attacked the town of Bunia.", "attack", "rebels"),
        ("Government forces advanced on Marib.", "advance", "state_forces"),
        ("Peacekeepers evacuated 60 families from Malakal.", "evacuation", "peacekeepers"),
    ],
)
def test_kind_of_actor(single: Single, text: str, event: str, kind: str) -> None:
    assert [p.kind for p in single(text, event).participants if p.role == "actor"] == [kind]


@pytest.mark.parametrize(
    ("text", "event", "words"),
    [
        ("Gunmen killed two teachers in Maiduguri.", "killing", {"teachers"}),
        ("Two teachers were killed by gunmen in Maiduguri.", "killing", {"teachers"}),
        ("The killing of two teachers shocked Maiduguri.", "killing", {"teachers"}),
        ("Gunmen abducted a priest and two nuns in Kaduna.", "abduction", {"priest", "nuns"}),
        ("Soldiers shot a driver who had stopped at a checkpoint in Gao.", "shooting", {"driver"}),
    ],
)
def test_those_who_suffer_it(single: Single, text: str, event: str, words: set[str]) -> None:
    found = {p.mention.text for p in single(text, event).participants if p.role in {"victim", "target"}}
    assert found == words


@pytest.mark.parametrize(
    "text",
    [
        "Gunmen killed two teachers in Maiduguri.",
        "Two teachers were killed in Maiduguri.",
        "A blast in Kabul killed four people.",
        "Four people were killed when shells hit Kherson.",
        "Shells hit Kherson, leaving at least eight people dead.",
    ],
)
def test_the_dead_are_never_the_actors(code: Code, text: str) -> None:
    for claim in code(text):
        assert not any(
            p.role == "actor" and p.mention.text in {"teachers", "people", "Two teachers"} for p in claim.participants
        )


@pytest.mark.parametrize(
    ("text", "event", "actors"),
    [
        ("The Sudanese army entered Nyala on Monday. It then shelled the market.", "shelling", {"SDN:MIL"}),
        ("Boko Haram raided the village on Monday. They abducted nine women.", "abduction", {"NGA:REB.BOKO"}),
        ("The M23 rebels took Bunia on Monday. The group looted the market.", "looting", {"COD:REB.M23"}),
    ],
)
def test_pronouns_stand_for_a_party_of_the_report(single: Single, text: str, event: str, actors: set[str]) -> None:
    assert parties(single(text, event), "actor") == actors


@pytest.mark.parametrize(
    ("text", "event", "backer"),
    [
        ("Rwandan-backed rebels captured Bunia.", "capture", "RWA:GOV"),
        ("Iran-backed militias fired rockets at an army base.", "shelling", "IRN:GOV"),
        ("Rebels backed by Rwanda captured Bunia.", "capture", "RWA:GOV"),
    ],
)
def test_who_stands_behind_is_a_backer_not_an_actor(single: Single, text: str, event: str, backer: str) -> None:
    claim = single(text, event)
    assert {p.role for p in claim.participants} == {"actor", "backer"}
    assert parties(claim, "backer") == {backer}


def test_both_sides_of_a_clash_take_part(single: Single) -> None:
    claim = single("The army clashed with RSF fighters in Omdurman.", "clash")
    assert {p.kind for p in claim.participants} == {"state_forces", "militia"}


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("Shells hit a bakery in Kherson.", "shelling"),
        ("A missile hit a power station in Sumy.", "missile_strike"),
    ],
)
def test_a_weapon_is_an_instrument_and_no_actor(single: Single, text: str, event: str) -> None:
    assert [p.role for p in single(text, event).participants if p.role in {"actor", "instrument"}] == ["instrument"]


@pytest.mark.parametrize(
    "text",
    [
        "Two teachers were killed in Maiduguri.",
        "A bomb went off near the station in Kabul.",
        "Heavy shelling hit Kharkiv on Monday.",
        "The town was attacked on Sunday night.",
    ],
)
def test_no_actor_where_the_text_names_none(code: Code, text: str) -> None:
    assert [p for claim in code(text) for p in claim.participants if p.role == "actor"] == []


def test_an_unknown_armed_group_keeps_its_words_and_gets_no_code(single: Single) -> None:
    claim = single("The Harvest Brigade attacked a police post in Gao.", "attack")
    actors = [p for p in claim.participants if p.role == "actor"]
    assert [(p.mention.text, p.party) for p in actors] == [("Harvest Brigade", None)]


@pytest.mark.parametrize(
    "text",
    [
        "“We received 31 wounded,” the surgeon said.",
        "Volunteers buried 40 dead in the village of Tuti.",
        "Rescuers counted 12 dead after the strike on Kharkiv.",
        "The clinic received 14 dead and 20 injured.",
    ],
)
def test_whoever_sees_to_the_harmed_is_no_victim(code: Code, text: str) -> None:
    claims = code(text)
    assert claims
    assert [p.name for claim in claims for p in claim.participants if p.role == "victim"] == []


def test_houses_are_not_killed(code: Code) -> None:
    (claim,) = code("Gunmen raided Tin Akof on Sunday, killing at least 30 people and burning houses.")
    assert [p.name for p in claim.participants if p.role == "victim"] == ["people"]
    assert [f.mention.text for f in claim.figures if f.measure == "killed"] == ["at least 30 people"]


def test_an_object_makes_the_doer_whatever_the_parser_thinks(code: Code) -> None:
    text = (
        "Suspected Islamist militants killed at least 60 people in an attack on the village of Darul Jamal in "
        "northeastern Nigeria, a traditional chief, a vigilante commander and residents said on Tuesday."
    )
    (claim,) = code(text)
    assert [(p.role, p.name) for p in claim.participants] == [
        ("actor", "Suspected Islamist militants"),
        ("victim", "people"),
    ]
    assert [f.n for f in claim.figures] == [60]


def test_it_is_who_was_blamed(single: Single) -> None:
    text = "The rebels denied responsibility and blamed the army, saying it had shelled Goma from the airport."
    assert [p.party for p in single(text, "shelling").participants if p.role == "actor"] == ["COD:MIL.ARMY"]


def test_our_forces_are_the_rebels_whose_spokesman_speaks(single: Single) -> None:
    text = "M23 spokesman Willy Ngoma said the report was wrong. “Our forces captured Sake,” he said."
    assert [p.party for p in single(text, "capture").participants if p.role == "actor"] == ["COD:REB.M23"]


def test_their_men_are_of_the_force_that_speaks(single: Single) -> None:
    claim = single("The Rapid Support Forces said their men had killed 12 soldiers in Nyala.", "killing")
    assert [(p.party, p.kind) for p in claim.participants if p.role == "actor"] == [("SDN:UAF.RSF", "militia")]


def test_who_said_that_no_one_was_hurt_accuses_too(single: Single) -> None:
    claim = single(
        "The army said no civilians had been hurt in Goma and accused the rebels of spreading lies.", "accusation"
    )
    assert [p.kind for p in claim.participants if p.role == "actor"] == ["state_forces"]
    assert claim.stance == "asserted"


def test_whose_aircraft_a_junta_flies(single: Single) -> None:
    claim = single("Junta aircraft bombed a village school in Magway, killing 17 people.", "airstrike")
    assert [p.kind for p in claim.participants if p.role == "actor"] == ["state_forces"]


def test_who_stops_a_deed_of_others_does_not_do_it(single: Single) -> None:
    claim = single("The Nigerian army has halted Boko Haram's advance near Maiduguri.", "advance")
    assert [p.name for p in claim.participants if p.role == "actor"] == ["Boko Haram"]


def test_terrorist_says_what_a_deed_was_and_not_whose(code: Code) -> None:
    (claim,) = code("Terrorist bombings in Istanbul killed two people.")
    assert [p.role for p in claim.participants] == ["victim"]


def test_the_enemy_of_a_state_with_allies_is_the_group_that_they_fight(code: Code) -> None:
    text = (
        "U.S. troops trained with the Iraqi army near Erbil. U.S. soldiers brought masks.\n\n"
        "The Islamic State was near. “The enemy shelled the posts on Monday,” said the Iraqi army."
    )
    (claim,) = [c for c in code(text) if c.event == "shelling"]
    assert [p.kind for p in claim.participants if p.role == "actor"] == ["jihadists"]


def test_who_gives_most_is_one_party(single: Single) -> None:
    claim = single("The European Union has been the biggest humanitarian aid donor in Yemen.", "aid_delivery")
    assert [p.name for p in claim.participants if p.role == "actor"] == ["European Union"]


def test_what_was_hit_killed_nobody(code: Code) -> None:
    (claim,) = code("A civil defence centre in Nabatieh was hit, killing five rescuers and wounding two.")
    assert "actor" not in {p.role for p in claim.participants}


@pytest.mark.parametrize("text", ["A Palestinian was shot dead in Jenin.", "Gunmen shot an Iraqi in Basra."])
def test_one_of_a_people_is_no_government(code: Code, text: str) -> None:
    (claim,) = code(text)
    assert "government" not in {p.kind for p in claim.participants}
    assert "civilians" in {p.kind for p in claim.participants}


def test_who_was_pulled_off_a_bus_and_shot_did_not_shoot(single: Single) -> None:
    claim = single("Nine men from Punjab were pulled off a bus near Quetta and shot, the mayor said.", "shooting")
    assert "actor" not in {p.role for p in claim.participants}


def test_where_talks_are_held_is_not_whose_government_takes_part(single: Single) -> None:
    text = (
        "Colombian troops fought rebels in Cauca and Arauca. Colombia's army suspended operations. "
        "The government and the rebels began talks in Mexico City on Monday."
    )
    claim = single(text, "negotiation")
    assert {p.party for p in claim.participants} == {"COL:GOV", "COL:REB"}
