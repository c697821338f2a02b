"""Incidents, as pages show them: all that reads incidents stands in this module."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dateline.export import wording
from dateline.incidents import fuse
from dateline.records import Claim, Incident, Report
from dateline.review import apply_grades, in_force
from dateline.web.contexts.desk import Desk
from dateline.web.contexts.rows import ClaimRow

#: How many of the newest reports the overview gathers incidents from.
NEWEST = 20


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
    return [line_of(incident) for incident in _fused(desk, report, claims)]


def holding(desk: Desk, report: Report, claims: Sequence[Claim], claim: str) -> list[IncidentLine]:
    """The incidents that hold a claim of a report."""
    return [
        line_of(incident)
        for incident in _fused(desk, report, claims)
        if any(member.claim == claim for member in incident.claims)
    ]


def members_with(desk: Desk, row: ClaimRow) -> list[str]:
    """The ids of the claims that are taken for the same happening as one."""
    found = desk.register.reviews(row.report)
    if found is None:
        return []
    report, reviews = found
    for incident in _fused(desk, report, in_force(reviews)):
        held = [member.claim for member in incident.claims if member.role != "excluded"]
        if row.id in held:
            return held
    return []


def latest(desk: Desk, most: int) -> list[IncidentLine]:
    """The incidents of the last days that the newest reports tell of, the last day first."""
    lines = [line for line in _of_newest(desk) if line.day is not None]
    lines.sort(key=lambda line: (line.day or "", line.incident.origins), reverse=True)
    return lines[:most]


def _of_newest(desk: Desk) -> Iterable[IncidentLine]:
    for key in desk.register.now().newest[:NEWEST]:
        found = desk.register.reviews(key)
        if found is not None:
            report, reviews = found
            yield from of_report(desk, report, in_force(reviews))


def _fused(desk: Desk, report: Report, claims: Sequence[Claim]) -> list[Incident]:
    profile = next((figure.profile for claim in claims for figure in claim.figures), "house")
    found = fuse(claims, reports={report.id: report}, profile=profile)
    return apply_grades(found, desk.register.now().decisions.values())
