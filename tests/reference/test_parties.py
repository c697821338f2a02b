"""The party table and the nouns for parties: names in every spelling, years, kinds."""

from __future__ import annotations

import re
from datetime import date

import pytest

from dateline.reference import ontology
from dateline.reference.agents import agent
from dateline.reference.countries import country_by_code
from dateline.reference.parties import name_words, party_by_name, rows

CODE = re.compile(r"(UNO|IGO|NGO|MED)(\.[A-Z0-9]+)*|[A-Z]{3}:[A-Z]{3}(\.[A-Z0-9]+)*")


@pytest.mark.parametrize("name", ["ISIL", "ISIS", "Daesh", "Da'esh", "Dae’sh", "the Islamic State", "DAESH"])
def test_one_group_answers_to_all_its_names(name: str) -> None:
    row = party_by_name(name)
    assert row is not None
    assert (row.code, row.kind, row.country) == ("INT:REB.IS", "jihadists", None)


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Hay'at Tahrir al-Sham", "SYR:REB.HTS"),
        ("Séléka", "CAF:REB.SELEKA"),
        ("Médecins Sans Frontières", "NGO.MSF"),
        ("Medecins Sans Frontieres", "NGO.MSF"),
        ("the Pentagon", "USA:MIL"),
        ("U.N.", "UNO"),
        ("Recep Tayyip Erdoğan", "TUR:GOV"),
        ("Lord’s Resistance Army", "UGA:REB.LRA"),
        ("Hezbollah", "LBN:REB"),
    ],
)
def test_marks_and_apostrophes_do_not_matter(name: str, code: str) -> None:
    row = party_by_name(name)
    assert row is not None
    assert row.code == code


@pytest.mark.parametrize(
    ("name", "day", "code"),
    [
        ("Fatah", date(1985, 1, 1), "PSE:REB.FATAH"),
        ("Fatah", date(2007, 6, 14), "PSE:GOV.FATAH"),
        ("Taliban", date(2010, 1, 1), "AFG:REB.TALIBAN"),
        ("Taliban", date(2023, 1, 1), "AFG:GOV.TALIBAN"),
        ("SPLA", date(1995, 1, 1), "SDN:REB.SPLA"),
        ("SPLA", date(2014, 1, 1), "SSD:MIL"),
    ],
)
def test_the_year_chooses_between_parties_of_one_name(name: str, day: date, code: str) -> None:
    row = party_by_name(name, on=day)
    assert row is not None
    assert row.code == code


def test_the_country_chooses_between_parties_of_one_name() -> None:
    lebanese, sudanese = party_by_name("SLA", country="LBN"), party_by_name("SLA", country="SDN")
    assert lebanese is not None
    assert sudanese is not None
    assert (lebanese.code, sudanese.code) == ("LBN:UAF.SLA", "SDN:REB.SLA")


def test_an_unknown_name_is_nobody() -> None:
    assert party_by_name("the Brigade of the Seventh Kettle") is None


def test_every_row_has_a_well_formed_code_a_known_kind_and_ordered_years() -> None:
    assert len(rows()) >= 1200
    for row in rows():
        assert CODE.fullmatch(row.code), row
        assert row.kind in ontology.kind_codes(), row
        assert row.source in ("editors", "phoenix"), row
        assert row.start is None or row.end is None or row.start <= row.end, row
        if row.country is not None:
            assert country_by_code(row.country), row
            assert row.code.startswith(f"{row.country}:"), row


def test_names_become_words() -> None:
    assert name_words("Jaysh al-Islam") == ("jaysh", "al", "islam")
    assert name_words("Kurdistan Workers' Party") == ("kurdistan", "workers", "party")


@pytest.mark.parametrize(
    ("words", "kind", "role"),
    [
        ("policemen", "police", "official"),
        ("witnesses", "civilians", "witness"),
        ("aid workers", "aid", None),
        ("Foreign Minister", "government", "official"),
        ("paramedics", "medical", "medic"),
        ("state television", "media", "state_media"),
    ],
)
def test_nouns_tell_kind_and_role(words: str, kind: str, role: str | None) -> None:
    noun = agent(words)
    assert noun is not None
    assert (noun.kind, noun.source_role) == (kind, role)


def test_other_nouns_are_no_agents() -> None:
    assert agent("bridge") is None
