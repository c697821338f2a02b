"""Places in a hundred and fifty sentences from many wars; of the unread half only totals are looked at."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from dateline.mentions.places import find_places
from dateline.nlp.parser import Parser
from dateline.records.mentions import PlaceMention
from dateline.reference.gazetteer import Gazetteer, distance_km
from dateline.text.making import make_report

SENTENCES = Path(__file__).with_name("places_sentences.toml")
NEAR_KM = 60.0
LABEL_KM = 161.0  # of a unit or a country, whose point is only where a map puts the label


@dataclass(slots=True)
class Tally:
    """How many places were coded, how many of them found, how many found right, and how many found beside them."""

    wanted: int = 0
    found: int = 0
    right: int = 0
    extra: int = 0


def is_right(wanted: str, found: PlaceMention) -> bool:
    """Whether a mention is what the coder wrote: "words|country|precision|latitude,longitude", blanks for anything."""
    _, country, precision, point = [*wanted.split("|"), ""][:4]
    if (found.country or "") != country or (precision and found.precision != int(precision)):
        return False
    if not point:
        return True
    if found.latitude is None or found.longitude is None:
        return False
    latitude, longitude = (float(part) for part in point.split(","))
    reach = max(LABEL_KM if found.precision in (4, 6) else NEAR_KM, found.radius_km or 0)
    return distance_km((found.latitude, found.longitude), (latitude, longitude)) <= reach


@cache
def answers() -> dict[bool, list[tuple[float, bool]]]:
    """The score of each answer other than a country, and whether it is in the right place, of either half."""
    parser, gazetteer = Parser(), Gazetteer.open()
    scored: dict[bool, list[tuple[float, bool]]] = {False: [], True: []}
    with SENTENCES.open("rb") as file:
        sentences = tomllib.load(file)["sentence"]
    for sentence in sentences:
        parsed = parser.parse(make_report(sentence["text"], verbatim=True))
        names = {m.span.text: m for m in find_places(parsed, gazetteer) if m.form == "name"}
        for words, country, _, *point in (row.split("|") for row in sentence["places"]):
            mention = names.get(words)
            if mention is not None and mention.score is not None and mention.feature != "country":
                row = "|".join([words, country, "", *point])
                scored[sentence.get("unread", False)].append((mention.score, is_right(row, mention)))
    return scored


@cache
def tallies() -> dict[bool, Tally]:
    """The tally of the read and of the unread half."""
    parser, gazetteer = Parser(), Gazetteer.open()
    counts = {False: Tally(), True: Tally()}
    with SENTENCES.open("rb") as file:
        sentences = tomllib.load(file)["sentence"]
    for sentence in sentences:
        tally = counts[sentence.get("unread", False)]
        parsed = parser.parse(make_report(sentence["text"], verbatim=True))
        named = (m for m in find_places(parsed, gazetteer) if m.form == "name")
        names = {m.span.text: m for m in named if not m.span.text.endswith("capital")}  # the sheet has proper names
        wanted = {row.partition("|")[0]: row for row in sentence["places"]}
        tally.wanted += len(wanted)
        tally.found += len(wanted.keys() & names.keys())
        tally.right += sum(is_right(row, names[words]) for words, row in wanted.items() if words in names)
        tally.extra += len(names.keys() - wanted.keys())
    return counts


@pytest.mark.parametrize(("unread", "found", "right"), [(False, 0.98, 0.94), (True, 0.83, 0.71)])
def test_places_of_many_wars_are_found_and_placed(unread: bool, found: float, right: float) -> None:
    tally = tallies()[unread]
    assert tally.found / tally.wanted >= found, tally
    assert tally.right / tally.wanted >= right, tally


@pytest.mark.parametrize("unread", [False, True])
def test_few_other_words_are_taken_for_places(unread: bool) -> None:
    tally = tallies()[unread]
    assert tally.extra <= 0.04 * tally.wanted, tally


def test_the_sentences_are_many_and_half_of_them_unread() -> None:
    with SENTENCES.open("rb") as file:
        sentences = tomllib.load(file)["sentence"]
    assert len(sentences) >= 150
    assert 2 * sum(sentence.get("unread", False) for sentence in sentences) >= len(sentences) - 1


@pytest.mark.parametrize("unread", [False, True])
def test_of_answers_scored_nine_tenths_nine_in_ten_are_right(unread: bool) -> None:
    sure = [right for score, right in answers()[unread] if score >= 0.9]
    assert len(sure) > 100
    assert sum(sure) / len(sure) >= 0.9
