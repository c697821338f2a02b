"""`dateline code` with its real coder, as a person runs it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

TEXT = """Shells kill eight in Oresk, governor says

At least eight people were killed and dozens were wounded on Tuesday when government forces shelled a market in Aleppo,
two residents said.

The army denied that it had shelled the city.
"""


@pytest.fixture
def story(tmp_path: Path) -> Path:
    path = tmp_path / "story.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def code(*arguments: str) -> subprocess.CompletedProcess[bytes]:
    environment = {**os.environ, "DATELINE_CONFIG": "", "XDG_CONFIG_HOME": "/nowhere"}
    command = [sys.executable, "-m", "dateline", "code", *arguments]
    return subprocess.run(command, capture_output=True, env=environment, check=False)


def test_a_report_is_coded_the_same_in_any_number_of_processes(story: Path) -> None:
    arguments = (str(story), str(story), "--format", "json", "--published", "2024-03-06")
    one, two = code(*arguments), code(*arguments, "--jobs", "2")
    assert (one.returncode, one.stdout) == (0, two.stdout)
    first, second = json.loads(one.stdout)
    assert first == second
    text = first["report"]["text"]
    assert {claim["event"] for claim in first["claims"]} >= {"shelling", "denial"}
    for claim in first["claims"]:
        evidence = claim["evidence"]
        assert text[evidence["start"] : evidence["end"]] == evidence["text"]


def test_a_closed_pipe_is_silent(story: Path) -> None:
    command = f"{sys.executable} -m dateline code {story} {story} --format jsonl | head -c 20"
    ran = subprocess.run(["bash", "-o", "pipefail", "-c", command], capture_output=True, check=False)
    assert ran.returncode == 0
    assert b"pipe" not in ran.stderr
    assert ran.stdout.startswith(b'{"id": "r-')


def test_a_model_that_is_not_there_stops_the_run_with_one_line(story: Path) -> None:
    ran = code(str(story), str(story), "--pipeline", "en_no_such_model")
    assert (ran.returncode, ran.stdout) == (2, b"")
    assert ran.stderr.decode().count("\n") == 1
    assert "en_no_such_model" in ran.stderr.decode()
