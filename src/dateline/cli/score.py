"""`dateline score`: the scores of a suite, and the cases that lost most."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path

from dateline.cli.paper import Paper
from dateline.export.wording import clean, counted
from dateline.pipeline.measuring import Measured, measure_suite, read_predictions
from dateline.settings import Settings


def score_suite(suite: str, settings: Settings, *, coded: Path | None, worst: int, form: str) -> int:
    """Measure a suite, print its table and its worst cases."""
    predictions = None if coded is None else read_predictions(coded)
    measured = measure_suite(suite, settings, predictions=predictions, worst=worst)
    if form == "json":
        sys.stdout.write(json.dumps(asdict(measured), ensure_ascii=False, indent=1) + "\n")
        return 0
    paper = Paper.for_file(None)
    _print(measured, paper)
    sys.stdout.buffer.write(paper.bytes())
    sys.stdout.buffer.flush()
    return 0


def _print(measured: Measured, paper: Paper) -> None:
    from rich.table import Table

    seen = measured.reports - measured.held_reports
    told = f"{counted(seen, 'report')} seen, {measured.held_reports:,} held out and never shown"
    paper.line(f"{measured.suite}: {told}; percent", style="bold cyan")
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="bold", pad_edge=False)
    for column in ("metric", "seen", "held", "all"):
        table.add_column(column, justify="left" if column == "metric" else "right")
    for metric in dict.fromkeys((*measured.all, *measured.seen)):
        parts = (part.get(metric) for part in (measured.seen, measured.held, measured.all))
        table.add_row(metric, *("-" if value is None else f"{value:.1f}" for value in parts))
    paper.put(table)
    for number, case in enumerate(measured.worst, start=1):
        paper.line()
        paper.line(f"{number}. {clean(case.report)}: {clean(case.fault)}", style="bold")
        for name, lines in (("claim", case.claims or ("nothing",)), ("gold", case.gold), ("words", (case.words,))):
            for line in lines:
                paper.line(f"   {name:<6} {clean(line)}")
