"""The gazetteer: places by name, by spelling and by country, from one SQLite file."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from dateline.errors import DataError
from dateline.reference.countries import country_by_code
from dateline.reference.gazetteer.keeping import added_index, packaged_index
from dateline.reference.gazetteer.names import edit_distance_within_one, fold, likeness, skeleton, without_article
from dateline.reference.gazetteer.place import Place

_COLUMNS = (
    "p.id, p.geonames, p.name, p.feature, p.country, p.countries, p.unit, p.admin1, p.admin2,"
    " p.latitude, p.longitude, p.population, p.radius_km, p.rank"
)
_MEMORY = 20_000
_COUNTRIES = 24  # whose larger towns are kept in memory at once
#: How alike a name is to one that it is a letter off.
_SLIPPED = 0.9
#: How alike two names must be beside sharing a skeleton.
_ALIKE = 0.75
_ALIKE_SHORT = 0.78  # two consonants tell little
#: How many places of one name are worth weighing: the rest are hamlets in far countries.
_MOST = 60


@dataclass(frozen=True, slots=True)
class Match:
    """A place that a name may stand for, and how the name led to it.

    `how` is "name", "alias", "bare" (less its article), "skeleton" (another romanisation) or "slip" (one letter off).
    """

    place: Place
    how: str
    likeness: float = 1.0  # of the two spellings, where `how` is "skeleton" or "slip"


_HOW = {3: "name", 2: "alias", 1: "bare"}
_SURE = {"name": 0, "alias": 1, "bare": 2}


class Gazetteer:
    """An open place index. Looking up is cheap; what was looked up is remembered."""

    def __init__(self, path: Path, *more: Path) -> None:
        self.path = path
        self._connections = [_connect(path), *(_connect(other) for other in more)]
        self._known: dict[str, tuple[Match, ...]] = {}
        self._spelt: dict[tuple[str, str], tuple[Match, ...]] = {}
        self._notable: dict[str, dict[str, dict[str, list[int]]]] = {}

    @classmethod
    def open(cls) -> Gazetteer:
        """The shared index of the packaged sources, built on first use."""
        added = added_index()
        changed = added.stat().st_mtime_ns if added.is_file() else 0
        return _shared(packaged_index(), added if changed else None, changed)

    def close(self) -> None:
        for connection in self._connections:
            connection.close()

    def _rows(self, query: str, values: Sequence[object]) -> Iterator[tuple[Any, ...]]:
        """The rows of a query in each of the indexes."""
        for connection in self._connections:
            yield from connection.execute(query, values)

    def look_up(self, keys: Iterable[str]) -> dict[str, tuple[Match, ...]]:
        """The places of folded names (see `fold`), in one batch; a key that names nothing maps to ()."""
        wanted = list(dict.fromkeys(keys))
        missing = [key for key in wanted if key not in self._known]
        if missing:
            if len(self._known) > _MEMORY:
                self._known.clear()
                missing = wanted
            found = self._fetch(missing)
            for key in missing:
                self._known[key] = tuple(found.get(key, ()))
        return {key: self._known[key] for key in wanted}

    def find(self, name: str) -> tuple[Match, ...]:
        """The places of one name in any writing."""
        key = fold(name)
        return self.look_up([key])[key] if key else ()

    def place_by_name(self, name: str, country: str | None = None) -> Place | None:
        """The first place of a name by rank and population, in one country (ISO3) if that is given; or None."""
        for match in self.find(name):
            if country is None or country in match.place.countries:
                return match.place
        spelt = self.find_spelling(name, [country]) if country is not None else ()
        return spelt[0].place if spelt else None

    def find_spelling(self, name: str, countries: Sequence[str]) -> tuple[Match, ...]:
        """Places of the given countries whose name is another romanisation of this one, the likest first."""
        key = skeleton(name)
        if not key:
            return ()
        found: list[Match] = []
        for iso3 in countries:
            record = country_by_code(iso3)
            if record is None or not record.romanised:
                continue
            known = self._spelt.get((iso3, fold(name)))
            if known is None:
                if len(self._spelt) > _MEMORY:
                    self._spelt.clear()
                known = self._spelt[iso3, fold(name)] = self._fetch_spelling(name, key, iso3)
            found.extend(known)
        return tuple(found)

    def find_slip(
        self, name: str, countries: Sequence[str], mistaken: frozenset[str] | None = None
    ) -> tuple[Match, ...]:
        """Units and larger towns of the given countries whose name is one letter off.

        `mistaken` are the pairs of letters ("kl") that may stand for each other; None lets any letter be another.
        """
        key = without_article(fold(name))
        if len(key) < 5:
            return ()
        numbers: list[int] = []
        for country in countries:
            notable = self._notable_names(country)
            near = {key, *(key[:i] + key[i + 1 :] for i in range(len(key)))}
            for other in near:
                for candidate, ids in notable.get(other, {}).items() if other in notable else ():
                    if edit_distance_within_one(key, candidate, mistaken):
                        numbers.extend(ids)
        return tuple(Match(place, "slip", _SLIPPED) for place in self.places(dict.fromkeys(numbers)))

    def places(self, ids: Iterable[int]) -> list[Place]:
        """Places by their number in the index, in order."""
        wanted = list(ids)
        marks = ",".join("?" * len(wanted))
        rows = self._rows(f"SELECT {_COLUMNS} FROM place p WHERE p.id IN ({marks})", wanted)
        found = {row[0]: _place(row) for row in rows}
        return [found[number] for number in wanted if number in found]

    def largest(self, population: int) -> Iterator[Place]:
        """Countries, first-order units, and the towns of so many people and more: the most populous first."""
        query = f"SELECT {_COLUMNS} FROM place p WHERE p.feature IN ('country', 'admin1') OR p.population >= ?"
        found = (_place(row) for row in self._rows(query, [population]))
        yield from sorted(found, key=lambda place: -place.population)

    def unit(self, code: str) -> Place | None:
        """The first-order unit of a GeoNames code ("SY.12")."""
        rows = self._rows(f"SELECT {_COLUMNS} FROM place p WHERE p.unit = ? AND p.feature = 'admin1'", (code,))
        row = next(rows, None)
        return _place(row) if row else None

    def counts(self) -> dict[str, int]:
        """How many places of each feature the indexes hold."""
        found: dict[str, int] = defaultdict(int)
        for feature, count in self._rows("SELECT feature, count(*) FROM place GROUP BY feature", ()):
            found[feature] += count
        return dict(sorted(found.items()))

    def extent(self, place: Place) -> tuple[float, float, float, float] | None:
        """South, north, west and east of most of a country's towns, None where they are not known."""
        row = next(self._rows("SELECT south, north, west, east FROM extent WHERE place = ?", (place.id,)), None)
        return (row[0], row[1], row[2], row[3]) if row else None

    def border(self, one: str, other: str) -> list[Place]:
        """The stretches of the border between two countries (ISO3)."""
        first, second = sorted((one, other))
        return [match.place for match in self.find(f"border {first} {second}")]

    def _fetch(self, keys: list[str]) -> dict[str, list[Match]]:
        found: dict[str, list[Match]] = defaultdict(list)
        for begin in range(0, len(keys), 400):
            some = keys[begin : begin + 400]
            rows = self._rows(
                f"SELECT n.key, n.weight, {_COLUMNS} FROM name n JOIN place p ON p.id = n.place"
                f" WHERE n.key IN ({','.join('?' * len(some))}) ORDER BY p.rank, n.weight DESC, p.population DESC",
                some,
            )
            for row in rows:
                matches = found[row[0]]
                if len(matches) < _MOST:
                    matches.append(Match(_place(row[2:]), _HOW[row[1]]))
        if len(self._connections) > 1:
            for matches in found.values():
                matches.sort(key=lambda m: (m.place.rank, _SURE[m.how], -m.place.population, m.place.id))
        return found

    def _fetch_spelling(self, name: str, key: str, country: str) -> tuple[Match, ...]:
        rows = self._rows(
            f"SELECT b.spelling, {_COLUMNS} FROM bones b JOIN place p ON p.id = b.place"
            " WHERE b.country = ? AND b.key = ?",
            (country, key),
        )
        scored: dict[int, tuple[float, Place]] = {}
        for spelling, *columns in rows:
            place = _place(columns)
            score = likeness(name, spelling)
            if score >= (_ALIKE if len(key) > 2 else _ALIKE_SHORT) and score > scored.get(place.id, (0.0, place))[0]:
                scored[place.id] = (score, place)
        best = sorted(scored.values(), key=lambda s: (-s[0], s[1].rank, -s[1].population, s[1].id))
        return tuple(Match(place, "skeleton", round(score, 2)) for score, place in best[:12])

    def _notable_names(self, country: str) -> dict[str, dict[str, list[int]]]:
        """Names of a country's units and larger towns, by themselves and by themselves less one letter."""
        if country not in self._notable:
            if len(self._notable) >= _COUNTRIES:
                del self._notable[next(iter(self._notable))]
            known: dict[str, dict[str, list[int]]] = {}
            rows = self._rows(
                "SELECT name, id FROM place WHERE country = ? AND (rank <= 2 OR population >= 50000)", (country,)
            )
            for name, number in rows:
                key = without_article(fold(name))
                for short in {key, *(key[:i] + key[i + 1 :] for i in range(len(key)))}:
                    known.setdefault(short, {}).setdefault(key, []).append(number)
            self._notable[country] = known
        return self._notable[country]


def _place(row: Sequence[object]) -> Place:
    number, geonames, name, feature, country, countries, *rest = row
    return Place(number, geonames, name, feature, country, tuple(str(countries).split("|")) if countries else (), *rest)  # type: ignore[arg-type]


def _connect(path: Path) -> sqlite3.Connection:
    try:
        connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True, check_same_thread=False)
        connection.execute("PRAGMA mmap_size=268435456")
        connection.execute("SELECT 1 FROM place LIMIT 1")
    except sqlite3.Error as error:
        raise DataError(f"{path}: not a place index: {error}") from error
    return connection


@cache
def _shared(path: Path, added: Path | None, _: int) -> Gazetteer:
    return Gazetteer(path, added) if added is not None else Gazetteer(path)
