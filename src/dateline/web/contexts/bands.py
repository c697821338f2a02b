"""The drawing of a tally: the sum of incidents as a band from low to high, and reported totals as bars of their own."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from dateline.export import wording
from dateline.web.contexts.tallies import POINTS, Reported, Tally
from dateline.web.contexts.timeline import Tick, steps, ticks_of, unit_of

WIDTH, HEIGHT, LEFT = 900.0, 280.0, 52.0
LINES = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Dot:
    """A number at its day, that opens its sentence."""

    x: float
    y: float
    low: float
    high: float
    is_open: bool
    link: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Bands:
    """The picture: `band` from low to high, `open_edge` where no upper bound is known, `best` the line between."""

    band: str
    best: str
    open_edge: str
    dots: tuple[Dot, ...]
    reported: tuple[Dot, ...]
    ticks: tuple[Tick, ...]
    levels: tuple[tuple[float, str], ...]
    width: float = WIDTH
    height: float = HEIGHT
    left: float = LEFT


def bands(found: Tally) -> Bands | None:
    """The picture of a tally; None where nothing has a day."""
    told = [one for one in found.reported if one.published and _most(one)]
    days = [date.fromisoformat(step.start) for step in found.steps] + [_day(one.published) for one in told]
    if not days:
        return None
    first, last = min(days), max([*days, *(date.fromisoformat(step.end) for step in found.steps)])
    length = (last - first).days + 1
    most = max([1.0, *(step.upto.known_high for step in found.steps), *(_most(one) for one in told)])
    top = _round(most)

    def x(day: date) -> float:
        return round(LEFT + (WIDTH - LEFT) * (day - first).days / length, 1)

    def y(value: float | None) -> float:
        return round(HEIGHT - (HEIGHT - 12) * (value or 0.0) / top, 1)

    unit = unit_of(first, last)
    marks = tuple(ticks_of(list(steps(first, last, unit)), unit, x))
    return Bands(
        band=_band(found, x, y),
        best=_line(found, x, y, lambda step: step.upto.known_best),
        open_edge=_line(found, x, y, lambda step: step.upto.known_high) if found.whole.open_highs else "",
        dots=tuple(_dots(found, x, y)),
        reported=tuple(_reported(told, x, y)),
        ticks=tuple(tick for tick in marks if tick.x >= LEFT),
        levels=tuple((y(top * n / LINES), wording.number(top * n / LINES)) for n in range(LINES + 1)),
    )


def _day(text: str | None) -> date:
    return date.fromisoformat((text or "")[:10])


def _most(one: Reported) -> float:
    return max(value or 0.0 for value in (one.low, one.best, one.high))


def _round(most: float) -> float:
    """The next number that parts well into four."""
    size = 1.0
    while size * 10 < most:
        size *= 10
    return next(n * size for n in (1, 2, 4, 6, 8, 10, 20) if n * size >= most)


X = Callable[[date], float]
Y = Callable[[float | None], float]


def _line(found: Tally, x: X, y: Y, value: Callable[..., float | None]) -> str:
    parts = []
    for number, step in enumerate(found.steps):
        left, right = x(date.fromisoformat(step.start)), x(date.fromisoformat(step.end) + timedelta(days=1))
        parts.append(f"{'L' if number else 'M'}{left} {y(value(step))}L{right} {y(value(step))}")
    return "".join(parts)


def _band(found: Tally, x: X, y: Y) -> str:
    """The band, its lower edge drawn back; where the upper bound is open it ends at what is known."""
    if not found.steps:
        return ""
    upper = _line(found, x, y, lambda step: step.upto.known_high)
    lower = []
    for step in reversed(found.steps):
        left, right = x(date.fromisoformat(step.start)), x(date.fromisoformat(step.end) + timedelta(days=1))
        lower.append(f"L{right} {y(step.upto.known_low)}L{left} {y(step.upto.known_low)}")
    return f"{upper}{''.join(lower)}Z"


def _dots(found: Tally, x: X, y: Y) -> Iterator[Dot]:
    """A point for each incident on the line of the best number, or one for each step where they are many."""
    dated = [row for row in found.rows if row.start]
    if len(dated) > POINTS:
        for step in found.steps:
            if step.own.incidents:
                days = wording.span_of_days(step.start, step.end)
                yield Dot(
                    x=x(date.fromisoformat(step.start)),
                    y=y(step.upto.known_best),
                    low=0.0,
                    high=0.0,
                    is_open=False,
                    link=f"#s-{step.start}",
                    title=f"{days}: {wording.counted(step.own.incidents, 'incident')}",
                )
        return
    total = 0.0
    for row in dated:
        total += row.best if row.best is not None else row.low or 0.0
        words = wording.bounds(row.low, row.best, row.high)
        yield Dot(
            x=x(_day(row.start)),
            y=y(total),
            low=0.0,
            high=0.0,
            is_open=row.high is None,
            link=f"/claims/{row.claim}" if row.claim else f"/incidents/{row.incident}",
            title=f"{wording.day(row.start)}: {words}",
        )


def _reported(told: Sequence[Reported], x: X, y: Y) -> Iterator[Dot]:
    for one in told:
        value = one.best if one.best is not None else one.low if one.low is not None else one.high
        words = wording.bounds(one.low, one.best, one.high)
        who = "; ".join(map(wording.clean, one.sources)) or one.publisher or "publisher not known"
        scope = wording.SCOPES.get(one.scope, wording.plain(one.scope))
        yield Dot(
            x=x(_day(one.published)),
            y=y(value),
            low=y(one.low if one.low is not None else value),
            high=y(one.high if one.high is not None else value),
            is_open=one.high is None,
            link=f"/claims/{one.claim}",
            title=f"{wording.day(one.published)}: {words}, {scope}, {one.site or 'place not named'}: {who}",
        )
