"""Where publishers are at home: a newspaper, a national agency, a ministry; nowhere if they cover the world."""

from __future__ import annotations

from functools import cache

from dateline.reference.countries import country_by_demonym, country_by_name
from dateline.reference.files import read_table
from dateline.reference.parties import party_by_name

TABLE = "gazetteer/publishers.csv"
_LONGEST = 4


@cache
def home_of(publisher: str | None) -> str | None:
    """The country (ISO3) that a publisher mostly writes of, None where it is unknown or is the whole world.

    The table goes first, then the party table ("Pajhwok"), then a country in the name ("Defence Ministry of Ukraine").
    """
    if publisher is None:
        return None
    key = _key(publisher)
    if key in _homes():
        return _homes()[key]
    row = party_by_name(publisher)
    if row is not None:
        return row.country
    words = publisher.replace("’s", "").replace("'s", "").split()
    for size in range(min(_LONGEST, len(words)), 0, -1):
        for start in range(len(words) - size + 1):
            phrase = " ".join(words[start : start + size])
            country = country_by_name(phrase) or country_by_demonym(phrase)
            if country is not None:
                return country.iso3
    return None


@cache
def _homes() -> dict[str, str | None]:
    return {_key(row["name"]): row.get("country") for row in read_table(TABLE, columns=("name", "country"))}


def _key(name: str) -> str:
    return name.casefold().removeprefix("the ").replace("’", "'").strip()
