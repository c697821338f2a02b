"""`dateline score`: the table and the worst cases of what may be seen, and totals alone of what may not."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dateline.scoring.bench import is_held
from dateline.scoring.golden import read_folder

Command = Callable[..., Any]

# A scorer of a user's suite: how many reports have a claim; the worst are those without one.
SCORER = """
import argparse, json
from pathlib import Path
parser = argparse.ArgumentParser()
parser.add_argument("suite")
for name in ("--pred", "--data", "--worst"):
    parser.add_argument(name, type=Path)
asked = parser.parse_args()
def lines(path):
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
gold = lines(asked.data / asked.suite / "gold.jsonl")
coded = {line["id"] for line in lines(asked.pred) if line["claims"]}
asked.worst.write_text("".join(json.dumps({"id": g["id"], "badness": 1, "missed": g["events"]}) + chr(10)
                               for g in gold if g["id"] not in coded), encoding="utf-8")
print(json.dumps({"metrics": {"root": {"f1": len(coded) / len(gold), "r": None}}}))
"""
IDS = tuple(f"report{number}" for number in range(30))
TOML = """
publisher = "Own Desk"
published = "2024-06-05"
{split}
[[claims]]
event = "shelling"
trigger = "hit"
evidence = "Shells hit a market in {town}."
importance = "core"
stance = "asserted"
"""


@pytest.fixture
def bench(tmp_path: Path) -> Path:
    folder = tmp_path / "bench" / "plover"
    folder.mkdir(parents=True)
    rows = [{"id": one, "text": f"Words of {one}."} for one in IDS]
    answers = [{"id": one, "events": [f"ANSWER {one}"]} for one in IDS]
    for name, lines in (("input", rows), ("gold", answers)):
        (folder / f"{name}.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    (tmp_path / "bench" / "score_mentions.py").write_text(SCORER, encoding="utf-8")
    return tmp_path / "bench"


@pytest.fixture
def coded(tmp_path: Path) -> Path:
    """Of the reports that may be seen the first half has a claim, of those that are held out none has."""
    seen = [one for one in IDS if not is_held("plover", one)]
    claim = {"event": "shelling", "stance": "asserted", "evidence": {"start": 0, "end": 5, "text": "Words"}}
    rows = [{"id": one, "claims": [claim] if one in seen[: len(seen) // 2] else []} for one in IDS]
    path = tmp_path / "coded.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def test_held_out_third_is_measured_and_never_shown(command: Command, bench: Path, coded: Path) -> None:
    ran = command("score", "plover", str(coded), "--bench", str(bench), "--worst", "30", "--format", "json")
    assert ran.status == 0, ran.err
    told = json.loads(ran.out)
    held = {one for one in IDS if is_held("plover", one)}
    assert 4 <= len(held) <= 16
    assert (told["reports"], told["held_reports"]) == (30, len(held))
    assert told["held"]["root_f1"] == 0
    assert told["seen"]["root_f1"] == pytest.approx(100 * ((30 - len(held)) // 2) / (30 - len(held)))
    shown = {case["report"] for case in told["worst"]}
    assert shown
    assert shown.isdisjoint(held)
    assert not any(f"Words of {one}." in ran.out or f"ANSWER {one}" in ran.out for one in held)


def test_table_shows_the_claim_the_gold_and_the_words(command: Command, bench: Path, coded: Path) -> None:
    ran = command("score", "plover", str(coded), "--bench", str(bench), "--worst", "1")
    assert ran.status == 0, ran.err
    assert "seen  held" in ran.out
    case = ran.out[ran.out.index("1. report") :]
    assert "claim  nothing" in case
    assert "ANSWER report" in case
    assert "Words of report" in case


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["plover"], "--bench FOLDER"),
        (["nowhere"], "neither a suite"),
        (["plover", "--bench", "/nowhere/at/all"], "no folder"),
    ],
)
def test_a_missing_suite_is_one_line(command: Command, arguments: list[str], message: str) -> None:
    ran = command("score", *arguments)
    assert ran.status == 2
    assert message in ran.err
    assert ran.err.count("\n") == 1


def test_a_suite_without_its_files_is_one_line(command: Command, tmp_path: Path) -> None:
    ran = command("score", "health", "--bench", str(tmp_path))
    assert ran.status == 2
    assert "input.jsonl" in ran.err


def test_own_reports_in_the_golden_form(command: Command, tmp_path: Path) -> None:
    gold = tmp_path / "own"
    for name, town, split in (("one", "Taiz", ""), ("two", "Goma", ""), ("three", "Kidal", 'split = "unread"')):
        (gold / name).mkdir(parents=True)
        (gold / name / "report.txt").write_text(f"Shells hit a market in {town}.", encoding="utf-8")
        (gold / name / "claims.toml").write_text(TOML.format(town=town, split=split), encoding="utf-8")
    reports = read_folder(gold)
    lines = [one.as_prediction() if one.id == "one" else {**one.as_prediction(), "claims": []} for one in reports]
    coded = tmp_path / "pred.jsonl"
    coded.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    ran = command("score", str(gold), str(coded), "--format", "json")
    assert ran.status == 0, ran.err
    told = json.loads(ran.out)
    assert (told["seen"]["recall"], told["held"]["recall"]) == (50, 0)
    assert [case["report"] for case in told["worst"]] == ["two"]
    assert "Kidal" not in ran.out


def test_gold_whose_words_are_not_in_its_report_is_one_line(command: Command, tmp_path: Path) -> None:
    folder = tmp_path / "own" / "one"
    folder.mkdir(parents=True)
    (folder / "report.txt").write_text("Nothing happened.", encoding="utf-8")
    (folder / "claims.toml").write_text(TOML.format(town="Taiz", split=""), encoding="utf-8")
    ran = command("score", str(folder.parent))
    assert ran.status == 2
    assert "claims.toml" in ran.err
    assert "not in the text" in ran.err
