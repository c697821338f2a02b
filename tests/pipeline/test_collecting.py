"""Work without the collector of cycles."""

from __future__ import annotations

import gc
from threading import Event, Thread

from dateline.pipeline.collecting import uncollected


def test_the_collector_rests_until_the_last_of_several_threads_is_done() -> None:
    entered, leave = Event(), Event()

    def work() -> None:
        with uncollected():
            entered.set()
            leave.wait(10)

    assert gc.isenabled()
    other = Thread(target=work)
    with uncollected():
        other.start()
        assert entered.wait(10)
    assert not gc.isenabled()
    leave.set()
    other.join()
    assert gc.isenabled()


def test_what_was_off_stays_off() -> None:
    gc.disable()
    try:
        with uncollected():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()
