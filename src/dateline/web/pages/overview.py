"""`/`: the overview."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse

from dateline.web.asking import AtDesk
from dateline.web.contexts.overview import overview
from dateline.web.rendering import page

router = APIRouter(include_in_schema=False)


@router.get("/")
def show(request: Request, desk: AtDesk) -> HTMLResponse:
    """The overview."""
    return page(request, "overview.html", view=overview(desk))
