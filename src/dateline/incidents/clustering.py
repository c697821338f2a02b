"""Claims put together so that each goes with every other: no chains."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise

from dateline.incidents.judged import NOTHING, SAME, Judged
from dateline.incidents.policy import Policy, words
from dateline.incidents.scoring import Score, can_be_one, score_pair
from dateline.incidents.views import View, days_of
from dateline.records import Feature, Link, Time

Pair = tuple[int, int]
HARM = "casualties"  # what this may be told of is a deed


class Pairs:
    """The scores of pairs of views, each worked out once; a pair is named by the order of its claims."""

    def __init__(self, views: list[View], credits: list[View], rules: Policy, judged: Judged = NOTHING) -> None:
        self.rules = rules
        self.judged = judged
        self.views = {view.order: view for view in views}
        self.deed_before = dict(_deeds_before(views, credits, rules))
        self._scores: dict[Pair, Score] = {}

    def score(self, one: int, other: int) -> Score:
        """The score of two views by their order, the earlier taken first."""
        pair = (one, other) if one < other else (other, one)
        if pair not in self._scores:
            self._scores[pair] = self._judge(pair) or self._compare(pair)
        return self._scores[pair]

    def only(self, earlier: list[int], group: list[int]) -> bool:
        """Whether a group reaches the bar as no other happening is told that it may be of; that is then a reason."""
        best = max(((one, other) for one in earlier for other in group), key=lambda pair: self.score(*pair).total)
        detail = "no other happening is told before it that it may be of"
        feature = Feature(feature="position", score=self.rules.position["only"], detail=detail)
        found = self.score(*best)
        total = round(found.total + feature.score, 4)
        if total < self.rules.threshold:
            return False
        self._scores[(min(best), max(best))] = Score(total, (*found.features, feature))
        return True

    def judged_same(self) -> list[Pair]:
        """The pairs that a person put together."""
        orders = {view.claim.id: order for order, view in self.views.items()}
        named = [(orders[one], orders[other]) for one, other in self.judged.same if one in orders and other in orders]
        return sorted((min(pair), max(pair)) for pair in named)

    def _judge(self, pair: Pair) -> Score | None:
        feature = self.judged.of(self.views[pair[0]].claim.id, self.views[pair[1]].claim.id) if self.judged else None
        return None if feature is None else Score(feature.score, (feature,))

    def _compare(self, pair: Pair) -> Score:
        deed = self.deed_before.get(pair[1])
        over = deed is not None and pair[0] < deed and self.score(pair[0], deed).total < self.rules.threshold
        return score_pair(self.views[pair[0]], self.views[pair[1]], self.rules, follows=deed == pair[0], over=over)


def cluster(pairs: Pairs) -> list[list[int]]:
    """The groups, each in order of the text: the best pairs first, and every member goes with every other.

    What a person put together stays together, whatever the scores say.
    """
    rules = pairs.rules
    wanted = dict.fromkeys([*candidates(list(pairs.views.values()), rules), *pairs.judged_same()])
    scored = [(pairs.score(*pair).total, pair) for pair in wanted]
    home = {order: order for order in pairs.views}
    members = {order: [order] for order in pairs.views}
    for total, (one, other) in sorted((s for s in scored if s[0] >= rules.threshold), key=lambda s: (-s[0], s[1])):
        left, right = sorted((home[one], home[other]))
        if left == right or not (total >= SAME or _all_go_together(members[left], members[right], pairs)):
            continue
        members[left] += members.pop(right)
        for order in members[left]:
            home[order] = left
    return _with_only(sorted(sorted(group) for group in members.values()), pairs)


def _with_only(groups: list[list[int]], pairs: Pairs) -> list[list[int]]:
    """The groups, and with each what can only be of it: harm and what points back, without a place or a day.

    Where the report has told before of two happenings that they may be of, or of none, they stay by themselves.
    """
    found: list[list[int]] = []
    for group in groups:
        homes = [earlier for earlier in found if _may_be_of(group, earlier, pairs)]
        if len(homes) == 1 and pairs.only(homes[0], group):
            homes[0] += group
        else:
            found.append(list(group))
    return sorted(sorted(group) for group in found)


def _may_be_of(group: list[int], earlier: list[int], pairs: Pairs) -> bool:
    """Whether claims that name neither place nor day may tell of a happening of their report told before them."""
    views, before = ([pairs.views[order] for order in orders] for orders in (group, earlier))
    tells = pairs.rules.harm | pairs.rules.effects
    if before[0].report != views[0].report or any(_stands_alone(view, tells) for view in views):
        return False
    known = frozenset().union(*(view.claim.target_kinds for view in before)) | pairs.rules.vague_targets
    if any(view.event not in tells and not known.issuperset(view.claim.target_kinds) for view in views):
        return False
    return all(pairs.score(one, other).total >= pairs.rules.floor for one in earlier for other in group)


def _stands_alone(view: View, tells: frozenset[str]) -> bool:
    """Whether it may be a happening by itself: a deed that does not point back, or that words set apart."""
    if not view.loose or view.another or view.plural or not (view.definite or view.event in tells):
        return True
    return words("parting").search(view.claim.evidence.text) is not None


def links(group: list[int], pairs: Pairs) -> tuple[Link, ...]:
    """Why the claims of a group were put together: the pairs that reached the bar, in order of the text."""
    found = []
    for position, one in enumerate(group):
        for other in group[position + 1 :]:
            score = pairs.score(one, other)
            if score.total >= pairs.rules.threshold:
                first, second = pairs.views[one].claim.id, pairs.views[other].claim.id
                found.append(Link(one=first, two=second, features=score.features))
    return tuple(found)


def candidates(views: list[View], rules: Policy) -> Iterator[Pair]:
    """The pairs worth scoring: of one report, and of events that may be one."""
    by_report: dict[str, list[View]] = defaultdict(list)
    for view in views:
        by_report[view.report].append(view)
    for group in by_report.values():
        yield from _within(group, rules)


def _within(group: list[View], rules: Policy) -> Iterator[Pair]:
    """The pairs of one report: claims near each other; farther apart, the next of those that name one place and day."""
    near = int(rules.crossing["near_claims"])
    for position, one in enumerate(group):
        for other in group[position + 1 : position + 1 + near]:
            if can_be_one(one.event, other.event):
                yield one.order, other.order
    if len(group) <= near + 1:
        return
    named: dict[tuple[str, int], list[int]] = defaultdict(list)
    for position, view in enumerate(group):
        for name in {place.geonames or place.name or place.mention.text for place in view.sites}:
            for day in _days(view, rules):
                named[name, day].append(position)
    later = {(i, j) for places in named.values() for at, i in enumerate(places) for j in places[at + 1 : at + 1 + near]}
    far = {(i, j) for i, j in later if j - i > near}
    for i, j in sorted(far):
        if can_be_one(group[i].event, group[j].event):
            yield group[i].order, group[j].order


def _days(view: View, rules: Policy) -> range:
    """The days that a claim names, none where they are open or too many."""
    if view.first is None or view.last is None or view.last - view.first > rules.crossing["most_days"]:
        return range(0)
    return range(view.first, view.last + 1)


def _all_go_together(left: list[int], right: list[int], pairs: Pairs) -> bool:
    return all(pairs.score(one, other).total >= _floor(one, other, pairs) for one in left for other in right)


def _floor(one: int, other: int, pairs: Pairs) -> float:
    """What two members must reach: two deeds more than a deed and the harm that may be told of it."""
    rules = pairs.rules
    tellings = rules.harm | rules.effects
    events = (pairs.views[one].event, pairs.views[other].event)
    return rules.floor if any(event in tellings for event in events) else rules.deed_floor


def _deeds_before(views: list[View], credits: list[View], rules: Policy) -> Iterator[Pair]:
    """For each claim without a place or a day of its own the deed nearest before it, where it may tell of that.

    Harm told in the sentence in which a party takes responsibility reaches farther back, and so does what points back.
    """
    scores = rules.position
    tellings = rules.harm | rules.effects
    deeds: list[View] = []
    for before, view in pairwise([None, *views]):
        assert view is not None
        if before is not None and _is_deed(before, tellings):
            deeds.append(before)
        if not deeds or not view.loose or view.another:
            continue
        last = _meant(view, deeds, rules) if view.definite else deeds[-1]
        credited = view.event in tellings and any(_one_sentence(view, credit) for credit in credits)
        reach = scores["credit_chars" if credited else "definite_chars" if view.definite else "follows_chars"]
        if last.report == view.report and 0 <= view.start - last.end <= reach and can_be_one(view.event, last.event):
            paragraphs = (view.paragraph or 0) - (last.paragraph or 0)
            if credited or view.definite or paragraphs <= scores["follows_paragraphs"]:
                yield view.order, last.order


def _meant(view: View, deeds: list[View], rules: Policy) -> View:
    """The deed that words which point back mean: the nearest that may be, and no recalled one of another paragraph."""
    near = [deed for deed in deeds[-int(rules.crossing["near_claims"]) :] if deed.report == view.report]
    for deed in reversed(near):
        recalled = deed.paragraph != view.paragraph and _is_recalled(deed, rules)
        if not recalled and can_be_one(view.event, deed.event) and not score_pair(deed, view, rules).barred:
            return deed
    return deeds[-1]


def _is_recalled(deed: View, rules: Policy) -> bool:
    """Whether a deed was done, or begun, long before its report was published."""
    published, _ = days_of(Time(start=deed.published, end=deed.published))
    day = deed.last if deed.first is None else deed.first
    return published is not None and day is not None and published - day > rules.crossing["most_days"]


def _one_sentence(one: View, other: View) -> bool:
    return one.report == other.report and one.start < other.end and other.start < one.end


def _is_deed(view: View, tellings: frozenset[str]) -> bool:
    """Whether harm may be told of it; a killing is one where it says where or when."""
    return can_be_one(view.event, HARM) and (view.event not in tellings or not view.loose)
