"""An incident made of the tellings that were joined: its values, its figures, its origins, its grade, and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log

from dateline.incidents.counting import HOUSE, counting_policy
from dateline.incidents.figures import FusedFigures, fuse_figures
from dateline.incidents.grading import status_of, suggest_grade
from dateline.incidents.joining import Matches
from dateline.incidents.origins import Origins
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
from dateline.records import Claim, Incident, Link, Membership, Report, Telling, incident_id
from dateline.reference.ontology import event_type

STANDS_BESIDE = "excluded"


@dataclass(frozen=True, slots=True)
class Assembled:
    """An incident, and what puts it before others: the dead, the number of claims, how early it is told, its kind."""

    incident: Incident
    weight: float


def assemble(
    tellings: Sequence[Telling],
    claims: Mapping[str, Claim],
    reports: Mapping[str, Report],
    *,
    profile: str = "house",
    counting: str = HOUSE,
    matches: Matches | None = None,
) -> Assembled:
    """The incident that some tellings make; `claims` and `reports` hold at least those that they name."""
    rules = policy()
    told = {claim for telling in tellings for claim in telling.claims}
    beside = _beside(tellings)
    inside = {m.claim: m for telling in tellings for m in telling.members if m.role != STANDS_BESIDE}
    ordered = sorted((claims[claim] for claim in inside), key=lambda claim: text_order(claim, reports))
    members = view_claims(ordered, reports)
    group = [view for view in members if view.claim.id in told]
    denials = [claims[claim] for claim in dict.fromkeys(claim for telling in tellings for claim in telling.denials)]
    event = fuse_event(group, rules)
    main = primary(group, event.value)
    origins = Origins(members, reports)
    figures = fuse_figures(members, profile, origins=origins, counting=counting_policy(counting))
    incident = Incident(
        id=incident_id(inside),
        event=event,
        claims=(*_memberships(main, members, figures, inside), *beside),
        places=fuse_places(group),
        time=fuse_time(group),
        participants=fuse_participants(members),
        target_kinds=fuse_target_kinds(group),
        codes=fuse_codes(group, main),
        figures=figures.rows,
        reports=len({view.report for view in members}),
        origins=len(origins.all),
        status=status_of(main, members, denials),
        grade=suggest_grade(members, denials, origins, rules, event.value),
        links=(*(link for telling in tellings for link in telling.links), *_crossing(tellings, matches)),
    )
    return Assembled(incident, _weight(incident, len(members), max(telling.early for telling in tellings), rules))


def _beside(tellings: Sequence[Telling]) -> list[Membership]:
    """The claims that stand beside the incident, each once."""
    found = {m.claim: m for telling in tellings for m in telling.members if m.role == STANDS_BESIDE}
    return list(found.values())


def _memberships(
    main: View, members: list[View], figures: FusedFigures, inside: Mapping[str, Membership]
) -> list[Membership]:
    found = [Membership(claim=main.claim.id, role="primary", reason="names the event and says most of it")]
    for view in members:
        if view is main:
            continue
        if view.claim.id in figures.superseded:
            reason = "a later claim gives a newer figure"
            found.append(Membership(claim=view.claim.id, role="superseded", reason=reason))
        else:
            given = inside[view.claim.id]
            reason = given.reason if given.role == "supporting" else "tells of the same happening"
            found.append(Membership(claim=view.claim.id, role="supporting", reason=reason))
    return found


def _crossing(tellings: Sequence[Telling], matches: Matches | None) -> list[Link]:
    """Why the tellings of several reports were put together: each with the earlier one that it is likest."""
    if matches is None:
        return []
    found = []
    for at, telling in enumerate(tellings[1:], start=1):
        nearest = max(tellings[:at], key=lambda earlier: matches.total(earlier.id, telling.id))
        features = matches.score(nearest.id, telling.id).features
        found.append(Link(one=nearest.claims[0], two=telling.claims[0], features=features))
    return found


def _weight(incident: Incident, members: int, early: float, rules: Policy) -> float:
    rank = rules.rank
    killed = max(
        (row.best or row.low or row.high or 0 for row in incident.figures if row.measure == "killed"), default=0
    )
    weight = rank["killed"] * log(1 + killed) + rank["claims"] * log(members) + rank["position"] * early
    weight += rules.group_rank.get(event_type(incident.event.value).group, 0)
    return round(weight + (rank["state"] if incident.event.value in rules.states else 0), 6)
