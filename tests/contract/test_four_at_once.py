"""Four processes add to one store at the same moment: nothing is lost, nothing is there twice, none waits for ever."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from dateline.pipeline.fusing import rules_version
from dateline.store import Store

STAND_IN = Path(__file__).parent.parent / "store" / "stand_in.py"
PROCESSES = 4
OWN = 60  # reports that one process alone is given
SHARED = 20  # reports that all are given, each time from another paper


def write(folder: Path, process: int) -> Path:
    """What one process is given; one line of it cannot be read."""
    lines = ["{not json"]
    for number in range(OWN + SHARED):
        told = number if number >= OWN else 1000 * (process + 1) + number
        text = f"Soldiers killed {told} people in Oresk. It was report {told} of that week."
        paper = f"Paper {process}" if number % 2 else None
        known = {"id": f"n{told}", "text": text, "published": f"2026-01-{1 + number % 28:02}", "publisher": paper}
        lines.append(json.dumps(known))
    path = folder / f"{process}.jsonl"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def start(address: str, *sources: Path) -> subprocess.Popen[str]:
    environment = {**os.environ, "DATELINE_CONFIG": "", "XDG_CONFIG_HOME": "/nowhere", "STAND_IN_SLOW": "0.005"}
    command = [sys.executable, str(STAND_IN), "add", *map(str, sources), "--store", address]
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def held(store: Store) -> dict[str, Any]:
    """All that a store holds, without when it came there."""
    ids = sorted(store.report_ids())
    return {
        "reports": [repr(report).split("retrieved=")[0] for report in store.reports(ids).values()],
        "origins": sorted((o.report, o.original, o.name) for met in store.origins(ids).values() for o in met),
        "claims": list(store.claims(of=ids)),
        "problems": store.problems(),
        "incidents": store.incidents(sorted(store.list_incidents())),
        "counts": {name: count for name, count in store.counts().items() if name != "log"},
    }


@pytest.mark.parametrize("address", ["postgresql"], indirect=True)
def test_four_at_once_make_the_store_that_one_makes(address: str, tmp_path: Path) -> None:
    sources = [write(tmp_path, process) for process in range(PROCESSES)]
    alone = str(tmp_path / "alone.db")
    started = [start(address, source) for source in sources] + [start(alone, *sources)]
    told = [process.communicate(timeout=120) for process in started]
    assert [process.returncode for process in started] == [1] * (PROCESSES + 1), told
    with Store.open(address) as store, Store.open(alone) as other:
        assert store.verify().faults == ()
        assert store.uncoded() == []
        assert store.untold(rules_version()) == {}
        assert held(store) == held(other)
        assert len(store.report_ids()) == PROCESSES * OWN + SHARED
        coded = Counter(entry["subject"] for entry in store.log() if entry["action"] == "claims")
    own = {report for report, count in coded.items() if count == 1}
    assert len(own) >= PROCESSES * OWN * 0.7, "most reports were coded by several processes"
