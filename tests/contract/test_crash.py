"""Killed at any moment, a run of `dateline add` loses nothing: the next one finishes it."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

from dateline.pipeline.fusing import rules_version
from dateline.store import Store

STAND_IN = Path(__file__).parent.parent / "store" / "stand_in.py"
REPORTS = 500
KILLS = 20
#: The coder waits so long before each report, in seconds, so that twenty moments fall on different parts of the work.
SLOW = 0.025
MOMENTS = (0.2, 1.0)


def write_reports(path: Path) -> None:
    """Five hundred reports, some of them copies of others in another paper, and some that cannot be read."""
    lines = []
    for number in range(REPORTS):
        told = number % 450  # fifty texts are met twice
        text = f"Soldiers killed {told} people in Oresk. It was report {told} of that week."
        line = {"id": f"n{number}", "text": text, "published": "2026-01-02", "publisher": f"Paper {number % 7}"}
        lines.append("{not json" if number % 100 == 99 else json.dumps(line))
    path.write_text("\n".join(lines), encoding="utf-8")


def start(address: str, source: Path, *, slow: float = 0) -> subprocess.Popen[bytes]:
    environment = {**os.environ, "DATELINE_CONFIG": "", "XDG_CONFIG_HOME": "/nowhere", "STAND_IN_SLOW": str(slow)}
    return subprocess.Popen(
        [sys.executable, str(STAND_IN), "add", str(source), "--store", address],
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def finish(address: str, source: Path) -> None:
    """Run to the end."""
    assert start(address, source).wait(timeout=120) == 1  # some lines cannot be read


def held(address: str) -> dict[str, object]:
    """All that a store holds, and the log, without when it came there."""
    with Store.open(address) as store:
        assert store.verify().faults == ()
        ids = store.report_ids()
        return {
            "reports": [repr(report).split("retrieved=")[0] for report in store.reports(ids).values()],
            "origins": sorted((o.report, o.original, o.name) for met in store.origins(ids).values() for o in met),
            "claims": list(store.claims(of=ids)),
            "problems": store.problems(),
            "waiting": store.uncoded(),
            "incidents": store.incidents(store.list_incidents()),
            "untold": store.untold(rules_version()),
            "log": sorted((row["action"], row["subject"]) for row in store.log()),
        }


def test_a_store_that_was_killed_at_twenty_moments_equals_one_that_was_never_killed(
    address: str, tmp_path: Path
) -> None:
    source = tmp_path / "news.jsonl"
    write_reports(source)
    whole = str(tmp_path / "whole.db")
    finish(whole, source)
    moments = random.Random(20)
    killed = 0
    while killed < KILLS:
        run = start(address, source, slow=SLOW)
        time.sleep(moments.uniform(*MOMENTS))
        assert run.poll() is None, "a run was done before its moment came: the reports are too few"
        run.send_signal(signal.SIGKILL)
        run.wait()
        killed += 1
    finish(address, source)
    assert held(address) == held(whole)


def test_two_runs_at_once_give_what_one_gives(address: str, tmp_path: Path) -> None:
    source = tmp_path / "news.jsonl"
    write_reports(source)
    whole = str(tmp_path / "whole.db")
    finish(whole, source)
    runs = [start(address, source, slow=0.001) for _ in range(2)]
    assert [run.wait(timeout=120) for run in runs] == [1, 1]
    both, one = held(address), held(whole)
    both.pop("log"), one.pop("log")  # what both coded stands there twice
    assert both == one
