"""The twins of a list: the same rows as JSON and as CSV, under the same address with another ending."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from starlette.responses import StreamingResponse

from dateline.pipeline.rows import cell


def as_json(name: str, values: Iterable[Any]) -> StreamingResponse:
    """One JSON array."""
    return _file(f"{name}.json", "application/json", _json_lines(values))


def as_csv(name: str, columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> StreamingResponse:
    """A table with a header; no cell is run as a formula."""
    return lines_as_csv(name, _csv_lines(columns, rows))


def lines_as_csv(name: str, lines: Iterable[str]) -> StreamingResponse:
    """A table whose lines are made already."""
    return _file(f"{name}.csv", "text/csv; charset=utf-8", lines)


def _file(name: str, media_type: str, lines: Iterable[str]) -> StreamingResponse:
    headers = {"Content-Disposition": f'inline; filename="{name}"'}
    return StreamingResponse(
        (line.encode("utf-8", "replace") for line in lines), media_type=media_type, headers=headers
    )


def _json_lines(values: Iterable[Any]) -> Iterator[str]:
    number = 0
    for number, value in enumerate(values, start=1):
        yield ("[\n" if number == 1 else ",\n") + json.dumps(value, ensure_ascii=False)
    yield "\n]\n" if number else "[]\n"


def _csv_lines(columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    yield _csv_line(map(cell, columns))  # of a question in SQL, whoever asks names them
    for row in rows:
        yield _csv_line([cell(row.get(column)) for column in columns])


def _csv_line(cells: Iterable[str]) -> str:
    page = io.StringIO()
    csv.writer(page, lineterminator="\n").writerow(cells)
    return page.getvalue()
