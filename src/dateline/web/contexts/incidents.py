"""Incidents, as other pages show them: those of a report, of a claim, and the last ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dateline.export import wording
from dateline.records import Claim, Incident, Report
from dateline.store.listing import Chosen
from dateline.web.contexts.desk import Desk
from dateline.web.contexts.rows import ClaimRow

#: How long, in seconds, a page that is not about incidents waits for those that are being made anew.
PATIENCE = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentLine:
    """An incident in a list."""

    incident: Incident
    title: str
    figures: tuple[str, ...]
    told_by: str
    grade: str | None
    day: str | None


def line_of(incident: Incident) -> IncidentLine:
    """An incident's line."""
    grade = incident.grade
    return IncidentLine(
        incident=incident,
        title=wording.incident_title(incident),
        figures=tuple(wording.fused_words(figure) for figure in incident.figures if figure.part_of is None),
        told_by=wording.told_by(incident),
        grade=(grade.decided or grade.suggested) if grade is not None else None,
        day=incident.time.value.end or incident.time.value.start if incident.time else None,
    )


def of_report(desk: Desk, report: Report, claims: Sequence[Claim]) -> list[IncidentLine]:
    """The incidents that a report tells of; `claims` are its claims as they stand."""
    told = {claim.id for claim in claims if claim.report == report.id}
    found = _homes(desk, sorted(told))
    return [line_of(one) for one in found if any(m.claim in told and m.role != "excluded" for m in one.claims)]


def holding(desk: Desk, claim: str) -> list[IncidentLine]:
    """The incidents that name a claim."""
    return [line_of(incident) for incident in _homes(desk, [claim])]


def members_with(desk: Desk, row: ClaimRow) -> list[str]:
    """The ids of the claims that are taken for the same happening as one."""
    for incident in _homes(desk, [row.id]):
        held = [member.claim for member in incident.claims if member.role != "excluded"]
        if row.id in held:
            return held
    return []


def latest(desk: Desk, most: int) -> list[IncidentLine]:
    """The incidents of the last days, the last day first."""
    desk.keeper.look(PATIENCE)
    rows = desk.store.incident_rows(Chosen(start="0001-01-01"), order="newest", limit=most)
    return [line_of(incident) for incident in desk.store.incidents([row.id for row in rows])]


def _homes(desk: Desk, claims: Sequence[str]) -> list[Incident]:
    """The incidents that name some claims, in the order of the claims."""
    desk.keeper.look(PATIENCE)
    homes = desk.store.incidents_with(claims)
    return desk.store.incidents(list(dict.fromkeys(home for one in claims for home in homes.get(one, ()))))
