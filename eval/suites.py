"""What is measured: suites of reports, each with the scorer that judges what was coded of them."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fusion import Scenario, read_scenarios, score_by_hand, score_fusion
from golden import read_folder

from dateline.errors import DataError
from dateline.scoring.bench import Bench, benches, measure, open_suite, read_scores
from dateline.scoring.golden import SPLITS, WAVES, Report
from dateline.scoring.tally import score

Json = dict[str, Any]
Scores = dict[str, float]

HEADLINES = ("complete", "precision", "recall", "f1")
REPORTS = Bench(
    name="reports",
    scorer="score.py",
    folder_option=False,
    times=100,
    metrics={
        "complete": "field_complete_core_claims",
        "precision": "claim_precision",
        "recall": "core_recall",
        "f1": "f1",
    },
)


@dataclass(frozen=True, slots=True)
class Suite:
    """Reports as the coder reads them, and the function from what it coded to scores in percent."""

    name: str
    inputs: Sequence[Json]
    measure: Callable[[Sequence[Json]], Scores]
    screen: bool = True  # whether quiet paragraphs pass unparsed, as they do for users


def golden_suites() -> list[Suite]:
    """The two halves of each wave of the golden reports."""
    return [
        _golden(golden_name(wave, split), read_folder(split=split, wave=wave)) for wave in WAVES for split in SPLITS
    ]


def golden_name(wave: int, split: str) -> str:
    """`golden.read` of the first wave, `golden2.read` of the second."""
    return f"golden{'' if wave == 1 else wave}.{split}"


def fusion_suites() -> list[Suite]:
    """The two halves of the fusion set."""
    return [_fusion(split) for split in SPLITS]


def by_hand_suites() -> list[Suite]:
    """The fusion set with the claims that a person coded, whole and by halves: fusion without the coder."""
    halves = {split: read_scenarios(split) for split in SPLITS}
    whole = [scenario for several in halves.values() for scenario in several]
    return [_by_hand(name, several) for name, several in (("all", whole), *halves.items())]


def _by_hand(name: str, scenarios: Sequence[Scenario]) -> Suite:
    def measure(_: Sequence[Json]) -> Scores:
        return score_by_hand(scenarios).scores()

    return Suite(f"fusion_by_hand.{name}", [], measure)


def _fusion(split: str) -> Suite:
    scenarios = read_scenarios(split)

    def measure(predictions: Sequence[Json]) -> Scores:
        return score_fusion(scenarios, predictions).scores()

    return Suite(f"fusion.{split}", [line for scenario in scenarios for line in scenario.inputs], measure)


def shared_suites(shared: Path, limit: int | None = None) -> list[Suite]:
    """The sample report, both halves of the official texts, and the bench; `limit` takes the first reports of each."""
    reports = shared / "reports"
    official = sorted((reports / "official").glob("*.gold.json"))
    sample = reports / "idlib-2019-12-22.gold.json"
    # The sample is read as it was received, with its hard-wrapped lines: its own text, not the gold's.
    received = {
        **_json(sample),
        "text": sample.with_name("idlib-2019-12-22.txt").read_text(encoding="utf-8"),
        "title": None,
        "verbatim": False,
    }
    return [
        _whole_reports("idlib", shared, [sample], [received]),
        _whole_reports("official.read", shared, official[0::2]),
        _whole_reports("official.unread", shared, official[1::2]),
        *(_bench(name, shared, limit) for name in benches()),
    ]


def _golden(name: str, reports: Sequence[Report]) -> Suite:
    def measure(predictions: Sequence[Json]) -> Scores:
        shares = score(reports, predictions).scores()
        return {name: 100 * share for name in HEADLINES if (share := shares[name]) is not None}

    return Suite(name, [report.as_input() for report in reports], measure)


def _whole_reports(name: str, shared: Path, golds: Sequence[Path], raws: Sequence[Json] | None = None) -> Suite:
    heads = raws or [{**_json(gold), "verbatim": True} for gold in golds]
    inputs = [{k: v for k, v in head.items() if k in _INPUT_KEYS} for head in heads]

    def measure(predictions: Sequence[Json]) -> Scores:
        with tempfile.TemporaryDirectory() as folder:
            for gold in golds:
                (Path(folder) / gold.name).write_bytes(gold.read_bytes())
            file = _write(Path(folder) / "pred.jsonl", predictions)
            return _run(shared / "reports" / REPORTS.scorer, ["--gold", folder, str(file), "--json"])

    return Suite(name, inputs, measure)


_INPUT_KEYS = ("id", "text", "title", "published", "publisher", "url", "verbatim")


def _bench(name: str, shared: Path, limit: int | None) -> Suite:
    suite = open_suite(shared / "bench", name)
    inputs = list(suite.inputs.values())[:limit]
    run = {str(line["id"]) for line in inputs}

    def judge(predictions: Sequence[Json]) -> Scores:
        scores, _ = measure(suite, predictions, run.__contains__)
        if limit is None:
            held, _ = measure(suite, predictions, suite.held.__contains__)
            scores |= {f"held_{metric}": value for metric, value in held.items()}
        return scores

    return Suite(name, inputs, judge, screen=suite.bench.screen)


def _run(scorer: Path, arguments: Sequence[str]) -> Scores:
    done = subprocess.run([sys.executable, str(scorer), *arguments], capture_output=True, text=True, check=False)
    if done.returncode:
        raise DataError(f"{scorer}: {done.stderr.strip() or done.stdout.strip()}")
    return read_scores(REPORTS, json.loads(done.stdout))


def _json(file: Path) -> Json:
    value: Json = json.loads(file.read_text(encoding="utf-8"))
    return value


def _write(file: Path, rows: Sequence[Json]) -> Path:
    file.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return file
