"""Tallies: what the incidents add up to, and apart from that the totals that sources reported themselves.

A running total, a stock or a flow is never added to anything: it is shown with its source and its period. A part of a
figure is never added to the whole.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from dateline.export import wording
from dateline.pipeline.view import View
from dateline.records import Figure, FusedFigure, Report
from dateline.review import Review

COLUMNS = (
    "row",
    "measure",
    "of",
    "unit",
    "low",
    "best",
    "high",
    "incidents",
    "origins",
    "unreviewed",
    "profile",
    "scope",
    "from",
    "to",
    "where",
    "according_to",
    "published",
    "claim",
)


def tally_rows(view: View) -> Iterator[dict[str, Any]]:
    """A row for each measure that the incidents add up to, then one for each total that was reported."""
    sums: dict[tuple[str, str, str, str], list[tuple[FusedFigure, int, int]]] = defaultdict(list)
    for incident, members in view.incidents():
        unreviewed = int(any(not review.decisions for review in members))
        for figure in incident.figures:
            if figure.part_of is None:
                key = (figure.measure, figure.of, figure.unit, figure.profile)
                sums[key].append((figure, incident.origins, unreviewed))
    for (measure, of, unit, profile), figures in sorted(sums.items()):
        bounds = {name: _sum(getattr(figure, name) for figure, _, _ in figures) for name in ("low", "best", "high")}
        yield _row(
            row="sum of incidents",
            measure=measure,
            of=of,
            unit=unit,
            **bounds,
            incidents=len(figures),
            origins=sum(origins for _, origins, _ in figures),
            unreviewed=sum(unreviewed for _, _, unreviewed in figures),
            profile=profile,
        )
    for report, reviews in view.reviews():
        for review in reviews:
            yield from _reported(report, review)


def _sum(values: Iterator[float | None]) -> float | None:
    """The sum; open where one of the values is."""
    total = 0.0
    for value in values:
        if value is None:
            return None
        total += value
    return total


def _reported(report: Report, review: Review) -> Iterator[dict[str, Any]]:
    claim = review.claim or review.machine
    for figure in claim.figures:
        if figure.scope != "event" and figure.part_of is None:
            yield _row(
                row="reported total",
                measure=figure.measure,
                of=figure.of,
                unit=figure.unit,
                low=figure.low,
                best=figure.best,
                high=figure.high,
                unreviewed=int(not review.decisions),
                profile=figure.profile,
                scope=figure.scope,
                **_period(figure),
                where=wording.where(claim) or None,
                according_to=wording.according_to(claim) or None,
                published=report.published,
                claim=claim.id,
            )


def _period(figure: Figure) -> dict[str, str | None]:
    period = figure.period
    return {"from": None, "to": None} if period is None else {"from": period.start, "to": period.end}


def _row(**values: Any) -> dict[str, Any]:
    return {column: values.get(column) for column in COLUMNS}
