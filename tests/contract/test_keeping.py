"""What a store keeps: the bytes, the texts, where they came from, the claims; the same on both databases."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from sqlalchemy import inspect, text
from sqlalchemy.exc import DBAPIError

from dateline.errors import StoreError
from dateline.records import Problem
from dateline.store import Outcome, Result, Store, Wanted
from dateline.store.reports import report_digest
from dateline.store.tables import metadata

STORY = "Soldiers killed 8 people in Oresk on 2026-01-01, residents said."
OTHER = "Rebels killed 3 civilians in Marat on 2026-01-05. Soldiers killed 2 people in Oresk."


def test_a_report_is_kept_with_its_bytes(store: Store, tell: Callable[..., object]) -> None:
    found = tell(STORY, data=f"<p>{STORY}</p>".encode(), publisher="Oresk Wire", published="2026-01-02")
    assert store.keep([found]) == [Outcome.NEW]
    (report,) = store.reports(store.report_ids()).values()
    assert replace(report, retrieved=None) == found.report
    assert report.retrieved is not None
    assert store.original(found.report.source_sha256) == found.data
    ((origin,),) = store.origins([report.id]).values()
    assert (origin.name, origin.publisher) == (found.name, "Oresk Wire")


def test_the_same_report_twice_is_one_report(store: Store, tell: Callable[..., object]) -> None:
    found = tell(STORY)
    assert store.keep([found, found]) == [Outcome.NEW, Outcome.KNOWN]
    assert store.keep([found]) == [Outcome.KNOWN]
    assert store.counts()["reports"] == 1
    assert len(store.log()) == len({entry["hash"] for entry in store.log()})


def test_one_text_of_two_papers_is_one_report_of_two_origins(store: Store, tell: Callable[..., object]) -> None:
    late = tell(STORY, name="late.json", data=b"late", publisher="Late Paper", published="2026-01-04")
    early = tell(STORY, name="early.json", data=b"early", publisher="Early Wire", published="2026-01-02")
    assert store.keep([late]) == [Outcome.NEW]
    assert store.keep([early]) == [Outcome.ORIGIN]
    (report,) = store.reports(store.report_ids()).values()
    assert (report.publisher, report.published) == ("Early Wire", "2026-01-02")
    assert {origin.publisher for origin in store.origins([report.id])[report.id]} == {"Late Paper", "Early Wire"}


def test_what_one_origin_lacks_another_fills(store: Store, tell: Callable[..., object]) -> None:
    store.keep([tell(STORY, data=b"one", published="2026-01-02"), tell(STORY, data=b"two", publisher="Oresk Wire")])
    (report,) = store.reports(store.report_ids()).values()
    assert (report.publisher, report.published) == ("Oresk Wire", "2026-01-02")


def test_a_report_of_which_more_is_known_waits_for_the_coder(
    store: Store, tell: Callable[..., object], coding: Callable[..., int]
) -> None:
    undated = "Soldiers killed 8 people in Oresk."
    store.keep([tell(undated, data=b"one")])
    assert coding(store) == 1
    assert [claim.time for claim in store.claims()] == [None]
    store.keep([tell(undated, data=b"two", published="2026-01-02")])
    assert coding(store) == 1
    assert [claim.time.start for claim in store.claims() if claim.time] == ["2026-01-02"]
    store.keep([tell(undated, data=b"three", published="2026-01-02", name="again")])
    assert coding(store) in (0, 1)
    assert store.uncoded() == []


def test_bytes_that_are_not_what_was_read_are_refused(store: Store, tell: Callable[..., object]) -> None:
    with pytest.raises(StoreError, match="not those that were read"):
        store.keep([replace(tell(STORY), data=b"other")])
    assert store.counts()["reports"] == 0


@pytest.mark.parametrize("name", ["a\x00b.txt", "half \ud83d.txt", "Şırnak “1”.txt"])
def test_any_name_can_be_kept(store: Store, tell: Callable[..., object], name: str) -> None:
    store.keep([tell(STORY, name=name, title=name)])
    assert store.verify().faults == ()
    assert store.counts()["origins"] == 1


def test_claims_come_back_as_they_were_put(
    store: Store, tell: Callable[..., object], coding: Callable[..., int], recode: Callable[..., object]
) -> None:
    store.keep([tell(STORY), tell(OTHER)])
    coding(store)
    reports = store.reports(store.report_ids())
    assert list(store.claims(of=list(reports))) == [claim for report in reports.values() for claim in recode(report)]


def test_another_coder_replaces_the_claims_and_says_what_changed(
    store: Store, tell: Callable[..., object], coding: Callable[..., int], recode: Callable[..., object]
) -> None:
    store.keep([tell(OTHER)])
    coding(store)
    (report,) = store.reports(store.report_ids()).values()
    first, second = recode(report)
    changed = replace(first, stance="alleged")
    (change,) = store.put([Result(report=report.id, coded_as=report_digest(report), claims=(changed,))])
    assert (change.same, change.changed, change.new, change.gone) == ((), (first.id,), (), (second.id,))
    assert [claim.stance for claim in store.claims()] == ["alleged"]
    assert store.verify().faults == ()


def test_how_a_claim_was_made_is_no_change_of_it(
    store: Store, tell: Callable[..., object], coding: Callable[..., int], recode: Callable[..., object]
) -> None:
    store.keep([tell(STORY)])
    coding(store)
    (report,) = store.reports(store.report_ids()).values()
    (claim,) = recode(report)
    newer = replace(claim, rule="other", coder=replace(claim.coder, version="2"))
    (change,) = store.put([Result(report=report.id, coded_as=report_digest(report), claims=(newer,))])
    assert change.same == (claim.id,)


def test_a_problem_is_kept_once_and_taken_away_when_mended(store: Store, tell: Callable[..., object]) -> None:
    problem = Problem(report="news/1.txt", step="read", message="the file is empty")
    store.keep([], [problem])
    store.keep([], [problem])
    assert store.problems() == [problem]
    store.keep([tell(STORY, name="news/1.txt")])
    assert store.problems() == []
    assert [entry["action"] for entry in store.log()].count("problem") == 1


def test_a_report_that_cannot_be_coded_is_kept_with_its_problem(store: Store, tell: Callable[..., object]) -> None:
    found = tell("Bonjour tout le monde.", name="fr.txt")
    store.keep([found])
    problem = Problem(report="fr.txt", step="code", message="this is in French")
    digest = report_digest(store.reports([found.report.id])[found.report.id])
    store.put([Result(report=found.report.id, coded_as=digest, problems=(problem,))])
    assert store.uncoded() == []
    assert store.problems() == [replace(problem, report=found.report.id)]


@pytest.mark.parametrize(
    ("wanted", "events"),
    [
        (Wanted(), 3),
        (Wanted(events=("killing",)), 3),
        (Wanted(events=("shelling",)), 0),
        (Wanted(places=("oresk",)), 2),
        (Wanted(places=("Óresk", "Marat")), 3),
        (Wanted(places=("SYR",)), 3),
        (Wanted(parties=("SYR:REB",)), 1),
        (Wanted(parties=("syr",)), 3),
        (Wanted(parties=("SYR:REB.XX",)), 0),
        (Wanted(parties=("rebels",)), 1),
        (Wanted(start="2026-01-02"), 1),
        (Wanted(end="2026-01-02"), 1),
        (Wanted(start="2026-01-01", end="2026-01-05"), 2),
        (Wanted(places=("Oresk",), parties=("SYR:MIL",), start="2026-01-01", end="2026-01-01"), 1),
    ],
)
def test_claims_are_found_by_what_they_say(
    store: Store, tell: Callable[..., object], coding: Callable[..., int], wanted: Wanted, events: int
) -> None:
    store.keep([tell(STORY), tell(OTHER)])
    coding(store)
    found = list(store.claims(wanted=wanted))
    assert len(found) == events
    assert store.reports_with(wanted) == {claim.report for claim in found}


def test_reports_are_listed_by_day_and_as_of_a_day(store: Store, tell: Callable[..., object]) -> None:
    one = tell("One.", published="2026-01-03")
    two = tell("Two.", published="2025-12-31T23:00:00Z")
    three = tell("Three.")  # added on 2 January, by the clock of the tests
    store.keep([one, two, three])
    assert store.report_ids() == [found.report.id for found in (two, one, three)]
    assert store.report_ids(as_of="2026-01-02") == [two.report.id, three.report.id]
    assert store.report_ids(as_of="2025-12-31") == [two.report.id]
    assert store.report_ids(as_of="2025-12-30") == []


@pytest.mark.parametrize("table", ["originals", "decisions", "log"])
@pytest.mark.parametrize("act", ["DELETE FROM {}", "UPDATE {} SET {} = 'x'"])
def test_what_must_never_change_cannot(store: Store, tell: Callable[..., object], table: str, act: str) -> None:
    from dateline.store import Decision

    store.keep([tell(STORY)])
    store.decide([Decision(kind="accept", subjects=("c-0123456789abcdef",), by="Lena", at="2026-01-02T00:00:00+00:00")])
    column = {"originals": "packing", "decisions": "kind", "log": "action"}[table]
    with pytest.raises(DBAPIError, match="never changed"), store._engine.begin() as connection:
        connection.execute(text(act.format(table, column)))


def test_the_tables_are_what_the_migrations_make(store: Store) -> None:
    there = inspect(store._engine)
    for table in metadata.sorted_tables:
        assert [column["name"] for column in there.get_columns(table.name)] == [c.name for c in table.columns]
        assert set(there.get_pk_constraint(table.name)["constrained_columns"]) == {c.name for c in table.primary_key}
        assert [c["name"] for c in there.get_columns(table.name) if not c["nullable"]] == [
            c.name for c in table.columns if not c.nullable
        ] or store.address.path is not None


def test_two_stores_open_at_once_wait_for_each_other(address: str, tell: Callable[..., object]) -> None:
    with Store.open(address, make=True) as one, Store.open(address) as two:
        for number in range(10):
            (one if number % 2 else two).keep([tell(f"Report {number}.")])
        assert one.counts() == two.counts()
        assert one.verify().faults == ()
