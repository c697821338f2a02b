"""Measuring the coder: a suite is coded, and what was coded is held against what people coded by hand."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from dateline.errors import ReportError, SettingsError
from dateline.pipeline.work import Named, code_each
from dateline.records import Problem
from dateline.records.encode import coded_to_json
from dateline.scoring.bench import BenchSuite, Scores, benches, measure, open_suite
from dateline.scoring.golden import Report, read_folder, read_json
from dateline.scoring.tally import Case, Tally, score
from dateline.scoring.telling import brief
from dateline.settings import Settings
from dateline.text.given import NotJsonError, load, read_text
from dateline.text.readers import read_reports_from_bytes

Json = dict[str, Any]
UNREAD = "unread"
WORDS = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class Worst:
    """A case to look at: what the coder said, what people coded, and the words of the report."""

    report: str
    fault: str
    claims: tuple[str, ...]
    gold: tuple[str, ...]
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """The scores of a suite in percent: of what may be looked at, of what is held out, and of all."""

    suite: str
    reports: int
    held_reports: int
    seen: Scores
    held: Scores
    all: Scores
    worst: tuple[Worst, ...]


def measure_suite(
    suite: str, settings: Settings, *, predictions: Sequence[Json] | None = None, worst: int = 10
) -> Measured:
    """Measure a suite by name, or a folder of reports coded by hand; codes its reports unless `predictions` are given.

    Raises SettingsError where there is neither, DataError where what is there is malformed.
    """
    if suite in benches():
        return _measure_bench(open_suite(settings.bench_dir, suite), settings, predictions, worst)
    return _measure_golden(Path(suite), settings, predictions, worst)


def read_predictions(path: Path) -> list[Json]:
    """The coded reports of a JSON or JSONL file; raises SettingsError where it is neither."""
    content = read_text(path)
    try:
        try:
            value = load(content)
        except NotJsonError:
            value = [load(line) for line in content.split("\n") if line.strip()]
    except ReportError as error:
        raise SettingsError(f"{path}: {error}") from None
    rows: list[Any] = value if isinstance(value, list) else [value]
    if not all(isinstance(row, dict) and "claims" in row for row in rows):
        raise SettingsError(f"{path}: not what `dateline code --format jsonl` writes: a line has no claims")
    return rows


def code_inputs(inputs: Sequence[Json], settings: Settings) -> list[Json]:
    """What the coder makes of lines of report JSONL, as JSON; a report that cannot be coded has no claims."""
    data = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in inputs).encode()
    reports: list[Named] = [
        (one.report if isinstance(one, Problem) else one.external_id or one.id, one)
        for one in read_reports_from_bytes(data, "suite.jsonl")
    ]
    return [coded_to_json(one) for one in code_each(reports, settings) if not isinstance(one, Problem)]


def _measure_bench(suite: BenchSuite, settings: Settings, predictions: Sequence[Json] | None, worst: int) -> Measured:
    if not suite.bench.screen:
        settings = replace(settings, screen=False)
    coded = list(predictions) if predictions is not None else code_inputs(list(suite.inputs.values()), settings)
    held = suite.held
    seen_scores, cases = measure(suite, coded, lambda one: one not in held)
    held_scores, _ = measure(suite, coded, held.__contains__)
    whole, _ = measure(suite, coded)
    by_id = {str(line["id"]): line for line in coded}
    return Measured(
        suite=suite.bench.name,
        reports=len(suite.inputs),
        held_reports=len(held),
        seen=seen_scores,
        held=held_scores,
        all=whole,
        worst=tuple(_bench_case(suite, case, by_id.get(str(case["id"]), {})) for case in cases[:worst]),
    )


def _bench_case(suite: BenchSuite, case: Json, coded: Json) -> Worst:
    one = str(case["id"])
    told = case.get("why") or [f"{key}: {value}" for key, value in case.items() if key not in _BESIDE and value]
    gold = {key: value for key, value in suite.gold[one].items() if key != "id" and value not in (None, [], False)}
    return Worst(
        report=one,
        fault="; ".join(map(str, told)),
        claims=tuple(map(brief, coded.get("claims") or ())),
        gold=(json.dumps(gold, ensure_ascii=False),),
        words=_cut(str(suite.inputs[one]["text"])),
    )


_BESIDE = ("id", "badness", "lost", "text", "gold")


def _measure_golden(folder: Path, settings: Settings, predictions: Sequence[Json] | None, worst: int) -> Measured:
    reports = _golden(folder)
    coded = predictions if predictions is not None else code_inputs([one.as_input() for one in reports], settings)
    seen = score([one for one in reports if one.split != UNREAD], coded)
    held = score([one for one in reports if one.split == UNREAD], coded)
    whole = Tally()
    whole.add(seen)
    whole.add(held)
    cases = _spread(seen.cases)
    return Measured(
        suite=str(folder),
        reports=whole.reports,
        held_reports=held.reports,
        seen=_percent(seen),
        held=_percent(held),
        all=_percent(whole),
        worst=tuple(_golden_case(case) for case in cases[:worst]),
    )


def _spread(cases: Sequence[Case]) -> list[Case]:
    """The worst first; of those that weigh the same, one of each report before the second of any."""
    told: Counter[tuple[str, float]] = Counter()
    placed: list[tuple[float, int, int]] = []
    for case in cases:
        placed.append((-case.weight, told[case.report, case.weight], len(placed)))
        told[case.report, case.weight] += 1
    return [cases[number] for *_, number in sorted(placed)]


def _golden(folder: Path) -> list[Report]:
    if not folder.is_dir():
        known = ", ".join(benches())
        raise SettingsError(f"{folder}: neither a suite ({known}) nor a folder of reports coded by hand")
    try:
        reports = read_json(sorted(folder.glob("*.gold.json"))) + read_folder(folder)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise SettingsError(f"{folder}: not in the golden form: {error!r}") from None
    if not reports:
        raise SettingsError(f"{folder}: holds no NAME/claims.toml beside NAME/report.txt, and no NAME.gold.json")
    return reports


def _percent(tally: Tally) -> Scores:
    return {name: 100 * share for name, share in tally.scores().items() if share is not None}


def _golden_case(case: Case) -> Worst:
    return Worst(
        report=case.report,
        fault=case.fault if not case.fields else f"wrong {', '.join(case.fields)}",
        claims=(brief(case.claim),),
        gold=(brief(case.gold),),
        words=_cut(case.words),
    )


def _cut(words: str) -> str:
    plain = " ".join(words.split())
    return plain if len(plain) <= WORDS else plain[: WORDS - 1] + "…"
