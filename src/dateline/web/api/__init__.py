"""The same data as JSON, for programs: paged, tagged, described by /openapi.json.

`/api/v1` serves the same as `/api`: a form that broke programs would have another number, and `/api` is the newest.
"""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from fastapi.routing import APIRoute

from dateline.web.api import claims, decisions, incidents, people, reports, sources

NEWEST, NUMBERED = "/api", "/api/v1"
_PARTS = (reports.router, claims.router, incidents.router, sources.router, decisions.router, people.router)


def _under(prefix: str, *, described: bool) -> APIRouter:
    """All of it under an address."""
    whole = APIRouter(include_in_schema=described)
    for route in (route for part in _PARTS for route in part.routes if isinstance(route, APIRoute)):
        whole.add_api_route(
            prefix + route.path,
            route.endpoint,
            methods=sorted(route.methods or ()),
            tags=route.tags,
            status_code=route.status_code,
            response_class=route.response_class,
            dependencies=route.dependencies,
        )
    return whole


ROUTERS = (_under(NEWEST, described=True), _under(NUMBERED, described=False))


@ROUTERS[1].get(f"{NUMBERED}/openapi.json")
def description(request: Request) -> dict[str, Any]:
    """The description of all of it under its numbered address."""
    told: dict[str, Any] = request.app.openapi()
    return {**told, "paths": {path.replace(NEWEST, NUMBERED, 1): value for path, value in told["paths"].items()}}
