"""With the setting `generalise` no reader finds out where a hospital or a camp is, however often they ask."""

from __future__ import annotations

import re
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from tests.web.conftest import Silent
from tests.web.people.conftest import BASE, PASSWORD
from tests.web.veil.test_readers import crawled, logged_in

from dateline.export.generalising import without_points
from dateline.pipeline.keeping import code_waiting, fuse_waiting, keep_all
from dateline.pipeline.sources.files import find_sources
from dateline.settings import Settings
from dateline.store import Decision, Role, Store
from dateline.store.canon import claim_digest
from dateline.text.making import Known
from dateline.web.app import make_app
from dateline.web.people.passwords import made

STORY = """Shells hit hospital in Baidoa

MOGADISHU, June 4 (Example Wire) - Shells hit a hospital in Baidoa on Tuesday and killed 12 people, residents said.
"""


@pytest.fixture(scope="module")
def hit(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of a hospital that was hit, its place amended once, with users of two roles."""
    folder = tmp_path_factory.mktemp("hospital")
    (folder / "a.txt").write_text(STORY, encoding="utf-8")
    with Store.open(str(folder / "store.db"), make=True) as store:
        keep_all(store, find_sources([str(folder / "a.txt")], Known(published="2024-06-05")), Silent())
        code_waiting(store, Settings(), lambda *_: Silent())
        claim, *_ = [one for one in store.claims() if one.places and "health_facility" in one.target_kinds]
        amended = {"field": "places.0.latitude", "old": claim.places[0].latitude, "new": 3.1234, "kind": "amend"}
        about = {"subjects": (claim.id,), "claims": (claim.id,), "seen": (claim_digest(claim),)}
        store.decide([Decision(by="Omar", at=store.now(), reason="as I saw", **amended, **about)])
        fuse_waiting(store, Silent())
        for role in (Role.READER, Role.CODER):
            store.put_user(made(str(role), role, PASSWORD), by="the test")
    return folder / "store.db"


@pytest.fixture
def asked(hit: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[FastAPI]:
    monkeypatch.setenv("DATELINE_GENERALISE", "true")
    app = make_app(shutil.copy(hit, tmp_path / "store.db").as_posix(), login=True)
    with TestClient(app, base_url=BASE):
        yield app


def test_no_answer_to_a_reader_has_the_point(asked: FastAPI) -> None:
    seen = {role: crawled(asked, logged_in(asked, role)) for role in ("reader", "coder")}
    exact = ("3.1234", "3.11383", "43.6498")  # as amended, and as the gazetteer has the town
    assert all(any(point in text for text in seen["coder"].values()) for point in exact[:1])
    told = {address for address, text in seen["reader"].items() if any(point in text for point in exact)}
    assert {address for address in told if "labels.json" not in address} == set()
    assert any("3.15" in text for text in seen["reader"].values())


def test_a_small_box_tells_no_more_than_its_cell(asked: FastAPI) -> None:
    reader = logged_in(asked, "reader")
    around, beside = "43.64,3.12,43.66,3.13", "43.61,3.11,43.62,3.115"  # the point is in the first alone
    maps = [reader.get("/map/data.json", params={"bbox": box}).json()["incidents"] for box in (around, beside)]
    assert maps[0] == maps[1] != []
    for box in (around, beside):  # and for claims in none: what is asked is whether the middle of the cell is in it
        found = reader.get("/api/claims.geojson", params={"bbox": box}).json()["features"]
        assert [one for one in found if one["properties"]["event"] == "shelling"] == []


def test_a_coder_asks_for_what_may_be_handed_on(asked: FastAPI) -> None:
    coder = logged_in(asked, "coder")
    claim = next(one for one in asked.state.store.claims() if "health_facility" in one.target_kinds)
    (incident,) = asked.state.store.incidents_with([claim.id])[claim.id]
    for root in ("/api", "/api/v1"):
        paths = ("claims", "claims.geojson", f"claims/{claim.id}")
        paths += ("incidents", "incidents.geojson", f"incidents/{incident}")
        for path in paths:
            exact = coder.get(f"{root}/{path}").text
            rough = coder.get(f"{root}/{path}", params={"generalise": "true"}).text
            assert "3.1234" in exact, path
            assert "3.1234" not in rough, path
            assert "3.15" in rough, path


def test_a_split_tells_no_point_to_readers_and_in_exports(asked: FastAPI) -> None:
    claim = next(one for one in asked.state.store.claims() if "health_facility" in one.target_kinds)
    parts = {"first": {}, "second": {"places": [{"latitude": 3.1234}]}}
    split = Decision(kind="split", by="Omar", at="2026-01-01", subjects=(claim.id,), claims=(claim.id,), new=parts)
    assert asked.state.veiled.store.decision(split).new is None
    assert without_points({"kind": "split", "new": parts})["new"] is None
    assert without_points({"kind": "amend", "field": "stance", "new": "denied"})["new"] == "denied"


def test_an_export_from_the_page_is_rough_where_the_form_says_so(
    hit: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DATELINE_GENERALISE", raising=False)
    app = make_app(shutil.copy(hit, tmp_path / "store.db").as_posix(), login=True)
    with TestClient(app, base_url=BASE):
        coder = logged_in(app, "coder")
        assert 'name="generalise"' in coder.get("/export").text
        token = re.search(r'name="csrf-token" content="([^"]+)"', coder.get("/export").text)
        assert token
        for said, seen in (({}, True), ({"generalise": "1"}, False)):
            form = {"kind": "claims", "as": "geojson", "unreviewed": "1", "csrf": token[1], **said}
            place = coder.post("/export", data=form, follow_redirects=False).headers["location"]
            job = app.state.exports.jobs[place.rpartition("/")[2]]
            end = time.monotonic() + 30
            while not job.over and time.monotonic() < end:
                time.sleep(0.02)
            told = coder.get(f"{place}/file").text
            assert ("3.1234" in told) == seen
            assert "Baidoa" in told
