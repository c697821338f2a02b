"""`dateline add` and `dateline recode`: reports are read and kept, then coded; a run that was stopped goes on later.

First everything is read and kept, then all that waits is coded. Each step is kept as soon as it is done, so that a
run that was killed, wherever it stood, has lost nothing: the next one reads on, and codes what still waits.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from dateline.cli.add_reading import Read
from dateline.cli.add_sources import Sources, find_sources
from dateline.cli.code import checked_day
from dateline.cli.store_progress import Line
from dateline.cli.work import Named, code_each
from dateline.records import Coded, Problem
from dateline.settings import Settings
from dateline.store import Change, Found, Outcome, Result, Store
from dateline.store.reports import report_digest
from dateline.text.making import Known

#: How much is kept in one transaction: little enough to lose nothing much, enough to be quick.
BATCH = 100
BATCH_BYTES = 4_000_000
#: How often the coder reads reports anew of which more became known meanwhile.
ROUNDS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Adding:
    """What was asked of `dateline add`."""

    sources: tuple[str, ...]
    store: str | None = None
    published: str | None = None
    publisher: str | None = None
    code: bool = True


def add_reports(request: Adding, settings: Settings) -> int:
    """Read, keep and code; 0, or 1 where some reports had problems, or 2 where there was nothing but problems."""
    from dateline.store.address import find_address

    known = Known(published=checked_day(request.published), publisher=request.publisher)
    address = find_address(request.store)
    sources = find_sources(request.sources, known, leave_out=address.path)
    with Store.open(request.store, make=True) as store:
        counts = keep_all(store, sources)
        read = sum(counts[outcome] for outcome in Outcome)
        problems = counts["problems"]
        coded = failed = 0
        if request.code:
            coded, failed = code_waiting(store, settings)
        store.tidy()
    words = f"{counts[Outcome.NEW]:,} new"
    if counts[Outcome.ORIGIN]:
        words += f", {counts[Outcome.ORIGIN]:,} known texts met anew"
    if counts[Outcome.KNOWN]:
        words += f", {counts[Outcome.KNOWN]:,} there already"
    words += f"; {coded:,} coded" if request.code else "; not coded yet"
    if problems + failed:
        words += f"; {problems + failed:,} with problems (`dateline reports --problems` lists them)"
    print(f"{address.shown}: {words}")
    if problems + failed == 0:
        return 0
    return 1 if read else 2


def keep_all(store: Store, sources: Sources) -> Counter[str]:
    """Keep every report of the sources, batch by batch; how many came to what."""
    counts: Counter[str] = Counter()
    line = Line("read", "reports")
    done = 0
    for batch in _batches(sources.read()):
        found = [one for one in batch if isinstance(one, Found)]
        failed = [one for one in batch if isinstance(one, Problem)]
        counts.update(store.keep(found, failed))
        counts["problems"] += len(failed)
        for problem in failed:
            line.say(f"dateline: {problem.report}: {problem.message}")
        done += len(batch)
        line.show(done, share=sources.done / sources.total if sources.total else None)
    line.close()
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


def code_waiting(store: Store, settings: Settings) -> tuple[int, int]:
    """Code the reports that wait; how many were coded, and how many with problems."""
    coded = failed = 0
    for _ in range(ROUNDS):  # another process may have met a text again meanwhile, with more known of it
        waiting = store.uncoded()
        if not waiting:
            break
        for _change, problems in code_ids(store, waiting, settings):
            coded += not problems
            failed += bool(problems)
    return coded, failed


def code_ids(store: Store, ids: Sequence[str], settings: Settings) -> Iterator[tuple[Change, tuple[Problem, ...]]]:
    """Code reports and put their claims in place; what changed in each, and what went wrong with it."""
    line = Line("coded", "reports")
    size = 10 if settings.jobs == 1 else 10 * settings.jobs
    batch: list[Result] = []
    done = 0
    answers = code_each(_named(store, ids), settings)
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


def _named(store: Store, ids: Sequence[str]) -> Iterator[Named]:
    for start in range(0, len(ids), BATCH):
        part = list(ids[start : start + BATCH])
        reports = store.reports(part)
        yield from ((one, reports[one]) for one in part)


@dataclass(frozen=True, slots=True, kw_only=True)
class Recoding:
    """What was asked of `dateline recode`."""

    store: str | None = None
    list_all: bool = False


def recode_reports(request: Recoding, settings: Settings) -> int:
    """Code every report again; print what changed, claim by claim."""
    from dateline.review import State, apply

    with Store.open(request.store) as store:
        ids = store.report_ids()
        decisions = store.decisions()
        about = {claim for decision in decisions for claim in decision.claims}
        counts: Counter[str] = Counter()
        failed = 0
        vanished: list[str] = []
        for change, problems in code_ids(store, ids, settings):
            failed += bool(problems)
            for word in ("same", "changed", "new", "gone"):
                touched = getattr(change, word)
                counts[word] += len(touched)
                if word != "same" or request.list_all:
                    for claim in touched:
                        print(f"{word}\t{claim}\t{change.report}{_decided(word, claim, about)}")
            vanished += [claim for claim in change.gone if claim in about]
        reviews = apply(store.claims_by_id(sorted(about)).values(), decisions)
        back = sum(review.state is State.CHANGED for review in reviews.values())
        store.tidy()
    total = ", ".join(f"{counts[word]:,} {word}" for word in ("same", "changed", "new", "gone"))
    print(f"{len(ids):,} reports coded again: {total}", file=sys.stderr)
    if back or vanished:
        print(
            f"{back:,} decided claims are worded otherwise and {len(vanished):,} are gone: to be looked at again "
            "(`dateline claims --state changed`)",
            file=sys.stderr,
        )
    return 1 if failed else 0


def _decided(word: str, claim: str, about: set[str]) -> str:
    if claim not in about:
        return ""
    return "\tthe decision stands" if word == "same" else "\tdecided on: to be looked at again"
