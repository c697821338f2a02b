"""A row of somebody else's table as a report: its text is the row itself, so that every value points to its words."""

from __future__ import annotations

import csv
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path

from dateline.errors import ExportError, ReportError
from dateline.pipeline.importing.workbooks import Row, is_workbook, sheets_of
from dateline.records import Report, Span
from dateline.text import given
from dateline.text.making import make_report

#: What parts a column from its value in the text of a row.
BETWEEN = ": "
#: What stands before the name of the source in the first line of the text of a row.
HEAD = "according to"
#: A field of CSV may be this long.
LONGEST = 10_000_000


@dataclass(frozen=True, slots=True)
class Line:
    """A row as it was read: the file, the line where it ends, its cells by column."""

    path: str
    number: int
    cells: Mapping[str, str]

    def get(self, column: str) -> str | None:
        """A cell, None where it is empty or not there."""
        return (self.cells.get(column) or "").strip() or None

    def whole(self, column: str) -> int | None:
        """A cell as a whole number; raises ExportError where it is something else."""
        number = self.number_of(column)
        if number is not None and number != int(number):
            raise self.fault(f"{column} is not a whole number: {self.cells[column]!r}")
        return None if number is None else int(number)

    def number_of(self, column: str) -> float | None:
        """A cell as a number; raises ExportError where it is something else."""
        cell = self.get(column)
        if cell is None:
            return None
        try:
            number = float(cell)
        except ValueError:
            raise self.fault(f"{column} is not a number: {cell!r}") from None
        if number != number or number in (float("inf"), float("-inf")):
            raise self.fault(f"{column} is not a number: {cell!r}")
        return number

    def fault(self, message: str) -> ExportError:
        """The error that says what is wrong with this row."""
        return ExportError(f"{self.path}:{self.number}: {message}")


def read_lines(path: Path, columns: Collection[str]) -> Iterator[Line]:
    """The rows of a CSV file, or of the first sheet of a workbook that has some columns.

    Names of columns are read in small letters. Raises ExportError where it is no table, or a row is uneven.
    """
    with _tables(path) as tables:
        for rows in tables:
            header = _names(next(rows, (0, []))[1])
            if set(columns) <= set(header):
                yield from _lines(path, header, rows)
                return
    raise ExportError(f"{path}: no columns {', '.join(columns)}")


def _lines(path: Path, header: list[str], rows: Iterator[Row]) -> Iterator[Line]:
    for number, cells in rows:
        if not any(cells) or all(cell.startswith("#") for cell in cells if cell):
            continue  # an empty line, or the HXL tags of a file that was fetched from HDX
        if len(cells) != len(header):
            raise ExportError(f"{path}:{number}: {len(cells)} cells, but {len(header)} columns")
        yield Line(str(path), number, {name: cell for name, cell in zip(header, cells, strict=True) if name})


def headers_of(path: Path) -> list[list[str]]:
    """The names of the columns of a CSV file, or of each sheet of a workbook."""
    if is_workbook(path):
        with sheets_of(path) as sheets:
            return [_names(next(rows, (0, []))[1]) for rows in sheets]
    with path.open("rb") as file:
        first = file.readline(1 << 16).decode("utf-8-sig", "replace")
    return [_names(first.strip().split(max(",;\t", key=first.count)))]


def _names(cells: Sequence[str]) -> list[str]:
    return [name.strip().strip('"').lower() for name in cells]


@contextmanager
def _tables(path: Path) -> Iterator[Iterator[Iterator[Row]]]:
    """The one table of a CSV file, or the sheets of a workbook."""
    try:
        if is_workbook(path):
            with sheets_of(path) as sheets:
                yield sheets
            return
        lines = _ended(line for _, line in given.read_lines(path))
        first = next(lines, "")
    except OSError as error:
        raise ExportError(f"{path}: {error.strerror}") from error
    except ReportError as error:
        raise ExportError(str(error)) from error
    yield iter([_csv_rows(path, chain([first], lines), max(",;\t", key=first.count))])


def _csv_rows(path: Path, lines: Iterable[str], delimiter: str) -> Iterator[Row]:
    taken = 0

    def counted() -> Iterator[str]:
        nonlocal taken
        for line in lines:
            taken += len(line)
            if taken > given.LONGEST:
                raise ReportError(f"{path}:{reader.line_num}: more than {given.LONGEST / 1e6:,.0f} MB in a row")
            yield line

    csv.field_size_limit(LONGEST)
    reader = csv.reader(counted(), delimiter=delimiter)
    try:
        for cells in reader:
            taken = 0
            yield reader.line_num, cells
    except csv.Error as error:
        raise ExportError(f"{path}:{reader.line_num}: {error}") from error
    except ReportError as error:
        raise ExportError(str(error)) from error


def _ended(lines: Iterable[str]) -> Iterator[str]:
    """Lines that end with a carriage return alone, too, as old Macs wrote them."""
    return (part for line in lines for part in re.split(r"(?<=\r)(?!\n)", line) if part)


@dataclass(slots=True)
class RowText:
    """The text of a row, whose it is and then "column: value" a line, and where each value stands."""

    text: str
    spans: dict[str, Span] = field(default_factory=dict)

    @classmethod
    def of(cls, line: Line, source: str) -> RowText:
        """The text of the cells that hold something; a cell of several lines becomes one."""
        parts = [f"{HEAD}{BETWEEN}{' '.join(source.split())}"]
        places: dict[str, tuple[int, int]] = {}
        at = len(parts[0]) + 1
        for column, cell in line.cells.items():
            words = " ".join(cell.replace("\0", "").split())
            if not words:
                continue
            begin = at + len(column) + len(BETWEEN)
            places[column] = (begin, begin + len(words))
            parts.append(f"{column}{BETWEEN}{words}")
            at = begin + len(words) + 1
        text = "\n".join(parts)
        return cls(text, {column: Span.of(text, *place) for column, place in places.items()})

    def span(self, *columns: str) -> Span:
        """Where the value of the first of some columns stands; of the whole row where none does."""
        found = next((self.spans[column] for column in columns if column in self.spans), None)
        return found or Span.of(self.text, 0, len(self.text))


def report_of(row: RowText, line: Line, *, source: str, id: str | None) -> Report:
    """The report that a row is; the day of its publication is not known, and so not given."""
    return make_report(
        row.text,
        source=row.text.encode(),
        title=f"{source}, row {id or line.number}",
        publisher=source,
        external_id=id,
        verbatim=True,
        language="en",
    )
