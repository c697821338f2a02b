"""What answers a claim: denials, words of doubt, silence; gathered for the reader of a whole report."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

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
    unverified = [_doubt(claim, coded.report) for claim in coded.claims if claim.verification == "could_not_verify"]
    silent = [_answer(claim) for claim in coded.claims if "no_comment" in (claim.event, claim.stance)]
    return AnswersOfReport(
        denied=_merged(_denials(coded.claims)), unverified=_merged(unverified), no_comment=_merged(silent)
    )


def _denials(claims: Sequence[Claim]) -> list[Answer]:
    """A denial is about the claims that it names, and about those that its own words hold and deny."""
    denials = [claim for claim in claims if claim.event == "denial" and claim.stance != "no_comment"]
    denied = [claim for claim in claims if claim.stance == "denied" and claim.event != "denial"]
    found = []
    for denial in denials:
        own = [claim for claim in denied if claim.evidence.overlaps(denial.evidence)]
        about = tuple(dict.fromkeys((*_about(denial), *(claim.id for claim in own))))
        found.append(replace(_answer(denial), about=about))
    alone = [claim for claim in denied if not any(claim.evidence.overlaps(denial.evidence) for denial in denials)]
    return [*found, *(_answer(claim) for claim in alone)]


def _answer(claim: Claim) -> Answer:
    """The answer of the actor, else of the source."""
    by = wording.who(claim.participants) or wording.according_to(claim)
    return Answer(claims=(claim.id,), by=by, words=claim.evidence, about=_about(claim))


def _about(claim: Claim) -> tuple[str, ...]:
    return claim.answers or claim.disputes


def _doubt(claim: Claim, report: Report) -> Answer:
    by = wording.clean(report.publisher) if report.publisher else "the publisher"
    words = claim.verification_mention or claim.evidence
    return Answer(claims=(claim.id,), by=by, words=_sentence(report, words))


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
