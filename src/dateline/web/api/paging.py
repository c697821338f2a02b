"""Parts of long lists: `limit` and `offset`, with links to the parts before and after."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any, TypeVar
from urllib.parse import urlencode

from fastapi import Query, Request

from dateline.web.contexts.paging import MOST, SIZE

Limit = Annotated[int, Query(ge=1, le=MOST, description="How many to give.")]
Offset = Annotated[int, Query(ge=0, le=2**53, description="How many to pass over.")]
DEFAULT = SIZE
Row = TypeVar("Row")


def cut(rows: Sequence[Row], limit: int, offset: int) -> Sequence[Row]:
    """The part that was asked for."""
    return rows[offset : offset + limit]


def answer(request: Request, items: Sequence[Any], *, total: int, limit: int, offset: int) -> dict[str, Any]:
    """The part with its place in the whole."""
    links = [_link(request, "self", limit, offset)]
    if offset:
        links.append(_link(request, "prev", limit, max(0, offset - limit)))
    if offset + limit < total:
        links.append(_link(request, "next", limit, offset + limit))
    return {"items": items, "numberMatched": total, "numberReturned": len(items), "links": links}


def _link(request: Request, rel: str, limit: int, offset: int) -> dict[str, str]:
    kept = [(key, value) for key, value in request.query_params.multi_items() if key not in ("limit", "offset")]
    query = urlencode([*kept, ("limit", limit), ("offset", offset)])
    return {"rel": rel, "href": f"{request.url.path}?{query}"}
