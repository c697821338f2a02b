"""`/help`: what the pages are for, the keys, how one searches, what the words mean."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse

from dateline.reference import ontology
from dateline.review.keys import keys
from dateline.web.rendering import page

router = APIRouter(include_in_schema=False)


#: What each page of the navigation is for.
PAGES = {
    "/": "what came in, what waits, the incidents of the last days, totals that moved, disputes",
    "/review": "claims one by one: accept, reject, amend, by keyboard",
    "/reports": "the reports, found by words, publisher and day; each with its claims beside the text",
    "/claims": "every claim, narrowed by event, place, party, day and state",
    "/incidents": "happenings as list, map and timeline, with low, best and high",
    "/map": "incidents where they happened; what is imprecise is an area",
    "/tallies": "how many were harmed over time, and what was known then",
    "/sources": "who says what, how often alone, how often denied",
    "/search": "reports and claims found by words",
    "/merge": "pairs that may be one happening",
    "/ingest": "send reports in, and see what becomes of them",
    "/export": "files for other programs, each with its manifest",
}


@router.get("/help")
def show(request: Request) -> HTMLResponse:
    """The help."""
    return page(
        request, "help.html", PAGES=PAGES, keys=keys(), events=ontology.event_types(), stances=ontology.stances()
    )
