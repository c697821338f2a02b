"""Sheets of an Excel workbook as rows of text, as their owner would have written them to CSV."""

from __future__ import annotations

import importlib.util
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError

from dateline.errors import ExportError

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
    """The sheets, each as its rows with their numbers; raises ExportError where it is no workbook.

    Days are written as ISO does, whole numbers without a point, an empty cell as an empty text. A formula is the value
    that was last worked out.
    """
    if importlib.util.find_spec("openpyxl") is None:
        raise ExportError(f"{path}: openpyxl is not installed; `pip install 'dateline[export]'` brings it")
    from openpyxl import load_workbook  # type: ignore[import-untyped]

    book: Any = None
    try:
        _check(path)
        book = load_workbook(path, read_only=True, data_only=True)
        yield (_rows(sheet) for sheet in book.worksheets)
    except BROKEN as error:
        raise ExportError(f"{path}: not an Excel workbook: {error}") from error
    finally:
        if book is not None:
            book.close()


def _check(path: Path) -> None:
    with zipfile.ZipFile(path) as parts:
        longest = max((part.file_size for part in parts.infolist()), default=0)
    if longest > LONGEST_PART:
        raise ExportError(f"{path}: {longest:,} bytes inside; save it as CSV")


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
