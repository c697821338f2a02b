"""Names that look like places and are not: of diseases, persons, ships, newspapers and football clubs."""

from __future__ import annotations

from functools import cache

import pytest

from dateline.mentions.places import find_places
from dateline.nlp.parser import Parser
from dateline.reference.gazetteer import Gazetteer
from dateline.text.making import make_report


@cache
def parser() -> Parser:
    return Parser()


def names(text: str) -> list[str]:
    parsed = parser().parse(make_report(text, verbatim=True))
    return [m.span.text for m in find_places(parsed, Gazetteer.open()) if m.form == "name"]


DISEASES = [
    "The West Nile virus spread in summer.",
    "Doctors fear an outbreak of Marburg virus in the camp.",
    "Lassa fever killed nine people last month.",
    "A case of Rift Valley fever was confirmed by the clinic.",
    "The Zika virus was found in mosquitoes.",
    "Crimean-Congo haemorrhagic fever is carried by ticks.",
    "Middle East respiratory syndrome has no vaccine.",
    "The Hendra virus killed two horses.",
    "Marburg killed nine nurses.",
    "Two patients with Marburg died, and a Marburg outbreak was declared.",
    "He survived Marburg but lost his sight.",
]
PERSONS = [
    "President Jordan met Senator Lincoln and Dr. Paris.",
    "Col. Samuel Kingston said the road was open.",
    "Austin told reporters that he would not resign.",
    "Foreign Minister Ahmed Basra denied the report.",
    "Washington Okello, a farmer, lost both sons.",
    "Gen. Hamilton ordered the retreat.",
    "Victoria Nuland held talks with the envoy.",
    "The lawyer Israel Ramirez was shot at his door.",
    "Florence Kimani, a nurse, hid in the ward.",
]
SHIPS = [
    "The USS Cole was refuelling when the boat struck.",
    "The frigate HMS Lancaster seized the weapons.",
    "The cruiser Moskva sank under tow.",
    "The tanker Suez Rajan was boarded at dawn.",
    "The MV Odessa Star ran aground.",
    "The ferry Nairobi sank with 40 people on board.",
    "The cargo ship Geneva was hijacked.",
]
NEWSPAPERS = [
    "The New York Times and the Washington Post carried the story.",
    "The Jerusalem Post quoted an officer.",
    "The Kyiv Independent published the letter.",
    "The Sudan Tribune reported the raid.",
    "He told the Los Angeles Times that he had fled.",
    "The Moscow Times quoted two diplomats.",
    "The Straits Times and the Bangkok Post reported the arrest.",
]
CLUBS = [
    "Manchester United won the match.",
    "Real Madrid lost the final to Bayern Munich.",
    "Fans of Liverpool FC and Arsenal fought in the stands.",
    "Shakhtar Donetsk moved its home games.",
    "Dynamo Kyiv drew with Partizan Belgrade.",
    "FC Barcelona beat Valencia CF 3-0.",
    "Supporters of Galatasaray and Red Star Belgrade clashed.",
]


@pytest.mark.parametrize("text", DISEASES)
def test_the_name_of_a_disease_is_no_place(text: str) -> None:
    assert names(text) == []


@pytest.mark.parametrize("text", PERSONS)
def test_the_name_of_a_person_is_no_place(text: str) -> None:
    assert names(text) == []


@pytest.mark.parametrize("text", SHIPS)
def test_the_name_of_a_ship_is_no_place(text: str) -> None:
    assert names(text) == []


@pytest.mark.parametrize("text", NEWSPAPERS)
def test_the_name_of_a_newspaper_is_no_place(text: str) -> None:
    assert names(text) == []


@pytest.mark.parametrize("text", CLUBS)
def test_the_name_of_a_football_club_is_no_place(text: str) -> None:
    assert names(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Doctors in Lyme, Connecticut, saw the first case.", ["Lyme", "Connecticut"]),
        ("The ferry left Mombasa in Kenya at noon.", ["Mombasa", "Kenya"]),
        ("Fans fought in Madrid after the match.", ["Madrid"]),
        ("Reporters in Jerusalem heard the sirens.", ["Jerusalem"]),
        ("Uganda fever wards are full.", ["Uganda"]),
        ("Two men were shot dead in Marburg, Germany.", ["Marburg", "Germany"]),
        ("The Marburg virus is named after the town of Marburg in Germany.", ["Marburg", "Germany"]),
        ("Gunmen burned homes in Lassa in Borno state, Nigeria.", ["Lassa", "Borno", "Nigeria"]),
    ],
)
def test_the_same_words_are_places_elsewhere(text: str, expected: list[str]) -> None:
    assert names(text) == expected


@pytest.mark.parametrize("text", ["Syrian troops fired.", "Two Ukrainians fled.", "A Sudanese doctor was shot."])
def test_a_demonym_is_no_place_name(text: str) -> None:
    assert names(text) == []
