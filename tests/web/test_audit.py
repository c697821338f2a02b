"""The log on a page, the verdict on the store, the help."""

from __future__ import annotations

import csv
import io
import re
import sqlite3

from fastapi.testclient import TestClient

from dateline.review.keys import keys
from dateline.store import Store
from dateline.store.redacting import Redacting
from dateline.web.contexts.audit import SIZE, log_part


def test_the_log_is_shown_last_entry_first(client: TestClient, kept: Store) -> None:
    number, seal = kept.head()
    page = client.get("/audit").text
    assert re.findall(r'<tr id="e(\d+)"', page) == [str(one) for one in range(number, 0, -1)][:SIZE]
    assert seal in page


def test_the_log_downloads_whole(client: TestClient, kept: Store) -> None:
    told = client.get("/audit.json").json()
    assert [(one["number"], one["hash"]) for one in told] == [(one["number"], one["hash"]) for one in kept.log()]
    assert len(list(csv.reader(io.StringIO(client.get("/audit.csv").text)))) == len(told) + 1


def test_the_log_is_cut_into_parts(kept: Store) -> None:
    whole = kept.log()
    parts = -(-len(whole) // 100)
    first = log_part(kept, 1)
    assert (first.last, first.total) == (parts, len(whole))
    assert log_part(kept, 10_000).number == parts
    assert [entry.number for entry in first.entries] == [row["number"] for row in whole[::-1][:100]]


def test_the_verdict_is_worked_out_when_asked_and_kept_until_something_changes(client: TestClient, kept: Store) -> None:
    assert "Not worked out since the last change" in client.get("/audit").text
    assert "All of it holds." in client.post("/audit/verify").text
    assert "All of it holds." in client.get("/audit").text
    with sqlite3.connect(str(kept.address.path)) as connection:
        connection.execute("UPDATE claims SET record = replace(record, 'asserted', 'alleged')")
    claim = next(iter(kept.claims())).id
    client.post(f"/claims/{claim}/decide", data={"kind": "accept"})
    assert "Not worked out" in client.get("/audit").text
    assert "do not hold" in client.post("/audit/verify").text


def test_what_was_erased_is_told_with_the_verdict(client: TestClient, kept: Store) -> None:
    word = next(iter(kept.reports(kept.report_ids()).values())).text.split()[5]
    done = kept.redact(Redacting(words=(word,), by="Omar", reason="a <b>test</b>"))
    assert done.reports
    page = client.post("/audit/verify").text
    assert "All of it holds." in page
    assert f"Omar erased words in {len(done.reports)} reports" in page
    assert "a &lt;b&gt;test" in page
    assert client.get(f"/reports/{done.reports[0]}").status_code == 200
    answer = client.get(f"/reports/{done.reports[0]}/original/{done.originals[0]}")
    assert (answer.status_code, "were erased" in answer.text) == (410, True)


def test_what_was_erased_is_gone_from_a_server_that_runs(client: TestClient, kept: Store) -> None:
    pages = (
        "/reports",
        "/sources",
        "/search?q=market",
        "/api/reports",
        "/api/claims",
        "/claims.csv",
        "/incidents.json",
    )
    assert any("Nile Valley" in client.get(page).text for page in pages)
    kept.redact(Redacting(words=("Nile Valley",), by="Omar", reason="a test"))
    assert [page for page in pages if "Nile Valley" in client.get(page).text] == []


def test_the_help_lists_every_key_and_links_what_there_is(client: TestClient) -> None:
    page = client.get("/help").text
    for key in keys():
        assert f"<kbd>{key.key}</kbd>" in page
    for link in re.findall(r'href="(/[^"#]*)"', page):
        assert client.get(link).status_code == 200, link
