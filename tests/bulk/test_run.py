"""A run: the same bytes however often it is stopped and by however many processes it is done; and what it refuses."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from dateline.cli import run

Contents = Callable[[Path], dict[str, bytes]]
Start = Callable[..., "subprocess.Popen[str]"]
Wait = Callable[[Path, "subprocess.Popen[str]"], int]


def test_a_run_writes_shards_a_side_file_and_a_manifest(reports: Path, coded: Path) -> None:
    manifest = json.loads((coded / "manifest.json").read_bytes())
    assert manifest["counts"] == {"reports": 15, "claims": 14, "problems": 2, "unread": 1, "shards": 9}
    assert manifest["asked"]["source"] == str(reports)
    assert manifest["coder"]["name"] == "dateline"
    assert [side["lines"] for side in manifest["problems"]] == [1, 1]
    lines = [json.loads(line) for path in sorted((coded / "problems").iterdir()) for line in path.open()]
    assert [(line["report"].rpartition(":")[2], line["step"]) for line in lines] == [("6", "read"), ("15", "code")]
    assert "only English is read" in lines[1]["message"]


def test_a_run_that_is_done_is_not_done_again(coded: Path, reports: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = {path: path.stat().st_mtime_ns for path in (coded / "shards").iterdir()}
    assert run(["bulk", str(reports), str(coded), "--per-shard", "2"]) == 1
    assert {path: path.stat().st_mtime_ns for path in (coded / "shards").iterdir()} == before
    assert "9 parts were there already" in capsys.readouterr().out


def test_a_run_of_two_processes_that_was_killed_goes_on(
    reports: Path,
    coded: Path,
    tmp_path: Path,
    dateline: Start,
    contents: Contents,
    wait: Wait,
    capsys: pytest.CaptureFixture[str],
) -> None:
    out = tmp_path / "out"
    begun = dateline("bulk", reports, out, "--per-shard", 2, "--jobs", 2)
    assert wait(out, begun) < 9
    begun.kill()
    begun.communicate()
    done = {path: path.stat().st_mtime_ns for path in (out / "done").glob("[0-9]*")}
    (out / "shards" / ".waiting-of-a-killed-one").touch()
    assert run(["bulk", str(reports), str(out), "--per-shard", "2"]) == 1
    assert contents(out) == contents(coded)
    assert {path: path.stat().st_mtime_ns for path in done} == done, "a part that was done is done again"
    assert f"{len(done)} parts were there already" in capsys.readouterr().out


def test_a_shard_that_was_lost_is_written_again(coded: Path, reports: Path, tmp_path: Path, contents: Contents) -> None:
    out = tmp_path / "out"
    shutil.copytree(coded, out)
    (out / "shards" / "0000001-000.parquet").unlink()
    assert run(["bulk", str(reports), str(out), "--per-shard", "2"]) == 1
    assert contents(out) == contents(coded)


@pytest.mark.parametrize(
    ("more", "told"),
    [
        (["--publisher", "The Daily"], "publisher was None and is now 'The Daily'"),
        (["--per-shard", "5"], "per_shard was 2 and is now 5"),
    ],
)
def test_a_folder_is_of_one_run(
    coded: Path, reports: Path, more: list[str], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["bulk", str(reports), str(coded), "--per-shard", "2", *more]) == 2
    assert told in capsys.readouterr().err


def test_a_file_that_changed_since_is_refused(
    coded: Path, reports: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = tmp_path / reports.name
    shutil.copy(reports, source)
    out = tmp_path / "out"
    shutil.copytree(coded, out)
    plan = (out / "plan.json").read_text(encoding="utf-8").replace(str(reports), str(source))
    (out / "plan.json").write_text(plan, encoding="utf-8")
    source.write_bytes(source.read_bytes() + b"\n")
    assert run(["bulk", str(source), str(out), "--per-shard", "2"]) == 2
    assert "was changed since" in capsys.readouterr().err


def test_a_folder_of_something_else_is_left_alone(
    reports: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "letter.txt").touch()
    assert run(["bulk", str(reports), str(tmp_path)]) == 2
    assert "not empty" in capsys.readouterr().err
    assert run(["bulk", str(reports.parent), str(reports.parent / "new")]) == 2
    assert "lies within" in capsys.readouterr().err


@pytest.mark.parametrize("source", ["nowhere.jsonl", "empty"])
def test_a_source_without_files_is_refused(source: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "empty").mkdir()
    assert run(["bulk", str(tmp_path / source), str(tmp_path / "out")]) == 2
    assert "no such file" in (told := capsys.readouterr().err) or "no files to read" in told
    assert not (tmp_path / "out").exists()
