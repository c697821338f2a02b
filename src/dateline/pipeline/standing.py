"""The claims of a store as they stand: what the coder wrote down, with what people decided of it by a day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

from dateline.incidents.judged import Judged
from dateline.records import Claim, Incident, Report
from dateline.review import Review, apply, judged_pairs, standing
from dateline.store import Decision, Store

PART = 200


class Standing:
    """Claims with the decisions about them; those made after `as_of` do not count."""

    def __init__(self, store: Store, *, as_of: str | None = None) -> None:
        self.store = store
        self._as_of = as_of

    @cached_property
    def decisions(self) -> list[Decision]:
        """The decisions that count, the earliest first."""
        return self.store.decisions(as_of=self._as_of)

    @cached_property
    def grades(self) -> list[Decision]:
        """Those of them that grade an incident or settle its numbers, and those that take decisions back."""
        return [decision for decision in self.decisions if decision.kind in ("grade", "number", "undo")]

    def grades_of(self, incident: Incident) -> list[Decision]:
        """Those that may be about an incident: it is named, or they name claims that it has."""
        keys = (incident.id, *(member.claim for member in incident.claims))
        return list({d.id: d for key in keys for d in self._graded.get(key, ())}.values())

    @cached_property
    def _graded(self) -> dict[str, list[Decision]]:
        found: dict[str, list[Decision]] = defaultdict(list)
        for decision in standing(self.grades):
            for key in {*decision.subjects, *decision.claims[:1]}:
                found[key].append(decision)
        return found

    @cached_property
    def judged(self) -> Judged:
        """The pairs of claims that people judged to be of one happening, and of two."""
        return judged_pairs(self.decisions)

    def reviews(self, reports: Sequence[str]) -> Iterator[tuple[Report, dict[str, Review]]]:
        """Each of some reports with the reviews of its claims, in their order."""
        for start in range(0, len(reports), PART):
            part = reports[start : start + PART]
            known = self.store.reports(part)
            claims: dict[str, list[Claim]] = defaultdict(list)
            for claim in self.store.claims(of=part):
                claims[claim.report].append(claim)
            for one in part:
                if one in known:
                    yield known[one], apply(claims[one], self._about(claims[one]))

    def reviews_of(self, ids: Iterable[str]) -> dict[str, Review]:
        """The reviews of claims of some ids; an id that is not there is left out."""
        claims = self.store.claims_by_id(sorted(set(ids)))
        return apply(claims.values(), self._about(claims.values()))

    def _about(self, claims: Iterable[Claim]) -> list[Decision]:
        """The decisions about some claims, and those that take them back."""
        found = {id(d): d for claim in claims for d in self._by_claim.get(claim.id, ())}
        return [*found.values(), *self._undoing] if found else []

    @cached_property
    def _by_claim(self) -> dict[str, list[Decision]]:
        found: dict[str, list[Decision]] = defaultdict(list)
        for decision in self.decisions:
            for claim in decision.claims:
                found[claim].append(decision)
        return found

    @cached_property
    def _undoing(self) -> list[Decision]:
        return [decision for decision in self.decisions if decision.kind == "undo"]


def profile_of(claims: Iterable[Claim]) -> str:
    """Whose number rules the figures of some claims follow."""
    return next((figure.profile for claim in claims for figure in claim.figures), "house")
