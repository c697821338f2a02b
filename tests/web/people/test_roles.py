"""Each role against each route: what it may, and what it may not."""

from __future__ import annotations

import pytest
from fastapi import FastAPI
from fastapi.routing import APIRoute
from fastapi.testclient import TestClient
from tests.web.people.conftest import BASE, LogIn

from dateline.store import Role
from dateline.web import api, pages

#: What every reader may open. A route is listed here or, with its least role, below: a new one fails until it is.
READ = {
    *("/", "/help", "/settings", "/search", "/search.csv", "/search.json"),
    *("/reports", "/reports.csv", "/reports.json", "/reports/{key}", "/reports/{key}.csv", "/reports/{key}.json"),
    *("/claims", "/claims.csv", "/claims.json", "/claims/{key}", "/claims/{key}.json", "/claims/{key}/companions"),
    *("/incidents", "/incidents.csv", "/incidents.geojson", "/incidents.json", "/incidents/of/{claim}"),
    *("/incidents/{key}", "/incidents/{key}.json", "/map", "/map/data.json", "/map/labels.json"),
    *("/sources", "/sources.csv", "/sources.json", "/tallies", "/tallies.csv", "/tallies.json"),
    *("/api/claims", "/api/claims.geojson", "/api/claims/{key}", "/api/me", "/api/reports", "/api/reports/{key}"),
    *("/api/sources", "/claims/{key}.csv", "/incidents/{key}.csv", "/api/v1/openapi.json"),
    *("/api/incidents", "/api/incidents.geojson", "/api/incidents/{key}"),
    *("/reports/{key}/s{number}.csv", "/reports/{key}/s{number}.json"),
    *("/sources/outlets", "/sources/outlets.csv", "/sources/outlets.json", "/sources/of"),
    *("/sources/feeds", "/sources/feeds.csv", "/sources/feeds.json"),
    *("/sources/copies", "/sources/copies.csv", "/sources/copies.json"),
    *("/export", "/export/{key}", "/export/{key}/file", "/export/{key}/manifest", "/export/{key}/progress"),
}
#: The least role of whatever is not open to readers, and of whatever changes something.
LEAST = {
    ("GET", "/audit"): Role.REVIEWER,
    ("GET", "/audit.csv"): Role.REVIEWER,
    ("GET", "/audit.json"): Role.REVIEWER,
    ("GET", "/merge.csv"): Role.CODER,
    ("GET", "/merge.json"): Role.CODER,
    ("POST", "/audit/verify"): Role.REVIEWER,
    ("GET", "/ingest"): Role.CODER,
    ("POST", "/ingest"): Role.CODER,
    ("GET", "/ingest/{key}"): Role.CODER,
    ("GET", "/ingest/{key}/progress"): Role.CODER,
    ("POST", "/export"): Role.READER,
    ("GET", "/query"): Role.CODER,
    ("GET", "/query.csv"): Role.CODER,
    ("GET", "/query.json"): Role.CODER,
    ("GET", "/claims/{key}/split"): Role.CODER,
    ("GET", "/review"): Role.CODER,
    ("GET", "/review/item"): Role.CODER,
    ("GET", "/review.csv"): Role.CODER,
    ("GET", "/review.json"): Role.CODER,
    ("GET", "/claims/{key}/edit"): Role.CODER,
    ("GET", "/claims/{key}/candidates"): Role.CODER,
    ("GET", "/claims/{key}/bounds"): Role.CODER,
    ("POST", "/claims/{key}/decide"): Role.CODER,
    ("POST", "/decisions/undo"): Role.CODER,
    ("POST", "/decisions/redo"): Role.CODER,
    ("POST", "/api/decisions"): Role.CODER,
    ("GET", "/api/decisions"): Role.REVIEWER,
    ("GET", "/review/together"): Role.CODER,
    ("POST", "/review/together"): Role.REVIEWER,
    ("GET", "/merge"): Role.CODER,
    ("POST", "/merge"): Role.REVIEWER,
    ("POST", "/incidents/{key}/decide"): Role.REVIEWER,
    ("GET", "/reports/{key}/original/{sha256}"): Role.CODER,
    ("GET", "/reports/{key}/original/{sha256}/page/{number}.png"): Role.CODER,
    ("POST", "/sources/notes"): Role.REVIEWER,
    ("POST", "/settings/mine"): Role.READER,
    ("POST", "/settings/password"): Role.READER,
    ("POST", "/settings/users"): Role.LEAD,
    ("POST", "/settings/users/{name}/role"): Role.LEAD,
    ("POST", "/settings/users/{name}/password"): Role.LEAD,
    ("POST", "/settings/users/{name}/remove"): Role.LEAD,
    ("POST", "/logout"): Role.READER,
}
OPEN = {("GET", "/login"), ("POST", "/login")}
READ |= {path.replace("/api/", "/api/v1/") for path in READ if path.startswith("/api/") and "/v1/" not in path}
LEAST |= {(verb, path.replace("/api/", "/api/v1/")): role for (verb, path), role in LEAST.items() if "/api/" in path}


def routes() -> list[tuple[str, str]]:
    """Method and path of every route."""
    every = [route for router in (*pages.ROUTERS, *api.ROUTERS) for route in router.routes]
    assert all(isinstance(route, APIRoute) for route in every)
    found = {(method, route.path) for route in every if isinstance(route, APIRoute) for method in route.methods}
    assert len(found) > 40
    return sorted(found - OPEN)


def filled(app: FastAPI, path: str) -> str:
    """A path with ids that are there."""
    claim = next(iter(app.state.store.claims()))
    key = claim.report if "/reports/" in path else claim.id
    return path.replace("{key}", key).replace("{sha256}", "0" * 64).replace("{name}", "nobody")


def test_every_route_says_whom_it_is_for() -> None:
    listed = {*LEAST, *(("GET", path) for path in READ)}
    assert set(routes()) - listed == set()
    assert listed - set(routes()) == set()
    assert not [path for path in READ if ("GET", path) in LEAST]


@pytest.mark.parametrize("role", [None, *Role])
def test_each_role_may_what_it_may_and_no_more(guarded: FastAPI, log_in: LogIn, role: Role | None) -> None:
    wrong = []
    client = log_in(f"{role} one") if role else TestClient(guarded, base_url=BASE, follow_redirects=False)
    for method, path in sorted(routes(), key=lambda one: one[1] == "/logout"):
        needed = LEAST.get((method, path), Role.READER)
        status = client.request(method, filled(guarded, path), params={"field": "stance", "name": "x"}).status_code
        if role is None:
            right = status == 401 or (method == "GET" and status == 303)
        elif role.reaches(needed):
            right = status not in (401, 403, 405) and status < 500
        else:
            right = status == 403
        if not right:
            wrong.append((method, path, status))
    assert wrong == []


def test_what_no_line_names_is_the_leads_alone(log_in: LogIn) -> None:
    assert log_in("reviewer one").post("/something/new").status_code == 403
    assert log_in("lead one").post("/something/new").status_code == 404


def test_the_head_offers_only_what_one_may(log_in: LogIn) -> None:
    reader, coder = log_in("reader one").get("/").text, log_in("coder one").get("/").text
    assert 'href="/review"' not in reader.partition("</header>")[0]
    assert 'href="/review"' in coder.partition("</header>")[0]
