"""How sure a claim is: fit the packaged confidence on claims that were judged, and measure it on halves nobody read.

    python eval/doubt.py                   # fit, and print how well it does; needs the shared data
    python eval/doubt.py --write           # also write the weights into the data folder, and docs/confidence.md

Fitted on the read halves of the golden and official reports (right: found in the gold with nothing wrong) and on the
seen two thirds of PLOVER (right: its event type is one of the sentence's) and of the attacks on health care (right:
weapon, perpetrator and number of workers are none of them wrong). Of the unread halves totals alone are printed.
"""

from __future__ import annotations

import argparse
import importlib.util
import math
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from gate import code, find_shared
from golden import read_folder
from suites import Suite, golden_name, golden_suites, shared_suites

from dateline.learning.features import features_of
from dateline.learning.fitting import Calibration, Example, calibration, crossed, fit
from dateline.learning.model import Model, model_text
from dateline.records.encode import claim_from_json
from dateline.reference.files import PACKAGED
from dateline.review.doubts import doubts_of
from dateline.scoring.bench import is_held, open_suite
from dateline.scoring.golden import SPLITS, WAVES, Report, read_json
from dateline.scoring.tally import score

Json = dict[str, Any]

FILE = PACKAGED / "review" / "confidence.toml"
PAGE = Path(__file__).resolve().parents[1] / "docs" / "confidence.md"
BEGIN, END = "<!-- confidence: begin -->", "<!-- confidence: end -->"
#: How much all claims of a suite weigh together, in claims: others' labels say less of a claim than a coded report.
WEIGHTS = {"golden.read": 71.0, "golden2.read": 226.0, "official.read": 87.0, "plover": 60.0, "health": 120.0}
#: The reports whose rules were made on the fewest of them: what is told of them is closest to new reports.
NEWEST = "golden2.read"
HEADING = (
    "How sure a claim is: what each feature adds to the log-odds that nothing of the claim is wrong.",
    "Fitted by `python eval/doubt.py --write`; licence MIT, written by the Dateline authors.",
    "The labels that it was fitted on: golden reports of this project (MIT), official texts, PLOVER gold standard",
    "records (Open Event Data Alliance, CC BY-SA 4.0), attacks on health care (Insecurity Insight, CC BY-SA).",
    "No text and no label is in this file.",
)


def reports_of(shared: Path) -> dict[str, list[Report]]:
    """The reports coded by hand, by suite."""
    found = {golden_name(wave, split): read_folder(split=split, wave=wave) for wave in WAVES for split in SPLITS}
    official = sorted((shared / "reports" / "official").glob("*.gold.json"))
    return found | {"official.read": read_json(official[0::2]), "official.unread": read_json(official[1::2])}


def judged_by_hand(reports: Sequence[Report], coded: Sequence[Json], weight: float) -> list[Example]:
    """Each predicted claim, right where the gold has it with nothing wrong."""
    right = {(one.report, one.claim["id"]): one.complete for one in score(reports, coded).judged}
    by_text = {line["id"]: line for line in coded}
    examples = [
        (report.id, claim["id"], features)
        for report in reports
        for claim, features in _featured(by_text.get(report.id, {}))
    ]
    share = weight / max(1, len(examples))
    return [Example(one, features, right.get((one, claim), False), share) for one, claim, features in examples]


def _featured(line: Json) -> Iterator[tuple[Json, dict[str, float]]]:
    claims = line.get("claims") or []
    yield from zip(claims, features_of([claim_from_json(claim) for claim in claims]), strict=True)


def judged_by_plover(gold: Mapping[str, Json], coded: Iterable[Json], weight: float) -> list[Example]:
    """Each claim that PLOVER has a home for, right where the sentence has that event type."""
    found = []
    for line in coded:
        if is_held("plover", line["id"]):
            continue
        roots = {event["root"] for event in gold[line["id"]]["events"]}
        for claim, features in _featured(line):
            root = ((claim.get("codes") or {}).get("plover") or {}).get("event")
            if root:
                found.append(Example(line["id"], features, root in roots))
    return [replace(one, weight=weight / len(found)) for one in found]


def judged_by_health(scorer: Any, gold: Mapping[str, Json], coded: Iterable[Json], weight: float) -> list[Example]:
    """Each claim of which the workbook tells weapon, perpetrator or number of workers; right where none differs."""
    found = []
    for line in coded:
        answer = gold[line["id"]]
        if is_held("health", line["id"]) or not answer["health"]:
            continue
        for claim, features in _featured(line):
            if verdicts := list(_health_verdicts(scorer, claim, answer)):
                found.append(Example(line["id"], features, all(verdicts)))
    return [replace(one, weight=weight / len(found)) for one in found]


def _health_verdicts(scorer: Any, claim: Json, answer: Json) -> Iterator[bool]:
    weapon = scorer.WEAPON.get(claim["event"])
    if weapon and answer.get("weapon"):
        yield weapon == answer["weapon"]
    who = scorer.perpetrator_of([scorer.to_incident(claim, {})])
    if who and answer.get("perpetrator") not in (None, "multiple"):
        yield who == answer["perpetrator"]
    for figure in claim["figures"]:
        if figure["of"] == "health_workers" and figure["measure"] in ("killed", "injured", "abducted", "detained"):
            yield figure["best"] == answer.get(figure["measure"])


def rebased(model: Model, chances: Sequence[float], examples: Sequence[Example]) -> Model:
    """The model with slope and height set so that chances which it gave unseen are as often right as they say."""
    scores = [math.log(max(c, 0.001) / max(1 - c, 0.001)) for c in chances]
    rows = [
        replace(one, features={"always": 1.0, "score": value}, weight=1.0)
        for one, value in zip(examples, scores, strict=True)
    ]
    line = fit(rows, ridge=0.01).weights
    weights = {name: weight * line["score"] for name, weight in model.weights.items()}
    weights["always"] = weights.get("always", 0.0) + line["always"]
    return Model(weights)


def table(name: str, found: Calibration) -> list[str]:
    auc = "-" if found.auc is None else f"{found.auc:.3f}"
    return [f"| {name} | {found.count} | {found.right:.3f} | {found.brier:.3f} | {found.ece:.3f} | {auc} |"]


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true", help="write the weights and the page")
    parser.add_argument("--coded", type=Path, help="a pickle of what was coded, by suite, to spare the coding")
    options = parser.parse_args(arguments)
    shared = find_shared()
    if shared is None:
        print("doubt: set DATELINE_SHARED", file=sys.stderr)
        return 2
    suites = {suite.name: suite for suite in [*golden_suites(), *shared_suites(shared)]}
    coded = _coded(options.coded, list(suites.values()))
    by_hand = reports_of(shared)
    told = {name: judged_by_hand(reports, coded[name], WEIGHTS.get(name, 1.0)) for name, reports in by_hand.items()}
    told["plover"] = judged_by_plover(open_suite(shared / "bench", "plover").gold, coded["plover"], WEIGHTS["plover"])
    health = open_suite(shared / "bench", "health")
    told["health"] = judged_by_health(_scorer(health.scorer), health.gold, coded["health"], WEIGHTS["health"])
    training = [one for name in WEIGHTS for one in told[name]]
    unseen = crossed(training)
    at = sum(len(told[name]) for name in list(WEIGHTS)[: list(WEIGHTS).index(NEWEST)])
    newest = unseen[at : at + len(told[NEWEST])]
    model = rebased(fit(training), newest, told[NEWEST])
    before = _before(coded, by_hand)
    lines = ["| claims of | claims | right | Brier | ECE | AUC |", "|---|---|---|---|---|---|"]
    unread = [name for name in by_hand if name.endswith(".unread")]
    several = [one for name in unread for one in told[name]]
    share = sum(one.right for one in told[NEWEST]) / len(told[NEWEST])
    lines += table("unread, one share for all", calibration([share] * len(several), [one.right for one in several]))
    lines += table("unread, by the reasons for doubt alone", before)
    for name in unread:
        lines += table(name, _measured(model, told[name]))
    whole = _measured(model, several)
    lines += table("unread, all", whole)
    lines += ["", "| confidence | claims | told on average | right |", "|---|---|---|---|"]
    lines += [
        f"| {band.low:.1f}-{band.high:.1f} | {band.count} | {band.told:.3f} | {band.right:.3f} |"
        for band in whole.bands
    ]
    print("\n".join(lines))
    if options.write:
        counts = {name.replace(".", "_"): len(told[name]) for name in WEIGHTS}
        about = {f"claims_{name}": count for name, count in counts.items()} | {"licence": "MIT"}
        kept = {name: weight for name, weight in model.weights.items() if abs(weight) >= 0.0005}
        FILE.write_text(model_text(Model(kept, about), HEADING), encoding="utf-8")
        _write_page(lines, whole)
    return 0


def _before(coded: Mapping[str, list[Json]], by_hand: Mapping[str, list[Report]]) -> Calibration:
    """The reasons for doubt as chances: their sum, fitted on the newest of the read reports, told of the unread."""
    fitted = _doubted(NEWEST, coded, by_hand)
    model = fit(fitted, ridge=0.01)
    unread = [one for name in by_hand if name.endswith(".unread") for one in _doubted(name, coded, by_hand)]
    return _measured(model, unread)


def _doubted(name: str, coded: Mapping[str, list[Json]], by_hand: Mapping[str, list[Report]]) -> list[Example]:
    right = {(one.report, one.claim["id"]): one.complete for one in score(by_hand[name], coded[name]).judged}
    return [
        Example(
            line["id"],
            {"always": 1.0, "doubt": float(sum(doubt.weight for doubt in doubts_of(claim)))},
            right.get((line["id"], claim["id"]), False),
        )
        for line in coded[name]
        for claim in line["claims"]
    ]


def _measured(model: Model, examples: Sequence[Example]) -> Calibration:
    return calibration([model.chance(one.features) for one in examples], [one.right for one in examples])


def _coded(pickled: Path | None, suites: Sequence[Suite]) -> dict[str, list[Json]]:
    if pickled is not None:
        import pickle

        return dict(pickle.loads(pickled.read_bytes()))
    wanted = [suite for suite in suites if suite.name.startswith(("golden", "official", "plover", "health"))]
    return code(wanted)


def _scorer(path: Path) -> Any:  # the scorer of the suite, whose classes are taken as they are
    spec = importlib.util.spec_from_file_location("health_scorer", path)
    if spec is None or spec.loader is None:
        raise ImportError(str(path))
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def picture(found: Calibration) -> str:
    """The reliability curve as SVG: a dot for each band, as large as its claims are many, and where it should be."""
    size, edge = 320, 40

    def at(told: float, right: float) -> tuple[float, float]:
        return edge + told * size, edge + (1 - right) * size

    dots = "".join(
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{3 + (band.count / found.count) ** 0.5 * 12:.1f}" fill="#1f6feb" '
        f'fill-opacity="0.7"><title>{band.count} claims, told {band.told:.2f}, right {band.right:.2f}</title></circle>'
        for band in found.bands
        for x, y in [at(band.told, band.right)]
    )
    ticks = "".join(
        f'<text x="{at(tick / 5, 0)[0]:.0f}" y="{edge + size + 18}" text-anchor="middle">{tick / 5:.1f}</text>'
        f'<text x="{edge - 8}" y="{at(0, tick / 5)[1] + 4:.0f}" text-anchor="end">{tick / 5:.1f}</text>'
        for tick in range(6)
    )
    whole = size + 2 * edge
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {whole} {whole + 10}" '
        'font-family="sans-serif" font-size="12" fill="#57606a" role="img">'
        "<title>Confidence told and share right, unread halves</title>"
        f'<rect width="{whole}" height="{whole + 10}" fill="#fff"/>'
        f'<rect x="{edge}" y="{edge}" width="{size}" height="{size}" fill="none" stroke="#8c959f"/>'
        f'<line x1="{edge}" y1="{edge + size}" x2="{edge + size}" y2="{edge}" stroke="#8c959f" stroke-dasharray="4"/>'
        f'{ticks}<text x="{whole / 2}" y="{whole + 2}" text-anchor="middle">confidence told</text>'
        f'<text x="{edge}" y="{edge - 12}">share with nothing wrong</text>{dots}</svg>\n'
    )


def _write_page(lines: Sequence[str], whole: Calibration) -> None:
    PAGE.with_name("images").joinpath("confidence.svg").write_text(picture(whole), encoding="utf-8")
    before, rest = PAGE.read_text(encoding="utf-8").split(BEGIN, 1)
    after = rest.split(END, 1)[1]
    PAGE.write_text(f"{before}{BEGIN}\n" + "\n".join(lines) + f"\n{END}{after}", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
