"""The golden reports of the tests, written for the coder or as JSON for other scorers.

python eval/golden.py --inputs --split read > in.jsonl     # the reports, as `dateline code` reads them
python eval/golden.py --perfect > pred.jsonl               # what a perfect coder would print
python eval/golden.py --gold-json FOLDER                   # one NAME.gold.json for each report
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path

from dateline.scoring import golden
from dateline.scoring.golden import SPLITS, WAVES, Report

GOLDEN = Path(__file__).resolve().parents[1] / "tests" / "golden"


def read_folder(split: str | None = None, wave: int | None = None) -> list[Report]:
    """The golden reports by name, all of them, one half or one wave."""
    return golden.read_folder(GOLDEN, split, wave)


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Write the golden reports for the coder or for a scorer.")
    parser.add_argument("--split", choices=SPLITS, help="only this half")
    parser.add_argument("--wave", choices=WAVES, type=int, help="only this wave")
    form = parser.add_mutually_exclusive_group(required=True)
    form.add_argument("--inputs", action="store_true", help="report JSONL for `dateline code`")
    form.add_argument("--perfect", action="store_true", help="the JSONL of a perfect coder")
    form.add_argument("--gold-json", type=Path, metavar="FOLDER", help="write NAME.gold.json files into this folder")
    options = parser.parse_args(arguments)
    reports = read_folder(split=options.split, wave=options.wave)
    if options.gold_json:
        options.gold_json.mkdir(parents=True, exist_ok=True)
        for report in reports:
            content = json.dumps(report.raw, ensure_ascii=False, indent=1)
            (options.gold_json / f"{report.id}.gold.json").write_text(content + "\n", encoding="utf-8")
        return 0
    for report in reports:
        print(json.dumps(report.as_input() if options.inputs else report.as_prediction(), ensure_ascii=False))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
