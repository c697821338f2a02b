"""The pages a person opens: one module each, listed here, with their place in the navigation."""

from __future__ import annotations

from dateline.web.pages import (
    claims,
    deciding,
    incident,
    incidents,
    map,
    merge,
    overview,
    reports,
    review,
    search,
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
    tallies.router,
    merge.router,
)

#: What the head of every page offers: address and name. A page that is not built is not listed.
NAV = (
    ("/", "Overview"),
    ("/review", "Review"),
    ("/reports", "Reports"),
    ("/claims", "Claims"),
    ("/incidents", "Incidents"),
    ("/map", "Map"),
    ("/tallies", "Tallies"),
    ("/merge", "Merge"),
    ("/sources", "Sources"),
)
