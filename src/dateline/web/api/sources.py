"""`/api/sources`."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request

from dateline.web.api.paging import DEFAULT, Limit, Offset, answer, cut
from dateline.web.asking import AtDesk
from dateline.web.contexts.sources import listed, row_of
from dateline.web.pages.sources import AskedSources

router = APIRouter(tags=["sources"])


@router.get("/sources")
def index(
    request: Request, desk: AtDesk, asked: AskedSources, limit: Limit = DEFAULT, offset: Offset = 0
) -> dict[str, Any]:
    """Sources with their claims counted."""
    lines = listed(desk, asked)
    items = [row_of(line) for line in cut(lines, limit, offset)]
    return answer(request, items, total=len(lines), limit=limit, offset=offset)
