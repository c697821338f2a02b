"""The pages in the chromium of the machine: linked panes, the large map under the strict policy, pairs by keyboard."""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import uvicorn
from playwright.sync_api import Page, sync_playwright

from dateline.web.app import make_app

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
#: A WebGL of software: there is no other where nobody looks.
FLAGS = ["--no-sandbox", "--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"]
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="there is no chromium: apt-get install chromium")


@pytest.fixture
def address(store: Path) -> Iterator[str]:
    """A server of the store, on this machine."""
    server = uvicorn.Server(uvicorn.Config(make_app(str(store)), port=0, log_level="error"))
    work = threading.Thread(target=server.run, daemon=True)
    work.start()
    while not server.started:
        time.sleep(0.05)
    port = server.servers[0].sockets[0].getsockname()[1]
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    work.join(10)


@pytest.fixture
def page() -> Iterator[Page]:
    """A page that notes what it complains of."""
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        opened = browser.new_page(viewport={"width": 1200, "height": 900})
        opened.set_default_timeout(60_000)
        yield opened
        browser.close()


def test_what_has_the_focus_in_the_list_stands_out_on_map_and_timeline(page: Page, address: str) -> None:
    page.goto(f"{address}/incidents?event=shelling&sort=killed")
    row = page.locator("tr[data-id]").first
    id = row.get_attribute("data-id")
    assert page.locator("a.now").count() == 0
    row.locator("th a").focus()
    standing_out = page.locator("a.now").evaluate_all("several => several.map(one => one.dataset.ids)")
    assert len(standing_out) >= 2
    assert all(id in ids.split(" ") for ids in standing_out)
    row.locator("td").first.click()
    assert f"at={id}" in page.url
    page.reload()
    assert page.locator(f"tr[data-id='{id}'].now").count() == 1


def test_the_large_map_draws_what_is_sent_and_breaks_no_rule(page: Page, address: str) -> None:
    complaints: list[str] = []
    asked: list[str] = []
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{address}/map")
    page.wait_for_selector("[data-map][data-drawn]")
    sent = page.request.get(f"{address}/map/data.json").json()["incidents"]
    assert page.locator("[data-map]").get_attribute("data-drawn") == str(len(sent))
    assert page.locator(".map-drawn").is_hidden()
    assert complaints == []
    assert {url.split("/")[2] for url in asked if url.startswith("http")} == {address.split("/")[2]}


def test_without_scripts_the_drawing_stays(address: str) -> None:
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        plain = browser.new_context(java_script_enabled=False).new_page()
        plain.goto(f"{address}/map")
        assert plain.locator(".map-drawn svg").is_visible()
        assert plain.locator("table tbody tr").count() > 0
        browser.close()
