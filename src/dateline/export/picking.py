"""What of the contents goes into a file: rows that nobody reviewed and names of private persons are kept back.

Everything that was kept back is counted, with its reason, for the manifest.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import TypeVar

from dateline.export.contents import Contents, KeptReport, ReviewedClaim, ReviewedIncident, Standing, TallyRow
from dateline.export.generalising import generalised_claim, generalised_incident, grain_for, without_points
from dateline.export.privacy import private_names, veiled
from dateline.records import Claim, Coder, Incident, Report

Row = TypeVar("Row", KeptReport, ReviewedClaim, ReviewedIncident)

NOT_REVIEWED = "no person has reviewed it"


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What was asked of an export beside its kind and its format; `filters` are those of the rows, in words.

    `generalise` makes the points coarse of what `data/exports/generalised.csv` lists.
    """

    sensitive: bool = False
    generalise: bool = False
    unreviewed: bool = False
    layout: str | None = None
    filters: str = ""


@dataclass(slots=True)
class Tallied:
    """How many rows of a kind were found, reviewed, written and left out."""

    found: int = 0
    standings: Counter[str] = field(default_factory=Counter)
    left_out: Counter[str] = field(default_factory=Counter)


class Picked:
    """The contents as one export sees them."""

    def __init__(self, contents: Contents, options: Options, *, publication: bool) -> None:
        self._contents = contents
        self.options = options
        self._reviewed_only = publication and not options.unreviewed
        self.counts: dict[str, Tallied] = defaultdict(Tallied)
        self.names_withheld: set[str] = set()
        self.generalised: set[str] = set()
        self.coders: set[Coder] = set()
        self.profiles: set[str] = set()

    def reports(self) -> Iterator[KeptReport]:
        """The reports that may be written; those whose claims all stay out stay out too."""
        for report in self._kept("reports", self._contents.reports()):
            claims = tuple(self._claim(one) for one in report.claims if self.may(one.standing))
            names = {name for one in report.claims for name in private_names(one.claim)}
            if self.options.sensitive:
                yield replace(report, claims=claims)
            else:
                yield KeptReport(report=_without_text(report.report, names), claims=claims, withheld=True)

    def claims(self) -> Iterator[ReviewedClaim]:
        """The claims that may be written."""
        for claim in self._kept("claims", self._contents.claims()):
            yield self._claim(claim)

    def incidents(self) -> Iterator[ReviewedIncident]:
        """The incidents that may be written."""
        for row in self._kept("incidents", self._contents.incidents()):
            self.profiles.update(figure.profile for figure in row.incident.figures)
            names = [frozenset() if self.options.sensitive else private_names(one.claim) for one in row.claims]
            kinds = frozenset(kind.value for kind in row.incident.target_kinds)
            claims = tuple(self._claim(one, known, kinds) for one, known in zip(row.claims, names, strict=True))
            incident = self._coarse(row.incident, generalised_incident(row.incident))
            incident = veiled(incident, frozenset().union(*names))
            yield ReviewedIncident(incident=incident, claims=claims)

    def tallies(self) -> Iterator[TallyRow]:
        """The tallies; sums hold unreviewed incidents, and say how many."""
        counts = self.counts["tallies"] = Tallied()
        for row in self._contents.tallies():
            counts.found += 1
            counts.standings[Standing.UNREVIEWED if row.get("unreviewed") else Standing.REVIEWED] += 1
            if self._reviewed_only and row.get("unreviewed"):
                counts.left_out[NOT_REVIEWED] += 1
            else:
                yield row

    def leave_out(self, kind: str, reason: str) -> None:
        """Count a row for which the format has no home."""
        self.counts[kind].left_out[reason] += 1

    def _kept(self, kind: str, rows: Iterator[Row]) -> Iterator[Row]:
        """The rows of a kind, counted anew: the counts of the last pass are those that stand."""
        counts = self.counts[kind] = Tallied()
        for row in rows:
            counts.found += 1
            counts.standings[row.standing] += 1
            if self.may(row.standing):
                yield row
            else:
                counts.left_out[NOT_REVIEWED] += 1

    def may(self, standing: Standing) -> bool:
        """Whether a row that stands so is written."""
        return not (self._reviewed_only and standing is Standing.UNREVIEWED)

    def _claim(
        self, one: ReviewedClaim, known: frozenset[str] | None = None, kinds: frozenset[str] = frozenset()
    ) -> ReviewedClaim:
        """The claim as it may be written.

        `known` are the private names in it, where they were looked for, `kinds` what its incident says was hit.
        """
        claim = one.claim
        if claim.coder is not None:
            self.coders.add(claim.coder)
        self.profiles.update(figure.profile for figure in claim.figures)
        one = self._with_coarse_points(one, kinds)
        claim = one.claim
        if self.options.sensitive:
            return one
        names = private_names(claim) if known is None else known
        if one.machine is not None:
            names |= private_names(one.machine)
        report = _without_text(one.report, names)
        if not names:
            return replace(one, report=report)
        self.names_withheld.add(claim.id)
        machine: Claim | None = veiled(one.machine, names) if one.machine else None
        decisions = tuple(veiled(decision, names) for decision in one.decisions)
        claim = veiled(claim, names)
        return replace(one, report=report, claim=claim, machine=machine, decisions=decisions, withheld=True)

    def _with_coarse_points(self, one: ReviewedClaim, kinds: frozenset[str]) -> ReviewedClaim:
        """The claim with coarse points, where that was asked for; the coder's claim and the decisions likewise."""
        kinds |= {*one.claim.target_kinds, *(one.machine.target_kinds if one.machine else ())}
        if not self.options.generalise or grain_for(kinds) is None:
            return one
        self.generalised.add(one.claim.id)
        return replace(
            one,
            claim=generalised_claim(one.claim, kinds),
            machine=one.machine and generalised_claim(one.machine, kinds),
            decisions=tuple(without_points(decision) for decision in one.decisions),
        )

    def _coarse(self, incident: Incident, other: Incident) -> Incident:
        """The incident with coarse points, where that was asked for."""
        if not self.options.generalise:
            return incident
        if other is not incident:
            self.generalised.add(incident.id)
        return other


def _without_text(report: Report, names: Iterable[str]) -> Report:
    """What is known of a report beside its text, which may name anybody."""
    return veiled(replace(report, text="", paragraphs=(), dateline=None), names)
