"""The tables of feasts, recomputed from the rules that they are made by."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from dateline.mentions.dates.holidays import holiday_days, holiday_in
from dateline.mentions.dates.recipes import resolve
from dateline.mentions.dates.spans import add_months, days_of, part_of

YEARS = range(1985, 2036)
DAY = timedelta(1)


def easter(year: int) -> date:
    """Western Easter by the Gregorian computus."""
    golden, century = year % 19 + 1, year // 100 + 1
    skipped, moved = 3 * century // 4 - 12, (8 * century + 5) // 25 - 5
    sunday = 5 * year // 4 - skipped - 10
    epact = (11 * golden + 20 + moved - skipped) % 30
    if epact == 24 or (epact == 25 and golden > 11):
        epact += 1
    moon = 44 - epact
    moon += 30 if moon < 21 else 0
    moon += 7 - (sunday + moon) % 7
    return date(year, 3, 1) + timedelta(moon - 1)


def orthodox_easter(year: int) -> date:
    """Eastern Easter: Meeus's Julian rule, thirteen days on."""
    moon = (19 * (year % 19) + 15) % 30
    week = (2 * (year % 4) + 4 * (year % 7) - moon + 34) % 7
    month, day = divmod(moon + week + 114, 31)
    return date(year, month, day + 1) + timedelta(13)


def islamic(year: int, month: int, day: int) -> date:
    """The civil tabular calendar: months of 30 and 29 days, eleven leap years in thirty."""
    days = (year - 1) * 354 + (3 + 11 * year) // 30 + 29 * (month - 1) + month // 2 + day
    return date(622, 7, 19) + timedelta(days - 1)


@pytest.mark.parametrize("year", YEARS)
def test_easters_follow_the_computus(year: int) -> None:
    assert holiday_in("easter", year) == (easter(year), easter(year))
    assert holiday_in("good_friday", year) == (easter(year) - 2 * DAY, easter(year) - 2 * DAY)
    assert holiday_in("orthodox_easter", year) == (orthodox_easter(year), orthodox_easter(year))
    assert holiday_in("orthodox_christmas", year) == (date(year, 1, 7), date(year, 1, 7))


@pytest.mark.parametrize("year", range(1406, 1457))
def test_islamic_feasts_follow_the_tabular_calendar(year: int) -> None:
    first = islamic(year, 9, 1)
    fast = first, islamic(year, 10, 1) - DAY
    assert fast in holiday_days("ramadan", first.year)
    assert (islamic(year, 10, 1), islamic(year, 10, 3)) in holiday_days("eid_al_fitr", islamic(year, 10, 1).year)
    assert (islamic(year, 12, 10), islamic(year, 12, 13)) in holiday_days("eid_al_adha", islamic(year, 12, 10).year)


@pytest.mark.parametrize(("year", "first"), [(2001, 17), (2018, 17), (2024, 12)])
def test_ramadan_lies_within_a_day_or_two_of_the_seen_moon(year: int, first: int) -> None:
    days = holiday_in("ramadan", year)
    assert days is not None
    seen = {2001: date(2001, 11, first), 2018: date(2018, 5, first), 2024: date(2024, 3, first)}[year]
    assert abs((days[0] - seen).days) <= 1


@pytest.mark.parametrize("year", YEARS)
def test_nowruz_is_the_equinox(year: int) -> None:
    days = holiday_in("nowruz", year)
    assert days is not None
    assert days[0] in (date(year, 3, 20), date(year, 3, 21))


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("2019", "2019-01-01", "2019-12-31"),
        ("2016-02", "2016-02-01", "2016-02-29"),
        ("2019-W01", "2018-12-31", "2019-01-06"),
        ("2019-W51-WE", "2019-12-21", "2019-12-22"),
        ("2019-WI", "2019-12-01", "2020-02-29"),
        ("199", "1990-01-01", "1999-12-31"),
        ("18", "1800-01-01", "1899-12-31"),
        ("2019-12-20TNI", "2019-12-20", "2019-12-20"),
    ],
)
def test_values_mean_days(value: str, first: str, last: str) -> None:
    assert days_of(value) == (date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize("value", ["XXXX-12-15", "P1W", "PRESENT_REF", "2019-13", "2019-02-30", "2019-W60", ""])
def test_open_and_impossible_values_mean_none(value: str) -> None:
    assert days_of(value) is None


def test_parts_lie_within_their_period() -> None:
    for value in ("2015", "2015-02", "2015-SU", "199", "2015-Q1", "2015-W20"):
        whole = days_of(value)
        assert whole is not None
        for modifier in ("START", "FIRST", "MID", "END", "FINAL", "WEEK2"):
            first, last = part_of(whole, modifier)
            assert whole[0] <= first <= last <= whole[1]


@pytest.mark.parametrize(
    ("recipe", "value"),
    [
        ("XXXX-02-29~past", "2016-02-29"),
        ("XXXX-WXX-7~past", "2019-12-22"),
        ("XXXX-WXX-7~last", "2019-12-15"),
        ("XXXX-WXX-7~next", "2019-12-29"),
        ("XXXX-12-25~near", "2019-12-25"),
        ("XXXX-12-25~past", "2018-12-25"),
        ("XXXX-12-23~past", "2019-12-23"),
        ("W-1-5", "2019-12-13"),
        ("Y-1-09", "2018-09"),
        ("M-12", "2018-12"),
        ("XXXX-05-01~past;D+14", "2019-05-15"),
        ("D-1TNI", "2019-12-21TNI"),
    ],
)
def test_recipes_count_from_their_anchor(recipe: str, value: str) -> None:
    assert resolve(recipe, date(2019, 12, 22)).value == value


@pytest.mark.parametrize(
    ("recipe", "value"),
    [("XXXX-12-31;D+1", "XXXX-01-01"), ("XXXX-02-28;D+1", "XXXX-XX-XX"), ("XXXX-WXX-7;D+2", "XXXX-WXX-2")],
)
def test_steps_from_an_open_day_go_as_far_as_they_can(recipe: str, value: str) -> None:
    assert resolve(recipe, None).value == value


def test_months_end_where_the_calendar_ends() -> None:
    assert add_months(date(2020, 1, 31), 1) == date(2020, 2, 29)
    assert add_months(date(2020, 1, 31), 10**6) == date.max
