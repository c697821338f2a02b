"""What stands beside an incident: credits and charges join it, totals and denials are only named."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass, field

from dateline.incidents.happenings import Part
from dateline.incidents.policy import Policy
from dateline.incidents.scoring import same_party, score_pair
from dateline.incidents.views import View, trigger_start
from dateline.records import Claim, Feature, Link, Membership
from dateline.reference.ontology import event_type

WHY_UNREAL = {
    "conditional": "said to happen only if something else does",
    "denied": "its source denies that it happened",
    "expected": "expected, and not said to have happened",
    "negated": "said not to have happened",
    "no_comment": "not commented on",
}
WHY_TOTAL = {
    "cumulative": "a running total is never the count of one incident",
    "flow": "a count over a period is never the count of one incident",
    "stock": "how many there are now is never the count of one incident",
}


class Groups:
    """The groups of happenings, and which of them a report or a claim belongs to."""

    def __init__(self, groups: list[list[View]]) -> None:
        self.groups = groups
        self.home = {view.claim.id: index for index, group in enumerate(groups) for view in group}
        self._of_report: dict[str, list[tuple[int, View]]] = defaultdict(list)
        for index, group in enumerate(groups):
            for view in group:
                self._of_report[view.report].append((index, view))
        for members in self._of_report.values():
            members.sort(key=lambda row: row[1].order)

    def near(self, view: View, reach: int) -> list[tuple[int, View]]:
        """The claims of its report that stand at most so many claims away, each with its group."""
        members = self._of_report.get(view.report, [])
        first = bisect_left(members, view.order - reach, key=lambda row: row[1].order)
        last = bisect_left(members, view.order + reach + 1, key=lambda row: row[1].order)
        return members[first:last]


@dataclass(slots=True)
class Attached:
    """What was attached to one incident."""

    supporting: list[View] = field(default_factory=list)
    excluded: list[Membership] = field(default_factory=list)
    denials: list[Claim] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    reasons: dict[str, str] = field(default_factory=dict)


def attach(groups: list[list[View]], parts: dict[Part, list[View]], rules: Policy) -> list[Attached]:
    """What goes with each group of happenings; a credit or a charge joins one at most, a denial may answer several."""
    found = [Attached() for _ in groups]
    known = Groups(groups)
    for view in parts.get(Part.CREDIT, []):
        _join(view, _credited(view, known, rules), "a party takes responsibility for it", groups, found)
    for view in parts.get(Part.CHARGE, []):
        _join(view, _charged(view, known, rules), "somebody is blamed for it", groups, found)
    for view in parts.get(Part.UNREAL, []):
        _exclude(view, _nearest(view, known, rules), WHY_UNREAL.get(view.claim.stance, "not said to be so"), found)
    for view in parts.get(Part.TOTAL, []):
        scope = next(figure.scope for figure in view.claim.figures)
        _exclude(view, _nearest(view, known, rules), WHY_TOTAL.get(scope, "no count of one happening"), found)
    for view in parts.get(Part.ANSWER, []):
        _answer(view, known.home, found)
    return found


def _join(view: View, home: int | None, reason: str, groups: list[list[View]], found: list[Attached]) -> None:
    if home is None:
        return
    found[home].supporting.append(view)
    found[home].reasons[view.claim.id] = reason
    feature = Feature(feature="speech", score=1.0, detail=reason)
    found[home].links.append(Link(one=groups[home][0].claim.id, two=view.claim.id, features=(feature,)))


def _exclude(view: View, home: int | None, reason: str, found: list[Attached]) -> None:
    if home is not None:
        found[home].excluded.append(Membership(claim=view.claim.id, role="excluded", reason=reason))


def _answer(view: View, homes: dict[str, int], found: list[Attached]) -> None:
    claim = view.claim
    denies = bool(claim.disputes)
    answered: dict[int, str] = {}
    for other in (*claim.disputes, *claim.answers):
        if other in homes:
            answered.setdefault(homes[other], other)
    for home, other in answered.items():
        reason = "denies it: what is counted stays" if denies else "leaves it open"
        found[home].excluded.append(Membership(claim=claim.id, role="excluded", reason=reason))
        feature = Feature(feature="answer", score=0.0, detail=reason)
        found[home].links.append(Link(one=other, two=claim.id, features=(feature,)))
        if denies:
            found[home].denials.append(claim)


def _credited(view: View, known: Groups, rules: Policy) -> int | None:
    """The deed that a party takes on: the one its claim names, else the nearest before it."""
    for other in (*view.claim.answers, *view.claim.disputes):
        if other in known.home:
            return known.home[other]
    reach = rules.position["credit_chars"]
    at = trigger_start(view.claim)
    near = [
        (abs(at - trigger_start(member.claim)) + (rules.position["loose_chars"] if member.loose else 0), index)
        for index, member in known.near(view, _reach(rules))
        if event_type(member.event).group in {"attacks", "people", "property"}
        and member.start < view.end
        and at - member.end <= reach
        and _days_meet(view, member)
        and not _other_doer(view, member)
    ]
    return min(near)[1] if near else None


def _charged(view: View, known: Groups, rules: Policy) -> int | None:
    """The happening told in the sentence of an accusation."""
    near = [
        (abs(trigger_start(view.claim) - trigger_start(member.claim)), index)
        for index, member in known.near(view, _reach(rules))
        if member.start < view.end and view.start < member.end
    ]
    return min(near)[1] if near else None


def _nearest(view: View, known: Groups, rules: Policy) -> int | None:
    """The incident that a claim would have joined, had it been a happening."""
    best: tuple[float, int] | None = None
    for index in sorted({index for index, _ in known.near(view, _reach(rules))}):
        scores = [score_pair(*_in_order(view, member), rules) for member in known.groups[index]]
        if any(score.barred for score in scores):
            continue
        top = max(score.total for score in scores)
        if top >= rules.threshold and (best is None or top > best[0]):
            best = (top, index)
    return None if best is None else best[1]


def _reach(rules: Policy) -> int:
    return int(rules.crossing["near_claims"])


def _in_order(one: View, other: View) -> tuple[View, View]:
    return (one, other) if one.order < other.order else (other, one)


def _other_doer(view: View, deed: View) -> bool:
    """Whether the deed is laid at the door of parties that the credit does not speak of."""
    standings = [same_party(a, b) for a in view.actors for b in deed.actors]
    return bool(standings) and all(standing == "other" for standing in standings)


def _days_meet(one: View, other: View) -> bool:
    if None in (one.first, one.last, other.first, other.last):
        return True
    return max(one.first or 0, other.first or 0) <= min(one.last or 0, other.last or 0)
