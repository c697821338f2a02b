"""Sheets of an Excel workbook as rows of text, as their owner would have written them to CSV."""

from __future__ import annotations

import importlib.util
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from datetime import date, datetime, time
from itertools import groupby, islice
from pathlib import Path
from typing import IO, Any
from xml.etree.ElementTree import ParseError  # nosec B405  # only to know what openpyxl may raise

from dateline.errors import ExportError, ReportError
from dateline.text.apart import brief, read_apart
from dateline.text.frames import Frame
from dateline.text.units import Units

WORK = f"{__name__}:read_inside"
#: So many rows are handed over at a time.
AT_ONCE = 500

#: With this every workbook begins, as it is a zip file.
MAGIC = b"PK\x03\x04"
#: A file inside a workbook is no longer than this many bytes when it is unpacked.
LONGEST_PART = 1 << 30
#: What a broken workbook may make its reader raise.
BROKEN = (
    *(zipfile.BadZipFile, zlib.error, ParseError, EOFError, LookupError, ValueError, TypeError, AttributeError),
    *(RuntimeError, ArithmeticError, struct.error),  # a way of packing that nobody knows, a date of no calendar
)

Row = tuple[int, list[str]]


def is_workbook(path: Path) -> bool:
    """Whether a file is a workbook by its first bytes."""
    with path.open("rb") as file:
        return file.read(len(MAGIC)) == MAGIC


@contextmanager
def sheets_of(path: Path) -> Iterator[Iterator[Iterator[Row]]]:
    """The sheets, each as its rows with their numbers, read apart; raises ExportError where it is no workbook.

    Days are written as ISO does, whole numbers without a point, an empty cell as an empty text. A formula is the value
    that was last worked out. The sheets are read in order: going on to the next passes over what is left of one.
    """
    if importlib.util.find_spec("openpyxl") is None:
        raise ExportError(f"{path}: openpyxl is not installed; `pip install 'dateline[export]'` brings it")
    with closing(read_apart(WORK, path, {})) as frames:
        try:
            yield (_rows_of(sheet) for _, sheet in groupby(frames, key=lambda frame: frame[0]["sheet"]))
        except ReportError as error:
            raise ExportError(f"{path}: {error}") from error


def _rows_of(sheet: Iterator[Frame]) -> Iterator[Row]:
    return ((number, cells) for value, _ in sheet for number, cells in value["rows"])


def prepare() -> None:
    """Load what reads a workbook, before no file may be written any more."""
    importlib.import_module("openpyxl")


def read_inside(file: IO[bytes], _arguments: Mapping[str, Any], _units: Units) -> Iterator[Frame]:
    """The sheets of a workbook, some rows at a time: {"sheet": number, "rows": [[number, cells]]}."""
    from openpyxl import load_workbook  # type: ignore[import-untyped]

    book: Any = None
    try:
        _check(file)
        book = load_workbook(file, read_only=True, data_only=True)
        for number, sheet in enumerate(book.worksheets):
            yield {"sheet": number, "rows": []}, b""
            rows = _rows(sheet)
            while several := list(islice(rows, AT_ONCE)):
                yield {"sheet": number, "rows": several}, b""
    except BROKEN as error:
        raise ReportError(f"not an Excel workbook: {brief(error)}") from error
    finally:
        if book is not None:
            book.close()


def _check(file: IO[bytes]) -> None:
    with zipfile.ZipFile(file) as parts:
        longest = max((part.file_size for part in parts.infolist()), default=0)
    if longest > LONGEST_PART:
        raise ReportError(f"{longest:,} bytes inside; save it as CSV")


def _rows(sheet: Any) -> Iterator[Row]:
    sheet.reset_dimensions()  # what a sheet says of its size may be wrong
    for number, cells in enumerate(sheet.iter_rows(values_only=True), start=1):
        yield number, [_text(cell) for cell in cells]


def _text(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(sep=" ")
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)
