"""Score coded claims against the golden reports.

    python eval/golden.py --inputs --split read > in.jsonl
    dateline code in.jsonl --format jsonl > pred.jsonl
    python eval/score.py pred.jsonl --split read --show

The headline is the share of core claims found with nothing wrong in actors, place, time, figures, bounds, kinds of
sources and stance. A minor claim never counts as missed, and never as spurious.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from fields import FIELDS, compare, is_complete
from forms import read_predicted
from golden import SPLITS, WAVES, Report, read_folder, read_json
from matching import match
from positions import Letters, Locator, shared

Json = dict[str, Any]


@dataclass(slots=True)
class Tally:
    """What was counted; `seen` and `right` are by field, over the core claims that were found."""

    reports: int = 0
    core: int = 0
    minor: int = 0
    predicted: int = 0
    matched: int = 0
    found: int = 0
    complete: int = 0
    right: Counter[str] = field(default_factory=Counter)
    seen: Counter[str] = field(default_factory=Counter)
    notes: list[str] = field(default_factory=list)

    def add(self, other: Tally) -> None:
        for name in ("reports", "core", "minor", "predicted", "matched", "found", "complete"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.right.update(other.right)
        self.seen.update(other.seen)
        self.notes.extend(other.notes)

    def scores(self) -> dict[str, float | None]:
        """Shares between 0 and 1; None where there was nothing to count."""
        precision, recall = _share(self.matched, self.predicted), _share(self.found, self.core)
        f1 = None
        if precision is not None and recall is not None:
            f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
        totals = {"complete": _share(self.complete, self.core), "precision": precision, "recall": recall, "f1": f1}
        return totals | {name: _share(self.right[name], self.seen[name]) for name in FIELDS}


def score_report(report: Report, prediction: Json | None) -> Tally:
    """Compare one report's claims with what was predicted for it; no prediction is no claims."""
    golds = report.claims
    text = ((prediction or {}).get("report") or {}).get("text")
    locator = Locator(report.letters, report.letters if text in (None, report.text) else Letters.of(text))
    predicted = [read_predicted(raw, locator) for raw in (prediction or {}).get("claims") or ()]
    tally = Tally(reports=1, core=sum(claim.core for claim in golds), predicted=len(predicted))
    tally.minor = len(golds) - tally.core
    pairs = match(golds, predicted)
    tally.matched = len(pairs)
    for row, column in pairs:
        gold = golds[row]
        nearby = [count for claim in golds if shared(claim.evidence, gold.evidence) for count in claim.counts]
        verdict = compare(gold, predicted[column], nearby)
        if gold.core:
            tally.found += 1
            tally.complete += is_complete(verdict)
            tally.seen.update(name for name, value in verdict.items() if value is not None)
            tally.right.update(name for name, value in verdict.items() if value)
        wrong = [name for name, value in verdict.items() if value is False]
        if wrong:
            tally.notes.append(f"{report.id}: {_label(gold.raw, core=gold.core)}: wrong {', '.join(wrong)}")
    found, used = {row for row, _ in pairs}, {column for _, column in pairs}
    missed = [gold for row, gold in enumerate(golds) if gold.core and row not in found]
    tally.notes += [f"{report.id}: {_label(gold.raw)}: MISSED" for gold in missed]
    for column, claim in enumerate(predicted):
        if column not in used:
            words = str((claim.raw.get("evidence") or {}).get("text"))[:80]
            tally.notes.append(f"{report.id}: [spurious] {claim.raw.get('event')}: {words}")
    return tally


def score(reports: Iterable[Report], predictions: Iterable[Json]) -> Tally:
    """Compare many reports; a prediction is paired by its id, else by its report's id, else by its text."""
    by_key: dict[str, Json] = {}
    for prediction in predictions:
        about = prediction.get("report") or {}
        for key in (prediction.get("id"), about.get("id"), Letters.of(about.get("text") or "").folded):
            if key:
                by_key.setdefault(str(key), prediction)
    total = Tally()
    for report in reports:
        total.add(score_report(report, by_key.get(report.id) or by_key.get(report.letters.folded)))
    return total


def read_predictions(file: Path) -> list[Json]:
    """The objects of a JSON or JSONL file."""
    content = file.read_text(encoding="utf-8")
    try:
        value = json.loads(content)
    except json.JSONDecodeError:
        return [json.loads(line) for line in content.splitlines() if line.strip()]
    return value if isinstance(value, list) else [value]


def table(tally: Tally) -> str:
    """The scores as lines of text."""
    scores = tally.scores()
    of = {
        "complete": f"{tally.complete} of {tally.core} core claims",
        "precision": f"{tally.matched} of {tally.predicted} predicted",
        "recall": f"{tally.found} of {tally.core}; {tally.minor} minor claims are fine either way",
    }
    of |= {name: f"{tally.right[name]} of {tally.seen[name]}" for name in FIELDS}
    lines = [
        f"{name:<14}{'-' if value is None else f'{100 * value:.1f}':>7}  {of.get(name, '')}"
        for name, value in scores.items()
    ]
    return "\n".join(lines)


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def _label(raw: Json, *, core: bool = True) -> str:
    trigger = (raw.get("trigger") or {}).get("quote") or "-"
    return f"[{'core' if core else 'minor'}] {raw['event']} “{trigger}”"


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Score coded claims against the golden reports.")
    parser.add_argument("predictions", type=Path, help="JSON or JSONL of `dateline code`")
    parser.add_argument("--split", choices=SPLITS, help="only this half of the golden reports")
    parser.add_argument("--wave", choices=WAVES, type=int, help="only this wave of the golden reports")
    parser.add_argument("--gold", type=Path, nargs="+", help="*.gold.json files instead of the golden reports")
    parser.add_argument("--json", action="store_true", help="print the shares as JSON")
    parser.add_argument("--show", action="store_true", help="also list every miss, spurious claim and wrong field")
    options = parser.parse_args(arguments)
    try:
        reports = read_json(options.gold) if options.gold else read_folder(split=options.split, wave=options.wave)
        predictions = read_predictions(options.predictions)
    except (OSError, ValueError) as error:
        parser.error(str(error))
    tally = score(reports, predictions)
    print(json.dumps(tally.scores(), indent=1) if options.json else table(tally))
    if options.show:
        print("\n" + "\n".join(tally.notes))
    return 0


if __name__ == "__main__":
    sys.exit(main())
