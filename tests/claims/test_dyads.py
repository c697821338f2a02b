"""Who does what to whom in politics, and from whom a place is taken."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dateline.records import Claim

Single = Callable[..., Claim]


def parties(claim: Claim, *roles: str) -> set[str]:
    return {p.party or p.mention.text for p in claim.participants if p.role in roles}


@pytest.mark.parametrize(
    ("text", "event", "actors", "others"),
    [
        ("Ghana rejected a Togolese request to extradite the men.", "rejection", {"GHA:GOV"}, {"TGO:GOV"}),
        ("Kenya rejected an offer from Uganda for direct talks.", "rejection", {"KEN:GOV"}, {"UGA:GOV"}),
        ("Russia vetoed a Security Council resolution.", "rejection", {"RUS:GOV"}, {"UNO.SC"}),
        ("Kenya dismissed an appeal from Uganda to open the border.", "rejection", {"KEN:GOV"}, {"UGA:GOV"}),
        ("Jordan lodged an official protest with Israel.", "condemnation", {"JOR:GOV"}, {"ISR:GOV"}),
        ("Russia continued to send arms to Mali.", "support", {"RUS:GOV"}, {"MLI:GOV"}),
        ("Egypt threatened to close its airspace.", "threat", {"EGY:GOV"}, set()),
        ("The army recaptured two villages from the rebels.", "capture", {"army"}, {"rebels"}),
        ("A group of Kenyan diplomats held talks with Uganda.", "negotiation", {"KEN:GOV"}, {"UGA:GOV"}),
        ("Syria must cease air strikes against the rebels.", "airstrike", {"SYR:GOV"}, {"SYR:REB"}),
    ],
)
def test_who_and_whom(single: Single, text: str, event: str, actors: set[str], others: set[str]) -> None:
    claim = single(text, event)
    assert parties(claim, "actor") == actors
    assert parties(claim, "target", "counterpart") == others


def test_aircraft_that_deliver_weapons_support_nobody(code: Callable[..., tuple[Claim, ...]]) -> None:
    claims = code("Having a single aircraft deliver a single weapon against a vehicle is one strike.")
    assert "support" not in {claim.event for claim in claims}
