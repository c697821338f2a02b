"""What coding one report gave: the whole of it, as it travels to the faces and the store."""

from __future__ import annotations

from dataclasses import dataclass, field

from dateline.records.claims import Claim
from dateline.records.incidents import Incident
from dateline.records.mentions import Mentions
from dateline.records.reports import Problem, Report


@dataclass(frozen=True, slots=True, kw_only=True)
class Coded:
    """A report, its claims and incidents, what was found in the text, and what went wrong on the way."""

    report: Report
    claims: tuple[Claim, ...] = ()
    incidents: tuple[Incident, ...] = ()
    mentions: Mentions = field(default_factory=Mentions)
    problems: tuple[Problem, ...] = ()
