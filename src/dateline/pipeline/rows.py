"""Records as rows: what the command line lists, the pages show and a table of either holds."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dateline.export import wording
from dateline.export.columns import disarmed
from dateline.records import Claim, Incident
from dateline.records.encode import claim_to_json
from dateline.review import Review

Row = Mapping[str, Any]

CLAIM_COLUMNS = (*("id", "day", "event", "who", "to_whom", "where", "figures", "according_to", "state", "evidence"),)
INCIDENT_COLUMNS = ("id", "incident", "figures", "told_by", "status", "grade", "decided", "unreviewed")


def claim_now(review: Review) -> Claim:
    """The claim as it stands; a rejected one as the coder made it."""
    return review.claim or review.machine


def claim_row(review: Review) -> Row:
    """A claim in words."""
    claim = claim_now(review)
    return {
        "id": claim.id,
        "day": wording.time_words(claim.time),
        "event": wording.event_of(claim),
        "who": wording.who(claim.participants),
        "to_whom": wording.to_whom(claim.participants, claim.target_kinds),
        "where": wording.where(claim),
        "figures": "; ".join(wording.figure_words(figure) for figure in claim.figures),
        "according_to": wording.according_to(claim),
        "state": str(review.state),
        "evidence": claim.evidence.text,
    }


def claim_record(review: Review) -> dict[str, Any]:
    """A claim as JSON with what people decided on it, the machine's own values where they changed."""
    made = [
        {key: getattr(d, key) for key in ("id", "kind", "by", "at", "reason", "field", "old", "new")}
        for d in review.decisions
    ]
    told = {"state": str(review.state), "decisions": made, "outdated": [d.id for d in review.outdated]}
    return {**claim_to_json(claim_now(review)), "review": told}


def incident_row(incident: Incident, members: list[Review]) -> Row:
    """An incident in words; `members` are the reviews of its claims."""
    grade = incident.grade
    return {
        "id": incident.id,
        "incident": wording.incident_title(incident),
        "figures": "; ".join(wording.fused_words(figure) for figure in incident.figures),
        "told_by": wording.told_by(incident),
        "status": wording.plain(incident.status),
        "grade": grade and grade.suggested,
        "decided": grade and grade.decided,
        "unreviewed": sum(not review.decisions for review in members),
    }


def cell(value: Any) -> str:
    """A value as a cell of a CSV file, and never a formula."""
    if value is None:
        return ""
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else str(value)
    return str(disarmed(value))
