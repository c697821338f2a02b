"""Where an event was: the place of its own clause, and what the place is to it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dateline.records import Claim

Code = Callable[..., tuple[Claim, ...]]
Single = Callable[..., Claim]


def places(claim: Claim) -> set[tuple[str, str]]:
    return {(p.role, p.mention.text) for p in claim.places}


@pytest.mark.parametrize(
    ("text", "event", "expected"),
    [
        ("Shells hit a bakery in Kherson.", "shelling", {("site", "Kherson")}),
        ("In Kherson, shells hit a bakery.", "shelling", {("site", "Kherson")}),
        ("Jets bombed Idlib and Aleppo.", "airstrike", {("site", "Idlib"), ("site", "Aleppo")}),
        ("The bombing of Aleppo resumed.", "bombing", {("site", "Aleppo")}),
        ("Rebels captured Bunia.", "capture", {("site", "Bunia")}),
        ("Gunmen attacked a school near Maiduguri.", "shooting", {("site", "Maiduguri")}),
        ("Shells hit a bakery in Kherson, Ukraine.", "shelling", {("site", "Kherson"), ("area", "Ukraine")}),
        (
            "Thousands of people fled from Bunia to Goma.",
            "displacement",
            {("origin", "Bunia"), ("destination", "Goma")},
        ),
        ("Thousands of people fled Bunia.", "displacement", {("origin", "Bunia")}),
        (
            "The city of Goma is home to thousands of people who fled Bunia.",
            "displacement",
            {("origin", "Bunia"), ("destination", "Goma")},
        ),
        (
            "Chad hosts 400,000 people who fled Darfur.",
            "displacement",
            {("origin", "Darfur"), ("destination", "Chad")},
        ),
        ("Thousands of people fled to Goma.", "displacement", {("destination", "Goma")}),
        ("Troops withdrew from Mekele.", "withdrawal", {("origin", "Mekele")}),
        ("Families returned to Mosul from Erbil.", "return", {("destination", "Mosul"), ("origin", "Erbil")}),
        (
            "Nurses evacuated the sick from Nyala to Kassala.",
            "evacuation",
            {("origin", "Nyala"), ("destination", "Kassala")},
        ),
        (
            "Air strikes hit Saraqeb, Binnish and Maarat al-Numan in Idlib province.",
            "airstrike",
            {("site", "Saraqeb"), ("site", "Binnish"), ("site", "Maarat al-Numan"), ("area", "Idlib")},
        ),
        (
            "Troops regained control of the town of Wad Madani after heavy fighting.",
            "capture",
            {("site", "Wad Madani")},
        ),
    ],
)
def test_places_and_their_roles(single: Single, text: str, event: str, expected: set[tuple[str, str]]) -> None:
    assert places(single(text, event)) == expected


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("Shells hit a bakery in Kherson, officials in Kyiv said.", "shelling"),
        ("Officials in Kyiv said that shells had hit a bakery in Kherson.", "shelling"),
        ("A resident reached by telephone from Odesa said that shells had hit a bakery in Kherson.", "shelling"),
        ("Moscow said that shells had hit a bakery in Kherson.", "shelling"),
        ("Russian troops shelled a bakery in Kherson.", "shelling"),
    ],
)
def test_where_the_speaker_is_and_whence_the_actor_comes_is_not_the_site(single: Single, text: str, event: str) -> None:
    assert places(single(text, event)) == {("site", "Kherson")}


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("Gunmen attacked a school near Maiduguri.", "near"),
        ("Gunmen attacked a school outside Maiduguri.", "outside"),
        ("Gunmen attacked a school east of Maiduguri.", "east of"),
    ],
)
def test_near_a_place_is_not_in_it(single: Single, text: str, relation: str) -> None:
    (place,) = single(text, "shooting").places
    assert place.relation == relation
    assert place.precision == 2


@pytest.mark.parametrize(
    ("text", "event", "country", "precision"),
    [
        ("Shells hit a bakery in Kherson.", "shelling", "UKR", 1),
        ("Jets bombed positions across Syria.", "airstrike", "SYR", 6),
    ],
)
def test_country_and_precision(single: Single, text: str, event: str, country: str, precision: int) -> None:
    (place,) = single(text, event).places
    assert (place.country, place.precision) == (country, precision)


def test_each_event_has_the_place_of_its_own_clause(code: Code) -> None:
    claims = {c.event: places(c) for c in code("Jets bombed Idlib on Monday, and shells hit a bakery in Kherson.")}
    assert claims == {"airstrike": {("site", "Idlib")}, "shelling": {("site", "Kherson")}}


def test_an_event_without_a_place_borrows_the_one_of_its_sentence(code: Code) -> None:
    claims = code("In Nyala, soldiers attacked the market and militiamen looted the warehouse of an aid agency.")
    assert {c.event: places(c) for c in claims} == {
        "attack": {("site", "Nyala")},
        "looting": {("site", "Nyala")},
    }


@pytest.mark.parametrize(
    "text",
    [
        "The army shelled a village on Monday.",
        "A bomb went off outside a police station.",
    ],
)
def test_no_place_where_the_text_names_none(code: Code, text: str) -> None:
    assert [claim.places for claim in code(text)] == [()]


def test_a_name_that_nobody_can_place_keeps_its_words(single: Single) -> None:
    (place,) = single("Shells hit the village of Ostrelitsa in the night.", "shelling").places
    assert (place.mention.text, place.country, place.latitude) == ("Ostrelitsa", None, None)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Gunmen raided Tamba Koro on Sunday, killing nine people.", "Tamba Koro"),
        ("A raid on Tamba Koro killed nine people, residents said.", "Tamba Koro"),
        ("A raid on Lodja Sanza, a village in Congo's Ituri province, killed nine people.", "Lodja Sanza"),
        ("A drone strike in the Malian village of Tendeli killed 11 people.", "Tendeli"),
    ],
)
def test_a_village_that_no_gazetteer_holds_is_where_it_was_raided(code: Code, text: str, name: str) -> None:
    (claim,) = code(text)
    assert name in [place.name for place in claim.places]
    assert name not in [p.name for p in claim.participants]


def test_a_name_with_an_article_is_no_village(code: Code) -> None:
    claims = code("The liberation of the city will deny the group a safe haven to plan attacks on the West.")
    assert "attack" not in [claim.event for claim in claims]


def test_the_name_of_a_militia_is_no_place(code: Code) -> None:
    claims = code("A spokesman accused a rival militia, Zaire, of the killings in Bunia.")
    assert {place.name for claim in claims for place in claim.places} == {"Bunia"}


@pytest.mark.parametrize(
    ("text", "event", "expected"),
    [
        (
            "The strike near Aleppo was carried out by forces of either the Assad regime or Russia.",
            "attack",
            {("site", "Aleppo")},
        ),
        ("Talks were held between ministers of Iran, Egypt and Jordan in Doha.", "negotiation", {("site", "Doha")}),
        (
            "Millions have been displaced and cities such as Aleppo have been shelled by the regime.",
            "displacement",
            set(),
        ),
        ("Following the talks in Paris the minister will return to Riyadh.", "negotiation", {("site", "Paris")}),
    ],
)
def test_who_takes_part_and_what_else_is_told_is_no_site(
    single: Single, text: str, event: str, expected: set[tuple[str, str]]
) -> None:
    assert places(single(text, event)) == expected


@pytest.mark.parametrize(
    ("text", "event", "sites"),
    [
        ("A drone strike destroyed three lorries on their way to El Fasher.", "drone_strike", []),
        ("Gunmen fired at a bus travelling from Lahore to Quetta on Monday.", "shooting", []),
        ("The bus was on its way from Quetta to Peshawar when gunmen shot at it near Sibi.", "shooting", ["Sibi"]),
        ("Two people died after they were taken to Gao.", "casualties", []),
        ("Six sailors were injured and brought to Djibouti.", "casualties", []),
        ("Twelve are wounded; five of them were flown to Quetta.", "casualties", []),
        ("Rebels killed 12 people who had fled to Goma.", "killing", []),
    ],
)
def test_where_one_is_bound_for_or_brought_is_not_where_one_is_hit(
    single: Callable[..., Claim], text: str, event: str, sites: list[str]
) -> None:
    assert [place.name for place in single(text, event).places] == sites


@pytest.mark.parametrize(
    ("text", "event", "sites"),
    [
        ("Six people were killed at Tchabi, in Ituri.", "killing", {"Ituri", "Tchabi"}),
        ("Eight people were killed at Mayi-Moya, in the territory of Beni.", "killing", {"Beni", "Mayi-Moya"}),
        ("The driver of the bus that was attacked near Sibi says he was told to lie down.", "attack", {"Sibi"}),
    ],
)
def test_names_beside_their_unit_and_in_the_words_for_a_speaker_are_sites(
    single: Callable[..., Claim], text: str, event: str, sites: set[str]
) -> None:
    assert {place.name for place in single(text, event).places} == sites


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Iran-backed fighters were killed near Aleppo.", ["Aleppo"]),
        ("13 pro-Iran fighters were killed near Aleppo.", ["Aleppo"]),
        ("Two people were killed on the Goma-Bukavu road.", ["Goma", "Bukavu"]),
        ("Shells killed two people in Goma. Rebels shelled Bria.", ["Goma", "Bria"]),
    ],
)
def test_whose_side_somebody_is_on_is_no_place_and_a_road_has_two_ends(
    code: Code, text: str, expected: list[str]
) -> None:
    assert [place.name for claim in code(text) for place in claim.places] == expected


def test_a_place_is_listed_once(code: Code) -> None:
    (claim,) = code("The Houthi movement fired missiles at Eilat.")
    assert len(claim.places) == 1


def test_what_a_force_does_elsewhere_is_not_where_its_story_goes(code: Code) -> None:
    clash, capture = code(
        "The Rapid Support Forces, which have been fighting the army since April 2023, said their fighters had seized "
        "the town of El Fasher."
    )
    assert (clash.event, clash.places) == ("clash", ())
    assert [p.party for p in capture.participants if p.role == "actor"] == ["SDN:UAF.RSF"]
