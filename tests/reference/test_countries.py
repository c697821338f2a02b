"""Countries by code, name, adjective and capital."""

from __future__ import annotations

import pytest

from dateline.reference.countries import (
    all_countries,
    country_by_capital,
    country_by_code,
    country_by_demonym,
    country_by_name,
)


@pytest.mark.parametrize(
    ("name", "iso3"),
    [
        ("the United States", "USA"),
        ("U.S.", "USA"),
        ("US", "USA"),
        ("Syria", "SYR"),
        ("IRAN", "IRN"),
        ("DR Congo", "COD"),
        ("Republic of Congo", "COG"),
        ("Congo-Brazzaville", "COG"),
        ("Burma", "MMR"),
        ("Côte d’Ivoire", "CIV"),
        ("Kosovo", "XKX"),
        ("Taiwan", "TWN"),
        ("Palestine", "PSE"),
        ("Western Sahara", "ESH"),
        ("Türkiye", "TUR"),
        ("South Sudan", "SSD"),
    ],
)
def test_a_country_is_known_by_its_names(name: str, iso3: str) -> None:
    country = country_by_name(name)
    assert country is not None
    assert country.iso3 == iso3


@pytest.mark.parametrize("name", ["us", "Idlib", "", "the", "Syrian", "car"])
def test_other_words_are_no_country(name: str) -> None:
    assert country_by_name(name) is None


@pytest.mark.parametrize(
    ("word", "iso3"),
    [
        ("Syrian", "SYR"),
        ("Syrians", "SYR"),
        ("Turks", "TUR"),
        ("Burmese", "MMR"),
        ("Congolese", "COD"),
        ("Thai", "THA"),
    ],
)
def test_an_adjective_names_its_country(word: str, iso3: str) -> None:
    country = country_by_demonym(word)
    assert country is not None
    assert country.iso3 == iso3


@pytest.mark.parametrize(
    ("name", "iso3"), [("Damascus", "SYR"), ("Kyiv", "UKR"), ("Kiev", "UKR"), ("Sana'a", "YEM"), ("Moscow", "RUS")]
)
def test_a_capital_names_its_country(name: str, iso3: str) -> None:
    country = country_by_capital(name)
    assert country is not None
    assert country.iso3 == iso3


def test_the_table_is_sound() -> None:
    countries = all_countries()
    codes = [country.iso3 for country in countries]
    assert codes == sorted(set(codes))
    assert len({country.iso2 for country in countries}) == len(countries) >= 230
    for country in countries:
        assert -90 <= country.latitude <= 90
        assert -180 <= country.longitude <= 180
        assert country_by_code(country.iso2.lower()) is country
        for neighbour in country.neighbours:
            other = country_by_code(neighbour)
            assert other is not None
            assert country.iso3 in other.neighbours
