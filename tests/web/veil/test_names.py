"""Which names are veiled, and what is left of a text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.records import Span
from dateline.reference.veiling import is_graphic, private_name
from dateline.web.veil.names import Names

NAMES = Names.gathered({"r-1": frozenset({("halima", "nur")}), "r-2": frozenset({("adel", "al", "mansouri"), ("bo",)})})


@pytest.mark.parametrize(
    ("name", "kind", "role", "party", "expected"),
    [
        ("Halima Nur", "civilians", "resident", "SOM:CIV", "Halima Nur"),
        ("shopkeeper Sani Aliyu", "civilians", "resident", None, "Sani Aliyu"),
        ("Halima", "civilians", "witness", None, "Halima"),
        ("Dr Samir Aziz", "medical", "medic", None, "Samir Aziz"),
        ("Adel al-Mansouri", "unknown", None, None, "Adel al Mansouri"),
        ("Mary O’Brien", "civilians", None, None, "Mary O’Brien"),
        ("government spokesman Hatim Osman", "government", "official", "SDN:GOV", ""),
        ("Bello Danjuma", "police", "spokesperson", "NGA:COP", ""),
        ("Médecins Sans Frontières", "medical", "agency", "NGO.MSF", ""),
        ("Palestinians", "civilians", None, "PSE:CIV", ""),
        ("Two residents", "civilians", "resident", None, ""),
        ("Relief Alliance", "unknown", None, None, ""),
        ("Saudi Arabia", "unknown", None, None, ""),
        ("people from Kan", "civilians", None, None, ""),
        ("Residents", "civilians", "resident", None, ""),
    ],
)
def test_a_private_person_holds_no_office(
    name: str, kind: str, role: str | None, party: str | None, expected: str
) -> None:
    assert " ".join(private_name(name, kind, role, party)) == expected


@pytest.mark.parametrize(
    ("report", "text", "expected"),
    [
        ("r-1", "Halima Nur said. Nur's son and NUR fled.", "██████ ███ said. ███'s son and ███ fled."),
        ("r-2", "Al-Mansouri spoke; Mansouri fled to al Bab.", "Al-████████ spoke; ████████ fled to al Bab."),
        ("r-2", "Halima Nur was seen; a light (nur) was not. Nur", "██████ ███ was seen; a light (nur) was not. Nur"),
        ("r-3", "HALIMA\nNUR, Halima and Nur", "██████\n███, Halima and Nur"),
        ("r-3", "Boat and Bo", "Boat and Bo"),
    ],
)
def test_a_full_name_is_veiled_everywhere_and_its_parts_where_it_stands(report: str, text: str, expected: str) -> None:
    assert NAMES.for_reports([report]).text(text) == expected


def test_a_name_known_from_another_report_is_veiled_in_its_parts_where_it_is_met() -> None:
    text = "Halima Nur fled. Nur is safe."
    assert NAMES.for_reports(["r-3"], text).text(text) == "██████ ███ fled. ███ is safe."


def test_an_address_is_veiled_in_small_letters_too() -> None:
    mask = NAMES.for_reports(["r-1"])
    assert mask.text("https://x.example/halima-nur-speaks", any_case=True) == "https://x.example/██████-███-speaks"


@given(st.text(alphabet="Nur Halima𝒩é’'-\n", max_size=60))
def test_a_text_keeps_its_length_and_a_span_its_words(text: str) -> None:
    mask = NAMES.for_reports(["r-1"])
    veiled = mask.text(text)
    assert len(veiled) == len(text)
    for start in range(0, len(text), 3):
        end = min(len(text), start + 7)
        if start < end:
            assert mask.value(Span.of(text, start, end), veiled).text == veiled[start:end]


@pytest.mark.parametrize(
    ("text", "expected"),
    [("Charred bodies lay there.", True), ("The wounded were mutilated.", True), ("A grapeseed shop burned.", False)],
)
def test_which_passages_are_graphic(text: str, expected: bool) -> None:
    assert is_graphic(text) is expected
