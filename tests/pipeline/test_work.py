"""Reports coded one after the other, whole or for their claims alone."""

from __future__ import annotations

from dateline.pipeline.work import code_each
from dateline.records import Coded, Mentions
from dateline.settings import Settings
from dateline.text.readers import make_report

TEXT = "KORVINO, 4 May - Shelling killed 8 people in Kharkiv on Monday, officials said."


def test_a_store_asks_for_the_claims_alone() -> None:
    report = make_report(TEXT, published="2024-05-04", publisher="Coastal Press", language="en")
    (whole,) = code_each([("one", report)], Settings())
    (claims,) = code_each([("one", report)], Settings(), claims_only=True)
    assert isinstance(whole, Coded)
    assert isinstance(claims, Coded)
    assert whole.claims
    assert whole.incidents
    assert claims.claims == whole.claims
    assert (claims.incidents, claims.mentions) == ((), Mentions())
