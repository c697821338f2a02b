"""All tables at once, closed under their keys: whatever a row points to is there."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from dateline.export.columns import Cell, Table, typed
from dateline.export.contents import KeptReport, ReviewedClaim
from dateline.export.picking import Picked
from dateline.export.tables import (
    CLAIMS,
    INCIDENT_CLAIMS,
    INCIDENTS,
    REPORTS,
    TALLIES,
    Part,
    parts_of_claim,
    parts_of_incident,
)

Cells = dict[str, Cell]


@dataclass(slots=True)
class Whole:
    """The rows of every table, each cell in the type of its column."""

    rows: dict[str, list[Cells]] = field(default_factory=lambda: defaultdict(list))

    def add(self, table: Table[Any], record: Any) -> None:
        """Read a row."""
        cells = table.cells(record)
        self.rows[table.name].append({f.name: typed(cells[f.name], f.kind) for f in table.fields})

    def of(self, table: Table[Any]) -> list[Cells]:
        """The rows of a table."""
        return self.rows[table.name]


def gather(picked: Picked) -> Whole:
    """Every table: what is asked for, and the claims and reports that the incidents of it rest on."""
    whole = Whole()
    claims: dict[str, ReviewedClaim] = {}
    reports: dict[str, KeptReport] = {}
    for report in picked.reports():
        reports[report.report.id] = report
    for claim in picked.claims():
        claims[claim.claim.id] = claim
    for incident in picked.incidents():
        whole.add(INCIDENTS, incident)
        for one in incident.claims:
            if picked.may(one.standing):
                claims.setdefault(one.claim.id, one)
        for table, part in parts_of_incident(incident):
            if table is not INCIDENT_CLAIMS or part.value.claim in claims:
                whole.add(table, part)
    for claim in claims.values():
        reports.setdefault(claim.report.id, KeptReport(report=claim.report, claims=(claim,), withheld=True))
        whole.add(CLAIMS, claim)
        _add_parts(whole, claim)
    for report in reports.values():
        whole.add(REPORTS, report)
    for tally in picked.tallies():
        whole.add(TALLIES, tally)
    return whole


def _add_parts(whole: Whole, claim: ReviewedClaim) -> None:
    parts: list[tuple[Table[Part], Part]] = list(parts_of_claim(claim))
    for table, part in parts:
        whole.add(table, part)
