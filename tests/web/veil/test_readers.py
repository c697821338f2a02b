"""Nothing that a reader is sent has the name of a private person: every page, the API and every download is asked."""

from __future__ import annotations

import re
import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from fastapi import FastAPI
from fastapi.routing import APIRoute
from fastapi.testclient import TestClient
from tests.web.conftest import Silent
from tests.web.people.conftest import BASE, PASSWORD, send

from dateline.pipeline.keeping import code_waiting, fuse_waiting, keep_all
from dateline.pipeline.sources.files import find_sources
from dateline.settings import Settings
from dateline.store import Decision, Role, Store
from dateline.store.canon import claim_digest
from dateline.text.making import Known
from dateline.web import api, pages
from dateline.web.app import make_app
from dateline.web.contexts.register import State
from dateline.web.people.passwords import made
from dateline.web.veil.store import SAME, VEILED, VeiledStore

STORIES = {
    "halima-nur-speaks.txt": """Shells hit the market of Halima Nur's town

MOGADISHU, June 4 (Example Wire) - Shells killed 12 people at a market in Baidoa on Tuesday, a resident said.

"The shells hit the market and killed my brother," said Halima Nur, a shopkeeper in Baidoa.

Nur said that soldiers had fired the shells. The governor of Bay, Hassan Ibrahim, said 9 people were killed.

Charred bodies lay in the street, said Halima Nur, a resident.
""",
    "second.txt": """Army denies it shelled Baidoa market

MOGADISHU, June 5 (Example Wire) - The army denied on Wednesday that it shelled a market in Baidoa.

Halima Nur was not reached again. Nur had spoken to this agency on Tuesday.

Two soldiers were killed in Baidoa, officials said.
""",
}
PRIVATE = re.compile(r"halima|\bnur\b", re.IGNORECASE)


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store in which a private person is named, a decision among the rest, and a user of two roles."""
    folder = tmp_path_factory.mktemp("veil")
    for name, text in STORIES.items():
        (folder / name).write_text(text, encoding="utf-8")
    path = folder / "store.db"
    with Store.open(str(path), make=True) as store:
        known = Known(published="2024-06-05", author="Halima Nur")
        keep_all(store, find_sources([str(folder / name) for name in STORIES], known), Silent())
        code_waiting(store, Settings(), lambda *_: Silent())
        fuse_waiting(store, Silent())
        (claim, *_) = [one for one in store.claims() if any("Nur" in s.name for s in one.attribution.sources)]
        common = {"subjects": (claim.id,), "by": "Omar", "claims": (claim.id,), "seen": (claim_digest(claim),)}
        store.decide([Decision(kind="accept", at=store.now(), reason="Halima Nur was there", **common)])
        other = next(one for one in store.claims() if one.event == "killing" and "soldiers" in one.evidence.text)
        common |= {"subjects": (other.id,), "claims": (other.id,), "seen": (claim_digest(other),)}
        store.decide([Decision(kind="flag", at=store.now(), reason="halima nur told us otherwise", **common)])
        for role in (Role.READER, Role.CODER):
            store.put_user(made(str(role), role, PASSWORD), by="the test")
    return path


@pytest.fixture
def asked(told: Path, tmp_path: Path) -> Iterator[FastAPI]:
    app = make_app(shutil.copy(told, tmp_path / "store.db").as_posix(), login=True)
    with TestClient(app, base_url=BASE):
        yield app


def logged_in(app: FastAPI, name: str) -> TestClient:
    client = TestClient(app, base_url=BASE)
    assert send(client, name, PASSWORD) == 303
    return client


def crawled(app: FastAPI, client: TestClient) -> dict[str, str]:
    """All that can be reached by links from the pages, and from the addresses that the application has."""
    store: Store = app.state.store
    every = [route for router in (*pages.ROUTERS, *api.ROUTERS) for route in router.routes]
    waiting = [route.path for route in every if isinstance(route, APIRoute) and "GET" in route.methods]
    ids = {
        "/reports/": store.report_ids(),
        "/claims/": [claim.id for claim in store.claims()],
        "/incidents/": store.list_incidents(),
        "/incidents/of/": [claim.id for claim in store.claims()],
    }
    for path in [one for one in waiting if "{" in one]:
        waiting.remove(path)
        for folder, keys in ids.items():
            if f"{folder}{{" in path:
                waiting += [re.sub(r"\{[^}]*\}", key, path, count=1) for key in keys]
    waiting += ["/reports?q=market", "/reports?q=Halima", "/reports?sort=publisher", "/claims?q=Nur", "/search?q=Nur"]
    waiting += ["/tallies?as_of=2024-06-05", "/search?q=source:Halima", "/incidents?party=Halima+Nur"]
    seen: dict[str, str] = {}
    while waiting:
        address = waiting.pop().partition("#")[0].replace("&amp;", "&")
        if address in seen or "{" in address or address.startswith("/static/") or len(seen) > 1500:
            continue
        answer = client.get(address)
        seen[address] = answer.text + str(answer.headers) if answer.status_code == 200 else ""
        waiting += re.findall(r'(?:href|src|action|hx-get|data-src)="(/[^"/][^"]*)"', seen[address])
        waiting += [f"{answer.url.path!s}{one}" for one in re.findall(r'href="(\?[^"]*)"', seen[address])][:20]
    return seen


def test_no_answer_to_a_reader_names_a_private_person(asked: FastAPI) -> None:
    seen = crawled(asked, logged_in(asked, "reader"))
    assert sum(bool(text) for text in seen.values()) > 20
    asked_for = {address: PRIVATE.sub("", address) for address in seen}  # what one typed comes back in a field
    told = {}
    for address, text in seen.items():
        if address != asked_for[address]:
            text = re.sub(
                r'(?:value|href|data-query)="[^"]*"|<mark>[^<]*</mark>|<title>[^<]*</title>|<q>[^<]*</q>', "", text
            )
        if found := PRIVATE.findall(text):
            told[address] = found
    assert told == {}


def test_a_coder_sees_the_names(asked: FastAPI) -> None:
    seen = crawled(asked, logged_in(asked, "coder"))
    assert any("Halima Nur" in text for text in seen.values())


def test_an_office_is_not_veiled(asked: FastAPI) -> None:
    (report,) = asked.state.store.report_ids(search="shopkeeper")
    assert "Hassan Ibrahim" in logged_in(asked, "reader").get(f"/reports/{report}").text


def test_a_search_does_not_tell_who_is_named(asked: FastAPI) -> None:
    reader, coder = logged_in(asked, "reader"), logged_in(asked, "coder")
    for words in ("Halima", "nur", "hali*", '"Halima Nur"', "market Nur"):
        assert reader.get("/api/reports", params={"q": words}).json()["numberMatched"] == 0, words
    assert coder.get("/api/reports", params={"q": "halima"}).json()["numberMatched"] == 2
    everything = reader.get("/api/reports", params={"q": "Baidoa"}).json()["numberMatched"]
    assert reader.get("/api/reports", params={"q": "Baidoa -halima"}).json()["numberMatched"] == everything == 2


@pytest.mark.parametrize(
    ("path", "asked_for"),
    [
        ("/claims.json", {"q": "halima"}),
        ("/claims.json", {"source": "halima"}),
        ("/claims.json", {"party": "Halima Nur"}),
        ("/api/v1/claims", {"q": "nur"}),
        ("/api/v1/claims", {"source": "nur"}),
    ],
)
def test_a_search_of_claims_does_not_tell_whose_they_are(asked: FastAPI, path: str, asked_for: dict[str, str]) -> None:
    reader, coder = logged_in(asked, "reader"), logged_in(asked, "coder")
    private = re.compile(r'"c-[0-9a-f]{16}"')
    assert private.findall(coder.get(path, params=asked_for).text)
    assert private.findall(reader.get(path, params=asked_for).text) == []


def test_one_who_comes_late_does_not_lead_back(asked: FastAPI) -> None:
    """A thread that asked before a change, and has its turn after it, leaves the names as they are."""
    register = asked.state.veiled
    register.now()
    now = register._seen
    states = iter([State()])
    real, register._real = register._real, SimpleNamespace(now=lambda: next(states, now))
    try:
        assert register.now() is register._shown
        assert register._seen is now
    finally:
        register._real = real


def test_every_method_of_the_store_is_veiled_the_same_or_refused(asked: FastAPI) -> None:
    public = {name for name in dir(Store) if not name.startswith("_") and callable(getattr(Store, name))}
    refused = public - SAME - VEILED
    assert refused >= {"original", "log", "users", "user", "put_user", "decide", "put", "keep", "verify", "tellings"}
    assert VEILED & public <= set(vars(VeiledStore))
    with pytest.raises(Exception, match="not for readers"):
        asked.state.veiled.store.original("0" * 64)


def test_pages_take_the_store_from_the_desk_alone() -> None:
    web = Path(__file__).parents[3] / "src" / "dateline" / "web"
    allowed = {"app.py", "asking.py", "freshness.py", "people/person.py", "rendering.py", "warming.py"}
    found = {
        path.relative_to(web).as_posix()
        for path in web.rglob("*.py")
        if re.search(r"state\.(store|register)\b", path.read_text(encoding="utf-8"))
    }
    assert found <= allowed
    unveiled = {
        path.relative_to(web).as_posix() for path in web.rglob("*.py") if "store_of" in path.read_text(encoding="utf-8")
    }
    assert unveiled <= {"people/person.py", "pages/login.py", "pages/settings.py", "pages/audit.py", "pages/query.py"}


def test_a_graphic_passage_is_folded_until_it_is_asked_for(asked: FastAPI) -> None:
    coder = logged_in(asked, "coder")
    (report,) = asked.state.store.report_ids(search="charred")
    page = coder.get(f"/reports/{report}").text
    assert re.search(
        r'<details class="graphic"><summary>(?:(?!</summary>).)*</summary>\s*<p[^>]*>(?:(?!</details>).)*Charred',
        page,
        re.DOTALL,
    )
    token = re.search(r'name="csrf-token" content="([^"]+)"', page)
    assert token
    coder.post("/settings/mine", data={"graphic": "shown", "csrf": token[1]})
    assert '<details class="graphic" open>' in coder.get(f"/reports/{report}").text


@pytest.mark.parametrize("kind", ["claims", "incidents", "reports", "tallies"])
@pytest.mark.parametrize("day", ["", "2024-06-06"])
def test_no_file_that_a_reader_makes_names_a_private_person(asked: FastAPI, kind: str, day: str) -> None:
    reader = logged_in(asked, "reader")
    token = re.search(r'name="csrf-token" content="([^"]+)"', reader.get("/help").text)
    assert token
    wished = {"kind": kind, "as": "jsonl", "as_of": day, "csrf": token[1]}
    where = reader.post("/export", data=wished, follow_redirects=False).headers["location"]
    until = time.monotonic() + 20
    while "hx-get" in (page := reader.get(f"{where}/progress").text) and time.monotonic() < until:
        time.sleep(0.02)
    assert "Not made" not in page, page
    file = reader.get(f"{where}/file").text
    assert file.strip() or kind == "tallies"
    assert PRIVATE.findall(file + reader.get(f"{where}/manifest").text + page) == []
