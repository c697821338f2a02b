"""Countries by code, name, adjective and capital."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from dateline.reference.files import read_table

TABLE = "gazetteer/countries.csv"
COLUMNS = (
    "iso3",
    "iso2",
    "geonames",
    "name",
    "aliases",
    "adjectives",
    "capitals",
    "latitude",
    "longitude",
    "area_km2",
    "neighbours",
    "romanised",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Country:
    """A state or territory; `latitude` and `longitude` are where a map puts its label.

    `adjectives` holds every word for its people and things ("Syrian", "Syrians"), `capitals` the capital in
    the spellings that news uses, `neighbours` the ISO3 codes of the countries it borders on. `romanised` says that its
    place names come into English by way of another script, or in many spellings.
    """

    iso3: str
    iso2: str
    geonames: str
    name: str
    aliases: tuple[str, ...]
    adjectives: tuple[str, ...]
    capitals: tuple[str, ...]
    latitude: float
    longitude: float
    area_km2: float
    neighbours: tuple[str, ...]
    romanised: bool


@cache
def all_countries() -> tuple[Country, ...]:
    """Every row of the table, sorted by ISO3."""
    found = []
    for row in read_table(TABLE, columns=COLUMNS):
        latitude, longitude = row.number_of("latitude"), row.number_of("longitude")
        if latitude is None or longitude is None or len(row["iso3"]) != 3 or len(row["iso2"]) != 2:
            raise row.fault("a country needs iso3, iso2, latitude and longitude")
        found.append(
            Country(
                iso3=row["iso3"],
                iso2=row["iso2"],
                geonames=row["geonames"],
                name=row["name"],
                aliases=row.many("aliases"),
                adjectives=row.many("adjectives"),
                capitals=row.many("capitals"),
                latitude=latitude,
                longitude=longitude,
                area_km2=row.number_of("area_km2") or 0.0,
                neighbours=row.many("neighbours"),
                romanised=row["romanised"] == "yes",
            )
        )
    return tuple(found)


def country_by_code(code: str) -> Country | None:
    """The country of an ISO 3166-1 code of two or three letters, in any case."""
    return _by_code().get(code.upper())


def country_by_name(name: str) -> Country | None:
    """The country that a name stands for: "Syria", "the United States", "U.S.", "DR Congo"."""
    return _by_name().get(_key(name))


def country_by_demonym(word: str) -> Country | None:
    """The country of an adjective or of a word for its people: "Syrian", "Syrians", "Turks"."""
    return _by_demonym().get(_key(word))


def country_by_capital(name: str) -> Country | None:
    """The country whose capital this is: "Damascus", "Kyiv"; news lets a capital stand for its government."""
    return _by_capital().get(_key(name))


@cache
def country_names() -> dict[str, Country]:
    """Every name and alias as news writes it, with its country."""
    return {name: country for country in all_countries() for name in (country.name, *country.aliases)}


@cache
def demonyms() -> dict[str, Country]:
    """Every adjective and word for a people, with its country."""
    return {word: country for country in all_countries() for word in country.adjectives}


def _key(name: str) -> str:
    """What two writings of a name share: "the U.S." and "US", but not "us"."""
    words = name.replace("’", "'").split()
    if len(words) > 1 and words[0].lower() == "the":
        words = words[1:]
    text = " ".join(words)
    # "us" is a pronoun and "us forces" are ours: an initialism counts only in capitals.
    if text.replace(".", "").isupper() and len(text.replace(".", "")) <= 4:
        return text.replace(".", "")
    return text.casefold()


@cache
def _by_code() -> dict[str, Country]:
    return {code: country for country in all_countries() for code in (country.iso2, country.iso3)}


@cache
def _by_name() -> dict[str, Country]:
    return _with_folded(country_names())


@cache
def _by_demonym() -> dict[str, Country]:
    return _with_folded(demonyms())


@cache
def _by_capital() -> dict[str, Country]:
    return _with_folded({name: country for country in all_countries() for name in country.capitals})


def _with_folded(names: dict[str, Country]) -> dict[str, Country]:
    """Keys for each name; a short name ("Iran", "Mali") also answers to its capitals ("IRAN")."""
    found: dict[str, Country] = {}
    for name, country in names.items():
        found[_key(name)] = country
        bare = name.replace(".", "")
        if len(bare) <= 4 and not bare.isupper():
            found[bare.upper()] = country
    return found
