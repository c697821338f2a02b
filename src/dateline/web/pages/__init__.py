"""The pages a person opens: one module each, listed here, with their place in the navigation."""

from __future__ import annotations

from dateline.web.pages import (
    audit,
    claims,
    deciding,
    export,
    help,
    incident,
    incidents,
    ingest,
    login,
    map,
    merge,
    overview,
    query,
    reports,
    review,
    search,
    settings,
    sources,
    tallies,
)

ROUTERS = (
    overview.router,
    review.router,
    reports.router,
    claims.router,
    deciding.router,
    sources.router,
    search.router,
    incidents.router,
    incident.router,
    map.router,
    merge.router,
    tallies.router,
    login.router,
    settings.router,
    audit.router,
    ingest.router,
    export.router,
    query.router,
    help.router,
)

#: What the head of every page offers: address and name. A page that is not built is not listed.
NAV = (
    ("/", "Overview"),
    ("/review", "Review"),
    ("/reports", "Reports"),
    ("/claims", "Claims"),
    ("/incidents", "Incidents"),
    ("/map", "Map"),
    ("/merge", "Merge"),
    ("/tallies", "Tallies"),
    ("/sources", "Sources"),
    ("/ingest", "Add"),
    ("/export", "Export"),
)
