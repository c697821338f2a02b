"""A user's own places: GeoNames dumps, P-code tables and CSV files, added to an index beside the packaged one."""

from __future__ import annotations

import csv
import hashlib
import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from dateline.errors import DataError
from dateline.reference.countries import country_by_code, country_by_name
from dateline.reference.gazetteer.build import SCHEMA, insert_rows
from dateline.reference.gazetteer.index import Gazetteer
from dateline.reference.gazetteer.keeping import added_index
from dateline.reference.gazetteer.lines import Lines, lines_of
from dateline.reference.gazetteer.rows import PlaceRow

#: Added places are numbered from here, so that no number is in both indexes.
FIRST = 10_000_001
GEONAMES_COLUMNS = 19
MOST_DIGITS = 12
LONGEST = 100_000  # characters of a cell; the csv module's own limit is the process's, and others may raise it

_PCODE = re.compile(r"(?:adm|admin)_?(\d)_?(?:p_?code|code)", re.IGNORECASE)
_UNIT_NAME = re.compile(r"(?:adm|admin)_?(\d)_?(?:name|ref|alt\d?)?_?(?:alt\d_?)?([a-z]{2,3})?\d?", re.IGNORECASE)
_LATITUDE = re.compile(r"(?:center_?|centroid_?)?(?:lat(?:itude)?_?y?|y|y_?coord|point_y)", re.IGNORECASE)
_LONGITUDE = re.compile(r"(?:center_?|centroid_?)?(?:lon(?:g|gitude)?_?x?|lng|x|x_?coord|point_x)", re.IGNORECASE)
_FEATURES = {"H": "water", "L": "region", "R": "road", "S": "facility", "T": "mountain", "V": "region"}
_RIVERS = frozenset(["STM", "STMS", "STMI", "STMX", "CNL", "WAD"])
_OWN_FEATURES = frozenset(
    [
        "admin1",
        "admin2",
        "town",
        "village",
        "region",
        "water",
        "river",
        "mountain",
        "road",
        "border",
        "facility",
        "continent",
    ]
)


@dataclass(frozen=True, slots=True)
class Added:
    """A file that was added: its name, kind ("geonames", "pcodes", "csv"), hash, day, and how many places it gave."""

    name: str
    kind: str
    sha256: str
    added: str
    rows: int
    licence: str | None = None


def add_file(
    path: Path,
    *,
    licence: str | None = None,
    progress: Callable[[int], None] | None = None,
    lines: Lines = lines_of,
) -> Added:
    """Add a file's places to the user's index, in place of an earlier file of the same name.

    All or nothing: raises DataError, naming file and line, where a row is not what its kind must be. `progress` is
    called with the number of bytes read since the last call, `lines` gives the lines.
    """
    try:
        digest = _sha256(path)
        kind = _kind_of(path, lines)
    except OSError as error:
        raise DataError(f"{path}: {error.strerror}") from error
    rows = {"geonames": _geonames_rows, "pcodes": _pcode_rows, "csv": _own_rows}[kind](
        _Source(path, lines, progress or _silent)
    )
    target = added_index()
    target.parent.mkdir(parents=True, exist_ok=True)
    today = datetime.now(tz=UTC).date().isoformat()
    try:
        with closing(sqlite3.connect(target, timeout=60, isolation_level=None)) as connection:
            if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'place'").fetchone():
                connection.executescript(SCHEMA)
            connection.execute("BEGIN IMMEDIATE")
            try:
                _forget(connection, path.name)
                top = connection.execute("SELECT max(id) FROM place").fetchone()[0]
                source = (connection.execute("SELECT max(id) FROM source").fetchone()[0] or 1) + 1
                count = insert_rows(connection, rows, source=source, first=(top or FIRST - 1) + 1)
                if not count:
                    raise DataError(f"{path}: no places in it")
                connection.execute(
                    "INSERT INTO source VALUES (?, ?, ?, ?, ?, ?, ?)",
                    (source, path.name, kind, digest, today, count, licence),
                )
                connection.execute("COMMIT")
            except BaseException:
                connection.execute("ROLLBACK")
                raise
    except sqlite3.Error as error:
        raise DataError(f"{target}: the places cannot be written: {error}") from error
    return Added(path.name, kind, digest, today, count, licence)


def added_files() -> list[Added]:
    """The files that were added, in the order in which they came."""
    target = added_index()
    if not target.is_file():
        return []
    with closing(sqlite3.connect(f"file:{target}?mode=ro", uri=True)) as connection:
        rows = connection.execute("SELECT name, kind, sha256, added, rows, licence FROM source ORDER BY id").fetchall()
    return [Added(*row) for row in rows]


def _silent(_: int) -> None:
    pass


def _forget(connection: sqlite3.Connection, name: str) -> None:
    """Take out an earlier file of the same name."""
    for (source,) in connection.execute("SELECT id FROM source WHERE name = ?", (name,)).fetchall():
        for table in ("name", "bones", "extent"):
            connection.execute(f"DELETE FROM {table} WHERE place IN (SELECT id FROM place WHERE source = ?)", (source,))
        connection.execute("DELETE FROM place WHERE source = ?", (source,))
        connection.execute("DELETE FROM source WHERE id = ?", (source,))


def _sha256(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()


def _kind_of(path: Path, lines: Lines) -> str:
    """What a file is, by its first line."""
    with closing(lines(path)) as all_of_it:
        first = next(all_of_it, "")
    if first.count("\t") == GEONAMES_COLUMNS - 1:
        return "geonames"
    try:
        header = [cell.strip() for cell in next(csv.reader([first]), [])]
    except csv.Error:  # a line end inside a line, a cell that is too long
        header = []
    if any(_PCODE.fullmatch(cell) for cell in header):
        return "pcodes"
    if {"name", "latitude", "longitude"} <= {cell.lower() for cell in header}:
        return "csv"
    raise DataError(
        f"{path}:1: neither a GeoNames dump (19 columns parted by tabs), nor a P-code table (a column such as "
        "admin1Pcode), nor a CSV with the columns name, latitude and longitude"
    )


@dataclass(frozen=True, slots=True)
class _Source:
    """A file that is being added: its path, what gives its lines, and what is told how many bytes were read."""

    path: Path
    lines: Lines
    progress: Callable[[int], None]

    def numbered(self) -> Iterator[tuple[int, str]]:
        """The lines with their numbers."""
        for number, line in enumerate(self.lines(self.path), start=1):
            self.progress(len(line.encode()) + 1)
            yield number, line


def _table(source: _Source) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows of a CSV file by column, each with the line that it ends on."""
    path = source.path
    reader = csv.reader(line + "\n" for _, line in source.numbered())
    try:
        header = [cell.strip() for cell in next(reader, [])]
        for cells in reader:
            if not any(cell.strip() for cell in cells):
                continue
            if max(map(len, cells)) > LONGEST:
                raise DataError(f"{path}:{reader.line_num}: a cell of more than {LONGEST:,} characters")
            if len(cells) != len(header):
                raise DataError(f"{path}:{reader.line_num}: {len(cells)} cells, but {len(header)} columns")
            yield reader.line_num, {name: cell.strip() for name, cell in zip(header, cells, strict=True)}
    except csv.Error as error:
        raise DataError(f"{path}:{reader.line_num}: {error}") from None


def _point(path: Path, number: int, latitude: str, longitude: str) -> tuple[float, float]:
    try:
        point = float(latitude), float(longitude)
    except ValueError:
        raise DataError(f"{path}:{number}: not a latitude and longitude: {latitude!r}, {longitude!r}") from None
    if not (-90 <= point[0] <= 90 and -180 <= point[1] <= 180):
        raise DataError(f"{path}:{number}: outside the world: {latitude}, {longitude}")
    return point


def _geonames_rows(source: _Source) -> Iterator[PlaceRow]:
    """A GeoNames dump: 19 columns parted by tabs, without quotes or header."""
    gazetteer, path = Gazetteer.open(), source.path
    for number, line in source.numbered():
        cells = line.split("\t")
        if cells == [""]:
            continue
        if len(cells) != GEONAMES_COLUMNS:
            raise DataError(f"{path}:{number}: {len(cells)} columns, but a GeoNames dump has {GEONAMES_COLUMNS}")
        if not cells[0].isdecimal() or not cells[1]:
            raise DataError(f"{path}:{number}: no GeoNames id and name: {cells[0]!r}, {cells[1]!r}")
        point = _point(path, number, cells[4], cells[5])
        country = country_by_code(cells[8]) if cells[8] else None
        population = _people(cells[14]) or 0
        feature = _geonames_feature(cells[6], cells[7], population)
        if feature is None:
            continue
        code = f"{cells[8]}.{cells[10]}" if cells[10] not in ("", "00") else None
        unit = gazetteer.unit(code) if code else None
        names = tuple(name for name in (cells[2], *cells[3].split(",")) if name and name != cells[1])
        yield PlaceRow(
            name=cells[1],
            feature=feature,
            country=country.iso3 if country else None,
            unit=code if unit else None,
            admin1=unit.admin1 if unit else None,
            latitude=point[0],
            longitude=point[1],
            population=population,
            geonames=cells[0],
            names=names,
        )


def _people(cell: str) -> int | None:
    """How many people a cell counts; None where it is no whole number of any place."""
    return int(cell) if cell.isdecimal() and len(cell) <= MOST_DIGITS else None


def _geonames_feature(kind: str, code: str, population: int) -> str | None:
    if kind == "P":
        return "town" if population >= 500 or code.startswith("PPLA") or code == "PPLC" else "village"
    if kind == "A":
        return {"ADM1": "admin1"}.get(code, "admin2") if code.startswith("ADM") else None
    if kind == "H" and code in _RIVERS:
        return "river"
    return _FEATURES.get(kind)


def _pcode_rows(source: _Source) -> Iterator[PlaceRow]:
    """A table of P-codes: a row for a unit, with the codes and names of those that hold it, in several scripts."""
    seen: set[str] = set()
    gazetteer, path = Gazetteer.open(), source.path
    for number, row in _table(source):
        codes = {int(m[1]): row[column] for column in row if (m := _PCODE.fullmatch(column)) and row[column]}
        names: dict[int, list[str]] = {}
        for column, cell in row.items():
            match = None if _PCODE.fullmatch(column) else _UNIT_NAME.fullmatch(column)
            if match and cell:
                names.setdefault(int(match[1]), []).append(cell)
        country = country_by_code(codes.get(0, "")[:2]) or country_by_name(next(iter(names.get(0, [])), ""))
        if country is None and codes:
            country = country_by_code(codes[max(codes)][:2])
        if country is None:
            raise DataError(f"{path}:{number}: no country: neither a code nor a name of the whole")
        deepest = max(codes, default=0)
        latitude = next((row[c] for c in row if _LATITUDE.fullmatch(c)), "")
        longitude = next((row[c] for c in row if _LONGITUDE.fullmatch(c)), "")
        point = _point(path, number, latitude, longitude) if latitude and longitude else None
        first = next(iter(names.get(1, [])), None)
        unit = _unit(gazetteer, first, country.iso3)
        for level in sorted(codes):
            if level == 0 or codes[level] in seen or not names.get(level):
                continue
            seen.add(codes[level])
            at = point if level == deepest else None
            yield PlaceRow(
                name=names[level][0],
                feature="admin1" if level == 1 else "admin2",
                country=country.iso3,
                unit=unit[0],
                admin1=unit[1] or first,
                admin2=next(iter(names.get(2, [])), None) if level > 1 else None,
                latitude=at[0] if at else None,
                longitude=at[1] if at else None,
                names=(*names[level][1:], codes[level]),
            )


def _unit(gazetteer: Gazetteer, name: str | None, iso3: str) -> tuple[str | None, str | None]:
    """The code and the plain name of the first-order unit that a table names."""
    if name:
        for match in (*gazetteer.find(name), *gazetteer.find_spelling(name, [iso3])):
            if match.place.feature == "admin1" and match.place.country == iso3:
                return match.place.unit, match.place.admin1
    return None, None


def _own_rows(source: _Source) -> Iterator[PlaceRow]:
    """A CSV of one's own: name, latitude, longitude; country, admin1, admin2, feature, population, aliases if known."""
    gazetteer, path = Gazetteer.open(), source.path
    for number, cells in _table(source):
        row = {column.lower(): cell for column, cell in cells.items()}
        if not row["name"]:
            raise DataError(f"{path}:{number}: no name")
        point = _point(path, number, row["latitude"], row["longitude"])
        named = row.get("country", "")
        country = country_by_code(named) or country_by_name(named) if named else None
        if named and country is None:
            raise DataError(f"{path}:{number}: no such country: {named!r}")
        feature = row.get("feature") or "village"
        if feature not in _OWN_FEATURES:
            raise DataError(f"{path}:{number}: no such feature: {feature!r} ({', '.join(sorted(_OWN_FEATURES))})")
        population = row.get("population", "")
        if population and _people(population) is None:
            raise DataError(f"{path}:{number}: population is not a whole number: {population!r}")
        unit = _unit(gazetteer, row.get("admin1"), country.iso3) if country else (None, None)
        yield PlaceRow(
            name=row["name"],
            feature=feature,
            country=country.iso3 if country else None,
            unit=unit[0],
            admin1=unit[1] or row.get("admin1") or None,
            admin2=row.get("admin2") or None,
            latitude=point[0],
            longitude=point[1],
            population=_people(population) or 0,
            names=tuple(alias.strip() for alias in re.split(r"[|;]", row.get("aliases", "")) if alias.strip()),
        )
