"""The shards of a run put into a store: the reports are kept, and their claims put in place without coding again.

The store is afterwards what `dateline add` of the reports themselves would have made it. Where a text was met in
several places of which more is known together than in each, its claims wait for the coder, as they do there.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from dateline.bulk.folders import digest_of
from dateline.bulk.manifest import SideFile, read_manifest
from dateline.bulk.tables import check_polars, read_shard
from dateline.bulk.work import Shard
from dateline.errors import DatelineError, ReportError
from dateline.pipeline.importing.foreign import is_imported
from dateline.pipeline.importing.ours import check_claim
from dateline.pipeline.keeping import Line
from dateline.records import Claim, Problem, report_id, sha256
from dateline.records.encode import claim_from_json, problem_from_json, report_from_json
from dateline.store import Found, Result, Store

#: How much is kept in one transaction.
BATCH = 500
BATCH_BYTES = 8_000_000


@dataclass(slots=True)
class Added:
    """How many reports came to what, how many were coded, and what could not be taken."""

    outcomes: Counter[str] = field(default_factory=Counter)
    coded: int = 0
    failed: int = 0
    problems: int = 0
    faults: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    found: Found
    coded_as: str
    claims: tuple[Claim, ...]
    problems: tuple[Problem, ...]


def add_run(store: Store, out: Path, line: Line) -> Added:
    """Put a run into a store; raises SettingsError where it is not done.

    A shard that is not as the manifest says is left out whole, and counted in `faults`; the next one goes on.
    """
    check_polars()
    manifest = read_manifest(out)
    added = Added()
    total = sum(shard.reports for shard in manifest.shards)
    done = 0
    for shard in manifest.shards:
        for batch in _batches(_rows(out, shard, added, line)):
            _keep(store, batch, added)
            done += len(batch)
            line.show(done, total=total)
    for side in manifest.problems:
        failed = list(_read_problems(out, side, added, line))
        store.keep([], failed)
        added.problems += len(failed)
    line.close()
    return added


def _keep(store: Store, rows: Sequence[_Row], added: Added) -> None:
    """Keep reports, and put the claims of those in place that were coded from what is now known of them."""
    added.outcomes.update(store.keep([row.found for row in rows]))
    waiting = store.waiting_as([row.found.report.id for row in rows])
    fitting = {row.found.report.id: row for row in rows if waiting.get(row.found.report.id) == row.coded_as}
    imported = {claim.report for claim in store.claims(of=list(fitting)) if is_imported(claim)}
    results = [
        Result(
            report=one,
            coded_as=row.coded_as,
            claims=row.claims,
            problems=tuple(replace(problem, report=one) for problem in row.problems),
        )
        for one, row in fitting.items()
        if one not in imported
    ]
    store.put(results)
    added.failed += sum(bool(result.problems) for result in results)
    added.coded += sum(not result.problems for result in results)


def _batches(rows: Iterable[_Row]) -> Iterator[list[_Row]]:
    batch: list[_Row] = []
    size = 0
    for row in rows:
        batch.append(row)
        size += len(row.found.data)
        if len(batch) == BATCH or size > BATCH_BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _rows(out: Path, shard: Shard, added: Added, line: Line) -> Iterator[_Row]:
    """The reports of a shard, each looked at before it is believed; none where its bytes are not those of the run."""
    path = out / shard.file
    try:
        _check_bytes(path, shard.sha256)
        rows = read_shard(path)
    except ReportError as error:
        added.faults += 1
        line.say(f"dateline: {path}: {error}")
        return
    for row in rows:
        try:
            yield _read_row(row)
        except (DatelineError, ValueError, TypeError) as error:
            added.faults += 1
            line.say(f"dateline: {path}: {row['where'] or row['name']}: {error}")


def _read_row(row: Mapping[str, Any]) -> _Row:
    """The report of a row with its claims; raises a DatelineError where words, ids and hashes do not fit together."""
    report = report_from_json({**json.loads(row["report"]), "text": row["text"]})
    if report.id != report_id(report.text) or report.sha256 != sha256(report.text):
        raise ReportError("its text is not the one that it was made of")
    claims = tuple(claim_from_json(claim) for claim in json.loads(row["claims"]))
    for claim in claims:
        check_claim(claim, report)
    return _Row(
        found=Found(name=row["name"], where=row["where"], report=report, data=row["original"]),
        coded_as=row["coded_as"],
        claims=claims,
        problems=tuple(problem_from_json(problem) for problem in json.loads(row["problems"])),
    )


def _read_problems(out: Path, side: SideFile, added: Added, line: Line) -> Iterator[Problem]:
    """The reports that could not be read; those that could not be coded are in the shards."""
    path = out / side.file
    try:
        _check_bytes(path, side.sha256)
        found = [problem_from_json(json.loads(text)) for text in path.read_bytes().decode().splitlines()]
    except (ReportError, ValueError) as error:
        added.faults += 1
        line.say(f"dateline: {path}: {error}")
        return
    yield from (problem for problem in found if problem.step == "read")


def _check_bytes(path: Path, wanted: str) -> None:
    try:
        found = digest_of(path)
    except OSError as error:
        raise ReportError(f"cannot be read: {error.strerror}: run the same `dateline bulk` again") from None
    if found != wanted:
        raise ReportError("not the bytes that the manifest names: take it away, and run the same `dateline bulk` again")
