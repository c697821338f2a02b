"""Second pass of the time grammar: what dates and parts of days make together ("early on Friday", "the end of May")."""

from __future__ import annotations

import re
from datetime import timedelta

from dateline.mentions.dates.grammar import is_a, made
from dateline.mentions.dates.items import Context, Item, Rules
from dateline.mentions.dates.spans import days_of

SECOND = Rules()

#: A year that has every day of the calendar.
LEAP_YEAR = "2004"

PERIOD = "(?:PERIODX|YEARX|WEEKX)"
PLACED = "(?:DAYX|PERIODX|YEARX|WEEKX)"


def timed(recipe: str, clock: str) -> str:
    """A recipe with a part of the day or an hour."""
    return recipe + clock


@SECOND.rule(
    "(?P<c>CLOCKX) (?:COMMA|OPEN)? (?:ON|OF)? (?P<d>DAYX) PARTX?",
    "(?P<d>DAYX) (?:COMMA|AT|OPEN)* (?P<c>CLOCKX) (?:OPEN CLOCKX CLOSE)?",
    "(?P<d>DAYX) PARTX (?:COMMA|AT)* (?P<c>CLOCKX)",
    "(?P<c>CLOCKX) OPEN CLOCKX CLOSE (?:ON|OF)? (?P<d>DAYX)",
    "EARLY ON (?P<d>DAYX) (?P<c>PARTX)",
    "(?P<c>CLOCKX) (?:IN|ON) PARTX (?:OF|ON) (?P<d>DAYX)",
    "EARLY? (?P<d>DAYX) (?:IN|AT)? (?P<c>PARTX)",
    "EARLY? (?P<c>PARTX) (?:COMMA)? (?:OF|ON)? (?P<d>DAYX) PARTX?",
    "EARLY (?:ON|IN) (?P<c>PARTX) (?:OF|ON) (?P<d>DAYX) PARTX?",
)
def time_of_day(context: Context, match: re.Match[str]) -> Item | None:
    """10:15 p.m. on Friday; Saturday night; the early hours of Sunday; dawn on Monday."""
    day, clock = context.item(match, "d"), context.item(match, "c")
    if match.start("c") < match.start("d") and is_a(context.before(match), "ORDINAL", "ORD"):
        return None  # "for a third night on Wednesday"
    first, _, last = day.recipe.partition("/")
    if last and clock.recipe == "TNI" and _is_next_day(first, last):  # the night of 14-15 May
        return made("DONE", f"{first}TNI%ACROSS", "TIME")
    if last:
        return made("DONE", day.recipe) if match.start("c") < match.start("d") else None
    return made("DONE", timed(day.recipe, clock.recipe), "TIME")


def _is_next_day(first: str, last: str) -> bool:
    """Whether one day of the calendar follows another, as far as days without a year tell."""
    one, other = days_of(first.replace("XXXX", LEAP_YEAR)), days_of(last.replace("XXXX", LEAP_YEAR))
    return one is not None and other is not None and other[0] - one[0] == timedelta(1)


@SECOND.rule("(?:EARLY|LATER) (?:ON)? (?P<d>DAYX)", "(?:EARLY|LATER) HYPHEN (?P<d>DAYX)")
def early_in_day(context: Context, match: re.Match[str]) -> Item | None:
    """Early on Saturday; late Thursday; earlier on Friday."""
    day = context.item(match, "d")
    first = context.line[match.start()]
    modifier = context.value_at(match.start()) if is_a(first, "EARLY") else None
    return made("DAYX", day.recipe, day.type, modifier)


@SECOND.rule(
    "(?P<n>NIGHTX) (?:ON|OF|FROM|COMMA)? (?P<d>DAYX) (?:(?:INTO|TO|HYPHEN) DAYX)?",
    "(?P<n>NIGHTX) (?P<i>INTO|TO) (?P<d>DAYX)",
    "(?P<d>DAYX) (?P<n>NIGHTX)",
    "(?P<n>PARTX) (?:OF|ON) (?P<d>DAYX) (?:INTO|TO|HYPHEN) DAYX",
    "(?P<d>DAYX) (?P<n>PARTX) (?:INTO|TO) DAYX",
)
def night_of(context: Context, match: re.Match[str]) -> Item | None:
    """Overnight on Friday; overnight into Saturday: the night that begins on Friday."""
    recipe = context.item(match, "d").recipe
    night = context.item(match, "n").recipe
    if not night.partition("%")[0].endswith("TNI") or "/" in recipe:
        return None
    if "i" in match.re.groupindex:
        recipe += ";D-1"
    return made("DONE", recipe + "TNI%ACROSS", "TIME")


@SECOND.rule(
    "THE? (?P<e>EARLY) HYPHEN? (?P<p>PERIODX|YEARX|WEEKX)",
    "(?P<e>EARLY) (?:IN|ON) (?P<p>PERIODX|YEARX|WEEKX)",
    "THE? (?P<e>EDGE) OF (?P<p>PERIODX|YEARX|WEEKX)",
    "THE? (?P<e>EARLY) OTHER OF (?P<p>PERIODX|YEARX|WEEKX)",
    "THE? (?P<e>EARLY) UNITS OF (?P<p>PERIODX|YEARX|WEEKX)",
)
def part_of_period(context: Context, match: re.Match[str]) -> Item | None:
    """Early 2015; mid-March; the start of winter; the end of last year."""
    period, mark = context.item(match, "p"), context.line[match.start("e")]
    value = context.value_at(match.start("e"))
    if "%" in period.recipe or "/" in period.recipe:
        return None
    if is_a(mark, "EDGE"):
        value = {"START": "FIRST", "END": "FINAL"}.get(value, value)
    return made("PERIODX", f"{period.recipe}%{value}")


@SECOND.rule("THE? (?P<e>EDGE) OF THE (?P<u>UNIT)", "(?P<u>UNIT) POSS (?P<e>EDGE)")
def edge_of_unit(context: Context, match: re.Match[str]) -> Item | None:
    """The end of the year; the start of the week."""
    unit = context.value(match, "u")
    if unit not in ("W", "M", "Y", "Q"):
        return None
    value = {"START": "FIRST", "END": "FINAL"}.get(context.value(match, "e"), "MID")
    return made("PERIODX", f"{unit}+0%{value}")


@SECOND.rule(
    "THE? (?P<n>ORDINAL|ORD) HYPHEN? (?P<u>HALF|UNIT) OF (?P<p>PERIODX|YEARX)",
    "THE? (?P<n>ORDINAL|ORD) (?P<u>HALF) OF THE (?P<y>UNIT)",
    "THE? (?P<n>LAST) (?P<u>HALF|UNIT|UNITS) OF (?P<p>PERIODX|YEARX)",
    "THE? (?P<n>ORDINAL) (?P<u>UNITS) OF (?P<p>PERIODX|YEARX)",
)
def ordinal_part(context: Context, match: re.Match[str]) -> Item | None:
    """The first half of 2023; the third week of August."""
    number, unit = int(context.value(match, "n") or -1), context.value(match, "u")
    whole = context.item(match, "p").recipe if "p" in match.re.groupindex else f"{context.value(match, 'y')}+0"
    if "%" in whole or "/" in whole:
        return None
    half = is_a(context.line[match.start("u")], "HALF")
    is_year = whole.startswith("Y") or re.fullmatch(r"\d{4}", whole) is not None
    if half and number < 0:
        number = 2
    if is_a(context.line[match.start("u")], "UNITS"):
        return made("PERIODX", f"{whole}%{'START' if number > 0 else 'END'}") if number < 2 else None
    if half and number in (1, 2):
        return made("PERIODX", f"{whole}-H{number}" if is_year else f"{whole}%HALF{number}")
    if unit == "W" and not is_year and -1 <= number <= 5:
        return made("PERIODX", f"{whole}%{'FINAL' if number < 0 else f'WEEK{number}'}")
    return None


@SECOND.rule(
    "(?P<q>PERIODX) (?:OF|IN|COMMA)? (?P<y>PERIODX|YEARX)",
    "(?P<q>PERIODX) OF THE (?P<u>UNIT)",
)
def in_year(context: Context, match: re.Match[str]) -> Item | None:
    """The third quarter of 2019; the first quarter of the year; September last year; the summer of last year."""
    part = context.item(match, "q").recipe
    if "u" in match.re.groupindex:
        year = "Y+0" if context.value(match, "u") == "Y" and "-Q" in part else ""
    else:
        year = context.item(match, "y").recipe
    if re.fullmatch(r"@Y[+-]\d+", year) and re.fullmatch(r"XXXX-\d\d", part):
        return made("PERIODX", f"{year};M={part[-2:]}")  # "in August of that year"
    if not re.fullmatch(r"\d{4}|Y[+-]\d+", year) or not re.fullmatch(r"XXXX-(Q\d|\d\d|SP|SU|FA|WI)", part):
        return None
    return made("PERIODX", part.replace("XXXX", year))


@SECOND.rule("(?P<d>DAYX) (?:OF|COMMA)? (?P<y>YEARX)", "(?P<d>DAYX) (?:OF|COMMA)? (?P<y>WEEKX)")
def day_in(context: Context, match: re.Match[str]) -> Item | None:
    """15 May last year; Friday last week."""
    day, frame = context.item(match, "d").recipe, context.item(match, "y").recipe
    if frame.startswith("@"):
        return None
    if frame.startswith("Y") and re.fullmatch(r"XXXX-\d\d-\d\d", day):
        return made("DAYX", day.replace("XXXX", frame))
    if frame.startswith("W") and re.fullmatch(r"XXXX-WXX-\d", day):
        return made("DAYX", f"{frame}-{day[-1]}")
    return None


@SECOND.rule(
    "(?P<n>SPANX) (?P<s>BEFORE|AFTER) (?P<d>DAYX|PERIODX)",
    "(?P<x>THE (?P<u>UNIT) (?P<s>BEFORE|AFTER) (?P<d>DAYX))",
)
def counted_from(context: Context, match: re.Match[str]) -> Item | None:
    """Two days after 5 May; the day before Sunday."""
    base = context.item(match, "d").recipe
    if base.startswith("@") or "%" in base or "/" in base:
        return None
    number, unit = 1, ""
    if "u" in match.re.groupindex:
        unit = context.value(match, "u")
    else:
        span = context.item(match, "n")
        number, unit = span.number, span.unit
    sign = "-" if is_a(context.line[match.start("s")], "BEFORE") else "+"
    return made("DAYX", f"{base};{unit}{sign}{number}") if unit in ("D", "W", "M", "Y") else None


@SECOND.rule("THE? EVE OF (?P<d>DAYX)")
def eve(context: Context, match: re.Match[str]) -> Item | None:
    """The eve of Ramadan."""
    base = context.item(match, "d").recipe
    return None if base.startswith("@") else made("DAYX", f"{base};D-1")


@SECOND.rule(
    "(?<=AT|BEFORE|BY|UNTIL|AFTER|SINCE|FROM) (?P<c>PARTX)",
    "(?<=IN) (?P<x>(?P<c>PARTX))",
)
def part_alone(context: Context, match: re.Match[str]) -> Item | None:
    """At dawn; in the early hours; by nightfall: on the day that the text speaks of."""
    item = context.item(match, "c")
    return made("DONE", f"@@{item.recipe}", "TIME")


@SECOND.rule("(?P<c>CLOCKX) (?:OPEN CLOCKX CLOSE)?")
def clock_alone(context: Context, match: re.Match[str]) -> Item | None:
    """At 10 a.m., on the day that the text speaks of."""
    return made("DONE", f"@@{context.item(match, 'c').recipe}", "TIME")
