"""A file of reports, good and bad, that every test of this folder codes; and how two stores are compared."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dateline.bulk.folders import DONE, PROBLEMS, SHARDS
from dateline.cli import run

SAID = [
    "Shelling killed {n} people in Aleppo on Tuesday, the governor said.",
    "An airstrike on a market in Idlib wounded {n} civilians, rescue workers said.",
    "The army took control of Kafr Nabl after {n} days of clashes, a monitor said.",
]
LINES = [
    json.dumps(
        {
            "id": f"n{number}",
            "title": f"Report {number}",
            "text": SAID[number % 3].format(n=number + 2) + f" This was report number {number}.",
            "publisher": "The Daily" if number % 2 else None,
            "published": "2024-01-04",
        }
    )
    for number in range(12)
]
#: A line that is no report, and an empty one; a report in French; texts that were met before, with more and less known.
BAD = ['{"text": ', ""]
FRENCH = {
    "text": "Le marché de la ville a été bombardé hier et plusieurs personnes ont été tuées par les soldats, a dit le "
    "gouverneur de la province devant la presse."
}
AGAIN = {"text": json.loads(LINES[4])["text"], "publisher": "Another Paper", "url": "https://example.org/4"}


def corpus() -> list[str]:
    """The lines: reports without an id of their own are named by the number of their line."""
    return [*LINES[:5], *BAD, *LINES[5:], json.dumps(FRENCH), json.dumps(AGAIN), LINES[0]]


@pytest.fixture(scope="session")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("bulk") / "reports.jsonl"
    path.write_text("\n".join(corpus()), encoding="utf-8")
    return path


@pytest.fixture(scope="session")
def coded(reports: Path) -> Path:
    """What `dateline bulk` makes of them in one process: nine parts of at most two lines."""
    out = reports.parent / "coded"
    assert run(["bulk", str(reports), str(out), "--per-shard", "2"]) == 1
    return out


@pytest.fixture(scope="session")
def contents() -> Callable[[Path], dict[str, bytes]]:
    """Every file that a run wrote, but the plan, which tells when the files that it read were written to."""

    def read(out: Path) -> dict[str, bytes]:
        parts = (out / name for name in (SHARDS, PROBLEMS, DONE))
        files = [*(path for part in parts for path in part.iterdir()), out / "manifest.json"]
        return {path.relative_to(out).as_posix(): path.read_bytes() for path in files}

    return read


@pytest.fixture(scope="session")
def dateline() -> Callable[..., subprocess.Popen[str]]:
    """Start a command in a process of its own."""

    def start(*arguments: object, **environ: Any) -> subprocess.Popen[str]:
        command = [sys.executable, "-m", "dateline", *map(str, arguments)]
        return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **environ)

    return start


@pytest.fixture(scope="session")
def wait() -> Callable[[Path, subprocess.Popen[str]], int]:
    """Wait until a run has done some parts, and tell how many."""

    def look(out: Path, begun: subprocess.Popen[str]) -> int:
        until = time.monotonic() + 120
        while not (done := len(list(out.glob("done/[0-9]*.json")))):
            assert begun.poll() is None, begun.communicate()
            assert time.monotonic() < until
            time.sleep(0.005)
        return done

    return look
