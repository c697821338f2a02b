"""The pages a person opens: one module each, listed here, with their place in the navigation."""

from __future__ import annotations

from dateline.web.pages import claims, overview, reports

ROUTERS = (overview.router, reports.router, claims.router)

#: What the head of every page offers: address and name. A page that is not built is not listed.
NAV = (("/", "Overview"), ("/reports", "Reports"))
