"""Who says what of a claim, where people differ, and how far they agree beyond chance."""

from __future__ import annotations

from typing import Any

import pytest

from dateline.review.agreement import Verdict, agreements, disagreed, kappa, verdicts
from dateline.store import Decision


def made(kind: str, by: str, claim: str = "c-0000000000000001", *, minute: int = 0, **more: Any) -> Decision:
    about = {"subjects": (claim,), "claims": (claim,), **more}
    return Decision(kind=kind, by=by, at=f"2026-01-03T10:{minute:02}:00+00:00", **about)


def test_the_last_word_of_each_person_counts() -> None:
    known = verdicts([made("accept", "Lena", minute=1), made("reject", "Omar"), made("reject", "Lena", minute=2)])
    assert known == {"c-0000000000000001": {"Lena": Verdict("reject"), "Omar": Verdict("reject")}}


def test_what_was_taken_back_does_not_count() -> None:
    first = made("reject", "Lena")
    undo = made("undo", "Lena", minute=3, subjects=(first.id,), claims=())
    assert verdicts([first, undo]) == {}


def test_an_amended_claim_that_is_accepted_stays_amended() -> None:
    amend = made("amend", "Lena", field="stance", old="asserted", new="alleged")
    known = verdicts([amend, made("accept", "Lena", minute=1)])
    assert known["c-0000000000000001"]["Lena"] == Verdict("amend", (("stance", '"alleged"'),))


def test_two_who_amend_to_other_values_disagree() -> None:
    one = made("amend", "Lena", field="stance", new="alleged")
    other = made("amend", "Omar", field="stance", new="denied")
    same = made("amend", "Omar", field="stance", new="alleged")
    assert disagreed(verdicts([one, other])) == {"c-0000000000000001"}
    assert disagreed(verdicts([one, same])) == frozenset()


@pytest.mark.parametrize(
    ("judged", "expected"),
    [
        ([], None),
        ([("accept", "accept")], None),  # one category: chance alone makes them agree
        ([("accept", "accept"), ("reject", "reject")], 1.0),
        ([("accept", "reject"), ("reject", "accept")], -1.0),
        ([("accept", "accept")] * 20 + [("accept", "reject")] * 5 + [("reject", "accept")] * 10
         + [("reject", "reject")] * 15, 0.4),  # the textbook table of 50
    ],
)  # fmt: skip
def test_kappa(judged: list[tuple[str, str]], expected: float | None) -> None:
    found = kappa(judged)
    assert found == expected if expected is None else found == pytest.approx(expected)


def test_pairs_of_people_are_told_with_the_claims_that_both_judged() -> None:
    claims = [f"c-000000000000000{number}" for number in range(4)]
    decisions = [made("accept", "Lena", claim) for claim in claims]
    decisions += [made("accept", "Omar", claims[0]), made("reject", "Omar", claims[1])]
    (pair,) = agreements(verdicts(decisions))
    assert (pair.one, pair.other, pair.claims, pair.agreed, pair.kappa) == ("Lena", "Omar", 2, 1, 0.0)
