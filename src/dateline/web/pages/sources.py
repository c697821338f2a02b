"""`/sources`: who says what, how often alone, how often denied."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from starlette.responses import HTMLResponse, Response

from dateline.reference.ontology import kinds
from dateline.web import files
from dateline.web.asking import AtDesk
from dateline.web.contexts.paging import SIZE, part
from dateline.web.contexts.sources import COLUMNS, PUBLISHER, SORTS, SourcesAsked, listed, row_of
from dateline.web.rendering import page

router = APIRouter(include_in_schema=False)


def asked_sources(
    q: Annotated[str, Query(max_length=200)] = "",
    kind: Annotated[str, Query(max_length=60)] = "",
    side: Annotated[str, Query(max_length=60)] = "",
    publisher: Annotated[str, Query(max_length=200)] = "",
    sort: Annotated[str, Query(pattern=f"^({'|'.join(SORTS)})$")] = "claims",
) -> SourcesAsked:
    """The sources that an address asks for."""
    return SourcesAsked(q=q, kind=kind, side=side, publisher=publisher, sort=sort)


AskedSources = Annotated[SourcesAsked, Depends(asked_sources)]


@router.get("/sources")
def index(
    request: Request, desk: AtDesk, asked: AskedSources, number: Annotated[int, Query(alias="page", ge=1)] = 1
) -> HTMLResponse:
    """The list of sources."""
    sides = sorted({one.side for one in kinds()} | {PUBLISHER})
    lines = part(listed(desk, asked), number, SIZE)
    return page(request, "sources.html", lines=lines, asked=asked, kinds=kinds(), sides=sides, sorts=SORTS)


@router.get("/sources.json")
def as_json(desk: AtDesk, asked: AskedSources) -> Response:
    """The list as JSON."""
    return files.as_json("sources", map(row_of, listed(desk, asked)))


@router.get("/sources.csv")
def as_csv(desk: AtDesk, asked: AskedSources) -> Response:
    """The list as CSV."""
    return files.as_csv("sources", COLUMNS, map(row_of, listed(desk, asked)))
