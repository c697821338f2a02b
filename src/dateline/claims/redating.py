"""A coded report whose day of publication becomes known: its times are resolved without coding it again."""

from __future__ import annotations

from dataclasses import replace

from dateline.claims.when import time_note
from dateline.incidents import fuse
from dateline.mentions.dates import claim_time, redate_all
from dateline.records import Claim, Coded, Figure, Period, Span, TimeMention

#: The times of a report by where they stand.
Times = dict[tuple[int, int], TimeMention]


def redate_coded(coded: Coded, published: str) -> Coded:
    """The coded report with `published` as its day: mentions, claims and incidents dated anew, ids as they were.

    `published` is an ISO date or date-time. What the text dates by itself stays as it is.
    """
    report = replace(coded.report, published=published)
    times = redate_all(coded.mentions.times, report, published)
    by_place = {(time.span.start, time.span.end): time for time in times}
    claims = tuple(_redated(claim, by_place) for claim in coded.claims)
    return replace(
        coded,
        report=report,
        mentions=replace(coded.mentions, times=times),
        claims=claims,
        incidents=tuple(fuse(claims, reports={report.id: report}, profile=_profile(coded))),
    )


def _redated(claim: Claim, times: Times) -> Claim:
    mention = None if claim.time is None else _at(times, claim.time.mention)
    notes = claim.notes
    if mention is not None:
        notes = tuple(
            time_note(mention) if note.field == "time" and not note.dropped and note.span == mention.span else note
            for note in notes
        )
    return replace(
        claim,
        time=claim.time if mention is None else claim_time(mention),
        figures=tuple(_dated(figure, times) for figure in claim.figures),
        notes=notes,
    )


def _dated(figure: Figure, times: Times) -> Figure:
    mention = None if figure.period is None else _at(times, figure.period.mention)
    if mention is None:
        return figure
    return replace(figure, period=Period(start=mention.start, end=mention.end, mention=mention.span))


def _at(times: Times, span: Span | None) -> TimeMention | None:
    return None if span is None else times.get((span.start, span.end))


def _profile(coded: Coded) -> str:
    """The number rules that the report was coded with."""
    return next((figure.profile for claim in coded.claims for figure in claim.figures), "house")
