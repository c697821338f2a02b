"""The maps: drawn for paper, sent for the large one, labelled from the gazetteer; areas are never points."""

from __future__ import annotations

from dataclasses import replace

import pytest
from fastapi.testclient import TestClient

from dateline.web.contexts import geojson, outlines
from dateline.web.contexts.drawing import draw, frame_of
from dateline.web.contexts.frame import Frame
from dateline.web.contexts.geojson import NOWHERE

TOWN = replace(NOWHERE, id="i-1", event="shelling", place="El Fasher", latitude=13.63, longitude=25.35, precision=1)
PROVINCE = replace(TOWN, id="i-2", place="North Darfur", precision=4, radius_km=250.0)


def test_a_place_known_to_a_province_is_an_area_and_a_town_a_point() -> None:
    rows = [TOWN, PROVINCE]
    area, point = draw(rows, frame_of(rows, None)).marks
    assert (area.is_area, point.is_area) == (True, False)
    assert area.r > 10 * point.r
    assert "somewhere within 250 km" in area.title
    features = geojson.features(rows)["features"]
    assert [one["geometry"]["type"] for one in features] == ["Point", "Polygon"]


def test_incidents_on_one_spot_are_one_mark_with_their_number() -> None:
    rows = [replace(TOWN, id=f"i-{n}") for n in range(5)]
    (mark,) = draw(rows, frame_of(rows, None)).marks
    assert len(mark.ids) == 5
    assert mark.title.startswith("5 incidents")


def test_a_ring_lies_so_far_around_its_middle() -> None:
    from dateline.reference.gazetteer.place import distance_km

    for longitude, latitude in geojson.ring(25.0, 60.0, 100.0):
        assert distance_km((60.0, 25.0), (latitude, longitude)) == pytest.approx(100, rel=0.01)


@pytest.mark.parametrize("name", outlines.LAYERS)
def test_outlines_lie_on_the_earth(name: str) -> None:
    assert outlines.layer(name)
    for one in outlines.layer(name):
        west, south, east, north = one.box
        assert -180.1 <= west <= east <= 180.1
        assert -90.1 <= south <= north <= 90.1


def test_land_is_cut_at_the_edge_of_the_sheet() -> None:
    box = (30.0, 30.0, 40.0, 40.0)
    ring = outlines.clipped([(0.0, 0.0), (60.0, 0.0), (60.0, 60.0), (0.0, 60.0)], box)
    assert {(x, y) for x, y in ring} == {(30.0, 30.0), (40.0, 30.0), (40.0, 40.0), (30.0, 40.0)}


def test_a_frame_may_go_over_the_antimeridian() -> None:
    frame = Frame((170.0, -20.0, -170.0, 0.0))
    assert frame.box[0] < 180 < frame.box[2]
    assert draw([], frame).shapes


def test_the_large_map_gets_every_placed_incident(client: TestClient) -> None:
    listed = client.get("/incidents.json").json()["incidents"]
    sent = client.get("/map/data.json").json()["incidents"]
    assert {row[0] for row in sent} == {one["id"] for one in listed if one["latitude"] is not None}
    page = client.get("/map").text
    assert "The same as a table" in page
    assert 'class="drawn-map"' in page
    assert "Natural Earth" in page


def test_names_come_from_the_gazetteer(client: TestClient) -> None:
    near = {name for name, *_ in client.get("/map/labels.json?bbox=35.5,35,37.5,36.5").json()}
    assert "Idlib" in near
    far = {(name, kind) for name, kind, *_ in client.get("/map/labels.json?bbox=-20,-40,60,40").json()}
    assert ("Sudan", "country") in far
    assert {kind for _, kind in far} == {"country"}
