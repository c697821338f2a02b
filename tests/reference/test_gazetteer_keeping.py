"""How the place index is kept: built whole or not at all, by any number of processes, and opened in no time."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from dateline.reference.gazetteer import Gazetteer, keeping
from dateline.reference.gazetteer.keeping import packaged_index
from dateline.reference.gazetteer.rows import PlaceRow

#: The real first use of the index, with a few rows of our own in the place of the 291,000.
FIRST_USE = """
import sys, time
from dateline.reference.gazetteer import Gazetteer, sources
from dateline.reference.gazetteer.rows import PlaceRow
pause = float(sys.argv[1])
def rows():
    for number in range(40):
        yield PlaceRow(name=f"Norham {number}", feature="town", country="SYR", latitude=35.0, longitude=36.0)
        print(number, flush=True)
        time.sleep(pause)
sources.packaged_rows = rows
found = Gazetteer.open().find("Norham 39")
print(found[0].place.name)
"""
OPENING = """
import resource, sys, time
from pathlib import Path
from dateline.reference.gazetteer import Gazetteer
def megabytes():
    status = Path("/proc/self/status")  # the peak since the process began, without that of the one it was forked from
    if status.exists():
        return next(int(line.split()[1]) for line in status.read_text().splitlines() if line.startswith("VmHWM")) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
took = []
for _ in range(5):
    start = time.perf_counter()
    Gazetteer(Path(sys.argv[1])).find("Saraqeb")
    took.append(time.perf_counter() - start)
print(min(took) * 1000, megabytes())
"""


def first_use(cache: Path, *, pause: float) -> subprocess.Popen[str]:
    environment = {**os.environ, "DATELINE_CACHE_DIR": str(cache)}
    command = [sys.executable, "-c", FIRST_USE, str(pause)]
    return subprocess.Popen(command, env=environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def indexes(cache: Path) -> list[Path]:
    return sorted(path for path in cache.iterdir() if path.suffix != ".lock")


def wait_for_first_row(process: subprocess.Popen[str]) -> None:
    assert process.stdout is not None
    assert process.stdout.readline().strip() == "0"  # it is in the midst of it


def test_of_two_processes_that_start_together_one_builds_and_the_other_waits(tmp_path: Path) -> None:
    both = [first_use(tmp_path, pause=0.05) for _ in range(2)]
    told = [process.communicate() for process in both]
    assert [process.returncode for process in both] == [0, 0], told
    assert [out.splitlines()[-1] for out, _ in told] == ["Norham 39", "Norham 39"]
    assert sorted(len(out.splitlines()) for out, _ in told) == [1, 41]  # forty rows were read once
    assert sorted("building the place index, once" in err for _, err in told) == [False, True]
    (index,) = indexes(tmp_path)
    assert index.suffix == ".sqlite"


def test_who_waits_says_so_and_then_finds_the_index(tmp_path: Path) -> None:
    builder = first_use(tmp_path, pause=0.08)
    wait_for_first_row(builder)
    out, err = first_use(tmp_path, pause=0).communicate()
    assert err.splitlines() == ["dateline: another process is building the place index: waiting for it"]
    assert out.splitlines() == ["Norham 39"]
    assert builder.wait() == 0


def test_a_killed_build_leaves_no_index_and_the_next_start_builds_one(tmp_path: Path) -> None:
    killed = first_use(tmp_path, pause=0.2)
    wait_for_first_row(killed)
    killed.send_signal(signal.SIGKILL)
    killed.communicate()
    assert [path.suffix for path in indexes(tmp_path)] == [".part"]
    out, _ = first_use(tmp_path, pause=0).communicate()
    assert out.splitlines()[-1] == "Norham 39"
    assert sorted(path.suffix for path in indexes(tmp_path)) == [".part", ".sqlite"]


def test_who_waits_builds_where_the_builder_is_killed(tmp_path: Path) -> None:
    killed = first_use(tmp_path, pause=1)
    wait_for_first_row(killed)
    waiting = first_use(tmp_path, pause=0)
    time.sleep(1)
    assert waiting.poll() is None
    killed.send_signal(signal.SIGKILL)
    killed.communicate()
    out, _ = waiting.communicate(timeout=30)
    assert len(out.splitlines()) == 41


def test_a_lock_file_left_behind_stops_nobody(tmp_path: Path) -> None:
    (tmp_path / "gazetteer.lock").write_text("4711")
    out, err = first_use(tmp_path, pause=0).communicate(timeout=30)
    assert out.splitlines()[-1] == "Norham 39"
    assert "waiting" not in err


def test_a_folder_without_locks_is_built_in_all_the_same(tmp_path: Path) -> None:
    (tmp_path / "gazetteer.lock").mkdir()  # it cannot be opened as a file
    out, err = first_use(tmp_path, pause=0).communicate(timeout=30)
    assert out.splitlines()[-1] == "Norham 39"
    assert "without a lock" in err


def test_what_broken_off_builds_left_is_swept_after_a_day(tmp_path: Path) -> None:
    old, young = tmp_path / "gazetteer-1.part", tmp_path / "gazetteer-2.part"
    for path in (old, young):
        path.write_bytes(b"")
    long_ago = time.time() - 2 * 86_400
    os.utime(old, (long_ago, long_ago))
    first_use(tmp_path, pause=0).communicate()
    assert not old.exists()
    assert young.exists()


def test_the_build_is_told_of_and_counted_on_a_terminal(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(keeping, "_STEP", 2)
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    rows = [PlaceRow(name=f"Norham {number}", feature="town", country="SYR") for number in range(5)]
    assert list(keeping._told(rows)) == rows
    assert "4 places" in capsys.readouterr().err


def test_a_place_index_opens_in_fifty_milliseconds_and_little_memory() -> None:
    path = packaged_index()
    ran = subprocess.run([sys.executable, "-c", OPENING, str(path)], capture_output=True, text=True, check=True)
    milliseconds, megabytes = map(float, ran.stdout.split())
    assert milliseconds < 50
    assert megabytes < 150
    assert Gazetteer(path).find("Saraqeb")
