"""What there is to export: reports, claims with where they stand in the review, incidents, tallies."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Protocol

from dateline.records import Claim, Incident, Report

Json = dict[str, Any]
TallyRow = Mapping[str, Any]

#: The states of the review in which a person stands behind what a claim says.
REVIEWED = frozenset({"accepted", "amended"})
KINDS = ("reports", "claims", "incidents", "tallies")


class Standing(StrEnum):
    """How much of a row a person has looked at."""

    REVIEWED = "reviewed"
    PARTLY = "partly reviewed"
    UNREVIEWED = "unreviewed"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewedClaim:
    """A claim as it stands, and what people decided on it.

    `machine` is what the coder wrote, where the claim was amended; `withheld` says that names were taken out.
    """

    report: Report
    claim: Claim
    state: str = "unreviewed"
    decisions: tuple[Json, ...] = ()
    machine: Claim | None = None
    withheld: bool = False

    @property
    def standing(self) -> Standing:
        """Whether a person stands behind it."""
        return Standing.REVIEWED if self.state in REVIEWED else Standing.UNREVIEWED


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptReport:
    """A report and its claims that are asked for; `original` gives the bytes that were read, where they are kept."""

    report: Report
    claims: tuple[ReviewedClaim, ...] = ()
    original: Callable[[], bytes] | None = None
    withheld: bool = False

    @property
    def standing(self) -> Standing:
        """Whether people stand behind its claims."""
        return _together(self.claims)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewedIncident:
    """An incident and the claims that it is made of, those that were left out of it not among them."""

    incident: Incident
    claims: tuple[ReviewedClaim, ...] = ()

    @property
    def standing(self) -> Standing:
        """Whether people stand behind its claims; who graded it has looked at all of it."""
        grade = self.incident.grade
        if grade is not None and grade.decided is not None:
            return Standing.REVIEWED
        return _together(self.claims)

    def claim(self, id: str | None) -> ReviewedClaim | None:
        """One of its claims."""
        return next((one for one in self.claims if one.claim.id == id), None)

    @property
    def reports(self) -> tuple[Report, ...]:
        """The reports that tell of it, the earliest published first."""
        found = {one.report.id: one.report for one in self.claims}
        return tuple(sorted(found.values(), key=lambda report: (report.published or "9", report.id)))


def _together(claims: Sequence[ReviewedClaim]) -> Standing:
    standings = {one.standing for one in claims}
    if standings == {Standing.REVIEWED}:
        return Standing.REVIEWED
    return Standing.PARTLY if Standing.REVIEWED in standings else Standing.UNREVIEWED


class Contents(Protocol):
    """Where rows come from; each call begins anew, in the same order."""

    def reports(self) -> Iterator[KeptReport]:
        """The reports that are asked for."""

    def claims(self) -> Iterator[ReviewedClaim]:
        """The claims that are asked for, report by report."""

    def incidents(self) -> Iterator[ReviewedIncident]:
        """The incidents that are asked for."""

    def tallies(self) -> Iterator[TallyRow]:
        """The sums and the reported totals."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """Rows that are there already: of a notebook, an imported table, a test."""

    kept_reports: tuple[KeptReport, ...] = ()
    kept_incidents: tuple[ReviewedIncident, ...] = ()
    kept_tallies: tuple[TallyRow, ...] = ()

    def reports(self) -> Iterator[KeptReport]:
        """The reports."""
        return iter(self.kept_reports)

    def claims(self) -> Iterator[ReviewedClaim]:
        """The claims of the reports."""
        return (claim for report in self.kept_reports for claim in report.claims)

    def incidents(self) -> Iterator[ReviewedIncident]:
        """The incidents."""
        return iter(self.kept_incidents)

    def tallies(self) -> Iterator[TallyRow]:
        """The tallies."""
        return iter(self.kept_tallies)
