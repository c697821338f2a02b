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

SUM = "sum of incidents"
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
            row=SUM,
            measure=measure,
            of=of,
            unit=unit,
            **bounds,
            incidents=len(figures),
            origins=sum(origins for _, origins, _ in figures),
            unreviewed=sum(unreviewed for _, _, unreviewed in figures),
            profile=profile,
        )
    reported = [row for report, reviews in view.reviews() for review in reviews for row in _reported(report, review)]
    yield from sorted(reported, key=_series)


def tallies(view: View) -> list[dict[str, Any]]:
    """Each tally with its points: `kind` is `reported` for totals as their sources gave them, over time, or `sum`.

    `{kind, measure, of, unit, area, points}`; a point of a reported total has `as_of, low, best, high, scope, period,
    claim, source, profile, unreviewed`, that of a sum `low, best, high, incidents, origins, unreviewed, profile`.
    """
    found: dict[tuple[str, ...], dict[str, Any]] = {}
    for row in tally_rows(view):
        kind = "sum" if row["row"] == SUM else "reported"
        key = (kind, row["measure"], row["of"], row["unit"], row["where"] or "")
        named = {"kind": kind, **{name: row[name] for name in ("measure", "of", "unit")}, "area": row["where"]}
        found.setdefault(key, {**named, "points": []})["points"].append(_point(row, kind))
    return list(found.values())


def _point(row: dict[str, Any], kind: str) -> dict[str, Any]:
    bounds = {name: row[name] for name in ("low", "best", "high", "profile", "unreviewed")}
    if kind == "sum":
        return {**bounds, "incidents": row["incidents"], "origins": row["origins"]}
    period = {"start": row["from"], "end": row["to"]} if row["from"] or row["to"] else None
    told = {"scope": row["scope"], "period": period, "claim": row["claim"], "source": row["according_to"]}
    return {"as_of": row["published"], **bounds, **told}


def _series(row: dict[str, Any]) -> tuple[str, ...]:
    """Totals of one measure and area stand together, the earliest first."""
    return tuple(row[name] or "" for name in ("measure", "of", "where", "published", "claim"))


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
        if figure.scope != "event" and figure.part_of is None and figure.unit != "percent":
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
