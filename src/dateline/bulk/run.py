"""A run: planned, or gone on with, handed to an engine, and summed up in a manifest."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from filelock import FileLock, Timeout

from dateline.bulk import cluster, local
from dateline.bulk.folders import MANIFEST, make_folders
from dateline.bulk.manifest import write_manifest
from dateline.bulk.parts import Part
from dateline.bulk.plan import Asked, Plan, find_files, make_plan, settings_that_matter
from dateline.bulk.tables import check_polars
from dateline.bulk.work import Job, Receipt, find_receipt
from dateline.errors import SettingsError
from dateline.pipeline.work import coder_of
from dateline.settings import Settings
from dateline.text.making import Known

_LOCK = ".lock"


class Engine(StrEnum):
    """What codes the parts."""

    LOCAL = "local"
    RAY = "ray"


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What was asked of `dateline bulk`; `address` is that of the head of a cluster of Ray."""

    source: str
    out: Path
    engine: Engine = Engine.LOCAL
    published: str | None = None
    publisher: str | None = None
    per_shard: int = 1000
    address: str | None = None


@dataclass(slots=True, kw_only=True)
class Sum:
    """How much is done: by this run, and before it."""

    reports: int = 0
    claims: int = 0
    problems: int = 0
    unread: int = 0
    shards: int = 0
    before: int = 0

    def count(self, receipt: Receipt) -> None:
        """Count what a part came to."""
        self.reports += receipt.reports
        self.claims += receipt.claims
        self.problems += receipt.problems
        self.unread += receipt.unread
        self.shards += len(receipt.shards)


#: Is told how many reports were coded by now, how many there are in all (None where that is not known), and the part
#: of all parts that is done.
Tell = Callable[[int, int | None, float], None]


def run(request: Request, settings: Settings, tell: Tell) -> Sum:
    """Code what is not coded yet, and write the manifest; raises SettingsError where the run cannot be.

    A run that was stopped, however, goes on where it was: what was written stands.
    """
    check_polars()
    if request.engine is Engine.RAY:
        cluster.check_ray()
    alone = replace(settings, jobs=1)
    out = request.out.absolute()
    paths = find_files(request.source, out)
    asked = Asked(
        source=Path(request.source).absolute().as_posix(),
        published=request.published,
        publisher=request.publisher,
        settings=settings_that_matter(settings),
        per_shard=request.per_shard,
    )
    coder = coder_of(alone)
    out.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(out / _LOCK, blocking=False):
            plan = make_plan(out, asked, coder, paths)
            make_folders(out)
            known = Known(published=request.published, publisher=request.publisher)
            job = Job(out=out, known=known, settings=alone, coder=coder, per_shard=request.per_shard)
            return _run(request, plan, job, settings.jobs, tell)
    except Timeout:
        raise SettingsError(f"{request.out}: another run is writing there") from None


def _run(request: Request, plan: Plan, job: Job, jobs: int, tell: Tell) -> Sum:
    found = [(part, find_receipt(job.out, part.number)) for part in plan.parts]
    receipts = [receipt for _, receipt in found if receipt is not None]
    waiting = [part for part, receipt in found if receipt is None]
    total = Sum()
    for receipt in receipts:
        total.count(receipt)
    total.before = len(receipts)
    if waiting:
        (job.out / MANIFEST).unlink(missing_ok=True)
        watch = _Watch(tell, plan.count, done=total.reports + total.unread, parts=len(plan.parts))
        for receipt in _answers(request, job, waiting, jobs, watch):
            receipts.append(receipt)
            total.count(receipt)
            watch.note(total.reports + total.unread, len(receipts))
    write_manifest(job.out, plan, receipts)
    return total


def _answers(request: Request, job: Job, parts: list[Part], jobs: int, watch: _Watch) -> Iterator[Receipt]:
    if request.engine is Engine.RAY:
        return cluster.run(job, parts, request.address)
    return local.run(job, parts, jobs, watch.step)


class _Watch:
    """Counts reports as they are coded, and sets itself right with each receipt."""

    def __init__(self, tell: Tell, count: int | None, *, done: int, parts: int) -> None:
        self._tell, self._count, self._done, self._parts = tell, count, done, parts
        self._share = 0.0

    def step(self) -> None:
        """One more report is coded."""
        self._done += 1
        self._tell(self._done, self._count, self._share)

    def note(self, done: int, parts: int) -> None:
        """So many reports, of so many parts, are written."""
        self._done = max(self._done, done)
        self._share = parts / self._parts
        self._tell(self._done, self._count, self._share)
