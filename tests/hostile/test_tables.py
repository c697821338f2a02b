"""Tables of places that others wrote: whatever is wrong with one is one line that names the file and the row."""

from __future__ import annotations

from pathlib import Path

import pytest

from dateline.errors import DataError, ExportError
from dateline.pipeline.importing.foreign import LAYOUTS, read_foreign
from dateline.reference.gazetteer.adding import add_file

from .bad_files import zipped

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
