"""The work of a run: a part is read and coded, its shards are written, and last the receipt that says so.

A part with a receipt is done; one without is done again from its beginning, and gives the same bytes.
"""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from dateline.bulk.folders import (
    digest_of,
    placing,
    problems_name,
    read_json,
    receipt_name,
    shard_name,
    write_json,
)
from dateline.bulk.parts import Part
from dateline.bulk.reading import read_part
from dateline.bulk.tables import write_shard
from dateline.errors import SettingsError
from dateline.pipeline.sources.reading import Read
from dateline.pipeline.work import Named, code_each, coder_of
from dateline.records import Coded, Coder, Problem
from dateline.records.encode import claim_to_json, problem_to_json, report_to_json
from dateline.settings import Settings
from dateline.store import Found
from dateline.store.reports import report_digest
from dateline.text.making import Known

#: A shard has at most so many bytes and letters of originals, texts and claims, or one report that has more: so long
#: they are held in memory.
MOST_BYTES = 128_000_000

Row = dict[str, Any]
Watch = Callable[[], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """What every part of a run is coded with."""

    out: Path
    known: Known
    settings: Settings
    coder: Coder
    per_shard: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Shard:
    """A file of coded reports, named within the folder of the run."""

    file: str
    reports: int
    claims: int
    size: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """What a part came to: its shards, how many problems there were, and the SHA-256 of its side file, if it has one.

    `unread` is how many of the problems are of reports that could not be read at all; the others are in the shards.
    """

    part: int
    shards: tuple[Shard, ...] = ()
    problems: int = 0
    unread: int = 0
    problems_sha256: str | None = None

    @property
    def reports(self) -> int:
        """How many reports are in the shards."""
        return sum(shard.reports for shard in self.shards)

    @property
    def claims(self) -> int:
        """How many claims are in the shards."""
        return sum(shard.claims for shard in self.shards)


def code_part(job: Job, part: Part, watch: Watch) -> Receipt:
    """Code a part, unless it is done; `watch` is called after each report.

    Raises SettingsError where the coder here is not the one of the run, or the file is not what it was.
    """
    done = find_receipt(job.out, part.number)
    if done is not None:
        return done
    check_coder(job)
    shards: list[Shard] = []
    problems: list[Problem] = []
    unread = 0
    rows: list[Row] = []
    size = 0
    for read, coded in _coded(read_part(part, job.known), job.settings):
        watch()
        if isinstance(read, Problem):
            problems.append(read)
            unread += 1
            continue
        assert isinstance(coded, Coded)
        problems += [replace(one, report=read.where or read.name) for one in coded.problems]
        row = _row(read, coded)
        rows.append(row)
        size += sum(len(row[name]) for name in ("original", "text", "claims"))
        if len(rows) >= job.per_shard or size >= MOST_BYTES:
            shards.append(_write(job.out, shard_name(part.number, len(shards)), rows))
            rows, size = [], 0
    if rows:
        shards.append(_write(job.out, shard_name(part.number, len(shards)), rows))
    receipt = Receipt(
        part=part.number,
        shards=tuple(shards),
        problems=len(problems),
        unread=unread,
        problems_sha256=_write_problems(job.out / problems_name(part.number), problems),
    )
    write_json(job.out / receipt_name(part.number), asdict(receipt))
    return receipt


def check_coder(job: Job) -> None:
    """Raise SettingsError where another Dateline, language model or data is installed here than where the run began."""
    here = coder_of(job.settings)
    if here != job.coder:
        raise SettingsError(
            f"the coder of this machine is {here.name} {here.version}, {here.model}, data {here.data}; "
            f"the run was begun with {job.coder.version}, {job.coder.model}, data {job.coder.data}: install the same"
        )


def find_receipt(out: Path, part: int) -> Receipt | None:
    """The receipt of a part; None where it is not done, or a shard of it is not there any more."""
    path = out / receipt_name(part)
    if not path.exists():
        return None
    value = read_json(path)
    try:
        receipt = Receipt(**{**value, "shards": tuple(Shard(**shard) for shard in value["shards"])})
        whole = all((out / shard.file).stat().st_size == shard.size for shard in receipt.shards)
    except OSError:
        return None
    except (KeyError, TypeError):
        raise SettingsError(f"{path}: not the receipt of a part: take it away, and the part is done again") from None
    return receipt if whole else None


def _coded(reads: Iterator[Read], settings: Settings) -> Iterator[tuple[Read, Coded | Problem]]:
    """Each report with what the coder gave, one at a time."""
    held: deque[Read] = deque()

    def named() -> Iterator[Named]:
        for read in reads:
            held.append(read)
            yield (read.name, read.report) if isinstance(read, Found) else (read.report, read)

    for coded in code_each(named(), settings, claims_only=True):
        yield held.popleft(), coded


def _row(found: Found, coded: Coded) -> Row:
    report = found.report
    known = report_to_json(report)
    del known["text"]
    return {
        "id": report.id,
        "name": found.name,
        "where": found.where,
        "title": report.title,
        "publisher": report.publisher,
        "published": report.published,
        "url": report.url,
        "language": report.language,
        "text": report.text,
        "report": _dumps(known),
        "original": found.data,
        "coded_as": report_digest(report),
        "claim_count": len(coded.claims),
        "claims": _dumps([claim_to_json(claim) for claim in coded.claims]),
        "problems": _dumps([problem_to_json(problem) for problem in coded.problems]),
    }


def _dumps(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _write(out: Path, name: str, rows: list[Row]) -> Shard:
    path = out / name
    write_shard(path, rows)
    claims = sum(row["claim_count"] for row in rows)
    return Shard(file=name, reports=len(rows), claims=claims, size=path.stat().st_size, sha256=digest_of(path))


def _write_problems(path: Path, problems: list[Problem]) -> str | None:
    if not problems:
        return None
    with placing(path) as waiting:
        lines = (json.dumps(problem_to_json(problem), ensure_ascii=False) + "\n" for problem in problems)
        waiting.write_text("".join(lines), encoding="utf-8")
    return digest_of(path)
