"""How well claims of many reports are put together: the scenarios of tests/fusion, coded, fused and held to the truth.

    python eval/fusion.py            # totals of both halves, and what is wrong in the scenarios that may be read

A claim that the coder finds in the words of a telling stands for that happening; what it finds elsewhere is left out of
the pairs. Pairwise F1 and B-cubed are taken over those claims; a false merge is a pair of claims of a happening and of
one named as its neighbour that stand in one incident. A figure is right where low, best and high all are.
"""

from __future__ import annotations

import json
import sys
import tomllib
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations, product
from pathlib import Path
from typing import Any

from by_hand import read_by_hand

from dateline.incidents import fuse
from dateline.records import Claim, Coded, Incident
from dateline.records.encode import coded_from_json

Json = dict[str, Any]
FOLDER = Path(__file__).resolve().parents[1] / "tests" / "fusion"
BOUNDS = ("low", "best", "high")
#: Kinds of telling that say nothing of the toll and need not be a member of the incident.
BESIDE = ("denial", "recall")


@dataclass(frozen=True, slots=True)
class Scenario:
    """Reports, and what a careful analyst says happened in them."""

    name: str
    reports: list[Json]
    happenings: list[Json]
    others: list[Json]

    @property
    def inputs(self) -> list[Json]:
        return [{**report, "id": f"{self.name}/{report['id']}"} for report in self.reports]


@dataclass(slots=True)
class Counts:
    """What was counted over scenarios."""

    both: int = 0
    within: Counter[str] = field(default_factory=Counter)
    predicted: int = 0
    gold: int = 0
    neighbours: int = 0
    false_merges: int = 0
    cubed: list[tuple[float, float]] = field(default_factory=list)
    figures: list[bool] = field(default_factory=list)
    origins: list[bool] = field(default_factory=list)
    status: list[bool] = field(default_factory=list)
    tellings: list[bool] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def scores(self) -> dict[str, float]:
        """The totals, in percent."""
        precision, recall = _share(self.both, self.predicted), _share(self.both, self.gold)
        cubed = [sum(values) / max(1, len(self.cubed)) for values in zip(*self.cubed, strict=True)] or [0, 0]
        return {
            "pair_precision": 100 * precision,
            "pair_recall": 100 * recall,
            "pair_f1": 100 * _f1(precision, recall),
            "within_report_precision": 100 * _share(self.within["both"], self.within["predicted"]),
            "within_report_recall": 100 * _share(self.within["both"], self.within["gold"]),
            "b_cubed_f1": 100 * _f1(*cubed),
            "neighbours_apart": 100 * (1 - _share(self.false_merges, self.neighbours)),
            "figures": 100 * _share(sum(self.figures), len(self.figures)),
            "origins": 100 * _share(sum(self.origins), len(self.origins)),
            "status": 100 * _share(sum(self.status), len(self.status)),
            "tellings_coded": 100 * _share(sum(self.tellings), len(self.tellings)),
        }


def read_scenarios(split: str) -> list[Scenario]:
    """The scenarios of one half."""
    found = []
    for path in sorted(FOLDER.glob("*/happenings.toml")):
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        if table["split"] == split:
            lines = (path.parent / "reports.jsonl").read_text(encoding="utf-8").splitlines()
            others = [*table.get("totals", []), *table.get("asides", [])]
            reports = [json.loads(line) for line in lines if line.strip()]
            found.append(Scenario(path.parent.name, reports, table["happenings"], others))
    return found


def score_by_hand(scenarios: Sequence[Scenario]) -> Counts:
    """Fuse what a person coded of each scenario, and count: fusion by itself."""
    counts = Counts()
    for scenario in scenarios:
        coded = read_by_hand(FOLDER / scenario.name, scenario.reports)
        if coded is not None:
            _score(scenario, coded, counts)
    return counts


def score_fusion(scenarios: Sequence[Scenario], predictions: Sequence[Json]) -> Counts:
    """Fuse what was coded of each scenario, and count."""
    coded: dict[str, dict[str, Coded]] = defaultdict(dict)
    for prediction in predictions:
        scenario, _, report = str(prediction["id"]).partition("/")
        coded[scenario][report] = coded_from_json({k: v for k, v in prediction.items() if k != "id"})
    counts = Counts()
    for scenario in scenarios:
        _score(scenario, coded[scenario.name], counts)
    return counts


def _score(scenario: Scenario, coded: Mapping[str, Coded], counts: Counts) -> None:
    claims = [claim for one in coded.values() for claim in one.claims]
    incidents = fuse(claims, reports={one.report.id: one.report for one in coded.values()})
    told = _told(scenario, coded, counts)
    home = {m.claim: incident.id for incident in incidents for m in incident.claims if m.role != "excluded"}
    placed = {claim: happening for claim, happening in told.items() if claim in home}
    by_id = {claim.id: claim for claim in claims}
    _count_pairs(scenario, placed, home, by_id, counts)
    for happening in scenario.happenings:
        mine = Counter(home[claim] for claim, name in placed.items() if name == happening["id"])
        incident = next((i for i in incidents if mine and i.id == mine.most_common(1)[0][0]), None)
        where = f"{scenario.name}/{happening['id']}"
        if len(mine) > 1:
            counts.notes.append(f"{where}: in {len(mine)} incidents: {_parts(mine, placed, home, happening, by_id)}")
        _count_figures(happening, incident, where, counts)
        if incident is not None:
            right = incident.origins in {happening["origins"], *happening.get("alt_origins", ())}
            counts.origins.append(right)
            counts.status.append(incident.status in {happening["status"], *happening.get("alt_status", ())})
            if not counts.status[-1]:
                counts.notes.append(f"{where}: status {incident.status}, not {happening['status']}")


def _told(scenario: Scenario, coded: Mapping[str, Coded], counts: Counts) -> dict[str, str]:
    """The happening that each claim stands for, where its words are those of one telling."""
    found: dict[str, str] = {}
    stretches: dict[str, list[tuple[int, int, str, bool]]] = defaultdict(list)
    for happening in scenario.happenings:
        for telling in happening["tellings"]:
            beside = telling.get("kind") in BESIDE
            stretches[telling["report"]].append((*_stretch(telling, coded), happening["id"], beside))
    for other in scenario.others:
        stretches[other["report"]].append((*_stretch(other, coded), "", True))
    for report, spans in stretches.items():
        claims = coded[report].claims if report in coded else ()
        for claim in claims:
            name = _named(claim, spans)
            if name:
                found[claim.id] = name
        for start, end, name, beside in spans:
            if name and not beside:
                counts.tellings.append(any(found.get(c.id) == name and _meets(c, start, end) for c in claims))
    return found


def _stretch(telling: Json, coded: Mapping[str, Coded]) -> tuple[int, int]:
    text = coded[telling["report"]].report.text if telling["report"] in coded else ""
    at = text.find(telling["words"])
    return (at, at + len(telling["words"])) if at >= 0 else (-1, -1)


def _named(claim: Claim, spans: Sequence[tuple[int, int, str, bool]]) -> str:
    """The happening whose words hold the trigger; else the one whose words alone lie in the evidence."""
    at = claim.trigger or claim.evidence
    holding = {name for start, end, name, beside in spans if start <= at.start < end and not beside}
    if not holding and any(start <= at.start < end for start, end, _, _ in spans):
        return ""
    if not holding:
        holding = {name for start, end, name, _ in spans if claim.evidence.start < end and start < claim.evidence.end}
    return holding.pop() if len(holding) == 1 else ""


def _meets(claim: Claim, start: int, end: int) -> bool:
    return claim.evidence.start < end and start < claim.evidence.end


def _count_pairs(
    scenario: Scenario, placed: Mapping[str, str], home: Mapping[str, str], claims: Mapping[str, Claim], counts: Counts
) -> None:
    near = {frozenset((h["id"], other)) for h in scenario.happenings for other in h.get("neighbours", ())}
    for one, other in combinations(sorted(placed), 2):
        same, joined = placed[one] == placed[other], home[one] == home[other]
        counts.both += same and joined
        counts.predicted += joined
        counts.gold += same
        if claims[one].report == claims[other].report:
            counts.within.update(both=same and joined, predicted=joined, gold=same)
        if not same and frozenset((placed[one], placed[other])) in near:
            counts.neighbours += 1
            counts.false_merges += joined
    groups, golds = Counter(home[c] for c in placed), Counter(placed.values())
    together = Counter((home[c], placed[c]) for c in placed)
    merged: dict[str, set[str]] = defaultdict(set)
    for claim, name in placed.items():
        shared = together[home[claim], name]
        counts.cubed.append((shared / groups[home[claim]], shared / golds[name]))
        merged[home[claim]].add(name)
    for names in merged.values():
        if len(names) > 1:
            counts.notes.append(f"{scenario.name}: one incident of {', '.join(sorted(names))}")


def _count_figures(happening: Json, incident: Incident | None, where: str, counts: Counts) -> None:
    for figure in happening.get("figures", ()):
        rows = [r for r in incident.figures if r.measure == figure["measure"]] if incident else []
        row = next((r for of in figure["of"] for r in rows if r.of == of), None)
        right = row is not None and all(_number(getattr(row, bound)) in _allowed(figure, bound) for bound in BOUNDS)
        counts.figures.append(right)
        if not right:
            said = "nothing" if row is None else "-".join(_shown(getattr(row, bound)) for bound in BOUNDS)
            wanted = "-".join(_shown(figure.get(bound)) for bound in BOUNDS)
            alts = {k: v for k, v in figure.items() if k.startswith("alt")}
            counts.notes.append(f"{where}: {figure['measure']} {said}, not {wanted} {alts or ''} ({figure['why']})")


def _allowed(figure: Json, bound: str) -> set[float | None]:
    return {_number(value) for value in (figure.get(bound), *figure.get(f"alt_{bound}", ()))}


def _number(value: Any) -> float | None:
    return None if value in (None, "") else float(value)


def _shown(value: Any) -> str:
    return "…" if value is None else f"{value:g}"


def _parts(
    mine: Counter[str], placed: Mapping[str, str], home: Mapping[str, str], happening: Json, claims: Mapping[str, Claim]
) -> str:
    texts = []
    for incident, _ in mine.most_common()[1:]:
        one = next(c for c in placed if home[c] == incident and placed[c] == happening["id"])
        texts.append(f"“{claims[one].evidence.text[:90]}”")
    return "; ".join(texts)


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0


def _f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def main() -> int:
    from gate import code
    from suites import fusion_suites

    coded = code(fusion_suites())
    for split, by_hand in product(("read", "unread"), (True, False)):
        scenarios = read_scenarios(split)
        counts = score_by_hand(scenarios) if by_hand else score_fusion(scenarios, coded.get(f"fusion.{split}", ()))
        how = "coded by hand" if by_hand else "coded by Dateline"
        print(f"\n{split}, {how}: {len(counts.cubed)} claims, {counts.neighbours} pairs of neighbours")
        for name, value in counts.scores().items():
            print(f"  {name:18} {value:6.1f}")
        if split == "read":
            print("\n".join(f"  {note}" for note in counts.notes))
    return 0


if __name__ == "__main__":
    sys.exit(main())
