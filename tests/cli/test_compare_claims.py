"""`dateline compare --claims`: what two extractors make of the same reports."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

SAMPLE = Path(__file__).parent.parent / "samples" / "oresk.json"
Command = Callable[..., Any]


@pytest.fixture
def codings(tmp_path: Path) -> tuple[str, str]:
    """The sample, and the sample with its first claim told otherwise and its last one gone."""
    one = json.loads(SAMPLE.read_text(encoding="utf-8"))
    other = copy.deepcopy(one)
    other["claims"][0]["stance"] = "alleged" if one["claims"][0]["stance"] != "alleged" else "asserted"
    other["claims"].pop()
    paths = []
    for name, coded in (("rules", one), ("model", other)):
        path = tmp_path / f"{name}.jsonl"
        path.write_text(json.dumps(coded) + "\n", encoding="utf-8")
        paths.append(str(path))
    return paths[0], paths[1]


def test_what_differs_is_shown_with_its_words(command: Command, codings: tuple[str, str]) -> None:
    ran = command("compare", *codings, "--claims")
    assert ran.status == 0, ran.err
    assert "1 report in both" in ran.out
    assert "differ in stance" in ran.out
    assert "only A" in ran.out
    told = json.loads(command("compare", *codings, "--claims", "--format", "json").out)
    count = len(json.loads(Path(codings[0]).read_text(encoding="utf-8"))["claims"])
    assert (told["both"], told["same"], len(told["rows"])) == (count - 1, count - 2, 2)
    assert told["agreed"]["stance"] == [count - 2, count - 1]
    assert [row["fields"] for row in told["rows"]] == [["stance"], []]
    assert command("compare", *codings, "--claims", "--format", "csv").out.count("\n") == 3


def test_a_coding_is_the_same_as_itself(command: Command, codings: tuple[str, str]) -> None:
    told = json.loads(command("compare", codings[0], codings[0], "--claims", "--format", "json").out)
    assert told["rows"] == []
    assert told["both"] == told["same"] > 0


def test_a_file_that_is_no_coding_is_one_line(command: Command, tmp_path: Path, codings: tuple[str, str]) -> None:
    bad = tmp_path / "bad.jsonl"
    bad.write_text('{"a": 1}\n', encoding="utf-8")
    for other in (str(bad), str(tmp_path / "nothing.json")):
        ran = command("compare", codings[0], other, "--claims")
        assert ran.status == 2
        assert ran.err.count("\n") == 1
