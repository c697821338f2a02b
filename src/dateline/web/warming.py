"""What is read once, read before anybody asks: register, incidents, templates, names and outlines of the map."""

from __future__ import annotations

import gc
from threading import Thread

from fastapi import FastAPI

from dateline.web import rendering
from dateline.web.contexts import labels, outlines


def warm(app: FastAPI) -> Thread:
    """Read it beside the pages; the thread that does."""
    work = Thread(target=_read, args=(app,), name="warming", daemon=True)
    work.start()
    return work


def _read(app: FastAPI) -> None:
    app.state.keeper.look(0)
    (app.state.veiled if app.state.login else app.state.register).now()  # veiled names only where readers are
    rendering.read_all()
    labels.read()
    for name in outlines.LAYERS:
        outlines.layer(name)
    gc.collect()
    gc.freeze()  # so many rows that stay: to look through them again and again takes a second each time
