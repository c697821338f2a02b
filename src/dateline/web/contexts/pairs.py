"""Pairs of incidents that almost matched: those that a person may put together, or tell apart for good."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from threading import Lock

from dateline.incidents.joining import Matches, block_keys, pairs_of
from dateline.incidents.judged import Judged
from dateline.incidents.scoring import Score
from dateline.records import Telling
from dateline.review import judged_pairs, standing
from dateline.store import Decision, Kind, Store

PART = 400
Pair = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Near:
    """Two incidents, and the two of their tellings that speak most for their being one; `total` is their score."""

    one: str
    two: str
    total: float
    score: Score
    bar: float
    tellings: Pair


@dataclass(slots=True)
class Pairs:
    """The pairs of one store, kept from one look to the next: only what is new since is compared anew."""

    store: Store
    _known: set[str] = field(default_factory=set)
    _near: dict[Pair, float] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)
    _found: tuple[tuple[int, str], list[Near]] | None = None

    def near(self) -> list[Near]:
        """The pairs, the likeliest first; those of which a person has judged are left out."""
        with self._lock:
            head = self.store.head()
            if self._found is None or self._found[0] != head:
                self._found = head, self._look()
            return self._found[1]

    def _look(self) -> list[Near]:
        homes = self.store.homes()
        apart = Apart(self.store)
        gone = self._known - homes.keys()
        self._near = {pair: total for pair, total in self._near.items() if gone.isdisjoint(pair)}
        fresh = sorted(homes.keys() - self._known)
        for start in range(0, len(fresh), PART):
            self._compare(self.store.tellings(fresh[start : start + PART]))
        self._known = set(homes)
        best: dict[Pair, tuple[float, Pair]] = {}
        for pair, total in self._near.items():
            one, two = homes[pair[0]], homes[pair[1]]
            if one is not None and two is not None and one != two:
                key = (min(one, two), max(one, two))
                best[key] = max(best.get(key, (total, pair)), (total, pair))
        return self._scored({pair: found for pair, found in best.items() if not apart.holds(pair)}, apart.judged)

    def _compare(self, fresh: Sequence[Telling]) -> None:
        """Note the pairs of new tellings that nothing keeps apart: those at the floor of one incident or above.

        What people judged is looked at later: it may be taken back.
        """
        mates = self.store.mates({key for telling in fresh for key in block_keys(telling)})
        ids = {telling.id for telling in fresh}
        around = self.store.tellings(sorted(mates - ids))
        matches = Matches([*fresh, *around])
        for pair in pairs_of([*fresh, *around]):
            if not ids.isdisjoint(pair) and (total := matches.total(*pair)) >= matches.rules.floor:
                self._near[min(pair), max(pair)] = total

    def _scored(self, best: dict[Pair, tuple[float, Pair]], judged: Judged) -> list[Near]:
        """The pairs of incidents with what speaks for them, as people have judged by now."""
        tellings = {t.id: t for t in self.store.tellings(sorted({one for _, pair in best.values() for one in pair}))}
        matches = Matches(tellings.values(), judged)
        found = []
        for (one, two), (_, pair) in best.items():
            score = matches.score(*pair)
            if all(feature.feature != "decision" for feature in score.features):
                bar = matches.rules.threshold
                found.append(Near(one=one, two=two, total=score.total, score=score, bar=bar, tellings=pair))
        return sorted(found, key=lambda near: (-near.total, near.one, near.two))


class Apart:
    """What people told apart: it holds until somebody changes one of the two, or another report is put with it.

    That a person judged two claims different keeps them apart for good; here it is only whether one is asked again.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        decisions = store.decisions()
        self._changed = _changed(decisions)
        holding = [one for one in decisions if one.kind != Kind.DIFFERENT or not self._is_changed(one.claims, one)]
        self.judged = judged_pairs(holding)
        self._named = {tuple(sorted(d.subjects)): d for d in standing(holding) if d.kind == Kind.DIFFERENT}

    def holds(self, pair: Pair) -> bool:
        """Whether the two incidents, as they are, were judged to be two."""
        decision = self._named.get(pair)
        if decision is None:
            return False
        claims = [member.claim for one in self._store.incidents(pair) for member in one.claims]
        return not self._is_changed(claims, decision)

    def _is_changed(self, claims: Iterable[str], since: Decision) -> bool:
        then = datetime.fromisoformat(since.at)
        return any(claim in self._changed and self._changed[claim] > then for claim in claims)


def _changed(decisions: Sequence[Decision]) -> dict[str, datetime]:
    """When each claim was last changed by a person, or a change of it taken back."""
    by_id = {decision.id: decision for decision in decisions}
    found: dict[str, datetime] = {}
    for decision in decisions:
        meant = [by_id[one] for one in decision.subjects if one in by_id] if decision.kind == Kind.UNDO else [decision]
        for one in meant:
            if one.kind in (Kind.AMEND, Kind.REJECT, Kind.SPLIT):
                found.update(dict.fromkeys(one.claims, datetime.fromisoformat(decision.at)))
    return found


def of_incident(near: Iterable[Near], key: str) -> list[Near]:
    """The pairs that an incident stands in."""
    return [one for one in near if key in (one.one, one.two)]
