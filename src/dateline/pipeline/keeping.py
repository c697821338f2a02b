"""Reports are read and kept, then coded: a run that was stopped goes on later.

Each step is kept as soon as it is done, so that a run that was killed, wherever it stood, has lost nothing: the next
one reads on, and codes what still waits.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from dataclasses import replace
from typing import Protocol

from dateline.pipeline.fusing import bring_up_to_date
from dateline.pipeline.importing.foreign import is_imported
from dateline.pipeline.sources.files import Sources
from dateline.pipeline.sources.reading import Read
from dateline.pipeline.work import Named, code_each
from dateline.records import Coded, Problem
from dateline.settings import Settings
from dateline.store import Change, Found, Outcome, Result, Store
from dateline.store.reports import report_digest

#: How much is kept in one transaction: little enough to lose nothing much, enough to be quick.
BATCH = 100
BATCH_BYTES = 4_000_000
#: How many reports are loaded for the coder at once, once it is seen that they wait still.
LOOKED = 20
#: How often the coder reads reports anew of which more became known meanwhile.
ROUNDS = 5


class Line(Protocol):
    """What is told of how far a run is."""

    def is_due(self) -> bool:
        """Whether what was done has waited long enough to be kept."""

    def show(self, done: int, *, total: int | None = None, share: float | None = None) -> None:
        """How much is done."""

    def say(self, line: str) -> None:
        """What went wrong with one report."""

    def close(self) -> None:
        """The run is over."""


def keep_all(store: Store, sources: Sources, line: Line, *, met: set[str] | None = None) -> Counter[str]:
    """Keep every report of the sources, batch by batch; how many came to what. Their ids are put into `met`."""
    counts: Counter[str] = Counter()
    done = 0
    for batch in _batches(sources.read()):
        found = [one for one in batch if isinstance(one, Found)]
        failed = [one for one in batch if isinstance(one, Problem)]
        counts.update(store.keep(found, failed))
        if met is not None:
            met.update(one.report.id for one in found)
        counts["problems"] += len(failed)
        for problem in failed:
            line.say(f"dateline: {problem.report}: {problem.message}")
        done += len(batch)
        line.show(done, share=sources.done / sources.total if sources.total else None)
    line.close()
    if sources.fetching is not None:
        counts[Outcome.KNOWN] += sources.fetching.passed
    return counts


def _batches(answers: Iterable[Read]) -> Iterator[list[Read]]:
    batch: list[Read] = []
    size = 0
    for answer in answers:
        batch.append(answer)
        size += len(answer.data) if isinstance(answer, Found) else 0
        if len(batch) == BATCH or size > BATCH_BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def code_waiting(
    store: Store, settings: Settings, line: Callable[[str, str], Line], *, first: Set[str] = frozenset()
) -> tuple[int, int]:
    """Code the reports that wait, some of them before the others; how many were coded, and how many with problems."""
    coded = failed = 0
    for _ in range(ROUNDS):  # another process may have met a text again meanwhile, with more known of it
        waiting = _in_turn(store.uncoded(), first)
        if not waiting:
            break
        for _change, problems in code_ids(store, waiting, settings, line("coded", "reports"), again=False):
            coded += not problems
            failed += bool(problems)
    return coded, failed


def _in_turn(waiting: Sequence[str], first: Set[str]) -> list[str]:
    """What one process met, and then, in an order of chance, what others may be at work on: seldom the same at once."""
    others = [one for one in waiting if one not in first]
    if first:
        random.shuffle(others)
    return [one for one in waiting if one in first] + others


def fuse_waiting(store: Store, line: Line) -> None:
    """Bring the incidents up to date with what was coded."""
    bring_up_to_date(store, lambda done, total: line.show(done, total=total))
    line.close()


def code_ids(
    store: Store, ids: Sequence[str], settings: Settings, line: Line, *, again: bool = True
) -> Iterator[tuple[Change, tuple[Problem, ...]]]:
    """Code reports and put their claims in place; what changed in each, and what went wrong with it.

    Without `again`, those are passed over that another process has coded meanwhile.
    """
    size = 10 if settings.jobs == 1 else 10 * settings.jobs
    batch: list[Result] = []
    done = 0
    answers = code_each(_named(store, ids, again), settings, claims_only=True)
    try:
        for answer in answers:
            if isinstance(answer, Problem):
                continue
            result = _result(answer)
            batch.append(result)
            done += 1
            for problem in result.problems:
                line.say(f"dateline: {problem.report}: {problem.message}")
            if len(batch) >= size or line.is_due():
                yield from _put(store, batch)
                batch = []
                line.show(done, total=len(ids))
    finally:
        if batch:  # also after Ctrl-C: what was coded is kept
            changed = list(_put(store, batch))
            batch = []
        else:
            changed = []
        line.close()
    yield from changed


def _put(store: Store, batch: Sequence[Result]) -> Iterator[tuple[Change, tuple[Problem, ...]]]:
    changes = store.put(batch)
    for change, result in zip(changes, batch, strict=True):
        yield change, result.problems


def _result(coded: Coded) -> Result:
    return Result(
        report=coded.report.id,
        coded_as=report_digest(coded.report),
        claims=coded.claims,
        problems=tuple(replace(problem, report=coded.report.id) for problem in coded.problems),
    )


def _named(store: Store, ids: Sequence[str], again: bool) -> Iterator[Named]:
    for start in range(0, len(ids), LOOKED):
        part = list(ids[start : start + LOOKED])
        if not again:
            waiting = store.waiting_as(part)
            part = [one for one in part if one in waiting]
        reports = store.reports(part)
        imported = {claim.report for claim in store.claims(of=part) if is_imported(claim)}
        yield from ((one, reports[one]) for one in part if one not in imported)
