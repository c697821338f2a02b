"""What answers a claim: denials, words of doubt, silence; gathered for the reader of a whole report."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dateline.export import wording
from dateline.records import Claim, Coded, Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """Who answers, in which words, and the ids of the claims that it is about."""

    claim: Claim
    by: str
    words: Span
    about: tuple[str, ...] = ()


Answers = Sequence[Answer]


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswersOfReport:
    """All answers of one report, by kind."""

    denied: tuple[Answer, ...] = ()
    unverified: tuple[Answer, ...] = ()
    no_comment: tuple[Answer, ...] = ()


def answers_of(coded: Coded) -> AnswersOfReport:
    """The denials, the doubts and the silences of a report."""
    denied, unverified, silent = [], [], []
    for claim in coded.claims:
        if claim.event == "no_comment" or claim.stance == "no_comment":
            silent.append(Answer(claim=claim, by=_speaker(claim), words=claim.evidence, about=claim.disputes))
        elif claim.event == "denial" or claim.stance == "denied":
            denied.append(Answer(claim=claim, by=_speaker(claim), words=claim.evidence, about=claim.disputes))
        if claim.verification == "could_not_verify":
            by = wording.clean(coded.report.publisher) if coded.report.publisher else "the publisher"
            words = claim.verification_mention or claim.evidence
            unverified.append(Answer(claim=claim, by=by, words=words))
    return AnswersOfReport(denied=tuple(denied), unverified=tuple(unverified), no_comment=tuple(silent))


def _speaker(claim: Claim) -> str:
    """Who denies or keeps silent: the actor, else the source."""
    return wording.who(claim) or wording.according_to(claim)
