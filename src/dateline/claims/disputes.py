"""Which claims a denial or a "no comment" answers."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import replace

from dateline.records import Claim, Participant
from dateline.reference.ontology import event_set

#: Words of a denial that name what others laid to the one who denies.
NAMED_CHARGE = re.compile(r"\b(?:accusations?|allegations?|charges?)\b", re.IGNORECASE)
#: Words of a denial that answer more than one charge.
MANY_CHARGES = re.compile(
    r"\b(?:accusations|allegations|charges|claims|reports|findings|crimes|abuses)\b", re.IGNORECASE
)
#: How a sentence goes on to say that somebody denies what it has told.
REMARK = re.compile(
    r",\s+(?:an?|the)\s+(?:claim|allegation|charge|accusation|assertion|account|report)\b", re.IGNORECASE
)
SILENT = frozenset({"denied", "negated"})
STEM = 4  # letters that two forms of a word for a deed share
UNIDENTIFIED = "UAF"  # the party of armed people of no known side
STATE = frozenset({"state_forces", "government", "police"})


def link_answers(claims: list[Claim]) -> list[Claim]:
    """The claims, each denial with those that it denies in `disputes`, each "no comment" with its `answers`.

    What is denied is what others say that the one who denies did: claims of violence with the same actor, said by
    somebody else; of several happenings the last told before, except where "allegations" are denied. Where they name no
    actor, or gunmen of no known side, the nearest claim of violence before the denial is meant. Who denies what he was
    accused of denies the deed that the accusation tells, else the nearest before it; who denies "the accusation" denies
    that claim too. "…, a claim that Kyiv denied" is about its own sentence.
    """
    answers = [claim for claim in claims if claim.event in event_set("answer")]
    if not answers:
        return claims
    told = Told(claims)
    linked = {id(claim): _linked(claim, told) for claim in answers}
    return [linked.get(id(claim), claim) for claim in claims]


class Told:
    """The claims of a report that can be denied, and those that blame somebody, in the order of the text."""

    def __init__(self, claims: list[Claim]) -> None:
        violence, charge = event_set("violence"), event_set("charge")
        self.deeds = [claim for claim in claims if claim.event in violence and claim.stance not in SILENT]
        self.all = [claim for claim in claims if claim.event not in event_set("deed_of_speech")]
        self.charges = [claim for claim in claims if claim.event in charge]
        self._by_actor: dict[str, set[int]] = defaultdict(set)
        for number, claim in enumerate(self.deeds):
            for who in _actors(claim):
                self._by_actor[who].add(number)
            for participant in claim.participants:
                if participant.role == "actor" and participant.country and participant.kind in STATE:
                    self._by_actor[f"state {participant.country}"].add(number)

    def done_by(self, who: set[str], countries: set[str]) -> Iterator[Claim]:
        """The deeds whose actor is one of some parties, or an arm of one of some states."""
        names = [*who, *(f"state {country}" for country in countries)]
        for number in sorted(set().union(*(self._by_actor.get(name, ()) for name in names))):
            yield self.deeds[number]


def _linked(claim: Claim, told: Told) -> Claim:
    who = _actors(claim)
    countries = {p.country for p in claim.participants if p.role == "actor" and p.country and p.kind in STATE}
    laid = [other for other in told.done_by(who, countries) if _is_told_by_another(other, claim)]
    remarked = [other.id for other in told.all if _is_remarked(other, claim)]
    found = remarked or [other.id for other in _meant(claim, laid)]
    charge = _charge(claim, told, who, countries)
    if not found and charge is not None:
        found = _blamed(claim, told, charge)
    if charge is not None and NAMED_CHARGE.search(claim.evidence.text):
        found = [*found, charge.id]
    if not found:
        before = _last(told, claim, lambda other: other.evidence.start <= claim.evidence.start)
        found = [before.id] if before is not None and _names_nobody(before) else []
    if claim.event == "no_comment":
        return replace(claim, answers=tuple(found))
    return replace(claim, disputes=tuple(found), answers=tuple(found))


def _is_remarked(deed: Claim, claim: Claim) -> bool:
    """Whether a denial is a remark on what its own sentence tells: "…, the ministry said, a claim that Kyiv denied"."""
    if deed.evidence != claim.evidence or deed.trigger is None or claim.trigger is None or deed.stance in SILENT:
        return False
    between = claim.evidence.text[deed.trigger.end - deed.evidence.start : claim.trigger.start - deed.evidence.start]
    return deed.trigger.end <= claim.trigger.start and REMARK.search(between) is not None


def _meant(claim: Claim, laid: list[Claim]) -> list[Claim]:
    """Those of the deeds laid to one who denies that are denied: all where many are, else one happening.

    That is the one that the denial names, else the last one told before it: all that its sentence tells, and what
    others tell of it.
    """
    if len(laid) < 2 or MANY_CHARGES.search(claim.evidence.text):
        return laid
    before = [deed for deed in laid if deed.evidence.start <= claim.evidence.start] or laid[:1]
    named = [deed for deed in before if _is_named(deed, claim)]
    last = (named or before)[-1]
    return [deed for deed in laid if deed.evidence == last.evidence or _may_be_one(deed, last)]


def _is_named(deed: Claim, claim: Claim) -> bool:
    """Whether a denial has the word for a deed in it: "denied responsibility for the bombing"."""
    words = deed.trigger.text.lower().split() if deed.trigger is not None else []
    denied = claim.evidence.text.lower()
    return any(re.search(rf"\b{re.escape(word[:STEM])}", denied) for word in words if len(word) >= STEM)


def _may_be_one(deed: Claim, other: Claim) -> bool:
    """Whether two deeds can be one happening: nothing that both tell of it differs."""
    means = {deed.event, other.event}
    same_means = len(means) == 1 or bool(means & event_set("open_means"))
    sites, others = _sites(deed), _sites(other)
    days = [c.time.mention.text for c in (deed, other) if c.time is not None and c.time.mention is not None]
    return same_means and (not sites or not others or not sites.isdisjoint(others)) and len(set(days)) < 2


def _sites(claim: Claim) -> set[str]:
    return {place.name or place.mention.text for place in claim.places if place.role == "site"}


def _charge(claim: Claim, told: Told, who: set[str], countries: set[str]) -> Claim | None:
    """The nearest accusation before a denial that is laid to the one who denies, or to an arm of the same state."""
    before = (c for c in reversed(told.charges) if c.evidence.start < claim.evidence.start and not _actors(c) & who)
    return next(
        (c for c in before if any(_is_one_of(p, who, countries) for p in c.participants if p.role == "target")), None
    )


def _is_one_of(party: Participant, who: set[str], countries: set[str]) -> bool:
    return (party.party or party.name) in who or (party.country in countries and party.kind in STATE)


def _blamed(claim: Claim, told: Told, charge: Claim) -> list[str]:
    """The deeds that an accusation is about: those that it tells, else the claim of violence nearest before it."""
    own = [deed.id for deed in told.deeds if deed.evidence == charge.evidence and deed.id != charge.id]
    if own:
        return own
    before = _last(told, claim, lambda other: other.evidence.start < charge.evidence.start)
    return [] if before is None else [before.id]


def _last(told: Told, claim: Claim, fits: Callable[[Claim], bool]) -> Claim | None:
    """The last deed that fits and is not told by the one who denies."""
    return next((o for o in reversed(told.deeds) if fits(o) and _is_told_by_another(o, claim)), None)


def _is_told_by_another(deed: Claim, claim: Claim) -> bool:
    own = {s.party or s.name for s in claim.attribution.sources} | _actors(claim)
    states = {p.country for p in claim.participants if p.role == "actor" and p.country and p.kind in STATE}
    told_by = deed.attribution.sources
    ours = any(s.kind in STATE and s.party is not None and s.party.partition(":")[0] in states for s in told_by)
    return deed is not claim and not ours and not any((s.party or s.name) in own for s in told_by)


def _actors(claim: Claim) -> set[str]:
    return {p.party or p.name for p in claim.participants if p.role == "actor"}


def _names_nobody(claim: Claim) -> bool:
    return all(party.rpartition(":")[2] == UNIDENTIFIED for party in _actors(claim))
