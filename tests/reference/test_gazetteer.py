"""The place index: names, spellings, units, borders, and how it is kept."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from dateline.errors import DataError
from dateline.reference.gazetteer import Gazetteer, distance_km, fold, skeleton
from dateline.reference.gazetteer.build import insert_rows, new_index
from dateline.reference.gazetteer.keeping import packaged_index
from dateline.reference.gazetteer.names import edit_distance_within_one, likeness
from dateline.reference.gazetteer.rows import PlaceRow

BUILDER = """
import pathlib, sys
from dateline.reference.gazetteer.build import insert_rows, new_index
from dateline.reference.gazetteer.rows import PlaceRow
rows = [
    PlaceRow(name="Saraqib", feature="town", country="SYR", latitude=35.86, longitude=36.8, names=("Saraqeb",)),
    PlaceRow(name="Norland", feature="country", country="NOR", latitude=61.0, longitude=9.0, extent=(58, 70, 5, 30)),
]
with new_index(pathlib.Path(sys.argv[1])) as connection:
    insert_rows(connection, rows, source=1)
"""


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Ma‘arrat an Nu‘mān", "Maarrat An-Numan"),
        ("Côte d’Ivoire", "cote d'ivoire"),
        ("St. Petersburg", "Saint Petersburg"),
        ("Łódź", "Lodz"),
        ("Al- Numan", "al-Numan"),
    ],
)
def test_writings_of_one_name_fold_to_one_key(first: str, second: str) -> None:
    assert fold(first) == fold(second)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Maaret al-Nouman", "Ma‘arrat an Nu‘mān"),
        ("Khan Sheikhoun", "Khān Shaykhūn"),
        ("Deir al-Zor", "Deir ez-Zor"),
        ("Kharkiv", "Kharkov"),
        ("Idleb", "Idlib"),
        ("Qamishli", "Kamishly"),
        ("Hassakeh", "Al Ḩasakah"),
    ],
)
def test_romanisations_of_one_name_share_a_skeleton(first: str, second: str) -> None:
    assert skeleton(first) == skeleton(second) != ""
    assert likeness(first, second) > 0.6


@pytest.mark.parametrize(("first", "second"), [("Homs", "Hama"), ("Idlib", "Aleppo"), ("Raqqa", "Deraa")])
def test_different_names_do_not(first: str, second: str) -> None:
    assert skeleton(first) != skeleton(second)


@pytest.mark.parametrize(
    ("first", "second", "within"),
    [
        ("idlib", "adlib", True),
        ("idlib", "idlb", True),
        ("idlib", "idlbi", True),
        ("idlib", "idlibb", True),
        ("idlib", "adleb", False),
        ("idlib", "idl", False),
        ("", "a", True),
    ],
)
def test_edit_distance_of_one(first: str, second: str, within: bool) -> None:
    assert edit_distance_within_one(first, second) is within
    assert edit_distance_within_one(second, first) is within


@pytest.mark.parametrize(
    ("name", "feature", "country"),
    [
        ("Syria", "country", "SYR"),
        ("Idlib", "admin1", "SYR"),
        ("Saraqeb", "town", "SYR"),
        ("Gaza Strip", "admin1", "PSE"),
        ("Donbas", "region", "UKR"),
        ("Eastern Ghouta", "region", "SYR"),
        ("Euphrates", "river", None),
        ("Black Sea", "water", None),
        ("M5 highway", "road", "SYR"),
        ("Kurdistan Region", "region", "IRQ"),
    ],
)
def test_the_packaged_index_knows(name: str, feature: str, country: str | None) -> None:
    place = Gazetteer.open().find(name)[0].place
    assert (place.feature, place.country) == (feature, country)


def test_a_name_that_is_nowhere_is_an_answer() -> None:
    gazetteer = Gazetteer.open()
    assert gazetteer.find("Xyzzyville") == ()
    assert gazetteer.find_spelling("Xyzzyville", ["SYR"]) == ()
    assert gazetteer.find("…") == ()


def test_a_unit_has_the_name_that_news_uses() -> None:
    unit = Gazetteer.open().unit("YE.04")
    assert unit is not None
    assert (unit.name, unit.admin1, unit.country) == ("Hadramaut", "Hadramaut", "YEM")


def test_a_border_is_known_by_stretches() -> None:
    stretches = Gazetteer.open().border("TUR", "SYR")
    assert len(stretches) > 5
    assert min(distance_km(p.point, (36.2, 36.6)) for p in stretches if p.point) < 40
    assert Gazetteer.open().border("TUR", "NOR") == []


def test_opening_is_quick() -> None:
    path = packaged_index()
    start = time.perf_counter()
    gazetteer = Gazetteer(path)
    gazetteer.find("Saraqeb")
    assert time.perf_counter() - start < 0.25  # 2 ms on a quiet machine
    gazetteer.close()


def test_a_build_that_fails_leaves_nothing(tmp_path: Path) -> None:
    path = tmp_path / "index.sqlite"

    def broken() -> Iterator[PlaceRow]:
        yield PlaceRow(name="Saraqib", feature="town", country="SYR")
        raise ValueError("broken source")

    with pytest.raises(ValueError, match="broken source"), new_index(path) as connection:
        insert_rows(connection, broken(), source=1)
    assert list(tmp_path.iterdir()) == []


def test_two_processes_may_build_at_once(tmp_path: Path) -> None:
    path = tmp_path / "index.sqlite"
    workers = [subprocess.Popen([sys.executable, "-c", BUILDER, str(path)]) for _ in range(2)]
    assert [worker.wait() for worker in workers] == [0, 0]
    assert [file.name for file in tmp_path.iterdir()] == ["index.sqlite"]
    gazetteer = Gazetteer(path)
    assert gazetteer.find("SARAQEB")[0].place.name == "Saraqib"
    country = gazetteer.find("Norland")[0].place
    assert gazetteer.extent(country) == (58, 70, 5, 30)


def test_a_file_that_is_no_index_is_named(tmp_path: Path) -> None:
    path = tmp_path / "index.sqlite"
    path.write_text("not a database at all, but long enough to be read as a page of one", encoding="utf-8")
    with pytest.raises(DataError, match=r"index\.sqlite: not a place index"):
        Gazetteer(path)


@pytest.mark.parametrize(
    ("name", "country", "found"),
    [
        ("Tripoli", None, ("Tripoli", "LBY")),
        ("Tripoli", "LBN", ("Tripoli", "LBN")),
        ("Maaret al-Nouman", "SYR", ("Ma‘arrat an Nu‘mān", "SYR")),
        ("Damascus", None, ("Damascus", "SYR")),
    ],
)
def test_a_place_by_name(name: str, country: str | None, found: tuple[str, str]) -> None:
    place = Gazetteer.open().place_by_name(name, country)
    assert place is not None
    assert (place.name, place.country) == found


def test_no_place_by_a_name_that_is_nowhere() -> None:
    assert Gazetteer.open().place_by_name("Xyzzyville", "SYR") is None
