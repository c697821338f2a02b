"""The fused values of an incident: what, where, when, who, each naming the claims that carry it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from dateline.incidents.places import same_place
from dateline.incidents.policy import Policy, policy
from dateline.incidents.scoring import same_party
from dateline.incidents.views import View, name_words
from dateline.records import Codes, Fused, Participant, Place, Time

SITE = "site"


def fuse_event(views: list[View], rules: Policy) -> Fused[str]:
    """The most exact event: harm gives way to its attack, a general word to a special one; then the most told."""
    counts: Counter[str] = Counter()
    for view in views:  # what names a place or a day, or stands first in the report, says more
        counts[view.event] += 1 + (not view.loose) + view.lead
    for weak in (rules.harm | rules.effects, frozenset({"casualties"}), rules.general):
        counts = Counter({code: n for code, n in counts.items() if code not in weak}) or counts
    told = [view.event for view in views]
    event = max(counts, key=lambda code: (counts[code], -told.index(code)))
    return Fused(value=event, claims=_ids(view for view in views if view.event == event))


def primary(views: list[View], event: str) -> View:
    """The claim that stands for the incident: it names the event, with place or day if any does, and says most."""
    telling = [view for view in views if view.event == event]
    return max(telling, key=lambda view: (not view.loose, _fullness(view), -view.order))


def fuse_places(views: list[View]) -> tuple[Fused[Place], ...]:
    """The places, one place once, sites first and the most exact before the others."""
    groups: list[list[tuple[Place, View]]] = []
    for view in views:
        for place in view.claim.places:
            home = next((g for g in groups if g[0][0].role == place.role and same_place(g[0][0], place)), None)
            if home is None:
                groups.append([(place, view)])
            else:
                home.append((place, view))
    groups.sort(key=lambda g: (g[0][0].role != SITE, min(_exactness(p) for p, _ in g), -len(g), g[0][1].order))
    return tuple(
        Fused(value=min((p for p, _ in group), key=_exactness), claims=_ids(v for _, v in group)) for group in groups
    )


def fuse_time(views: list[View]) -> Fused[Time] | None:
    """The narrowest time, among equals the most told, then the first."""
    told: dict[tuple[str | None, str | None, str | None], list[tuple[Time, View]]] = {}
    for view in views:
        time = view.claim.time
        if time is not None:
            value = time.value if time.start is None and time.end is None else None
            told.setdefault((time.start, time.end, value), []).append((time, view))
    if not told:
        return None
    best = min(told.values(), key=lambda group: (_span(group[0][1]), -len(group), group[0][1].order))
    return Fused(value=best[0][0], claims=_ids(view for _, view in best))


def fuse_participants(views: list[View]) -> tuple[Fused[Participant], ...]:
    """Who took part, one party once in each role, by the fullest name that was given.

    Who blames somebody for it took no part in it by that, and who is blamed is no target of it.
    """
    groups: list[list[tuple[Participant, View]]] = []
    for view in views:
        for who in () if view.event in policy().charges else view.claim.participants:
            home = next((g for g in groups if any(_is_one(p, who) for p, _ in g)), None)
            if home is None:
                groups.append([(who, view)])
            else:
                home.append((who, view))
    return tuple(
        Fused(value=max((p for p, _ in group), key=_naming), claims=_ids(v for _, v in group)) for group in groups
    )


def fuse_target_kinds(views: list[View]) -> tuple[Fused[str], ...]:
    """What kinds of thing were hit, in the order of the text."""
    kinds = dict.fromkeys(kind for view in views for kind in view.claim.target_kinds)
    return tuple(
        Fused(value=kind, claims=_ids(view for view in views if kind in view.claim.target_kinds)) for kind in kinds
    )


def fuse_codes(views: list[View], main: View) -> Fused[Codes]:
    """The codes of the primary claim, and the claims that have the same."""
    codes = main.claim.codes
    return Fused(value=codes, claims=_ids(view for view in views if view.claim.codes == codes))


def _ids(views: Iterable[View]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(view.claim.id for view in views))


def _fullness(view: View) -> int:
    claim = view.claim
    told = (view.sites, claim.time, claim.participants, view.figures, claim.target_kinds, claim.attribution.sources)
    return sum(bool(part) for part in told)


def _exactness(place: Place) -> int:
    return 9 if place.precision is None else place.precision


def _span(view: View) -> float:
    if view.first is None and view.last is None:
        return float("inf")
    if view.first is None or view.last is None:
        return 1e6
    return view.last - view.first


def _is_one(one: Participant, other: Participant) -> bool:
    """Whether two participants are one: the same role, and one party or one name within the other."""
    if one.role != other.role:
        return False
    if one.mention.text.casefold() == other.mention.text.casefold() or one.name.casefold() == other.name.casefold():
        return True
    words, others = name_words(one.name), name_words(other.name)
    named = bool(words and others and (words <= others or others <= words))
    return named if one.role in {"target", "victim"} else named or same_party(one, other) == "same"


def _naming(who: Participant) -> tuple[bool, int]:
    return who.party is not None, len(who.name)
