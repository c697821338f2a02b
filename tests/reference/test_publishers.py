"""Where publishers are at home."""

from __future__ import annotations

import pytest

from dateline.reference.countries import country_by_code
from dateline.reference.files import read_table
from dateline.reference.publishers import TABLE, home_of


@pytest.mark.parametrize(
    ("publisher", "country"),
    [
        ("Pajhwok Afghan News", "AFG"),
        ("The Kyiv Independent", "UKR"),
        ("SANA", "SYR"),
        ("Ministry of Defence of Ukraine", "UKR"),
        ("Lebanon's Foreign Ministry", "LBN"),
        ("Reuters", None),
        ("BBC News", None),
        ("Al Jazeera", None),
        ("Valley Courier", None),
        (None, None),
    ],
)
def test_a_publisher_is_at_home_where_it_mostly_writes_of(publisher: str | None, country: str | None) -> None:
    assert home_of(publisher) == country


def test_every_home_is_a_country_and_no_name_stands_twice() -> None:
    rows = list(read_table(TABLE, columns=("name", "country")))
    assert [row["name"] for row in rows if row["country"] and country_by_code(row["country"]) is None] == []
    assert len({row["name"].casefold() for row in rows}) == len(rows)
