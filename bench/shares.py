"""Where the coder's time goes: the share of each step in the whole, on texts that are coded once.

python bench/shares.py [--reports FILE.jsonl] [--check]
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

from dateline.pipeline import coding
from dateline.records import Report
from dateline.text.readers import read_reports

GOLDEN = Path(__file__).resolve().parent.parent / "tests" / "golden"
#: The names under which the pipeline calls its steps, and what each is told as.
STEPS = {
    "find_places": "places",
    "find_dates": "times",
    "find_parties": "parties",
    "find_quantities": "quantities",
    "find_speeches": "speech",
    "find_quotes": "quotes",
    "extract": "claims",
    "fuse": "incidents",
    "check_language": "language",
}
#: Places and times together may take this part of the whole.
WANTED = 0.15


def timed(step: Callable[..., Any], name: str, spent: dict[str, float]) -> Callable[..., Any]:
    """The step, its seconds added up."""

    def run(*arguments: Any, **options: Any) -> Any:
        start = time.process_time()
        try:
            return step(*arguments, **options)
        finally:
            spent[name] += time.process_time() - start

    return run


def measure(reports: list[Report]) -> tuple[float, dict[str, float]]:
    """Seconds of the whole and of each step; the first report is coded beforehand, so that all is loaded."""
    coder = coding.Pipeline()
    coder.code(reports[0])
    spent: dict[str, float] = defaultdict(float)
    for name, told in STEPS.items():
        setattr(coding, name, timed(getattr(coding, name), told, spent))
    parser: Any = coder._parser
    parser.parse = timed(parser.parse, "parse", spent)
    start = time.process_time()
    for report in reports:
        coder.code(report)
    return time.process_time() - start, spent


def main() -> int:
    """Measure and print; with `--check` fail where places and times take more than is wanted."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--reports", type=Path, help="report JSONL of your own; else the golden reports")
    options.add_argument("--check", action="store_true", help=f"exit 1 where places and times take over {WANTED:.0%}")
    chosen = options.parse_args()
    files = [chosen.reports] if chosen.reports else sorted(GOLDEN.glob("*/report.txt"))
    reports = [report for file in files for report in read_reports(file) if isinstance(report, Report)]
    if not reports:
        print("no reports to measure on", file=sys.stderr)
        return 2
    whole, spent = measure(reports)
    words = sum(len(report.text.split()) for report in reports)
    print(f"{words:,} words in {len(reports)} reports, {words / whole:,.0f} words a second\n")
    for name, seconds in sorted(spent.items(), key=lambda item: -item[1]):
        print(f"{name:<12} {seconds / whole:>6.1%}")
    share = (spent["places"] + spent["times"]) / whole
    print(f"\nplaces and times together {share:.1%} of the whole coder's time; wanted: under {WANTED:.0%}")
    return 1 if chosen.check and share >= WANTED else 0


if __name__ == "__main__":
    sys.exit(main())
