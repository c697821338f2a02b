"""Parties that a report names in full and then in short."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dateline.records import Claim

Single = Callable[..., Claim]


def test_a_surname_takes_the_party_of_the_full_name(single: Single) -> None:
    claim = single(
        "Ukrainian President Volodymyr Zelenskiy spoke on Monday. Zelenskiy condemned the strike.", "condemnation"
    )
    assert [(p.mention.text, p.party) for p in claim.participants if p.role == "actor"] == [("Zelenskiy", "UKR:GOV")]


@pytest.mark.parametrize(
    ("publisher", "party"),
    [("UK Government", "GBR:GOV"), ("Valley Courier", None)],
)
def test_an_office_without_a_country_is_the_publishers_own(single: Single, publisher: str, party: str | None) -> None:
    claim = single("The Foreign Secretary condemned the attack.", "condemnation", publisher=publisher)
    assert [p.party for p in claim.participants if p.role == "actor"] == [party]


def test_a_coalition_is_of_no_one_country(single: Single) -> None:
    claim = single("The coalition bombed a bridge near Mosul.", "airstrike")
    assert [p.country for p in claim.participants if p.role == "actor"] == [None]


@pytest.mark.parametrize(
    ("text", "event", "source"),
    [
        (
            "The UN Commission on Human Rights met. The Commission found that soldiers tortured detainees in Juba.",
            "torture",
            ("Commission", "igo"),
        ),
        (
            "The UN Independent Expert Group (IEG) met. The IEG found that soldiers tortured detainees in Juba.",
            "torture",
            ("IEG", "igo"),
        ),
        ("Coastal Press reported that gunmen killed nine people in Bosaso.", "killing", ("Coastal Press", "media")),
        (
            "The Kayah Documentation Network said that gunmen killed nine people in Loikaw.",
            "killing",
            ("Kayah Documentation Network", "ngo"),
        ),
    ],
)
def test_an_organisation_is_known_by_its_short_name_and_its_words(
    single: Single, text: str, event: str, source: tuple[str, str]
) -> None:
    claim = single(text, event)
    assert [(s.mention.text, s.kind) for s in claim.attribution.sources] == [source]


def test_initials_are_those_of_the_name_that_the_report_gave(single: Single) -> None:
    claim = single(
        "The governor of Bamenda in Cameroon blamed the Ambazonia Defence Forces. The ADF denied the allegation.",
        "denial",
    )
    assert [p.party for p in claim.participants if p.role == "actor"] == ["CMR:REB.AMBAZONIA"]
