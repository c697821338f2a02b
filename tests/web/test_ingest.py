"""Reports are sent in on a page, and one sees what becomes of them."""

from __future__ import annotations

import io
import time
import zipfile
from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient
from tests.hostile.conftest import Page, Site, site  # noqa: F401

from dateline.settings import Settings
from dateline.store import Store
from dateline.web.uploads import MOST_BYTES, Uploads, plain_name

STORY = b"""Shelling kills four in Kherson

KHERSON, June 4 (Example Wire) - Russian shelling killed four people in Kherson on Tuesday, the regional governor said.
"""


@pytest.fixture
def uploads(client: TestClient, kept: Store) -> Iterator[Uploads]:
    """The jobs of the application, coded in this process: a test is too short for others."""
    client.app.state.uploads = made = Uploads(kept, Settings(), processes=1)  # type: ignore[attr-defined]
    yield made
    made.close()


def send(client: TestClient, *files: tuple[str, bytes], **fields: str) -> str:
    """Send files in; the address of the job once it is over."""
    sent = [("files", (name, io.BytesIO(data), "application/octet-stream")) for name, data in files]
    answer = client.post("/ingest", files=sent, data=fields, follow_redirects=False)
    assert answer.status_code == 303, answer.text
    address: str = answer.headers["location"]
    deadline = time.monotonic() + 60
    while "/progress" in client.get(f"{address}/progress").text:
        assert time.monotonic() < deadline
        time.sleep(0.05)
    return address


@pytest.mark.usefixtures("uploads")
def test_a_report_is_sent_in_read_coded_and_fused(client: TestClient, kept: Store) -> None:
    address = send(client, ("kherson.txt", STORY), published="2024-06-05", publisher="Example Wire")
    assert "1 new, 1 coded" in client.get(address).text
    (report,) = kept.report_ids(search='"shelling kills four"')
    assert kept.reports([report])[report].published == "2024-06-05"
    assert [origin.name for origin in kept.origins([report])[report]] == ["kherson.txt"]
    claims = list(kept.claims(of=[report]))
    assert claims
    assert kept.incidents_with([claim.id for claim in claims])
    assert "1 there already" in client.get(send(client, ("kherson.txt", STORY))).text


@pytest.mark.usefixtures("uploads")
def test_each_file_that_cannot_be_read_has_its_line_and_the_others_go_on(client: TestClient) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("inner/good.txt", STORY)
        archive.writestr("inner/bad.pdf", b"%PDF-1.7 nothing")
    page = client.get(send(client, ("two.zip", packed.getvalue()), ("empty.txt", b""))).text
    assert "1 new" in page
    assert "two.zip/inner/bad.pdf" in page
    assert "empty.txt" in page
    assert "2 problems" in page


@pytest.mark.usefixtures("uploads")
def test_nothing_sent_and_a_day_that_is_none_are_told(client: TestClient) -> None:
    assert client.post("/ingest", data={"published": ""}).status_code == 400
    answer = client.post("/ingest", files=[("files", ("a.txt", io.BytesIO(STORY)))], data={"published": "tomorrow"})
    assert answer.status_code == 400
    assert "is not a day" in answer.text
    assert client.get("/ingest/none").status_code == 404


def test_too_much_is_turned_away_before_it_is_read(client: TestClient) -> None:
    assert client.post("/ingest", headers={"Content-Length": str(MOST_BYTES + 1)}, content=b"").status_code == 413
    assert client.post("/settings/mine", data={"graphic": "x" * 2_000_000}).status_code == 413

    def endless() -> Iterator[bytes]:
        for _ in range(3):
            yield b"x" * 600_000

    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    assert client.post("/decisions/undo", content=endless(), headers=headers).status_code in (400, 413)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\x\\y.pdf", "y.pdf"),
        ("..", "file"),
        ("a\x00\u202eb.txt", "ab.txt"),
        ("", "file"),
    ],
)
def test_the_name_of_a_file_leads_nowhere(name: str, expected: str) -> None:
    assert plain_name(name) == expected


def test_a_job_that_fails_does_not_stop_the_next(client: TestClient, uploads: Uploads) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("a library gave up")

    whole, uploads._run = uploads._run, broken  # type: ignore[method-assign]
    assert "a library gave up" in client.get(send(client, ("a.txt", STORY))).text
    uploads._run = whole  # type: ignore[method-assign]
    assert "1 new" in client.get(send(client, ("a.txt", STORY))).text


def fetched(client: TestClient, **fields: str) -> str:
    """The page of a job of addresses, once it is over."""
    answer = client.post("/ingest", data=fields, follow_redirects=False)
    assert answer.status_code == 303, answer.text
    deadline = time.monotonic() + 60
    while "/progress" in (told := client.get(answer.headers["location"]).text):
        assert time.monotonic() < deadline
        time.sleep(0.05)
    return told


def test_nothing_is_fetched_unless_whoever_runs_the_server_said_so(client: TestClient) -> None:
    told = client.get("/ingest").text
    assert "This server fetches nothing" in told
    assert '<fieldset class="stack plain" disabled>' in told
    answer = client.post("/ingest", data={"addresses": "https://news.example/a.html"})
    assert answer.status_code == 400
    assert "--fetch" in answer.text


def test_an_address_is_fetched_by_the_rules_of_the_command(client: TestClient, kept: Store, site: Site) -> None:  # noqa: F811
    site.pages["/a.html"] = Page(
        body=b"<html><body><article><p>" + STORY.split(b"\n")[2] + b"</p></article></body></html>"
    )
    site.names["inside.example"] = ["192.168.1.1"]
    client.app.state.uploads = made = Uploads(  # type: ignore[attr-defined]
        kept, Settings(fetch=True), processes=1, fetcher=site.fetcher()
    )
    assert "disabled" not in client.get("/ingest").text
    address, inside = site.url("/a.html"), site.url("/", host="inside.example")
    told = fetched(client, addresses=f"{address}\n{inside}", published="2024-06-05")
    assert "1 new, 1 coded" in told
    assert inside in told
    assert "1 problem" in told
    (report,) = kept.report_ids(search='"Russian shelling killed four"')
    assert [(one.name, one.url) for one in kept.origins([report])[report]] == [(address, address)]
    for wrong in ("", "file:///etc/passwd", "https://a.example " * 21):
        assert client.post("/ingest", data={"addresses": wrong}).status_code == 400
    made.close()
