"""Which claims a denial or a "no comment" answers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from dateline.records import Claim
from dateline.reference.ontology import event_set

SILENT = frozenset({"denied", "negated"})


def link_answers(claims: list[Claim]) -> list[Claim]:
    """The claims, each denial with those that it denies in `disputes`, each "no comment" with its `answers`.

    What is denied is what others say that the one who denies did: claims of violence with the same actor, said by
    somebody else. Where no actor is named in them, the nearest claim of violence before the denial is meant.
    """
    return [_linked(claim, claims) if claim.event in event_set("answer") else claim for claim in claims]


def _linked(claim: Claim, claims: list[Claim]) -> Claim:
    who = {p.party or p.name for p in claim.participants if p.role == "actor"}
    countries = {p.country for p in claim.participants if p.role == "actor" and p.country}
    found = [other.id for other in _accused(claim, claims) if _acts(other, who, countries)]
    if not found:
        before = [other for other in _accused(claim, claims) if other.evidence.start <= claim.evidence.start]
        found = [before[-1].id] if before and not any(p.role == "actor" for p in before[-1].participants) else []
    if claim.event == "no_comment":
        return replace(claim, answers=tuple(found))
    return replace(claim, disputes=tuple(found), answers=tuple(found))


def _accused(claim: Claim, claims: list[Claim]) -> Iterator[Claim]:
    own = {s.party or s.name for s in claim.attribution.sources}
    for other in claims:
        said_by_denier = own and any((s.party or s.name) in own for s in other.attribution.sources)
        if (
            other is not claim
            and other.event in event_set("violence")
            and other.stance not in SILENT
            and not said_by_denier
        ):
            yield other


def _acts(claim: Claim, who: set[str], countries: set[str]) -> bool:
    """Whether a claim's actor is the one who denies, or an arm of the same state."""
    for participant in claim.participants:
        if participant.role != "actor":
            continue
        if (participant.party or participant.name) in who:
            return True
        if participant.country in countries and participant.kind in {"state_forces", "government", "police"}:
            return True
    return False
