"""How often a place's score is right: of answers scored about .9, nine in ten should be.

    python eval/mentions_only.py ../shared/bench/geovirus/input.jsonl > pred.jsonl
    python eval/calibration.py ../shared/bench/geovirus pred.jsonl

The folder holds `gold.jsonl`. Counted are places, other than countries, that both name: a unit is right by country and
name or nearness, the rest within 161 km. Prints a table for towns and units, for each half of them, and for all with
the regions, waters and continents, whose points are a matter of taste.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
from collections.abc import Iterable, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

from dateline.reference.countries import country_by_code
from dateline.reference.gazetteer import distance_km, fold

Row = dict[str, Any]

LIMIT_KM = 161.0
EXACT = frozenset(["town", "village", "admin1", "admin2", "quarter", "facility"])
EDGES = (0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.001)


def scored(gold: Iterable[Row], predicted: dict[str, Row], *, vague: bool = False) -> list[tuple[float, bool]]:
    """The score of each answer that the gold has a place for, and whether it is right; `vague` lets regions in."""
    found: list[tuple[float, bool]] = []
    for report in gold:
        answers = [
            row for row in predicted[report["id"]]["mentions"]["places"] if row["score"] and row["form"] == "name"
        ]
        for place in report["places"]:
            if place.get("ignore") or place["level"] == "country" or place["latitude"] is None:
                continue
            answer = next((a for a in answers if a["start"] < place["end"] and place["start"] < a["end"]), None)
            if answer is not None and answer["latitude"] is not None and (vague or answer["feature"] in EXACT):
                found.append((answer["score"], is_right(place, answer)))
    return found


def is_right(place: Row, answer: Row) -> bool:
    near = distance_km((place["latitude"], place["longitude"]), (answer["latitude"], answer["longitude"])) <= LIMIT_KM
    if place["level"] != "admin1":
        return near
    country = country_by_code(place["country"] or "")
    if country is not None and answer["country"] != country.iso3:
        return False
    named = fold(answer["name"]) in {fold(name) for name in (*place["names"], place["text"])}
    return answer["precision"] == 4 and (named or near)


def table(rows: Sequence[tuple[float, bool]]) -> Iterable[str]:
    """A line for each range of scores, and the mean distance of score and share."""
    distance = 0.0
    for low, high in pairwise(EDGES):
        some = [(score, right) for score, right in rows if low <= score < high]
        if not some:
            continue
        share = sum(right for _, right in some) / len(some)
        mean = math.fsum(score for score, _ in some) / len(some)
        distance += abs(share - mean) * len(some) / len(rows)
        yield f"  {low:.1f}-{min(high, 1):.1f}  {len(some):>4} answers, mean score {mean:.3f}, right {share:.3f}"
    yield f"  mean distance of score and share: {distance:.3f}"


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("suite", type=Path, help="a folder with gold.jsonl")
    parser.add_argument("predicted", type=Path, help="what mentions_only.py printed")
    asked = parser.parse_args(arguments)
    try:
        gold = [json.loads(line) for line in (asked.suite / "gold.jsonl").read_text(encoding="utf-8").splitlines()]
        lines = [json.loads(line) for line in asked.predicted.read_text(encoding="utf-8").splitlines()]
    except (OSError, ValueError) as error:
        print(f"calibration: {error}", file=sys.stderr)
        return 2
    predicted = {line["id"]: line for line in lines}
    middle = (len(gold) + 1) // 2
    halves = (("towns and units", gold), ("first half", gold[:middle]), ("second half", gold[middle:]))
    for name, part in halves:
        print(name)
        print(*table(scored(part, predicted)), sep="\n")
    print("with regions, waters and continents")
    print(*table(scored(gold, predicted, vague=True)), sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
