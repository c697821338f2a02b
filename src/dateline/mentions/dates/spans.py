"""The days that a TIMEX3 value means: first and last, with part-of modifiers applied."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

Days = tuple[date, date]

#: The month in which a season begins, north and south of the equator.
SEASONS = {"SP": (3, 9), "SU": (6, 12), "FA": (9, 3), "WI": (12, 6)}

_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
_MONTH = re.compile(r"(\d{4})-(\d\d)")
_WEEK = re.compile(r"(\d{4})-W(\d\d)(-WE|-\d)?")
_PART = re.compile(r"(\d{4})-([QH])(\d)")
_SEASON = re.compile(r"(\d{4})-(SP|SU|FA|WI)")


def add_months(day: date, months: int) -> date:
    """The same day some months on, or the month's last where it is shorter; the calendar's ends hold."""
    number = day.year * 12 + day.month - 1 + months
    year, month = divmod(number, 12)
    if not 1 <= year <= 9999:
        return date.min if year < 1 else date.max
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def days_of(value: str, *, south: bool = False) -> Days | None:
    """First and last day of a TIMEX3 value; None where it is open, a duration or a set."""
    if "/" in value:
        first, _, last = value.partition("/")
        one, two = days_of(first, south=south), days_of(last, south=south)
        return None if one is None or two is None or two[1] < one[0] else (one[0], two[1])
    value = value.partition("T")[0] if not value.startswith("P") else value
    try:
        return _days_of(value, south)
    except ValueError:
        return None


def _days_of(value: str, south: bool) -> Days | None:
    if match := _DAY.fullmatch(value):
        day = date(int(match[1]), int(match[2]), int(match[3]))
        return day, day
    if match := _MONTH.fullmatch(value):
        return _months(int(match[1]), int(match[2]), 1)
    if match := _WEEK.fullmatch(value):
        monday = date.fromisocalendar(int(match[1]), int(match[2]), 1)
        if match[3] == "-WE":
            return monday + timedelta(5), monday + timedelta(6)
        if match[3]:
            day = monday + timedelta(int(match[3][1]) - 1)
            return day, day
        return monday, monday + timedelta(6)
    if match := _PART.fullmatch(value):
        months = 3 if match[2] == "Q" else 6
        return _months(int(match[1]), (int(match[3]) - 1) * months + 1, months)
    if match := _SEASON.fullmatch(value):
        return _months(int(match[1]), SEASONS[match[2]][south], 3)
    if value.isdigit() and 2 <= len(value) <= 4:
        years = 10 ** (4 - len(value))
        start = int(value) * years
        return date(start, 1, 1), date(start + years - 1, 12, 31)
    return None


def _months(year: int, month: int, count: int) -> Days:
    first = date(year, month, 1)
    return first, add_months(first, count) - timedelta(1)


def part_of(days: Days, modifier: str | None) -> Days:
    """The part of a period that START, MID or END means: a third of it, of a month ten days.

    "Early 2015" is January to April, "mid-March" the 11th to the 20th. FIRST and FINAL ("the start of", "the end of")
    are shorter: a month of a year or season, ten days of a month.
    HALF1 and HALF2 are halves; WEEK1 to WEEK5 count sevens of days; ACROSS is a night and the day it ends on.
    """
    if modifier is None:
        return days
    first, last = days
    length = (last - first).days + 1
    if modifier == "ACROSS":  # a night ends on the next day
        return first, last + timedelta(1)
    if modifier.startswith("WEEK"):
        start = first + timedelta(7 * (int(modifier[4:]) - 1))
        return (start, min(start + timedelta(6), last)) if start <= last else days
    if modifier.startswith("HALF"):
        middle = first + timedelta(length // 2)
        return (first, middle - timedelta(1)) if modifier == "HALF1" else (middle, last)
    if length < 14:
        return days
    if length < 32:
        bounds = {"START": (1, 10), "FIRST": (1, 10), "MID": (11, 20), "END": (21, 31), "FINAL": (21, 31)}
        if modifier not in bounds:
            return days
        low, high = bounds[modifier]
        return first.replace(day=low), last if high > 30 else first.replace(day=high)
    months = round(length / 30.44)
    third = max(1, months // 3)
    if modifier == "START":
        return first, add_months(first, third) - timedelta(1)
    if modifier == "FIRST":
        return first, add_months(first, max(1, months // 12)) - timedelta(1)
    if modifier == "MID":
        return add_months(first, third), add_months(first, months - third) - timedelta(1)
    if modifier == "END":
        return add_months(first, months - third), last
    if modifier == "FINAL":
        return add_months(first, months - max(1, months // 12)), last
    return days


def precision_of(value: str, days: Days | None) -> int | None:
    """UCDP's 1-5 for a value that stands for `days`: 1 a day, 2 two to six days, 3 a week, 4 a month, 5 more."""
    if days is None:
        return None
    length = (days[1] - days[0]).days + 1
    if value.startswith("P"):
        length -= 1
    for precision, most in ((1, 1), (2, 6), (3, 10), (4, 31)):
        if length <= most:
            return precision
    return 5
