"""`dateline redate`: what was coded without a day, dated later, in the form in which it came."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

SAMPLE = Path(__file__).parent.parent / "samples" / "oresk.json"
Command = Callable[..., Any]
DAY = ("--published", "2024-03-06")


def undated() -> dict[str, Any]:
    """The sample as it would be without a day of publication: its first time open."""
    value: dict[str, Any] = json.loads(SAMPLE.read_text(encoding="utf-8"))
    value["report"]["published"] = None
    value["mentions"] = {"places": [], "times": [], "quotes": [], "parties": [], "quantities": []}
    claim = next(claim for claim in value["claims"] if claim["time"] and claim["time"]["mention"])
    value["mentions"]["times"].append(
        {**claim["time"]["mention"], "type": "DATE", "value": "XXXX-WXX-2", "recipe": "XXXX-WXX-2~past"}
    )
    claim["time"].update(start=None, end=None, anchor=None, value="XXXX-WXX-2")
    value["claims"] = [claim]
    return value


@pytest.fixture
def coded_file(tmp_path: Path) -> Path:
    path = tmp_path / "coded.json"
    path.write_text(json.dumps(undated()), encoding="utf-8")
    return path


def test_an_open_weekday_gets_its_day(command: Command, coded_file: Path) -> None:
    ran = command("redate", str(coded_file), *DAY)
    assert (ran.status, ran.err) == (0, "")
    value = json.loads(ran.out)
    assert value["report"]["published"] == "2024-03-06"
    time = value["claims"][0]["time"]
    assert (time["start"], time["end"], time["anchor"]) == ("2024-03-05", "2024-03-05", "published")
    assert value["mentions"]["times"][0]["from"] == "2024-03-05"
    assert value["claims"][0]["id"] == undated()["claims"][0]["id"]


def test_lines_stay_lines_and_a_report_that_was_not_read_stays_one(command: Command, tmp_path: Path) -> None:
    unread = {"id": "b.txt", "report": None, "problems": [{"report": "b.txt", "step": "read", "message": "empty"}]}
    path = tmp_path / "coded.jsonl"
    path.write_text(f"{json.dumps(undated())}\n{json.dumps(unread)}\n", encoding="utf-8")
    ran = command("redate", str(path), *DAY)
    first, second = map(json.loads, ran.out.splitlines())
    assert first["claims"][0]["time"]["start"] == "2024-03-05"
    assert second["problems"] == unread["problems"]


def test_an_array_stays_an_array(command: Command, tmp_path: Path) -> None:
    path = tmp_path / "coded.json"
    path.write_text(json.dumps([undated(), undated()]), encoding="utf-8")
    assert len(json.loads(command("redate", str(path), *DAY).out)) == 2


def test_standard_input_and_a_file_for_the_answer(
    command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Input:
        buffer = io.BytesIO(json.dumps(undated()).encode())

    monkeypatch.setattr(sys, "stdin", Input)
    target = tmp_path / "dated.jsonl"
    ran = command("redate", "-", *DAY, "-o", str(target))
    assert (ran.status, ran.out) == (0, "")
    (line,) = target.read_text(encoding="utf-8").splitlines()
    assert json.loads(line)["claims"][0]["time"]["start"] == "2024-03-05"


@pytest.mark.parametrize(
    ("content", "day", "fault"),
    [
        ("", "2024-03-06", "no coded report in it"),
        ('{"report": null, "problems": 3}', "2024-03-06", "not what `dateline code` writes"),
        ("{}", "2024-03-06", "not what `dateline code` writes: coded report: no 'report'"),
        ("[1]", "2024-03-06", "expected an object"),
        ("not json", "2024-03-06", "coded.json:1: not JSON"),
        (None, "6 March", "'6 March' is not a date"),
        (None, "2024-02-30", "'2024-02-30' is not a date"),
        (None, "", "is not a date"),
    ],
)
def test_bad_input_is_one_line(command: Command, coded_file: Path, content: str | None, day: str, fault: str) -> None:
    if content is not None:
        coded_file.write_text(content, encoding="utf-8")
    ran = command("redate", str(coded_file), "--published", day)
    assert (ran.status, ran.out) == (2, "")
    assert fault in ran.err
    assert ran.err.count("\n") == 1


def test_a_file_that_is_not_there_and_a_day_that_is_not_given(command: Command, tmp_path: Path) -> None:
    missing = command("redate", str(tmp_path / "none.json"), *DAY)
    assert (missing.status, missing.err.count("\n")) == (2, 1)
    assert "No such file" in missing.err
    undecided = command("redate", str(tmp_path / "none.json"))
    assert (undecided.status, undecided.err.count("\n")) == (2, 1)
    assert "--published" in undecided.err
