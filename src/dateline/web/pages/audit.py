"""`/audit`: the log, and what working everything out again found."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from dateline.web import files
from dateline.web.contexts.audit import COLUMNS, log_part, whole_log
from dateline.web.people.person import store_of
from dateline.web.rendering import page

router = APIRouter(include_in_schema=False)


@router.get("/audit")
def show(request: Request, number: Annotated[int, Query(alias="page", ge=1)] = 1) -> HTMLResponse:
    """The log, the last entry first."""
    part = log_part(store_of(request), number)
    return page(request, "audit.html", part=part, checked=request.app.state.checker.known())


@router.get("/audit.json")
def as_json(request: Request) -> Response:
    """The whole log as JSON, the first entry first."""
    return files.as_json("audit", whole_log(store_of(request)))


@router.get("/audit.csv")
def as_csv(request: Request) -> Response:
    """The whole log as CSV, the first entry first."""
    return files.as_csv("audit", COLUMNS, whole_log(store_of(request)))


@router.post("/audit/verify")
def verify(request: Request) -> Response:
    """Work every hash, span and seal out again."""
    request.app.state.checker.run()
    return RedirectResponse("/audit", status_code=303)
