"""Work on many records without the collector of cycles: they have none, and it would look through all of them again."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

_lock = Lock()
_working = 0  # how many threads work without it
_was_on = False


@contextmanager
def uncollected() -> Iterator[None]:
    """Without the collector until the last of the threads that work so is done."""
    global _working, _was_on
    with _lock:
        if _working == 0:
            _was_on = gc.isenabled()
            gc.disable()
        _working += 1
    try:
        yield
    finally:
        with _lock:
            _working -= 1
            if _working == 0 and _was_on:
                gc.enable()
