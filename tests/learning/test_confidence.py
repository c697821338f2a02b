"""Confidence: a model that anyone can read, applied without changing what a claim is, and measured honestly."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from dateline.errors import DataError
from dateline.learning.confidence import CONFIDENCE, with_confidence
from dateline.learning.features import features_of
from dateline.learning.fitting import Example, calibration, crossed, fit
from dateline.learning.model import Model, model_text, read_model
from dateline.records import Claim
from dateline.records.encode import claim_from_json, claim_to_json, coded_from_json
from dateline.reference.files import PACKAGED
from dateline.reference.patterns import patterns
from dateline.review.doubts import Doubt, weighed
from dateline.store.canon import claim_digest

SAMPLE = Path(__file__).parent.parent / "samples" / "oresk.json"


@pytest.fixture(scope="module")
def claims() -> tuple[Claim, ...]:
    return coded_from_json(json.loads(SAMPLE.read_text(encoding="utf-8"))).claims


def test_confidence_changes_neither_the_id_nor_what_is_said(claims: tuple[Claim, ...]) -> None:
    told = with_confidence(claims, read_model(PACKAGED / CONFIDENCE))
    assert [(one.id, claim_digest(one)) for one in told] == [(one.id, claim_digest(one)) for one in claims]
    assert all(one.confidence is not None and 0 < one.confidence < 1 for one in told)
    assert len({one.confidence for one in told}) > 1
    assert [claim_from_json(json.loads(json.dumps(claim_to_json(one)))) for one in told] == told


def test_features_are_those_of_the_claim_that_was_kept(claims: tuple[Claim, ...]) -> None:
    kept = [claim_from_json(claim_to_json(one)) for one in claims]
    assert features_of(kept) == features_of(claims)
    wide = replace(claims[0], places=(), time=None)
    before, after = features_of([claims[0]])[0], features_of([wide])[0]
    assert (before["place_none"], after["place_none"], after["time_none"]) == (0, 1, 1)


def test_packaged_weights_are_of_features_that_there_are(claims: tuple[Claim, ...]) -> None:
    model = read_model(PACKAGED / CONFIDENCE)
    known = {name for row in features_of(claims) for name in row}
    rules = {f"rule.{pattern.name}" for pattern in patterns()}
    open_sets = ("group.", "stance.", "directness.", "time_anchor.")
    unknown = [n for n in model.weights if n not in known | rules and not n.startswith(open_sets)]
    assert [name for name in unknown if not name.startswith("rule.")] == []
    assert model.about["licence"] == "MIT"


def examples(count: int = 200) -> list[Example]:
    """Claims of which those without a place are wrong three times in four, the others one time in four."""
    found = []
    for number in range(count):
        bare = number % 2
        right = (number // 2) % 4 == 0 if bare else (number // 2) % 4 != 0
        found.append(Example(f"r{number // 4}", {"always": 1.0, "place_none": float(bare)}, right))
    return found


def test_fitting_finds_how_often_claims_are_right() -> None:
    model = fit(examples(), ridge=0.01)
    assert model.chance({"always": 1.0, "place_none": 0.0}) == pytest.approx(0.75, abs=0.01)
    assert model.chance({"always": 1.0, "place_none": 1.0}) == pytest.approx(0.25, abs=0.01)
    assert model.reasons({"always": 1.0, "place_none": 1.0})[0][0] == "place_none"
    assert calibration(crossed(examples()), [one.right for one in examples()]).ece < 0.08


def test_fitting_stays_near_where_it_starts() -> None:
    start = Model({"always": 2.0, "place_none": -4.0})
    assert fit(examples()[:8], ridge=1e6, start=start).weights["place_none"] == pytest.approx(-4.0, abs=0.01)


def test_calibration_tells_error_distance_and_order() -> None:
    found = calibration([0.9, 0.9, 0.1, 0.1], [True, True, False, False])
    assert found.brier == pytest.approx(0.01)
    assert found.ece == pytest.approx(0.1)
    assert found.auc == 1.0
    assert [(band.count, band.right) for band in found.bands] == [(2, 0.0), (2, 1.0)]
    assert calibration([0.5, 0.5], [True, False]).auc == 0.5
    assert calibration([0.5], [True]).auc is None
    with pytest.raises(ValueError, match="nothing"):
        calibration([], [])


def test_a_model_is_a_file_that_reads_back(tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    model = Model({"always": 0.5, "rule.strike_verb": -1.25}, {"accepted": 3, "of": 'a "store"'})
    path.write_text(model_text(model, ["What it is."]), encoding="utf-8")
    assert read_model(path) == model


@pytest.mark.parametrize(
    "text", ["", "[weights]\nalways = 'much'\n", "[weights]\nalways = nan\n", "weights = 3\n", "["]
)
def test_a_malformed_model_is_named(tmp_path: Path, text: str) -> None:
    path = tmp_path / "own.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DataError, match=r"own\.toml"):
        read_model(path)


def test_the_queue_goes_by_confidence_where_there_is_one() -> None:
    alleged, disputed = Doubt("alleged", 1, "alleged"), Doubt("disputed", 2, "disputed")
    assert weighed({}, [alleged, disputed]) == 3
    assert weighed({"confidence": 0.9}, [alleged]) == pytest.approx(1.0)
    assert weighed({"confidence": 0.9}, [alleged, disputed]) == pytest.approx(3.0)
    assert weighed({"confidence": 0.2}, []) > weighed({"confidence": 0.6}, [alleged, disputed])
