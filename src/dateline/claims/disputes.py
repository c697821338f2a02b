"""Which claims a denial or a "no comment" answers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from dateline.records import Claim
from dateline.reference.ontology import event_set

SILENT = frozenset({"denied", "negated"})
UNIDENTIFIED = "UAF"  # the party of armed people of no known side
STATE = frozenset({"state_forces", "government", "police"})


def link_answers(claims: list[Claim]) -> list[Claim]:
    """The claims, each denial with those that it denies in `disputes`, each "no comment" with its `answers`.

    What is denied is what others say that the one who denies did: claims of violence with the same actor, said by
    somebody else. Where they name no actor, or gunmen of no known side, the nearest claim of violence before the denial
    is meant. Who denies what he was accused of denies the deed nearest before the accusation.
    """
    return [_linked(claim, claims) if claim.event in event_set("answer") else claim for claim in claims]


def _linked(claim: Claim, claims: list[Claim]) -> Claim:
    who = {p.party or p.name for p in claim.participants if p.role == "actor"}
    countries = {p.country for p in claim.participants if p.role == "actor" and p.country and p.kind in STATE}
    found = [other.id for other in _accused(claim, claims) if _acts(other, who, countries)]
    if not found:
        found = _blamed(claim, claims, who)
    if not found:
        before = [other for other in _accused(claim, claims) if other.evidence.start <= claim.evidence.start]
        found = [before[-1].id] if before and _names_nobody(before[-1]) else []
    if claim.event == "no_comment":
        return replace(claim, answers=tuple(found))
    return replace(claim, disputes=tuple(found), answers=tuple(found))


def _blamed(claim: Claim, claims: list[Claim], who: set[str]) -> list[str]:
    """The deed that an accusation of the one who denies is about: the claim of violence nearest before it."""
    charges = [
        other
        for other in claims
        if other.event in event_set("charge")
        and other.evidence.start < claim.evidence.start
        and any(p.role == "target" and (p.party or p.name) in who for p in other.participants)
    ]
    if not charges:
        return []
    before = [other for other in _accused(claim, claims) if other.evidence.start < charges[-1].evidence.start]
    return [before[-1].id] if before else []


def _accused(claim: Claim, claims: list[Claim]) -> Iterator[Claim]:
    own = {s.party or s.name for s in claim.attribution.sources}
    own |= {p.party or p.name for p in claim.participants if p.role == "actor"}
    for other in claims:
        said_by_denier = own and any((s.party or s.name) in own for s in other.attribution.sources)
        if (
            other is not claim
            and other.event in event_set("violence")
            and other.stance not in SILENT
            and not said_by_denier
        ):
            yield other


def _names_nobody(claim: Claim) -> bool:
    parties = [p.party or p.name for p in claim.participants if p.role == "actor"]
    return all(party.rpartition(":")[2] == UNIDENTIFIED for party in parties)


def _acts(claim: Claim, who: set[str], countries: set[str]) -> bool:
    """Whether a claim's actor is the one who denies, or an arm of the same state."""
    for participant in claim.participants:
        if participant.role != "actor":
            continue
        if (participant.party or participant.name) in who:
            return True
        if participant.country in countries and participant.kind in STATE:
            return True
    return False
