"""Who publishes, and which country a report is about."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dateline.claims.publisher import publisher_party
from dateline.records import Claim
from dateline.text.readers import make_report

Single = Callable[..., Claim]


@pytest.mark.parametrize(
    ("publisher", "party", "kind"),
    [
        ("UK Government", "GBR:GOV", "government"),
        ("Foreign, Commonwealth and Development Office, United Kingdom", "GBR:GOV", "government"),
        ("Ministry of Foreign Affairs of Ukraine", "UKR:GOV", "government"),
        ("United Nations", "UNO", "igo"),
        ("US Central Command", "USA:MIL.CENTCOM", "state_forces"),
    ],
)
def test_an_office_of_a_state_is_a_party(publisher: str, party: str, kind: str) -> None:
    found = publisher_party(make_report("We met today.", publisher=publisher))
    assert found is not None
    assert (found.party, found.kind) == (party, kind)


@pytest.mark.parametrize("publisher", [None, "Valley Courier", "The Daily Harvest"])
def test_an_unknown_paper_is_no_party(publisher: str | None) -> None:
    assert publisher_party(make_report("We met today.", publisher=publisher)) is None


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Two teachers were killed in Maiduguri.", "NGA"),
        ("Two teachers were killed in a village.", None),
    ],
)
def test_civilians_are_of_the_country_that_the_report_is_about(single: Single, text: str, country: str | None) -> None:
    claim = single(text, "killing")
    assert [p.country for p in claim.participants if p.role == "victim"] == [country]
