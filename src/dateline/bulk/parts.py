"""The parts that a run is cut into: each is some reports of one file, read and coded by one process at a time.

A file of JSONL is cut at the ends of lines, a Parquet file between rows; a WARC file is one part, for where its records
begin is not known before it is read.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import IO

from dateline.bulk.tables import count_rows
from dateline.errors import ReportError
from dateline.pipeline.sources.files import LINES

#: A part has at most so many bytes of lines, or one line that is longer.
MOST_BYTES = 64_000_000
_PIECE = 1 << 20


class Kind(StrEnum):
    """What a file of reports is."""

    LINES = "lines"
    ROWS = "rows"
    ARCHIVE = "archive"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Some reports of a file: `count` lines or rows from number `first` on, or a whole archive.

    `start` and `size` are bytes of the file, and `sha256` is of these bytes; `whole` says that the file has no other
    part. `count` is None where it is not known before the file is read.
    """

    number: int
    file: str
    kind: Kind
    first: int = 1
    count: int | None = None
    start: int = 0
    size: int = 0
    sha256: str | None = None
    whole: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """A file of reports as it was when the run was planned; `changed` is when it was written to, in nanoseconds."""

    name: str
    size: int
    changed: int
    sha256: str


def kind_of(name: str) -> Kind:
    """What a file is, by its name."""
    lower = name.lower()
    if lower.endswith(LINES):
        return Kind.LINES
    if lower.endswith(".parquet"):
        return Kind.ROWS
    return Kind.ARCHIVE if lower.endswith((".warc", ".warc.gz")) else Kind.OTHER


def cut(path: Path, most: int) -> tuple[File, list[Part]]:
    """A file and its parts of at most so many reports; their numbers count from 0."""
    name, kind = path.as_posix(), kind_of(path.name)
    about = path.stat()
    with path.open("rb") as file:
        parts = list(_cut_lines(file, name, most)) if kind is Kind.LINES else []
        file.seek(0)
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    if kind is Kind.ROWS:
        parts = list(_cut_rows(path, most))
    if not parts:
        parts = [Part(number=0, file=name, kind=kind, size=about.st_size, whole=True)]
    return File(name=name, size=about.st_size, changed=about.st_mtime_ns, sha256=digest), parts


def _cut_lines(file: IO[bytes], name: str, most: int) -> Iterator[Part]:
    cuts = list(_line_cuts(file, most))
    for number, (start, size, first, count, digest) in enumerate(cuts):
        yield Part(
            number=number,
            file=name,
            kind=Kind.LINES,
            first=first,
            count=count,
            start=start,
            size=size,
            sha256=digest,
            whole=len(cuts) == 1,
        )


def _line_cuts(file: IO[bytes], most: int) -> Iterator[tuple[int, int, int, int, str]]:
    """Where to cut: the first byte, the bytes, the number of the first line, the lines, and the SHA-256."""
    start = size = count = 0
    first = 1
    digest = hashlib.sha256()
    at_end = True
    while piece := file.readline(_PIECE):
        if at_end and count and (count == most or size + len(piece) > MOST_BYTES):
            yield start, size, first, count, digest.hexdigest()
            start, first = start + size, first + count
            size = count = 0
            digest = hashlib.sha256()
        count += at_end
        size += len(piece)
        digest.update(piece)
        at_end = piece.endswith(b"\n")
    if size:
        yield start, size, first, count, digest.hexdigest()


def _cut_rows(path: Path, most: int) -> Iterator[Part]:
    try:
        rows = count_rows(path)
    except ReportError:
        return  # told when it is read
    for number, first in enumerate(range(0, rows, most)):
        yield Part(
            number=number,
            file=path.as_posix(),
            kind=Kind.ROWS,
            first=first + 1,
            count=min(most, rows - first),
            size=path.stat().st_size,
            whole=rows <= most,
        )
