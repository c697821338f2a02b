"""Lists in full, for files: each record as soon as it is there, so that a long list needs little memory."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from dateline.export import claims_csv, wording
from dateline.pipeline.rows import claim_now, claim_record
from dateline.records import Coded
from dateline.records.encode import report_to_json
from dateline.review import Review
from dateline.web.contexts.coarse import coarse_record
from dateline.web.contexts.desk import Desk
from dateline.web.contexts.reports import ReportLine
from dateline.web.contexts.rows import ClaimRow

PART = 200

REPORT_COLUMNS = (
    *("id", "published", "publisher", "title", "url", "language", "claims", "waiting", "denials", "unverified"),
    "sha256",
)


def claims_in_full(desk: Desk, rows: Sequence[ClaimRow]) -> Iterator[tuple[str, Review]]:
    """The reviews of claims, in the order of the rows, each with the id of its report."""
    for start in range(0, len(rows), PART):
        part = rows[start : start + PART]
        reviews = desk.register.reviewed([row.id for row in part])
        yield from ((row.report, reviews[row.id]) for row in part if row.id in reviews)


def claims_as_json(desk: Desk, rows: Sequence[ClaimRow], *, generalise: bool = False) -> Iterator[dict[str, Any]]:
    """Claims as they stand, with what people decided; `generalise` makes points coarse of what may be in use."""
    told = coarse_record if generalise else claim_record
    return (told(review) for _, review in claims_in_full(desk, rows))


def claims_as_csv(desk: Desk, rows: Sequence[ClaimRow]) -> Iterator[str]:
    """Lines of the flat table, the same as `dateline claims --format csv` prints."""
    yield claims_csv.header()
    reports: dict[str, Any] = {}
    for report, review in claims_in_full(desk, rows):
        if report not in reports:
            reports = desk.store.reports([report])
        yield claims_csv.rows(Coded(report=reports[report], claims=(claim_now(review),)))


def reports_in_full(desk: Desk, lines: Sequence[ReportLine]) -> Iterator[dict[str, Any]]:
    """Reports without their texts, with their claims counted."""
    for start in range(0, len(lines), PART):
        part = lines[start : start + PART]
        records = desk.store.reports([line.report.id for line in part])
        for line in part:
            record = report_to_json(records[line.report.id])
            del record["text"], record["paragraphs"]
            counts = {name: getattr(line, name) for name in ("claims", "denials", "unverified")}
            yield {**record, **counts, "waiting": line.waits}


def quotes(desk: Desk, rows: Sequence[ClaimRow]) -> dict[str, str]:
    """The words of the evidence of some claims, by id."""
    reviews = (review for _, review in claims_in_full(desk, rows))
    return {claim.id: wording.clean(claim.evidence.text) for claim in map(claim_now, reviews)}
