"""Recipes: what a time expression means before a day is known to count from, and how such a day resolves it.

A recipe is a short line that a mention keeps, so that a date of publication that is learnt later resolves it
without a parse. It is one of

- `2016-11-29`, `2015-Q1`, `199`: a date with its own year
- `XXXX-12-15~past`: "Dec. 15", the direction after `~`; `XXXX-WXX-6~last`, `XXXX-SP~near`, `XXXX=ramadan~past`
- `D-1`, `W+0`, `M-1`, `Q+0`, `Y+1`, `E+0`: yesterday, this week, last month, this quarter, next year, this weekend
- `Y-1-09`, `W-1-5`: September last year, Friday last week
- `<P1W`, `>P3D`: the past week, the next three days
- `RECIPE;D+14`, `RECIPE;M=08`: two weeks later than that, August of that year
- `PRESENT_REF`, `P3M`: now; three months

A part of the day or an hour follows as `TNI` or `T22:15`, a part of a period as `%START`, `%MID` or `%FINAL`. `!S`
at the end turns the seasons (south of the equator).
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from dateline.mentions.dates.holidays import holiday_days
from dateline.mentions.dates.spans import Days, add_months, days_of, part_of

#: An undated day so close ahead, when the last one lies so far back, is the coming one ("the Jan. 3 deadline").
SOON, LONG_AGO = 45, 300
#: Papers west of the event print the day before it: a day that far ahead is still the one just past.
TIME_ZONES = 1

_SHIFT = re.compile(r"([DWMQYE])([+-]\d+)((?:-[0-9A-Z]+)*)")
_ROLLING = re.compile(r"([<>])(P(?:T?)(\d+|X)(TH|TM|[HMDWY]))")
_CLOCK = re.compile(r"T(?:\d\d(?::\d\d)*|[A-Z]{2})$")
_OPEN_UNIT = {"D": "XXXX-XX-XX", "W": "XXXX-WXX", "M": "XXXX-XX", "Q": "XXXX-QX", "Y": "XXXX", "E": "XXXX-WXX-WE"}


@dataclass(frozen=True, slots=True)
class Resolved:
    """The value of a recipe and the days it means; `anchored` says whether the anchor was needed and used."""

    value: str
    days: Days | None
    anchored: bool = False


def resolve(recipe: str, anchor: date | None) -> Resolved:
    """What a recipe means, counted from `anchor`; an open value and no days where it needs one and has none."""
    body, south = (recipe[:-2], True) if recipe.endswith("!S") else (recipe, False)
    body, _, part = body.partition("%")
    steps = body.split(";")
    clock = ""
    if not body.startswith(("P", "<", ">", "FUTURE")) and (found := _CLOCK.search(steps[-1])):
        clock = found[0]
        steps[-1] = steps[-1][: found.start()]
    try:
        resolved = _first_step(steps[0], anchor, south)
    except OverflowError:  # beyond the calendar's ends
        resolved = _first_step(steps[0], None, south)
    for step in steps[1:]:
        resolved = _next_step(resolved, step)
    days = part_of(resolved.days, part or None) if resolved.days is not None else None
    if days is not None and anchor is not None and days[0] <= anchor <= days[1]:
        if part == "EARLIER":  # earlier this month: up to the day of the report
            days = days[0], anchor
        elif part == "LATER":
            days = anchor, days[1]
    return Resolved(resolved.value + clock, days, resolved.anchored)


_MONTH_OF = re.compile(r"M=(\d\d)")
_TEMPLATE = re.compile(
    r"XXXX(?:-(?:WXX-(?:\d|WE)|\d\d(?:-\d\d)?(?:/XXXX-\d\d(?:-\d\d)?)?|SP|SU|FA|WI|[QH]\d)|=[a-z_]+)(?!-XX)"
)


def directed(recipe: str, direction: str) -> str:
    """The recipe with a direction for its open template, where it has one and no direction yet."""
    match = _TEMPLATE.match(recipe)
    if match is None or recipe[match.end() : match.end() + 1] == "~":
        return recipe
    return f"{match[0]}~{direction}{recipe[match.end() :]}"


def is_open(recipe: str) -> bool:
    """Whether a recipe waits for a direction."""
    return directed(recipe, "past") != recipe


def without_clock(recipe: str) -> str:
    """The day of a recipe, without its hour or part of the day."""
    return recipe if recipe.startswith(("P", "<", ">", "F")) else _CLOCK.sub("", recipe.partition("%")[0])


def needs_anchor(recipe: str) -> bool:
    """Whether a recipe has no full meaning by itself."""
    return not recipe.startswith("XXXX-XX-XX") and (
        "XXXX" in recipe or recipe[0] in "<>" or _SHIFT.match(recipe) is not None
    )


def _first_step(step: str, anchor: date | None, south: bool) -> Resolved:
    template, _, direction = step.partition("~")
    if template in ("PRESENT_REF", "PAST_REF", "FUTURE_REF"):
        return Resolved(template, None)
    if match := _ROLLING.fullmatch(template):
        return _rolling(match, anchor)
    if match := _SHIFT.fullmatch(template):
        return _shift(match, anchor, south)
    if "XXXX" not in template or template.startswith("XXXX-XX-XX"):
        return Resolved(template, days_of(template, south=south))
    if anchor is None:
        return Resolved(template.partition("=")[0], None)
    chosen = _choose(list(_readings(template, anchor, south)), anchor, direction)
    if chosen is None:
        return Resolved(template.partition("=")[0], None)
    return Resolved(chosen[0], chosen[1], anchored=True)


def _readings(template: str, anchor: date, south: bool) -> Iterator[tuple[str, Days]]:
    """The values that an open template can have around the anchor, in order."""
    if template == "XXXX-WXX-WE":
        for weeks in range(-2, 3):
            value = _week(anchor + timedelta(7 * weeks)) + "-WE"
            days = days_of(value)
            if days is not None:
                yield value, days
        return
    if template.startswith("XXXX-WXX-"):
        weekday = int(template[9])
        start = anchor - timedelta(anchor.isoweekday() - weekday)
        for weeks in range(-2, 3):
            day = start + timedelta(7 * weeks)
            yield day.isoformat(), (day, day)
        return
    if "=" in template:
        yield from ((_range(days), days) for days in holiday_days(template.partition("=")[2], anchor.year))
        return
    reach = 8 if "-02-29" in template else 2
    for year in range(anchor.year - reach, anchor.year + reach + 1):
        value = template.replace("XXXX", f"{year:04d}")
        first, slash, last = template.partition("/")
        if slash and last < first:  # 28 December to 3 January
            value = f"{first.replace('XXXX', f'{year:04d}')}/{last.replace('XXXX', f'{year + 1:04d}')}"
        days = days_of(value, south=south)
        if days is not None:
            yield value, days


def _choose(options: list[tuple[str, Days]], anchor: date, direction: str) -> tuple[str, Days] | None:
    """The reading that the direction asks for.

    "near" looks back unless the coming one is close and the last is far, "term" ahead unless the last is much nearer;
    "this" is the one of the anchor's year.
    """
    before = [o for o in options if o[1][0] <= anchor]
    after = [o for o in options if o[1][1] >= anchor]
    if direction == "last":
        before = [o for o in options if o[1][1] < anchor]
    elif direction == "next":
        after = [o for o in options if o[1][0] > anchor]
    past, future = before[-1] if before else None, after[0] if after else None
    if direction == "this":
        within = [o for o in options if o[1][0].year == o[1][1].year == anchor.year]
        return within[0] if within else past
    if direction == "term" and past is not None and future is not None:
        return past if 2 * (anchor - past[1][1]).days < (future[1][0] - anchor).days else future
    if direction in ("future", "next"):
        return future
    if past is not None and future is not None and direction in ("past", "near"):
        ahead, back = (future[1][0] - anchor).days, (anchor - past[1][1]).days
        if back >= LONG_AGO and ahead <= (SOON if direction == "near" else TIME_ZONES):
            return future
    return past


def _rolling(match: re.Match[str], anchor: date | None) -> Resolved:
    if anchor is None or match[3] == "X":
        return Resolved(match[2], None)
    sign = -1 if match[1] == "<" else 1
    other = _moved(anchor, match[4] if "T" not in match[2] else "T" + match[4], sign * int(match[3]))
    if other is None:
        return Resolved(match[2], None)
    return Resolved(match[2], (min(anchor, other), max(anchor, other)), anchored=True)


def _moved(day: date, unit: str, count: int) -> date | None:
    """A day some units on; None where the calendar ends."""
    try:
        if unit == "TH":
            return day + timedelta(-(-count // 24) if count > 0 else count // 24)
        if unit == "TM":
            return day
        if unit in "DW":
            return day + timedelta(count * (7 if unit == "W" else 1))
        return add_months(day, count * (12 if unit == "Y" else 1))
    except OverflowError:
        return None


def _shift(match: re.Match[str], anchor: date | None, south: bool) -> Resolved:
    unit, count, suffix = match[1], int(match[2]), match[3]
    if anchor is None:
        return Resolved((_OPEN_UNIT[unit] if not (suffix and unit == "Y") else "XXXX") + suffix, None)
    value = _unit_at(unit, anchor, count)
    if value is None:
        return Resolved(_OPEN_UNIT[unit] + suffix, None)
    if suffix and unit == "W":
        days = days_of(value + suffix)
        return Resolved(value if days is None else days[0].isoformat(), days, anchored=True)
    return Resolved(value + suffix, days_of(value + suffix, south=south), anchored=True)


def _unit_at(unit: str, day: date, count: int) -> str | None:
    """The value of the day, week, month, … that lies `count` of them from the one that holds `day`."""
    try:
        if unit == "D":
            return (day + timedelta(count)).isoformat()
        if unit in "WE":
            return _week(day + timedelta(7 * count)) + ("-WE" if unit == "E" else "")
        if unit == "M":
            return add_months(day.replace(day=1), count).isoformat()[:7]
        if unit == "Q":
            moved = add_months(day.replace(day=1), 3 * count)
            return f"{moved.year:04d}-Q{(moved.month + 2) // 3}"
        return f"{day.year + count:04d}" if 0 < day.year + count < 10000 else None
    except OverflowError:
        return None


def _next_step(base: Resolved, step: str) -> Resolved:
    """A step from a date of the text: "two weeks later", "the previous month"."""
    if (month := _MONTH_OF.fullmatch(step)) is not None:
        of_year = "XXXX" if base.days is None else f"{base.days[0].year:04d}"
        return Resolved(f"{of_year}-{month[1]}", days_of(f"{of_year}-{month[1]}"), base.anchored)
    match = _SHIFT.fullmatch(step)
    if match is None:
        return Resolved("XXXX-XX-XX", None)
    unit, count = match[1], int(match[2])
    if base.days is not None:
        start = base.days[1] if count > 0 else base.days[0]
        if unit == "W":  # two weeks after a day is a day
            unit, count = "D", 7 * count
        value = _unit_at(unit, start, count)
        return Resolved(value or _OPEN_UNIT[unit], days_of(value) if value else None, base.anchored)
    if unit == "W":
        unit, count = "D", 7 * count
    return Resolved(_open_shift(base.value.partition("T")[0], unit, count), None)


def _open_shift(value: str, unit: str, count: int) -> str:
    """A step from an open value, as far as no year is needed: the day after XXXX-12-06 is XXXX-12-07."""
    if unit == "D" and re.fullmatch(r"XXXX-WXX-\d", value):
        return f"XXXX-WXX-{(int(value[-1]) - 1 + count) % 7 + 1}"
    if unit == "D" and re.fullmatch(r"XXXX-\d\d-\d\d", value):
        month, day = int(value[5:7]), int(value[8:])
        if day <= monthrange(2001, month)[1]:
            plain, leap = (date(year, month, day) + timedelta(count) for year in (2001, 2004))
            if (plain.month, plain.day) == (leap.month, leap.day):
                return f"XXXX-{plain.month:02d}-{plain.day:02d}"
    if unit == "M" and re.match(r"XXXX-\d\d", value):
        return f"XXXX-{(int(value[5:7]) - 1 + count) % 12 + 1:02d}"
    return _OPEN_UNIT[unit]


def _week(day: date) -> str:
    year, week, _ = day.isocalendar()
    return f"{year:04d}-W{week:02d}"


def _range(days: Days) -> str:
    return days[0].isoformat() if days[0] == days[1] else f"{days[0].isoformat()}/{days[1].isoformat()}"
