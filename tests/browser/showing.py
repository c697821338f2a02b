"""The pages in a real browser: a server in this process, and Debian's chromium."""

from __future__ import annotations

import shutil
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import uvicorn
from fastapi import FastAPI

from dateline.store import Store
from dateline.web.app import make_app

if TYPE_CHECKING:
    from playwright.sync_api import Browser

WHO = "Lena M."
#: A browser of its own for a test needs no sandbox; the map is drawn without a graphics card.
FLAGS = ["--no-sandbox", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"]


@contextmanager
def served(store: Path, *, login: bool = False) -> Iterator[tuple[str, FastAPI]]:
    """The address of a server of a store that lives as long as the block."""
    app = make_app(str(store), who_asks=lambda _: WHO, login=login)
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    listening.listen()
    config = uvicorn.Config(app, log_level="error", timeout_graceful_shutdown=2)
    server = uvicorn.Server(config)
    work = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    work.start()
    while not server.started:
        time.sleep(0.02)
    try:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}", app
    finally:
        server.should_exit = True
        work.join(10)
        listening.close()


@contextmanager
def browser() -> Iterator[Browser]:
    """The chromium of this machine; `make chromium` installs it where it is missing."""
    from playwright.sync_api import sync_playwright

    path = shutil.which("chromium")
    assert path is not None, "these tests drive chromium: `make chromium` installs it"
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield started
        started.close()


def addresses(store: Store) -> dict[str, str]:
    """Every page by a name for its picture, opened where there is something to see."""
    (report,) = store.report_ids(search="categorically")
    claims = list(store.claims(of=[report]))
    figured = next((one for one in claims if one.figures and one.places), claims[0])
    shared = max(store.claims(), key=lambda one: (len(one.figures), len(one.participants)))
    placed = next(one for one in claims if one.places)
    told = max(store.incidents(store.list_incidents()), key=lambda one: (len(one.figures), one.origins))
    return {
        "overview": "/",
        "review": f"/review?at={figured.id}",
        "reports": "/reports",
        "report": f"/reports/{report}",
        "claims": "/claims",
        "claim": f"/claims/{figured.id}",
        "amend": f"/claims/{placed.id}/edit?field=places.0",
        "split": f"/claims/{shared.id}/split",
        "together": "/review/together?kind=accept&report=" + report,
        "incidents": "/incidents",
        "incident": f"/incidents/{told.id}",
        "map": "/map",
        "merge": "/merge",
        "tallies": "/tallies",
        "sources": "/sources",
        "source": "/sources/of?name=Nile+Valley+Wire&kind=publisher",
        "search": "/search?q=market",
        "ingest": "/ingest",
        "export": "/export?kind=incidents",
        "query": "/query?sql=SELECT+id,+event,+start,+place,+killed+FROM+incidents+ORDER+BY+killed+DESC",
        "settings": "/settings",
        "audit": "/audit",
        "help": "/help",
        "fault": "/nowhere",
    }
