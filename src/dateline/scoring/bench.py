"""Suites that others labelled: a folder with `input.jsonl` and `gold.jsonl`, judged by the scorer beside the suites.

A third of each suite, chosen by a hash of its name and the report's id, is held out: it is measured and never shown.
"""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from dateline.errors import DataError, SettingsError
from dateline.reference.files import read_toml

Json = dict[str, Any]
Scores = dict[str, float]
PARTS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Bench:
    """Which scorer judges a suite, and which of its numbers are read; `times` brings shares to percent."""

    name: str
    scorer: str
    folder_option: bool  # the scorer asks for the folder of suites, not for the file of answers
    times: float
    metrics: dict[str, str]
    screen: bool = True  # whether paragraphs that can hold no claim may be left unparsed


@dataclass(frozen=True, slots=True)
class BenchSuite:
    """A suite as it lies in a folder: reports as the coder reads them, and their answers, by id."""

    bench: Bench
    scorer: Path
    inputs: dict[str, Json] = field(repr=False)
    gold: dict[str, Json] = field(repr=False)

    @property
    def held(self) -> frozenset[str]:
        """The ids of the third that is never shown."""
        return frozenset(one for one in self.inputs if is_held(self.bench.name, one))


@cache
def benches() -> dict[str, Bench]:
    """The suites whose scorers are known, by name."""
    return {
        name: Bench(
            name=name,
            scorer=row["scorer"],
            folder_option=row["folder_option"],
            times=row["times"],
            metrics=row["metrics"],
            screen=row.get("screen", True),
        )
        for name, row in read_toml("scoring/suites.toml").items()
    }


def is_held(suite: str, report: str) -> bool:
    """Whether a report is of its suite's held-out third: the same on every machine and in every order."""
    return int(hashlib.sha256(f"{suite}/{report}".encode()).hexdigest()[:8], 16) % PARTS == 0


def open_suite(folder: Path | None, name: str) -> BenchSuite:
    """A suite of the folder of suites; raises SettingsError where it is missing, DataError where it is malformed."""
    bench = benches()[name]
    if folder is None:
        raise SettingsError(f"{name}: where are the suites? --bench FOLDER, or DATELINE_BENCH_DIR")
    inputs, gold, scorer = folder / name / "input.jsonl", folder / name / "gold.jsonl", folder / bench.scorer
    for path in (inputs, gold, scorer):
        if not path.is_file():
            raise SettingsError(f"{name}: there is no {path}; --bench names the folder that holds the suites")
    return BenchSuite(bench, scorer, _by_id(inputs), _by_id(gold))


def measure(
    suite: BenchSuite, predictions: Sequence[Json], wanted: Callable[[str], bool] = lambda _: True
) -> tuple[Scores, list[Json]]:
    """The scores of some reports, in percent, and what the scorer calls the worst of them, worst first.

    Raises DataError where the scorer fails; a number that it does not give is left out.
    """
    with tempfile.TemporaryDirectory() as root:
        folder = Path(root) / suite.bench.name
        folder.mkdir()
        for name, rows in (("input", suite.inputs), ("gold", suite.gold)):
            _write(folder / f"{name}.jsonl", [row for one, row in rows.items() if wanted(one)])
        file = _write(Path(root) / "pred.jsonl", [line for line in predictions if wanted(str(line["id"]))])
        given = ["--data", root] if suite.bench.folder_option else ["--gold", str(folder / "gold.jsonl")]
        worst = Path(root) / "worst.jsonl"
        command = [sys.executable, str(suite.scorer), suite.bench.name, "--pred", str(file), "--worst", str(worst)]
        done = subprocess.run([*command, *given], capture_output=True, text=True, encoding="utf-8", check=False)
        if done.returncode:
            said = (done.stderr.strip() or done.stdout.strip()).splitlines() or ["it said nothing"]
            raise DataError(f"{suite.scorer}: {suite.bench.name}: {said[-1]}")
        answer = json.loads(done.stdout)
        cases = list(_by_id(worst).values()) if worst.is_file() else []
    return read_scores(suite.bench, answer), cases


def read_scores(bench: Bench, answer: Any) -> Scores:
    """The numbers that are read out of what a scorer printed, in percent."""
    found = {metric: _look_up(answer, path) for metric, path in bench.metrics.items()}
    return {metric: bench.times * value for metric, value in found.items() if value is not None}


def _look_up(answer: Any, path: str) -> float | None:
    for name in path.split("."):
        answer = answer.get(name) if isinstance(answer, dict) else None
    return answer if isinstance(answer, int | float) else None


def _by_id(path: Path) -> dict[str, Json]:
    rows: dict[str, Json] = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), start=1):
        if line.strip():
            try:
                row = json.loads(line)
                rows[str(row["id"])] = row
            except (ValueError, KeyError, TypeError) as error:
                raise DataError(f"{path}:{number}: not a JSON object with an id: {error}") from None
    return rows


def _write(path: Path, rows: Sequence[Json]) -> Path:
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return path
