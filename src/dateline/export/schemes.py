"""How kinds, events and countries are told in the schemes of others: look-ups of the data folder."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache
from typing import Any

from dateline.errors import DataError
from dateline.reference.countries import country_by_code
from dateline.reference.files import read_table, read_toml


@dataclass(frozen=True, slots=True, kw_only=True)
class CountryCodes:
    """A country's numbers and regions in other schemes; None where a scheme has none for it."""

    iso_numeric: int | None
    gleditsch_ward: int | None
    ucdp_region: str | None
    acled_region: str | None


@cache
def _countries() -> dict[str, CountryCodes]:
    columns = ("iso3", "iso_numeric", "gleditsch_ward", "ucdp_region", "acled_region")
    found = {}
    for row in read_table("exports/countries.csv", columns=columns):
        if country_by_code(row["iso3"]) is None:
            raise row.fault(f"no such country: {row['iso3']!r}")
        numbers = [row.number_of(name) for name in ("iso_numeric", "gleditsch_ward")]
        iso, ward = (None if number is None else int(number) for number in numbers)
        found[row["iso3"]] = CountryCodes(
            iso_numeric=iso,
            gleditsch_ward=ward,
            ucdp_region=row.get("ucdp_region"),
            acled_region=row.get("acled_region"),
        )
    return found


def country_codes(iso3: str | None) -> CountryCodes:
    """The codes of a country; all None where it is not known."""
    nothing = CountryCodes(iso_numeric=None, gleditsch_ward=None, ucdp_region=None, acled_region=None)
    return nothing if iso3 is None else _countries().get(iso3, nothing)


def country_of_number(number: int) -> str | None:
    """The ISO code of a Gleditsch-Ward number."""
    return next((iso3 for iso3, codes in _countries().items() if codes.gleditsch_ward == number), None)


def country_name(iso3: str | None) -> str | None:
    """The name of a country."""
    country = country_by_code(iso3) if iso3 else None
    return None if country is None else country.name


@cache
def scheme(*keys: str) -> dict[str, Any]:
    """A table of `data/exports/schemes.toml`; raises DataError where there is none."""
    table: Any = read_toml("exports/schemes.toml")
    for key in keys:
        if key not in table:
            raise DataError(f"exports/schemes.toml: no table {'.'.join(keys)}")
        table = table[key]
    return dict(table)


def number_of(id: str) -> int:
    """A whole number for an id, the same in every run, small enough for any reader (at most 52 bits)."""
    return int(hashlib.sha256(id.encode()).hexdigest()[:13], 16)
