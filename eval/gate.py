"""The scores that no change may lower unsaid.

    python eval/gate.py              # everything; compare with eval/baseline.json, fail where a score fell
    python eval/gate.py --quick      # the first reports of each suite
    python eval/gate.py --golden     # only the golden reports
    python eval/gate.py --write      # pin what was measured
    python eval/gate.py --report     # also write the table into eval/README.md

The coder runs as a user runs it, through its command line. The bench and the official texts are looked for in
../shared, or where DATELINE_SHARED says; without them only the golden reports are measured. Exit status: 0 held, 1 a
score fell, 2 nothing could be measured.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from golden import read_folder
from suites import Scores, Suite, by_hand_suites, fusion_suites, golden_name, golden_suites, shared_suites

from dateline.errors import DatelineError
from dateline.scoring.golden import WAVES
from dateline.scoring.tally import score

Json = dict[str, Any]

HERE = Path(__file__).resolve().parent
BASELINE = HERE / "baseline.json"
README = HERE / "README.md"
BEGIN, END = "<!-- scores: begin -->", "<!-- scores: end -->"

#: A score may lie this many points under its pin: a tie that falls the other way is no loss.
TOLERANCE = 0.3
QUICK = 40


class CoderError(Exception):
    """The coder could not be run; the message is the last that it said."""


@dataclass(frozen=True, slots=True)
class Row:
    """One score, in percent, beside its pin."""

    metric: str
    baseline: float | None
    now: float | None

    @property
    def difference(self) -> float | None:
        return None if self.baseline is None or self.now is None else self.now - self.baseline

    @property
    def fell(self) -> bool:
        """Whether it lies under its pin, or is pinned and was not measured at all."""
        if self.baseline is None:
            return False
        return self.now is None or self.now < self.baseline - TOLERANCE


def code(suites: Sequence[Suite], *, jobs: int | None = None) -> dict[str, list[Json]]:
    """Code the reports of all suites, a run of the command for each setting of the screen; what was coded, by suite.

    Exit status 1 of the command (some reports had problems) is no failure here: those reports score what they score.
    """
    coded: dict[str, list[Json]] = defaultdict(list)
    for screen in (True, False):
        several = [suite for suite in suites if suite.screen is screen and suite.inputs]
        for line in _code(several, screen=screen, jobs=jobs) if several else ():
            prediction = json.loads(line)
            name, _, prediction["id"] = str(prediction["id"]).partition("/")
            coded[name].append(prediction)
    return coded


def _code(suites: Sequence[Suite], *, screen: bool, jobs: int | None) -> list[str]:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "in.jsonl"
        with file.open("w", encoding="utf-8") as lines:
            for suite in suites:
                for report in suite.inputs:
                    row = {**report, "id": f"{suite.name}/{report['id']}"}
                    lines.write(json.dumps(row, ensure_ascii=False) + "\n")
        command = [sys.executable, "-m", "dateline", "code", str(file), "--format", "jsonl"]
        if jobs is not None:
            command += ["--jobs", str(jobs)]
        environ = os.environ | {"DATELINE_SCREEN": str(screen).lower()}
        done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False, env=environ)
    if done.returncode not in (0, 1) or not done.stdout.strip():
        said = done.stderr.strip().splitlines() or ["it said nothing"]
        raise CoderError(f"dateline code ended with {done.returncode}: {said[-1]}")
    return done.stdout.splitlines()


def measure(suites: Sequence[Suite], coded: Mapping[str, Sequence[Json]]) -> Scores:
    """Every score of every suite, in percent, to one decimal place."""
    return {
        f"{suite.name}.{metric}": round(value, 1)
        for suite in suites
        for metric, value in suite.measure(coded.get(suite.name, ())).items()
    }


def compare(now: Scores, baseline: Scores, suites: Sequence[Suite]) -> list[Row]:
    """What was measured beside its pins; pins of suites that were not run are left out."""
    run = {suite.name for suite in suites}
    pinned = {metric: value for metric, value in baseline.items() if metric.rpartition(".")[0] in run}
    return [Row(metric, pinned.get(metric), now.get(metric)) for metric in dict.fromkeys((*now, *pinned))]


def table(rows: Sequence[Row]) -> str:
    wide = max((len(row.metric) for row in rows), default=6)
    lines = [f"{'metric':<{wide}}  baseline      now  difference"]
    for row in rows:
        cells = f"{_number(row.baseline):>8}  {_number(row.now):>7}  {_number(row.difference, signed=True):>10}"
        lines.append(f"{row.metric:<{wide}}  {cells}{'   FELL' if row.fell else ''}")
    return "\n".join(lines)


def write_report(rows: Sequence[Row], scope: str) -> None:
    """Put the scores between the markers of the README."""
    lines = [f"Run: {scope}.", "", "| suite | metric | score | pinned |", "|---|---|---|---|"]
    for row in rows:
        suite, _, metric = row.metric.rpartition(".")
        lines.append(f"| {suite} | {metric} | {_number(row.now)} | {_number(row.baseline)} |")
    before, rest = README.read_text(encoding="utf-8").split(BEGIN, 1)
    after = rest.split(END, 1)[1]
    README.write_text(f"{before}{BEGIN}\n{chr(10).join(lines)}\n{END}{after}", encoding="utf-8")


def read_baseline() -> dict[str, Scores]:
    """The pinned scores by scope (`full`, `quick`)."""
    return json.loads(BASELINE.read_text(encoding="utf-8")) if BASELINE.exists() else {}


def write_baseline(scope: str, now: Scores) -> None:
    """Pin what was measured; pins of suites that were not run stay."""
    pins = read_baseline()
    run = {metric.rpartition(".")[0] for metric in now}
    kept = {metric: value for metric, value in pins.get(scope, {}).items() if metric.rpartition(".")[0] not in run}
    pins[scope] = dict(sorted({**kept, **now}.items()))
    BASELINE.write_text(json.dumps(dict(sorted(pins.items())), indent=1) + "\n", encoding="utf-8")


def _number(value: float | None, *, signed: bool = False) -> str:
    return "-" if value is None else f"{value:+.1f}" if signed else f"{value:.1f}"


def _notes_of_read_reports(coded: Mapping[str, Sequence[Json]]) -> list[str]:
    """What is wrong in the read reports of the suites that were run."""
    run = [(wave, golden_name(wave, "read")) for wave in WAVES if golden_name(wave, "read") in coded]
    return [
        case.line() for wave, name in run for case in score(read_folder(split="read", wave=wave), coded[name]).cases
    ]


def find_shared() -> Path | None:
    """The folder of shared data, None where there is none."""
    folder = Path(os.environ.get("DATELINE_SHARED") or HERE.parents[1] / "shared")
    return folder if (folder / "bench").is_dir() and (folder / "reports").is_dir() else None


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Measure the coder and compare with the pinned scores.")
    parser.add_argument("--quick", action="store_true", help=f"only the first {QUICK} reports of each bench suite")
    parser.add_argument("--golden", action="store_true", help="only the golden reports")
    parser.add_argument("--suite", action="append", metavar="NAME", help="only this suite; may be given again")
    parser.add_argument("--write", action="store_true", help="pin what was measured")
    parser.add_argument("--report", action="store_true", help="write the table into eval/README.md")
    parser.add_argument("--show", action="store_true", help="list what is wrong in the read golden reports")
    parser.add_argument("--jobs", type=int, help="code so many reports side by side")
    options = parser.parse_args(arguments)
    shared = None if options.golden else find_shared()
    scope = "quick" if options.quick else "full"
    suites = [*golden_suites(), *fusion_suites(), *by_hand_suites()]
    if shared is not None:
        suites += shared_suites(shared, QUICK if options.quick else None)
    elif not options.golden:
        print(
            "!!! NO SHARED DATA: only the golden reports are measured; set DATELINE_SHARED for the rest",
            file=sys.stderr,
        )
    if options.suite:
        unknown = set(options.suite) - {suite.name for suite in suites}
        if unknown:
            parser.error(f"no suite {', '.join(sorted(unknown))}; there are {', '.join(s.name for s in suites)}")
        suites = [suite for suite in suites if suite.name in options.suite]
    try:
        coded = code(suites, jobs=options.jobs)
        now = measure(suites, coded)
    except (CoderError, DatelineError) as error:
        print(f"gate: {error}", file=sys.stderr)
        return 2
    rows = compare(now, read_baseline().get(scope, {}), suites)
    print(table(rows))
    if options.show:
        print("\n" + "\n".join(_notes_of_read_reports(coded)))
    if options.write:
        write_baseline(scope, now)
    if options.report:
        write_report(rows, scope)
    fallen = [row for row in rows if row.fell]
    for row in fallen:
        print(f"gate: {row.metric} fell from {_number(row.baseline)} to {_number(row.now)}", file=sys.stderr)
    return 1 if fallen and not options.write else 0


if __name__ == "__main__":
    sys.exit(main())
