"""Incidents over time: how many in each day, week or month, and the stretch of each one that is listed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from dateline.export.wording import MONTHS
from dateline.store.listing import IncidentRow
from dateline.web.contexts.selection import title_of

WIDTH, HEIGHT, FOOT, ROW = 760.0, 120.0, 18.0, 15.0
#: Up to how many days each has a column of its own; beyond that weeks, and beyond those months and years.
DAYS, WEEKS, MONTHS_UP_TO = 62, 430, 2600
#: A stretch of more days than this is drawn where it begins and ends, and counted in its first column alone.
LONG = 3700


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """The incidents of a day, week, month or year."""

    start: str
    end: str
    number: int
    x: float
    width: float
    y: float
    height: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """An incident as a range of days."""

    id: str
    title: str
    x: float
    y: float
    width: float
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """A day that is named under the columns."""

    x: float
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """Columns for the whole selection; `stretches` are of the part of the list that is shown."""

    unit: str
    columns: tuple[Column, ...]
    stretches: tuple[Stretch, ...]
    ticks: tuple[Tick, ...]
    most: int
    width: float = WIDTH
    height: float = HEIGHT
    low: float = 0.0


def timeline(days: Sequence[tuple[str, str, int]], rows: Sequence[IncidentRow]) -> Timeline | None:
    """The timeline of a selection; None where no incident has a day."""
    known = [(date.fromisoformat(s[:10]), date.fromisoformat(e[:10]), n) for s, e, n in days]
    if not known:
        return None
    first, last = min(start for start, _, _ in known), max(end for _, end, _ in known)
    unit = unit_of(first, last)
    bounds = list(steps(first, last, unit))
    counts = _counts(known, unit)
    scale = _Scale(bounds[0][0], bounds[-1][1])
    most = max(counts.values(), default=1)
    columns = tuple(_column(start, end, counts[start], most, scale) for start, end in bounds if counts[start])
    dated = [row for row in rows if row.start]
    stretches = tuple(_stretch(row, number, scale) for number, row in enumerate(dated))
    ticks = tuple(ticks_of(bounds, unit, scale.at))
    low = HEIGHT + FOOT + ROW * len(stretches) + 4
    return Timeline(unit=unit, columns=columns, stretches=stretches, ticks=ticks, most=most, low=low)


class _Scale:
    """Where a day is drawn."""

    def __init__(self, first: date, last: date) -> None:
        self._first = first
        self._each = WIDTH / max((last - first).days + 1, 1)

    def at(self, day: date) -> float:
        return (day - self._first).days * self._each


def unit_of(first: date, last: date) -> str:
    """What a column is: a day, week, month or year."""
    length = (last - first).days + 1
    return "day" if length <= DAYS else "week" if length <= WEEKS else "month" if length <= MONTHS_UP_TO else "year"


def steps(first: date, last: date, unit: str) -> Iterator[tuple[date, date]]:
    """The first and last day of each column."""
    start = begin(first, unit)
    while start <= last:
        following = _next(start, unit)
        yield start, following - timedelta(days=1)
        start = following


def begin(day: date, unit: str) -> date:
    """The first day of the column that a day stands in."""
    if unit == "week":
        return day - timedelta(days=day.weekday())
    if unit == "month":
        return day.replace(day=1)
    return day.replace(month=1, day=1) if unit == "year" else day


def _next(start: date, unit: str) -> date:
    if unit == "year":
        return start.replace(year=start.year + 1)
    if unit == "month":
        return (start + timedelta(days=32)).replace(day=1)
    return start + timedelta(days=7 if unit == "week" else 1)


def _counts(known: Sequence[tuple[date, date, int]], unit: str) -> Counter[date]:
    """How many incidents touch each column."""
    counts: Counter[date] = Counter()
    for start, end, number in known:
        at = begin(start, unit)
        counts[at] += number
        if (end - start).days <= LONG:
            while (at := _next(at, unit)) <= end:
                counts[at] += number
    return counts


def _column(start: date, end: date, number: int, most: int, scale: _Scale) -> Column:
    x, after = scale.at(start), scale.at(end + timedelta(days=1))
    height = max(2.0, (HEIGHT - 14) * number / most)
    gap = 1.0 if after - x > 3 else 0.0
    return Column(
        start=start.isoformat(),
        end=end.isoformat(),
        number=number,
        x=round(x, 2),
        width=round(max(after - x - gap, 0.8), 2),
        y=round(HEIGHT - height, 1),
        height=round(height, 1),
    )


def _stretch(row: IncidentRow, number: int, scale: _Scale) -> Stretch:
    start = date.fromisoformat((row.start or "")[:10])
    end = date.fromisoformat((row.end or row.start or "")[:10])
    x, after = scale.at(start), scale.at(end + timedelta(days=1))
    days = (end - start).days + 1
    return Stretch(
        id=row.id,
        title=title_of(row),
        x=round(min(x, WIDTH - 4), 1),
        y=HEIGHT + FOOT + ROW * number + 4,
        width=round(max(after - x, 4.0), 1),
        words="one day" if days == 1 else f"{days:,} days",
    )


def ticks_of(bounds: Sequence[tuple[date, date]], unit: str, at: Callable[[date], float]) -> Iterator[Tick]:
    """Some of the columns' first days, named so that they do not run into each other."""
    every = max(1, -(-len(bounds) // 8))
    for start, _ in bounds[::every]:
        month = MONTHS[start.month - 1]
        name = {"year": f"{start.year}", "month": f"{month} {start.year}"}.get(
            unit, f"{start.day} {month} {start.year}"
        )
        if at(start) < WIDTH - 60:
            yield Tick(x=round(at(start), 1), name=name)
