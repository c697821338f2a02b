"""GeoJSON and GeoPackage: points that are points, areas that are areas, opened by GeoPandas."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import geopandas
import pyogrio
import pytest

from dateline.export.geo import circle, geometry
from dateline.records import Place, Span

Write = Callable[..., Path]


def place(latitude: float, longitude: float, precision: int | None = 1, radius: float | None = None) -> Place:
    return Place(
        role="site",
        mention=Span(0, 1, "x"),
        latitude=latitude,
        longitude=longitude,
        precision=precision,
        radius_km=radius,
    )


@pytest.mark.parametrize(
    ("where", "kind"),
    [
        (place(14.2, 24.7), "Point"),
        (place(14.2, 24.7, 2), "Polygon"),
        (place(14.2, 24.7, 4, 300.0), "Polygon"),
        (place(14.2, 24.7, 6), None),
        (place(-17.0, 179.9, 2, 50.0), "MultiPolygon"),
        (place(89.9, 10.0, 2, 50.0), "Polygon"),
        (None, None),
    ],
)
def test_only_a_point_is_a_point(where: Place | None, kind: str | None) -> None:
    found = geometry(where)
    assert (None if found is None else found["type"]) == kind


def test_an_area_runs_against_the_clock_and_keeps_its_distance() -> None:
    ring = circle(10.0, 20.0, 100.0)
    area = sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, [*ring[1:], ring[0]], strict=True)) / 2
    assert area > 0
    assert max(y for _, y in ring) == pytest.approx(10.0 + 100 / 111.19, abs=0.01)


def test_a_circle_over_the_date_line_is_cut_there() -> None:
    found = geometry(place(-17.0, 179.9, 2, 50.0))
    assert found is not None
    corners = [x for part in found["coordinates"] for ring in part for x, _ in ring]
    assert min(corners) >= -180
    assert max(corners) <= 180


def test_geojson_is_as_the_standard_wants_it(write: Write) -> None:
    found = json.loads(write("geojson").read_text(encoding="utf-8"))
    assert set(found) == {"type", "features"}
    shelling, _, abduction = found["features"]
    assert set(shelling) == {"type", "id", "geometry", "properties"}
    assert shelling["geometry"] == {"type": "Point", "coordinates": [24.66667, 14.2]}
    assert shelling["properties"]["date_start"] == "2024-09-17"
    assert abduction["geometry"]["type"] == "Polygon"
    assert abduction["properties"]["place_precision"] == 4
    assert not {"latitude", "longitude"} & set(abduction["properties"])


@pytest.mark.parametrize("format", ["geojson", "geopackage"])
@pytest.mark.parametrize(("kind", "count"), [("incidents", 3), ("claims", 6)])
def test_geopandas_reads_it(write: Write, format: str, kind: str, count: int) -> None:
    path = write(format, kind)
    path = path.rename(path.with_suffix(".gpkg")) if format == "geopackage" else path
    frame = geopandas.read_file(path)
    assert len(frame) == count
    assert frame.crs.to_epsg() == 4326
    assert frame.geometry.dropna().is_valid.all()
    assert frame["date_start"].notna().any()


def test_a_geopackage_is_one_for_gdal(write: Write) -> None:
    path = write("geopackage")
    path = path.rename(path.with_suffix(".gpkg"))
    assert pyogrio.list_layers(path).tolist() == [["incidents", "Unknown"]]
    about = pyogrio.read_info(path, layer="incidents")
    assert about["driver"] == "GPKG"
    assert about["features"] == 3
    assert about["total_bounds"] == pytest.approx((22.69, 13.31, 28.31, 18.7), abs=0.1)
