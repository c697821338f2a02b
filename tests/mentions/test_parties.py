"""Parties in sentences: found, coded, and left open where the text leaves them open."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.mentions.parties import find_parties
from dateline.nlp.parser import Parser
from dateline.records.mentions import PartyMention
from dateline.records.reports import Paragraph, Report


@cache
def parser(*, with_tree: bool = True) -> Parser:
    return Parser(worth_parsing=None if with_tree else lambda _: ())


def parties(
    text: str, *, with_tree: bool = True, publisher: str | None = None, published: str | None = None
) -> list[PartyMention]:
    report = Report(
        id="r-0",
        text=text,
        sha256="",
        source_sha256="",
        publisher=publisher,
        published=published,
        paragraphs=(Paragraph(0, len(text)),),
    )
    return find_parties(parser(with_tree=with_tree).parse(report))


def one(text: str, words: str, **options: bool | str) -> PartyMention:
    """The mention with these words."""
    found = parties(text, **options)  # type: ignore[arg-type]
    return next(mention for mention in found if mention.span.text == words)


@pytest.mark.parametrize(
    ("text", "words", "party", "kind", "country"),
    [
        ("Ethiopian jets bombed the market.", "Ethiopian jets", "ETH:MIL.AIR", "state_forces", "ETH"),
        ("The Malian army denied it.", "Malian army", "MLI:MIL.ARMY", "state_forces", "MLI"),
        ("Syrian opposition forces took the hill.", "Syrian opposition forces", "SYR:REB", "rebels", "SYR"),
        ("Three Iraqi policemen died.", "Iraqi policemen", "IRQ:COP", "police", "IRQ"),
        ("Afghan refugees crossed the river.", "Afghan refugees", "AFG:REF", "civilians", "AFG"),
        ("A Dutch journalist was hurt.", "Dutch journalist", "NLD:JRN", "media", "NLD"),
        ("The Government of Iraq agreed.", "Government of Iraq", "IRQ:GOV", "government", "IRQ"),
        ("Yemen protested on Monday.", "Yemen", "YEM:GOV", "government", "YEM"),
        ("Ankara said it would answer.", "Ankara", "TUR:GOV", "government", "TUR"),
        ("Boko Haram fighters burned it.", "Boko Haram fighters", "NGA:REB.BOKO", "jihadists", "NGA"),
        ("The attack was claimed by Dae’sh.", "Dae’sh", "INT:REB.IS", "jihadists", None),
        ("Western military sources expect more.", "Western military sources", None, "state_forces", None),
        ("A UNHCR spokesman confirmed it.", "UNHCR spokesman", "UNO.HCR", "igo", None),
        ("The Global Coalition hit two boats.", "Global Coalition", "INT:MIL.COALITION", "state_forces", None),
        ("Hezbollah fired rockets.", "Hezbollah", "LBN:REB", "militia", "LBN"),
    ],
)
def test_a_party_is_coded_by_its_words(
    text: str, words: str, party: str | None, kind: str, country: str | None
) -> None:
    found = one(text, words)
    assert (found.party, found.kind, found.country) == (party, kind, country)


def test_two_adjectives_share_a_noun() -> None:
    found = parties("Rwandan and Congolese troops clashed.")
    assert [(m.span.text, m.party) for m in found] == [("Rwandan", "RWA:MIL"), ("Congolese troops", "COD:MIL")]


def test_a_backer_is_a_mention_of_its_own() -> None:
    found = parties("Iran-backed Iraqi militias shelled the base.")
    assert [(m.span.text, m.country, m.kind) for m in found] == [
        ("Iran", "IRN", "government"),
        ("Iraqi militias", "IRQ", "militia"),
    ]


def test_a_tie_to_a_group_across_borders_gives_a_kind_and_no_country() -> None:
    found = one("Troops fought al Qaeda-linked militants in Mali.", "al Qaeda-linked militants")
    assert (found.kind, found.country, found.party) == ("jihadists", None, None)


@pytest.mark.parametrize("words", ["U.S.-based charity", "rebel-held town", "Iranian-made drone"])
def test_where_a_thing_lies_or_was_made_names_no_actor(words: str) -> None:
    assert not [m for m in parties(f"They saw the {words}.") if m.kind in ("government", "rebels")]


def test_a_title_and_a_name_are_one_mention() -> None:
    found = one("Kenyan Defence Minister Aden Duale visited.", "Kenyan Defence Minister Aden Duale")
    assert (found.party, found.kind) == ("KEN:GOV.MIL", "government")


def test_a_surname_keeps_what_the_full_name_was_said_to_be() -> None:
    text = "Zambian Foreign Minister Mulambo Haimbe spoke first. Haimbe said nothing more."
    assert [(m.span.text, m.country) for m in parties(text)][-1] == ("Haimbe", "ZMB")


def test_an_apposition_tells_what_a_person_is() -> None:
    found = one("Mariam Traore, a nurse, fled from Mali.", "Mariam Traore")
    assert found.kind == "medical"


@pytest.mark.parametrize(
    ("words", "party"), [("rebels", "SDN:REB"), ("government forces", "SDN:MIL"), ("residents", "SDN:CIV")]
)
def test_bare_nouns_belong_to_the_country_of_the_story(words: str, party: str) -> None:
    text = f"Fighting spread in southern Sudan on Monday. The town fell, {words} said."
    assert one(text, words).party == party


def test_bare_nouns_stay_open_where_two_countries_share_the_story() -> None:
    found = one("Chad and Niger exchanged notes. The rebels fled.", "rebels")
    assert (found.party, found.country, found.kind) == (None, None, "rebels")


def test_a_governments_own_country_is_not_the_scene() -> None:
    text = "The UK condemns the attack in Iraq. The UK offers help to civilians."
    assert one(text, "civilians", publisher="UK Government").country == "IRQ"


def test_the_army_is_the_one_named_last() -> None:
    text = "The Turkish army shelled villages in northern Iraq. The army gave no reason."
    assert one(text, "army").party == "TUR:MIL.ARMY"


def test_the_army_is_not_the_one_of_a_country_just_named() -> None:
    text = "The Malian army held the town. Russia sent planes to help the army."
    assert one(text, "army").party == "MLI:MIL.ARMY"


def test_a_surname_inside_another_name_is_another_person() -> None:
    found = one("Iranian Foreign Minister Assad Moradi left.", "Iranian Foreign Minister Assad Moradi")
    assert (found.party, found.country) == ("IRN:GOV", "IRN")


def test_its_forces_are_those_of_who_speaks() -> None:
    text = "Azerbaijan said its forces had stopped."
    assert one(text, "forces").party == "AZE:MIL"


def test_the_year_of_the_report_chooses() -> None:
    assert one("The Taliban agreed.", "Taliban", published="2009-05-01").kind == "rebels"
    assert one("The Taliban agreed.", "Taliban", published="2024-05-01").kind == "government"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("IT IS KNOWN THAT THOSE WHO FLED WERE HURT.", ["IS", "WHO", "IT"]),
        ("They told us that he is who we want.", ["us", "is", "who"]),
        ("The attack forces changes.", ["forces"]),
        ("He spoke in general terms of a major attack.", ["general", "major"]),
    ],
)
def test_common_words_are_no_parties(text: str, words: list[str]) -> None:
    assert not {m.span.text for m in parties(text)} & set(words)


def test_texts_in_capitals_and_without_a_tree_are_read_too() -> None:
    text = "THE SALVADORAN ARMY SAID FMLN REBELS KILLED TWO PEASANTS."
    for with_tree in (True, False):
        found = [(m.span.text, m.party) for m in parties(text, with_tree=with_tree, published="1989-11-02")]
        assert ("SALVADORAN ARMY", "SLV:MIL.ARMY") in found
        assert ("FMLN REBELS", "SLV:REB.FMLN") in found


def test_an_unknown_group_keeps_its_words() -> None:
    found = one("The Northern Storm Brigade signed a truce.", "Northern Storm Brigade")
    assert found.party is None


SENTENCES = st.lists(
    st.sampled_from(
        (
            *("the", "Syrian", "Russian", "-backed", "rebels", "and", "army", "of", "Iraq", ",", "President", "Assad"),
            *("'s", "forces", "U.N.", "said", "Da’esh", "(SDF)", ".", "in", "Kyiv", "loyal", "to", "pro-", "IS"),
            *("members", "from", "police", "spokesman"),
        )
    ),
    min_size=1,
    max_size=14,
)


@settings(max_examples=60, deadline=None)
@given(SENTENCES)
def test_mentions_are_slices_in_order_and_never_overlap(words: list[str]) -> None:
    text = " ".join(words).strip() or "x"
    end = 0
    for mention in parties(text, with_tree=len(words) % 2 == 0):
        assert text[mention.span.start : mention.span.end] == mention.span.text
        assert mention.span.start >= end
        assert mention.span.start <= mention.head < mention.span.end
        end = mention.span.end


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The Free Mountain Army attacked a post near Lashio.", "Free Mountain Army"),
        ("The Western Highlands Liberation Movement attacked Kutum.", "Western Highlands Liberation Movement"),
        ("The Movement for the Liberation of the Delta attacked Warri.", "Movement for the Liberation of the Delta"),
        ("Troops fought the Coastal Salvation Front near Nyala.", "Coastal Salvation Front"),
    ],
)
def test_an_armed_group_that_no_table_holds_is_told_by_its_name(text: str, name: str) -> None:
    (found,) = [party for party in parties(text) if party.name == name]
    assert (found.kind, found.party, found.country) == ("rebels", None, None)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("China's People's Liberation Army fired missiles.", ("CHN:MIL", "state_forces")),
        ("The Sudan Liberation Army attacked Kutum.", ("SDN:REB.SLA", "rebels")),
        ("The Sudanese Armed Forces bombed Nyala.", ("SDN:MIL", "state_forces")),
    ],
)
def test_an_army_of_a_state_or_of_the_table_is_no_unknown_group(text: str, expected: tuple[str, str]) -> None:
    assert expected in [(party.party, party.kind) for party in parties(text)]


@pytest.mark.parametrize(
    "text", ["The Women's Liberation Movement marched in Nyala.", "Shells hit Freedom Square in Kharkiv."]
)
def test_not_every_movement_is_armed(text: str) -> None:
    assert "rebels" not in [party.kind for party in parties(text)]


def test_the_commander_of_a_unit_called_group_is_of_no_armed_group() -> None:
    text = (
        "The Islamic State was bombed near Mosul. “We trained for this,” said Col. Travis Coyle, "
        "507th Maintenance Group Commander."
    )
    assert not [m for m in parties(text) if m.kind == "jihadists" and "Coyle" in m.span.text]


def test_the_prime_minister_of_a_government_that_publishes_is_its_own() -> None:
    text = "The Prime Minister has authorised air strikes in Syria."
    assert one(text, "Prime Minister", publisher="UK Government").party == "GBR:GOV"
