"""The reports of a part, under the names that `dateline add` gives to those of the whole file."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from dateline.bulk.parts import Kind, Part
from dateline.bulk.tables import read_rows
from dateline.errors import ReportError, SettingsError
from dateline.pipeline.sources.files import found_line, read_file, read_lines
from dateline.pipeline.sources.reading import Read, problem
from dateline.records import sha256
from dateline.text.lines import read_line
from dateline.text.making import Known
from dateline.text.readers import MAX_BYTES


def read_part(part: Part, known: Known) -> Iterator[Read]:
    """Every report of a part, or what was wrong with it; raises SettingsError where the file is not what it was."""
    try:
        if part.kind is Kind.OTHER:
            raise ReportError("bulk reads .jsonl, .ndjson, .parquet, .warc and .warc.gz")
        yield from {Kind.LINES: _lines, Kind.ROWS: _rows, Kind.ARCHIVE: _archive}[part.kind](part, known)
    except ReportError as error:
        yield problem(part.file, str(error))
    except OSError as error:
        raise SettingsError(f"{part.file}: cannot be read: {error.strerror or type(error).__name__}") from None


def _lines(part: Part, known: Known) -> Iterator[Read]:
    with Path(part.file).open("rb") as file:
        file.seek(part.start)
        data = file.read(part.size)
    if part.sha256 is not None and sha256(data) != part.sha256:
        raise SettingsError(f"{part.file}: was changed while it was coded")
    found = False
    for read in read_lines(io.BytesIO(data), part.file, known, first=part.first):
        found = True
        yield read
    if part.whole and not found:
        raise ReportError("the file holds no reports")


def _rows(part: Part, known: Known) -> Iterator[Read]:
    _check_size(part)
    found = False
    for number, row in enumerate(read_rows(Path(part.file), part.first, part.count or 0), start=part.first):
        found = True
        try:
            line = as_line(row)
            if len(line) > MAX_BYTES:
                raise ReportError("longer than a report may be")
            yield found_line(part.file, read_line(line, known), number, line)
        except ReportError as error:
            yield problem(f"{part.file}:{number}", f"row {number}: {error}")
    if not found:
        raise ReportError("the file holds no reports")


def _archive(part: Part, known: Known) -> Iterator[Read]:
    _check_size(part)
    with Path(part.file).open("rb") as file:
        yield from read_file(file, part.file, known, part.size)


def _check_size(part: Part) -> None:
    if Path(part.file).stat().st_size != part.size:
        raise SettingsError(f"{part.file}: was changed while it was coded")


def as_line(row: dict[str, Any]) -> bytes:
    """A row as the line of JSONL that says the same; raises ReportError for bytes and other kinds that JSON has not."""

    def plain(value: object) -> str:
        if isinstance(value, date):  # a moment is one too
            return value.isoformat()
        raise ReportError(f"a column holds what is no text: {type(value).__name__}")

    known = {name: value for name, value in row.items() if value is not None}
    return json.dumps(known, ensure_ascii=False, default=plain, separators=(",", ":")).encode()
