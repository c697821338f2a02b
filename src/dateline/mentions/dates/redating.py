"""The times of a whole report, resolved against a day of publication that has become known."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from dateline.mentions.dates.anchors import HEAD, published_day
from dateline.mentions.dates.recipes import resolve
from dateline.mentions.dates.resolve import redate
from dateline.records.mentions import TimeMention
from dateline.records.reports import Report

_OWN_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_MARK_AFTER = re.compile(r"\s*[()\-–—]")
_A_YEAR = 366


def redate_all(times: Sequence[TimeMention], report: Report, published: str) -> tuple[TimeMention, ...]:
    """What `find_dates` would have given with that day; the dateline's own goes before it from its paragraph on."""
    head = _head(times, report)
    day = None if head is None else _day_of(head, published)
    begin = 0 if head is None else _paragraph_start(report, head)
    dateline = None if day is None else day.isoformat()
    return tuple(
        redate(time, published=published, dateline=dateline if time is not head and time.span.start >= begin else None)
        for time in times
    )


def _head(times: Sequence[TimeMention], report: Report) -> TimeMention | None:
    """The mention that is the dateline's day: the one that the report names, or "28 NOV 89 (" at the head of a text."""
    if report.dateline is not None:
        day = report.dateline.day
        return None if day is None else next((t for t in times if day.start <= t.span.start < day.end), None)
    reach = min(HEAD, report.paragraphs[0].end if report.paragraphs else HEAD)
    for time in times:
        if time.span.start >= reach:
            return None
        if _OWN_DAY.fullmatch(time.value) and time.anchor == "text":
            return time if _MARK_AFTER.match(report.text, time.span.end) else None
    return None


def _day_of(head: TimeMention, published: str) -> date | None:
    """The day of the dateline, whose year may come from the day of publication; None where the two lie far apart."""
    known = published_day(published)
    recipe = re.sub(r"~\w+", "~past", head.recipe or head.value)
    days = resolve(recipe, known).days
    if days is None or (known is not None and abs((days[0] - known).days) >= _A_YEAR):
        return None
    return days[0]


def _paragraph_start(report: Report, head: TimeMention) -> int:
    return next((p.start for p in report.paragraphs if p.start <= head.span.start < p.end), 0)
