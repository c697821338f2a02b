"""Decisions: appended, never lost, applied the same whatever the order, and left behind by a claim that changed."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import pytest

from dateline.errors import ReportError, SettingsError, StoreError
from dateline.pipeline.deciding import Deciding, made_of
from dateline.pipeline.fusing import bring_up_to_date
from dateline.records import Claim
from dateline.records.encode import claim_to_json
from dateline.review import State, amended, apply, field_value, judged_pairs, standing
from dateline.store import Decision, Result, Store, decision_from_json, decision_to_json
from dateline.store.canon import claim_digest, dumps
from dateline.store.redacting import Redacting
from dateline.store.reports import report_digest

STORY = "Soldiers killed 8 people in Oresk on 2026-01-01. Rebels killed 3 civilians in Marat."


def made(kind: str, claims: Sequence[Claim], *, minute: int = 0, **more: Any) -> Decision:
    return Decision(
        kind=kind,
        subjects=tuple(claim.id for claim in claims),
        by="Lena",
        at=f"2026-01-03T10:{minute:02}:00+00:00",
        claims=tuple(claim.id for claim in claims),
        seen=tuple(claim_digest(claim) for claim in claims),
        **more,
    )


@pytest.fixture
def claims(store: Store, tell: Callable[..., Any], coding: Callable[..., int]) -> list[Claim]:
    store.keep([tell(STORY)])
    coding(store)
    return list(store.claims())


def test_decisions_are_kept_once_and_come_back_in_order(store: Store, claims: list[Claim]) -> None:
    later = made("reject", claims[:1], minute=5, reason="a rehearsal")
    earlier = made("accept", claims[:1], minute=1)
    assert store.decide([later, earlier, later]) == [later, earlier]
    assert store.decide([earlier]) == []
    assert store.decisions() == [earlier, later]
    assert store.decisions(as_of="2026-01-02") == []
    assert store.verify().faults == ()


def test_a_wrong_decision_keeps_none_of_them(store: Store, claims: list[Claim]) -> None:
    with pytest.raises(StoreError, match="is no decision"):
        store.decide([made("accept", claims[:1]), made("applaud", claims[:1])])
    assert store.decisions() == []


@pytest.mark.parametrize(
    ("decisions", "state", "stance"),
    [
        ([], State.UNREVIEWED, "asserted"),
        ([("accept", {})], State.ACCEPTED, "asserted"),
        ([("reject", {})], State.REJECTED, None),
        ([("reject", {}), ("accept", {})], State.ACCEPTED, "asserted"),
        ([("amend", {"field": "stance", "old": "asserted", "new": "alleged"})], State.AMENDED, "alleged"),
        ([("amend", {"field": "stance", "new": "alleged"}), ("accept", {})], State.AMENDED, "alleged"),
        ([("amend", {"field": "stance", "new": "alleged"}), ("reject", {})], State.REJECTED, None),
        (
            [("amend", {"field": "stance", "new": "alleged"}), ("amend", {"field": "stance", "new": "denied"})],
            State.AMENDED,
            "denied",
        ),
    ],
)
def test_the_last_word_counts(
    store: Store, claims: list[Claim], decisions: list[tuple[str, dict[str, Any]]], state: State, stance: str | None
) -> None:
    store.decide([made(kind, claims[:1], minute=n, **more) for n, (kind, more) in enumerate(decisions)])
    reviews = apply(store.claims(), store.decisions())
    review = reviews[claims[0].id]
    assert (review.state, review.claim and review.claim.stance) == (state, stance)
    assert reviews[claims[1].id].state is State.UNREVIEWED
    assert review.machine == claims[0]


def test_the_order_of_arrival_does_not_count(claims: list[Claim]) -> None:
    decisions = [
        made("accept", claims, minute=1),
        made("amend", claims[:1], minute=2, field="stance", new="alleged"),
        made("reject", claims[1:], minute=3),
    ]
    expected = apply(claims, decisions)
    for seed in range(5):
        random.Random(seed).shuffle(decisions)
        assert apply(claims, decisions) == expected


def test_what_was_undone_counts_no_more(claims: list[Claim]) -> None:
    reject = made("reject", claims[:1], minute=1)
    undo = Decision(kind="undo", subjects=(reject.id,), by="Lena", at="2026-01-03T10:02:00+00:00")
    again = Decision(kind="undo", subjects=(undo.id,), by="Lena", at="2026-01-03T10:03:00+00:00")
    assert standing([reject, undo]) == []
    assert standing([reject, undo, again]) == [reject]


def test_a_decision_outlives_a_better_coder_where_the_claim_stays(store: Store, claims: list[Claim]) -> None:
    store.decide([made("reject", claims[:1])])
    (report,) = store.reports(store.report_ids()).values()
    newer = tuple(replace(claim, rule="new", coder=None) for claim in claims)
    (change,) = store.put([Result(report=report.id, coded_as=report_digest(report), claims=newer)])
    assert change.same == tuple(claim.id for claim in claims)
    assert apply(store.claims(), store.decisions())[claims[0].id].state is State.REJECTED


def test_a_claim_that_changed_goes_back_to_the_queue(
    store: Store, claims: list[Claim], recode: Callable[..., Any]
) -> None:
    accept = made("accept", claims[:1])
    store.decide([accept])
    (report,) = store.reports(store.report_ids()).values()
    store.put([Result(report=report.id, coded_as=report_digest(report), claims=recode(report, more=1))])
    review = apply(store.claims(), store.decisions())[claims[0].id]
    assert (review.state, review.outdated, review.decisions) == (State.CHANGED, (accept,), ())
    assert store.verify().faults == ()


def test_a_claim_that_vanished_leaves_its_decision(store: Store, claims: list[Claim]) -> None:
    store.decide([made("accept", claims[:1])])
    (report,) = store.reports(store.report_ids()).values()
    store.put([Result(report=report.id, coded_as=report_digest(report), claims=())])
    assert len(store.decisions()) == 1
    assert store.verify().faults == ()


def test_amended_claims_can_be_found_by_their_new_values(store: Store, claims: list[Claim]) -> None:
    from dateline.store import Wanted

    store.decide([made("amend", claims[:1], field="event", new="shelling")])
    found = list(store.claims(wanted=Wanted(events=("shelling",))))
    assert [claim.id for claim in found] == [claims[0].id]


@pytest.mark.parametrize(
    ("field", "value"),
    [("stance", "denied"), ("figures.0.best", 9.0), ("time.start", None), ("places.0.name", "Oresk"), ("time", None)],
)
def test_a_field_is_amended_by_its_path(claims: list[Claim], field: str, value: Any) -> None:
    claim = amended(claims[0], field, value)
    assert field_value(claim, field) == value
    assert amended(claim, field, field_value(claims[0], field)) == claims[0]


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("mood", "grim", "no field 'mood'"),
        ("figures.7.best", 1, "counted from 0"),
        ("figures.best", 1, "no field"),
        ("id", "c-0", "never amended"),
        ("stance", 3, "expected str"),
        ("figures.0.best", "many", "expected float"),
        ("evidence", None, "expected an object"),
    ],
)
def test_an_amendment_that_cannot_be_is_refused(claims: list[Claim], field: str, value: Any, words: str) -> None:
    with pytest.raises(ReportError, match=words):
        amended(claims[0], field, value)


def test_pairs_are_judged_by_the_last_word(claims: list[Claim]) -> None:
    one, two = sorted(claim.id for claim in claims)
    same, different = made("same", claims, minute=1), made("different", claims[::-1], minute=2)
    assert judged_pairs([different, same]).different == {(one, two)}
    assert judged_pairs([same]).same == {(one, two)}


def test_a_decision_comes_back_from_its_line(claims: list[Claim]) -> None:
    decision = made("amend", claims[:1], field="stance", old="asserted", new="alleged", reason="“so he said”")
    assert decision_from_json(decision_to_json(decision)) == decision


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"by": "Someone Else"}, "not the id"),
        ({"by": " "}, "needs 'by'"),
        ({"kind": "applaud"}, "is no decision"),
        ({"at": "yesterday"}, "not a moment"),
        ({"at": "2026-01-01"}, "time zone"),
        ({"subjects": []}, "about which"),
        ({"subjects": ["x"]}, "not an id"),
        ({"subjects": "c-1"}, "list"),
        ({"seen": []}, "not the id"),
        ({"reason": 3}, "'reason' is a text"),
        ({"kind": "grade"}, "grade"),
    ],
)
def test_a_line_that_is_no_decision_is_refused(claims: list[Claim], change: dict[str, Any], words: str) -> None:
    with pytest.raises(StoreError, match=words):
        decision_from_json({**decision_to_json(made("accept", claims[:1])), **change})


def test_ten_thousand_decisions_replay_in_seconds(claims: list[Claim]) -> None:
    import time

    decisions = [made("accept" if n % 2 else "reject", claims[:1], reason=str(n)) for n in range(10_000)]
    began = time.perf_counter()
    apply(claims, decisions)
    assert time.perf_counter() - began < 5


@pytest.mark.parametrize(
    ("steps", "changes"),
    [
        (["accept"], False),
        (["accept", "accept"], False),
        (["reject"], True),
        (["reject", "accept"], True),
        (["amend", "accept"], False),
    ],
)
def test_incidents_are_told_anew_only_where_a_decision_changes_a_claim(
    store: Store, claims: list[Claim], steps: list[str], changes: bool
) -> None:
    change = {"field": "stance", "new": "alleged"}
    for minute, kind in enumerate(steps):
        bring_up_to_date(store)
        store.decide([made(kind, claims[:1], minute=minute, **(change if kind == "amend" else {}))])
    assert bool(store.unheeded()) == changes


def split(store: Store, claim: Claim, value: dict[str, Any]) -> Decision:
    asked = Deciding(kind="split", ids=(claim.id,), by="Lena", value=json.dumps(value))
    (decision,) = store.decide(made_of(store, asked))
    return decision


def figured(store: Store, claims: list[Claim]) -> Claim:
    """A claim with two figures, one of which is given to the other part."""
    claim = next(claim for claim in claims if claim.figures)
    two = [claim_to_json(claim)["figures"][0], {**claim_to_json(claim)["figures"][0], "n": 3.0, "best": 3.0}]
    store.decide(made_of(store, Deciding(kind="amend", ids=(claim.id,), by="Lena", field="figures", value=dumps(two))))
    return claim


def test_a_claim_is_split_in_two_and_put_together_again(store: Store, claims: list[Claim]) -> None:
    claim = figured(store, claims)
    decision = split(store, claim, {"second": {"figures": [1], "event": "shelling"}})
    ids = [one.id for one in store.claims()]
    assert ids.index(decision.claims[1]) == ids.index(claim.id) + 1
    reviews = apply(store.claims(), store.decisions())
    first, second = (reviews[one] for one in decision.claims)
    assert [figure.best for figure in first.claim.figures] == [claim.figures[0].best]  # type: ignore[union-attr]
    assert [figure.best for figure in second.claim.figures] == [3.0]  # type: ignore[union-attr]
    assert (first.state, second.state, second.machine.event) == (State.AMENDED, State.AMENDED, "shelling")
    assert second.machine.evidence == claim.evidence
    assert store.verify().faults == ()
    bring_up_to_date(store)
    told = store.incidents_with([claim.id, second.machine.id])
    assert set(told) == {claim.id, second.machine.id}
    assert judged_pairs(store.decisions()).different == {tuple(sorted(decision.claims))}
    (undo,) = store.decide(made_of(store, Deciding(kind="undo", ids=(decision.id,), by="Lena")))
    assert [one.id for one in store.claims()] == [one.id for one in claims]
    store.decide(made_of(store, Deciding(kind="undo", ids=(undo.id,), by="Lena")))
    assert [one.id for one in store.claims()] == ids
    assert store.verify().faults == ()


def test_a_split_outlives_a_better_coder_where_the_claim_stays(store: Store, claims: list[Claim]) -> None:
    claim = figured(store, claims)
    decision = split(store, claim, {"second": {"figures": [1], "event": "shelling"}})
    (report,) = store.reports(store.report_ids()).values()
    store.put([Result(report=report.id, coded_as=report_digest(report), claims=tuple(claims))])
    assert decision.claims[1] in {one.id for one in store.claims()}
    other = tuple(replace(one, stance="alleged") if one.id == claim.id else one for one in claims)
    store.put([Result(report=report.id, coded_as=report_digest(report), claims=other)])
    assert [one.id for one in store.claims()] == [one.id for one in claims]
    assert apply(store.claims(), store.decisions())[claim.id].state is State.CHANGED
    assert store.verify().faults == ()


def test_a_part_was_no_claim_before_the_day_of_the_split(store: Store, claims: list[Claim]) -> None:
    claim = figured(store, claims)
    part = split(store, claim, {"second": {"figures": [1]}}).claims[1]
    reviews = apply(store.claims(), store.decisions(as_of="2020-01-01"))
    assert (reviews[part].claim, reviews[claim.id].state) == (None, State.UNREVIEWED)


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ({}, "both parts would say the same"),
        ({"second": {"figures": [7]}}, "there is no value 7"),
        ({"first": {"figures": []}, "second": {"figures": [1]}}, "value 0 is in neither part"),
        ({"third": {}}, "none of the two parts"),
        ({"second": {"stance": [0]}}, "is not shared out"),
        ({"second": {"figures": "1"}}, "a list of places"),
        ({"second": {"event": "picnic"}}, "is no event type"),
    ],
)
def test_a_split_that_loses_or_means_nothing_is_refused(
    store: Store, claims: list[Claim], value: dict[str, Any], message: str
) -> None:
    claim = figured(store, claims)
    with pytest.raises(SettingsError, match=message):
        split(store, claim, value)


def test_a_flag_changes_nothing_but_that_somebody_is_to_look(store: Store, claims: list[Claim]) -> None:
    bring_up_to_date(store)
    flag = made("flag", claims[:1], reason="two towns of that name")
    store.decide([flag])
    review = apply(store.claims(), store.decisions())[claims[0].id]
    assert (review.state, review.claim, review.flags, review.decisions) == (State.UNREVIEWED, claims[0], (flag,), ())
    assert store.unheeded() == []


def test_words_are_erased_from_a_claim_that_was_split(store: Store, claims: list[Claim]) -> None:
    claim = figured(store, claims)
    decision = split(store, claim, {"second": {"figures": [1]}})
    store.redact(Redacting(words=("Oresk",), by="Lena", reason="asked for"))
    assert store.verify().faults == ()
    assert "Oresk" not in str([*store.claims(), *store.decisions()])
    assert decision.claims[1] in {one.id for one in store.claims()}
    store.decide(made_of(store, Deciding(kind="undo", ids=(decision.id,), by="Lena")))
    assert [one.id for one in store.claims()] == [one.id for one in claims]
    assert store.verify().faults == ()
