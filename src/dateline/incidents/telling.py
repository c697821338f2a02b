"""One report's claims become its tellings: which of them tell of one happening, and what they say of it together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from dateline.incidents.attaching import Attached, attach
from dateline.incidents.clustering import Pairs, cluster, links
from dateline.incidents.copies import shingles
from dateline.incidents.crossing import Crossing, crossing
from dateline.incidents.figures import FusedFigures, fuse_figures
from dateline.incidents.happenings import Part, part_of, says_none
from dateline.incidents.judged import NOTHING, Judged
from dateline.incidents.places import same_place
from dateline.incidents.policy import Policy, policy
from dateline.incidents.proper import Proper, site_keys
from dateline.incidents.values import fuse_event
from dateline.incidents.views import View, days_of, sources_of, text_order, view_claims
from dateline.records import Claim, Membership, Participant, Place, Report, Telling, Time, sha256


def tell(
    claims: Sequence[Claim], *, report: Report | None = None, profile: str = "house", judged: Judged = NOTHING
) -> list[Telling]:
    """What one report tells, telling by telling in the order of its text.

    Without the report its paragraphs and its day of publication are taken as not known. A claim that plays no part in a
    happening is in no telling.
    """
    rules = policy()
    known: Mapping[str, Report] = {} if report is None else {report.id: report}
    ordered = sorted({claim.id: claim for claim in claims}.values(), key=lambda claim: text_order(claim, known))
    views = view_claims(ordered, known)
    parts: dict[Part, list[View]] = defaultdict(list)
    for view in views:
        parts[part_of(view.claim, rules)].append(view)
    pairs = Pairs(parts[Part.HAPPENING], parts[Part.CREDIT], rules, judged)
    groups = [[pairs.views[order] for order in group] for group in cluster(pairs)]
    groups = [group for group in groups if len(group) > 1 or says_enough(group[0], rules)]
    attached = attach(groups, parts, rules)
    extent = max((claim.evidence.end for claim in ordered), default=0)
    shared = _Shared(report, rules, profile, Proper(ordered, report), extent)
    return in_context(
        [
            _telling(position, group, more, pairs, shared)
            for position, (group, more) in enumerate(zip(groups, attached, strict=True))
        ]
    )


def in_context(tellings: list[Telling]) -> list[Telling]:
    """The tellings of one report with the places and days that the context gives to those that name none.

    The place is that of the telling nearest before it that has its own, else of the first one after it; the day that of
    the nearest before it, where that is news and no look back.
    """
    rules = crossing()
    placed = [telling for telling in tellings if telling.sites and not telling.soft_place]
    dated = [telling for telling in tellings if not telling.soft_time and _is_news(telling, rules)]
    found = []
    for telling in tellings:
        if not telling.sites and placed:
            before = [other for other in placed if other.position < telling.position]
            telling = replace(telling, sites=(before[-1] if before else placed[0]).sites, soft_place=True)
        if telling.first is None and telling.last is None:
            before = [other for other in dated if other.position < telling.position]
            if before:
                telling = replace(telling, first=before[-1].first, last=before[-1].last, soft_time=True)
        found.append(telling)
    return found


def _is_news(telling: Telling, rules: Crossing) -> bool:
    """Whether a telling is of a few days, and those not long before its report was published."""
    if telling.first is None or telling.last is None:
        return False
    published, _ = days_of(Time(start=telling.published, end=telling.published))
    most = rules.blocks["most_days"]
    return telling.last - telling.first <= most and (published is None or 0 <= published - telling.last <= most)


def says_enough(view: View, rules: Policy) -> bool:
    """Whether a claim by itself tells more than that something of the kind happens."""
    claim = view.claim
    if says_none(claim, rules):
        return False
    if view.event in rules.kept_thin or view.sites or view.figures or claim.target_kinds:
        return True
    return claim.time is not None or any(p.role != "backer" for p in claim.participants)


@dataclass(frozen=True, slots=True)
class _Shared:
    """What the tellings of one report share."""

    report: Report | None
    rules: Policy
    profile: str
    proper: Proper
    extent: int


def _telling(position: int, group: list[View], more: Attached, pairs: Pairs, at: _Shared) -> Telling:
    members = sorted([*group, *more.supporting], key=lambda view: view.order)
    figures = fuse_figures(members, at.profile)
    first, last, soft_time = _days(group)
    sites, soft_place = _sites(group)
    ids = [view.claim.id for view in members]
    report = group[0].report
    texts = list(dict.fromkeys(view.claim.evidence.text for view in group))
    return Telling(
        id=f"t-{sha256('|'.join((report, *sorted(ids))))[:16]}",
        report=report,
        published=at.report.published if at.report else None,
        position=position,
        claims=tuple(view.claim.id for view in group),
        members=(*_memberships(members, figures, more), *more.excluded),
        denials=tuple(claim.id for claim in more.denials),
        links=(*links([view.order for view in group], pairs), *more.links),
        event=fuse_event(group, at.rules).value,
        events=tuple(dict.fromkeys(view.event for view in group)),
        sites=sites,
        soft_place=soft_place,
        first=first,
        last=last,
        soft_time=soft_time,
        hours=tuple(sorted({view.hours for view in group if view.hours})),
        actors=_actors(group),
        harmed=tuple(sorted(frozenset().union(*(view.harmed for view in group)))),
        kinds=tuple(sorted({kind for view in group for kind in view.struck})),
        figures=figures.rows,
        said_by=tuple(sorted({source for view in members for source in sources_of(view)})),
        names=tuple(sorted(at.proper.of(texts) | site_keys(sites))),
        words=tuple(sorted(frozenset().union(*(view.tokens for view in group)))),
        catalogue=next((name for view in group if (name := _catalogue(view.claim))), None),
        shingles=tuple(sorted(frozenset().union(*(shingles(text) for text in texts)))),
        later=any(view.later for view in members),
        plural=all(view.plural for view in group),
        early=round(1 - members[0].start / max(1, at.extent), 6),
    )


def _memberships(members: list[View], figures: FusedFigures, more: Attached) -> list[Membership]:
    found = []
    for view in members:
        if view.claim.id in figures.superseded:
            reason = "a later claim gives a newer figure"
            found.append(Membership(claim=view.claim.id, role="superseded", reason=reason))
        else:
            reason = more.reasons.get(view.claim.id, "tells of the same happening")
            found.append(Membership(claim=view.claim.id, role="supporting", reason=reason))
    return found


def _days(group: list[View]) -> tuple[int | None, int | None, bool]:
    """The narrowest stretch of days that the claims name, by their own words before the context's."""
    dated = [view for view in group if view.first is not None or view.last is not None]
    own = [view for view in dated if not view.soft_time]
    if not dated:
        return None, None, True

    def width(view: View) -> float:
        return float("inf") if view.first is None or view.last is None else view.last - view.first

    best = min(own or dated, key=lambda view: (width(view), view.order))
    return best.first, best.last, not own


def _catalogue(claim: Claim) -> str | None:
    return None if claim.coder is None else claim.coder.catalogue


def _sites(group: list[View]) -> tuple[tuple[Place, ...], bool]:
    """Where, each place once, the most exact first; the claims' own words before the context's."""
    placed = [view for view in group if view.sites]
    own = [view for view in placed if not view.soft_place]
    found: list[Place] = []
    for place in (place for view in own or placed for place in view.sites):
        if not any(same_place(place, other) for other in found):
            found.append(place)
    found.sort(key=lambda place: 9 if place.precision is None else place.precision)
    return tuple(found), bool(placed) and not own


def _actors(group: list[View]) -> tuple[Participant, ...]:
    found: dict[tuple[str | None, str], Participant] = {}
    for actor in (actor for view in group for actor in view.actors):
        found.setdefault((actor.party, "" if actor.party else actor.name), actor)
    return tuple(found.values())
