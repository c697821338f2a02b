"""What answers a claim: denials, words of doubt, silence; gathered for the reader of a whole report."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from dateline.export import wording
from dateline.records import Claim, Coded, Report, Span

#: What stands between two sentences.
_BETWEEN = re.compile(r"(?:(?<=[.!?])|(?<=[.!?][\"”’)]))\s+|\n\n+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """Who answers, in which words, the claims that hold the answer, and the ids of the claims that it is about."""

    claims: tuple[str, ...]
    by: str
    words: Span
    about: tuple[str, ...] = ()


Answers = Sequence[Answer]


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswersOfReport:
    """All answers of one report, by kind."""

    denied: Answers = ()
    unverified: Answers = ()
    no_comment: Answers = ()


def answers_of(coded: Coded) -> AnswersOfReport:
    """The denials, the doubts and the silences of a report."""
    denied, unverified, silent = [], [], []
    for claim in coded.claims:
        if claim.event == "no_comment" or claim.stance == "no_comment":
            silent.append(_answer(claim))
        elif claim.event == "denial" or claim.stance == "denied":
            denied.append(_answer(claim))
        if claim.verification == "could_not_verify":
            by = wording.clean(coded.report.publisher) if coded.report.publisher else "the publisher"
            words = claim.verification_mention or claim.evidence
            unverified.append(Answer(claims=(claim.id,), by=by, words=_sentence(coded.report, words)))
    return AnswersOfReport(denied=_merged(denied), unverified=_merged(unverified), no_comment=_merged(silent))


def _answer(claim: Claim) -> Answer:
    """The answer of the actor, else of the source."""
    by = wording.who(claim) or wording.according_to(claim)
    return Answer(claims=(claim.id,), by=by, words=claim.evidence, about=claim.answers or claim.disputes)


def _sentence(report: Report, words: Span) -> Span:
    """The sentence around some words, by its marks."""
    begins = [mark.end() for mark in _BETWEEN.finditer(report.text, 0, words.start)]
    after = _BETWEEN.search(report.text, words.end)
    end = after.start() if after else len(report.text.rstrip())
    return report.span(min(begins[-1] if begins else 0, words.start), max(end, words.end))


def _merged(answers: Answers) -> Answers:
    """Answers in the order of the text; those of the same party in the same words are one."""
    found: dict[tuple[str, Span], Answer] = {}
    for answer in answers:
        key = (answer.by, answer.words)
        before = found.get(key)
        found[key] = answer if before is None else _joined(before, answer)
    return tuple(found.values())


def _joined(one: Answer, other: Answer) -> Answer:
    about = tuple(dict.fromkeys(one.about + other.about))
    return Answer(claims=one.claims + other.claims, by=one.by, words=one.words, about=about)
