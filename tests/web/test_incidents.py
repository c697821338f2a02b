"""Incidents as list, map and timeline of one selection; one incident; what is decided on it."""

from __future__ import annotations

import csv
import io
import re

import pytest
from fastapi.testclient import TestClient

from dateline.store import Store
from dateline.store.listing import Chosen

from .test_pages import Loads


def ids(page: str) -> list[str]:
    return re.findall(r'<tr data-id="(i-[0-9a-f]{16})"', page)


@pytest.fixture
def told_often(client: TestClient, kept: Store) -> str:
    """The incident that most reports tell of."""
    client.get("/incidents")
    return max(kept.incident_rows(Chosen()), key=lambda row: row.reports).id


def test_list_map_and_timeline_show_one_selection(client: TestClient) -> None:
    page = client.get("/incidents?event=airstrike").text
    found = client.get("/incidents.json?event=airstrike").json()
    assert ids(page) == [one["id"] for one in found["incidents"]]
    assert {one["event"] for one in found["incidents"]} == {"airstrike"}
    placed = [one for one in found["incidents"] if one["latitude"] is not None]
    (map_part, time_part) = page.split('class="drawn-time"')[0], page.split('class="drawn-time"')[1]
    assert all(one["id"] in map_part for one in placed)
    assert all(one["id"] in time_part for one in found["incidents"] if one["start"])


def test_what_has_no_day_or_place_is_counted_and_never_dropped(client: TestClient) -> None:
    whole = client.get("/incidents.json").json()
    undated = [one["id"] for one in whole["incidents"] if one["start"] is None]
    unlocated = [one["id"] for one in whole["incidents"] if one["latitude"] is None]
    assert undated
    assert unlocated
    assert (whole["undated"], whole["unlocated"]) == (len(undated), len(unlocated))
    assert set(undated) <= set(ids(client.get("/incidents").text))
    assert ids(client.get("/incidents?only=undated").text) == undated
    in_period = client.get("/incidents?from=2024-09-16&to=2024-09-18").text
    assert f"{len(undated)} incidents without a day are in no period" in re.sub(r"\s+", " ", in_period)
    in_box = client.get("/incidents?bbox=20,5,40,20").text
    assert f"{len(unlocated)} incidents without a place are in no part of the map" in re.sub(r"\s+", " ", in_box)


def test_a_box_and_a_place_narrow_the_selection(client: TestClient) -> None:
    inside = client.get("/incidents.json?bbox=20,5,40,20").json()["incidents"]
    assert inside
    assert all(20 <= one["longitude"] <= 40 and 5 <= one["latitude"] <= 20 for one in inside)
    by_code, by_name = client.get("/incidents.json?place=SDN"), client.get("/incidents.json?place=sudan")
    assert by_code.json() == by_name.json()
    assert {one["country"] for one in by_code.json()["incidents"]} == {"SDN"}


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("bbox=north", "west,south,east,north"),
        ("bbox=0,50,10,40", "no box on the earth"),
        ("event=rain", "no event type"),
        ("only=everything", "is none of"),
        ("from=2024-09-18&to=2024-09-01", "is after"),
        ("status=so", "is none of"),
    ],
)
def test_an_address_that_asks_for_nothing_that_is_says_so(client: TestClient, query: str, words: str) -> None:
    for address in ("/incidents", "/incidents.csv", "/map", "/tallies"):
        answer = client.get(f"{address}?{query}")
        assert answer.status_code == 400, address
        assert words in answer.text, address


def test_the_selection_downloads_as_csv_json_and_geojson(client: TestClient) -> None:
    rows = list(csv.DictReader(io.StringIO(client.get("/incidents.csv").text)))
    features = client.get("/incidents.geojson").json()["features"]
    listed = client.get("/incidents.json").json()["incidents"]
    assert [row["id"] for row in rows] == [one["id"] for one in features] == [one["id"] for one in listed]
    for feature, one in zip(features, listed, strict=True):
        assert (feature["geometry"] is None) == (one["latitude"] is None)


def test_an_incident_names_the_claims_that_set_each_bound(client: TestClient, kept: Store, told_often: str) -> None:
    (incident,) = kept.incidents([told_often])
    page = client.get(f"/incidents/{told_often}").text
    for figure in incident.figures:
        for claim in (figure.low_from, figure.best_from, figure.high_from):
            assert claim is None or f'/claims/{claim}"' in page
        assert figure.reason.split(";")[0] in page
    for member in incident.claims:
        assert f'/claims/{member.claim}"' in page
    for link in incident.links:
        assert all(feature.detail.split(",")[0].replace("'", "&#39;") in page for feature in link.features)
    assert "Who denies it" in page


def test_an_incident_can_be_cited(client: TestClient, kept: Store, told_often: str) -> None:
    (incident,) = kept.incidents([told_often])
    page = client.get(f"/incidents/{told_often}").text
    claims = kept.claims_by_id([member.claim for member in incident.claims])
    for report in kept.reports(sorted({claim.report for claim in claims.values()})).values():
        assert report.sha256 in page
        assert report.source_sha256 in page
    assert kept.head()[1][:16] in page
    assert client.get(f"/incidents/{told_often}.json").json()["id"] == told_often


def test_a_grade_is_decided_with_a_reason_and_taken_back(client: TestClient, kept: Store, told_often: str) -> None:
    suggested = kept.incidents([told_often])[0].grade
    assert suggested is not None
    form = {"kind": "grade", "grade": "Confirmed", "reason": "seen on film", "back": f"/incidents/{told_often}"}
    page = client.post(f"/incidents/{told_often}/decide", data=form).text
    assert "decided by" in page
    assert "seen on film" in page
    (decision,) = kept.decisions()
    assert (decision.kind, decision.by, decision.new) == ("grade", "Lena M.", "Confirmed")
    client.post("/decisions/undo", data={"decision": decision.id, "back": "/"})
    client.get("/incidents")
    assert kept.incidents([told_often])[0].grade == suggested


def test_a_claim_is_taken_out_and_the_page_goes_on(client: TestClient, kept: Store, told_often: str) -> None:
    (incident,) = kept.incidents([told_often])
    claims = kept.claims_by_id([m.claim for m in incident.claims if m.role != "excluded"])
    main = next(m.claim for m in incident.claims if m.role != "excluded")
    other = next(one for one, claim in claims.items() if claim.report != claims[main].report)
    answer = client.post(f"/incidents/{told_often}/decide", data={"kind": "different", "other": other})
    assert answer.status_code == 200  # led on to the incident of the claim that leads it
    (decision,) = kept.decisions()
    assert (decision.kind, set(decision.claims)) == ("different", {main, other})
    homes = kept.incidents_with([main, other])
    parted = [
        one
        for one in kept.incidents(sorted({home for several in homes.values() for home in several}))
        if {main, other} <= {m.claim for m in one.claims if m.role != "excluded"}
    ]
    assert parted == []


def test_two_incidents_are_put_together(client: TestClient, kept: Store) -> None:
    client.get("/incidents")
    one, two = [row.id for row in kept.incident_rows(Chosen(events=("airstrike",)))][:2]
    page = client.post(f"/incidents/{one}/decide", data={"kind": "same", "other": two, "reason": "one raid"})
    assert page.status_code == 200
    assert "one raid" in page.text
    (decision,) = kept.decisions()
    first, second = decision.claims[:2]
    homes = kept.incidents_with([first, second])
    assert set(homes[first]) & set(homes[second])


def test_what_changed_since_it_was_looked_at_is_not_decided(client: TestClient, kept: Store, told_often: str) -> None:
    form = {"kind": "grade", "grade": "Weak", "version": "0123456789abcdef"}
    assert client.post(f"/incidents/{told_often}/decide", data=form).status_code == 409
    assert kept.decisions() == []


def test_an_incident_that_is_gone_says_so(client: TestClient) -> None:
    answer = client.get("/incidents/i-0000000000000000")
    assert answer.status_code == 404
    assert "put together with another" in answer.text


def test_the_pages_hold_no_script_and_load_only_their_own(client: TestClient, told_often: str) -> None:
    for address in ("/incidents", f"/incidents/{told_often}", "/map", "/tallies", "/merge"):
        page = Loads(client.get(address).text)
        assert page.inline == [], address
        assert [one for one in page.addresses if "://" in one or one.startswith("//")] == [], address
        assert len(page.ids) == len(set(page.ids)), address
        for link in {one.partition("#")[0] for one in page.addresses if one.startswith("/")}:
            if "/decide" not in link and link not in ("/decisions/undo",):
                assert client.get(link).status_code == 200, f"{address}: {link}"


def test_an_answer_made_before_the_last_change_is_not_kept(client: TestClient) -> None:
    first = client.get("/incidents")
    assert first.headers["ETag"]
    assert client.get("/incidents", headers={"If-None-Match": first.headers["ETag"]}).status_code == 304


def test_a_number_is_settled_with_a_reason_and_what_the_claims_give_is_kept(client: TestClient, kept: Store) -> None:
    client.get("/incidents")
    found = kept.incidents(kept.list_incidents())
    incident = next(one for one in found if any(f.measure == "killed" and f.part_of is None for f in one.figures))
    figure = next(f for f in incident.figures if f.measure == "killed" and f.part_of is None)
    form = {"kind": "number", "field": f"killed.{figure.of}.{figure.unit}", "low": "1", "best": "900", "high": ""}
    refused = client.post(f"/incidents/{incident.id}/decide", data=form)
    assert (refused.status_code, "reason" in refused.text) == (400, True)
    disordered = {**form, "low": "901", "reason": "a slip"}
    assert client.post(f"/incidents/{incident.id}/decide", data=disordered).status_code == 400
    answer = client.post(f"/incidents/{incident.id}/decide", data={**form, "reason": "The hospital list"})
    assert "The hospital list" in answer.text
    (again,) = kept.incidents([incident.id])
    now = next(f for f in again.figures if (f.measure, f.of, f.unit) == (figure.measure, figure.of, figure.unit))
    assert (now.low, now.best, now.high) == (1, 900, None)
    assert now.settled is not None
    assert (now.settled.low, now.settled.best, now.settled.high) == (figure.low, figure.best, figure.high)
    rows = kept.incident_figures(Chosen(), measure="killed", of=figure.of, unit=figure.unit)
    assert 900 in [row.best for row in rows if row.incident == incident.id]
    client.post("/decisions/undo", data={"decision": kept.decisions()[-1].id})
    client.get(f"/incidents/{incident.id}")
    assert kept.incidents([incident.id]) == [incident]


def test_an_incident_and_a_claim_have_their_tables(client: TestClient, kept: Store, told_often: str) -> None:
    (incident,) = kept.incidents([told_often])
    rows = list(csv.DictReader(io.StringIO(client.get(f"/incidents/{told_often}.csv").text)))
    assert {row["claim"] for row in rows} == {member.claim for member in incident.claims}
    (row,) = csv.DictReader(io.StringIO(client.get(f"/claims/{rows[0]['claim']}.csv").text))
    assert row == rows[0]
    assert client.get("/claims/c-0000000000000000.csv").status_code == 404
    assert client.get("/incidents/i-0000000000000000.csv").status_code == 404
