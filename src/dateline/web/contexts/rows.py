"""The rows of the register: what lists and queues need to know of a report and of a claim."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from dateline.export import wording
from dateline.records import Report
from dateline.records.encode import claim_to_json
from dateline.reference.ontology import measures
from dateline.review import Review, State
from dateline.review.doubts import doubts_of


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportRow:
    """A report in a list."""

    id: str
    title: str
    publisher: str | None
    published: str | None
    language: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Total:
    """A running total, a stock or a flow, in the bounds that its words allow."""

    measure: str
    of: str
    scope: str
    low: float | None
    best: float | None
    high: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimRow:
    """A claim in a list, as it stands now; `weight` is the highest number of people that it says were harmed.

    `reviewers` are those whose decisions on it stand, `site` the name of its first place, `doubts` the codes of the
    reasons to look at it sooner, and `doubt` what they weigh together.
    """

    id: str
    report: str
    event: str
    state: str
    stance: str
    start: str | None
    end: str | None
    verification: str | None
    directness: str
    site: str | None
    country: str | None
    actors: tuple[str, ...]
    sources: tuple[str, ...]
    disputes: tuple[str, ...]
    weight: float
    totals: tuple[Total, ...]
    reviewers: tuple[str, ...]
    doubt: float
    doubts: tuple[str, ...]

    @property
    def waits(self) -> bool:
        """Whether nobody has looked at it, or it reads otherwise since."""
        return self.state in (State.UNREVIEWED, State.CHANGED)


def report_row(report: Report) -> ReportRow:
    """The row of a report."""
    return ReportRow(
        id=report.id,
        title=wording.headline(report) or "(no title)",
        publisher=report.publisher and wording.clean(report.publisher),
        published=report.published,
        language=report.language,
    )


def claim_row(machine: Mapping[str, Any], review: Review | None, *, disputed: bool = False) -> ClaimRow:
    """The row of a claim as the coder wrote it down, or as people left it."""
    record = claim_to_json(review.claim) if review is not None and review.claim is not None else machine
    time = record.get("time") or {}
    places = record.get("places") or [{}]
    attribution = record.get("attribution") or {}
    changed = review is not None and review.state is State.CHANGED
    doubts = doubts_of(record, disputed=disputed, changed=changed)
    return ClaimRow(
        id=record["id"],
        report=record["report"],
        event=record["event"],
        state=str(review.state if review is not None else State.UNREVIEWED),
        stance=record["stance"],
        start=time.get("start"),
        end=time.get("end"),
        verification=record.get("verification"),
        directness=attribution.get("directness", ""),
        site=places[0].get("name") or (places[0].get("mention") or {}).get("text"),
        country=places[0].get("country"),
        actors=tuple(p["name"] for p in record.get("participants", ()) if p["role"] == "actor"),
        sources=tuple(source["name"] for source in attribution.get("sources", ())),
        disputes=tuple(record.get("disputes") or ()),
        weight=_weight(record),
        totals=tuple(_totals(record)),
        reviewers=tuple(dict.fromkeys(d.by for d in review.decisions)) if review is not None else (),
        doubt=sum(doubt.weight for doubt in doubts),
        doubts=tuple(doubt.code for doubt in doubts),
    )


@cache
def _harm() -> frozenset[str]:
    """The measures that count harm done to people."""
    return frozenset(measure.code for measure in measures() if measure.harm and measure.counts == "people")


def _weight(record: Mapping[str, Any]) -> float:
    return max(
        (
            figure.get("high") or figure.get("best") or figure.get("low") or 0.0
            for figure in record.get("figures") or ()
            if figure["measure"] in _harm()
        ),
        default=0.0,
    )


def _totals(record: Mapping[str, Any]) -> Iterator[Total]:
    names = ("measure", "of", "scope", "low", "best", "high")
    for figure in record.get("figures") or ():
        if figure.get("scope", "event") != "event" and figure.get("part_of") is None:
            yield Total(**{name: figure.get(name) for name in names})
