"""`dateline gazetteer info | add | find`."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from dateline.cli.gazetteer import app
from dateline.reference.gazetteer import Gazetteer
from dateline.reference.gazetteer.keeping import packaged_index

RUNNER = CliRunner()


@pytest.fixture(autouse=True)
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache of the test's own, with the packaged index in it: what is added there stays there."""
    index = packaged_index()
    cache = tmp_path / "cache"
    cache.mkdir()
    try:
        (cache / index.name).hardlink_to(index)
    except OSError:  # another file system
        shutil.copy(index, cache / index.name)
    monkeypatch.setenv("DATELINE_CACHE_DIR", str(cache))
    return cache


def geonames_line(number: str, name: str, latitude: str, longitude: str, *, names: str = "", kind: str = "P") -> str:
    cells = [number, name, name, names, latitude, longitude, kind, "PPL" if kind == "P" else "STM", "SY", "", "12"]
    return "\t".join([*cells, "", "", "", "0", "", "400", "Asia/Damascus", "2020-01-01"]) + "\n"


def test_info_tells_what_is_in() -> None:
    result = RUNNER.invoke(app, ["info"])
    assert result.exit_code == 0
    assert "town" in result.stdout
    assert "GeoNames (CC BY 4.0)" in result.stdout
    assert "nothing yet" in result.stdout


@pytest.mark.parametrize(
    ("name", "country", "found"),
    [
        ("Maaret al-Nouman", "SY", "Ma‘arrat an Nu‘mān"),
        ("Saraqeb", "Syria", "Saraqib (Idlib, SYR)"),
        ("Kharkov", "UKR", "Kharkiv"),
    ],
)
def test_find_shows_candidates_with_reasons(name: str, country: str, found: str) -> None:
    result = RUNNER.invoke(app, ["find", name, "--country", country])
    assert result.exit_code == 0
    assert found in result.stdout.splitlines()[0]
    assert "country named" in result.stdout


def test_find_says_when_there_is_no_match() -> None:
    result = RUNNER.invoke(app, ["find", "Qwertyham", "--country", "SY"])
    assert result.exit_code == 1
    assert "no place is known as 'Qwertyham' in SY" in result.stderr


def test_find_names_an_unknown_country() -> None:
    result = RUNNER.invoke(app, ["find", "Homs", "--country", "Atlantis"])
    assert result.exit_code == 2
    assert "no such country: 'Atlantis'" in result.stderr


def test_add_takes_a_geonames_dump(tmp_path: Path) -> None:
    dump = tmp_path / "SY.txt"
    dump.write_text(
        geonames_line("90000001", "Tall Zaytun", "35.9", "36.7", names="Tell Zeitoun,تل زيتون")
        + geonames_line("90000002", "Nahr Zaytun", "35.8", "36.6", kind="H"),
        encoding="utf-8",
    )
    result = RUNNER.invoke(app, ["add", str(dump), "--licence", "CC BY 4.0"])
    assert result.exit_code == 0, result.output
    assert "SY.txt: 2 places (geonames)" in result.stdout
    found = Gazetteer.open().find("Tell Zeitoun")
    assert [(m.place.name, m.place.country, m.place.admin1, m.place.feature) for m in found] == [
        ("Tall Zaytun", "SYR", "Idlib", "village")
    ]
    assert [m.place.feature for m in Gazetteer.open().find("Nahr Zaytun")] == ["river"]
    info = RUNNER.invoke(app, ["info"]).stdout
    assert "SY.txt: 2 places, geonames" in info
    assert "CC BY 4.0" in info


def test_a_file_of_the_same_name_is_replaced(tmp_path: Path) -> None:
    table = tmp_path / "own.csv"
    table.write_text("name,latitude,longitude,country\nFirstplace,35.1,36.1,SY\n", encoding="utf-8")
    assert RUNNER.invoke(app, ["add", str(table)]).exit_code == 0
    table.write_text(
        "name,latitude,longitude,country,aliases\nSecondplace,35.1,36.1,Syria,Other|Name\n", encoding="utf-8"
    )
    assert RUNNER.invoke(app, ["add", str(table)]).exit_code == 0
    gazetteer = Gazetteer.open()
    assert gazetteer.find("Firstplace") == ()
    assert [m.place.name for m in gazetteer.find("Other")][-1:] == ["Secondplace"]


def test_add_takes_a_table_of_p_codes(tmp_path: Path) -> None:
    table = tmp_path / "syr_admin.csv"
    table.write_text(
        "admin3Name_en,admin3Name_ar,admin3Pcode,admin2Name_en,admin2Pcode,admin1Name_en,admin1Name_ar,admin1Pcode,"
        "admin0Name_en,admin0Pcode,date\n"
        "Zaytunah Subdistrict,ناحية زيتونة,SY079901,Al Ma'ra,SY0702,Idleb,إدلب,SY07,Syrian Arab Republic,SY,"
        "2020-01-01\n",
        encoding="utf-8",
    )
    result = RUNNER.invoke(app, ["add", str(table)])
    assert result.exit_code == 0, result.output
    assert "3 places (pcodes)" in result.stdout
    place = Gazetteer.open().find("Zaytunah Subdistrict")[0].place
    assert (place.country, place.admin1, place.unit) == ("SYR", "Idlib", "SY.12")
    assert Gazetteer.open().find("SY079901")[0].place.name == "Zaytunah Subdistrict"
    assert Gazetteer.open().find("ناحية زيتونة")[0].place.name == "Zaytunah Subdistrict"


@pytest.mark.parametrize(
    ("text", "name", "unit"),
    [
        (
            (
                "ADM0_EN,ADM0_PCODE,ADM1_EN,ADM1_UA,ADM1_PCODE,ADM2_EN,ADM2_UA,ADM2_PCODE\n"
                "Ukraine,UA,Zaroddia,Зароддя,UA99,Pidbirskyi,Підбірський,UA9906\n"
            ),
            "Підбірський",
            ("Pidbirskyi", "UKR", "Zaroddia"),
        ),
        (
            "admin0Name_en,admin0Pcode,admin1Name_en,admin1Name_ar,admin1Pcode\nYemen,YE,Zarwan,زروان,YE99\n",
            "زروان",
            ("Zarwan", "YEM", "Zarwan"),
        ),
        (
            (
                "adm1_name,adm1_name1,adm1_pcode,adm0_name,adm0_pcode,center_lat,center_lon\n"
                "Zarqum,زرقوم,SD99,Sudan,SD,13.6,25.3\n"
            ),
            "SD99",
            ("Zarqum", "SDN", "Zarqum"),
        ),
        (
            "admin1Name_en,admin1Name_ar,admin1Pcode,LATITUDE_Y,LONGITUDE_X\nZarhama,زرحاما,SY99,35.5,36.6\n",
            "زرحاما",
            ("Zarhama", "SYR", "Zarhama"),
        ),
        ("ADMIN1,ADM1_CODE,ADMIN2,ADM2_CODE\nZaroua,ML99,Zansongo,ML9901\n", "Zansongo", ("Zansongo", "MLI", "Zaroua")),
    ],
)
def test_headers_of_p_codes_are_known_in_many_forms(
    tmp_path: Path, text: str, name: str, unit: tuple[str, str, str]
) -> None:
    path = tmp_path / "units.csv"
    path.write_text(text, encoding="utf-8-sig")
    assert RUNNER.invoke(app, ["add", str(path), "--licence", "CC BY-IGO"]).exit_code == 0
    place = Gazetteer.open().find(name)[0].place
    assert (place.name, place.country, place.admin1) == unit
    info = RUNNER.invoke(app, ["info"]).stdout
    assert "units.csv: " in info
    assert "pcodes, 20" in info
    assert "CC BY-IGO" in info


@pytest.mark.parametrize(
    ("name", "text", "fault"),
    [
        (
            "a.csv",
            "name,latitude,longitude\nHere,35.0,36.0\nThere,north,36.0\n",
            "a.csv:3: not a latitude and longitude",
        ),
        ("b.csv", "name,latitude,longitude\nFar,95.0,36.0\n", "b.csv:2: outside the world"),
        ("c.csv", "name,latitude,longitude,country\nHere,5,6,Atlantis\n", "c.csv:2: no such country: 'Atlantis'"),
        ("d.csv", "name,latitude,longitude\nHere,5\n", "d.csv:2: 2 cells, but 3 columns"),
        ("e.csv", "place;lat\nHere;5\n", "e.csv:1: neither a GeoNames dump"),
        ("f.txt", geonames_line("1", "Good", "5", "6") + "2\tBad\n", "f.txt:2: 2 columns, but a GeoNames dump has 19"),
        ("g.csv", "name,latitude,longitude\n", "g.csv: no places in it"),
    ],
)
def test_a_bad_row_is_named_by_its_line_and_nothing_is_kept(tmp_path: Path, name: str, text: str, fault: str) -> None:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    result = RUNNER.invoke(app, ["add", str(path)])
    assert result.exit_code == 2
    assert fault in result.stderr
    assert len(result.stderr.strip().splitlines()) == 1
    assert "nothing yet" in RUNNER.invoke(app, ["info"]).stdout


def test_a_missing_file_among_others_does_not_stop_them(tmp_path: Path) -> None:
    good = tmp_path / "good.csv"
    good.write_text("name,latitude,longitude\nThirdplace,35.0,36.0\n", encoding="utf-8")
    result = RUNNER.invoke(app, ["add", str(tmp_path / "none.csv"), str(good)])
    assert result.exit_code == 1
    assert "none.csv: No such file or directory" in result.stderr
    assert "good.csv: 1 place" in result.stdout
