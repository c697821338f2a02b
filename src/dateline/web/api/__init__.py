"""The same data as JSON, for programs: paged, tagged, described by /openapi.json."""

from __future__ import annotations

from dateline.web.api import claims, decisions, people, reports, sources

ROUTERS = (reports.router, claims.router, sources.router, decisions.router, people.router)
