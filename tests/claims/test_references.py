"""Whom "they", "it", "the group" and "we" stand for within one report."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dateline.records import Claim

Code = Callable[..., tuple[Claim, ...]]
Single = Callable[..., Claim]


def actors(claim: Claim) -> list[tuple[str, str | None]]:
    return [(p.mention.text, p.party) for p in claim.participants if p.role == "actor"]


@pytest.mark.parametrize(
    ("text", "event", "expected"),
    [
        ("The Sudanese army said that it had captured Nyala.", "capture", [("it", "SDN:MIL")]),
        ("The Sudanese army said it shelled Nyala.", "shelling", [("it", "SDN:MIL")]),
        ("Israel entered the strip on Monday. It bombed Rafah overnight.", "airstrike", [("It", "ISR:GOV")]),
        ("Al Shabaab fighters entered Baidoa. They looted the market.", "looting", [("They", "SOM:REB.SHABAAB")]),
        (
            "Al Shabaab claimed the blast. The group attacked a hotel on Sunday.",
            "attack",
            [("group", "SOM:REB.SHABAAB")],
        ),
    ],
)
def test_a_pronoun_keeps_its_words_and_takes_the_party(
    single: Single, text: str, event: str, expected: list[tuple[str, str | None]]
) -> None:
    assert actors(single(text, event)) == expected


@pytest.mark.parametrize(
    ("text", "publisher", "party"),
    [
        ("We condemn the bombing of the hospital in Nyala.", "United Nations", "UNO"),
        ("We condemn the bombing of the hospital in Nyala.", "UK Government", "GBR:GOV"),
    ],
)
def test_we_is_the_publisher(single: Single, text: str, publisher: str, party: str) -> None:
    assert [code for _, code in actors(single(text, "condemnation", publisher=publisher))] == [party]


def test_we_in_a_quotation_is_the_one_who_is_quoted(single: Single) -> None:
    claim = single("“We captured Bunia,” said a spokesman for the M23.", "capture")
    assert [code for _, code in actors(claim)] == ["COD:REB.M23"]


@pytest.mark.parametrize(
    "text",
    [
        "It shelled the market in Nyala on Monday.",
        "They abducted nine women near Maiduguri.",
    ],
)
def test_a_pronoun_without_anyone_before_it_gets_no_party(code: Code, text: str) -> None:
    assert [p.party for claim in code(text) for p in claim.participants if p.role == "actor" and p.party] == []


@pytest.mark.parametrize(
    ("text", "event", "party"),
    [
        ("The regime must end its siege of Madaya in Syria.", "siege", "SYR:GOV"),
        ("After they had looted the clinic, the Rapid Support Forces left Nyala.", "looting", "SDN:UAF.RSF"),
        ("The siege of Madaya in Syria by Hezbollah has lasted for months.", "siege", "LBN:REB"),
    ],
)
def test_whose_a_deed_is(single: Single, text: str, event: str, party: str) -> None:
    assert [p.party for p in single(text, event).participants if p.role == "actor"] == [party]


@pytest.mark.parametrize(
    ("publisher", "text", "party"),
    [
        (
            "Ministry of Foreign Affairs of Ghana",
            "The Ministry condemns the killing of four farmers in Bunia.",
            "GHA:GOV",
        ),
        ("African Union", "The Commission condemned the bombing of a school in Tyre.", "IGO.AU"),
    ],
)
def test_the_one_body_of_the_publisher_is_the_publisher(single: Single, publisher: str, text: str, party: str) -> None:
    assert [code for _, code in actors(single(text, "condemnation", publisher=publisher))] == [party]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kenya deplores that the army shelled Kassala. It condemns the bombing of a school in Tyre.", "KEN:GOV"),
        ("The Brotherhood denies that the army took Kassala. It condemns the bombing of a school in Tyre.", None),
    ],
)
def test_who_went_on_to_speak_is_who_spoke(code: Code, text: str, expected: str | None) -> None:
    last = [claim for claim in code(text) if claim.event == "condemnation"][-1]
    assert [code for _, code in actors(last)] == [expected]


def test_by_whom_a_condemned_deed_was_done_is_not_who_condemned(single: Single) -> None:
    claim = single("Turkey condemned the raid (9 June 2023) by the militia on a school in Tyre.", "condemnation")
    assert [code for _, code in actors(claim)] == ["TUR:GOV"]


@pytest.mark.parametrize(
    ("text", "event", "party"),
    [
        (
            "Gunmen from Boko Haram entered Baga, residents said. They burned down houses in the market.",
            "destruction",
            "NGA:REB.BOKO",
        ),
        ("Al-Shabaab fighters came at dawn, survivors said. “They killed my son,” a woman said.", "killing", "SOM:REB"),
    ],
)
def test_who_did_it_is_not_who_told_of_it(single: Single, text: str, event: str, party: str) -> None:
    found = [code for _, code in actors(single(text, event))]
    assert [code[: len(party)] for code in found if code is not None] == [party]


def test_it_that_is_burned_is_no_army(single: Single) -> None:
    claim = single("The rebels deny that they burned the school in Bria and say soldiers looted it.", "looting")
    assert claim.stance == "asserted"
    assert [p.role for p in claim.participants] == ["actor"]


@pytest.mark.parametrize(
    ("before", "party"),
    [
        ("Israeli forces raided Jenin in the West Bank, killing seven Palestinians.", "ISR:MIL"),
        ("A bomb hit Gaza.", None),
    ],
)
def test_where_no_state_has_an_army_soldiers_are_those_that_were_named(
    code: Code, before: str, party: str | None
) -> None:
    wounded = code(f"{before} Three soldiers were wounded.")[-1]
    assert [p.party for p in wounded.participants if p.role == "victim"] == [party]
