"""A report as it is read: its text with the words of each claim, the claims beside it, what answers them."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.export import wording
from dateline.export.answers import AnswersOfReport, answers_of
from dateline.export.marked import Block, Card, Units, blocks_of, card_of, sentence_starts
from dateline.records import Coded, Problem, Report, Source
from dateline.review import Review
from dateline.store import Origin
from dateline.store.canon import fold
from dateline.web.contexts import incidents
from dateline.web.contexts.desk import Desk
from dateline.web.contexts.incidents import IncidentLine


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadClaim:
    """A claim beside the text; `look` is how its words are underlined: said, doubted, denied or expected."""

    card: Card
    review: Review
    look: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A report, open."""

    report: Report
    title: str
    blocks: tuple[Block, ...]
    claims: tuple[ReadClaim, ...]
    rejected: tuple[ReadClaim, ...]
    numbers: dict[str, int]
    looks: dict[str, str]
    answers: AnswersOfReport
    voices: tuple[str, ...]
    incidents: tuple[IncidentLine, ...]
    origins: tuple[Origin, ...]
    problems: tuple[Problem, ...]


LOOKS = {
    "denied": "denied",
    "negated": "denied",
    "alleged": "doubted",
    "unconfirmed": "doubted",
    "expected": "expected",
    "conditional": "expected",
}


def look_of(stance: str, verification: str | None) -> str:
    """How the words of a claim are underlined."""
    look = LOOKS.get(stance, "said")
    return "doubted" if look == "said" and verification == "could_not_verify" else look


def reading(desk: Desk, key: str) -> Reading | None:
    """The report of an id with all that the page shows; None where there is none."""
    found = desk.register.reviews(key)
    if found is None:
        return None
    report, reviews = found
    standing = [review.claim for review in reviews.values() if review.claim is not None]
    numbers = {claim.id: place for place, claim in enumerate(standing, start=1)}
    units = Units(report.text)
    coded = Coded(report=report, claims=tuple(standing))
    rejected = [review for review in reviews.values() if review.claim is None]
    others = {review.machine.id: 0 for review in rejected}
    return Reading(
        report=report,
        title=wording.headline(report) or "(no title)",
        blocks=tuple(blocks_of(report, standing, units, sentences=sentence_starts(report))),
        looks={claim.id: look_of(claim.stance, claim.verification) for claim in standing},
        claims=tuple(_read(reviews[claim.id], numbers, units) for claim in standing),
        rejected=tuple(_read(review, {**numbers, **others}, units) for review in rejected),
        numbers=numbers,
        answers=answers_of(coded),
        voices=_voices(coded),
        incidents=tuple(incidents.of_report(desk, report, standing)),
        origins=desk.store.origins([key]).get(key, ()),
        problems=tuple(problem for problem in desk.store.problems() if problem.report == key),
    )


def _read(review: Review, numbers: dict[str, int], units: Units) -> ReadClaim:
    claim = review.claim or review.machine
    return ReadClaim(card=card_of(claim, numbers, units), review=review, look=look_of(claim.stance, claim.verification))


def _voices(coded: Coded) -> tuple[str, ...]:
    """Who speaks in the report, each once, in the order of the text."""
    found: dict[tuple[str, str], Source] = {}
    for claim in coded.claims:
        for source in claim.attribution.sources:
            found.setdefault((fold(source.name), source.kind), source)
    return tuple(_voice(source) for source in found.values())


def _voice(source: Source) -> str:
    remarks = [wording.plain(source.kind)] if source.kind != "unknown" else []
    remarks += ["not named"] if source.anonymous else []
    return wording.clean(source.name) + (f" ({', '.join(remarks)})" if remarks else "")
