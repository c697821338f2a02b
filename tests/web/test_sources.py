"""Outlets, feeds and copies, and the notes that people write about sources."""

from __future__ import annotations

from urllib.parse import urlencode

from fastapi.testclient import TestClient

from dateline.incidents.copies import near_copies
from dateline.pipeline.sources.files import read_plain
from dateline.store import Found, Store
from dateline.text.making import Known


def test_a_note_about_a_source_is_kept_shown_and_taken_back(client: TestClient, kept: Store) -> None:
    name = next(report.publisher for report in kept.reports(kept.report_ids()).values() if report.publisher)
    address = f"/sources/of?{urlencode({'name': name, 'kind': 'publisher'})}"
    about = {"name": name, "kind": "publisher"}
    written = client.post("/sources/notes", data={**about, "words": "Owned by the <ministry>"}, follow_redirects=False)
    assert written.status_code == 303
    told = client.get(address).text
    assert "Owned by the &lt;ministry&gt;" in told
    assert "Lena M." in told
    assert "1 note" in client.get("/sources/outlets").text
    row = next(one for one in client.get("/sources/outlets.json").json() if one["outlet"] == name)
    assert row["notes"] == "Owned by the <ministry>"
    (note,) = kept.notes()
    assert client.post("/sources/notes", data={**about, "number": str(note.number)}).status_code == 200
    assert "taken back by" in client.get(address).text
    assert next(one for one in client.get("/sources/outlets.json").json() if one["outlet"] == name)["notes"] == ""
    assert kept.verify().faults == ()
    for wrong in ({"words": ""}, {"number": str(note.number)}, {"number": "x"}, {"words": "x" * 2001}):
        assert client.post("/sources/notes", data={**about, **wrong}).status_code == 400
    assert client.post("/sources/notes", data={"name": "nobody", "kind": "publisher", "words": "x"}).status_code == 404


def test_copies_stand_together_with_the_share_that_they_kept(client: TestClient, kept: Store) -> None:
    assert client.get("/sources/copies.json").json() == []
    key = kept.report_ids()[0]
    text = kept.reports([key])[key].text
    cut = text[: len(text) // 2].rpartition(" ")[0]
    known = Known(published="2099-01-01", publisher="Late <Paper>")
    (found,) = read_plain(f"Another headline\n\n{cut}".encode(), "cut.txt", known)
    assert isinstance(found, Found)
    kept.keep([found])
    first, second = client.get("/sources/copies.json").json()
    assert (first["report"], first["share"], first["copy_of"]) == (key, None, None)
    assert (second["report"], second["family"], second["copy_of"]) == (found.report.id, key, key)
    assert near_copies({key: text, found.report.id: found.report.text}) == {
        tuple(sorted((key, found.report.id))): second["share"]
    }
    told = client.get("/sources/copies").text
    assert f"{100 * second['share']:.0f} %" in told
    assert "Late &lt;Paper&gt;" in told
    assert len(client.get(f"/sources/copies.json?report={key}").json()) == 2
    other = next(one for one in kept.report_ids() if one not in (key, found.report.id))
    assert client.get(f"/sources/copies.json?report={other}").json() == []


def test_feeds_and_files_are_told_with_what_came_of_them(client: TestClient, kept: Store) -> None:
    told = client.get("/sources/feeds.json").json()
    assert sum(row["met"] for row in told) == sum(map(len, kept.origins(kept.report_ids()).values()))
    (row,) = told
    assert (row["kind"], row["name"].rsplit("/", 1)[-1]) == ("file", "samples.jsonl")
    assert "samples.jsonl" in client.get("/sources/feeds").text
