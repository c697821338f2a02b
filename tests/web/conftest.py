"""A store of the sample reports, coded once, and a client that asks the application as a browser does."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from dateline.pipeline.keeping import code_waiting, keep_all
from dateline.pipeline.sources.files import find_sources
from dateline.settings import Settings
from dateline.store import Store
from dateline.text.making import Known
from dateline.web.app import make_app

SAMPLES = Path(__file__).resolve().parents[2] / "samples" / "samples.jsonl"


class Silent:
    """Tells nobody how far the run is."""

    def is_due(self) -> bool:
        return False

    def show(self, done: int, *, total: int | None = None, share: float | None = None) -> None: ...

    def say(self, line: str) -> None: ...

    def close(self) -> None: ...


@pytest.fixture(scope="session")
def coded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of the samples, never written to: `store` is a copy for each test."""
    path = tmp_path_factory.mktemp("web") / "samples.db"
    with Store.open(str(path), make=True) as store:
        keep_all(store, find_sources([str(SAMPLES)], Known()), Silent())
        code_waiting(store, Settings(), lambda *_: Silent())
    return path


@pytest.fixture
def store(coded: Path, tmp_path: Path) -> Path:
    """A store of the samples that a test may change."""
    return Path(shutil.copy(coded, tmp_path / "store.db"))


def form_token(client: TestClient) -> str:
    """The token that the forms of a page carry."""
    found = re.search(r'name="csrf-token" content="([^"]+)"', client.get("/help").text)
    assert found
    return found[1]


@pytest.fixture
def client(store: Path) -> Iterator[TestClient]:
    """A browser at the application of the store."""
    app = make_app(str(store), who_asks=lambda _: "Lena M.")
    with TestClient(app, base_url="http://127.0.0.1:8000") as asking:
        asking.headers["X-CSRF-Token"] = form_token(asking)
        yield asking


@pytest.fixture
def kept(client: TestClient) -> Store:
    """The store behind the client."""
    opened = client.app.state.store  # type: ignore[attr-defined]
    assert isinstance(opened, Store)
    return opened
