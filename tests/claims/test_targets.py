"""What kind of object was hit."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dateline.records import Claim

Code = Callable[..., tuple[Claim, ...]]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Shells hit a market in Nyala.", {"market"}),
        ("Shells hit the maternity hospital in Nyala.", {"health_facility"}),
        ("Jets bombed a clinic and a school in Idlib.", {"health_facility", "school"}),
        ("A mosque in Kabul was bombed.", {"place_of_worship"}),
        ("Jets bombed a camp for displaced people in Idlib.", {"camp"}),
        ("Militants looted an aid warehouse in Gao.", {"aid"}),
        ("A drone hit an apartment block in Sumy.", {"residential"}),
        ("Missiles hit a power station in Kharkiv.", {"infrastructure"}),
        ("Rebels attacked an army base in Gao.", {"military"}),
        ("Eight people were killed in the shelling of a market in Nyala.", {"market"}),
        ("Militants attacked a church in Jos.", {"place_of_worship"}),
        ("An explosion in the vegetable market area of Bannu wounded nine.", {"market"}),
        ("Rockets hit the gas processing facility at Kor Mor.", {"infrastructure"}),
        ("A blast ripped through a bus in Karachi.", {"transport"}),
        ("Shells hit a school in the village of Atme.", {"school"}),
        ("Shells hit a clinic at the Zamzam camp.", {"health_facility"}),
        ("Two lorries carrying flour for WFP were looted near Kutum.", {"aid"}),
        ("Three aid convoys were turned back at an army checkpoint.", {"aid"}),
        ("A bomb went off during prayers at a mosque in Kunduz.", {"place_of_worship"}),
        ("Suicide attacks at a hospital and a market in Quetta killed nine people.", {"health_facility", "market"}),
    ],
)
def test_kind_of_what_was_hit(code: Code, text: str, kinds: set[str]) -> None:
    (claim,) = code(text)
    assert set(claim.target_kinds) == kinds


@pytest.mark.parametrize(
    "text",
    [
        "Shells hit Nyala on Monday.",
        "The minister condemned the attack at a school in Nairobi.",
        "A doctor at a hospital said that jets had bombed Idlib.",
        "Peace talks opened at a hotel in Geneva.",
    ],
)
def test_what_was_not_hit_is_no_target(code: Code, text: str) -> None:
    assert [claim.target_kinds for claim in code(text) if claim.event != "attack"] == [()]


def test_what_comes_under_fire_is_hit(code: Code) -> None:
    (claim,) = code("An aid convoy came under fire near Tawila.")
    assert claim.target_kinds == ("aid",)


def test_where_one_fires_from_is_not_what_one_hits(code: Code) -> None:
    (claim,) = code("Government troops had fired from positions inside the camp.")
    assert claim.target_kinds == ()


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("Two teachers were abducted on the Fada road on Monday.", "abduction"),
        ("Gunmen killed two soldiers and a farmer near Gao.", "killing"),
        ("Drones struck a car in the village of Shebekino.", "drone_strike"),
        ("Police detained nine men in two villages.", "detention"),
    ],
)
def test_where_it_happened_and_who_died_are_no_objects(single: Callable[..., Claim], text: str, event: str) -> None:
    assert single(text, event).target_kinds == ()
