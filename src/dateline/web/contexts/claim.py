"""One claim: its sentence in context, each field with its own words, why it is so, and what people decided."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dateline.export import wording
from dateline.export.marked import Block, Card, Units, blocks_of, card_of, sentence_of, sentence_starts
from dateline.records import Claim, Report
from dateline.records.encode import claim_to_json
from dateline.review import Review, State, Verdict
from dateline.review.doubts import Doubt, doubts_of
from dateline.store import Decision
from dateline.store.canon import claim_digest
from dateline.web.contexts import incidents
from dateline.web.contexts.desk import Desk
from dateline.web.contexts.incidents import IncidentLine
from dateline.web.contexts.reader import look_of

#: Paragraphs shown before and after the one that holds the claim.
AROUND = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Other:
    """Another claim that this one disputes or answers, or that disputes this one."""

    how: str
    claim: str
    title: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimOpen:
    """A claim, open; `before` and `after` are its neighbours in the report."""

    report: Report
    headline: str
    claim: Claim
    review: Review
    version: str
    card: Card
    look: str
    blocks: tuple[Block, ...]
    others: tuple[Other, ...]
    incidents: tuple[IncidentLine, ...]
    doubts: tuple[Doubt, ...]
    verdicts: tuple[tuple[str, Verdict], ...]
    history: tuple[Decision, ...]
    undone: frozenset[str]
    flag: str | None
    sentence: int
    before: str | None
    after: str | None
    place: int
    total: int


def open_claim(desk: Desk, key: str) -> ClaimOpen | None:
    """The claim of an id; None where there is none."""
    claim = desk.store.claim(key)
    found = claim and desk.register.reviews(claim.report)
    if not found:
        return None
    report, reviews = found
    review = reviews[key]
    now = review.claim or review.machine
    units = Units(report.text)
    ids = list(reviews)
    place = ids.index(key)
    decisions = desk.register.now().decisions_about([key])
    return ClaimOpen(
        report=report,
        headline=wording.headline(report) or "(no title)",
        claim=now,
        review=review,
        version=version_of(review),
        card=card_of(now, {key: 1}, units),
        look=look_of(now.stance, now.verification),
        blocks=_context(report, now, units),
        others=tuple(_others(now, [one.claim or one.machine for one in reviews.values()])),
        incidents=tuple(incidents.holding(desk, key)),
        doubts=_doubts(review, now, reviews),
        verdicts=tuple(desk.register.now().verdicts().get(key, {}).items()),
        history=tuple(d for d in decisions if key in d.claims),
        undone=frozenset(d.id for d in decisions) - {d.id for d in desk.register.now().standing()},
        flag=next((d.id for d in review.flags if d.by == desk.user), None),
        sentence=sentence_of(sentence_starts(report), now.evidence.start),
        before=ids[place - 1] if place else None,
        after=ids[place + 1] if place + 1 < len(ids) else None,
        place=place + 1,
        total=len(ids),
    )


def _doubts(review: Review, claim: Claim, reviews: Mapping[str, Review]) -> tuple[Doubt, ...]:
    disputed = any(claim.id in (one.claim or one.machine).disputes for one in reviews.values())
    changed = review.state is State.CHANGED
    return doubts_of(claim_to_json(claim), disputed=disputed, changed=changed, flagged=bool(review.flags))


def version_of(review: Review) -> str:
    """A claim and all that was decided on it: two people who see the same see the same version."""
    return ".".join([claim_digest(review.machine)[:16], *(d.id for d in (*review.decisions, *review.outdated))])


def _context(report: Report, claim: Claim, units: Units) -> tuple[Block, ...]:
    """The paragraphs around a claim, with its evidence marked."""
    blocks = list(blocks_of(report, [claim], units))
    here = [number for number, block in enumerate(blocks) if any(piece.claims for piece in block.pieces)]
    if not here:
        return tuple(blocks)
    return tuple(blocks[max(0, here[0] - AROUND) : here[-1] + AROUND + 1])


def _others(claim: Claim, claims: Sequence[Claim]) -> list[Other]:
    def other(how: str, one: Claim) -> Other:
        return Other(how=how, claim=one.id, title=wording.event_of(one), words=wording.clean(one.evidence.text))

    found = []
    for one in claims:
        if one.id in claim.disputes:
            found.append(other("disputes", one))
        elif one.id in claim.answers:
            found.append(other("answers", one))
        if claim.id in one.disputes:
            found.append(other("disputed by", one))
        elif claim.id in one.answers:
            found.append(other("answered by", one))
    return found
