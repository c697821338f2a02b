"""Reading the data folder: tables and TOML files whose faults are named by file and row."""

from __future__ import annotations

import csv
import os
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dateline.errors import DataError

PACKAGED = Path(__file__).resolve().parent.parent / "data"


def data_dir() -> Path:
    """The folder of words and tables: the packaged one, or the one that `DATELINE_DATA_DIR` names."""
    return Path(os.environ.get("DATELINE_DATA_DIR") or PACKAGED)


def own_words_dir() -> Path | None:
    """The folder of the user's own rows, which come after the packaged ones; None where there is none."""
    named = os.environ.get("DATELINE_OWN_WORDS_DIR")
    return Path(named) if named else None


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a table: its cells by column, and where it stands."""

    path: Path
    number: int
    cells: dict[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells[column]

    def get(self, column: str) -> str | None:
        """The cell, or None where it is empty."""
        return self.cells[column] or None

    def many(self, column: str) -> tuple[str, ...]:
        """The cell's values, parted by `|`."""
        return tuple(value.strip() for value in self.cells[column].split("|") if value.strip())

    def number_of(self, column: str) -> float | None:
        """The cell as a number, None where it is empty; raises DataError where it is neither."""
        cell = self.cells[column]
        if not cell:
            return None
        try:
            return float(cell)
        except ValueError:
            raise self.fault(f"{column} is not a number: {cell!r}") from None

    def fault(self, message: str) -> DataError:
        """The error that says what is wrong with this row."""
        return DataError(f"{self.path}:{self.number}: {message}")


def read_table(name: str, *, columns: tuple[str, ...]) -> Iterator[Row]:
    """The rows of a CSV file of the data folder, then those of the user's file of the same name.

    Raises DataError where a column is missing or a row is uneven.
    """
    yield from _rows_of(data_dir() / name, columns)
    own = own_words_dir()
    if own is not None and (own / name).is_file():
        yield from _rows_of(own / name, columns)


def _rows_of(path: Path, columns: tuple[str, ...]) -> Iterator[Row]:
    try:
        with path.open(encoding="utf-8", newline="") as file:
            reader = csv.reader(file)
            header = next(reader, [])
            missing = [column for column in columns if column not in header]
            if missing:
                raise DataError(f"{path}:1: no column {', '.join(missing)}")
            for line in reader:
                if len(line) != len(header):
                    raise DataError(f"{path}:{reader.line_num}: {len(line)} cells, but {len(header)} columns")
                yield Row(path, reader.line_num, dict(zip(header, line, strict=True)))
    except OSError as error:
        raise DataError(f"{path}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise DataError(f"{path}: not UTF-8 at byte {error.start}") from error


def read_toml(name: str) -> dict[str, Any]:
    """A TOML file of the data folder; raises DataError where it is missing or malformed."""
    return read_toml_file(data_dir() / name)


def read_toml_file(path: Path) -> dict[str, Any]:
    """A TOML file; raises DataError where it is missing or malformed."""
    try:
        with path.open("rb") as file:
            return tomllib.load(file)
    except OSError as error:
        raise DataError(f"{path}: {error.strerror}") from error
    except tomllib.TOMLDecodeError as error:
        raise DataError(f"{path}: {error}") from error
