"""What the screen loses: every suite coded with and without it.

    python eval/screen.py            # all suites, about three minutes
    python eval/screen.py --golden   # only the golden reports and the fusion set

A row a suite: the part of the words that is parsed, claims without the screen, and how many of them are lost, changed,
or there only with it. No word of a report is printed, so that unread halves stay unread. Exit status 1 where a claim of
the golden reports, the fusion set, the sample or the official texts is lost.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from suites import Suite, fusion_suites, golden_suites, shared_suites

from dateline.claims.screen import worth_parsing
from dateline.errors import ReportError
from dateline.pipeline.coding import Pipeline
from dateline.records import Claim, Report
from dateline.settings import Settings
from dateline.text.readers import read_reports

#: Suites whose gold tells claims of: none may be lost.
HELD = ("golden", "fusion", "idlib", "official")


def main() -> int:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--golden", action="store_true", help="only the golden reports and the fusion set")
    chosen = options.parse_args()
    shared = Path(os.environ.get("DATELINE_SHARED", Path(__file__).resolve().parents[2] / "shared"))
    suites = golden_suites() + fusion_suites()
    if not chosen.golden and shared.is_dir():
        suites += shared_suites(shared)
    whole, screened = Pipeline(Settings(screen=False)), Pipeline()
    print(f"{'suite':<16} {'parsed':>7} {'claims':>7} {'lost':>5} {'changed':>8} {'new':>4}")
    fell = False
    for suite in suites:
        words = parsed = 0
        claims = lost = changed = new = 0
        for report in _reports(suite):
            chosen_ones = worth_parsing(report)
            for number, paragraph in enumerate(report.paragraphs):
                count = len(report.text[paragraph.start : paragraph.end].split())
                words += count
                parsed += count * (number in chosen_ones)
            before, after = _claims(whole, report), _claims(screened, report)
            claims += len(before)
            lost += len(before.keys() - after.keys())
            new += len(after.keys() - before.keys())
            changed += sum(before[one] != after[one] for one in before.keys() & after.keys())
        if words:
            print(f"{suite.name:<16} {parsed / words:>7.1%} {claims:>7,} {lost:>5} {changed:>8} {new:>4}")
        fell = fell or (lost > 0 and suite.name.startswith(HELD))
    return 1 if fell else 0


def _reports(suite: Suite) -> Iterator[Report]:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "in.jsonl"
        file.write_text(_lines(suite.inputs), encoding="utf-8")
        yield from (report for report in read_reports(file) if isinstance(report, Report))


def _lines(inputs: Sequence[dict[str, object]]) -> str:
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in inputs)


def _claims(pipeline: Pipeline, report: Report) -> dict[str, Claim]:
    try:
        return {claim.id: claim for claim in pipeline.code(report).claims}
    except ReportError:
        return {}  # in a language that is not read


if __name__ == "__main__":
    sys.exit(main())
