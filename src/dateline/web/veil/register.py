"""The register as a reader may see it: the rows of the register itself, those that name someone in private veiled."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence, Set
from dataclasses import replace
from threading import Lock

from dateline.records import Claim, Report
from dateline.records.encode import claim_to_json
from dateline.review import Review
from dateline.store import Store
from dateline.store.canon import fold
from dateline.web.contexts.coarse import coarse_row
from dateline.web.contexts.register import Register, State
from dateline.web.contexts.rows import ClaimRow
from dateline.web.veil.masks import holds
from dateline.web.veil.names import Name, Names, names_in
from dateline.web.veil.store import VeiledStore

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
        self._hidden: frozenset[str] = frozenset()
        self._turn = Lock()
        self.store = VeiledStore(store, self.names, self.homes, generalise=generalise)
        super().__init__(self.store)

    def now(self) -> State:
        """The register as a reader may see it now."""
        if self._real.now() is self._seen:
            return self._shown
        with self._turn:
            state = self._real.now()  # asked again: while this one waited, another may have gone further
            if state is not self._seen:
                self._follow(state)
            return self._shown

    def _follow(self, state: State) -> None:
        """Veil what changed: reports and claims that are others now, and what has a name that was not known before."""
        old, names = self._names_now, self._gathered(state)
        changed = {
            *(key for key, rows in state.claims.items() if self._seen.claims.get(key) is not rows),
            *(key for key, row in state.reports.items() if self._seen.reports.get(key) is not row),
            *(key for key in names.of.keys() | old.of.keys() if names.of.get(key) != old.of.get(key)),
        }
        words = names.first_words_that_differ(old)
        self._names_now = names
        self.store._renew(old, names, changed, words)
        self._shown = self._veiled(state, names, changed, words)
        self._seen = state

    def names(self) -> Names:
        """The names that are veiled now."""
        self.now()
        return self._names_now

    def homes(self) -> Mapping[str, str]:
        """The report in which each claim stands."""
        return self._real.now().report_of

    def applied(self, claims: Sequence[Claim]) -> dict[str, Review]:
        """The reviews of some claims: applied to the claims as they are, and veiled after."""
        return self.reviewed([claim.id for claim in claims])

    def reviewed(self, ids: Sequence[str]) -> dict[str, Review]:
        """The reviews of claims of some ids."""
        real = self._kept.claims_by_id(ids)
        return self._reviews(self._real.applied([real[one] for one in ids if one in real]))

    def reviews(self, report: str) -> tuple[Report, dict[str, Review]] | None:
        """A report with the review of each of its claims; None where there is no such report."""
        found = self._real.reviews(report)
        if found is None:
            return None
        return self.store.reports([report])[report], self._reviews(found[1])

    def _reviews(self, found: Mapping[str, Review]) -> dict[str, Review]:
        """Reviews veiled."""
        machine = self.store.veiled(review.machine for review in found.values())
        amended = [review.claim for review in found.values() if review.claim not in (None, review.machine)]
        now = {claim.id: claim for claim in self.store.veiled(iter(amended))}
        return {
            key: replace(
                review,
                machine=seen,
                claim=None if review.claim is None else now.get(key, seen),
                decisions=tuple(map(self.store.decision, review.decisions)),
                outdated=tuple(map(self.store.decision, review.outdated)),
                flags=tuple(map(self.store.decision, review.flags)),
            )
            for (key, review), seen in zip(found.items(), machine, strict=True)
        }

    def _gathered(self, state: State) -> Names:
        """The names of each report; those of reports whose rows are still the same are known."""
        before, old = self._seen.claims, self._names_now
        same = {key for key, rows in state.claims.items() if before.get(key) is rows}
        found = {key: names for key, names in old.of.items() if key in same}
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
        if found == old.of:
            return old
        names = Names.gathered(found)
        return replace(names, starts=old.starts) if names.starts == old.starts else names

    def _veiled(self, state: State, names: Names, changed: Set[str], words: Collection[str]) -> State:
        """The state veiled; what was veiled before stays where nothing that it shows is in `changed` or has `words`."""
        before, seen = self._shown, self._seen
        reports = {}
        for key, row in state.reports.items():
            if key in changed or (words and holds(row, words)):
                reports[key] = names.for_reports([key], row.title).value(row)
            else:
                reports[key] = before.reports[key]
        hidden = frozenset(part for word in names.parts() for part in fold(word).split())
        fresh, self._hidden = hidden ^ self._hidden, hidden
        claims = {}
        for key, rows in state.claims.items():
            if key in changed or _have(rows, words, fresh):
                shown = tuple(_without(row, names, hidden) for row in rows)
                claims[key] = tuple(map(coarse_row, shown)) if self._generalise else shown
            else:
                claims[key] = before.claims[key]
        decisions = {}
        for key, one in state.decisions.items():
            about = {state.report_of[claim] for claim in one.claims if claim in state.report_of}
            is_known = seen.decisions.get(key) is one and changed.isdisjoint(about)
            if is_known and not words and (not changed or one.reason is None):
                decisions[key] = before.decisions[key]
            else:
                decisions[key] = self.store._decision(one, names, state.report_of)
        return replace(state, reports=reports, claims=claims, decisions=decisions, memory={}, parts=dict(before.parts))


def _amended(register: Register, store: Store, state: State, report: str) -> Iterable[Name]:
    """The names that people put into the claims of a report."""
    decided = [row.id for row in state.claims[report] if row.id in state.about]
    if not decided:
        return
    for review in register.applied(list(store.claims_by_id(decided).values())).values():
        if review.claim is not None:
            yield from names_in(claim_to_json(review.claim))


def _have(rows: Sequence[ClaimRow], words: Collection[str], fresh: Set[str]) -> bool:
    """Whether claims have one of some words, or of some others in their evidence."""
    return (words and any(holds(row, words) for row in rows)) or (
        bool(fresh) and any(not fresh.isdisjoint(row.words.split()) for row in rows)
    )


def _without(row: ClaimRow, names: Names, hidden: Set[str]) -> ClaimRow:
    """The row of a claim without names, also where it is searched by them: that is folded, and has no capitals.

    The words of its evidence are searched without those of any name that is `hidden`, whatever report it is from.
    """
    mask = names.for_reports([row.report], row.words, *row.parties, *(voice.key for voice in row.sources))
    own = {part for word in mask.words for part in fold(word).split()}
    words = row.words.split()
    if not own and hidden.isdisjoint(words):
        return row
    shown = mask.value(row)
    return replace(
        shown,
        words=" ".join(word for word in words if word not in hidden),
        parties=tuple(party for party in row.parties if own.isdisjoint(party.split())),
        sources=tuple(
            voice if own.isdisjoint(voice.key.split()) else replace(voice, key="") for voice in shown.sources
        ),
    )
