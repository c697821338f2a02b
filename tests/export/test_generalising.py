"""Points made coarse where what was hit may be in use, in every format."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import pytest

from dateline.export.contents import Given
from dateline.export.formats import exporters
from dateline.export.generalising import Grain, coarse, generalised_incident, grain_for, grains, whole_cells
from dateline.reference.ontology import target_kinds

from .conftest import Write

GRAIN = Grain(0.1, 3)
#: The point of the clinic and of the town in which it is.
EXACT = ("24.66667", "14.2,", "14.2]", '14.2"', "371745")


@dataclass(frozen=True)
class Spot:
    latitude: float | None
    longitude: float | None
    precision: int | None = 1
    radius_km: float | None = None


@pytest.mark.parametrize(
    ("spot", "expected"),
    [
        (Spot(14.2, 24.66667), Spot(14.25, 24.65, 3, 7.7)),
        (Spot(14.29999, 24.6), Spot(14.25, 24.65, 3, 7.7)),
        (Spot(-0.01, -179.99), Spot(-0.05, -179.95, 3, 7.9)),
        (Spot(90.0, 180.0), Spot(89.95, 179.95, 3, 5.6)),
        (Spot(14.2, 24.6, None, 20.0), Spot(14.25, 24.65, 3, 20.0)),
        (Spot(16.0, 25.5, 4, 300.0), Spot(16.0, 25.5, 4, 300.0)),
        (Spot(None, None), Spot(None, None)),
    ],
)
def test_a_point_is_the_middle_of_its_cell(spot: Spot, expected: Spot) -> None:
    assert coarse(spot, GRAIN) == expected


def test_a_box_is_whole_cells() -> None:
    assert whole_cells((24.61, 14.21, 24.62, 14.22), GRAIN) == (24.6, 14.2, 24.7, 14.3)
    assert whole_cells((-180.0, -90.0, 180.0, 90.0), GRAIN) == (-180.0, -90.0, 180.0, 90.0)


def test_the_kinds_are_of_the_ontology() -> None:
    assert grains().keys() <= {kind.code for kind in target_kinds()}
    assert {"camp", "health_facility"} <= grains().keys()
    assert grain_for(["market"]) is None


def test_an_incident_at_a_clinic_is_coarse_and_one_at_a_market_is_not(war: Given) -> None:
    changed = {row.incident.id for row in war.kept_incidents if generalised_incident(row.incident) != row.incident}
    at_clinics = {
        row.incident.id
        for row in war.kept_incidents
        if "health_facility" in {kind.value for kind in row.incident.target_kinds} and row.incident.places
    }
    assert changed == at_clinics != set()


@pytest.mark.parametrize("sensitive", [False, True])
def test_what_is_written_has_the_point_nowhere(write: Write, sensitive: bool) -> None:
    """In JSON lines: every other format is made of the same rows."""
    for kind in ("incidents", "claims"):
        lines = read(write("jsonl", kind, generalise=True, unreviewed=True, sensitive=sensitive))
        at_clinics = [line for line in lines if "health_facility" in json.dumps(line.get("target_kinds"))]
        assert at_clinics
        for line in at_clinics:
            assert not [point for point in EXACT if point in json.dumps(line["places"])]
            assert "14.25" in json.dumps(line["places"])


@pytest.mark.parametrize("format", [one for one in exporters() if one in ("shcc", "ssa")])
def test_tables_of_attacks_on_health_care_are_coarse(write: Write, format: str) -> None:
    path = write(format, generalise=True, unreviewed=True, sensitive=True)
    texts = [one.read_text(encoding="utf-8") for one in (path.rglob("*") if path.is_dir() else [path]) if one.is_file()]
    assert not [text for text in texts if "24.66667" in text]


def test_the_manifest_counts_them(write: Write) -> None:
    path = write("jsonl", generalise=True, unreviewed=True)
    told = json.loads(Path(f"{path}.manifest.json").read_text(encoding="utf-8"))
    assert told["generalised"] > 0
    plain = write("csv", unreviewed=True)
    assert json.loads(Path(f"{plain}.manifest.json").read_text(encoding="utf-8"))["generalised"] is None


def read(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
