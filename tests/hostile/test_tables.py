"""Tables of places that others wrote: whatever is wrong with one is one line that names the file and the row."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import openpyxl
import polars
import pytest

from dateline.errors import DataError, ExportError
from dateline.pipeline.importing.foreign import LAYOUTS, read_foreign
from dateline.pipeline.importing.ours import read_ours, read_texts
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
    monkeypatch.setattr(apart, "limits", Limits(seconds=0.0005, memory=600_000_000))
    path = tmp_path / "SD.zip"
    path.write_bytes(zipped({"SD.txt": b"a\n" * 30_000_000}))
    with pytest.raises(DataError, match=r"SD\.zip: took longer than the 0\.0005 s"):
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


@pytest.mark.parametrize("people", ["10²", "9" * 5000])
def test_a_number_that_is_none_counts_nobody(tmp_path: Path, people: str) -> None:
    path = tmp_path / "SD.txt"
    path.write_text(GEONAMES.format(people=people) + "\n", encoding="utf-8")
    assert add_file(path).rows == 1


def parquet(records: object) -> bytes:
    file = io.BytesIO()
    polars.DataFrame({"record": records}).write_parquet(file, compression="zstd")
    return file.getvalue()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (lambda: parquet([1, 2]), "holds no texts"),
        (lambda: parquet([b"{}"]), "holds no texts"),
        (lambda: parquet(["{}"])[:60], "not Parquet"),
        (lambda: parquet(["{}"]).replace(b"record", b"drocer"), "no column record"),
    ],
)
def test_a_broken_parquet_is_one_line(tmp_path: Path, data: Callable[[], bytes], words: str) -> None:
    path = tmp_path / "ours.parquet"
    path.write_bytes(data())
    with pytest.raises(ExportError, match=words) as told:
        list(read_ours(path))
    assert "\n" not in str(told.value)


def test_a_parquet_that_breaks_its_reader_breaks_nothing_else(tmp_path: Path) -> None:
    """The head of a page: one of its bytes makes polars panic, another abort the whole process."""
    path = tmp_path / "ours.parquet"
    whole, told = parquet(["{}"]), []
    for at in range(38, 46):
        path.write_bytes(whole[:at] + b"\x7f" + whole[at + 1 :])
        try:
            list(read_ours(path))
        except ExportError as error:
            told.append(str(error))
    assert told
    assert not [one for one in told if "\n" in one]


@pytest.mark.heavy
def test_a_parquet_that_is_a_bomb_is_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "limits", apart.Limits(seconds=2, memory=1_000_000_000))
    path = tmp_path / "ours.parquet"
    path.write_bytes(parquet(polars.Series(["a" * 60_000_000]).gather([0] * 20)))
    assert path.stat().st_size < 20_000
    with pytest.raises(ExportError, match=r"took (more|longer) than|broke the program|can be read"):
        list(read_ours(path))


def test_an_empty_record_is_a_fault_of_its_row_alone(tmp_path: Path) -> None:
    path = tmp_path / "ours.parquet"
    path.write_bytes(parquet([None, '{"row": 1}']))
    first, second = read_ours(path)
    assert "ours.parquet:1: not JSON" in str(first)
    assert not isinstance(second, ExportError)


def test_a_number_longer_than_any_is_a_fault_of_its_row(tmp_path: Path) -> None:
    path = tmp_path / "ged.csv"
    row = f"1,Government of Sudan,Civilians,2026-01-05,19,23,9,{'6' * 5000}"
    path.write_text(f"type_of_violence,side_a,side_b,date_start,best,high,low,gwnoa\n{row}\n", encoding="utf-8")
    (read,) = read_foreign(path, LAYOUTS["ucdp"], "Theirs")
    assert not isinstance(read, ExportError)
    assert read.claim.participants[0].country == "SDN"


#: A document type that grows a thousand million times, and one that asks for a file.
LAUGHS = "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in pairwise("jabcdefghi"))
KINDS = (f'<!DOCTYPE x [<!ENTITY j "lol">{LAUGHS}]>', '<!DOCTYPE x [<!ENTITY i SYSTEM "file:///etc/passwd">]>')


@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/workbook.xml", "[Content_Types].xml"])
@pytest.mark.parametrize("kind", KINDS)
def test_a_workbook_has_no_entities(tmp_path: Path, part: str, kind: str) -> None:
    book, whole, path = openpyxl.Workbook(), io.BytesIO(), tmp_path / "ged.xlsx"
    for row in (LAYOUTS["ucdp"].columns, (1, "Rebels", "Others", "2026-01-05", 9, 9, 9)):
        book.active.append(row)
    book.save(whole)
    with zipfile.ZipFile(whole) as parts:
        members = {name: parts.read(name) for name in parts.namelist()}
    head, _, rest = members[part].rpartition(b"?>")
    members[part] = head + (b"?>" if head else b"") + kind.encode() + rest.replace(b"Rebels<", b"&i;<")
    path.write_bytes(zipped(members))
    try:
        told = str(list(read_foreign(path, LAYOUTS["ucdp"], "Theirs")))
    except ExportError as error:
        told = str(error)
        assert "\n" not in told
    assert "root:" not in told
    assert "lollol" not in told
