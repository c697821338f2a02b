"""CSV, CSV with HXL tags, and XLSX: flat tables for spreadsheets, in which no text is run as a formula."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import IO, Any

from dateline.export.columns import Cell, Field, cell_text, printable, typed
from dateline.export.contents import KINDS, ReviewedClaim, ReviewedIncident
from dateline.export.exporter import Exporter, Sheet, Target
from dateline.export.picking import Picked
from dateline.export.tables import LED_BY, Part, parts_of_claim, parts_of_incident, records
from dateline.export.tags import tag_of
from dateline.reference.ontology import event_types

MARK = "\ufeff"  # so that a spreadsheet reads UTF-8
LONGEST_CELL = 32_767  # what a cell of a spreadsheet holds
_TEXT = "the text of a report"
#: What a workbook says of when it was made, so that the same rows give the same bytes; the manifest tells the day.
STAMP = datetime(2000, 1, 1)


def write_csv(file: IO[str], header: Iterable[Sequence[str]], rows: Iterable[Iterable[Cell]]) -> int:
    """Write header lines and rows; how many rows there were."""
    writer = csv.writer(file, lineterminator="\n")
    writer.writerows(header)
    number = 0
    for row in rows:
        writer.writerow([cell_text(cell) for cell in row])
        number += 1
    return number


def open_csv(path: Path, *, mark: bool = True) -> IO[str]:
    """A file for CSV, in UTF-8."""
    file = path.open("w", encoding="utf-8", newline="", errors="replace")
    if mark:
        file.write(MARK)
    return file


class Csv(Exporter):
    """One table."""

    name = "csv"
    title = "CSV, one table"
    kinds = KINDS
    loss = ("what belongs to a row is joined in its cells by '; ': offsets and features of links are left out",)
    withheld = (_TEXT,)

    def write(self, picked: Picked, kind: str, target: Target) -> None:
        """Write the table of the kind."""
        table = LED_BY[kind]
        with open_csv(target.path) as file:
            names = [column.name for column in table.columns]
            rows = (table.cells(record).values() for record in records(picked, kind))
            target.count(write_csv(file, [names], rows))

    def sheets(self) -> Sequence[Sheet]:
        """The columns of each kind."""
        return tuple(Sheet(name=kind, fields=table.fields) for kind, table in LED_BY.items())


class Hxl(Exporter):
    """CSV with a row of HXL tags under its header."""

    name = "hxl"
    title = "CSV with HXL hashtags"
    kinds = ("claims", "incidents", "tallies")
    layouts = ("1.1",)
    publication = True

    def write(self, picked: Picked, kind: str, target: Target) -> None:
        """Write names, tags, rows."""
        table = LED_BY[kind]
        with open_csv(target.path) as file:
            header = [
                [field.name for field in table.fields],
                [tag_of(kind, field.name) or "" for field in table.fields],
            ]
            rows = (table.cells(record).values() for record in records(picked, kind))
            target.count(write_csv(file, header, rows))

    def sheets(self) -> Sequence[Sheet]:
        """The columns of each kind with their tags."""
        return tuple(
            Sheet(
                name=kind,
                fields=tuple(Field(f.name, f.help, f.kind, tag_of(kind, f.name)) for f in LED_BY[kind].fields),
            )
            for kind in self.kinds
        )


class Xlsx(Exporter):
    """A sheet a table: the kind's own, what belongs to its rows, and a sheet that says what this is."""

    name = "xlsx"
    title = "Excel workbook, a sheet a table"
    kinds = KINDS
    needs = ("xlsxwriter",)
    loss = (f"a cell holds no more than {LONGEST_CELL:,} characters: longer texts end in …",)
    withheld = (_TEXT,)

    def write(self, picked: Picked, kind: str, target: Target) -> None:
        """Write the sheets."""
        from xlsxwriter import Workbook  # type: ignore[import-untyped]

        options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
        book = Workbook(str(target.path), {**options, "default_date_format": "yyyy-mm-dd"})
        book.set_properties(
            {"title": f"Dateline: {kind}", "comments": "Dateline's own coding; a claim is not a fact", "created": STAMP}
        )
        led = _Sheet(book, kind, LED_BY[kind].fields)
        inner: dict[str, _Sheet] = {}
        for record in records(picked, kind):
            led.add(LED_BY[kind].cells(record))
            for table, part in _parts(record):
                if table.name not in inner:
                    inner[table.name] = _Sheet(book, table.name, table.fields)
                inner[table.name].add(table.cells(part))
        _explain(book, [led, *inner.values()])
        book.close()
        target.count(led.rows)

    def sheets(self) -> Sequence[Sheet]:
        """The columns of each kind; what belongs to rows has the tables of the data package."""
        return tuple(Sheet(name=kind, fields=table.fields) for kind, table in LED_BY.items())


def _parts(record: Any) -> Iterator[tuple[Any, Part]]:
    if isinstance(record, ReviewedClaim):
        yield from parts_of_claim(record)
    elif isinstance(record, ReviewedIncident):
        yield from parts_of_incident(record)


class _Sheet:
    """A sheet that is being written: header frozen and filtered, types right, text never a formula."""

    def __init__(self, book: Any, name: str, fields: Sequence[Field]) -> None:
        self.name = name
        self.fields = fields
        self.rows = 0
        self._sheet = book.add_worksheet(name)
        self._sheet.freeze_panes(1, 0)
        bold = book.add_format({"bold": True})
        self._day = book.add_format({"num_format": "yyyy-mm-dd"})
        for number, field in enumerate(fields):
            self._sheet.write_string(0, number, field.name, bold)
            self._sheet.set_column(number, number, min(max(len(field.name) + 2, 10), 30))
        self._sheet.autofilter(0, 0, 0, max(len(fields) - 1, 0))

    def add(self, cells: dict[str, Cell]) -> None:
        """Write a row."""
        self.rows += 1
        for number, field in enumerate(self.fields):
            value = typed(cells[field.name], field.kind)
            if value is None:
                continue
            if isinstance(value, str):
                self._write_text(number, value, field)
            else:
                self._sheet.write_number(self.rows, number, value)

    def _write_text(self, number: int, value: str, field: Field) -> None:
        day = _day(value) if field.kind == "date" else None
        if day is not None:
            self._sheet.write_datetime(self.rows, number, day, self._day)
            return
        text = printable(value)
        if len(text) > LONGEST_CELL:
            text = text[: LONGEST_CELL - 1] + "…"
        self._sheet.write_string(self.rows, number, text)


def _day(text: str) -> Any:
    """A day as the spreadsheet's own, None where it is none or lies before its calendar."""
    try:
        day = datetime.fromisoformat(text)
    except ValueError:
        return None
    return day if day.year >= 1900 else None


def _explain(book: Any, sheets: Sequence[_Sheet]) -> None:
    """A last sheet with every column and event type in words."""
    about = _Sheet(book, "about", (Field("sheet", ""), Field("column", ""), Field("meaning", "")))
    for sheet in sheets:
        for field in sheet.fields:
            about.add({"sheet": sheet.name, "column": field.name, "meaning": field.help})
    for event in event_types():
        about.add({"sheet": "event types", "column": event.code, "meaning": event.definition})
