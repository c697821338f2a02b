"""Tables of places that others wrote: whatever is wrong with one is one line that names the file and the row."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from dateline.errors import DataError, ExportError
from dateline.pipeline.importing.foreign import LAYOUTS, read_foreign
from dateline.pipeline.importing.ours import read_texts
from dateline.reference.gazetteer.adding import add_file
from dateline.reference.gazetteer.lines import lines_of
from dateline.text import apart
from dateline.text.apart import Limits
from dateline.text.tables import lines_apart

from .bad_files import lying_zip, zipped

GEONAMES = "1\tOresk\tOresk\t\t13.6\t26.7\tP\tPPL\tSD\t\t55\t\t\t\t{people}\t\t\tAfrica/Cairo\t2026-01-01"
PCODES = "admin1Name_en,admin1Pcode,lat,lon\n"


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is added is kept in a folder of the test; the packaged index stays where it is."""
    monkeypatch.setattr("dateline.reference.gazetteer.adding.added_index", lambda: tmp_path / "added.sqlite")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("SD.txt", "1\trresk\tG,O\rcsv\n"),
        ("codes.csv", f"{PCODES}North,SD\r01,13.6,26.7\n"),
        ("codes.csv", f'{PCODES}"{"a" * 200_000}",SD01,13.6,26.7\n'),
        ("codes.csv", f"{PCODES}North,SD01,nan,26.7\n"),
        ("SD.txt", "\x00" * 100),
        ("SD.txt", ""),
    ],
)
def test_a_broken_table_is_one_line(tmp_path: Path, name: str, text: str) -> None:
    path = tmp_path / name
    path.write_bytes(text.encode())
    with pytest.raises(DataError) as told:
        add_file(path)
    assert "\n" not in str(told.value)
    assert name in str(told.value)


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("SD.zip", lambda: zipped({"SD.txt": bytes(50_000_000)}), "SD.zip:1: more than 1,000,000 bytes a line"),
        ("SD.zip", lambda: lying_zip("SD.txt"), "SD.zip"),
        ("SD.zip", lambda: zipped({"SD.txt": GEONAMES.format(people=1).encode()})[:-30], "not a zip file"),
        ("SD.zip", lambda: zipped({"SD.zip": b""}), "no text file"),
        ("SD.txt", lambda: b"a" * 3_000_000, "more than 1,000,000 bytes a line"),
        ("SD.txt", lambda: b"\xff\xfe" * 10, "SD.txt:1: not UTF-8 at byte 0"),
    ],
)
def test_a_table_is_taken_out_of_its_file_apart_and_within_limits(
    tmp_path: Path, name: str, data: Callable[[], bytes], words: str
) -> None:
    path = tmp_path / name
    path.write_bytes(data())
    with pytest.raises(DataError) as told:
        add_file(path, lines=lines_apart)
    assert words in str(told.value)
    assert "\n" not in str(told.value)


def test_a_table_that_takes_too_long_to_unpack_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "limits", Limits(seconds=0.05, memory=600_000_000))
    path = tmp_path / "SD.zip"
    path.write_bytes(zipped({"SD.txt": b"a\n" * 30_000_000}))
    with pytest.raises(DataError, match=r"SD\.zip: took longer than the 0\.05 s"):
        list(lines_apart(path))


def test_lines_read_apart_are_those_that_are_read_here(tmp_path: Path) -> None:
    path = tmp_path / "SD.zip"
    text = "\n".join(GEONAMES.format(people=number) for number in range(2500))
    path.write_bytes(zipped({"SD.txt": text.encode(), "readme.txt": b"not this"}))
    assert list(lines_apart(path)) == list(lines_of(path)) == text.split("\n")
    assert add_file(path, lines=lines_apart).rows == 2500


@pytest.mark.parametrize("data", [b"PAR1", b"PAR1" + b"\x00" * 100 + b"PAR1", b"PAR1\xff\xff\xff\x7fPAR1"])
def test_parquet_is_read_apart_and_what_is_none_is_one_line(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "claims.parquet"
    path.write_bytes(data)
    with pytest.raises(ExportError, match=r"claims\.parquet: ") as told:
        list(read_texts(path))
    assert "\n" not in str(told.value)


def test_a_workbook_packed_in_an_unknown_way_is_one_line(tmp_path: Path) -> None:
    path = tmp_path / "ged.xlsx"
    data = bytearray(zipped({"[Content_Types].xml": b"<Types/>"}))
    for head, way in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
        data[data.index(head) + way] = 77
    path.write_bytes(bytes(data))
    with pytest.raises(ExportError, match=r"ged\.xlsx") as told:
        list(read_foreign(path, LAYOUTS["ucdp"], "Theirs"))
    assert "\n" not in str(told.value)


def test_a_number_that_is_none_counts_nobody(tmp_path: Path) -> None:
    path = tmp_path / "SD.txt"
    path.write_text(GEONAMES.format(people="10²") + "\n", encoding="utf-8")
    assert add_file(path).rows == 1
