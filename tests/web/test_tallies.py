"""Tallies over time: sums of incidents, reported totals apart, and what was known on a day."""

from __future__ import annotations

import csv
import io
import re

import pytest
from fastapi.testclient import TestClient

from dateline.pipeline.deciding import Deciding, made_of
from dateline.pipeline.fusing import fuse_known, known_then
from dateline.pipeline.standing import Standing
from dateline.store import Store
from dateline.store.listing import Chosen, FigureRow
from dateline.web.contexts.tallies import add


def figure(low: float | None, best: float | None, high: float | None) -> FigureRow:
    return FigureRow(
        incident="i",
        start=None,
        measure="killed",
        of="people",
        unit="person",
        low=low,
        best=best,
        high=high,
        claim=None,
    )


def test_a_sum_is_open_where_one_of_its_parts_is() -> None:
    total = add([figure(3, 3, 3), figure(12, 12, None), figure(0, 2, 5)])
    assert (total.low, total.best, total.high) == (15, 17, None)
    assert (total.open_highs, total.known_high, total.incidents) == (1, 20, 3)


def test_the_sum_is_of_the_chosen_incidents_alone(client: TestClient, kept: Store) -> None:
    client.get("/incidents")
    every = kept.incident_figures(Chosen(), measure="killed", of="people", unit="person")
    whole = client.get("/tallies.json?count=killed.people.person").json()
    assert whole["sum"]["best"] == sum(row.best or 0 for row in every)
    some = client.get("/tallies.json?count=killed.people.person&event=shelling").json()
    assert 0 < some["sum"]["incidents"] < whole["sum"]["incidents"]


def test_every_point_opens_its_sentence(client: TestClient, kept: Store) -> None:
    page = client.get("/tallies?count=killed.people.person").text
    picture = page.partition('class="drawn-tally"')[2].partition("</svg>")[0]
    links = re.findall(r'<a href="(/claims/c-[0-9a-f]{16})"', picture)
    rows = kept.incident_figures(Chosen(), measure="killed", of="people", unit="person")
    assert sorted(links) == sorted(f"/claims/{row.claim}" for row in rows if row.start)
    assert {client.get(link).status_code for link in links} == {200}


def test_what_was_known_on_a_day_leaves_out_later_reports(client: TestClient) -> None:
    then = client.get("/tallies.json?count=killed.people.person&as_of=2024-09-19").json()
    now = client.get("/tallies.json?count=killed.people.person").json()
    assert then["as_of"] == "2024-09-19"
    assert then["sum"]["best"] < now["sum"]["best"]
    assert client.get("/tallies.json?as_of=1990-01-01").json()["sum"]["incidents"] == 0


def test_a_tally_downloads_as_a_table_with_totals_apart(client: TestClient) -> None:
    rows = list(csv.DictReader(io.StringIO(client.get("/tallies.csv?count=killed.people.person").text)))
    told = client.get("/tallies.json?count=killed.people.person").json()
    assert sum(row["row"] == "reported total" for row in rows) == len(told["reported"])
    sums = [float(row["best"]) for row in rows if row["row"] == "sum of incidents" and row["best"]]
    assert sum(sums) + (told["undated"]["best"] or 0) == told["sum"]["best"]


@pytest.mark.parametrize("query", ["count=killed", "as_of=2024-13-45"])
def test_a_count_or_a_day_that_is_none_is_refused(client: TestClient, query: str) -> None:
    assert client.get(f"/tallies?{query}").status_code == 400


@pytest.mark.parametrize("as_of", ["1990-01-01", "2024-09-17", "2024-09-18", "2024-09-19", "2100-01-01"])
def test_what_was_known_on_a_day_is_that_of_putting_all_of_it_together_anew(kept: Store, as_of: str) -> None:
    claims = list(kept.claims())
    figured = next(claim for claim in claims if claim.figures)
    kept.decide(made_of(kept, Deciding(kind="reject", ids=(figured.id,), by="Lena M.")))
    (grade,) = kept.decide(made_of(kept, Deciding(kind="reject", ids=(claims[-1].id,), by="Lena M.")))
    kept.decide(made_of(kept, Deciding(kind="undo", ids=(grade.id,), by="Lena M.")))
    standing = Standing(kept, as_of=as_of)
    whole = {one.incident.id: one.incident for one in fuse_known(standing, kept.report_ids(as_of=as_of))}
    then = known_then(kept, as_of)
    assert {one.id: one for one in (*kept.incidents(sorted(then.same)), *then.others)} == whole
    if as_of == "2100-01-01":
        assert then.others == ()
        assert then.same == set(kept.list_incidents())
