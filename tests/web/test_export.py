"""The page of exports: the file, its manifest, and who gets what."""

from __future__ import annotations

import io
import json
import time
import zipfile

import pytest
from fastapi.testclient import TestClient
from tests.web.people.conftest import LogIn, guarded, log_in, peopled  # noqa: F401  # fixtures

from dateline.store import Role, Store


def made(client: TestClient, **asked: str) -> tuple[str, dict[str, object]]:
    """Ask for a file, wait for it: where it is, and its manifest."""
    answer = client.post("/export", data=asked, follow_redirects=False)
    assert answer.status_code == 303, answer.text
    where = answer.headers["location"]
    for _ in range(200):
        page = client.get(f"{where}/progress").text
        if "hx-get" not in page:
            break
        time.sleep(0.05)
    assert "Not made" not in page, page
    return where, client.get(f"{where}/manifest").json()


def test_claims_are_made_into_a_file_with_a_manifest(client: TestClient, kept: Store) -> None:
    where, manifest = made(client, kind="claims", **{"as": "csv", "event": "airstrike"})
    file = client.get(f"{where}/file")
    assert file.headers["content-disposition"].startswith("attachment")
    rows = file.text.splitlines()
    claims = [one for one in kept.claims() if one.event == "airstrike"]
    assert len(rows) == len(claims) + 1
    assert manifest["asked"] == {"events": ["airstrike"]}
    page = client.get(where).text
    assert f"{len(claims)} written of {len(claims)} found" in page
    assert str(manifest["files"][0]["sha256"]) in page  # type: ignore[index]
    assert where in client.get("/export").text


def test_a_format_of_several_files_comes_as_a_zip(client: TestClient) -> None:
    where, manifest = made(client, kind="incidents", **{"as": "datapackage"})
    packed = zipfile.ZipFile(io.BytesIO(client.get(f"{where}/file").content))
    assert {one["path"] for one in manifest["files"]} <= set(packed.namelist())  # type: ignore[index,attr-defined]
    assert json.loads(packed.read("manifest.json"))["kind"] == "incidents"


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"kind": "tallies", "as": "geojson"}, "is made from"),
        ({"kind": "claims", "as": "docx"}, "no export format"),
        ({"kind": "people", "as": "csv"}, "is none of"),
        ({"kind": "claims", "as": "csv", "from": "yesterday"}, "is not a date"),
        ({"kind": "claims", "as": "csv", "layout": "nineteen"}, "no layout"),
        ({"kind": "claims", "as": "csv", "profile": "cautious"}, "is none of"),
    ],
)
def test_what_cannot_be_made_is_told_at_once(client: TestClient, asked: dict[str, str], words: str) -> None:
    answer = client.post("/export", data=asked)
    assert answer.status_code == 400
    assert words in answer.text


def test_numbers_are_read_by_the_rules_that_are_chosen(client: TestClient) -> None:
    assert '<option value="acled" selected>' in client.get("/export?profile=acled").text
    files = {}
    for profile in ("", "house", "acled"):
        where, manifest = made(client, kind="claims", **{"as": "jsonl", "profile": profile})
        assert manifest["asked"] == ({"profile": profile} if profile else {})
        files[profile] = [json.loads(line) for line in client.get(f"{where}/file").text.splitlines()]
    assert files["house"] == files[""]  # by which the samples were coded
    pairs = [
        (figure, other)
        for one, two in zip(files["house"], files["acled"], strict=True)
        for figure, other in zip(one["figures"], two["figures"], strict=True)
    ]
    assert {other["profile"] for _, other in pairs} == {"acled"}
    assert all((figure["n"], figure["mention"]) == (other["n"], other["mention"]) for figure, other in pairs)
    assert any(figure["high"] != other["high"] for figure, other in pairs)


def test_the_form_begins_with_what_a_list_shows(client: TestClient) -> None:
    page = client.get("/claims?event=airstrike&place=Sudan").text
    assert "/export?event=airstrike&amp;place=Sudan&amp;kind=claims" in page
    form = client.get("/export?event=airstrike&place=Sudan&kind=claims").text
    assert '<option value="airstrike" selected>' in form
    assert 'value="Sudan"' in form


def test_a_file_is_its_makers_alone_and_names_are_for_reviewers(log_in: LogIn) -> None:  # noqa: F811
    reader = log_in(f"{Role.READER} one")
    where, manifest = made(reader, kind="incidents", **{"as": "jsonl"})
    assert manifest["sensitive"] is False
    assert reader.get(f"{where}/file").status_code == 200
    assert log_in(f"{Role.LEAD} one").get(f"{where}/file").status_code == 404
    wished = {"kind": "claims", "as": "jsonl", "sensitive": "1"}
    assert reader.post("/export", data=wished).status_code == 400
    assert log_in(f"{Role.REVIEWER} one").post("/export", data=wished).status_code == 303
