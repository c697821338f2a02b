"""The data folder: every file is told of, licensed, well formed and sorted, and uses only codes that exist."""

from __future__ import annotations

import csv
import gzip
import io
import re
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import dateline
from dateline.reference import ontology

DATA = Path(dateline.__file__).parent / "data"
FILES = sorted(
    p for p in DATA.rglob("*") if p.is_file() and p.suffix not in {".md", ".pyc"} and p.name != "__init__.py"
)
TABLES = [p for p in FILES if p.name.endswith((".csv", ".csv.gz"))]
TOMLS = [p for p in FILES if p.suffix == ".toml"]
LICENCE = re.compile(r"\b(MIT|CC BY|CC0|ODbL|OGL|public domain|licen[cs]e)\b", re.IGNORECASE)
CODES: dict[str, Callable[[], frozenset[str]]] = {
    "directness": ontology.directness_codes,
    "event": ontology.event_codes,
    "measure": ontology.measure_codes,
    "quantifier": ontology.quantifier_codes,
    "stance": ontology.stance_codes,
    "target_kind": ontology.target_kind_codes,
    "target_kinds": ontology.target_kind_codes,
}
BESIDE = {"averted", "unsaid"}  # stances of a lexicon that make no claim at all
OTHER_SCHEMES = {"crosswalks/plover.csv"}  # their `event` is not ours


def name_of(path: Path) -> str:
    return path.relative_to(DATA).as_posix()


def open_table(path: Path) -> Iterator[list[str]]:
    data = path.read_bytes()
    text = (gzip.decompress(data) if path.suffix == ".gz" else data).decode("utf-8")
    return csv.reader(io.StringIO(text, newline=""))


def readmes_over(path: Path) -> list[Path]:
    """The README files of a file's folder and of the folders above it, up to the data folder."""
    folders = [folder for folder in path.parents if folder == DATA or DATA in folder.parents]
    return [readme for folder in folders for readme in sorted(folder.glob("README*.md"))]


def is_told_of(path: Path, text: str) -> bool:
    """Whether a README names a file, by itself or by a pattern such as `*.toml`."""
    return any(path.match(token) for token in re.findall(r"`([^`\s]+\.[a-z.]+)`", text))


def ordered_as(keys: list[str]) -> bool:
    """Whether keys stand in order: as plain text, as lines of the file, without regard to case, or as numbers."""
    if (
        keys == sorted(keys)
        or keys == sorted(keys, key=lambda key: f"{key},")
        or keys == sorted(keys, key=str.casefold)
    ):
        return True
    try:
        numbers = [float(key) for key in keys]
    except ValueError:
        return False
    return numbers == sorted(numbers)


def test_there_is_data() -> None:
    assert len(TABLES) > 10


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_a_readme_names_the_file_and_its_licence(path: Path) -> None:
    telling = [text for readme in readmes_over(path) if is_told_of(path, text := readme.read_text(encoding="utf-8"))]
    assert telling, f"no README in the folder of {name_of(path)}, or above it, names `{path.name}`"
    assert any(LICENCE.search(text) for text in telling)


@pytest.mark.parametrize("path", TABLES, ids=name_of)
def test_a_table_is_told_by_its_columns(path: Path) -> None:
    header = next(open_table(path))
    text = "\n".join(readme.read_text(encoding="utf-8") for readme in readmes_over(path))
    assert [column for column in header if f"`{column}`" not in text] == []


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_data_is_tables_or_toml(path: Path) -> None:
    assert path.suffix not in {".py", ".yaml", ".yml"}


@pytest.mark.parametrize("path", TOMLS, ids=name_of)
def test_toml_parses(path: Path) -> None:
    assert tomllib.loads(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", TABLES, ids=name_of)
def test_a_table_is_even_sorted_and_without_doubles(path: Path) -> None:
    header, *rows = open_table(path)
    assert all(header), "every column has a name"
    assert len(set(header)) == len(header), "no column stands twice"
    assert rows, "a table has rows"
    assert {number for number, row in enumerate(rows, 2) if len(row) != len(header)} == set(), "uneven rows"
    assert [row for row in rows if any(cell != cell.strip() for cell in row)] == [], "cells with blank ends"
    assert len({tuple(row) for row in rows}) == len(rows), "no row stands twice"
    assert ordered_as([row[0] for row in rows]), f"rows are sorted by {header[0]}"


@pytest.mark.parametrize("path", [p for p in TABLES if name_of(p) not in OTHER_SCHEMES], ids=name_of)
def test_a_table_uses_codes_that_exist(path: Path) -> None:
    header, *rows = open_table(path)
    unknown = {
        (column, code)
        for at, column in enumerate(header)
        if column in CODES
        for row in rows
        for code in row[at].split("|")
        if code and code not in CODES[column]() | BESIDE
    }
    assert unknown == set()


def values_under(tree: Any, key: str) -> Iterator[str]:
    """Every string that stands under a key, anywhere in a TOML tree."""
    if isinstance(tree, dict):
        for name, value in tree.items():
            if name == key and isinstance(value, str):
                yield value
            yield from values_under(value, key)
    elif isinstance(tree, list):
        for value in tree:
            yield from values_under(value, key)


@pytest.mark.parametrize("path", TOMLS, ids=name_of)
@pytest.mark.parametrize("key", ["event", "measure", "stance"])
def test_toml_uses_codes_that_exist(path: Path, key: str) -> None:
    tree = tomllib.loads(path.read_text(encoding="utf-8"))
    assert set(values_under(tree, key)) - CODES[key]() == set()
