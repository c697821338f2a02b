"""`/claims/ID`: one claim, open."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse

from dateline.web.asking import AtDesk
from dateline.web.contexts.claim import open_claim
from dateline.web.faults import no_such
from dateline.web.rendering import page

router = APIRouter(include_in_schema=False)


@router.get("/claims/{key}")
def show(request: Request, desk: AtDesk, key: str) -> HTMLResponse:
    """A claim, open."""
    found = open_claim(desk, key)
    if found is None:
        raise no_such("claim", key)
    return page(request, "claim.html", view=found)
