"""Tallies over time: what the chosen incidents add up to, and apart from that the totals that sources reported.

A running total, a stock or a flow is never added to anything. An incident counts on its first day.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from dateline.export import wording
from dateline.pipeline.fusing import KnownThen, known_then
from dateline.pipeline.view import View, asked_for
from dateline.store import Role, Store
from dateline.store.canon import fold
from dateline.store.listing import Chosen, FigureRow, figures_of, fits
from dateline.web.contexts.desk import Desk
from dateline.web.contexts.keeper import PATIENCE
from dateline.web.contexts.timeline import begin, steps, unit_of
from dateline.web.contexts.totals import with_totals

#: What is shown where nobody chose: the dead, where there are any.
FIRST = ("killed", "people", "person")
#: Up to how many incidents each has a point of its own, that opens its sentence.
POINTS = 400
Kind = tuple[str, str, str]  # measure, of whom, unit


@dataclass(frozen=True, slots=True, kw_only=True)
class Sum:
    """Figures added up; a bound is None where one of them is open, and `known` then what the others give.

    Of a figure without a best number its low is what is known, of one without a low nothing.
    """

    low: float | None = 0.0
    best: float | None = 0.0
    high: float | None = 0.0
    known_low: float = 0.0
    known_best: float = 0.0
    known_high: float = 0.0
    open_highs: int = 0
    incidents: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A day, week, month or year: its own sum, and the sum up to its end."""

    start: str
    end: str
    own: Sum
    upto: Sum


@dataclass(frozen=True, slots=True, kw_only=True)
class Reported:
    """A total as a source gave it."""

    claim: str
    scope: str
    low: float | None
    best: float | None
    high: float | None
    published: str | None
    publisher: str | None
    site: str | None
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """One number over time."""

    kind: Kind
    title: str
    kinds: tuple[tuple[Kind, str, int], ...]
    unit: str
    steps: tuple[Step, ...]
    whole: Sum
    undated: Sum
    rows: tuple[FigureRow, ...]
    reported: tuple[Reported, ...]


def tally(
    desk: Desk, chosen: Chosen, kind: Kind | None, as_of: str | None, *, patience: float = PATIENCE
) -> Tally | None:
    """The tally of the chosen incidents, as far as it was known on a day.

    None where that is not worked out yet after so many seconds of `patience`.
    """
    source: Now | Then
    if as_of is None:
        source = Now(desk.store, chosen)
    else:
        known = desk.keeper.answer(("as of", as_of), lambda: _known_on(desk, as_of), patience)
        if known is None:
            return None
        source = Then(desk.store, known, chosen)
    kinds = source.kinds()
    reported = list(_reported(desk, chosen, as_of))
    kind = kind or _first(kinds)
    rows = source.rows(kind)
    dated = [row for row in rows if row.start]
    unit = "day"
    found: tuple[Step, ...] = ()
    if dated:
        first, last = date.fromisoformat((dated[0].start or "")[:10]), date.fromisoformat((dated[-1].start or "")[:10])
        unit = unit_of(first, last)
        found = tuple(_steps(dated, first, last, unit))
    return Tally(
        kind=kind,
        title=_title(kind),
        kinds=tuple((one, _title(one), number) for one, number in kinds.items()),
        unit=unit,
        steps=found,
        whole=add(rows),
        undated=add(row for row in rows if not row.start),
        rows=tuple(rows),
        reported=tuple(one for key, one in reported if key == kind[:2]),
    )


def _title(kind: Kind) -> str:
    return wording.measured(kind[0], kind[1])


def _first(kinds: dict[Kind, int]) -> Kind:
    return FIRST if FIRST in kinds or not kinds else next(iter(kinds))


@dataclass(frozen=True, slots=True)
class Now:
    """Figures of the store's incidents."""

    store: Store
    chosen: Chosen

    def kinds(self) -> dict[Kind, int]:
        """What is counted, and in how many incidents."""
        return {(measure, of, unit): number for measure, of, unit, number in self.store.measured(self.chosen)}

    def rows(self, kind: Kind) -> list[FigureRow]:
        """One figure, by day."""
        measure, of, unit = kind
        return self.store.incident_figures(self.chosen, measure=measure, of=of, unit=unit)


@dataclass(frozen=True, slots=True)
class Then:
    """Figures of incidents as they were known on a day."""

    store: Store
    known: KnownThen
    chosen: Chosen

    def _figures(self) -> Iterator[FigureRow]:
        """Those of incidents that are others now, or none."""
        return (row for one in self.known.others if fits(one, self.chosen) for row in figures_of(one))

    def kinds(self) -> dict[Kind, int]:
        """What is counted, and in how many incidents."""
        counts = Counter((row.measure, row.of, row.unit) for row in self._figures())
        if self.known.same:
            told = self.store.kinds_of_figures(self.chosen)
            counts.update((measure, of, unit) for incident, measure, of, unit in told if incident in self.known.same)
        return dict(sorted(counts.items(), key=lambda found: (-found[1], found[0])))

    def rows(self, kind: Kind) -> list[FigureRow]:
        """One figure, by day."""
        found = [row for row in self._figures() if (row.measure, row.of, row.unit) == kind]
        if self.known.same:
            now = Now(self.store, self.chosen).rows(kind)
            found += [row for row in now if row.incident in self.known.same]
        return sorted(found, key=lambda row: (row.start is None, row.start or "", row.incident))


def _known_on(desk: Desk, as_of: str) -> KnownThen:
    """What was known on a day; for a reader it is put together from what is veiled."""
    if desk.role.reaches(Role.CODER):
        return known_then(desk.store, as_of)
    found = View(desk.store, asked_for(as_of=as_of)).incidents()
    return KnownThen(others=tuple(incident for incident, _ in found))


def _steps(rows: Sequence[FigureRow], first: date, last: date, unit: str) -> Iterator[Step]:
    by_start: dict[date, list[FigureRow]] = defaultdict(list)
    for row in rows:
        by_start[begin(date.fromisoformat((row.start or "")[:10]), unit)].append(row)
    upto = Sum()
    for start, end in steps(first, last, unit):
        own = add(by_start.get(start, ()))
        upto = _both(upto, own)
        yield Step(start=start.isoformat(), end=end.isoformat(), own=own, upto=upto)


def add(rows: Iterable[FigureRow]) -> Sum:
    """Figures added up."""
    total = Sum()
    for row in rows:
        best = row.best if row.best is not None else row.low or 0.0
        one = Sum(
            low=row.low,
            best=row.best,
            high=row.high,
            known_low=row.low or 0.0,
            known_best=best,
            known_high=row.high if row.high is not None else best,
            open_highs=int(row.high is None),
            incidents=1,
        )
        total = _both(total, one)
    return total


def _both(one: Sum, other: Sum) -> Sum:
    return Sum(
        low=_plus(one.low, other.low),
        best=_plus(one.best, other.best),
        high=_plus(one.high, other.high),
        known_low=one.known_low + other.known_low,
        known_best=one.known_best + other.known_best,
        known_high=one.known_high + other.known_high,
        open_highs=one.open_highs + other.open_highs,
        incidents=one.incidents + other.incidents,
    )


def _plus(one: float | None, other: float | None) -> float | None:
    return None if one is None or other is None else one + other


def _reported(desk: Desk, chosen: Chosen, as_of: str | None) -> Iterator[tuple[tuple[str, str], Reported]]:
    """The totals of the reports that were there by a day, narrowed by place and period of publication."""
    state = desk.register.now()
    places = {fold(place) for place in chosen.places}
    for claim in with_totals(state):
        report = state.reports[claim.report]
        day = (report.published or "")[:10]
        if as_of is not None and (not day or day > as_of):
            continue
        if (chosen.start and day < chosen.start) or (chosen.end and day > chosen.end):
            continue
        if places and places.isdisjoint(fold(name) for name in (claim.site, claim.country) if name):
            continue
        for total in claim.totals:
            yield (
                (total.measure, total.of),
                Reported(
                    claim=claim.id,
                    scope=total.scope,
                    low=total.low,
                    best=total.best,
                    high=total.high,
                    published=report.published,
                    publisher=report.publisher,
                    site=claim.site,
                    sources=tuple(source.name for source in claim.sources),
                ),
            )
