"""One browser for all tests, a server and a fresh page for each."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from tests.browser import showing
from tests.web.conftest import SAMPLES, Silent

from dateline.pipeline.keeping import code_waiting, fuse_waiting, keep_all
from dateline.pipeline.sources.files import find_sources
from dateline.settings import Settings
from dateline.store import Store
from dateline.text.making import Known


@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    with showing.browser() as started:
        yield started


@pytest.fixture(scope="package")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The samples, coded and fused; never written to."""
    path = tmp_path_factory.mktemp("browser") / "samples.db"
    with Store.open(str(path), make=True) as store:
        keep_all(store, find_sources([str(SAMPLES)], Known()), Silent())
        code_waiting(store, Settings(), lambda *_: Silent())
        fuse_waiting(store, Silent())
    return path


@pytest.fixture
def store(whole: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(whole, tmp_path / "store.db"))


@pytest.fixture
def base(store: Path) -> Iterator[str]:
    """The address of a server of the samples."""
    with showing.served(store) as (address, _):
        yield address


@pytest.fixture
def page(chromium: Browser, base: str) -> Iterator[Page]:
    """A fresh window; what a script complains of, or the policy refuses, fails the test."""
    context = chromium.new_context(base_url=base, viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    context.set_default_timeout(15_000)
    opened = context.new_page()
    complaints: list[str] = []
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    opened.on("console", lambda line: complaints.append(line.text) if "Content Security" in line.text else None)
    opened.on(
        "request",
        lambda asked: None if asked.url.startswith((base, "blob:", "data:")) else complaints.append(asked.url),
    )
    yield opened
    context.close()
    assert complaints == []
