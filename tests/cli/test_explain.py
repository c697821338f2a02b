"""`dateline explain`: why a claim or an incident is what it is, from JSON or JSON lines."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dateline.records import Coded

Command = Callable[..., Any]

SAMPLE = Path(__file__).parent.parent / "samples" / "oresk.json"


@pytest.mark.parametrize(
    "words",
    [
        "Shelling: “hit” by rule shelling.hit.",
        "“At least 12 people, including three children, were killed",
        "site: “Oresk” is Oresk, Lyska, Ukraine, 49.500 -3.250.",
        "when: “Tuesday” is Tue 3 Mar 2026: counted from the day of publication.",
        "at least, rule house.at_least, house profile.",
        "the regional governor (government, one), told by “said”: official.",
        "considered and dropped: time: “Tuesday”: the Tuesday after was not taken: the verb is in the past",
        "part of incident i-",
        "made by dateline 0.1.0, language model en_core_web_sm 3.8.0, data 0.1.0.",
    ],
)
def test_a_claim_is_explained_in_words(command: Command, coded: Coded, words: str) -> None:
    ran = command("explain", coded.claims[0].id, "--in", str(SAMPLE))
    assert ran.status == 0
    assert words in ran.out


@pytest.mark.parametrize(
    "words",
    [
        "claim #1 is primary: names the event.",
        "killed (people): low 12, best 12, high open; low from #1, best from #1; house profile.",
        "#1 and #2 are put together: same place +0.60 (Oresk); next sentence +0.30.",
        "grade Weak is suggested: one origin.",
        "“Dozens more were hurt 🚑, two nurses said.”",
    ],
)
def test_an_incident_is_explained_in_words(command: Command, coded: Coded, words: str) -> None:
    ran = command("explain", coded.incidents[0].id, "--in", str(SAMPLE))
    assert ran.status == 0
    assert words in ran.out


def test_the_beginning_of_an_id_is_enough(command: Command, coded: Coded) -> None:
    whole = command("explain", coded.claims[2].id, "--in", str(SAMPLE))
    assert command("explain", coded.claims[2].id[:6], "--in", str(SAMPLE)) == whole


@pytest.mark.parametrize("form", ["array", "lines"])
def test_lists_and_lines_are_read(command: Command, coded: Coded, tmp_path: Path, form: str) -> None:
    one = json.loads(SAMPLE.read_text(encoding="utf-8"))
    unread = {"id": "x", "report": None, "claims": [], "incidents": [], "mentions": None, "problems": []}
    text = json.dumps([unread, one]) if form == "array" else f"{json.dumps(unread)}\n{json.dumps(one)}\n"
    path = tmp_path / "coded"
    path.write_text(text, encoding="utf-8")
    assert command("explain", coded.claims[1].id, "--in", str(path)).status == 0


def test_standard_input_is_read(command: Command, coded: Coded, monkeypatch: pytest.MonkeyPatch) -> None:
    class Pipe:
        buffer = io.BytesIO(SAMPLE.read_bytes())

    monkeypatch.setattr("sys.stdin", Pipe())
    assert "Denial" in command("explain", coded.claims[2].id, "--in", "-").out


@pytest.mark.parametrize("wanted", ["c-0000000000000000", "i-1", "c-", "", "r-b1dff4b8c79bbc42"])
def test_an_id_that_is_not_there_is_one_line(command: Command, wanted: str) -> None:
    ran = command("explain", wanted, "--in", str(SAMPLE))
    assert (ran.status, ran.out) == (2, "")
    assert ran.err.count("\n") == 1


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "no claim or incident"),
        (b"hello", ":1: not JSON"),
        (b'{"report": null, "problems": []}\n{oops\n', ":2: not JSON"),
        (b"[1, 2]", "not what `dateline code` writes"),
        (b'{"claims": []}', "not what `dateline code` writes"),
        (b"\xff\xfe\x00", "not UTF-8"),
        (b"[" * 100_000, "nested too deep"),
    ],
)
def test_a_file_that_is_not_coded_json_is_one_line(
    command: Command, coded: Coded, tmp_path: Path, data: bytes, words: str
) -> None:
    path = tmp_path / "bad.json"
    path.write_bytes(data)
    ran = command("explain", coded.claims[0].id, "--in", str(path))
    assert (ran.status, ran.out) == (2, "")
    assert ran.err.count("\n") == 1
    assert words in ran.err


def test_a_file_that_is_not_there_is_one_line(command: Command) -> None:
    ran = command("explain", "c-12345", "--in", "/nowhere.json")
    assert (ran.status, ran.err) == (2, "dateline: /nowhere.json: No such file or directory\n")
