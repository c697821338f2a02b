"""The register as a reader may see it: the rows of the register itself, those that name someone in private veiled."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from threading import Lock

from dateline.export.generalising import coarse, grain_for
from dateline.records import Claim
from dateline.records.encode import claim_to_json
from dateline.review import Review
from dateline.store import Store
from dateline.web.contexts.register import Register, State
from dateline.web.contexts.rows import ClaimRow
from dateline.web.veil.names import Mask, Name, Names, names_in
from dateline.web.veil.store import VeiledStore, decision_without, without_places

PART = 200


class VeiledRegister(Register):
    """Follows the register of the store; `store` is the one that goes with it."""

    def __init__(self, store: Store, register: Register, *, generalise: bool = False) -> None:
        self._real = register
        self._generalise = generalise
        self._kept = store
        self._names_now = Names()
        self._seen = State()
        self._shown = State()
        self._turn = Lock()
        self.store = VeiledStore(store, self.names, self.reports_of, generalise=generalise)
        super().__init__(self.store)

    def now(self) -> State:
        """The register as a reader may see it now."""
        state = self._real.now()
        if state is self._seen:
            return self._shown
        with self._turn:
            if state is not self._seen:
                self._names_now = self._gathered(state)
                self._shown = self._veiled(state, self._names_now)
                self._seen = state
            return self._shown

    def names(self) -> Names:
        """The names that are veiled now."""
        self.now()
        return self._names_now

    def reports_of(self, claims: Iterable[str]) -> set[str]:
        """The reports in which some claims stand."""
        known = self._real.now().report_of
        return {known[claim] for claim in claims if claim in known}

    def applied(self, claims: Sequence[Claim]) -> dict[str, Review]:
        """The reviews of some claims: applied to the claims as they are, and veiled after."""
        real = self._kept.claims_by_id([claim.id for claim in claims])
        reviews = self._real.applied([real[claim.id] for claim in claims])
        return {key: self._review(review) for key, review in reviews.items()}

    def _review(self, review: Review) -> Review:
        now = next(self.store.veiled(iter([review.claim]))) if review.claim is not None else None
        machine = next(self.store.veiled(iter([review.machine])))
        decided = tuple(self.store.decision(one) for one in review.decisions)
        outdated = tuple(self.store.decision(one) for one in review.outdated)
        return replace(review, claim=now, machine=machine, decisions=decided, outdated=outdated)

    def _gathered(self, state: State) -> Names:
        """The names of each report; those of reports whose rows are still the same are known."""
        before = self._seen.claims
        same = {key for key, rows in state.claims.items() if before.get(key) is rows}
        found = {key: names for key, names in self._names_now.of.items() if key in same}
        missing = [key for key in state.claims if key not in same]
        for start in range(0, len(missing), PART):
            part = missing[start : start + PART]
            gathered: dict[str, set[Name]] = {}
            for record in self._kept.claim_records(of=part):
                gathered.setdefault(record["report"], set()).update(names_in(record))
            for key in part:
                for name in _amended(self._real, self._kept, state, key):
                    gathered.setdefault(key, set()).add(name)
            found.update((key, frozenset(names)) for key, names in gathered.items() if names)
        return Names.gathered(found)

    def _veiled(self, state: State, names: Names) -> State:
        reports = {}
        for key, row in state.reports.items():
            reports[key] = names.for_reports([key], row.title).value(row)
        claims = {}
        for key, rows in state.claims.items():
            mask = names.for_reports([key])
            seen = rows if _is_bare(mask) else tuple(mask.value(row) for row in rows)
            claims[key] = tuple(map(_coarse, seen)) if self._generalise else seen
        decisions = {}
        for key, one in state.decisions.items():
            about = {state.report_of[claim] for claim in one.claims if claim in state.report_of}
            named = not names.of.keys().isdisjoint(about)
            seen_one = decision_without(one, names.for_reports(about)) if named else one
            is_place = self._generalise and (one.field or "").split(".")[0] == "places"
            decisions[key] = without_places(one, names.for_reports(about)) if is_place else seen_one
        return replace(state, reports=reports, claims=claims, decisions=decisions, memory={})


def _amended(register: Register, store: Store, state: State, report: str) -> Iterable[Name]:
    """The names that people put into the claims of a report."""
    decided = [row.id for row in state.claims[report] if row.id in state.about]
    if not decided:
        return
    for review in register.applied(list(store.claims_by_id(decided).values())).values():
        if review.claim is not None:
            yield from names_in(claim_to_json(review.claim))


def _coarse(row: ClaimRow) -> ClaimRow:
    """The row of a claim with a coarse point where what was hit may be in use."""
    grain = grain_for(row.kinds) if row.point is not None else None
    return row if grain is None else replace(row, point=coarse(row.point, grain))


def _is_bare(mask: Mask) -> bool:
    return not mask.words
