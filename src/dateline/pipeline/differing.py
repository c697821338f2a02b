"""Two codings of the same reports side by side: which claims are the same, where they differ, and who has one alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dateline.errors import SettingsError
from dateline.pipeline.measuring import read_predictions
from dateline.records.encode import claim_to_json, report_to_json
from dateline.scoring.fields import FIELDS, compare
from dateline.scoring.forms import read_predicted
from dateline.scoring.matching import match
from dateline.scoring.positions import Letters, Locator
from dateline.store import Store

Json = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """A claim that one coding has alone, or that both have with other values in `fields`; None where one has none."""

    report: str
    words: str
    fields: tuple[str, ...]
    one: Json | None
    other: Json | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Differences:
    """What two codings share: `same` claims with equal fields, and for each field how often both agree, of how many."""

    reports: int
    alone: int  # reports that only one of the two has
    both: int
    same: int
    agreed: Mapping[str, tuple[int, int]]
    rows: tuple[Difference, ...]

    @property
    def only_one(self) -> int:
        """How many claims the second coding lacks."""
        return sum(row.other is None for row in self.rows)

    @property
    def only_other(self) -> int:
        """How many claims the first coding lacks."""
        return sum(row.one is None for row in self.rows)


def read_coding(name: str) -> list[Json]:
    """The coded reports of a JSON or JSONL file, or of a store; raises SettingsError or StoreError."""
    path = Path(name)
    if path.suffix.lower() in (".json", ".jsonl", ".ndjson"):
        if not path.is_file():
            raise SettingsError(f"{name}: there is no such file")
        return read_predictions(path)
    with Store.open(name) as store:
        claims: dict[str, list[Json]] = {one: [] for one in store.report_ids()}
        for claim in store.claims():
            claims[claim.report].append(claim_to_json(claim))
        reports = store.reports(list(claims))
        return [{"report": report_to_json(reports[one]), "claims": several} for one, several in claims.items()]


def differences(one: Sequence[Json], other: Sequence[Json]) -> Differences:
    """Hold two codings of the same texts against each other, report by report."""
    left, right = _by_text(one), _by_text(other)
    common = [text for text in left if text in right]
    rows: list[Difference] = []
    agreed: Counter[str] = Counter()
    judged: Counter[str] = Counter()
    both = same = 0
    for text in common:
        letters = Letters.of(text)
        locator = Locator(letters, letters)
        ours = [read_predicted(raw, locator) for raw in left[text]["claims"]]
        theirs = [read_predicted(raw, locator) for raw in right[text]["claims"]]
        pairs = match(ours, theirs)
        both += len(pairs)
        name = str((left[text].get("report") or {}).get("title") or left[text].get("id") or text[:40])
        for row, column in pairs:
            verdict = compare(ours[row], theirs[column])
            judged.update(field for field, value in verdict.items() if value is not None)
            agreed.update(field for field, value in verdict.items() if value)
            wrong = tuple(field for field, value in verdict.items() if value is False)
            same += not wrong
            if wrong:
                rows.append(_difference(name, wrong, ours[row].raw, theirs[column].raw))
        used, taken = {row for row, _ in pairs}, {column for _, column in pairs}
        rows += [_difference(name, (), claim.raw, None) for number, claim in enumerate(ours) if number not in used]
        rows += [_difference(name, (), None, claim.raw) for number, claim in enumerate(theirs) if number not in taken]
    return Differences(
        reports=len(common),
        alone=len(left) + len(right) - 2 * len(common),
        both=both,
        same=same,
        agreed={field: (agreed[field], judged[field]) for field in FIELDS if judged[field]},
        rows=tuple(rows),
    )


def _by_text(coding: Sequence[Json]) -> dict[str, Json]:
    found = {}
    for line in coding:
        text = (line.get("report") or {}).get("text")
        if not isinstance(text, str):
            raise SettingsError("a coded report has no text: write it by `dateline code --format jsonl`")
        found[text] = line
    return found


def _difference(report: str, fields: tuple[str, ...], one: Json | None, other: Json | None) -> Difference:
    words = ((one or other or {}).get("evidence") or {}).get("text") or ""
    return Difference(report=report, words=" ".join(words.split()), fields=fields, one=one, other=other)
