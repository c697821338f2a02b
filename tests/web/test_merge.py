"""The queue of pairs that almost matched: two tellings of a day and place that the scores leave apart."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from tests.web.conftest import form_token

from dateline.pipeline.coding import Pipeline
from dateline.records import Report
from dateline.store import Decision, Found, Result, Store
from dateline.store.reports import report_digest
from dateline.text.readers import make_report
from dateline.web.app import make_app

TOLD = (
    "Shelling killed six people in Kherson on Tuesday, the governor said.",
    "Shells fell on a school in Kherson on Wednesday, wounding forty, a teacher said.",
)


def told(text: str, number: int) -> Report:
    report = make_report(text, published="2024-05-09")
    return replace(report, publisher=("Dnipro Wire", "Coast Post")[number])


@pytest.fixture
def near(tmp_path: Path) -> Iterator[TestClient]:
    """A browser at a store in which two incidents almost match."""
    path = tmp_path / "near.db"
    pipeline = Pipeline()
    with Store.open(str(path), make=True) as store:
        for number, text in enumerate(TOLD):
            report = told(text, number)
            store.keep([Found(name=f"{number}.txt", report=report, data=text.encode())])
            claims = pipeline.code(report).claims
            store.put([Result(report=report.id, coded_as=report_digest(report), claims=claims)])
    with TestClient(make_app(str(path), who_asks=lambda _: "Lena M."), base_url="http://127.0.0.1:8000") as asking:
        yield asking


def form_of(page: str) -> dict[str, str]:
    form = page.partition("data-merge")[2].partition("</form>")[0]
    return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', form))


def test_a_pair_is_shown_side_by_side_with_what_speaks_for_it(near: TestClient) -> None:
    page = near.get("/merge").text
    assert "Pair 1 of 1" in page
    assert "Shelling killed six people" in page
    assert "Shells fell on a school" in page
    assert "one side only" in page or "otherwise" in page
    assert page.index("What speaks for and against") > 0
    (row,) = near.get("/merge.json").json()
    assert {row["one"], row["two"]} == {form_of(page)["one"], form_of(page)["two"]}
    assert f"score {row['score']:.2f}" in page
    assert near.get("/merge.csv").text.count("\n") == 2


def test_what_was_judged_the_same_becomes_one_and_leaves_the_queue(near: TestClient) -> None:
    before = near.get("/incidents.json").json()["total"]
    page = near.post("/merge", data={**form_of(near.get("/merge").text), "kind": "same"}).text
    assert "No pair waits" in page
    assert near.get("/incidents.json").json()["total"] == before - 1


def test_what_was_judged_different_is_remembered_and_may_be_taken_back(near: TestClient) -> None:
    before = near.get("/incidents.json").json()["total"]
    page = near.post("/merge", data={**form_of(near.get("/merge").text), "kind": "different"}).text
    assert "No pair waits" in page
    assert near.get("/incidents.json").json()["total"] == before
    (decision,) = re.findall(r'name="decision" value="(d-[0-9a-f]{16})"', page)
    (token, *_) = re.findall(r'name="csrf" value="([^"]+)"', page)
    near.post("/decisions/undo", data={"csrf": token, "decision": decision, "back": "/merge"})
    assert "Pair 1 of 1" in near.get("/merge").text


def test_a_pair_comes_back_when_one_of_the_two_is_changed(near: TestClient) -> None:
    form = form_of(near.get("/merge").text)
    assert "No pair waits" in near.post("/merge", data={**form, "kind": "different"}).text
    claim = near.get(f"/incidents/{form['one']}.json").json()["claims"][0]["claim"]
    headers = {"X-CSRF-Token": form_token(near)}
    amend = {"kind": "amend", "ids": [claim], "field": "stance", "value": "alleged"}
    assert near.post("/api/decisions", json=amend, headers=headers).status_code == 201
    again = near.get("/merge").text
    assert "Pair 1 of 1" in again
    assert "No pair waits" in near.post("/merge", data={**form_of(again), "kind": "different"}).text


def test_a_pair_is_judged_whichever_of_its_tellings_are_likest(near: TestClient) -> None:
    """The judgement names the two incidents; the likest of their tellings may be of other claims than it keeps."""
    form = form_of(near.get("/merge").text)
    store = near.app.state.store  # type: ignore[attr-defined]
    one = store.incidents([form["one"]])[0].claims[0].claim
    subjects = (form["one"], form["two"])
    made = Decision(kind="different", subjects=subjects, by="Lena M.", at=store.now(), claims=(one,))
    store.decide([made])
    assert "No pair waits" in near.get("/merge").text


def test_a_pair_that_reads_otherwise_by_now_is_not_decided(near: TestClient) -> None:
    form = {**form_of(near.get("/merge").text), "kind": "same", "one_version": "0" * 16}
    assert near.post("/merge", data=form).status_code == 409
    assert near.app.state.store.decisions() == []  # type: ignore[attr-defined]
