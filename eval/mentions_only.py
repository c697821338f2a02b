"""Find places and times in report lines without coding them, for the scorers of mentions.

    python eval/mentions_only.py input.jsonl > pred.jsonl
    python eval/mentions_only.py input.jsonl --speed

Prints a line for each report: `{"id", "report", "mentions"}`. With `--speed`, prints instead how many words a second
the parser does, and how many the finding of places and of times does on what it parsed.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from dateline.mentions.dates import find_dates
from dateline.mentions.places import find_places
from dateline.nlp.parsed import Parsed
from dateline.nlp.parser import Parser
from dateline.records.encode import mentions_to_json, report_to_json
from dateline.records.mentions import Mentions
from dateline.records.reports import Problem, Report
from dateline.reference.gazetteer import Gazetteer
from dateline.text.readers import read_reports


def readable(path: Path) -> Iterator[Report]:
    """The reports of a file; those that cannot be read are told of on standard error."""
    for report in read_reports(path):
        if isinstance(report, Problem):
            print(f"mentions_only: {report.message}", file=sys.stderr)
        else:
            yield report


def line_of(parsed: Parsed, gazetteer: Gazetteer) -> str:
    """The report's line of output."""
    places = find_places(parsed, gazetteer)
    times = find_dates(parsed, places=places)
    row = {
        "id": parsed.report.external_id or parsed.report.id,
        "report": report_to_json(parsed.report),
        "mentions": mentions_to_json(Mentions(places=tuple(places), times=tuple(times))),
    }
    return json.dumps(row, ensure_ascii=False)


def measure(path: Path) -> None:
    """Print the words a second of the parser and of each finder, on the same text in one run."""
    parser, gazetteer = Parser(), Gazetteer.open()
    reports = list(readable(path))
    start = time.perf_counter()
    parses = [parser.parse(report) for report in reports]
    spent = time.perf_counter() - start
    words = sum(len(parsed.tokens) for parsed in parses)
    print(f"parser: {words / spent:,.0f} words a second")
    find_places(parses[0], gazetteer)
    start = time.perf_counter()
    found = [find_places(parsed, gazetteer) for parsed in parses]
    placing = time.perf_counter() - start
    print(f"places: {words / placing:,.0f} words a second, {placing / spent:.1%} of the parser's time")
    start = time.perf_counter()
    for parsed, places in zip(parses, found, strict=True):
        find_dates(parsed, places=places)
    dating = time.perf_counter() - start
    print(f"times: {words / dating:,.0f} words a second, {dating / spent:.1%} of the parser's time")


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("input", type=Path, help="report lines (JSONL)")
    parser.add_argument("--speed", action="store_true", help="measure speed and print no mentions")
    asked = parser.parse_args(arguments)
    if not asked.input.is_file():
        print(f"mentions_only: {asked.input} is missing", file=sys.stderr)
        return 2
    if asked.speed:
        measure(asked.input)
        return 0
    language_parser, gazetteer = Parser(), Gazetteer.open()
    for report in readable(asked.input):
        print(line_of(language_parser.parse(report), gazetteer))
    return 0


if __name__ == "__main__":
    sys.exit(main())
