"""Terms: codes with their words, read from the sorted tables of the ontology."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from dateline.reference.files import Row, read_table


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A code, its words, what it means, and an example sentence."""

    code: str
    label: str
    definition: str
    example: str


AnyTerm = TypeVar("AnyTerm", bound=Term)


def read_terms(name: str, columns: tuple[str, ...], read: Callable[[Row], AnyTerm]) -> tuple[AnyTerm, ...]:
    """The terms of a table that has `columns` beside the four of every term; `read` makes one of a row."""
    return tuple(read(row) for row in _rows(name, columns))


def read_plain_terms(name: str) -> tuple[Term, ...]:
    """The terms of a table without further columns."""
    return read_terms(
        name,
        (),
        lambda row: Term(code=row["code"], label=row["label"], definition=row["definition"], example=row["example"]),
    )


def flag(row: Row, column: str) -> bool:
    """A cell that says yes or no; raises DataError where it says something else."""
    if row[column] not in {"yes", "no"}:
        raise row.fault(f"{column} is yes or no, not {row[column]!r}")
    return row[column] == "yes"


def _rows(name: str, columns: tuple[str, ...]) -> Iterator[Row]:
    """The rows of an ontology table; raises DataError where a code is empty, stands twice or is out of order."""
    last = ""
    for row in read_table(f"ontology/{name}.csv", columns=("code", "label", "definition", "example", *columns)):
        code = row["code"]
        if not code or not row["label"]:
            raise row.fault("a code and a label are needed")
        if code == last:
            raise row.fault(f"{code!r} stands twice")
        if code < last:
            raise row.fault(f"{code!r} stands after {last!r}: rows are sorted")
        last = code
        yield row
