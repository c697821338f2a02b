"""The weapon, or who carried it, makes a strike an airstrike, a shelling, a shooting."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dateline.records import Claim

Code = Callable[..., tuple[Claim, ...]]
Single = Callable[..., Claim]


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("Jets attacked a convoy near Marib.", "airstrike"),
        ("Warplanes hit a school in Idlib.", "airstrike"),
        ("Helicopters attacked the village near Myitkyina.", "airstrike"),
        ("The village was hit by artillery.", "shelling"),
        ("Mortars hit a clinic in Donetsk.", "shelling"),
        ("A ballistic missile hit a hotel in Kharkiv.", "missile_strike"),
        ("Cruise missiles struck a power plant in Odesa.", "missile_strike"),
        ("A drone attacked an oil depot in Kursk.", "drone_strike"),
        ("The convoy was hit by a drone near Marib.", "drone_strike"),
        ("Four soldiers were killed by a landmine near Shabwa.", "mine_explosion"),
        ("A roadside bomb killed four soldiers near Shabwa.", "bombing"),
        ("A suicide bomber attacked a checkpoint in Kabul.", "suicide_bombing"),
        ("A sniper wounded a shopkeeper in Taiz.", "shooting"),
        ("Army helicopters dropped barrel bombs on the suburb.", "airstrike"),
        ("Shells killed four people in Sloviansk.", "shelling"),
        ("The town was attacked with chlorine gas.", "chemical_attack"),
    ],
)
def test_a_weapon_names_the_kind_of_attack(code: Code, text: str, event: str) -> None:
    assert [claim.event for claim in code(text)] == [event]


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("Militants attacked a checkpoint outside Gao.", "attack"),
        ("Four people were killed in Gao on Monday.", "killing"),
        ("Unknown men killed a priest in Kaduna.", "killing"),
        ("The rebels attacked the airport.", "attack"),
    ],
)
def test_without_a_weapon_the_means_stay_open(code: Code, text: str, event: str) -> None:
    assert [claim.event for claim in code(text)] == [event]


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("The Syrian army bombed a market in Idlib.", "airstrike"),
        ("Insurgents bombed a police station in Kandahar.", "bombing"),
    ],
)
def test_a_state_bombs_from_the_air_and_insurgents_do_not(code: Code, text: str, event: str) -> None:
    assert [claim.event for claim in code(text)] == [event]


def test_what_was_hit_is_not_what_it_was_hit_with(code: Code) -> None:
    assert [c.event for c in code("Militants attacked a tank outside Gao.")] == ["attack"]


def test_the_word_that_decided_is_noted(single: Single) -> None:
    claim = single("Jets attacked a convoy near Marib.", "airstrike")
    assert "Jets" in {note.span.text for note in claim.notes if note.field == "event" and note.span is not None}


@pytest.mark.parametrize(
    "text",
    [
        "Air defences had downed 12 drones over Ryazan.",
        "Russian air defence destroyed 12 drones over Belgorod region.",
        "Air defence units intercepted four missiles near Sevastopol.",
    ],
)
def test_what_is_done_to_weapons_in_the_air_is_no_air_strike(code: Code, text: str) -> None:
    (claim,) = code(text)
    assert claim.event == "attack"
    assert [f.measure for f in claim.figures] == ["destroyed"]
