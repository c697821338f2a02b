"""The API: the same data as JSON, in parts, with tags, as GeoJSON, and described."""

from __future__ import annotations

from typing import Any

import pytest
from fastapi.testclient import TestClient

from dateline.records.encode import claim_to_json
from dateline.store import Store


def walked(client: TestClient, address: str) -> list[dict[str, Any]]:
    """The items of every part of a list, along its links."""
    found: list[dict[str, Any]] = []
    while address:
        part = client.get(address).json()
        assert part["numberReturned"] == len(part["items"])
        found += part["items"]
        address = next((link["href"] for link in part["links"] if link["rel"] == "next"), "")
    assert len(found) == part["numberMatched"]
    return found


@pytest.mark.parametrize("name", ["reports", "claims", "sources"])
def test_a_list_is_walked_in_parts(client: TestClient, name: str) -> None:
    whole = walked(client, f"/api/{name}?limit=500")
    assert walked(client, f"/api/{name}?limit=3") == whole
    assert len(whole) > 3


def test_a_claim_is_as_the_store_keeps_it(client: TestClient, kept: Store) -> None:
    claims = {claim["id"]: claim for claim in walked(client, "/api/claims?limit=500")}
    for claim in kept.claims():
        told = claims[claim.id]
        assert told.pop("review") == {"state": "unreviewed", "decisions": [], "outdated": []}
        assert told == claim_to_json(claim)


def test_claims_are_features(client: TestClient) -> None:
    found = client.get("/api/claims.geojson?limit=500")
    assert found.headers["content-type"] == "application/geo+json"
    whole = found.json()
    assert whole["type"] == "FeatureCollection"
    assert "crs" not in whole
    assert whole["numberUnlocated"] == sum(one["geometry"] is None for one in whole["features"]) > 0
    for one in whole["features"]:
        assert one["type"] == "Feature"
        if one["geometry"] is not None:
            longitude, latitude = one["geometry"]["coordinates"]
            assert -180 <= longitude <= 180
            assert -90 <= latitude <= 90
            assert one["properties"]["geo_precision"] in range(1, 8)


@pytest.mark.parametrize(
    ("query", "days"),
    [
        ("datetime=2024-09-17", ("2024-09-17", "2024-09-17")),
        ("datetime=2024-09-16/2024-09-17", ("2024-09-16", "2024-09-17")),
        ("datetime=../2024-09-16", ("0", "2024-09-16")),
        ("datetime=2024-09-18T00:00:00Z/..", ("2024-09-18", "9")),
    ],
)
def test_a_period_keeps_what_reaches_into_it(client: TestClient, query: str, days: tuple[str, str]) -> None:
    every = client.get("/api/claims.geojson?limit=500").json()["features"]
    first, last = days
    expected = {
        one["id"]
        for one in every
        if one["properties"]["date_start"]
        and one["properties"]["date_start"] <= last
        and one["properties"]["date_end"] >= first
    }
    found = {one["id"] for one in client.get(f"/api/claims.geojson?limit=500&{query}").json()["features"]}
    assert found == expected != set()


@pytest.mark.parametrize(
    "query",
    [
        *("bbox=1,2,3", "bbox=a,b,c,d", "bbox=0,50,10,40", "bbox=0,0,200,10", "datetime=x", "datetime=..", "limit=0"),
        *("datetime=2024-02-02/2024-01-01", "from=1", "sort=colour", "event=picnic"),
    ],
)
def test_what_cannot_be_asked_is_told(client: TestClient, query: str) -> None:
    answer = client.get(f"/api/claims.geojson?{query}")
    assert answer.status_code == 400
    assert set(answer.json()) == {"error"}


def test_a_program_decides_as_a_person_does(client: TestClient, kept: Store) -> None:
    claim = next(iter(kept.claims())).id
    made = client.post("/api/decisions", json={"kind": "amend", "ids": [claim], "field": "stance", "value": "alleged"})
    assert made.status_code == 201
    assert client.get(f"/api/claims/{claim}").json()["stance"] == "alleged"
    (listed,) = walked(client, "/api/decisions")
    assert (listed["by"], listed["kind"], listed["undone"]) == ("Lena M.", "amend", False)
    undo = client.post("/api/decisions", json={"kind": "undo", "ids": [listed["id"]]})
    assert undo.status_code == 201
    assert {one["kind"]: one["undone"] for one in walked(client, "/api/decisions")} == {"undo": False, "amend": True}


def test_a_program_that_saw_something_else_is_refused(client: TestClient, kept: Store) -> None:
    claim = next(iter(kept.claims())).id
    answer = client.post("/api/decisions", json={"kind": "accept", "ids": [claim], "version": "0" * 16})
    assert answer.status_code == 409
    assert kept.decisions() == []


@pytest.mark.parametrize(
    "asked",
    [
        {"kind": "applaud", "ids": ["c-0000000000000000"]},
        {"kind": "accept", "ids": []},
        {"kind": "accept", "ids": ["c-0000000000000000"]},
        {"kind": "amend", "ids": ["c-0000000000000000"], "field": "stance"},
        {},
    ],
)
def test_what_cannot_be_decided_is_told(client: TestClient, kept: Store, asked: dict[str, Any]) -> None:
    answer = client.post("/api/decisions", json=asked)
    assert answer.status_code == 400
    assert set(answer.json()) == {"error"}
    assert kept.decisions() == []


def test_the_description_names_every_address_of_the_api(client: TestClient) -> None:
    paths = client.get("/openapi.json").json()["paths"]
    assert set(paths) >= {"/api/reports", "/api/reports/{key}", "/api/claims", "/api/claims/{key}", "/api/sources"}
    assert all(path.startswith("/api/") for path in paths)
    assert all(method.get("description") for path in paths.values() for method in path.values())


def test_the_numbered_address_serves_and_describes_the_same(client: TestClient) -> None:
    told, numbered = (client.get(f"{where}openapi.json").json()["paths"] for where in ("/", "/api/v1/"))
    assert {path.replace("/api/v1/", "/api/") for path in numbered} == set(told)
    incident = client.get("/api/incidents?limit=1").json()["items"][0]["id"]
    for path in ("claims?limit=2", "incidents?limit=2", "sources", f"incidents/{incident}", "me"):
        one, other = client.get(f"/api/{path}"), client.get(f"/api/v1/{path}")
        assert (one.status_code, other.status_code) == (200, 200)
        assert other.text.replace("/api/v1/", "/api/") == one.text


@pytest.mark.parametrize("query", ["", "?event=shelling", "?from=2024-06-01&to=2024-06-30"])
def test_incidents_are_those_of_the_page_in_parts(client: TestClient, query: str) -> None:
    whole = client.get(f"/incidents.json{query}").json()
    mark = "&" if query else "?"
    assert walked(client, f"/api/incidents{query}{mark}limit=3") == whole["incidents"]
    part = client.get(f"/api/incidents{query}").json()
    assert (part["numberUndated"], part["numberUnlocated"]) == (whole["undated"], whole["unlocated"])
    made = client.get(f"/api/incidents.geojson{query}").json()
    assert [one["id"] for one in made["features"]] == [one["id"] for one in whole["incidents"]]
    assert made["features"] == client.get(f"/incidents.geojson{query}").json()["features"]
