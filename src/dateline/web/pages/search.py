"""`/search`: reports and claims by words and operators."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import HTMLResponse, Response

from dateline.web import files
from dateline.web.asking import AtDesk
from dateline.web.contexts.full import claims_as_csv, claims_as_json, quotes
from dateline.web.contexts.paging import SIZE, part
from dateline.web.contexts.search import OPERATORS, search
from dateline.web.rendering import page

router = APIRouter(include_in_schema=False)
Typed = Annotated[str, Query(max_length=500)]
REPORTS = 12


@router.get("/search")
def show(
    request: Request, desk: AtDesk, q: Typed = "", number: Annotated[int, Query(alias="page", ge=1)] = 1
) -> HTMLResponse:
    """What a line finds."""
    found = search(desk, q)
    lines = part(found.claims, number, SIZE)
    return page(
        request,
        "search.html",
        q=q,
        found=found,
        lines=lines,
        quotes=quotes(desk, lines.rows),
        shown=found.reports[:REPORTS],
        reports=desk.register.now().reports,
        operators=OPERATORS,
    )


@router.get("/search.json")
def as_json(desk: AtDesk, q: Typed = "") -> Response:
    """The claims that a line finds, as JSON."""
    return files.as_json("search", claims_as_json(desk, search(desk, q).claims))


@router.get("/search.csv")
def as_csv(desk: AtDesk, q: Typed = "") -> Response:
    """The claims that a line finds, as CSV."""
    return files.lines_as_csv("search", claims_as_csv(desk, search(desk, q).claims))
