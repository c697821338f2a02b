"""Coding many reports: here, or in several processes, in the order in which they came."""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from functools import cache, partial
from multiprocessing import get_context
from typing import TYPE_CHECKING

from dateline.errors import DatelineError, ReportError
from dateline.records import Coded, Coder, Mentions, Problem, Report
from dateline.settings import Settings, variable

if TYPE_CHECKING:
    from dateline.pipeline.coding import Pipeline

#: A report and the name that a person knows it by.
Named = tuple[str, Report | Problem]

#: How many reports wait for each process: enough to keep it busy, few enough to keep memory flat.
WAITING = 4

#: How long, in seconds, one report may take to be coded: a text can be written so that it would take days.
LONGEST = 600.0

#: After how many new objects Python looks for rings among them: to look oftener takes a twentieth of the coder's time,
#: and spares some 10 MB.
SELDOM = (50_000, 20, 50)


def code_each(reports: Iterable[Named], settings: Settings, *, claims_only: bool = False) -> Iterator[Coded | Problem]:
    """What each report gave, in order; a report that cannot be coded carries its problem.

    With `claims_only` no incidents are made, and what was found in the texts is let go of: a store makes its own.
    """
    for name in ("data_dir", "own_words_dir"):
        if (folder := getattr(settings, name)) is not None:
            os.environ[variable(name)] = str(folder)
    if settings.jobs > 1 and settings.extractor == "rules":
        return _in_processes(reports, settings, claims_only)
    return _here(reports, settings, claims_only)


def spent(settings: Settings) -> str | None:
    """What asking the extractor has cost in this run, in a line; None where the rules code."""
    if settings.extractor == "rules":
        return None
    from dateline.extractors.model import read_prices

    return _pipeline(settings).extractor.server.spent.words(read_prices(settings.extractor_prices))


def _here(reports: Iterable[Named], settings: Settings, claims_only: bool) -> Iterator[Coded | Problem]:
    for name, report in reports:
        yield report if isinstance(report, Problem) else _code(name, report, settings, claims_only)


def _in_processes(reports: Iterable[Named], settings: Settings, claims_only: bool) -> Iterator[Coded | Problem]:
    pool = ProcessPoolExecutor(settings.jobs, mp_context=get_context("spawn"), initializer=begin_work)
    waiting: deque[Future[Coded] | Problem] = deque()
    code = partial(_code, settings=settings, claims_only=claims_only)
    try:
        for name, report in reports:
            waiting.append(report if isinstance(report, Problem) else pool.submit(code, name, report))
            if len(waiting) >= settings.jobs * WAITING:
                yield _result(waiting.popleft())
        while waiting:
            yield _result(waiting.popleft())
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _result(waiting: Future[Coded] | Problem) -> Coded | Problem:
    return waiting if isinstance(waiting, Problem) else waiting.result()


def begin_work() -> None:
    """Let the first process alone answer Ctrl-C, and end with it should it be killed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent,), daemon=True).start()


def _end_with(parent: multiprocessing.process.BaseProcess) -> None:
    parent.join()
    os._exit(1)


def _code(name: str, report: Report, settings: Settings, claims_only: bool) -> Coded:
    """What one report gave; whatever goes wrong with it becomes its problem, and the run goes on."""
    pipeline = _pipeline(settings)
    try:
        with ended_after(LONGEST):
            return replace(pipeline.extract(report), mentions=Mentions()) if claims_only else pipeline.code(report)
    except ReportError as error:
        message = str(error)
    except DatelineError:
        raise  # the language model or the data is at fault: no report can be coded
    except Exception as error:  # one report must not stop the others, whatever its text does to a rule
        if os.environ.get("DATELINE_DEBUG"):
            raise
        message = f"could not be coded: {type(error).__name__}: {error} (DATELINE_DEBUG=1 shows where)"
    return Coded(report=report, problems=(Problem(report=name, step="code", message=message),))


@contextmanager
def ended_after(seconds: float) -> Iterator[None]:
    """Raise ReportError where the work within takes longer; only where the system has a clock that can interrupt."""
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return

    def end(_signal: int, _frame: object) -> None:
        raise ReportError(f"took longer than the {seconds:g} s that a report may take to be coded: split it")

    before = signal.signal(signal.SIGALRM, end)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def coder_of(settings: Settings) -> Coder:
    """The coder of this process: its version, and those of its model and data."""
    return _pipeline(settings).coder


@cache
def _pipeline(settings: Settings) -> Pipeline:
    """The coder of this process, loaded once."""
    from dateline.pipeline.coding import Pipeline

    gc.set_threshold(*SELDOM)
    return Pipeline(settings)
