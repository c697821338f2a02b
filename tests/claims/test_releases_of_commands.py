"""What commands and defence ministries tell: strikes, raids on named men, losses, arms found, sites misused."""

from __future__ import annotations

import pytest
from tests.claims.conftest import Code, Single

Figures = list[tuple[str, str, float | None]]


def counted(claims: list) -> Figures:  # type: ignore[type-arg]
    return [(f.measure, f.of, f.n) for claim in claims for f in claim.figures]


@pytest.mark.parametrize(
    ("text", "events"),
    [
        ("Coalition aircraft flew over Hit. Near Hit, two strikes destroyed a truck.", ["airstrike"]),
        ("An airstrike hit Sirte. Rebel strikes on the town killed nine.", ["airstrike", "attack"]),
        (
            "Jets hit Kharkiv. Missile strikes hit Kyiv. Two strikes destroyed a depot.",
            ["airstrike", "missile_strike", "attack"],
        ),
        ("A strike on the village killed four.", ["attack"]),
        ("Coalition jets carried out a strike on the house to target fighters.", ["airstrike"]),
        ("U.S. forces killed a leader in a helicopter raid near Atmeh.", ["raid"]),
        ("A helicopter raid on the village killed nine people.", ["airstrike"]),
        ("An aircraft killed a Hamas operative who had fired mortars at the troops.", ["airstrike", "shelling"]),
        ("Militants who attacked the village killed 12 people.", ["attack"]),
        ("A gunman who opened fire on a bus killed three people in Quetta.", ["shooting"]),
        (
            "Our commandos, who are carrying out an operation, destroyed 12 shelters near Metina.",
            ["ground_assault", "destruction"],
        ),
        ("Four people who had fled Bara were killed near Fasher.", ["displacement", "killing"]),
        ("A vehicle drove into the target area after the bomb was released.", []),
        ("He took over as head of the cell in Aleppo.", []),
        ("Speaking by telephone from Erbil, the colonel said Kurdish forces had taken two villages.", ["capture"]),
        ("The SDF announced the start of the second phase of the operation against the bandits.", ["ground_assault"]),
    ],
)
def test_what_happened(code: Code, text: str, events: list[str]) -> None:
    assert [claim.event for claim in code(text)] == events


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        (
            "The enemy lost 870 soldiers, 12 tanks and 25 armoured vehicles.",
            [("casualties", "soldiers", 870), ("destroyed", "vehicles", 12), ("destroyed", "vehicles", 25)],
        ),
        ("The enemy lost 12 tanks near Robotyne.", [("destroyed", "vehicles", 12)]),
        (
            "Items recovered included 24 rifles and two machine guns.",
            [("captured", "weapons", 24), ("captured", "weapons", 2)],
        ),
        (
            "Troops recovered three rifles and 200 rounds of ammunition.",
            [("captured", "weapons", 3), ("captured", "munitions", 200)],
        ),
        ("Rescuers recovered three bodies.", [("killed", "people", 3)]),
        ("The number of civilians killed since 24 April has reached 91.", [("killed", "people", 91)]),
        (
            "One officer and three soldiers paid the supreme price near Damboa.",
            [("killed", "officers", 1), ("killed", "soldiers", 3)],
        ),
        ("About 3,000 people who had fled the fighting have returned to Ramadi.", [("returned", "people", 3000)]),
        ("No injuries were reported.", [("injured", "people", 0)]),
        ("A review found no evidence of civilian casualties.", [("casualties", "civilians", 0)]),
        ("No U.S. personnel were killed or injured.", [("casualties", "people", 0)]),
        ("U.S. forces killed Abu Omar in an airstrike near Idlib.", [("killed", "people", 1)]),
    ],
)
def test_what_is_counted(code: Code, text: str, figures: Figures) -> None:
    found = counted(code(text))
    assert [(measure, of, n or 0) for measure, of, n in found] == figures


@pytest.mark.parametrize(
    ("text", "event", "places"),
    [
        ("U.S. forces killed Abu Omar in an airstrike near Idlib.", "airstrike", ["Idlib"]),
        (
            "Air strikes hit the settlements of Synkivka, Torske and Avdiivka.",
            "airstrike",
            ["Synkivka", "Torske", "Avdiivka"],
        ),
        ("A strike near Tal Hassan destroyed two trucks.", "attack", ["Tal Hassan"]),
        ("The militia seized Tal Hassan and Kafr Naya.", "capture", ["Tal Hassan", "Kafr Naya"]),
        ("The army shelled the towns of Bara and Burka, General Tadesse said.", "shelling", ["Bara", "Burka"]),
        ("Commandos of Operation Claw-Lightning destroyed 12 caves.", "destruction", []),
    ],
)
def test_where(code: Code, text: str, event: str, places: list[str]) -> None:
    claim = next(claim for claim in code(text) if claim.event == event)
    assert [place.mention.text for place in claim.places] == places


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        ("U.S. forces killed a leader in a helicopter raid near Atmeh.", ["USA:MIL"]),
        ("Government helicopter raids on Idlib killed nine people.", ["SYR:MIL.AIR"]),
        ("The Syrian Arab Coalition seized the dam.", ["SYR:REB.SDF"]),
        ("The Saudi-led Arab coalition bombed Sanaa.", ["SAU:MIL.COALITION"]),
    ],
)
def test_who_did_it(code: Code, text: str, actors: list[str]) -> None:
    claim = code(text)[0]
    assert [p.party for p in claim.participants if p.role == "actor"] == actors


def test_a_people_in_a_byname_is_no_people(code: Code) -> None:
    killing = code("Abu Sayyed al-Iraqi, who sold oil, was killed near Mosul.")[0]
    assert [p.country for p in killing.participants] == [None]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Army Col. Peter Marsh said troops had taken Ramadi. Marsh said aircraft killed 50 fighters.", "state_forces"),
        ("The spokesman, Navy Capt. Jeff Lowe, said that jets had struck a depot.", "state_forces"),
        (
            "The Director of Defence Media Operations, Maj. Gen. Musa Danladi, said troops had killed nine.",
            "state_forces",
        ),
        ("The rebels' spokesman, Gen. Omar Sadiq, said they had taken Bara.", "rebels"),
    ],
)
def test_officers_speak_for_their_forces(code: Code, text: str, kind: str) -> None:
    assert code(text)[-1].attribution.sources[0].kind == kind


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Fighters were using the hospital as a headquarters.", ("health_facility",)),
        ("The school had been used as a base by the militia.", ("school",)),
        ("The fighters had stored rockets in two schools.", ("school",)),
    ],
)
def test_sites_that_forces_use(single: Single, text: str, kinds: tuple[str, ...]) -> None:
    assert single(text, "deployment").target_kinds == kinds


@pytest.mark.parametrize(
    ("text", "event", "stance"),
    [
        ("There is no indication that civilians were killed.", "killing", "negated"),
        ("We have received no reports of casualties from the strike near Raqqah.", "attack", "asserted"),
        ("Operations will go on until the last terrorist is killed.", "killing", "expected"),
        ("The fighting went on until soldiers killed the last gunman.", "killing", "asserted"),
    ],
)
def test_how_surely(single: Single, text: str, event: str, stance: str) -> None:
    assert single(text, event).stance == stance


def test_posts_are_not_posted(code: Code) -> None:
    claim = code("Warplanes struck 45 targets in Gaza, including launchers and observation posts.")[0]
    assert claim.attribution.sources == ()
