"""Our own Parquet files: their records as text, read by a process that may break."""

from __future__ import annotations

import importlib
import importlib.util
import os
from collections.abc import Generator, Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import IO, Any

from dateline.errors import ExportError, ReportError
from dateline.text.apart import brief, read_apart
from dateline.text.frames import Frame
from dateline.text.units import Units

WORK = f"{__name__}:read_inside"
#: With this every Parquet file begins.
MAGIC = b"PAR1"
#: How many records are read first; how many letters are read at a time, and handed over.
FIRST, AT_ONCE, PARCEL = 10, 50_000_000, 1_000_000


def read_records(path: Path) -> Generator[str, None, None]:
    """The records of a file that `dateline export --as parquet` wrote; raises ExportError where it is none."""
    if importlib.util.find_spec("polars") is None:
        raise ExportError("parquet: polars is not installed; `pip install 'dateline[export]'` brings it")
    try:
        with closing(read_apart(WORK, path, {})) as frames:
            for value, _ in frames:
                yield from value["records"]
    except ReportError as error:
        raise ExportError(f"{path}: {error}") from error


def prepare() -> None:
    """Load what reads Parquet, with as few threads as may be: each takes room in memory."""
    os.environ["POLARS_MAX_THREADS"] = "1"
    importlib.import_module("polars")


def read_inside(file: IO[bytes], _arguments: Mapping[str, Any], _units: Units) -> Iterator[Frame]:
    """The records, some at a time: {"records": [text]}."""
    import polars

    try:
        lazy = polars.scan_parquet(file)
        kind = lazy.collect_schema().get("record")
        if kind is None:
            raise ReportError("no column record: not a file that `dateline export --as parquet` wrote")
        if kind != polars.String:
            raise ReportError("its column record holds no texts: not a file that `dateline export --as parquet` wrote")
        yield from _parcels(lazy.select("record"))
    except polars.exceptions.PolarsError as error:
        raise ReportError(f"not Parquet: {brief(error)}") from error
    except (
        polars.exceptions.PanicException
    ) as error:  # no Exception: a broken file meets what its reader takes for sure
        raise ReportError("not Parquet that can be read") from error


def _parcels(lazy: Any) -> Iterator[Frame]:
    """The records in parcels of about the same size, however long they are."""
    start, many = 0, FIRST
    while records := lazy.slice(start, many).collect()["record"].to_list():
        parcel: list[str] = []
        size = whole = 0
        for record in records:
            parcel.append(record or "")
            size += len(parcel[-1])
            if size > PARCEL:
                yield {"records": parcel}, b""
                parcel, size, whole = [], 0, whole + size
        yield {"records": parcel}, b""
        start += len(records)
        many = max(1, min(50_000, AT_ONCE * len(records) // (whole + size + 1)))
