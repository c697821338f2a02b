"""How far people agree who judged the same claims: their verdicts, where they differ, and Cohen's kappa."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations

from dateline.store.canon import dumps
from dateline.store.decisions import Decision, Kind, standing

KINDS = (Kind.ACCEPT, Kind.AMEND, Kind.REJECT, Kind.SPLIT)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one person makes of a claim: accept, amend or reject; `values` are the fields amended, as JSON.

    Who splits a claim amends it.
    """

    kind: str
    values: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """Two people over the claims that both judged; `kappa` is None where chance alone would make them agree."""

    one: str
    other: str
    claims: int
    agreed: int
    kappa: float | None


Verdicts = Mapping[str, Mapping[str, Verdict]]


def verdicts(decisions: Iterable[Decision]) -> dict[str, dict[str, Verdict]]:
    """Each person's last word on each claim, by claim and person; what was taken back does not count."""
    found: dict[str, dict[str, Verdict]] = defaultdict(dict)
    for decision in standing(decisions):
        if decision.kind in KINDS:
            for claim in decision.subjects if decision.kind == Kind.SPLIT else decision.claims:
                found[claim][decision.by] = _next(found[claim].get(decision.by), decision)
    return dict(found)


def _next(before: Verdict | None, decision: Decision) -> Verdict:
    if decision.kind in (Kind.AMEND, Kind.SPLIT):
        known = dict(before.values) if before is not None and before.kind == Kind.AMEND else {}
        known[decision.field or str(decision.kind)] = dumps(decision.new)
        return Verdict(Kind.AMEND, tuple(sorted(known.items())))
    if decision.kind == Kind.ACCEPT and before is not None and before.kind == Kind.AMEND:
        return before  # accepted as it was amended
    return Verdict(str(decision.kind))


def disagreed(known: Verdicts) -> frozenset[str]:
    """The claims of which two people think otherwise."""
    return frozenset(claim for claim, by in known.items() if len(set(by.values())) > 1)


def agreements(known: Verdicts) -> list[Agreement]:
    """Every two people who judged claims in common, those with most of them first."""
    pairs: dict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
    for by in known.values():
        for one, other in combinations(sorted(by), 2):
            pairs[one, other].append((by[one].kind, by[other].kind))
    found = [
        Agreement(
            one=one,
            other=other,
            claims=len(judged),
            agreed=sum(first == second for first, second in judged),
            kappa=kappa(judged),
        )
        for (one, other), judged in pairs.items()
    ]
    return sorted(found, key=lambda pair: (-pair.claims, pair.one, pair.other))


def kappa(judged: list[tuple[str, str]]) -> float | None:
    """Cohen's kappa of two people's categories: agreement beyond what chance gives; 1 is full, 0 is chance."""
    if not judged:
        return None
    total = len(judged)
    observed = sum(one == other for one, other in judged) / total
    first = Counter(one for one, _ in judged)
    second = Counter(other for _, other in judged)
    chance = sum(first[kind] * second[kind] for kind in first) / total**2
    return None if chance == 1 else (observed - chance) / (1 - chance)
