"""First pass of the time grammar: units counted from a day ("last week", "two days ago"), durations and sets."""

from __future__ import annotations

import re

from dateline.mentions.dates.grammar import FIRST, is_a, made
from dateline.mentions.dates.items import Context, Item

COUNT = "(?:DAY|TWO|NUM|NUMBER|HHMM|YEAR|VAGUE)"
UNITS = "(?:UNIT|UNITS)"


def _number(context: Context, match: re.Match[str], name: str = "n") -> float | None:
    """The count at a group: 1 where there is none or an article, None where it is vague."""
    value = context.value(match, name) if name in match.re.groupindex else ""
    if not value:
        return 1
    return None if value == "X" else (float(value) if "." in value else int(value))


def _split(unit: str) -> tuple[int, str]:
    """Factor and letter of a unit: two weeks for a fortnight, ten years for a decade."""
    digits = re.match(r"\d*", unit)
    factor = digits[0] if digits else ""
    return int(factor or 1), unit[len(factor) :]


def duration(number: float | None, unit: str) -> str | None:
    """The TIMEX3 duration of some units."""
    factor, letter = _split(unit)
    count = "X" if number is None else f"{number * factor:.12g}"
    if letter == "E":
        return f"P{count}WE"
    if letter == "Q":
        return f"P{count}Q"
    return f"PT{count}{letter[1]}" if letter[0] == "T" else f"P{count}{'D' if letter == 'N' else letter}"


def _shift(number: float, unit: str) -> str | None:
    """The step of some units, None for those of an hour or a night."""
    factor, letter = _split(unit)
    return None if letter[0] == "T" or letter == "N" else f"{letter}{round(number * factor):+d}"


def _unit_kind(unit: str) -> str:
    return {"Y": "YEARX", "W": "WEEKX"}.get(unit, "DAYX" if unit == "D" else "PERIODX")


#: "The last week of May" is no last week.
NOT_OF = "(?!OF)"


@FIRST.rule(
    "(?P<l>SO_FAR) (?P<x>(?P<how>THIS) (?P<u>UNIT))",
    f"(?P<l>LATER)? (?P<how>THIS|LAST|NEXT|COMING|PREVIOUS) (?P<u>UNIT) {NOT_OF}",
    "THE (?P<how>COMING) (?P<u>UNIT)",
    "(?P<l>LATER) IN (?P<how>THE) (?P<u>UNIT)",
)
def unit_from_now(context: Context, match: re.Match[str]) -> Item | None:
    """Last year; this week; next month; later this year."""
    unit, how = context.value(match, "u"), context.line[match.start("how")]
    if unit in ("N", "D") or unit[0] in "T1":
        return None
    if unit == "E":
        if is_a(how, "THIS"):
            return made("PERIODX", "E+0")
        return made("PERIODX", "XXXX-WXX-WE" + ("~last" if is_a(how, "LAST", "PREVIOUS") else "~next"))
    step = 0 if is_a(how, "THIS", "THE") else (1 if is_a(how, "NEXT", "COMING") else -1)
    recipe = _shift(step, unit)
    if recipe and "l" in match.re.groupindex and match.start("l") >= 0:
        return made("PERIODX", recipe + ("%LATER" if context.value(match, "l") == "+" else "%EARLIER"))
    return made(_unit_kind(unit), recipe) if recipe else None


@FIRST.rule("THE (?P<u>UNIT) (?:IN|OF)?", "(?<=OVER|AT|IN) (?P<x>THE (?P<u>UNIT))")
def the_weekend(context: Context, match: re.Match[str]) -> Item | None:
    """The weekend."""
    if context.value(match, "u") != "E" or ("x" not in match.re.groupindex and match.end() - match.start() > 2):
        return None
    return made("PERIODX", "XXXX-WXX-WE")


@FIRST.rule(
    f"THE? (?P<how>PAST|LAST|PREVIOUS|NEXT|COMING|FOLLOWING) (?P<n>{COUNT}) HYPHEN? (?P<p>PLUS)? {UNITS}",
    f"THE (?P<how>PAST|LAST) {UNITS} {NOT_OF}",
    "(?P<how>PAST) UNIT",
    "(?<=IN|OVER|BEFORE) (?P<x>THE (?P<how>NEXT) UNIT)",
    "(?<=OVER) (?P<x>(?P<how>LAST) UNIT)",
)
def rolling(context: Context, match: re.Match[str]) -> Item | None:
    """The past week; the last 24 hours; over the next three days."""
    unit = context.value_at(match.end() - 1)
    number = _number(context, match)
    verb = is_a(context.line[match.start()], "LAST") and context.before(match) != ""
    if verb and not is_a(context.before(match), "IN", "OVER", "SINCE", "BY", "COMMA", "DOT", "OPEN", "OF"):
        return None  # "the truce will last 60 days"
    sign = ">" if is_a(context.line[match.start("how")], "NEXT", "COMING", "FOLLOWING") else "<"
    value = duration(number, unit)
    if value is None or (unit == "N" and number == 1):
        return None
    modifier = "MORE_THAN" if "p" in match.re.groupindex and match.start("p") >= 0 else None
    if unit in ("E", "Q", "N"):
        return made("DONE", value, "DURATION", modifier)
    return made("DONE", sign + value, "DURATION", modifier)


@FIRST.rule("THE? (?P<how>RECENT|COMING|PAST) VAGUE? UNITS", "THE? LAST VAGUE UNITS")
def vague_reference(context: Context, match: re.Match[str]) -> Item | None:
    """In recent days; in the coming weeks; over the past few months."""
    if "how" in match.re.groupindex:
        how = context.line[match.start("how")]
        if is_a(how, "RECENT"):
            return made("DONE", "PAST_REF")
        if is_a(how, "COMING"):
            return made("DONE", "FUTURE_REF")
    return made("DONE", duration(None, context.value_at(match.end() - 1)) or "PAST_REF", "DURATION")


@FIRST.rule(f"ABOUT? (?P<n>{COUNT}|ARTICLE)? {UNITS} AGO")
def ago(context: Context, match: re.Match[str]) -> Item | None:
    """Two days ago; a year ago; hours ago."""
    unit, number = context.value_at(match.end() - 2), _number(context, match)
    modifier = context.value_at(match.start()) if is_a(context.line[match.start()], "ABOUT") else None
    if number is None or match.start("n") < 0:
        return made("DONE", "PAST_REF")
    if unit == "N":
        return made("DONE", f"D-{round(number)}TNI", "TIME")
    if unit[0] == "T":
        return made("DONE", f"D-{int(number) // 24 if unit == 'TH' else 0}", "DATE", "APPROX")
    recipe = _shift(-number, unit)
    return made(_unit_kind(_split(unit)[1]), recipe, "DATE", modifier) if recipe else None


@FIRST.rule(f"(?P<n>{COUNT}|ARTICLE) {UNITS} FROM REFERENCE")
def ahead(context: Context, match: re.Match[str]) -> Item | None:
    """Two days from now."""
    number, recipe = _number(context, match), None
    if number is not None and context.value_at(match.end() - 1) == "PRESENT_REF":
        recipe = _shift(number, context.value_at(match.end() - 3))
    return made("DONE", recipe) if recipe else None


@FIRST.rule(f"ABOUT? (?P<n>{COUNT}|ARTICLE) {UNITS} LATER", "THE? UNIT LATER")
def from_the_text(context: Context, match: re.Match[str]) -> Item | None:
    """Two weeks later; a day earlier: counted from the last date of the text."""
    unit = context.value_at(match.end() - 2)
    number = _number(context, match)
    sign = 1 if context.value_at(match.end() - 1) == "+" else -1
    if number is None:
        return made("DONE", {"M": "XXXX-XX", "Y": "XXXX"}.get(unit, "XXXX-XX-XX"))
    if unit[0] == "T":
        return (
            made("DONE", "@D+0", "DATE") if number < 12 else made("DONE", f"@D{sign * (int(number) // 24):+d}", "DATE")
        )
    recipe = _shift(sign * number, "D" if unit == "N" else unit)
    return made("DAYX" if unit == "D" else "PERIODX", "@" + recipe) if recipe else None


@FIRST.rule(
    "(?P<how>THE FOLLOWING|THE NEXT|THE PREVIOUS|THE SAME|SAME|THAT|THAT SAME|THIS SAME) (?P<u>UNIT|PART)",
    "LATER (?P<how>THE SAME|THAT|THAT SAME) (?P<u>UNIT|PART)",
    "LATER IN (?P<how>THE) (?P<u>UNIT)",
    "LATER ON (?P<how>THE SAME|THAT) (?P<u>UNIT)",
)
def same_unit(context: Context, match: re.Match[str]) -> Item | None:
    """The same day; the following week; that night; later in the day."""
    unit, mark = context.value(match, "u"), context.line[match.end("how") - 1]
    step = 1 if is_a(mark, "FOLLOWING", "NEXT") else (-1 if is_a(mark, "PREVIOUS") else 0)
    if unit == "N" or len(unit) == 3:
        return made("DONE", f"@D{step:+d}{'TNI' if unit == 'N' else unit}", "TIME")
    if unit[0] in "T12" or unit in ("E", "Q"):
        return None
    kind = "DAYX" if unit == "D" else "PERIODX"
    return made(kind, f"{'' if is_a(mark, 'THE') and unit != 'D' else '@'}{unit}{step:+d}")


@FIRST.rule("(?P<x>THE UNIT (?P<s>BEFORE|AFTER)) (?=COMMA|DOT|CLOSE|AND|HYPHEN|FUTURE|PAST_CUE|$)")
def day_before(context: Context, match: re.Match[str]) -> Item | None:
    """The day before, where nothing follows that it comes before."""
    unit = context.value_at(match.start() + 1)
    step = -1 if is_a(context.line[match.start("s")], "BEFORE") else 1
    recipe = _shift(step, "D" if unit == "N" else unit)
    return made("DAYX" if unit == "D" else "PERIODX", f"@{recipe}") if recipe else None


@FIRST.rule(
    f"(?P<n>{COUNT}|ARTICLE) HYPHEN? {UNITS} HYPHEN? OLD",
    f"AGED (?:BETWEEN|FROM)? {COUNT} (?:(?:TO|AND|HYPHEN) {COUNT})?",
    "HIS EARLY? DECADE",
)
def age(_context: Context, _match: re.Match[str]) -> Item | None:
    """A 12-year-old; aged 40; in his 60s: no dates."""
    return Item("DONE", 0, 0)


@FIRST.rule(
    f"(?P<q>ABOUT)? (?P<n>{COUNT}|ARTICLE) PLUS? {UNITS}",
    f"(?P<n>{COUNT}) (?:HYPHEN PLUS)? HYPHEN? UNIT",
    f"(?P<n>{COUNT}) HYPHEN UNIT HYPHEN LONG",
    f"(?P<q>ABOUT) (?P<n>{COUNT}) HYPHEN UNIT",
    "UNIT HYPHEN? LONG",
    "HALF ARTICLE UNIT",
    f"(?P<n>{COUNT}) AND ARTICLE HALF UNITS",
)
def span_of_time(context: Context, match: re.Match[str]) -> Item | None:
    """More than three months; a three-hour truce; a week-long push; two and a half years."""
    last = match.end()
    while last > match.start() and not is_a(context.line[last - 1], "UNIT", "UNITS"):
        last -= 1
    unit = context.value_at(last - 1)
    groups = match.re.groupindex
    number = _number(context, match)
    article = "n" in groups and is_a(context.line[match.start("n")], "ARTICLE")
    if unit in ("Q", "E", "N") and (article or "n" not in groups):
        return None
    if unit == "Q" or (article and unit == "TM"):
        return None
    someday = context.word(match.start()).lower() == "one" and unit == "D" and match.end() - match.start() == 2
    if someday and not is_a(context.before(match), "OVER", "IN", "AFTER", "BEFORE", "ABOUT"):
        return None  # "one day he will answer for it"
    if article and _per(context, match):
        return made("DONE", duration(1, unit) or "P1D", "SET")
    value = duration(number, unit)
    if value is None:
        return None
    if match.re.pattern and "HALF" in _names(match):
        factor, letter = _split(unit)
        if "n" not in groups:
            value = {"Y": "P6M", "D": "PT12H", "TH": "PT30M"}.get(letter, value)
        elif number is not None:
            value = value.replace(f"{number * factor:.12g}", f"{(number + 0.5) * factor:g}", 1)
    quantified = "q" in groups and match.start("q") >= 0
    modifier = (context.value(match, "q") or None) if quantified else None
    if is_a(context.line[match.end() - 1], "LONG"):
        modifier = None
    item = made("SPANX" if number is not None else "DONE", value, "DURATION", modifier)
    item.number, item.unit = round(number or 1), unit
    return item


def _names(match: re.Match[str]) -> set[str]:
    return {"HALF"} if any(is_a(mark, "HALF") for mark in match[0]) else set()


def _per(context: Context, match: re.Match[str]) -> bool:
    """Whether "a day" says how often: "20 patients a day", "twice a week"."""
    before = context.word(match.start() - 1).lower()
    if is_a(context.before(match), "COUNTED", "UNITS"):
        return True
    return before in ("once", "twice", "times") or (
        is_a(context.before(match), "OTHER") and len(before) > 3 and before.endswith("s") and before.isalpha()
    )


@FIRST.rule(
    "EVERY OTHER_ONE? (?P<u>UNIT|WEEKDAY|SEASON|MONTH|MONTH_OR_WORD|PART|DAY_PART|FALL)",
    f"EVERY (?P<n>{COUNT}) (?P<u>UNITS)",
    "(?P<u>WEEKDAYS)",
    "(?P<u>FREQUENCY)",
    "PER (?P<u>UNIT)",
    "TIMES (?:ARTICLE|PER|EVERY) (?P<u>UNIT)",
)
def repeated(context: Context, match: re.Match[str]) -> Item | None:
    """Every Friday; each winter; on Saturdays; daily; every two weeks; twice a month."""
    value, mark = context.value(match, "u"), context.line[match.start("u")]
    if is_a(mark, "FREQUENCY"):
        if context.word(match.start()).istitle() and context.word(match.end())[:1].isupper():
            return None  # the Daily Something is a newspaper
        return made("DONE", value, "SET")
    if is_a(mark, "WEEKDAY", "WEEKDAYS"):
        return made("DONE", f"XXXX-WXX-{value}", "SET")
    if is_a(mark, "SEASON", "FALL", "MONTH", "MONTH_OR_WORD"):
        return made("DONE", f"XXXX-{value}", "SET")
    if value == "N" or len(value) == 3:
        return made("DONE", f"XXXX-XX-XX{'TNI' if value == 'N' else value}", "SET")
    number = 2 if any(is_a(m, "OTHER_ONE") for m in match[0]) else _number(context, match)
    if value == "E":
        return made("DONE", "XXXX-WXX-WE", "SET")
    return made("DONE", duration(number, value) or "P1D", "SET")
