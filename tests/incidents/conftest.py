"""Stories told claim by claim: sentences with what a coder would make of each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from dateline.records import (
    Attribution,
    Claim,
    Figure,
    Paragraph,
    Participant,
    Place,
    Report,
    Source,
    Span,
    Time,
    claim_id,
    report_id,
    sha256,
)

Story = Callable[..., tuple[list[Claim], dict[str, Report]]]
TOWNS = {"Korvino": (50.0, 36.0), "Belask": (50.5, 36.9), "Ostrel": (50.01, 36.02)}
QUANTIFIERS: dict[str, tuple[float | None, float | None, float | None]] = {
    "exact": (1, 1, 1),
    "at_least": (1, 1, None),
    "up_to": (None, None, 1),
    "less_than": (None, 1, 1),
    "none_reported": (1, 1, 1),
    "vague": (1, 1, None),
}


@pytest.fixture(scope="session")
def story() -> Story:
    """Makes a report of sentences, and the claims that each of them bears.

    A sentence is `(words, claim, claim, …)`; a claim is a dict with `event`, `trigger`, and what the sentence says:
    `place`, `day`, `actor`, `victim`, `targets`, `figures` (each `(measure, of, n, quantifier, options)`), `source`;
    `mentions` are the words of a role where they are not the whole sentence, `value` is a time that has no day.
    An empty sentence ends a paragraph.
    """
    return tell


def tell(*sentences: tuple[Any, ...], published: str = "2021-05-04") -> tuple[list[Claim], dict[str, Report]]:
    """The claims and the report, by id, of a story told in sentences."""
    text, paragraphs, begun, told = "", [], 0, []
    for sentence in (*sentences, ()):
        if not sentence:
            paragraphs.append(Paragraph(begun, len(text)))
            text, begun = f"{text}\n\n", len(text) + 2
            continue
        start = len(text) if len(text) == begun else len(text) + 1
        text = text + ("" if start == len(text) else " ") + sentence[0]
        told.append((start, sentence))
    text = text.strip()
    report = Report(
        id=report_id(text),
        text=text,
        sha256=sha256(text),
        source_sha256=sha256(text),
        publisher="Valley Courier",
        published=published,
        paragraphs=tuple(paragraphs),
    )
    claims = [_claim(report, start, sentence[0], facts) for start, sentence in told for facts in sentence[1:]]
    return claims, {report.id: report}


def _claim(report: Report, start: int, words: str, facts: dict[str, Any]) -> Claim:
    evidence = report.span(start, start + len(words))

    def span(part: str) -> Span:
        at = start + words.index(part)
        return report.span(at, at + len(part))

    trigger = span(facts["trigger"])
    day, place, source = facts.get("day"), facts.get("place"), facts.get("source")
    words_of = facts.get("mentions", {})
    participants = [
        Participant(
            role=role, mention=span(words_of.get(role, words)), name=facts[role], party=facts.get("party"), kind=kind
        )
        for role, kind in (("actor", "state_forces"), ("victim", "civilians"), ("target", "unknown"))
        if role in facts
    ]
    return Claim(
        id=claim_id(report.id, facts["event"], evidence, trigger),
        report=report.id,
        event=facts["event"],
        trigger=trigger,
        evidence=evidence,
        participants=tuple(participants),
        places=(replace(_place(span(place), place), role=facts.get("place_role", "site")),) if place else (),
        time=_time(day, facts.get("value", day)),
        figures=tuple(_figure(span(str(figure[2])), *figure) for figure in facts.get("figures", ())),
        attribution=_attribution(evidence, source, facts.get("directness")),
        stance=facts.get("stance", "asserted"),
        verification=facts.get("verification"),
        target_kinds=tuple(facts.get("targets", ())),
        rule=facts.get("rule", "strike_verb"),
    )


def _time(day: str | None, value: str | None) -> Time | None:
    if value is None:
        return None
    return Time(mention=None, start=day, end=day, precision=1, anchor="text" if day else None, value=value)


def _place(mention: Span, name: str) -> Place:
    latitude, longitude = TOWNS[name]
    return Place(role="site", mention=mention, name=name, latitude=latitude, longitude=longitude, precision=1)


def _figure(
    mention: Span, measure: str, of: str, n: float, quantifier: str = "exact", options: dict[str, Any] | None = None
) -> Figure:
    bounds = [None if times is None else times * n for times in QUANTIFIERS[quantifier]]
    return Figure(
        measure=measure,
        of=of,
        n=None if quantifier == "vague" else n,
        quantifier=quantifier,
        mention=mention,
        low=bounds[0],
        best=bounds[1],
        high=bounds[2],
        **(options or {}),
    )


def _attribution(evidence: Span, source: str | None, directness: str | None) -> Attribution:
    if source is None:
        return Attribution(origin="Valley Courier", directness=directness or "publisher")
    return Attribution(sources=(Source(mention=evidence, name=source),), directness=directness or "official")
