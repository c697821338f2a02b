"""Which predicted claim is which gold claim: one to one, with the greatest total fit."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.scoring import contract
from dateline.scoring.fields import check_actors, check_stance, same_count
from dateline.scoring.forms import Claim
from dateline.scoring.positions import shared

Pair = tuple[int, int]


def fit(gold: Claim, predicted: Claim) -> float:
    """How well two claims go together; 0 where they cannot be the same.

    They can be when their events share a family and at least half of the shorter evidence is in the other. Beyond that
    the same code, trigger and figures weigh most.
    """
    if gold.evidence is None or predicted.evidence is None:
        return 0.0
    common = shared(gold.evidence, predicted.evidence)
    shorter = min(end - start for start, end in (gold.evidence, predicted.evidence))
    if shorter <= 0 or 2 * common < shorter:
        return 0.0
    if contract.families(gold.events).isdisjoint(contract.families(predicted.events)):
        return 0.0
    both = max(gold.evidence[1], predicted.evidence[1]) - min(gold.evidence[0], predicted.evidence[0])
    weight = 10.0 + common / max(1, both)
    if predicted.events[0] == gold.events[0]:
        weight += 3.0
    elif predicted.events[0] in gold.events:
        weight += 1.0
    weight += 3.0 * bool(shared(gold.trigger, predicted.trigger))
    weight += 2.0 * sum(any(same_count(want, got) for got in predicted.counts) for want in gold.counts)
    weight += 1.0 * (check_actors(gold, predicted) is not False)
    weight += 1.0 * check_stance(gold, predicted)
    return weight + 0.5 * gold.core


def match(golds: Sequence[Claim], predictions: Sequence[Claim]) -> list[Pair]:
    """The pairs of gold and predicted claims, as indices, with the greatest total fit."""
    edges = {
        (row, column): weight
        for row, gold in enumerate(golds)
        for column, predicted in enumerate(predictions)
        if (weight := fit(gold, predicted)) > 0
    }
    return heaviest_pairs(edges)


def heaviest_pairs(edges: dict[Pair, float]) -> list[Pair]:
    """The heaviest set of edges of which no two share an end.

    Grown from nothing by the best augmenting path until none gains: after each, the set is the heaviest of its size.
    """
    paired: dict[int, int] = {}
    while path := _best_path(edges, paired):
        paired |= {column: row for row, column in path}
    return sorted((row, column) for column, row in paired.items())


def _best_path(edges: dict[Pair, float], paired: dict[int, int]) -> list[Pair]:
    """The path from a free row to a free column that adds most weight, as the edges that it brings in."""
    taken = set(paired.values())
    gain = {row: 0.0 for row, _ in edges if row not in taken}
    reached: dict[int, tuple[float, int]] = {}
    changed = True
    while changed:
        changed = False
        for (row, column), weight in edges.items():
            if row not in gain or paired.get(column) == row:
                continue
            total = gain[row] + weight
            if column in reached and total <= reached[column][0] + 1e-9:
                continue
            reached[column] = (total, row)
            changed = True
            if column in paired:
                gain[paired[column]] = total - edges[paired[column], column]
    ends = [(total, column) for column, (total, _) in reached.items() if column not in paired]
    if not ends or max(ends)[0] <= 1e-9:
        return []
    held_by = {row: column for column, row in paired.items()}
    path, step = [], max(ends)[1]
    while True:
        row = reached[step][1]
        path.append((row, step))
        if row not in held_by:
            return path
        step = held_by[row]
