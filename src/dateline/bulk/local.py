"""The engine of one machine: parts are coded in this process, or in several beside it."""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from multiprocessing.synchronize import Event
from typing import Any

from dateline.bulk.parts import Part
from dateline.bulk.work import Job, Receipt, Watch, code_part
from dateline.errors import SettingsError
from dateline.pipeline.work import begin_work

#: How long, in seconds, until it is told again how far the processes are.
_PACE = 0.5

_coded: Any = None  # a number that all processes of a run count up together
_stop: Event | None = None


class StoppedError(Exception):
    """The run was stopped; the part is done again by the next one."""


def run(job: Job, parts: Sequence[Part], jobs: int, watch: Watch) -> Iterator[Receipt]:
    """Code parts in so many processes; each receipt as soon as its part is done."""
    if jobs == 1:
        for part in parts:
            yield code_part(job, part, watch)
        return
    yield from _in_processes(job, parts, jobs, watch)


def _in_processes(job: Job, parts: Sequence[Part], jobs: int, watch: Watch) -> Iterator[Receipt]:
    spawn = multiprocessing.get_context("spawn")
    coded, stop = spawn.Value("q", 0), spawn.Event()
    told = 0
    left = iter(parts)
    waiting: set[Future[Receipt]] = set()
    pool = ProcessPoolExecutor(jobs, mp_context=spawn, initializer=_begin, initargs=(coded, stop))
    try:
        while True:
            while len(waiting) < 2 * jobs and (part := next(left, None)) is not None:
                waiting.add(pool.submit(_code, job, part))
            if not waiting:
                return
            done, waiting = wait(waiting, timeout=_PACE, return_when=FIRST_COMPLETED)
            for _ in range(coded.value - told):
                watch()
                told += 1
            yield from (one.result() for one in done)
    except BrokenProcessPool:
        raise SettingsError(
            "a process was ended from without (was there too little memory?): run the same again, and it goes on"
        ) from None
    finally:
        stop.set()
        pool.shutdown(wait=True, cancel_futures=True)


def _begin(coded: Any, stop: Event) -> None:
    global _coded, _stop
    begin_work()
    _coded, _stop = coded, stop


def _code(job: Job, part: Part) -> Receipt:
    return code_part(job, part, _step)


def _step() -> None:
    assert _stop is not None
    if _stop.is_set():
        raise StoppedError
    with _coded.get_lock():
        _coded.value += 1
