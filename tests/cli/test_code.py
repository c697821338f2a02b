"""`dateline code`: each form of its answer, its exit status, and what it says of bad input."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dateline.records import Coded
from dateline.records.encode import coded_from_json

Command = Callable[..., Any]

pytestmark = pytest.mark.usefixtures("stand_in")


def lines(*reports: dict[str, str]) -> str:
    return "".join(json.dumps(report) + "\n" for report in reports)


def test_one_report_is_one_object(command: Command, story: Path, coded: Coded) -> None:
    ran = command("code", str(story), "--format", "json")
    assert ran.status == 0
    assert coded_from_json(json.loads(ran.out)).claims == coded.claims


def test_several_reports_are_an_array(command: Command, story: Path) -> None:
    ran = command("code", str(story), str(story), "-f", "json")
    assert [one["report"]["title"] for one in json.loads(ran.out)] == ["Shells hit market in Oresk, governor says"] * 2


def test_a_list_of_one_report_is_an_array(command: Command, tmp_path: Path) -> None:
    path = tmp_path / "one.jsonl"
    path.write_text(lines({"id": "a", "text": "Shells hit it."}), encoding="utf-8")
    assert [one["id"] for one in json.loads(command("code", str(path), "-f", "json").out)] == ["a"]


def test_a_file_that_turns_out_to_hold_many_is_an_array(command: Command, tmp_path: Path) -> None:
    path = tmp_path / "many.json"
    path.write_text(json.dumps([{"id": name, "text": f"Report {name} was quiet."} for name in "abc"]), encoding="utf-8")
    assert [one["id"] for one in json.loads(command("code", str(path), "-f", "json").out)] == ["a", "b", "c"]


def test_lines_in_are_lines_out_under_their_own_ids(command: Command, tmp_path: Path) -> None:
    path = tmp_path / "in.jsonl"
    path.write_text(
        lines({"id": "a", "text": "Shells hit it."}, {"id": "b", "text": "All was quiet there."}), encoding="utf-8"
    )
    ran = command("code", str(path), "--format", "jsonl")
    answers = [json.loads(line) for line in ran.out.splitlines()]
    assert [(one["id"], len(one["claims"])) for one in answers] == [("a", 5), ("b", 0)]
    assert ran.status == 0


def test_csv_has_a_row_for_each_claim(command: Command, story: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(command("code", str(story), str(story), "--format", "csv").out)))
    assert len(rows) == 10
    assert rows[0]["event"] == "shelling"


def test_html_is_one_page(command: Command, story: Path, tmp_path: Path) -> None:
    target = tmp_path / "page.html"
    ran = command("code", str(story), "-o", str(target))
    assert (ran.status, ran.out) == (0, "")
    assert target.read_text(encoding="utf-8").startswith("<!doctype html>")


@pytest.mark.parametrize(("name", "beginning"), [("a.json", "{"), ("a.csv", "\ufeffreport,"), ("a.txt", "Shells hit")])
def test_the_ending_of_the_output_decides_the_form(
    command: Command, story: Path, tmp_path: Path, name: str, beginning: str
) -> None:
    command("code", str(story), "-o", str(tmp_path / name))
    assert (tmp_path / name).read_text(encoding="utf-8").startswith(beginning)


@pytest.mark.parametrize(
    "words",
    [
        "Shelling  asserted",
        "where         Oresk, Lyska, Ukraine",
        "when          Tue 3 Mar 2026 (“Tuesday”)",
        "killed (people): “At least 12 people” = low 12, best 12, high open",
        "injured (people): “Dozens more” = low 12, best 12, high 24 [more, on top of others]",
        "two nurses (medical, 2 of them, not named)",
        "publisher could not verify",
        "340 people” = 340 [a running total; since Thu 1 Jan 2026]",
        "“January” (which day is not known)",
        "killed (people)   low 12 (#1), best 12 (#1), high open",
        "DENIED",
        "The army [UKR:MIL], about #1",
        "COULD NOT BE VERIFIED",
        "NO COMMENT",
        "<b>Iron & Sons</b> Brigade",
    ],
)
def test_the_cards_tell_it_in_words(command: Command, story: Path, words: str) -> None:
    assert words in command("code", str(story)).out


def test_a_pipe_has_no_colours_and_no_broken_lines(command: Command, story: Path, coded: Coded) -> None:
    out = command("code", str(story)).out
    assert "\x1b" not in out
    assert f"“{coded.claims[0].evidence.text}”" in out


@pytest.mark.parametrize("width", ["80", "120", "200"])
def test_no_line_is_wider_than_the_screen(
    command: Command, story: Path, monkeypatch: pytest.MonkeyPatch, width: str
) -> None:
    monkeypatch.setenv("COLUMNS", width)
    out = command("code", str(story), "--explain").out
    assert max(len(line) for line in out.splitlines()) <= int(width)


def test_explain_tells_it_for_every_claim(command: Command, story: Path) -> None:
    out = command("code", str(story), "--explain").out
    assert out.count("by rule") == 5
    assert "considered and dropped: time: “Tuesday”: the Tuesday after was not taken" in out


def test_a_report_that_claims_nothing_is_no_problem(command: Command, tmp_path: Path) -> None:
    path = tmp_path / "quiet.txt"
    path.write_text("The museum opens at nine on weekdays.", encoding="utf-8")
    ran = command("code", str(path))
    assert ran.status == 0
    assert "0 claims" in ran.out


def test_nine_are_done_where_one_of_ten_is_missing(command: Command, story: Path, tmp_path: Path) -> None:
    files = [str(story)] * 4 + [str(tmp_path / "gone.txt")] + [str(story)] * 5
    ran = command("code", *files, "--format", "jsonl")
    answers = [json.loads(line) for line in ran.out.splitlines()]
    assert ran.status == 1
    assert [len(one["claims"]) for one in answers] == [5] * 4 + [0] + [5] * 5
    assert answers[4]["report"] is None
    assert ran.err.count("\n") == 1
    assert "gone.txt" in ran.err


@pytest.mark.parametrize("form", ["table", "json", "csv", "html"])
def test_a_form_leaves_out_what_could_not_be_read(command: Command, story: Path, tmp_path: Path, form: str) -> None:
    ran = command("code", str(tmp_path / "gone.txt"), str(story), "--format", form)
    assert ran.status == 1
    assert "Oresk" in ran.out


def test_another_language_is_said_so(command: Command, story: Path, tmp_path: Path) -> None:
    french = tmp_path / "fr.txt"
    french.write_text("Bonjour.", encoding="utf-8")
    ran = command("code", str(french), str(story), "--format", "jsonl")
    first = json.loads(ran.out.splitlines()[0])
    assert ran.status == 1
    assert ran.err == f"dateline: {french}: this is in French, and only English is read: not coded\n"
    assert first["problems"][0]["step"] == "code"
    assert first["claims"] == []


def test_a_rule_that_goes_wrong_stops_one_report_only(command: Command, story: Path, tmp_path: Path) -> None:
    bad = tmp_path / "bad.txt"
    bad.write_text("Kaboom it went.", encoding="utf-8")
    ran = command("code", str(bad), str(story), "--format", "jsonl")
    assert ran.status == 1
    assert [len(json.loads(line)["claims"]) for line in ran.out.splitlines()] == [0, 5]
    assert ran.err.count("\n") == 1
    assert "DATELINE_DEBUG=1" in ran.err


@pytest.mark.parametrize("form", ["json", "jsonl", "csv"])
def test_what_is_done_when_stopped_is_kept(command: Command, story: Path, tmp_path: Path, form: str) -> None:
    stop = tmp_path / "stop.txt"
    stop.write_text("Stop here.", encoding="utf-8")
    ran = command("code", str(story), str(stop), str(story), "--format", form)
    assert ran.status == 130
    assert ran.err.count("\n") == 1
    if form == "json":
        assert len(json.loads(ran.out)) == 1
    else:
        assert "shelling" in ran.out


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b"  \n\n ", "white space"),
        (b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\x02\0>\0" + bytes(range(256)) * 40, ""),
        (b"%PDF-1.7 broken", ""),
    ],
)
def test_a_file_that_is_no_report_is_one_line(command: Command, tmp_path: Path, data: bytes, words: str) -> None:
    path = tmp_path / "bad"
    path.write_bytes(data)
    ran = command("code", str(path), "--format", "json")
    assert (ran.status, ran.out) == (2, "")
    assert ran.err.startswith(f"dateline: {path}: ")
    assert ran.err.count("\n") == 1
    assert words in ran.err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--published", "yesterday"], "'yesterday' is not a date"),
        (["--published", "2019-13-45"], "'2019-13-45' is not a date"),
        (["--published", ""], "is not a date"),
        (["--format", "pdf"], "'pdf' is not one of"),
        (["--profile", "guess"], "'guess' is not one of"),
        (["--jobs", "0"], "greater than or equal to 1"),
        (["--jobs", "many"], "integer"),
        (["--bogus"], "--bogus"),
    ],
)
def test_a_bad_argument_is_one_line(command: Command, story: Path, arguments: list[str], words: str) -> None:
    ran = command("code", str(story), *arguments)
    assert (ran.status, ran.out) == (2, "")
    assert ran.err.startswith("dateline: ")
    assert ran.err.count("\n") == 1
    assert words in ran.err


@pytest.mark.parametrize("target", ["/nowhere/at/all.json", "."])
def test_an_output_that_cannot_be_written_is_one_line(command: Command, story: Path, target: str) -> None:
    ran = command("code", str(story), "-f", "json", "-o", target)
    assert ran.status == 2
    assert ran.err.count("\n") == 1
    assert target in ran.err


def test_a_run_that_codes_nothing_leaves_the_output_as_it_was(command: Command, tmp_path: Path) -> None:
    target = tmp_path / "kept.json"
    target.write_text("kept")
    assert command("code", str(tmp_path / "gone.txt"), "-o", str(target)).status == 2
    assert target.read_text() == "kept"


def test_standard_input_is_read(command: Command, coded: Coded, monkeypatch: pytest.MonkeyPatch) -> None:
    class Pipe:
        buffer = io.BytesIO(coded.report.text.encode())

    monkeypatch.setattr("sys.stdin", Pipe())
    assert len(json.loads(command("code", "-", "--format", "json").out)["claims"]) == 5


def test_signs_that_a_terminal_obeys_are_not_printed(command: Command, tmp_path: Path) -> None:
    path = tmp_path / "evil.jsonl"
    path.write_text(lines({"id": "x", "text": "All was quiet.", "title": "\x1b[2J\x07gone\u202e"}), encoding="utf-8")
    out = command("code", str(path)).out
    assert "\x1b" not in out
    assert "\u202e" not in out
