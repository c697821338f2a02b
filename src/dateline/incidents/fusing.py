"""Claims become incidents: which tell of one happening, and what they say of it together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log

from dateline.incidents.attaching import Attached, attach
from dateline.incidents.clustering import Pairs, cluster, links
from dateline.incidents.figures import FusedFigures, fuse_figures
from dateline.incidents.grading import status_of, suggest_grade
from dateline.incidents.happenings import Part, part_of, says_none
from dateline.incidents.origins import all_origins
from dateline.incidents.policy import Policy, policy
from dateline.incidents.values import (
    fuse_codes,
    fuse_event,
    fuse_participants,
    fuse_places,
    fuse_target_kinds,
    fuse_time,
    primary,
)
from dateline.incidents.views import View, text_order, view_claims
from dateline.records import Claim, Incident, Link, Membership, Report, incident_id
from dateline.reference.ontology import event_type


@dataclass(frozen=True, slots=True)
class Context:
    """What every incident of one run shares."""

    reports: Mapping[str, Report]
    profile: str
    rules: Policy
    extents: dict[str, int]


def fuse(
    claims: Sequence[Claim], *, reports: Mapping[str, Report] | None = None, profile: str = "house"
) -> list[Incident]:
    """The incidents that claims tell of, the main one first.

    A pure function: any order of the claims, and claims that stand twice, give the same incidents. `reports` (by id)
    tell paragraphs and publishers; without them both are taken from the claims alone. `profile` names the number
    rules that the figures of the claims follow.
    """
    known = reports or {}
    ordered = sorted({claim.id: claim for claim in claims}.values(), key=lambda claim: text_order(claim, known))
    context = Context(known, profile, policy(), _extents(ordered))
    views = view_claims(ordered, context.reports)
    parts: dict[Part, list[View]] = defaultdict(list)
    for view in views:
        parts[part_of(view.claim, context.rules)].append(view)
    pairs = Pairs(parts[Part.HAPPENING], parts[Part.CREDIT], context.rules)
    groups = [[pairs.views[order] for order in group] for group in cluster(pairs)]
    groups = [group for group in groups if len(group) > 1 or _says_enough(group[0], context.rules)]
    attached = attach(groups, parts, context.rules)
    incidents = [
        _incident(group, more, links([view.order for view in group], pairs), context)
        for group, more in zip(groups, attached, strict=True)
    ]
    return [incident for _, incident in sorted(incidents, key=lambda found: (-found[0], found[1].id))]


def _incident(group: list[View], more: Attached, why: tuple[Link, ...], context: Context) -> tuple[float, Incident]:
    event = fuse_event(group, context.rules)
    main = primary(group, event.value)
    members = sorted([*group, *more.supporting], key=lambda view: view.order)
    figures = fuse_figures(members, context.profile)
    ids = [view.claim.id for view in members]
    incident = Incident(
        id=incident_id(ids),
        event=event,
        claims=(*_memberships(main, members, figures, more), *more.excluded),
        places=fuse_places(group),
        time=fuse_time(group),
        participants=fuse_participants(members),
        target_kinds=fuse_target_kinds(group),
        codes=fuse_codes(group, main),
        figures=figures.rows,
        reports=len({view.report for view in members}),
        origins=len(all_origins(members, context.reports)),
        status=status_of(main, members, more.denials),
        grade=suggest_grade(members, more.denials, context.reports, context.rules, event.value),
        links=(*why, *more.links),
    )
    return _weight(incident, members, context), incident


def _memberships(main: View, members: list[View], figures: FusedFigures, more: Attached) -> list[Membership]:
    found = [Membership(claim=main.claim.id, role="primary", reason="names the event and says most of it")]
    for view in members:
        if view is main:
            continue
        if view.claim.id in figures.superseded:
            found.append(
                Membership(claim=view.claim.id, role="superseded", reason="a later claim gives a newer figure")
            )
        else:
            reason = more.reasons.get(view.claim.id, "tells of the same happening")
            found.append(Membership(claim=view.claim.id, role="supporting", reason=reason))
    return found


def _says_enough(view: View, rules: Policy) -> bool:
    """Whether a claim by itself tells more than that something of the kind happens."""
    claim = view.claim
    if says_none(claim, rules):
        return False
    if view.event in rules.kept_thin or view.sites or view.figures or claim.target_kinds:
        return True
    return claim.time is not None or any(p.role != "backer" for p in claim.participants)


def _weight(incident: Incident, members: list[View], context: Context) -> float:
    """What puts an incident first: the dead, the number of claims, how early it is told, what kind it is."""
    rank = context.rules.rank
    killed = max(
        (row.best or row.low or row.high or 0 for row in incident.figures if row.measure == "killed"), default=0
    )
    first = members[0]
    early = 1 - first.start / max(1, context.extents[first.report])
    weight = rank["killed"] * log(1 + killed) + rank["claims"] * log(len(members)) + rank["position"] * early
    weight += context.rules.group_rank.get(event_type(incident.event.value).group, 0)
    return round(weight + (rank["state"] if incident.event.value in context.rules.states else 0), 6)


def _extents(claims: list[Claim]) -> dict[str, int]:
    """How far each report's claims reach into its text."""
    found: dict[str, int] = {}
    for claim in claims:
        found[claim.report] = max(found.get(claim.report, 0), claim.evidence.end)
    return found
