"""How files are cut into parts: between lines and rows, so that each report is in one part and no byte in none."""

from __future__ import annotations

from pathlib import Path

import polars
import pytest

from dateline.bulk import parts
from dateline.bulk.parts import Kind, cut
from dateline.bulk.reading import read_part
from dateline.errors import SettingsError
from dateline.records import Problem
from dateline.store import Found
from dateline.text.making import Known


@pytest.mark.parametrize(
    ("lines", "counts"),
    [
        ([b"a\n"] * 7, [3, 3, 1]),
        ([b"a\n", b"b\n", b"c"], [3]),
        ([b"a\n", b"\n", b"\n", b"b"], [3, 1]),
        ([b"x" * 3_000_000 + b"\n", b"a\n"], [2]),
    ],
)
def test_lines_are_cut_at_their_ends(tmp_path: Path, lines: list[bytes], counts: list[int]) -> None:
    path = tmp_path / "in.jsonl"
    path.write_bytes(b"".join(lines))
    _, found = cut(path, 3)
    assert [part.count for part in found] == counts
    assert [part.start for part in found] == [sum(part.size for part in found[:n]) for n in range(len(found))]
    assert sum(part.size for part in found) == path.stat().st_size
    assert [part.first for part in found] == [1 + sum(counts[:n]) for n in range(len(counts))]
    assert [part.whole for part in found] == [len(counts) == 1] * len(counts)


def test_a_part_of_long_lines_has_fewer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "MOST_BYTES", 10)
    path = tmp_path / "in.jsonl"
    path.write_bytes(b"aaaa\nbbbb\nc\n" + b"d" * 20 + b"\ne\n")
    assert [(part.first, part.count, part.size) for part in cut(path, 100)[1]] == [
        (1, 2, 10),
        (3, 1, 2),
        (4, 1, 21),
        (5, 1, 2),
    ]


def test_rows_of_parquet_are_read_as_lines(tmp_path: Path) -> None:
    path = tmp_path / "in.parquet"
    rows = {"text": ["One fell.", None, "Two fell.", "Three fell."], "id": [1, 2, 3, 4], "much": [b"\xff"] * 4}
    polars.DataFrame(rows).write_parquet(path)
    _, found = cut(path, 3)
    assert [(part.kind, part.first, part.count) for part in found] == [(Kind.ROWS, 1, 3), (Kind.ROWS, 4, 1)]
    reads = [read for part in found for read in read_part(part, Known())]
    assert [read.name if isinstance(read, Found) else read.message for read in reads] == [
        f"{path}#1",
        'row 2: no "text"',
        f"{path}#3",
        f"{path}#4",
    ]
    assert [read.where for read in reads if isinstance(read, Found)] == [f"{path}:{n}" for n in (1, 3, 4)]


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("in.jsonl", b"\n\n", "the file holds no reports"),
        ("in.jsonl", b"", "the file holds no reports"),
        ("in.parquet", b"PAR1", "not Parquet"),
        ("in.warc", b"nothing", "not a web archive"),
        ("in.txt", b"One fell.", "bulk reads .jsonl"),
    ],
)
def test_a_file_that_cannot_be_read_is_one_problem(tmp_path: Path, name: str, data: bytes, message: str) -> None:
    (tmp_path / name).write_bytes(data)
    [part] = cut(tmp_path / name, 3)[1]
    [read] = read_part(part, Known())
    assert isinstance(read, Problem)
    assert read.message.startswith(message)


def test_a_file_that_changed_since_it_was_cut_stops_the_run(tmp_path: Path) -> None:
    path = tmp_path / "in.jsonl"
    path.write_bytes(b'{"text": "One fell."}\n')
    [part] = cut(path, 3)[1]
    path.write_bytes(b'{"text": "Two fell."}\n')
    with pytest.raises(SettingsError, match="was changed while it was coded"):
        list(read_part(part, Known()))
