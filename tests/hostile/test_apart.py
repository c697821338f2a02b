"""A process of its own reads what others wrote: it has an end in time and memory, and takes no other file along."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from dateline.errors import ReportError
from dateline.text import apart
from dateline.text.apart import Limits, read_apart

WORK = """
import ctypes, os, signal, sys, time
from dateline.errors import ReportError

def echo(file, arguments, units):
    print("not an answer")
    yield {"said": arguments["word"], "pid": os.getpid()}, file.read()

def refuse(file, arguments, units):
    raise ReportError("not of this kind")

def sleep(file, arguments, units):
    time.sleep(60)
    yield {}, b""

def sleep_in_c(file, arguments, units):
    ctypes.PyDLL(None).sleep(60)  # holds Python's lock, as a library may
    yield {}, b""

def grow(file, arguments, units):
    held = []
    while True:
        held.append(bytearray(10_000_000))
    yield {}, b""

def crash(file, arguments, units):
    ctypes.string_at(0)
    yield {}, b""

def leave(file, arguments, units):
    os._exit(0)
    yield {}, b""

def babble(file, arguments, units):
    for number in range(3, 20):
        try:
            os.write(number, b"x" * 1000)
        except OSError:
            pass
    yield {}, b""

def write(file, arguments, units):
    try:
        with open(arguments["path"], "wb") as out:
            out.write(b"x")
        yield {"wrote": True}, b""
    except OSError as error:
        yield {"wrote": False}, b""

def odd(file, arguments, units):
    raise RuntimeError("two\\nlines")
    yield {}, b""

def parts(file, arguments, units):
    for name in arguments["names"]:
        if not units.begin(name):
            continue
        if name == "sleeps":
            time.sleep(60)
        if name == "crashes":
            os.kill(os.getpid(), signal.SIGSEGV)
        yield {"read": name}, b""

def pid_and_sleep(file, arguments, units):
    yield {"pid": os.getpid()}, b""
    time.sleep(60)

def large(file, arguments, units):
    for _ in range(40):
        yield {"text": "a" * 1_000_000}, bytes(1_000_000)
"""


@pytest.fixture
def limits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Limits]:
    (tmp_path / "hostile_work.py").write_text(WORK, encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    yield Limits(seconds=1.5, memory=400_000_000)
    apart.close_all()


def run(name: str, limits: Limits, data: bytes = b"", **arguments: Any) -> list[Any]:
    return list(read_apart(f"hostile_work:{name}", data, arguments, within=limits))


def test_one_process_reads_many_files(limits: Limits, tmp_path: Path) -> None:
    (tmp_path / "a.bin").write_bytes(b"on the disk")
    answers = [run("echo", limits, b"bytes \0\xff", word=f"{n} \ud800")[0] for n in range(5)]
    answers += read_apart("hostile_work:echo", tmp_path / "a.bin", {"word": "x"}, within=limits)
    with pytest.raises(ReportError, match="not of this kind"):
        run("refuse", limits)
    answers += run("echo", limits, word="after")
    assert len({value["pid"] for value, _ in answers}) == 1
    assert answers[0][0]["said"] == "0 \ud800"
    assert [data for _, data in answers] == [b"bytes \0\xff"] * 5 + [b"on the disk", b""]


@pytest.mark.parametrize(
    ("work", "words"),
    [
        ("sleep", r"longer than the 1\.5 s that reading may take"),
        ("sleep_in_c", r"longer than the 1\.5 s that reading may take"),
        ("grow", "more than the 400 MB of memory"),
        ("crash", r"broke the program that read it \(signal 11\)"),
        ("leave", "broke the program that read it"),
        ("babble", "broke the program that read it"),
        ("odd", "could not be read: RuntimeError: two lines"),
    ],
)
def test_what_breaks_the_process_is_told_and_the_next_file_is_read(limits: Limits, work: str, words: str) -> None:
    began = time.monotonic()
    with pytest.raises(ReportError, match=words):
        run(work, limits)
    assert time.monotonic() - began < 15
    assert run("echo", limits, word="next")[0][0]["said"] == "next"


def test_a_part_that_breaks_the_process_takes_no_other_along(limits: Limits) -> None:
    names = ["a", "crashes", "b", "sleeps", "c"]
    answers = [value for value, _ in run("parts", limits, names=names)]
    assert [value.get("read") or value["lost"] for value in answers] == names
    assert "signal 11" in answers[1]["message"]
    assert "longer than" in answers[3]["message"]


def test_a_file_of_nothing_but_bad_parts_is_given_up(limits: Limits, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "MOST_LOST", 2)
    with pytest.raises(ReportError, match="broke the program"):
        run("parts", limits, names=["crashes"] * 5)


def test_the_process_can_write_no_file(limits: Limits, tmp_path: Path) -> None:
    assert run("write", limits, path=str(tmp_path / "out"))[0][0] == {"wrote": False}
    assert not (tmp_path / "out").exists() or (tmp_path / "out").stat().st_size == 0


def test_what_is_large_comes_through(limits: Limits) -> None:
    answers = run("large", limits)
    assert len(answers) == 40
    assert {(len(value["text"]), len(data)) for value, data in answers} == {(1_000_000, 1_000_000)}


def test_reading_that_is_left_halfway_leaves_no_process(limits: Limits) -> None:
    reading = read_apart("hostile_work:pid_and_sleep", b"", {}, within=limits)
    pid = next(reading)[0]["pid"]
    reading.close()
    assert is_gone(pid)


def test_the_process_ends_with_the_one_that_it_reads_for(limits: Limits) -> None:
    code = (
        "import time; from dateline.text.apart import Limits, read_apart;"
        f"within = Limits(seconds={limits.seconds});"
        "reading = read_apart('hostile_work:pid_and_sleep', b'', {}, within=within);"
        "print(next(reading)[0]['pid'], flush=True); time.sleep(60)"
    )
    reader = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    assert reader.stdout is not None
    pid = int(reader.stdout.readline())
    reader.kill()
    reader.wait()
    assert is_gone(pid, within=limits.seconds + 5)


def is_gone(pid: int, within: float = 3) -> bool:
    end = time.monotonic() + within
    while time.monotonic() < end:
        try:
            state = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]
        except OSError:
            return True
        if state == "Z":
            return True
        time.sleep(0.05)
    return False


def test_a_file_where_we_stand_is_no_part_of_the_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder of news may hold a `json.py`; nothing in it is ever run."""
    trap = tmp_path / "news"
    trap.mkdir()
    for name in ("json", "dateline", "trafilatura", "struct"):
        (trap / f"{name}.py").write_text(f"open({str(trap / 'ran')!r}, 'w')", encoding="utf-8")
    monkeypatch.chdir(trap)
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(p for p in sys.path if p.endswith("src")))
    apart.close_all()
    from dateline.text.readers import read_reports_from_bytes

    page = b"<!doctype html><html><body><article><p>Soldiers killed 8 people in Oresk.</p></article></body></html>"
    assert next(iter(read_reports_from_bytes(page, "a.html"))).text == "Soldiers killed 8 people in Oresk."  # type: ignore[union-attr]
    apart.close_all()
    assert not (trap / "ran").exists()
