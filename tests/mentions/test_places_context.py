"""What the words round a place name tell of it: who fights there, what lies in it, what it is called."""

from __future__ import annotations

from functools import cache

import pytest

from dateline.mentions.places import find_places
from dateline.mentions.places.chances import chance
from dateline.nlp.parser import Parser
from dateline.records.mentions import PlaceMention
from dateline.reference.gazetteer import Gazetteer
from dateline.text.making import make_report


@cache
def parser() -> Parser:
    return Parser()


def places(text: str) -> dict[str, PlaceMention]:
    found = find_places(parser().parse(make_report(text, verbatim=True)), Gazetteer.open())
    return {m.span.text: m for m in found if m.form == "name"}


@pytest.mark.parametrize(
    ("text", "words", "country"),
    [
        ("M23 advanced on Sake after dark.", "Sake", "COD"),
        ("The Arakan Army seized Buthidaung after a week.", "Buthidaung", "MMR"),
        ("Boko Haram fighters burned Dikwa.", "Dikwa", "NGA"),
    ],
)
def test_an_armed_group_tells_the_country(text: str, words: str, country: str) -> None:
    assert places(text)[words].country == country


def test_two_names_that_one_country_has_tell_the_country() -> None:
    found = places("Militiamen burned Zbarazh; police in Kremenets made no arrests.")
    assert {words: m.country for words, m in found.items()} == {"Zbarazh": "UKR", "Kremenets": "UKR"}


@pytest.mark.parametrize(
    ("text", "words", "precision"),
    [
        ("Guerrillas blew up a pipeline near Saravena in Arauca, Colombia.", "Arauca", 4),
        ("Bandits attacked Birnin Gwari, in Kaduna, Nigeria.", "Kaduna", 4),
        ("Gunmen opened fire in Sadr City, in Baghdad.", "Baghdad", 1),
    ],
)
def test_what_lies_far_from_a_town_lies_in_the_unit_of_its_name(text: str, words: str, precision: int) -> None:
    assert places(text)[words].precision == precision


def test_towns_that_gave_their_names_to_units_do_not_make_each_other_units() -> None:
    found = places("Air strikes hit Sirte and Derna, in Libya.")
    assert (found["Sirte"].precision, found["Derna"].precision) == (1, 1)


@pytest.mark.parametrize(
    ("text", "words", "precision"),
    [
        ("Azerbaijan said it had taken Shusha, the second city of Nagorno-Karabakh.", "Shusha", 1),
        ("Lashio, the largest town in northern Shan State, Myanmar, fell on Friday.", "Lashio", 1),
    ],
)
def test_what_a_name_is_called_after_a_comma_is_what_it_is(text: str, words: str, precision: int) -> None:
    assert places(text)[words].precision == precision


def test_a_village_that_is_not_in_the_index_is_not_sought_abroad() -> None:
    found = places("Jihadists killed 60 people in Solhan, a village in Burkina Faso's Sahel region.")["Solhan"]
    assert (found.country, found.latitude) == (None, None)


def test_a_verb_between_two_names_parts_them() -> None:
    assert places("A missionary from Calgary was arrested in Lebanon.")["Calgary"].country == "CAN"


def test_what_holds_a_city_stands_before_it() -> None:
    found = places("Settlers in the West Bank city of Hebron set fire to an office.")
    assert (found["West Bank"].precision, found["Hebron"].country) == (5, "PSE")


def test_what_is_near_the_first_of_two_is_near_the_second() -> None:
    found = places("Militants burned villages around Menaka and Gao, in Mali.")
    assert [(m.relation, m.precision) for m in found.values()][:2] == [("around", 2), ("around", 2)]


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Shelling went on along the Dnipro River south of Kherson.", "UKR"),
        ("Thousands crossed the Moei River into Thailand from Myawaddy in Myanmar.", None),
    ],
)
def test_a_river_is_of_the_country_that_is_told_of_and_of_none_where_two_are(text: str, country: str | None) -> None:
    (river,) = [m for m in places(text).values() if m.feature == "river"]
    assert river.country == country


def test_a_river_that_bears_a_countrys_name_is_of_the_country_that_is_told_of() -> None:
    found = places("Gunmen crossed the Niger river near Gao in Mali.")
    assert (found["Niger"].feature, found["Niger"].country) == ("river", "MLI")


def test_what_the_last_of_several_is_called_all_are() -> None:
    found = places("Shells fell in Hodeidah and Taiz governorates, Yemen.")
    assert (found["Hodeidah"].precision, found["Taiz"].precision) == (4, 4)


def test_what_is_called_a_river_is_no_town() -> None:
    assert places("Two swans were found by the Vistula river in Poland.")["Vistula"].feature == "river"


@pytest.mark.parametrize(
    "text",
    [
        "Franco-German relations were tense.",
        "Clashes between Murle youths were reported.",
        "Gunmen killed dozens of Amharas.",
        "The Sudan People's Liberation Army-North signed.",
    ],
)
def test_names_of_peoples_and_armies_are_no_places(text: str) -> None:
    assert places(text) == {}


def test_the_chance_that_is_told_grows_with_the_score() -> None:
    told = [chance(step / 100) for step in range(101)]
    assert told == sorted(told)
    assert (told[0], told[100]) == (0.0, 1.0)


def test_the_chances_of_all_that_a_name_may_stand_for_are_no_more_than_one() -> None:
    found = places("She was born in Tripoli.")["Tripoli"]
    assert found.score is not None
    assert found.score + sum(other.score for other in found.runners_up) <= 1.001


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("Israeli strikes killed five people in Gaza on Monday.", "Gaza", "PSE"),
        ("Gunmen killed five people in Gaza, Mozambique, on Monday.", "Gaza", "MOZ"),
        ("Floods hit Mozambique. People in Gaza fled.", "Gaza", "MOZ"),
        ("Gunmen killed five people in Beni on Monday.", "Beni", "COD"),
        ("Talks went on in Geneva.", "Geneva", "CHE"),
        ("Four ships were attacked in the Gulf.", "Gulf", None),
    ],
)
def test_a_bare_name_is_what_news_mean_by_it(text: str, name: str, country: str) -> None:
    assert places(text)[name].country == country


def test_another_spelling_is_of_the_town_that_is_spelt_much_like_it() -> None:
    found = places("Shells hit Sloviansk on Monday.")["Sloviansk"]
    assert found.name == "Slovyansk"
    assert "its own name is spelt much like it" in found.reasons
