"""Pairs of incidents that almost matched: those that a person may put together, or tell apart for good."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from threading import Lock

from dateline.incidents.joining import Matches, block_keys, pairs_of
from dateline.incidents.judged import Judged
from dateline.incidents.scoring import Score
from dateline.pipeline.standing import Standing
from dateline.records import Telling
from dateline.store import Store

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
        judged = Standing(self.store).judged
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
        return self._scored(best, judged)

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


def of_incident(near: Iterable[Near], key: str) -> list[Near]:
    """The pairs that an incident stands in."""
    return [one for one in near if key in (one.one, one.two)]
