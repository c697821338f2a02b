"""Building the index: rows go into one SQLite file, written beside its place and moved there when whole."""

from __future__ import annotations

import contextlib
import os
import re
import sqlite3
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from dateline.errors import DataError
from dateline.reference.gazetteer.names import fold, skeleton, without_article
from dateline.reference.gazetteer.rows import PlaceRow

#: Raised whenever the meaning of the tables changes, so that an old index is left alone.
VERSION = 7

SCHEMA = """
CREATE TABLE place (
    id INTEGER PRIMARY KEY, geonames TEXT, name TEXT NOT NULL, feature TEXT NOT NULL, country TEXT, countries TEXT,
    unit TEXT, admin1 TEXT, admin2 TEXT, latitude REAL, longitude REAL, population INTEGER NOT NULL, radius_km REAL,
    rank INTEGER NOT NULL, source INTEGER NOT NULL
);
CREATE TABLE name (key TEXT NOT NULL, place INTEGER NOT NULL, weight INTEGER NOT NULL,
    PRIMARY KEY (key, place)) WITHOUT ROWID;
CREATE TABLE bones (country TEXT NOT NULL, key TEXT NOT NULL, place INTEGER NOT NULL, spelling TEXT NOT NULL,
    PRIMARY KEY (country, key, place, spelling)) WITHOUT ROWID;
CREATE INDEX notable ON place (country) WHERE rank <= 2 OR population >= 50000;
CREATE INDEX first_order ON place (unit) WHERE feature = 'admin1';
CREATE TABLE extent (place INTEGER PRIMARY KEY, south REAL, north REAL, west REAL, east REAL);
CREATE TABLE source (id INTEGER PRIMARY KEY, name TEXT NOT NULL, kind TEXT NOT NULL, sha256 TEXT, added TEXT,
    rows INTEGER, licence TEXT);
"""

#: How sure a key names a place: 3 its own name, 2 another name, 1 a name less its article.
OWN, OTHER, BARE = 3, 2, 1
_BATCH = 20_000
#: What German names of towns add to tell one from another.
_BY_RIVER = re.compile(r" (?:an der|ob der|vor der|in der|am|an|im|bei) [A-ZÄÖÜ]\w+$")
_READABLE = 0o644


@contextlib.contextmanager
def new_index(path: Path) -> Iterator[sqlite3.Connection]:
    """A connection to an empty index that takes its place at `path` when the block ends well.

    Each builder writes a file of its own: no reader ever sees half an index.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=path.stem, suffix=".part", dir=path.parent)
    os.close(handle)
    temporary = Path(name)
    try:
        connection = sqlite3.connect(temporary)
        try:
            connection.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;" + SCHEMA)
            yield connection
            connection.commit()
            connection.execute("ANALYZE")
            connection.commit()
        finally:
            connection.close()
        temporary.chmod(_READABLE)  # a cache may be shared
        temporary.replace(path)
    except sqlite3.Error as error:
        raise DataError(f"{path}: the place index cannot be written: {error}") from error
    finally:
        temporary.unlink(missing_ok=True)


def insert_rows(connection: sqlite3.Connection, rows: Iterable[PlaceRow], *, source: int, first: int = 1) -> int:
    """Put places and their keys into an index, in batches; returns how many."""
    number = first - 1
    places: list[tuple[object, ...]] = []
    names: list[tuple[object, ...]] = []
    bones: list[tuple[object, ...]] = []
    for number, row in enumerate(rows, start=first):
        places.append(
            (
                number,
                row.geonames,
                row.name,
                row.feature,
                row.country,
                "|".join(row.countries) or row.country,
                row.unit,
                row.admin1,
                row.admin2,
                row.latitude,
                row.longitude,
                row.population,
                row.radius_km,
                row.rank,
                source,
            )
        )
        if row.extent is not None:
            connection.execute("INSERT INTO extent VALUES (?, ?, ?, ?, ?)", (number, *row.extent))
        for key, weight in keys_of(row).items():
            names.append((key, number, weight))
        if row.country and row.feature != "country":
            spellings = {skeleton(name): name for name in reversed((row.name, *row.names))}
            bones.extend((row.country, key, number, name) for key, name in spellings.items() if key)
        if len(places) >= _BATCH:
            _flush(connection, places, names, bones)
    _flush(connection, places, names, bones)
    return number - first + 1


def keys_of(row: PlaceRow) -> dict[str, int]:
    """The folded keys of a place with their weight; "Marburg an der Lahn" is Marburg by its own name."""
    keys: dict[str, int] = {}
    short = _BY_RIVER.sub("", row.name)
    for name, weight in [(row.name, OWN), (short, OWN), *((name, OTHER) for name in row.names)]:
        key = fold(name)
        if not key:
            continue
        keys[key] = max(weight, keys.get(key, 0))
        bare = without_article(key)
        if bare != key and len(bare) > 2:
            keys[bare] = max(BARE, keys.get(bare, 0))
    return keys


def _flush(
    connection: sqlite3.Connection,
    places: list[tuple[object, ...]],
    names: list[tuple[object, ...]],
    bones: list[tuple[object, ...]],
) -> None:
    connection.executemany(f"INSERT INTO place VALUES ({','.join('?' * 15)})", places)
    connection.executemany("INSERT OR IGNORE INTO name VALUES (?, ?, ?)", names)
    connection.executemany("INSERT OR IGNORE INTO bones VALUES (?, ?, ?, ?)", bones)
    places.clear()
    names.clear()
    bones.clear()
