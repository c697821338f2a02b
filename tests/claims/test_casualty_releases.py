"""Releases on strikes and the harm that they did: lists, headings with a day and a place, whose aircraft they were."""

from __future__ import annotations

import pytest
from tests.claims.conftest import Code, Single


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        (
            "Near Mosul, four strikes destroyed nine mortar systems, three VBIEDs, a bunker, and a weapons cache.",
            [4, 9, 3, 1, 1],
        ),
        ("Near Tal Afar, two strikes destroyed an ISIL headquarters building and a vehicle.", [2, 1, 1]),
        ("The jets destroyed a bridge, a fuel depot and two trucks in Tal Afar.", [1, 1, 2]),
    ],
)
def test_everything_on_the_list_is_counted(code: Code, text: str, counted: list[int]) -> None:
    (claim,) = code(text, publisher="CENTCOM")
    assert sorted(f.n or 0 for f in claim.figures) == sorted(counted)


@pytest.mark.parametrize(
    ("text", "killed"),
    [
        ("The attack, in which at least 12 people, many of them volunteers, lost their lives, was condemned.", 12),
        ("Forty people, most of them women, died in the raid on Goma.", 40),
        ("Forty people, most of them women, said they had fled the raid on Goma.", None),
    ],
)
def test_who_died_behind_an_aside(code: Code, text: str, killed: int | None) -> None:
    figures = [figure for claim in code(text) for figure in claim.figures if figure.measure == "killed"]
    assert (figures[0].n if figures else None) == killed


def test_what_an_attack_by_somebody_was_on(single: Single) -> None:
    claim = single(
        "The minister condemns the air strikes by the regime on the Al Quds hospital in Aleppo.", "airstrike"
    )
    assert claim.target_kinds == ("health_facility",)
    assert [p.mention.text for p in claim.participants if p.role == "actor"] == ["regime"]


def test_a_service_is_cut_to_so_many(single: Single) -> None:
    claim = single("The army cut off the water supply to 250,000 people in Aleppo.", "service_disruption")
    assert [(f.measure, f.n) for f in claim.figures] == [("affected", 250000)]


@pytest.mark.parametrize(
    ("text", "events"),
    [
        ("We will go on to disrupt al-Qaida's network.", []),
        ("The massacre in Kanama killed 22.", ["killing"]),
        ("The strikes were part of the operation to eliminate the terrorist group in Iraq.", ["attack"]),
        ("The strike killed a man who entered the area after the weapon was released.", ["attack"]),
    ],
)
def test_what_is_told(code: Code, text: str, events: list[str]) -> None:
    assert [claim.event for claim in code(text, publisher="CENTCOM")] == events


def test_a_day_and_a_place_head_a_paragraph(code: Code) -> None:
    text = (
        "Sept. 7, 2016, near Dayr Az Zawr, Syria: During a strike on a building, it was assessed that one civilian was "
        "killed.\n\nSept. 12, 2016, near Ash Shaddadi, Syria: During a strike on a vehicle, five civilians were killed."
    )
    first, *_, last = code(text, published="2016-12-01", publisher="CENTCOM")
    assert [p.mention.text for p in first.places] == ["Dayr Az Zawr", "Syria"]
    assert [p.mention.text for p in last.places] == ["Ash Shaddadi", "Syria"]
    assert [claim.time and str(claim.time.start) for claim in (first, last)] == ["2016-09-07", "2016-09-12"]


@pytest.mark.parametrize(
    ("text", "event", "actors"),
    [
        ("A U.S. airstrike killed four men in Idlib.", "airstrike", ["USA:MIL.AIR"]),
        ("A UK raid freed two hostages in Idlib.", "raid", ["GBR:MIL"]),
        ("Two Tornado GR4s attacked a mortar team near Mosul.", "airstrike", ["GBR:MIL.AIR"]),
        ("Foreign Secretary condemns attack on market in Syria", "condemnation", ["GBR:GOV"]),
    ],
)
def test_whose_it_was(single: Single, text: str, event: str, actors: list[str]) -> None:
    claim = single(text, event, publisher="UK Government")
    assert [p.party for p in claim.participants if p.role == "actor"] == actors


def test_a_title_inside_a_name_is_no_office(single: Single) -> None:
    text = "A strike near Mosul killed Basim Muhammad Ahmad Sultan al-Bajari, the group said."
    assert "IRQ:GOV" not in [p.party for p in single(text, "attack").participants]


@pytest.mark.parametrize(
    ("text", "event"),
    [
        (
            "We call on Russia to act, and urge all to return to the cessation of hostilities agreed in May.",
            "ceasefire",
        ),
        ("Since the collapse of the truce on Monday the regime has bombed Aleppo.", "ceasefire"),
    ],
)
def test_a_truce_is_not_where_its_sentence_leads(single: Single, text: str, event: str) -> None:
    assert single(text, event).places == ()
