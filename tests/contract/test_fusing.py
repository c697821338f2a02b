"""The incidents that a store keeps are those of fusing all of its claims at once, however they came there."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any
from unittest import mock

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dateline.incidents import fuse
from dateline.pipeline.fusing import bring_up_to_date, fuse_known
from dateline.pipeline.standing import Standing
from dateline.pipeline.view import View, asked_for
from dateline.records import Claim, Incident
from dateline.records.encode import incident_to_json
from dateline.review import figure_key, in_force
from dateline.store import Decision, Found, Narrowed, Result, Store, Wanted
from dateline.store.reports import report_digest

from .test_properties import empty

SENTENCE = st.builds(
    "{} killed {} people in {} on {}.".format,
    st.sampled_from(["Soldiers", "Rebels", "Shells"]),
    st.sampled_from([3, 8, 30]),
    st.sampled_from(["Oresk", "Marat"]),
    st.sampled_from(["2026-01-01", "2026-01-02"]),
)
STORY = st.tuples(
    st.lists(SENTENCE, min_size=1, max_size=3, unique=True).map(" ".join),
    st.sampled_from(["Oresk Wire", "Marat Post", "Valley Monitor"]),
    st.sampled_from(["2026-01-01", "2026-01-02", "2026-01-03"]),
)


def as_json(incidents: Sequence[Incident]) -> str:
    return json.dumps(sorted((incident_to_json(one) for one in incidents), key=lambda one: one["id"]), sort_keys=True)


def kept(store: Store) -> str:
    """The incidents that the store keeps."""
    assert bring_up_to_date(store)
    return as_json(store.incidents(store.list_incidents()))


def fused_at_once(store: Store) -> str:
    """What fusing every claim at once gives, without anything that the store keeps of incidents."""
    view = View(store, asked_for())
    claims, reports = [], {}
    for report, reviews in view._standing.reviews(store.report_ids()):
        reports[report.id] = report
        claims += in_force(reviews)
    return as_json(fuse(claims, reports=reports, judged=view._standing.judged))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(stories=st.lists(STORY, min_size=1, max_size=7, unique=True), data=st.data())
def test_any_order_in_any_batches_gives_the_same_incidents_byte_for_byte(
    address: str,
    tell: Callable[..., Found],
    coding: Callable[..., int],
    stories: list[tuple[str, str, str]],
    data: Any,
) -> None:
    found = [
        tell(text, data=json.dumps(story).encode(), publisher=publisher, published=published)
        for story in stories
        for text, publisher, published in [story]
    ]
    empty(address)
    with Store.open(address, make=True) as store:
        store.keep(found)
        coding(store)
        one = kept(store)
        assert one == fused_at_once(store)
        ids = [claim.id for claim in store.claims()]
    pairs = data.draw(st.lists(st.tuples(st.sampled_from(ids), st.sampled_from(ids)), max_size=3)) if ids else []
    kinds = [data.draw(st.sampled_from(["same", "different"])) for _ in pairs]
    decisions = [
        Decision(kind=kind, subjects=pair, claims=pair, by="Lena", at=f"2026-02-01T00:00:{number:02}+00:00")
        for number, (pair, kind) in enumerate(zip(pairs, kinds, strict=True))
        if pair[0] != pair[1]
    ]
    with Store.open(address) as store:
        store.decide(decisions)
        judged = kept(store)
        assert judged == fused_at_once(store)
    shuffled = data.draw(st.permutations(found))
    cuts = sorted(data.draw(st.lists(st.integers(0, len(shuffled)), max_size=3)))
    empty(address)
    with Store.open(address, make=True) as store:
        for start, end in zip([0, *cuts], [*cuts, len(shuffled)], strict=True):
            store.keep(shuffled[start:end])
            coding(store)
            kept(store)
        assert kept(store) == one
        for decision in data.draw(st.permutations(decisions)):
            store.decide([decision])
            kept(store)
        assert kept(store) == judged


KINDS = ("accept", "amend", "reject", "same", "different", "grade", "number", "undo")
AMENDED = {"stance": ["alleged", "denied"], "verification": ["could_not_verify"], "figures.0.best": [8.0, 30.0]}


def drawn(data: Any, store: Store, number: int) -> Decision:
    """A decision of any kind about claims, an incident or a decision that the store has."""
    kind = data.draw(st.sampled_from(KINDS if number else KINDS[:-1]))
    ids = [claim.id for claim in store.claims()]
    pair = kind in ("same", "different")
    claims = tuple(data.draw(st.lists(st.sampled_from(ids), min_size=1 + pair, max_size=1 + pair, unique=True)))
    more: dict[str, Any] = {}
    if kind == "amend":
        field = data.draw(st.sampled_from(sorted(AMENDED)))
        more = {"field": field, "new": data.draw(st.sampled_from(AMENDED[field]))}
    elif kind in ("grade", "number"):
        (incident,) = store.incidents([data.draw(st.sampled_from(kept_ids(store)))])
        claims = tuple(member.claim for member in incident.claims)
        figure = incident.figures[0] if incident.figures else None
        if kind == "grade" or figure is None:
            kind, more = "grade", {"new": data.draw(st.sampled_from(["Fair", "Contested"]))}
        else:
            old = [figure.low, figure.best, figure.high]
            more = {"field": figure_key(figure), "old": old, "new": [1.0, 2.0, 3.0], "reason": "a list of names"}
        return made(kind, number, (incident.id,), claims, **more)
    elif kind == "undo":
        subject = data.draw(st.sampled_from([one.id for one in store.decisions()]))
        return made(kind, number, (subject,), (), **more)
    return made(kind, number, claims, claims, **more)


def made(kind: str, number: int, subjects: tuple[str, ...], claims: tuple[str, ...], **more: Any) -> Decision:
    at = f"2026-02-01T00:00:{number:02}+00:00"
    return Decision(kind=kind, subjects=subjects, claims=claims, by="Lena", at=at, **more)


def kept_ids(store: Store) -> list[str]:
    bring_up_to_date(store)
    return store.list_incidents()


@settings(max_examples=4, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(stories=st.lists(STORY, min_size=2, max_size=6, unique=True), data=st.data())
def test_decisions_in_any_batches_give_what_fusing_everything_with_them_gives(
    address: str,
    tell: Callable[..., Found],
    coding: Callable[..., int],
    stories: list[tuple[str, str, str]],
    data: Any,
) -> None:
    empty(address)
    with Store.open(address, make=True) as store:
        texts = [(json.dumps(story).encode(), story) for story in stories]
        store.keep([tell(text, data=raw, publisher=who, published=day) for raw, (text, who, day) in texts])
        coding(store)
        kept(store)
        decisions: list[Decision] = []
        for number in range(data.draw(st.integers(1, 8))):
            if not store.list_incidents():
                break
            decisions.append(drawn(data, store, number))
            store.decide(decisions[-1:])
            what = data.draw(st.sampled_from(["go on", "heed", "be killed", "code anew and be killed"]))
            if what == "heed":
                assert kept(store) == anew(store)
            elif what != "go on":
                if what.startswith("code"):
                    store.put(coded_again(store))
                killed_before_the_incidents_are_put(store)
        assert kept(store) == anew(store)
        one = kept(store)
    empty(address)
    with Store.open(address, make=True) as store:
        store.keep([tell(text, data=raw, publisher=who, published=day) for raw, (text, who, day) in texts])
        coding(store)
        shuffled = data.draw(st.permutations(decisions))
        for start in range(0, len(shuffled), 3):
            store.decide(shuffled[start : start + 3])
            kept(store)
        assert kept(store) == one


def coded_again(store: Store) -> list[Result]:
    """What a coder finds that finds what was found before."""
    reports = store.reports(store.report_ids()).values()
    return [Result(report=r.id, coded_as=report_digest(r), claims=tuple(store.claims(of=[r.id]))) for r in reports]


def killed_before_the_incidents_are_put(store: Store) -> None:
    with mock.patch.object(Store, "put_incidents", side_effect=KeyboardInterrupt), suppress(KeyboardInterrupt):
        bring_up_to_date(store)


def anew(store: Store) -> str:
    """The incidents of every claim and decision, made without those that the store keeps."""
    return as_json([known.incident for known in fuse_known(Standing(store), store.report_ids())])


@pytest.fixture
def three(store: Store, tell: Callable[..., Found], coding: Callable[..., int]) -> Store:
    """A store of three reports: two of one killing, and one of another on the same day in another town."""
    store.keep(
        [
            tell("Soldiers killed 8 people in Oresk on 2026-01-01.", publisher="Oresk Wire", published="2026-01-02"),
            tell("Soldiers killed 8 people in Oresk on 2026-01-01, it said.", publisher="Post", published="2026-01-02"),
            tell("Soldiers killed 3 people in Marat on 2026-01-01.", publisher="Post", published="2026-01-02"),
        ]
    )
    coding(store)
    bring_up_to_date(store)
    return store


def members(store: Store) -> list[int]:
    """How many claims each incident has, the largest first."""
    bring_up_to_date(store)
    return sorted((len(one.claims) for one in store.incidents(store.list_incidents())), reverse=True)


def by_town(store: Store) -> list[str]:
    """The ids of the claims: Marat's before Oresk's."""
    return [claim.id for claim in sorted(store.claims(), key=lambda claim: (claim.places[0].name or "", claim.report))]


def decide(store: Store, kind: str, subjects: Sequence[str], at: str, **more: Any) -> Decision:
    claims = tuple(one for one in subjects if one.startswith("c-"))
    decision = Decision(kind=kind, subjects=tuple(subjects), claims=claims, by="Lena", at=at, **more)
    store.decide([decision])
    return decision


def test_a_person_parts_joins_and_takes_it_back(three: Store) -> None:
    assert members(three) == [2, 1]
    first, second, other = reversed(by_town(three))
    parted = decide(three, "different", (first, second), "2026-02-01T00:00:00+00:00")
    assert members(three) == [1, 1, 1]
    joined = decide(three, "same", (first, other), "2026-02-01T00:00:01+00:00")
    assert members(three) == [2, 1]
    decide(three, "undo", (parted.id, joined.id), "2026-02-01T00:00:02+00:00")
    assert members(three) == [2, 1]
    assert kept(three) == fused_at_once(three)


def test_what_was_decided_and_taken_back_around_a_kill_leaves_no_trace(three: Store) -> None:
    before = kept(three)
    three.put(coded_again(three))
    rejected = decide(three, "reject", by_town(three)[:1], "2026-02-01T00:00:00+00:00")
    killed_before_the_incidents_are_put(three)
    decide(three, "undo", (rejected.id,), "2026-02-01T00:00:01+00:00")
    assert kept(three) == before == anew(three)


def test_what_changes_while_a_decision_is_heeded_is_told_later(
    three: Store, recode: Callable[..., tuple[Claim, ...]]
) -> None:
    claim = by_town(three)[0]
    (report,) = (one for one in three.reports(three.report_ids()).values() if "Marat" in one.text)
    retell = Store.retell_changed

    def overtaken(self: Store, told: Any) -> Any:
        three.put([Result(report=report.id, coded_as=report_digest(report), claims=recode(report, more=1))])
        return retell(self, told)

    decide(three, "amend", (claim,), "2026-02-01T00:00:00+00:00", field="event", new="shooting")
    with mock.patch.object(Store, "retell_changed", overtaken):
        bring_up_to_date(three)
    assert kept(three) == anew(three)
    assert {figure.best for telling in three.tellings() for figure in telling.figures} == {4, 8}


def test_a_rejected_claim_leaves_its_incident_and_an_amended_one_may_move(three: Store) -> None:
    _marat, kept_one, rejected = by_town(three)
    decide(three, "reject", (rejected,), "2026-02-01T00:00:00+00:00")
    assert members(three) == [1, 1]
    decide(three, "amend", (kept_one,), "2026-02-01T00:00:01+00:00", field="figures.0.best", new=9)
    assert {f.best for i in three.incidents(three.list_incidents()) for f in i.figures} == {3, 8}
    assert kept(three) == fused_at_once(three)
    assert {f.best for i in three.incidents(three.list_incidents()) for f in i.figures} == {3, 9}


def test_only_what_a_change_touches_is_made_anew(
    three: Store, tell: Callable[..., Found], coding: Callable[..., int], monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[str] = []
    put = Store.put_incidents

    def watched(self: Store, incidents: Any, of: Any, heeded: Any) -> bool:
        made.extend(one.incident.places[0].value.name for one in incidents)
        return put(self, incidents, of, heeded)

    monkeypatch.setattr(Store, "put_incidents", watched)
    more = [tell(f"Rebels killed {n} people in Karsa on 2026-01-0{n}.", published="2026-01-09") for n in range(3, 9)]
    three.keep(more)
    coding(three)
    bring_up_to_date(three)
    made.clear()
    three.keep([tell("Soldiers killed 3 people in Marat on 2026-01-01, a doctor said.", published="2026-01-02")])
    coding(three)
    bring_up_to_date(three)
    assert made == ["Marat"]


def test_lists_are_narrowed_and_ordered(three: Store) -> None:
    assert len(three.list_incidents()) == 2
    (only,) = three.list_incidents(Narrowed(wanted=Wanted(places=("Marat",))))
    assert three.incidents([only])[0].figures[0].best == 3
    heaviest = three.incidents(three.list_incidents(Narrowed(order="weight")))[0]
    assert heaviest.figures[0].best == 8
    assert three.list_incidents(Narrowed(grades=("Discounted",))) == []
    reports = tuple(report for report in three.report_ids() if "Marat" in three.reports([report])[report].text)
    assert three.list_incidents(Narrowed(reports=reports)) == [only]


def test_as_of_a_day_nothing_later_is_known(three: Store) -> None:
    known = [incident for incident, _ in View(three, asked_for(as_of="2026-01-01")).incidents()]
    assert known == []
    later = [incident.id for incident, _ in View(three, asked_for(as_of="2026-01-05")).incidents()]
    assert later == three.list_incidents()
