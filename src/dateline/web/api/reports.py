"""`/api/reports` and `/api/reports/ID`."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request

from dateline.records.encode import claim_to_json, report_to_json
from dateline.web.api.paging import DEFAULT, Limit, Offset, answer, cut
from dateline.web.asking import AtDesk
from dateline.web.contexts.full import reports_in_full
from dateline.web.contexts.reports import listed
from dateline.web.faults import no_such
from dateline.web.pages.reports import AskedReports

router = APIRouter(tags=["reports"])


@router.get("/reports")
def index(
    request: Request, desk: AtDesk, asked: AskedReports, limit: Limit = DEFAULT, offset: Offset = 0
) -> dict[str, Any]:
    """Reports, the newest first; without their texts."""
    lines = listed(desk, asked)
    items = list(reports_in_full(desk, cut(lines, limit, offset)))
    return answer(request, items, total=len(lines), limit=limit, offset=offset)


@router.get("/reports/{key}")
def show(desk: AtDesk, key: str) -> dict[str, Any]:
    """A report with its text, its origins and its claims as they stand."""
    found = desk.register.reviews(key)
    if found is None:
        raise no_such("report", key)
    report, reviews = found
    names = ("name", "retrieved", "original", "publisher", "url", "published")
    origins = desk.store.origins([key]).get(key, ())
    return {
        **report_to_json(report),
        "origins": [{name: getattr(origin, name) for name in names} for origin in origins],
        "claims": [claim_to_json(review.claim) for review in reviews.values() if review.claim is not None],
    }
