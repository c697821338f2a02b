"""The gate lets a score rise or stay, and says which one fell."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import gate
import pytest
from gate import Row
from golden import SPLITS, WAVES, read_folder
from suites import Suite, golden_name, golden_suites


@pytest.fixture
def pins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    file = tmp_path / "baseline.json"
    monkeypatch.setattr(gate, "BASELINE", file)
    return file


@pytest.fixture
def perfect(monkeypatch: pytest.MonkeyPatch) -> dict[str, list[dict[str, Any]]]:
    """A coder that writes the golden reports' own claims."""
    coded = {
        golden_name(wave, split): [report.as_prediction() for report in gate.read_folder(split=split, wave=wave)]
        for wave in WAVES
        for split in SPLITS
    }
    monkeypatch.setattr(gate, "code", lambda _suites, **_options: coded)
    return coded


@pytest.mark.parametrize(
    ("baseline", "now", "fell"),
    [
        (70.0, 70.0, False),
        (70.0, 69.8, False),
        (70.0, 69.5, True),
        (70.0, 81.0, False),
        (None, 10.0, False),
        (70.0, None, True),
    ],
)
def test_score_falls_when_it_lies_under_its_pin(baseline: float | None, now: float | None, fell: bool) -> None:
    assert Row("golden.read.recall", baseline, now).fell is fell


def test_pins_of_suites_that_were_not_run_do_not_fail() -> None:
    rows = gate.compare({"a.f1": 50.0}, {"a.f1": 50.0, "b.f1": 90.0}, [Suite("a", [], lambda _: {})])
    assert [row.metric for row in rows] == ["a.f1"]


def test_golden_inputs_are_kept_verbatim() -> None:
    inputs = [row for suite in golden_suites() for row in suite.inputs]
    assert all(row["verbatim"] and row["published"] for row in inputs)
    assert len({row["id"] for row in inputs}) == len(inputs)


def test_every_golden_report_is_in_one_suite() -> None:
    suites = golden_suites()
    waves = ("golden", "golden2", "golden3")
    assert [suite.name for suite in suites] == [f"{wave}.{half}" for wave in waves for half in ("read", "unread")]
    assert sorted(row["id"] for suite in suites for row in suite.inputs) == sorted(
        report.id for report in read_folder()
    )


@pytest.mark.usefixtures("perfect")
def test_pinned_scores_hold_against_themselves(pins: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert gate.main(["--golden", "--write"]) == 0
    assert json.loads(pins.read_text())["full"]["golden.unread.complete"] == 100.0
    assert gate.main(["--golden"]) == 0
    assert "golden.read.recall" in capsys.readouterr().out


def test_gate_fails_and_says_by_how_much(
    pins: Path, perfect: dict[str, list[dict[str, Any]]], capsys: pytest.CaptureFixture[str]
) -> None:
    assert gate.main(["--golden", "--write"]) == 0
    before = pins.read_text()
    for prediction in perfect["golden.read"]:
        prediction["claims"] = [claim for claim in prediction["claims"] if claim["event"] != "casualties"]
    assert gate.main(["--golden"]) == 1
    assert "golden.read.recall fell from 100.0 to" in capsys.readouterr().err
    assert pins.read_text() == before


@pytest.mark.usefixtures("perfect", "pins")
def test_show_tells_nothing_of_the_unread_half(capsys: pytest.CaptureFixture[str], perfect: dict[str, Any]) -> None:
    for predictions in perfect.values():
        for prediction in predictions:
            prediction["claims"] = []
    gate.main(["--golden", "--show"])
    shown = capsys.readouterr().out
    assert "MISSED" in shown
    assert "unread_" not in shown


@pytest.mark.usefixtures("perfect", "pins")
def test_absent_shared_data_is_said_loudly(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DATELINE_SHARED", str(tmp_path / "nowhere"))
    assert gate.main([]) == 0
    assert "NO SHARED DATA" in capsys.readouterr().err


@pytest.mark.usefixtures("perfect")
def test_report_stands_between_the_markers(pins: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    readme = tmp_path / "README.md"
    readme.write_text(f"before\n{gate.BEGIN}\nPREVIOUS\n{gate.END}\nafter\n")
    monkeypatch.setattr(gate, "README", readme)
    assert gate.main(["--golden", "--report"]) == 0
    assert not pins.exists()
    text = readme.read_text()
    assert text.startswith("before\n")
    assert text.endswith(f"{gate.END}\nafter\n")
    assert "| golden.read | complete | 100.0 | - |" in text
    assert "PREVIOUS" not in text


def test_readme_has_its_markers() -> None:
    assert gate.BEGIN in (text := gate.README.read_text(encoding="utf-8"))
    assert gate.END in text
