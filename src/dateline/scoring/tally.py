"""What was right of coded claims and what was not, against reports coded by hand.

The headline is the share of core claims found with nothing wrong in actors, place, time, figures, bounds, kinds of
sources and stance. A minor claim never counts as missed, and never as spurious.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from dateline.scoring.fields import FIELDS, compare, is_complete
from dateline.scoring.forms import read_predicted
from dateline.scoring.golden import Report
from dateline.scoring.matching import match
from dateline.scoring.positions import Letters, Locator, shared

Json = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One fault: a claim with wrong `fields`, a core claim that was missed, or one that the gold does not have.

    `gold` and `claim` are the two as they stand in their files, None where there is none; `words` the evidence.
    """

    report: str
    fault: str  # wrong, missed, spurious
    core: bool
    words: str
    fields: tuple[str, ...] = ()
    gold: Json | None = None
    claim: Json | None = None

    @property
    def weight(self) -> float:
        """How bad it is: a core claim that is missed weighs as much as four wrong fields."""
        if self.fault == "wrong":
            return len(self.fields) * (1.0 if self.core else 0.5)
        return 4.0 if self.fault == "missed" else 3.0

    def line(self) -> str:
        """The fault in a line."""
        if self.gold is None:
            return f"{self.report}: [spurious] {(self.claim or {}).get('event')}: {self.words[:80]}"
        told = "MISSED" if self.fault == "missed" else f"wrong {', '.join(self.fields)}"
        return f"{self.report}: {_label(self.gold, core=self.core)}: {told}"


@dataclass(frozen=True, slots=True)
class Judged:
    """A predicted claim, whether the gold has it, and whether nothing of it is wrong."""

    report: str
    claim: Json
    found: bool
    complete: bool


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
    cases: list[Case] = field(default_factory=list)
    judged: list[Judged] = field(default_factory=list)

    def add(self, other: Tally) -> None:
        for name in ("reports", "core", "minor", "predicted", "matched", "found", "complete"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.right.update(other.right)
        self.seen.update(other.seen)
        self.cases.extend(other.cases)
        self.judged.extend(other.judged)

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
        claim = predicted[column].raw
        tally.judged.append(Judged(report.id, claim, True, is_complete(verdict)))
        if wrong := tuple(name for name, value in verdict.items() if value is False):
            words = _evidence(claim)
            case = Case(
                report=report.id, fault="wrong", core=gold.core, words=words, fields=wrong, gold=gold.raw, claim=claim
            )
            tally.cases.append(case)
    found, used = {row for row, _ in pairs}, {column for _, column in pairs}
    for row, gold in enumerate(golds):
        if gold.core and row not in found:
            words = str(gold.raw["evidence"].get("quote") or "")
            tally.cases.append(Case(report=report.id, fault="missed", core=True, words=words, gold=gold.raw))
    for column, extra in enumerate(predicted):
        if column not in used:
            tally.judged.append(Judged(report.id, extra.raw, False, False))
            words = _evidence(extra.raw)
            tally.cases.append(Case(report=report.id, fault="spurious", core=False, words=words, claim=extra.raw))
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


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def _label(raw: Json, *, core: bool = True) -> str:
    trigger = (raw.get("trigger") or {}).get("quote") or "-"
    return f"[{'core' if core else 'minor'}] {raw['event']} “{trigger}”"


def _evidence(claim: Json) -> str:
    return str((claim.get("evidence") or {}).get("text") or "")
