"""Feasts that move, by year: Ramadan, the two Eids, Easter in both reckonings, Nowruz."""

from __future__ import annotations

from datetime import date
from functools import cache

from dateline.mentions.dates.spans import Days
from dateline.reference.files import read_table

TABLES = ("calendars/christian_and_persian.csv", "calendars/islamic.csv")


@cache
def _calendar() -> dict[str, list[Days]]:
    days: dict[str, list[Days]] = {}
    for table in TABLES:
        for row in read_table(table, columns=("holiday", "first", "last")):
            try:
                pair = date.fromisoformat(row["first"]), date.fromisoformat(row["last"])
            except ValueError as error:
                raise row.fault(str(error)) from None
            days.setdefault(row["holiday"], []).append(pair)
    return days


def holiday_days(name: str, year: int) -> list[Days]:
    """The days of a feast in a year and in the two years about it, in order; none outside the tables."""
    return [days for days in _calendar().get(name, []) if abs(days[0].year - year) <= 1]


def holiday_in(name: str, year: int) -> Days | None:
    """The days of a feast that begins in a year; the first where it comes twice."""
    return next((days for days in holiday_days(name, year) if days[0].year == year), None)
