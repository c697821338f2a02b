"""What new decisions may change of the incidents: reports to tell anew, tellings to join anew, claims to count anew.

A claim is looked at as it stood without the new decisions and as it stands with them. Two claims that were judged to be
of two happenings, and are in no incident together, change nothing: a score that did not join them can only fall.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass

from dateline.incidents.happenings import told_alike
from dateline.pipeline.standing import Standing
from dateline.records import Claim
from dateline.review import apply, judged_pairs
from dateline.store import Decision, Kind

ClaimPair = tuple[str, str]
_JUDGING = frozenset({Kind.SAME, Kind.DIFFERENT, Kind.SPLIT})
_GRADING = frozenset({Kind.GRADE, Kind.NUMBER})


@dataclass(frozen=True, slots=True)
class Moved:
    """What decisions moved: `reports` tell something else, the tellings of a pair in `judged` are joined anew.

    The incidents of the claims in `valued`, and those in `graded`, are made anew of the tellings that they have.
    """

    reports: frozenset[str] = frozenset()
    judged: frozenset[ClaimPair] = frozenset()
    valued: frozenset[str] = frozenset()
    graded: frozenset[str] = frozenset()


def what_moved(known: Standing, new: Sequence[str], untold: Set[str]) -> Moved:
    """What the decisions of some ids change; the incidents do not hold yet what the `untold` reports tell."""
    waiting, _ = known.store.waiting_tellings()
    unsettled = untold | {telling.report for telling in known.store.tellings(waiting)}
    every = {decision.id: decision for decision in known.decisions}
    meant = meant_by((every[one] for one in new if one in every), every)
    before = [decision for key, decision in every.items() if key not in set(new)]
    claims = known.store.claims_by_id(sorted({claim for decision in meant for claim in decision.claims}))
    valued = {claim for d in meant if d.kind in _GRADING for claim in d.claims[:1]}
    graded = {subject for d in meant if d.kind in _GRADING for subject in d.subjects}
    reports = {claims[c].report for d in meant if d.kind == Kind.SPLIT for c in d.claims if c in claims}
    changing = {c for d in meant if d.kind not in _JUDGING | _GRADING for c in d.claims if c in claims}
    for claim, one, other in _changed(known, [claims[c] for c in sorted(changing)], before):
        valued.add(claim.id)
        if one is None or other is None or not told_alike(one, other):
            reports.add(claim.report)
    judged: set[ClaimPair] = set()
    if any(decision.kind in _JUDGING for decision in meant):
        for pair in _judged_anew(known, before, claims, unsettled):
            judged.add(pair)
            homes = {claims[claim].report for claim in pair if claim in claims}
            reports |= homes if len(homes) == 1 else set()
    return Moved(frozenset(reports), frozenset(judged), frozenset(valued), frozenset(graded))


def meant_by(decisions: Iterable[Decision], every: Mapping[str, Decision]) -> list[Decision]:
    """Some decisions, and those that they take back or put in force again."""
    found: dict[str, Decision] = {}
    later = list(decisions)
    while later:
        decision = later.pop()
        if decision.id not in found:
            found[decision.id] = decision
            later += [every[one] for one in decision.subjects if decision.kind == Kind.UNDO and one in every]
    return list(found.values())


def _changed(
    known: Standing, claims: Sequence[Claim], before: Sequence[Decision]
) -> Iterable[tuple[Claim, Claim | None, Claim | None]]:
    """Those of some claims that stood otherwise before: as the coder made them, as they stood, as they stand."""
    now = apply(claims, known.decisions)
    for key, then in apply(claims, before).items():
        if then.claim != now[key].claim:
            yield then.machine, then.claim, now[key].claim


def _judged_anew(
    known: Standing, before: Sequence[Decision], claims: Mapping[str, Claim], unsettled: Set[str]
) -> Iterable[ClaimPair]:
    """The pairs of which something else is judged now, but for those apart that are judged to be two."""
    was, now = judged_pairs(before), known.judged
    pairs = (was.same ^ now.same) | (was.different ^ now.different)
    homes = known.store.incidents_with(sorted({claim for pair in pairs for claim in pair}))
    for pair in sorted(pairs):
        settled = all(claim in claims and claims[claim].report not in unsettled for claim in pair)
        one, other = (set(homes.get(claim, ())) for claim in pair)
        if not (pair in now.different and settled and one.isdisjoint(other)):
            yield pair
