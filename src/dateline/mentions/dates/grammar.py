"""First pass of the time grammar: dates, weekdays, months, years, seasons, hours, as they stand by themselves."""

from __future__ import annotations

import re

from dateline.mentions.dates.holidays import holiday_in
from dateline.mentions.dates.items import Context, Item, Rules
from dateline.mentions.dates.spans import days_of
from dateline.mentions.dates.words import lexicon

FIRST = Rules()

MON = "(?:MONTH|MONTH_OR_WORD|MONTH_ABBR DOT?)"
WEEK_DAY = "(?:(?:LAST|NEXT|THIS)? (?:WEEKDAY|WEEKDAY_ABBR DOT?) COMMA?)?"
NUM_DAY = "(?:DAY|ORD)"
IN_YEAR = "(?:(?:COMMA|OF)? (?P<y>YEAR))?"
JOIN = "(?:HYPHEN|TO|AND|UNTIL)"


def is_a(mark: str, *names: str) -> bool:
    return mark != "" and mark in lexicon().set_of(*names)


def made(kind: str, recipe: str, type_: str = "DATE", modifier: str | None = None) -> Item:
    """An item whose place is filled in later."""
    return Item(kind, 0, 0, type_, recipe, modifier)


def _day(year: str, month: str, day: str) -> str | None:
    """The value of a calendar day, None where there is no such day."""
    value = f"{month}-{int(day):02d}"
    if days_of(f"{year or '2004'}-{value}") is None:
        return None
    return f"{year or 'XXXX'}-{value}"


def century(two: str) -> str:
    """The year of two digits: 50 to 99 are of the last century (who coded news by computer before 1950?)."""
    return two if len(two) != 2 else ("19" if int(two) >= 50 else "20") + two


@FIRST.rule(
    f"{WEEK_DAY} THE? (?P<d>{NUM_DAY}) OF? (?P<m>{MON}) {IN_YEAR}",
    f"{WEEK_DAY} (?P<m>{MON}) THE? (?P<d>{NUM_DAY}) {IN_YEAR}",
    f"{WEEK_DAY} THE? (?P<d>{NUM_DAY}) OF? (?P<m>{MON}) (?P<y>TWO)",
    f"{WEEK_DAY} (?P<d>DAY) (?P<m>{MON}) (?P<y>DAY) (?=OPEN|HYPHEN)",
    f"(?P<d>DAY) HYPHEN (?P<m>{MON}) HYPHEN (?P<y>YEAR|TWO|DAY)",
)
def calendar_day(context: Context, match: re.Match[str]) -> Item | None:
    """15 December 2016; Thursday, Dec. 15; last Friday, 12 May; the 3rd of March; 10 JAN 90; 15-Dec-16."""
    if match.start("m") < match.start("d") and is_a(context.after(match), "COUNTED", "UNITS"):
        return None  # "in May 12 people": the month is for its own rule
    if is_a(context.line[match.start()], "THE") and not is_a(context.line[match.start("d")], "ORD"):
        return None
    value = _day(century(context.value(match, "y")), context.value(match, "m"), context.value(match, "d"))
    return None if value is None else made("DAYX", value)


@FIRST.rule(
    f"(?P<m>{MON}) (?P<a>{NUM_DAY}) (?:COMMA {NUM_DAY})* {JOIN} (?P<b>{NUM_DAY}) {IN_YEAR}",
    f"THE? (?P<a>{NUM_DAY}) (?:(?:COMMA|HYPHEN) {NUM_DAY})* {JOIN} THE? (?P<b>{NUM_DAY}) OF? (?P<m>{MON}) {IN_YEAR}",
    f"(?P<a>{NUM_DAY}) (?P<m>{MON}) HYPHEN (?P<b>{NUM_DAY}) (?P<n>{MON}) {IN_YEAR}",
    f"(?P<m>{MON}) (?P<a>{NUM_DAY}) HYPHEN (?P<n>{MON}) (?P<b>{NUM_DAY}) {IN_YEAR}",
)
def calendar_days(context: Context, match: re.Match[str]) -> Item | None:
    """11-13 Dec; 5 to 9 May; 29 and 30 June; October 25-26, 2016; 28 Feb-3 March."""
    if match.start("m") < match.start("a") and is_a(context.after(match), "COUNTED"):
        return None
    month = context.value(match, "m")
    other = context.value(match, "n") if "n" in match.re.groupindex else month
    year = context.value(match, "y")
    first, last = _day(year, month, context.value(match, "a")), _day(year, other, context.value(match, "b"))
    if first is None or last is None:
        return None
    if last < first and year and month > other:  # 28 December - 3 January 2017
        first = str(int(year) - 1) + first[4:]
    if last <= first and month <= other:
        return None
    return made("DAYX", f"{first}/{last}")


@FIRST.rule(f"(?P<m>{MON}) HYPHEN (?P<n>{MON}) {IN_YEAR}")
def months(context: Context, match: re.Match[str]) -> Item | None:
    """June-July 2014; Jan-Mar."""
    first, last, year = context.value(match, "m"), context.value(match, "n"), context.value(match, "y")
    if first == last or (year and last < first):
        return None
    return made("PERIODX", f"{year or 'XXXX'}-{first}/{year or 'XXXX'}-{last}")


@FIRST.rule("ISO")
def iso_day(context: Context, match: re.Match[str]) -> Item | None:
    """2016-11-29."""
    value = context.word(match.start()).replace("/", "-")
    return made("DAYX", value) if days_of(value) else None


@FIRST.rule("SLASHED")
def slashed_day(context: Context, match: re.Match[str]) -> Item | None:
    """29/11/2016; 29.11.2016. 03/04/2016 may be March or April and is left alone."""
    word = context.word(match.start())
    one, two, year = re.split(r"[/.-]", word)
    if "." in word or int(one) > 12 or one.lstrip("0") == two.lstrip("0"):
        value = _day(year, f"{int(two):02d}", one) if 1 <= int(two) <= 12 else None
    elif int(two) > 12:
        value = _day(year, f"{int(one):02d}", two)
    else:
        return Item("DONE", 0, 0)
    return made("DAYX", value) if value else None


@FIRST.rule("(?P<y>YEAR) HYPHEN (?P<z>DAY|TWO|YEAR)")
def years(context: Context, match: re.Match[str]) -> Item | None:
    """2016-19; 2011-2015; 2016-11 is a month."""
    first, last = context.value(match, "y"), context.value(match, "z")
    if len(last) == 2 and last <= first[2:]:
        return made("PERIODX", f"{first}-{last}") if "01" <= last <= "12" else None
    last = first[: 4 - len(last)] + last
    return made("PERIODX", f"{first}/{last}") if last > first and len(last) == 4 else None


@FIRST.rule(
    "THE? (?P<how>LAST|PAST|PREVIOUS|NEXT|COMING|FOLLOWING|THIS)? (?P<w>WEEKDAY)",
)
def weekday(context: Context, match: re.Match[str]) -> Item | None:
    """Friday; last Thursday; this coming Sunday; the following Monday."""
    if is_a(context.line[match.start()], "THE") and match.start("how") < 0:
        return None
    if is_a(context.before(match), "NICKNAME"):
        return None
    word = context.word(match.end())
    if is_a(context.before(match), "THE") and word.istitle():
        return None  # the Sunday Times, the Friday Mosque
    template = f"XXXX-WXX-{context.value(match, 'w')}"
    return made("DAYX", template + _how(context, match))


def _how(context: Context, match: re.Match[str]) -> str:
    """The direction that "last" or "next" gives; none where the words leave it open."""
    if match.start("how") < 0:
        return ""
    mark = context.line[match.start("how")]
    if is_a(mark, "LAST", "PAST", "PREVIOUS"):
        return "~last"
    return "~next" if is_a(mark, "NEXT", "COMING", "FOLLOWING") else ""


@FIRST.rule("(?:LATER|THE)? (?P<w>DAY_WORD)")
def day_word(context: Context, match: re.Match[str]) -> Item | None:
    """Today; earlier today; the day before yesterday."""
    recipe = context.value(match, "w")
    if is_a(context.line[match.start()], "THE") and recipe in ("D+0", "D-1", "D+1"):
        return None
    return made("DAYX", recipe)


@FIRST.rule("(?:LATER|EARLY)? NIGHT_WORD")
def tonight(_context: Context, _match: re.Match[str]) -> Item | None:
    """Tonight."""
    return made("DONE", "D+0TNI", "TIME")


@FIRST.rule("OVERNIGHT")
def overnight(_context: Context, _match: re.Match[str]) -> Item | None:
    """Overnight: the night before the day of the report."""
    return made("NIGHTX", "D-1TNI%ACROSS", "TIME")


@FIRST.rule(f"(?:(?P<how>LAST|NEXT|THIS|PAST|COMING) )?(?P<m>{MON}) (?:(?:COMMA|OF)? (?P<y>YEAR))?")
def month(context: Context, match: re.Match[str]) -> Item | None:
    """September 2018; last July; in January. May and March need a sign that they are no other words."""
    year, how = context.value(match, "y"), _how(context, match)
    mark = context.line[match.start("m")]
    if year and is_a(context.after(match), "COUNTED"):
        return None
    if not year and match.start("how") < 0 and not is_a(mark, "MONTH"):
        names = ("IN", "SINCE", "BY", "UNTIL", "FROM", "BETWEEN", "EARLY", "HYPHEN")
        before = context.before(match)
        joined = is_a(before, "AND", "TO", "COMMA") and is_a(context.line[match.start() - 2], *MONTHS)
        edge = is_a(before, "OF") and is_a(context.line[match.start() - 2], "EDGE", "HALF", "UNIT", "ORDINAL")
        seen = is_a(context.after(match), "SAW") and not is_a(before, "THE", "ARTICLE")  # "May saw 174 killed"
        if not (is_a(before, *names) or joined or edge or seen):
            return None
    return made("PERIODX", f"{year or 'XXXX'}-{context.value(match, 'm')}{'' if year else how}")


MONTHS = ("MONTH", "MONTH_OR_WORD", "MONTH_ABBR")


@FIRST.rule("YEAR")
def year(context: Context, match: re.Match[str]) -> Item | None:
    """2016, where it is no number of people, of a resolution or of a unit."""
    if is_a(context.before(match), "LABEL", "ABOUT", "AM", "DAY", "TWO", "NUM", "HHMM", "YEAR"):
        return None
    if is_a(context.after(match), "COUNTED", "UNITS", "ZONE", "UNIT", "AM"):
        return None
    return made("PERIODX", context.value_at(match.start()))


@FIRST.rule("THE? (?P<d>DECADE)")
def decade(context: Context, match: re.Match[str]) -> Item | None:
    """The 1990s; the '90s."""
    digits = re.sub(r"\D", "", context.value(match, "d"))
    if len(digits) == 2:
        has_the = is_a(context.line[match.start()], "THE")
        if not has_the and not is_a(context.before(match), "EARLY", "HYPHEN"):
            return None
        if is_a(context.before(match), "HIS") or digits < "30":
            return None
        return made("PERIODX", "19" + digits[0])
    return made("PERIODX", digits[:3])


@FIRST.rule("THE? (?P<n>ORDINAL|ORD) HYPHEN? (?P<u>UNIT)")
def ordinal_unit(context: Context, match: re.Match[str]) -> Item | None:
    """The third quarter; the 19th century; a third night is a count and no date."""
    unit, number = context.value(match, "u"), int(context.value(match, "n"))
    if unit == "Q" and 1 <= number <= 4:
        return made("PERIODX", f"XXXX-Q{number}")
    if unit == "100Y" and number > 1:
        return made("PERIODX", f"{number - 1:02d}")
    return None


@FIRST.rule(
    "(?P<how>LAST|NEXT|THIS|COMING) (?P<s>SEASON|FALL)",
    "THE? (?P<s>SEASON) OF? (?P<y>YEAR) (?:HYPHEN (?:DAY|TWO))?",
    "(?<=IN|BY|OF|TO) (?P<x>THE (?P<s>SEASON))",
    "(?<=SINCE|BEFORE|UNTIL|OVER|AFTER|EARLY|AND) (?P<x>THE? (?P<s>SEASON))",
    "(?<=IN|BY|OF|HYPHEN) (?P<x>(?P<s>SEASON))",
    "THE? (?P<s>FALL) OF? (?P<y>YEAR)",
    "(?<=IN) (?P<x>THE (?P<s>FALL)) (?!OF)",
)
def season(context: Context, match: re.Match[str]) -> Item | None:
    """The spring of 2011; last summer; in winter; the fall of 2011, but not the fall of a town."""
    groups = match.re.groupindex
    year = context.value(match, "y") if "y" in groups else ""
    how = _how(context, match) if "how" in groups else ""
    if "how" in groups and not how:
        how = "~this"  # "this summer" is to come in May, and over in November
    return made("PERIODX", f"{year or 'XXXX'}-{context.value(match, 's')}{'' if year else how}")


@FIRST.rule("HOLIDAY (?:OF|IN|COMMA)? (?P<y>YEAR)", "(?:(?P<how>LAST|NEXT|THIS) )?HOLIDAY")
def holiday(context: Context, match: re.Match[str]) -> Item | None:
    """Ramadan; Eid al-Fitr 2018; last Christmas."""
    groups = match.re.groupindex
    at = match.start() + (1 if "how" in groups and match.start("how") >= 0 else 0)
    day = context.value_at(at)
    how = _how(context, match) if "how" in groups else ""
    year = context.value(match, "y") if "y" in groups else ""
    if day.startswith("XXXX"):
        return made("DAYX", day.replace("XXXX", year) if year else day + how)
    if year:
        days = holiday_in(day, int(year))
        if days is None:
            return made("PERIODX", year)
        first, last = days[0].isoformat(), days[1].isoformat()
        return made("DAYX", first if first == last else f"{first}/{last}")
    return made("DAYX", f"XXXX={day}{how}")


@FIRST.rule(
    "(?P<c>CLOCK) ZONE? ZONE?",
    "(?P<c>DAY|NUMBER) (?P<a>AM) ZONE?",
    "(?P<c>CLOCK) (?P<a>AM) ZONE?",
    "(?P<c>HHMM|YEAR|DAY) ZONE ZONE?",
    "(?P<c>HHMM) (?=DAY_WORD|ON)",
    "(?<=AT|BY) (?P<x>(?P<c>HHMM) UNITS?)",
    "(?<=AT|BY) (?P<x>(?P<c>NUM) UNITS)",
    "(?P<c>CLOCK_WORD)",
)
def clock(context: Context, match: re.Match[str]) -> Item | None:
    """10:15 p.m.; 0600 GMT; at 0215; noon."""
    value = context.value(match, "c")
    if value.startswith("T"):
        return made("CLOCKX", value, "TIME")
    if "x" in match.re.groupindex and match.end() - match.start("x") == 2 and context.word(match.end() - 1) != "hours":
        return None
    if is_a(context.line[match.start("c")], "NUM") and not re.fullmatch(r"\d{1,2}\.\d\d", value):
        return None
    parts = re.split(r"[:.]", value) if not (value.isdigit() and len(value) == 4) else [value[:2], value[2:]]
    hour, minute = int(parts[0]), int(parts[1]) if len(parts) > 1 else 0
    if "a" in match.re.groupindex:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + int(context.value(match, "a"))
    if hour > 24 or minute > 59:
        return None
    return made("CLOCKX", f"T{hour:02d}:{minute:02d}", "TIME")


@FIRST.rule("THE? EARLY? (?P<p>PART|DAY_PART)", "THE? (?P<p>UNIT)")
def part(context: Context, match: re.Match[str]) -> Item | None:
    """Morning; the early hours; night: for a day to take up, or alone after "at"."""
    value = context.value(match, "p")
    if value == "N":
        value = "TNI"
    return made("PARTX", value, "TIME") if value.startswith("T") and len(value) == 3 else None


@FIRST.rule("(?P<how>LAST|THIS) (?P<p>PART|UNIT)")
def this_part(context: Context, match: re.Match[str]) -> Item | None:
    """Last night; this morning."""
    value = context.value(match, "p")
    value = "TNI" if value == "N" else value
    if len(value) != 3 or not value.startswith("T"):
        return None
    return made("DONE", ("D-1" if _how(context, match) else "D+0") + value, "TIME")


@FIRST.rule("THE? REFERENCE")
def reference(context: Context, match: re.Match[str]) -> Item | None:
    """Now; recently; in the near future."""
    value = context.value_at(match.end() - 1)
    if match.end() - match.start() == 2 and value != "FUTURE_REF":
        return None  # "the recently adopted resolution": the word alone
    return made("DONE", value)
