"""An application that asks for a login, and browsers logged in to it in each role."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from dateline.store import Role, Store
from dateline.web.app import make_app
from dateline.web.people.passwords import made

PASSWORD = "correct horse battery"
BASE = "http://127.0.0.1:8000"
LogIn = Callable[..., TestClient]


@pytest.fixture(scope="package")
def peopled(coded: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The store of the samples, with a user of each role."""
    path = Path(shutil.copy(coded, tmp_path_factory.mktemp("people") / "store.db"))
    with Store.open(str(path)) as store:
        for role in Role:
            store.put_user(made(f"{role} one", role, PASSWORD), by="the test")
    return path


@pytest.fixture
def guarded(peopled: Path, tmp_path: Path) -> Iterator[FastAPI]:
    """The application; each test has a store of its own."""
    app = make_app(shutil.copy(peopled, tmp_path / "store.db").as_posix(), login=True)
    with TestClient(app, base_url=BASE):
        yield app


@pytest.fixture
def log_in(guarded: FastAPI) -> LogIn:
    """Logs a new browser in."""

    def asking(name: str, password: str = PASSWORD, *, base: str = BASE) -> TestClient:
        client = TestClient(guarded, base_url=base, follow_redirects=False)
        send(client, name, password)
        found = re.search(r'name="csrf-token" content="([^"]*)"', client.get("/help").text)
        client.headers["X-CSRF-Token"] = found[1] if found else ""
        return client

    return asking


def send(client: TestClient, name: str, password: str) -> int:
    """Fill the login form in and send it; the status of the answer."""
    form = re.search(r'name="token" value="([^"]+)"', client.get("/login").text)
    assert form
    sent = {"name": name, "password": password, "token": form[1], "next": "/reports"}
    return client.post("/login", data=sent, follow_redirects=False).status_code
