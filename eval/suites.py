"""What is measured: suites of reports, each with the scorer that judges what was coded of them."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fusion import Scenario, read_scenarios, score_by_hand, score_fusion
from golden import SPLITS, WAVES, Report, read_folder
from score import score

Json = dict[str, Any]
Scores = dict[str, float]

_TABLE: dict[str, Any] = tomllib.loads(Path(__file__).with_name("suites.toml").read_text(encoding="utf-8"))
BENCH = tuple(name for name in _TABLE if name != "reports")
HEADLINES = ("complete", "precision", "recall", "f1")


class ScorerError(Exception):
    """A shared scorer did not do its work; the message is what it said."""


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
        *(_bench(name, shared, limit) for name in BENCH),
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
            return _run("reports", shared, ["--gold", folder, str(file), "--json"])

    return Suite(name, inputs, measure)


_INPUT_KEYS = ("id", "text", "title", "published", "publisher", "url", "verbatim")


def _bench(name: str, shared: Path, limit: int | None) -> Suite:
    inputs = _lines(shared / "bench" / name / "input.jsonl")[:limit]
    wanted = {line["id"] for line in inputs}

    def measure(predictions: Sequence[Json]) -> Scores:
        with tempfile.TemporaryDirectory() as root:
            folder = Path(root) / name
            folder.mkdir()
            _write(folder / "input.jsonl", inputs)
            answers = [line for line in _lines(shared / "bench" / name / "gold.jsonl") if line["id"] in wanted]
            gold = _write(folder / "gold.jsonl", answers)
            file = _write(Path(root) / "pred.jsonl", predictions)
            data = ["--data", root] if _TABLE[name]["scorer"].endswith("mentions.py") else ["--gold", str(gold)]
            return _run(name, shared, [name, "--pred", str(file), *data])

    return Suite(name, inputs, measure, screen=_TABLE[name].get("screen", True))


def _run(name: str, shared: Path, arguments: Sequence[str]) -> Scores:
    table = _TABLE[name]
    script = shared / table["scorer"]
    done = subprocess.run([sys.executable, str(script), *arguments], capture_output=True, text=True, check=False)
    if done.returncode:
        raise ScorerError(f"{table['scorer']} {name}: {done.stderr.strip() or done.stdout.strip()}")
    answer = json.loads(done.stdout)
    found = {metric: _look_up(answer, path) for metric, path in table["metrics"].items()}
    return {metric: table["times"] * value for metric, value in found.items() if value is not None}


def _look_up(answer: Any, path: str) -> float | None:
    for name in path.split("."):
        answer = answer.get(name) if isinstance(answer, dict) else None
    return answer if isinstance(answer, int | float) else None


def _json(file: Path) -> Json:
    value: Json = json.loads(file.read_text(encoding="utf-8"))
    return value


def _lines(file: Path) -> list[Json]:
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]


def _write(file: Path, rows: Sequence[Json]) -> Path:
    file.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return file
