"""All tables at once, closed under their keys, row by row: whatever a row points to is there, and nothing is held."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from dateline.export.columns import Cell, Table, typed
from dateline.export.contents import KeptReport, ReviewedClaim, ReviewedIncident
from dateline.export.picking import Picked
from dateline.export.tables import (
    CLAIMS,
    INCIDENT_CLAIMS,
    INCIDENTS,
    REPORTS,
    TALLIES,
    parts_of_claim,
    parts_of_incident,
)

Told = tuple[Table[Any], list[Cell]]


def rows_of_all(picked: Picked) -> Iterator[Told]:
    """Each row with its table, its cells in the types of its columns: what is asked for, and what incidents rest on.

    A row may come before one that it points to.
    """
    reports: set[str] = set()
    claims: set[str] = set()
    for report in picked.reports():
        reports.add(report.report.id)
        yield _row(REPORTS, report)
    for claim in picked.claims():
        yield from _claim(claim, claims, reports)
    for incident in picked.incidents():
        yield _row(INCIDENTS, incident)
        for one in incident.claims:
            if picked.may(one.standing) and one.claim.id not in claims:
                yield from _claim(one, claims, reports)
        yield from _parts(incident, claims)
    for tally in picked.tallies():
        yield _row(TALLIES, tally)


def _claim(claim: ReviewedClaim, claims: set[str], reports: set[str]) -> Iterator[Told]:
    """A claim, what belongs to it, and its report where that was not told yet."""
    claims.add(claim.claim.id)
    if claim.report.id not in reports:
        reports.add(claim.report.id)
        yield _row(REPORTS, KeptReport(report=claim.report, claims=(claim,), withheld=True))
    yield _row(CLAIMS, claim)
    for table, part in parts_of_claim(claim):
        yield _row(table, part)


def _parts(incident: ReviewedIncident, claims: set[str]) -> Iterator[Told]:
    for table, part in parts_of_incident(incident):
        if table is not INCIDENT_CLAIMS or part.value.claim in claims:
            yield _row(table, part)


def _row(table: Table[Any], record: Any) -> Told:
    return table, [typed(column.read(record), column.kind) for column in table.columns]
