"""Columns and tables: a name, what it holds, its type, how it is read; docs, headers and schemas follow from them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from typing import Generic, Literal, TypeVar

from dateline.reference.files import read_table

Cell = str | int | float | None
Kind = Literal["text", "integer", "number", "date"]
KINDS: tuple[Kind, ...] = ("text", "integer", "number", "date")

#: With one of these a spreadsheet begins a formula; with the wide ones where it is set to Chinese, Japanese or Korean.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
JOINT = "; "
_TAKEN_OUT = dict.fromkeys(code for code in (*range(32), 0x7F, 0xFFFE, 0xFFFF) if chr(code) not in "\n\t")

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Field:
    """A column by name: what it holds, and the type of its values."""

    name: str
    help: str
    kind: Kind = "text"
    hxl: str | None = None
    withheld: bool = False


@dataclass(frozen=True, slots=True)
class Column(Generic[Row]):
    """A column of one of our own tables, and how it is read from a row's record."""

    name: str
    help: str
    read: Callable[[Row], Cell]
    kind: Kind = "text"

    @property
    def field(self) -> Field:
        """The column without how it is read."""
        return Field(self.name, self.help, self.kind)


@dataclass(frozen=True, slots=True, kw_only=True)
class Table(Generic[Row]):
    """One of our own tables; `foreign` maps a column to the table whose key it holds."""

    name: str
    help: str
    columns: tuple[Column[Row], ...]
    key: tuple[str, ...]
    foreign: tuple[tuple[str, str], ...] = ()

    def cells(self, record: Row) -> dict[str, Cell]:
        """A row as cells by column."""
        return {column.name: column.read(record) for column in self.columns}

    @property
    def fields(self) -> tuple[Field, ...]:
        """The columns without how they are read."""
        return tuple(column.field for column in self.columns)


@cache
def layout(name: str) -> tuple[Field, ...]:
    """The columns of somebody else's layout, in its order, as `data/exports/NAME.csv` lists them."""
    found = []
    for row in read_table(f"exports/{name}.csv", columns=("column", "type", "hxl", "withheld", "meaning")):
        kind = next((known for known in KINDS if known == row["type"]), None)
        if kind is None:
            raise row.fault(f"unknown type {row['type']!r}; there are {', '.join(KINDS)}")
        found.append(Field(row["column"], row["meaning"], kind, row.get("hxl"), row["withheld"] == "yes"))
    return tuple(found)


def shown_fields(name: str, *, sensitive: bool) -> tuple[Field, ...]:
    """The columns of a layout that are written: those that it withholds only where that was asked for."""
    return tuple(field for field in layout(name) if sensitive or not field.withheld)


def disarmed(value: Cell) -> Cell:
    """A cell that no spreadsheet runs as a formula."""
    if not isinstance(value, str):
        return value
    text = printable(value)
    return f"'{text}" if value.startswith(FORMULA_STARTS) or text.startswith(FORMULA_STARTS) else text


def printable(text: str) -> str:
    """A text without characters that end a cell, a line or an XML file; line breaks stay."""
    if text.isprintable():
        return text
    return text.replace("\r\n", "\n").replace("\r", "\n").translate(_TAKEN_OUT)  # csv does not quote a lone "\r"


def number_text(value: float | None) -> str:
    """A number without a needless decimal point, empty where there is none."""
    if value is None:
        return ""
    return str(int(value)) if float(value).is_integer() else str(value)


def cell_text(value: Cell) -> str:
    """A cell as CSV writes it."""
    shown = disarmed(value)
    if isinstance(shown, str):
        return shown
    return number_text(shown)


def joined(values: Iterable[str | None]) -> str | None:
    """A list in one cell; None where none of its values is known."""
    texts = [(value or "").replace(";", ",") for value in values]
    return JOINT.join(texts) if any(texts) else None


def typed(value: Cell, kind: Kind) -> Cell:
    """A cell in the type of its column; None where it cannot be."""
    if value is None:
        return None
    if kind == "integer":
        return int(value) if isinstance(value, int | float) or str(value).lstrip("-").isdecimal() else None
    if kind == "number":
        return float(value) if isinstance(value, int | float) else None
    return value if isinstance(value, str) else number_text(value)
