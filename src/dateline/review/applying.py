"""Decisions applied to claims: a pure function of both, whatever the order in which they arrived.

A decision stands as long as the claim says what it said when it was decided on. A claim that a better coder words
otherwise goes back to the queue, and the decision is shown with it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from dateline.errors import ReportError
from dateline.incidents.judged import Judged
from dateline.records import Claim, FusedFigure, Incident, Settled
from dateline.review.amending import amended
from dateline.review.splitting import APART
from dateline.store.canon import claim_digest
from dateline.store.decisions import Decision, Kind, standing
from dateline.store.parts import SPLIT

_OF_CLAIMS = (Kind.ACCEPT, Kind.AMEND, Kind.REJECT, Kind.SPLIT)


class State(StrEnum):
    """Where a claim stands in the review."""

    UNREVIEWED = "unreviewed"
    ACCEPTED = "accepted"
    AMENDED = "amended"
    REJECTED = "rejected"
    CHANGED = "changed"  # decided on, and coded otherwise since: to be looked at again


_STATES = {Kind.ACCEPT: State.ACCEPTED, Kind.REJECT: State.REJECTED}


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """A claim as the coder made it, as it stands now, and what led there; `claim` is None where it was rejected.

    A claim that somebody made by splitting another is its own `machine`. `flags` ask for another look.
    """

    machine: Claim
    claim: Claim | None
    state: State = State.UNREVIEWED
    decisions: tuple[Decision, ...] = ()
    outdated: tuple[Decision, ...] = ()
    flags: tuple[Decision, ...] = ()


def apply(claims: Iterable[Claim], decisions: Iterable[Decision]) -> dict[str, Review]:
    """Each claim's review, in the order of the claims."""
    about: dict[str, list[tuple[Decision, str | None]]] = defaultdict(list)
    flags: dict[str, list[Decision]] = defaultdict(list)
    for decision in standing(decisions):
        if decision.kind in _OF_CLAIMS:
            seen: Sequence[str | None] = decision.seen or [None] * len(decision.claims)
            for claim, digest in zip(decision.claims, seen, strict=True):
                about[claim].append((decision, digest))
        elif decision.kind == Kind.FLAG:
            for claim in decision.claims:
                flags[claim].append(decision)
    return {claim.id: _reviewed(claim, about.get(claim.id, []), flags.get(claim.id, [])) for claim in claims}


def _reviewed(claim: Claim, made: list[tuple[Decision, str | None]], flags: list[Decision]) -> Review:
    if claim.rule == SPLIT and not any(one.kind == Kind.SPLIT and claim.id != one.subjects[0] for one, _ in made):
        return Review(machine=claim, claim=None, state=State.REJECTED)  # on the day that is asked for it was no claim
    if not made and not flags:
        return Review(machine=claim, claim=claim)
    return _review(claim, made, tuple(flags))


def _review(machine: Claim, made: list[tuple[Decision, str | None]], flags: tuple[Decision, ...]) -> Review:
    now = claim_digest(machine)
    claim, state = machine, State.UNREVIEWED
    applied: list[Decision] = []
    outdated: list[Decision] = []
    for decision, seen in made:
        if seen not in (None, now):
            outdated.append(decision)
            continue
        if decision.kind in (Kind.AMEND, Kind.SPLIT):
            try:
                claim = _amended(claim, decision)
            except ReportError:
                outdated.append(decision)
                continue
            state = State.AMENDED
        elif decision.kind == Kind.ACCEPT and state is State.AMENDED:
            pass  # accepted as it was amended
        else:
            state = _STATES[Kind(decision.kind)]
        applied.append(decision)
    if not applied and outdated:
        state = State.CHANGED
    return Review(
        machine=machine,
        claim=None if state is State.REJECTED else claim,
        state=state,
        decisions=tuple(applied),
        outdated=tuple(outdated),
        flags=flags,
    )


def _amended(claim: Claim, decision: Decision) -> Claim:
    """The claim after an amendment, or after a split: its first part; the second was made as the split says."""
    if decision.kind == Kind.AMEND:
        return amended(claim, decision.field or "", decision.new)
    if claim.id == decision.subjects[0]:
        for path, value in decision.new["first"].items():
            claim = amended(claim, path, value)
    return claim


def apply_grades(incidents: Iterable[Incident], decisions: Iterable[Decision]) -> list[Incident]:
    """Incidents with the grades and numbers that people decided: of this one, or of one whose claims it all holds.

    A number that was settled stands as long as the claims give what they gave then.
    """
    made = [decision for decision in standing(decisions) if decision.kind in (Kind.GRADE, Kind.NUMBER)]
    if not made:
        return list(incidents)
    return [_decided(incident, made) for incident in incidents]


def _decided(incident: Incident, made: Sequence[Decision]) -> Incident:
    held = {member.claim for member in incident.claims if member.role != "excluded"}
    for decision in made:
        if not (incident.id in decision.subjects or (decision.claims and held.issuperset(decision.claims))):
            continue
        if decision.kind == Kind.NUMBER:
            figures = tuple(_settled(figure, decision) for figure in incident.figures)
            incident = replace(incident, figures=figures)
        elif incident.grade is not None:
            grade = replace(incident.grade, decided=decision.new, by=decision.by, at=decision.at)
            incident = replace(incident, grade=grade)
    return incident


def figure_key(figure: FusedFigure) -> str:
    """How a figure of an incident is named in a decision: "killed.people.person"."""
    return f"{figure.measure}.{figure.of}.{figure.unit}"


def bounds_given(figure: FusedFigure) -> list[float | None]:
    """Low, best and high as the claims give them, whatever a person settled."""
    told = figure.settled or figure
    return [told.low, told.best, told.high]


def _settled(figure: FusedFigure, decision: Decision) -> FusedFigure:
    given = bounds_given(figure)
    if decision.field != figure_key(figure) or list(decision.old) != given:
        return figure
    low, best, high = decision.new
    return replace(
        figure,
        low=low,
        best=best,
        high=high,
        low_from=figure.low_from if low == given[0] else None,
        best_from=figure.best_from if best == given[1] else None,
        high_from=figure.high_from if high == given[2] else None,
        settled=Settled(
            low=given[0], best=given[1], high=given[2], reason=decision.reason or "", by=decision.by, at=decision.at
        ),
    )


def judged_pairs(decisions: Iterable[Decision]) -> Judged:
    """The pairs that people judged, the later word before the earlier; `same` of three is each with each.

    The parts of a split are two happenings, unless it says otherwise.
    """
    judged: dict[tuple[str, str], str] = {}
    for decision in standing(decisions):
        kind = Kind.DIFFERENT if decision.kind == Kind.SPLIT and decision.new.get(APART) else decision.kind
        if kind in (Kind.SAME, Kind.DIFFERENT):
            several = sorted(set(decision.claims))
            for number, one in enumerate(several):
                for other in several[number + 1 :]:
                    judged[one, other] = kind
    return Judged(
        same=frozenset(pair for pair, kind in judged.items() if kind == Kind.SAME),
        different=frozenset(pair for pair, kind in judged.items() if kind == Kind.DIFFERENT),
    )


def in_force(reviews: Mapping[str, Review]) -> list[Claim]:
    """The claims as they stand, without those that were rejected."""
    return [review.claim for review in reviews.values() if review.claim is not None]
