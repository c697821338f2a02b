"""Parquet, read and written with polars, which is loaded when it is needed."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from dateline.bulk.folders import placing
from dateline.errors import ReportError, SettingsError

#: What is read of a row that is a report; more columns may stand beside.
READ = ("id", "text", "title", "publisher", "author", "url", "published", "language", "retrieved", "verbatim")

#: The columns of a shard, in their order, each with its type in polars.
COLUMNS = {
    "id": "String",  # of the report
    "name": "String",  # under which it was met
    "where": "String",
    "title": "String",
    "publisher": "String",
    "published": "String",
    "url": "String",
    "language": "String",
    "text": "String",
    "report": "String",  # what is known of it as JSON, without the text
    "original": "Binary",  # the bytes that were read
    "coded_as": "String",  # the digest of what was known of it
    "claim_count": "Int64",
    "claims": "String",  # a JSON array
    "problems": "String",  # of coding it, a JSON array
}


def check_polars() -> None:
    """Raise SettingsError where polars is not installed."""
    if importlib.util.find_spec("polars") is None:
        raise SettingsError("bulk: polars is not installed; `pip install 'dateline[bulk]'` brings it")


def count_rows(path: Path) -> int:
    """How many rows a Parquet file has; raises ReportError where it is none."""
    import polars

    try:
        return int(polars.scan_parquet(path, glob=False).select(polars.len()).collect().item())
    except (polars.exceptions.PolarsError, OSError) as error:
        raise ReportError(f"not Parquet: {_first_line(error)}") from None


def read_rows(path: Path, first: int, count: int) -> Iterator[dict[str, Any]]:
    """Some rows of a Parquet file, as many as there are from row `first` on, which counts from 1."""
    import polars

    try:
        rows = polars.scan_parquet(path, glob=False)
        names = [name for name in rows.collect_schema().names() if name in READ]
        if "text" not in names:
            raise ReportError("no column text")
        frame = rows.select(names).slice(first - 1, count).collect()
    except (polars.exceptions.PolarsError, OSError) as error:
        raise ReportError(f"not Parquet: {_first_line(error)}") from None
    yield from frame.iter_rows(named=True)


def write_shard(path: Path, rows: Sequence[Mapping[str, Any]]) -> None:
    """Write a shard whole or not at all; the same rows always make the same bytes."""
    import polars

    schema = {name: getattr(polars, kind) for name, kind in COLUMNS.items()}
    columns = {name: [row[name] for row in rows] for name in COLUMNS}
    frame = polars.DataFrame(columns, schema=schema)
    with placing(path) as waiting:
        frame.write_parquet(waiting, compression="zstd", compression_level=6, statistics=False)


def read_shard(path: Path) -> list[dict[str, Any]]:
    """The rows of a shard; raises ReportError where it is none."""
    import polars

    try:
        frame = polars.read_parquet(path, glob=False)
    except (polars.exceptions.PolarsError, OSError) as error:
        raise ReportError(f"not Parquet: {_first_line(error)}") from None
    if frame.columns != list(COLUMNS):
        raise ReportError("not a shard of `dateline bulk`")
    return frame.to_dicts()


def _first_line(error: Exception) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0]
