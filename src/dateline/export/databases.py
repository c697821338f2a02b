"""SQLite, as Datasette opens it, and GeoPackage, as a GIS does: both written by Python's own SQLite."""

from __future__ import annotations

import math
import sqlite3
import struct
from collections.abc import Iterator, Sequence
from contextlib import closing
from typing import Any

from dateline.export.columns import Table
from dateline.export.contents import KINDS
from dateline.export.exporter import Exporter, Sheet, Target
from dateline.export.geo import geometry
from dateline.export.mapfiles import KINDS as MAP_KINDS
from dateline.export.mapfiles import map_fields, place_of, properties
from dateline.export.picking import Picked
from dateline.export.tables import ALL_TABLES, records
from dateline.export.whole import rows_of_all

TYPES = {"text": "TEXT", "date": "TEXT", "integer": "INTEGER", "number": "REAL"}
GPKG_TYPES = {**TYPES, "date": "DATE"}
#: "GPKG", and version 1.3.
APPLICATION_ID, GPKG_VERSION = 0x47504B47, 10300
READ_ONLY = 0o444
EPOCH = "1970-01-01T00:00:00.000Z"


class Sqlite(Exporter):
    """Every table with its keys, in a file that nobody may write to."""

    name = "sqlite"
    title = "SQLite with all tables, read-only"
    kinds = KINDS
    withheld = ("the text of a report",)

    def write(self, picked: Picked, kind: str, target: Target) -> None:
        """Write all tables; the kind says only what the first line of the answer counts."""
        counts = dict.fromkeys((table.name for table in ALL_TABLES), 0)
        with closing(sqlite3.connect(target.path)) as base, base:
            for table in ALL_TABLES:
                base.execute(_create(table))
            for table, cells in rows_of_all(picked):
                counts[table.name] += 1
                base.execute(_insert(table), [_stored(cell) for cell in cells])
            _index(base)
            base.execute('CREATE TABLE columns ("table" TEXT, "column" TEXT, meaning TEXT)')
            told = [(table.name, f.name, f.help) for table in ALL_TABLES for f in table.fields]
            base.executemany("INSERT INTO columns VALUES (?, ?, ?)", told)
            base.commit()
            base.execute("PRAGMA journal_mode = DELETE")
        target.path.chmod(READ_ONLY)
        target.count(counts[kind])

    def sheets(self) -> Sequence[Sheet]:
        """Every table."""
        return tuple(Sheet(name=table.name, fields=table.fields) for table in ALL_TABLES)


def _create(table: Table[Any]) -> str:
    lines = [f'"{field.name}" {TYPES[field.kind]}' for field in table.fields]
    if table.key:
        lines.append(f"PRIMARY KEY ({', '.join(_quoted(name) for name in table.key)})")
    for column, other in table.foreign:
        key = next(one for one in ALL_TABLES if one.name == other).key[0]
        lines.append(f"FOREIGN KEY ({_quoted(column)}) REFERENCES {_quoted(other)} ({_quoted(key)})")
    return f"CREATE TABLE {_quoted(table.name)} ({', '.join(lines)})"


def _index(base: sqlite3.Connection) -> None:
    for table in ALL_TABLES:
        for column, _ in table.foreign:
            base.execute(f'CREATE INDEX "{table.name}_{column}" ON {_quoted(table.name)} ({_quoted(column)})')


def _insert(table: Table[Any]) -> str:
    marks = ", ".join("?" for _ in table.columns)
    return f"INSERT INTO {_quoted(table.name)} VALUES ({marks})"


def _stored(value: Any) -> Any:
    """A text without halves of letters, which SQLite refuses."""
    return value.encode("utf-8", "replace").decode() if isinstance(value, str) else value


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


class GeoPackage(Exporter):
    """One layer, the kind's own: points where a place is a point, areas where it is not."""

    name = "geopackage"
    title = "GeoPackage 1.3, one layer"
    kinds = MAP_KINDS
    layouts = ("1.3",)

    def write(self, picked: Picked, kind: str, target: Target) -> None:
        """Write the layer and the tables that make it one."""
        fields = map_fields(kind)
        with closing(sqlite3.connect(target.path)) as base, base:
            base.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            base.execute(f"PRAGMA user_version = {GPKG_VERSION}")
            for statement in _GPKG:
                base.execute(statement)
            base.executemany("INSERT INTO gpkg_spatial_ref_sys VALUES (?, ?, ?, ?, ?, ?)", _SYSTEMS)
            columns = ", ".join(f"{_quoted(f.name)} {GPKG_TYPES[f.kind]}" for f in fields)
            base.execute(f"CREATE TABLE {kind} (fid INTEGER PRIMARY KEY AUTOINCREMENT, geom GEOMETRY, {columns})")
            box = _Box()
            marks = ", ".join("?" for _ in fields)
            rows = 0
            for record in records(picked, kind):
                cells = properties(kind, record)
                shape = blob(geometry(place_of(record)), box)
                values = [shape, *(_stored(cells[f.name]) for f in fields)]
                base.execute(f"INSERT INTO {kind} VALUES (NULL, ?, {marks})", values)
                rows += 1
            about = (kind, "features", kind, f"Dateline: {kind}", EPOCH, *box.bounds, 4326)
            base.execute("INSERT INTO gpkg_contents VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", about)
            base.execute("INSERT INTO gpkg_geometry_columns VALUES (?, 'geom', 'GEOMETRY', 4326, 0, 0)", (kind,))
        target.count(rows)

    def sheets(self) -> Sequence[Sheet]:
        """The columns of each layer."""
        return tuple(Sheet(name=kind, fields=map_fields(kind)) for kind in self.kinds)


class _Box:
    """The least box around shapes; None where there are none."""

    def __init__(self) -> None:
        self._x: list[float] = []
        self._y: list[float] = []

    def add(self, points: Sequence[Sequence[float]]) -> None:
        xs, ys = [p[0] for p in points], [p[1] for p in points]
        self._x = [min(*self._x[:1], *xs), max(*self._x[1:], *xs)] if self._x else [min(xs), max(xs)]
        self._y = [min(*self._y[:1], *ys), max(*self._y[1:], *ys)] if self._y else [min(ys), max(ys)]

    @property
    def bounds(self) -> tuple[float | None, float | None, float | None, float | None]:
        if not self._x:
            return None, None, None, None
        return self._x[0], self._y[0], self._x[1], self._y[1]


def blob(shape: dict[str, Any] | None, box: _Box) -> bytes | None:
    """A GeoJSON geometry as GeoPackage stores it: a header, then well-known binary."""
    if shape is None:
        return None
    points = list(_points(shape["coordinates"]))
    if not all(math.isfinite(number) for point in points for number in point):
        return None
    box.add(points)
    return b"GP\x00\x01" + struct.pack("<i", 4326) + _wkb(shape)


def _points(coordinates: Any) -> Iterator[Sequence[float]]:
    if isinstance(coordinates[0], int | float):
        yield coordinates
        return
    for inner in coordinates:
        yield from _points(inner)


def _wkb(shape: dict[str, Any]) -> bytes:
    kind, coordinates = shape["type"], shape["coordinates"]
    if kind == "Point":
        return struct.pack("<BIdd", 1, 1, *coordinates)
    if kind == "Polygon":
        rings = b"".join(
            struct.pack("<I", len(ring)) + b"".join(struct.pack("<dd", *point) for point in ring)
            for ring in coordinates
        )
        return struct.pack("<BII", 1, 3, len(coordinates)) + rings
    parts = b"".join(_wkb({"type": "Polygon", "coordinates": part}) for part in coordinates)
    return struct.pack("<BII", 1, 6, len(coordinates)) + parts


_WGS84 = (
    'GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563]],PRIMEM["Greenwich",0],'
    'UNIT["degree",0.0174532925199433],AXIS["Latitude",NORTH],AXIS["Longitude",EAST],AUTHORITY["EPSG","4326"]]'
)
_SYSTEMS = (
    ("Undefined Cartesian", -1, "NONE", -1, "undefined", "undefined Cartesian coordinate reference system"),
    ("Undefined geographic", 0, "NONE", 0, "undefined", "undefined geographic coordinate reference system"),
    ("WGS 84", 4326, "EPSG", 4326, _WGS84, "longitude and latitude in degrees"),
)
_GPKG = (
    """CREATE TABLE gpkg_spatial_ref_sys (
        srs_name TEXT NOT NULL, srs_id INTEGER PRIMARY KEY, organization TEXT NOT NULL,
        organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL, description TEXT)""",
    """CREATE TABLE gpkg_contents (
        table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL, identifier TEXT UNIQUE,
        description TEXT DEFAULT '', last_change DATETIME NOT NULL, min_x DOUBLE, min_y DOUBLE, max_x DOUBLE,
        max_y DOUBLE, srs_id INTEGER REFERENCES gpkg_spatial_ref_sys (srs_id))""",
    """CREATE TABLE gpkg_geometry_columns (
        table_name TEXT NOT NULL UNIQUE REFERENCES gpkg_contents (table_name), column_name TEXT NOT NULL,
        geometry_type_name TEXT NOT NULL, srs_id INTEGER NOT NULL REFERENCES gpkg_spatial_ref_sys (srs_id),
        z TINYINT NOT NULL, m TINYINT NOT NULL, PRIMARY KEY (table_name, column_name))""",
)
