"""Places in a report: found whole, resolved with what the report tells, never pinned by guess."""

from __future__ import annotations

from functools import cache
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.export.explanation import explain_claim
from dateline.mentions.places import find_places
from dateline.nlp.parser import Parser
from dateline.pipeline.coding import Pipeline
from dateline.records.encode import coded_to_json
from dateline.records.mentions import PlaceMention
from dateline.reference.gazetteer import Gazetteer, distance_km
from dateline.text.making import make_report


@cache
def parser(worth_parsing: bool = True) -> Parser:
    return Parser() if worth_parsing else Parser(worth_parsing=lambda _: ())


def places(text: str, *, worth_parsing: bool = True) -> list[PlaceMention]:
    report = make_report(text, verbatim=True)
    return find_places(parser(worth_parsing).parse(report), Gazetteer.open())


def names(text: str, *, worth_parsing: bool = True) -> list[str]:
    return [m.span.text for m in places(text, worth_parsing=worth_parsing) if m.form == "name"]


def one(text: str, words: str) -> PlaceMention:
    found = [m for m in places(text) if m.span.text == words]
    assert len(found) == 1, [m.span.text for m in places(text)]
    return found[0]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Shells fell on Maarat al-Numan in Syria.", ["Maarat al-Numan", "Syria"]),
        ("Talks were held in Guinea-Bissau and in Côte d'Ivoire.", ["Guinea-Bissau", "Côte d'Ivoire"]),
        ("Trucks reached Port-au-Prince, Haiti.", ["Port-au-Prince", "Haiti"]),
        ("The strike hit Deir al-Zor, in eastern Syria.", ["Deir al-Zor", "Syria"]),
        ("Fighting went on in the Democratic Republic of the Congo.", ["Democratic Republic of the Congo"]),
        ("She was born in Queen Anne's County, Maryland.", ["Queen Anne's County", "Maryland"]),
    ],
)
def test_a_name_is_found_whole(text: str, expected: list[str]) -> None:
    assert names(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The U.S. Central Command published the footage.",
        "The New York Times and the Washington Post carried the story.",
        "President Jordan met Senator Lincoln and Dr. Paris.",
        "Manchester United won the match.",
        "The West Nile virus spread in summer.",
        "The United States Department of Agriculture gave no figures.",
        "The Islamic State of Iraq and the Levant claimed the attack.",
        "He studied law at the University of Texas.",
        "It cost US$300 a day.",
        "Nice weather and light reading were all that the police hoped for.",
    ],
)
def test_names_of_others_are_not_places(text: str) -> None:
    assert names(text) == []


@pytest.mark.parametrize(("word", "iso3"), [("Syrian", "SYR"), ("Ukrainians", "UKR"), ("Burmese", "MMR")])
def test_an_adjective_is_marked_as_one(word: str, iso3: str) -> None:
    found = one(f"The patrol met {word} soldiers at dusk.", word)
    assert (found.form, found.country, found.precision) == ("adjective", iso3, 6)


@pytest.mark.parametrize(
    ("text", "words", "country", "admin1", "precision"),
    [
        ("Jets hit a market in Saraqeb, Syria.", "Saraqeb", "SYR", "Idlib", 1),
        ("Jets bombed villages near Saraqeb in Syria.", "Saraqeb", "SYR", "Idlib", 2),
        ("Rebels hold parts of Idlib province in Syria.", "Idlib", "SYR", "Idlib", 4),
        ("Troops entered Tripoli, Lebanon, on Monday.", "Tripoli", "LBN", "North Lebanon", 1),
        ("Troops entered Tripoli, Libya, on Monday.", "Tripoli", "LBY", "Tripoli", 1),
        ("The blast shook Hyderabad, Pakistan.", "Hyderabad", "PAK", "Sindh", 1),
        ("Storms hit Georgia, Alabama and Tennessee.", "Georgia", "USA", "Georgia", 4),
        ("The army of Georgia said that Tbilisi was calm.", "Georgia", "GEO", None, 6),
        ("Iraqi troops retook the town of Hit on Sunday.", "Hit", "IRQ", "Anbar", 1),
        ("Floods hit Mexico on Monday.", "Mexico", "MEX", None, 6),
        ("A tanker burned in the Red Sea.", "Red Sea", None, None, 7),
    ],
)
def test_a_name_is_resolved_with_its_context(
    text: str, words: str, country: str | None, admin1: str | None, precision: int
) -> None:
    found = one(text, words)
    assert (found.country, found.admin1, found.precision) == (country, admin1, precision)


def test_a_report_fixes_its_countries_for_names_without_one() -> None:
    found = one("Syrian rebels left the city. Residents of Khan Sheikhoun had fled before.", "Khan Sheikhoun")
    assert (found.country, found.admin1) == ("SYR", "Idlib")


@pytest.mark.parametrize(
    ("words", "near"),
    [
        ("Maaret al-Nouman", (35.64, 36.67)),
        ("Kafranbel", (35.61, 36.56)),
        ("Khan Shaykhun", (35.44, 36.65)),
        ("Jisr al-Shughour", (35.81, 36.32)),
        ("Deir Ezzor", (35.34, 40.14)),
        ("Hassakeh", (36.50, 40.75)),
        ("Al-Atareb", (36.14, 36.83)),
        ("Latamneh", (35.32, 36.62)),
        ("Serakab", (35.86, 36.81)),
        ("Binnish", (35.96, 36.71)),
        ("Tal Abyad", (36.70, 38.95)),
        ("Sweida", (32.71, 36.57)),
    ],
)
def test_wire_spellings_of_syrian_towns(words: str, near: tuple[float, float]) -> None:
    found = one(f"Syrian jets bombed the town of {words} on Monday.", words)
    assert found.latitude is not None
    assert found.longitude is not None
    assert distance_km((found.latitude, found.longitude), near) < 15
    assert found.country == "SYR"


def test_a_slip_of_a_letter_is_mended_and_flagged() -> None:
    found = one("Syria and Turkey want to avert fighting in Qamishki, the Syrian army said.", "Qamishki")
    assert (found.name, found.matched) == ("Al Qāmishlī", "slip")


def test_letters_that_nobody_takes_for_each_other_are_no_slip() -> None:
    found = one("Gunmen of the M23 raided the village of Kibumba in North Kivu, DR Congo, on Monday.", "Kibumba")
    assert found.matched != "slip"  # Kirumba, of 50,000, is another town of that province


def test_a_slip_is_told_of_in_json_and_by_explain() -> None:
    text = "Shells fell on Qamishki in Syria on Monday, killing four people."
    coded = Pipeline().code(make_report(text, published="2019-12-22"))
    rows = coded_to_json(coded)["mentions"]["places"]
    assert [row["matched"] for row in rows if row["text"] == "Qamishki"] == ["slip"]
    lines = [line for claim in coded.claims for line in explain_claim(claim)]
    assert any("“Qamishki” is Al Qāmishlī" in line and "one letter off its name" in line for line in lines)


def test_explain_tells_the_score_of_a_choice_and_why_others_lost() -> None:
    text = "Gunmen killed two soldiers in Tripoli, Lebanon, on Thursday."
    (claim,) = Pipeline().code(make_report(text, published="2019-12-22")).claims
    lines = explain_claim(claim)
    assert any("“Tripoli” is Tripoli, score 0.9" in line and "in Lebanon" in line for line in lines)
    assert any("dropped" in line and "not Tripoli, LBY, score 0.0" in line for line in lines)


def test_a_first_vowel_that_was_misread_is_mended() -> None:
    found = one("Syria and Turkey want to avert fighting in Adlib, the Syrian army said.", "Adlib")
    assert (found.name, found.country) == ("Idlib", "SYR")


def test_another_spelling_is_not_looked_for_in_other_countries() -> None:
    assert all(m.country != "SYR" for m in places("Police in Norway searched a house in Maaret al-Nouman."))


def test_an_unknown_village_keeps_its_words_and_no_point() -> None:
    found = one("Gunmen burned the village of Qworra in Mali.", "Qworra")
    assert (found.name, found.latitude, found.country, found.precision) == (None, None, None, None)


def test_an_unknown_quarter_has_the_point_of_its_city_and_says_so() -> None:
    found = one("A bomb went off in the Al-Zuqaq neighborhood in Baghdad, Iraq.", "Al-Zuqaq")
    assert (found.feature, found.country, found.precision, found.relation) == ("quarter", "IRQ", 2, "in")
    assert found.radius_km is not None


@pytest.mark.parametrize(
    ("text", "words", "name", "north", "east"),
    [
        ("Rebels advanced in northwest Syria.", "Syria", "Northwest Syria", 1, -1),
        ("The push in Syria's northwest went on.", "Syria's northwest", "Northwest Syria", 1, -1),
        ("Northwest Syria was calm.", "Northwest Syria", "Northwest Syria", 1, -1),
        ("Militias hold eastern Congo.", "Congo", "Eastern Democratic Republic of the Congo", 0, 1),
        ("Strikes hit southern Lebanon.", "Lebanon", "Southern Lebanon", -1, 0),
    ],
)
def test_a_bearing_on_a_country_is_a_region_on_that_side(
    text: str, words: str, name: str, north: int, east: int
) -> None:
    found = one(text, words)
    middle = one(f"Fighting in {name.split(' ', 1)[1]} stopped.", name.split(" ", 1)[1])
    assert (found.name, found.precision, found.feature) == (name, 5, "region")
    assert None not in (found.latitude, found.longitude, middle.latitude, middle.longitude)
    assert not north or ((found.latitude or 0) - (middle.latitude or 0)) * north > 0.2
    assert not east or ((found.longitude or 0) - (middle.longitude or 0)) * east > 0.2


def test_a_part_of_a_unit_keeps_the_unit() -> None:
    found = one("Strikes hit civilian areas in rural southeastern Idlib province in Syria.", "Idlib")
    assert (found.admin1, found.precision, found.part) == ("Idlib", 4, "rural southeastern")
    assert found.latitude is not None
    assert found.latitude < 35.87


@pytest.mark.parametrize(
    ("text", "words", "relation"),
    [
        ("Troops massed around Idlib in Syria.", "Idlib", "around"),
        ("The convoy stopped 20 km south of Aleppo, Syria.", "Aleppo", "south of"),
        ("Shells fell on the outskirts of Homs, Syria.", "Homs", "outskirts of"),
    ],
)
def test_a_relation_is_kept_and_makes_a_town_less_exact(text: str, words: str, relation: str) -> None:
    found = one(text, words)
    assert (found.relation, found.precision) == (relation, 2)


def test_a_distance_is_the_radius() -> None:
    assert one("The convoy stopped 20 km south of Aleppo, Syria.", "Aleppo").radius_km == 20.0


def test_a_border_is_the_stretch_near_the_story() -> None:
    found = one("Families fled Idlib in Syria for the Turkish border.", "Turkish border")
    assert (found.feature, found.country, found.precision) == ("border", "TUR", 5)
    assert found.latitude is not None
    assert found.longitude is not None
    assert distance_km((found.latitude, found.longitude), (36.2, 36.6)) < 80


@pytest.mark.parametrize(
    ("text", "words", "country"),
    [
        ("Families fled Idlib in Syria for the border with Turkey.", "border with Turkey", "TUR"),
        ("Troops massed on the Iraq-Syria border.", "Iraq-Syria border", "SYR"),
        ("Shells fell near the Syrian-Turkish border.", "Syrian-Turkish border", "TUR"),
    ],
)
def test_a_border_is_read_in_each_of_its_wordings(text: str, words: str, country: str) -> None:
    found = one(text, words)
    assert (found.feature, found.country, found.precision) == ("border", country, 5)


def test_a_river_is_told_from_the_town_of_its_name() -> None:
    text = "Ukrainian marines crossed the Dnipro on Monday. Drones hit a plant in Dnipro on Tuesday."
    assert [m.feature for m in places(text) if m.span.text == "Dnipro"] == ["river", "town"]


def test_a_like_sounding_town_far_from_the_rest_is_not_chosen() -> None:
    text = "Syrian jets hit Saraqeb, Ariha and Binnish in Idlib province. Shells fell near Al Shadaddi too."
    assert one(text, "Al Shadaddi").latitude is None


def test_a_name_takes_in_its_second_word() -> None:
    found = one("Turkish shells hit Ain Issa, north of Raqqa, Syria.", "Ain Issa")
    assert (found.country, found.admin1, found.matched) == ("SYR", "Raqqa", "skeleton")


def test_texts_in_capitals_are_read() -> None:
    text = "GUERRILLAS IN EL SALVADOR ATTACKED THE CITY OF SAN MIGUEL AND A POST NEAR USULUTAN, POLICE SAID."
    assert names(text) == ["EL SALVADOR", "SAN MIGUEL", "USULUTAN"]
    assert {m.country for m in places(text)} == {"SLV"}


def test_text_without_a_tree_is_read_too() -> None:
    assert names("Jets struck Saraqeb and Kafr Nabl in Syria.", worth_parsing=False) == [
        "Saraqeb",
        "Kafr Nabl",
        "Syria",
    ]


def test_a_choice_carries_its_score_and_runners_up() -> None:
    found = one("Police in Tripoli, Libya, arrested six men.", "Tripoli")
    assert found.score is not None
    assert found.score > 0.9
    assert any(other.country == "LBN" for other in found.runners_up)
    assert all(other.score < found.score for other in found.runners_up)


def placed(text: str, words: str, *, publisher: str | None = None, verbatim: bool = True) -> PlaceMention:
    report = make_report(text, publisher=publisher, verbatim=verbatim)
    (found,) = (m for m in find_places(parser().parse(report), Gazetteer.open()) if m.span.text == words)
    return found


@pytest.mark.parametrize(
    ("publisher", "country"), [("Dawn", "PAK"), ("Press Trust of India", "IND"), ("Reuters", "IND")]
)
def test_the_home_of_the_publisher_tells_towns_of_one_name_apart(publisher: str, country: str) -> None:
    found = placed("A grenade went off in a market in Hyderabad.", "Hyderabad", publisher=publisher)
    assert found.country == country
    assert ("the publisher's country" in found.reasons) == (publisher != "Reuters")


def test_the_home_of_the_publisher_moves_no_capital() -> None:
    publisher = "Department of State of the United States"
    assert placed("Ministers met in Paris.", "Paris", publisher=publisher).country == "FRA"


def test_the_home_of_the_publisher_yields_to_what_the_text_names() -> None:
    text = "A grenade went off in a market in Tripoli, Lebanon."
    assert placed(text, "Tripoli", publisher="Libya Observer").country == "LBN"


def test_the_dateline_tells_where_a_name_is() -> None:
    text = "BEIRUT, Dec 22 (Reuters) - A grenade went off in a market in Tripoli, a doctor said."
    found = placed(text, "Tripoli", verbatim=False)
    assert (found.country, "the dateline's country" in found.reasons) == ("LBN", True)


@settings(max_examples=40, deadline=None)
@given(st.text(alphabet=st.sampled_from("AaIiLlNn SsYyRr,.-'’\n"), min_size=1, max_size=80).filter(str.strip))
def test_spans_are_slices_in_order_and_never_overlap(text: str) -> None:
    report = make_report(text + " Syria.", verbatim=True)
    found = find_places(parser(False).parse(report), Gazetteer.open())
    for mention in found:
        assert report.text[mention.span.start : mention.span.end] == mention.span.text
    for left, right in pairwise(found):
        assert left.span.end <= right.span.start
