"""Names of private persons: found in what claims say, and taken out wherever they stand."""

from __future__ import annotations

import pytest

from dateline.export.privacy import private_names, veiled, veiled_text
from dateline.records import Attribution, Claim, Participant, Source, Span

Names = set[str]


def claim(evidence: str, *sources: tuple[str, str, str | None]) -> Claim:
    """A claim with sources of some words, kind and role."""
    told = tuple(Source(mention=Span(0, len(w), w), name=w, kind=kind, role=role) for w, kind, role in sources)
    whole = Span(0, len(evidence), evidence)
    attribution = Attribution(sources=told)
    return Claim(id="c-0", report="r-0", event="shelling", trigger=None, evidence=whole, attribution=attribution)


@pytest.mark.parametrize(
    ("words", "kind", "role", "names"),
    [
        ("Musa Ibrahim", "civilians", "resident", {"Musa Ibrahim"}),
        ("brother Khalid Omar", "civilians", "relative", {"Khalid Omar"}),
        ("Dr. Hassan al-Omar", "medical", "medic", {"Hassan al-Omar"}),
        ("the nurse", "medical", "medic", set()),
        ("two Syrian residents", "civilians", "resident", set()),
        ("Residents", "civilians", "resident", set()),
        ("He", "unknown", None, set()),
        ("Médecins Sans Frontières", "medical", "medic", set()),
        ("ministry spokesman Ali Hamdan", "government", "spokesperson", set()),
        ("Ali Hamdan", "unknown", "spokesperson", set()),
        ("Rapid Support Forces", "militia", None, set()),
    ],
)
def test_a_private_name_is_told_from_nouns_offices_and_organisations(
    words: str, kind: str, role: str | None, names: Names
) -> None:
    assert private_names(claim("It rained.", (words, kind, role))) == names


@pytest.mark.parametrize(
    ("evidence", "names"),
    [
        ("Shells killed nurse Amina Yusuf and two patients.", {"Amina Yusuf"}),
        ("Among the dead was Olha Petrenko, 34, who sold bread.", {"Olha Petrenko"}),
        ("Doctors Without Borders said 12 people died.", set()),
        ("In Kutum, 12 people died.", set()),
        ("The Darfur Civilian Harm Desk counted 23 dead.", set()),
        ("Teacher Maria Lopez saw it.", {"Maria Lopez"}),
        ("President Vladimir Putin denied it.", set()),
    ],
)
def test_a_name_is_found_in_the_evidence(evidence: str, names: Names) -> None:
    assert private_names(claim(evidence)) == names


def test_a_name_is_taken_out_wherever_it_stands() -> None:
    one = claim("Musa Ibrahim said so. Ibrahim, a farmer, fled.", ("Musa Ibrahim", "civilians", "resident"))
    hidden = veiled(one, private_names(one))
    assert hidden.evidence == Span(0, 46, "[name withheld] said so. [name withheld], a farmer, fled.")
    assert hidden.attribution.sources[0].name == "[name withheld]"
    assert hidden.id == one.id


def test_a_part_of_a_word_is_no_name() -> None:
    assert veiled_text("Omaran and Omar", ["Omar"]) == "Omaran and [name withheld]"


def test_a_participant_without_a_name_keeps_its_words() -> None:
    who = Participant(role="victim", mention=Span(0, 8, "children"), name="children", kind="civilians")
    assert veiled(who, frozenset()) == who
