"""Tellings of many reports put together: blocks of those worth comparing, groups in which each goes with every other.

A telling stands in a block for each of its days and each cell of the map near its place, or its province, or, where it
names only a country, its number. Only tellings of one block are compared, so that the cost grows with the crowd of one
place and day and not with the store. What is joined depends on nothing but the tellings that are linked with each other
by a score at the bar or above it: each such set can be worked out by itself.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import product

from dateline.incidents.crossing import Crossing, crossing
from dateline.incidents.judged import NOTHING, SAME, Judged
from dateline.incidents.matching import match, span_of
from dateline.incidents.policy import kind_relations
from dateline.incidents.proper import bones_of
from dateline.incidents.scoring import Score
from dateline.records import Telling

TOWN = 2  # UCDP precision
Pair = tuple[str, str]
Key = tuple[str, bool]  # a block, and whether the telling is to be compared with all in it or with the wide ones


def block_keys(telling: Telling) -> list[Key]:
    """The blocks of a telling; none where it says nothing of when or nothing of where."""
    rules = crossing()
    first, last, _ = span_of(telling, rules)
    if first is None or last is None or last - first > rules.blocks["most_days"]:
        return []
    wheres = sorted(set(_wheres(telling, rules)))
    margin = 0 if telling.soft_time else 1  # a night may be told as the day before or after
    return [(f"{day}:{where}", wide) for day in range(first, last + 1 + margin) for where, wide in wheres]


def _wheres(telling: Telling, rules: Crossing) -> Iterator[Key]:
    """Each place as a block sees it: a town as the cells around it, and narrowly as its province and its country."""
    cell = rules.blocks["cell_degrees"]
    numbers = [f"{f.measure}{f.best:g}" for f in telling.figures if f.best and f.best >= rules.figure["small"]]
    for place in telling.sites:
        if bones := bones_of(place):
            yield f"~{bones}", place.precision is None
        town = place.precision is not None and place.precision <= TOWN
        if town and place.latitude is not None and place.longitude is not None:
            row, column = int(place.latitude // cell), int(place.longitude // cell)
            yield from ((f"{row + down},{column + right}", True) for down, right in product((0, 1), (0, 1)))
        elif place.precision is None or place.country is None:
            yield f"?{(place.name or place.mention.text).casefold()}", True
        if place.country and place.admin1:
            yield f"{place.country}/{place.admin1}", not town
        if place.country:
            broad = not town and not place.admin1
            yield from ((f"{place.country}#{what}", broad) for what in (*numbers, *telling.kinds))
            yield place.country, broad
    own = any(place.country for place in telling.sites) and not telling.soft_place
    yield from ((f"#{what}", not own) for what in (*numbers, *telling.kinds))
    yield from ((f"={name}", True) for name in telling.names if name.startswith("~") or not own)


def can_be_compared(one: Telling, other: Telling) -> bool:
    """Whether the events of two tellings of different reports, and not of one catalogue, may be one happening."""
    if one.report == other.report or (one.catalogue is not None and one.catalogue == other.catalogue):
        return False
    return any(a == b or (a, b) in kind_relations() for a, b in product(one.events, other.events))


class Matches:
    """What speaks for pairs of tellings: each sum is worked out once, the features of a pair when asked for."""

    def __init__(self, tellings: Iterable[Telling], judged: Judged = NOTHING) -> None:
        self.rules = crossing()
        self.judged = judged
        self.tellings = {telling.id: telling for telling in tellings}
        self._totals: dict[Pair, float] = {}

    def score(self, one: str, other: str) -> Score:
        """The score of two tellings by their ids, with its features."""
        return match(self.tellings[one], self.tellings[other], self.rules, self.judged)

    def total(self, one: str, other: str) -> float:
        """The sum of their scores."""
        pair = (one, other) if one < other else (other, one)
        found = self._totals.get(pair)
        if found is None:
            found = self._totals[pair] = self.score(*pair).total
        return found

    def edges(self, pairs: Iterable[Pair]) -> Iterator[tuple[float, Pair]]:
        """Those of some pairs that reach the bar, with their sums."""
        for pair in pairs:
            total = self.total(*pair)
            if total >= self.rules.threshold:
                yield total, pair


def pairs_of(tellings: Iterable[Telling], judged: Judged = NOTHING) -> Iterator[Pair]:
    """The pairs worth comparing, each once: those of one block, and those that a person judged to be one."""
    return Blocks(judged).meet(tellings, tellings)


class Blocks:
    """The blocks of tellings, filled step by step: of each step only the pairs with one that is new are met."""

    def __init__(self, judged: Judged = NOTHING) -> None:
        self._judged = judged
        self._blocks: dict[str, list[tuple[Telling, bool]]] = defaultdict(list)
        self._keys: dict[str, list[Key]] = {}
        self._homes: dict[str, str] = {}
        self._met: set[Pair] = set()

    def meet(self, new: Iterable[Telling], around: Iterable[Telling]) -> Iterator[Pair]:
        """The pairs of the `new` tellings with each other, and with all that are around now or were before."""
        several = list(new)
        for telling in (*several, *around):
            self._add(telling)
        for one in several:
            for key, wide in self._keys[one.id]:
                for other, other_wide in self._blocks[key]:
                    pair = (one.id, other.id) if one.id < other.id else (other.id, one.id)
                    if (wide or other_wide) and pair not in self._met and can_be_compared(one, other):
                        self._met.add(pair)
                        yield pair
        ours = {telling.id for telling in several}
        for one_claim, other_claim in sorted(self._judged.same):
            a, b = self._homes.get(one_claim), self._homes.get(other_claim)
            if a is None or b is None or a == b or ours.isdisjoint((a, b)):
                continue
            pair = (min(a, b), max(a, b))
            if pair not in self._met:
                self._met.add(pair)
                yield pair

    def _add(self, telling: Telling) -> None:
        if telling.id in self._keys:
            return
        self._keys[telling.id] = block_keys(telling)
        for key, wide in self._keys[telling.id]:
            self._blocks[key].append((telling, wide))
        self._homes.update(dict.fromkeys(telling.claims, telling.id))


def linked_sets(ids: Iterable[str], edges: Iterable[Pair]) -> list[list[str]]:
    """The sets of tellings that are linked with each other, however indirectly."""
    home = {one: one for one in ids}

    def find(one: str) -> str:
        while home[one] != one:
            home[one] = home[home[one]]
            one = home[one]
        return one

    for one, other in edges:
        left, right = sorted((find(one), find(other)))
        home[right] = left
    sets: dict[str, list[str]] = defaultdict(list)
    for one in home:
        sets[find(one)].append(one)
    return list(sets.values())


def group(ids: Sequence[str], edges: Iterable[tuple[float, Pair]], matches: Matches) -> list[list[Telling]]:
    """The groups of one linked set: the best pairs first, and no member that speaks against another."""
    order = {telling.id: telling.order for telling in (matches.tellings[one] for one in ids)}
    home = {one: one for one in ids}
    members: dict[str, list[str]] = {one: [one] for one in ids}
    ranked = sorted(edges, key=lambda edge: (-edge[0], *sorted((order[edge[1][0]], order[edge[1][1]]))))
    for total, (one, other) in ranked:
        left, right = home[one], home[other]
        if left == right or not (total >= SAME or _go_together(members[left], members[right], matches)):
            continue
        for each in members.pop(right):
            home[each] = left
            members[left].append(each)
    groups = [sorted((matches.tellings[one] for one in several), key=lambda t: t.order) for several in members.values()]
    return sorted(groups, key=lambda several: several[0].order)


def _go_together(left: Sequence[str], right: Sequence[str], matches: Matches) -> bool:
    """Whether no pair speaks against the two groups, or none much and all together for them."""
    rules = matches.rules
    totals: list[float] = []
    for one, other in product(left, right):
        totals.append(matches.total(one, other))
        if totals[-1] < rules.low:
            return False
    return min(totals) >= rules.floor or sum(totals) >= rules.threshold * len(totals)


def join(tellings: Sequence[Telling], judged: Judged = NOTHING) -> tuple[list[list[Telling]], Matches]:
    """The groups of tellings that are of one happening each, and the scores they were made by."""
    matches = Matches(tellings, judged)
    return groups_of(matches, list(matches.edges(pairs_of(tellings, judged)))), matches


def groups_of(matches: Matches, edges: Sequence[tuple[float, Pair]]) -> list[list[Telling]]:
    """The groups, each linked set worked out by itself."""
    sets = linked_sets(matches.tellings, (pair for _, pair in edges))
    home: Mapping[str, str] = {one: several[0] for several in sets for one in several}
    by_set: dict[str, list[tuple[float, Pair]]] = defaultdict(list)
    for edge in edges:
        by_set[home[edge[1][0]]].append(edge)
    return [found for several in sets for found in group(several, by_set[several[0]], matches)]
