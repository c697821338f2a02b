"""What a page elsewhere, a name with a line end, and a server that talks too much could do."""

from __future__ import annotations

import http.client
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

import pytest
from fastapi.routing import APIRoute
from fastapi.testclient import TestClient

from dateline.records import Report
from dateline.records.ids import report_id, sha256
from dateline.store import Found, Role, Store
from dateline.text import apart
from dateline.web import api, pages
from dateline.web.app import make_app
from dateline.web.people.passwords import made
from dateline.web.uploads import Uploads

PASSWORD = "correct horse battery"
#: What a slow client begins with and never ends.
BEGUN = (b"GET / HTTP/1.1\r\nHost: 127", b"POST /login HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 9\r\n\r\na")
EVIL = "news\r\nSet-Cookie: planted=1\r\n\r\n<script>\u202e.txt"


def addresses() -> list[str]:
    every = [route for router in (*pages.ROUTERS, *api.ROUTERS) for route in router.routes]
    return sorted({route.path for route in every if isinstance(route, APIRoute) and "GET" in route.methods})


def test_no_answer_can_be_framed_or_sniffed(client: TestClient) -> None:
    asked = [("GET", address) for address in (*addresses(), "/nowhere", "/static/nowhere.js", "/openapi.json")]
    for method, address in [*asked, ("PUT", "/"), ("POST", "/merge"), ("DELETE", "/api/claims")]:
        headers = client.request(method, address, follow_redirects=False).headers
        assert headers["x-frame-options"] == "DENY", address
        assert "frame-ancestors 'none'" in headers["content-security-policy"], address
        assert "unsafe" not in headers["content-security-policy"], address
        assert headers["x-content-type-options"] == "nosniff", address


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_nothing_is_changed_without_the_token_of_the_page(client: TestClient, kept: Store, method: str) -> None:
    before = kept.head()
    del client.headers["X-CSRF-Token"]
    every = [route for router in (*pages.ROUTERS, *api.ROUTERS) for route in router.routes]
    changing = [route.path for route in every if isinstance(route, APIRoute) and method in route.methods]
    for path in changing:
        address = re.sub(r"\{[^}]*\}", "x", path)
        if path != "/login":
            for headers in ({}, {"X-CSRF-Token": ""}, {"X-CSRF-Token": "guessed"}):
                assert client.request(method, address, headers=headers).status_code == 403, address
    assert kept.head() == before
    assert changing or method != "POST"


def test_a_line_end_in_a_name_is_no_header(client: TestClient, kept: Store) -> None:
    text = "Soldiers killed 8 people in Oresk."
    report = Report(
        id=report_id(text), text=text, sha256=sha256(text), source_sha256=sha256(text), title=EVIL, publisher=EVIL
    )
    kept.keep([Found(name=EVIL, report=report, data=text.encode())])
    key = report.id
    asked = [f"/reports/{key}", f"/reports/{key}.csv", f"/api/reports/{key}", f"/reports/{key}/original/{sha256(text)}"]
    asked += ["/login?next=/%0d%0aSet-Cookie:%20planted=1", "/reports?q=%0d%0aSet-Cookie:%20planted=1"]
    for address in asked:
        answer = client.get(address, follow_redirects=False)
        assert answer.status_code in (200, 303, 400), address
        assert "planted" not in "".join(answer.headers.get_list("set-cookie")), address
        assert not re.search(r"[\r\n\u202e]", "".join(answer.headers.values())), address
        if "text/html" in answer.headers.get("content-type", ""):
            assert "<script>\u202e" not in answer.text, address


def test_what_is_sent_in_is_read_apart(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages, PDFs and archives that are sent in are parsed by the process that `dateline add` reads them with."""
    from tests.hostile.bad_files import GOOD

    works: list[str] = []
    real = apart.read_apart

    def noted(work: str, *args: object, **more: object) -> object:
        works.append(work.rpartition(":")[0].rpartition(".")[2])
        return real(work, *args, **more)  # type: ignore[arg-type]

    for module in ("dateline.text.readers", "dateline.pipeline.sources.boxes"):
        monkeypatch.setattr(f"{module}.read_apart", noted)
    files = [("files", (name, GOOD[name])) for name in ("a.html", "a.pdf", "a.zip", "a.eml", "rss.xml", "a.warc")]
    answer = client.post("/ingest", files=files, follow_redirects=False)
    uploads = client.app.state.uploads  # type: ignore[attr-defined]
    assert isinstance(uploads, Uploads)
    job = uploads.jobs[answer.headers["location"].rpartition("/")[2]]
    end = time.monotonic() + 60
    while len(works) < len(files) and not job.over and time.monotonic() < end:
        time.sleep(0.05)
    assert sorted(works) == ["readers", "readers", "unboxing", "unboxing", "unboxing", "unboxing"]


@dataclass
class Live:
    """A server of its own, and what it has printed."""

    port: int
    secrets: list[str] = field(default_factory=list)

    def ask(self, method: str, path: str, body: str | None = None, **headers: str) -> tuple[int, str, list[str]]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        cookies = [one.partition(";")[0] for one in answer.headers.get_all("Set-Cookie") or ()]
        text = answer.read().decode("utf-8", "replace")
        connection.close()
        return answer.status, text, cookies


@pytest.fixture
def live(store: Path, tmp_path: Path) -> Iterator[tuple[Live, Path]]:
    with Store.open(str(store)) as opened:
        opened.put_user(made("Lena", Role.LEAD, PASSWORD), by="the test")
    printed = tmp_path / "printed"
    command = [sys.executable, "-m", "dateline", "serve", "--store", str(store), "--port", "0", "--login"]
    with printed.open("wb") as out:
        serving = subprocess.Popen(command, stdout=out, stderr=subprocess.STDOUT)
        try:
            end = time.monotonic() + 40
            while not (found := re.search(rb":(\d+)/", printed.read_bytes())) and time.monotonic() < end:
                time.sleep(0.05)
            assert found
            yield Live(int(found[1])), printed
        finally:
            serving.kill()
            serving.wait(20)


def test_no_secret_is_printed_and_slow_clients_hold_nobody_up(live: tuple[Live, Path]) -> None:
    server, printed = live
    with ExitStack() as slow:
        for number in range(60):
            one = slow.enter_context(socket.create_connection(("127.0.0.1", server.port), timeout=20))
            one.sendall(BEGUN[number % 2])
        _, form, before = server.ask("GET", "/login")
        token = re.search(r'name="token" value="([^"]+)"', form)
        assert token
        body = {"name": "Lena", "token": token[1], "next": "/"}
        wrong = urlencode({**body, "password": "a wrong password"})
        assert server.ask("POST", "/login", wrong, Cookie=before[0])[0] == 401
        right = urlencode({**body, "password": PASSWORD})
        status, _, cookies = server.ask("POST", "/login", right, Cookie=before[0])
        assert status == 303
        session = next(one for one in cookies if "session" in one)
        began = time.monotonic()
        status, page, _ = server.ask("GET", "/", Cookie=session)
        assert (status, time.monotonic() - began < 10) == (200, True)
        form_token = re.search(r'name="csrf-token" content="([^"]+)"', page)
        assert form_token
        for path in ("/nowhere", f"/claims/{PASSWORD.replace(' ', '')}", "/map?bbox=x", "/api/claims?limit=x"):
            server.ask("GET", path, Cookie=session)
        server.ask("POST", "/settings/users", urlencode({"name": "", "password": PASSWORD}), Cookie=session)
        raw = slow.enter_context(socket.create_connection(("127.0.0.1", server.port), timeout=20))
        raw.sendall(f"GET / HTTP/9.9\r\nCookie: {session}\r\n\x00\r\n\r\n".encode())
        raw.recv(1000)
    told = printed.read_text(encoding="utf-8", errors="replace")
    secrets = [
        PASSWORD,
        PASSWORD.replace(" ", "+"),
        "a wrong password",
        session.partition("=")[2],
        form_token[1],
        token[1],
    ]
    assert [one for one in secrets if one in told] == []


def test_an_error_that_nobody_foresaw_tells_nothing_of_who_asked(
    store: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    app = make_app(str(store), who_asks=lambda _: "Lena M.")

    @app.get("/broken")
    def broken() -> None:
        raise RuntimeError("inside")

    with TestClient(app, base_url="http://127.0.0.1:8000", raise_server_exceptions=False) as client:
        answer = client.get("/broken", headers={"X-CSRF-Token": "a-token-of-mine", "Cookie": "dateline-session=mine"})
    assert answer.status_code == 500
    assert "inside" not in answer.text
    assert "Traceback" not in answer.text
    told = capfd.readouterr()
    assert "a-token-of-mine" not in told.out + told.err
    assert "session=mine" not in told.out + told.err
