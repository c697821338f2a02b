"""The command as a person runs it: start-up, pipes, terminals without many letters, Ctrl-C."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from dateline import __version__
from dateline.cli.paper import encode
from dateline.cli.progress import describe

SAMPLE = Path(__file__).parent.parent / "samples" / "oresk.json"


def dateline(*arguments: str, **more: str) -> subprocess.CompletedProcess[bytes]:
    environment = {**os.environ, "DATELINE_CONFIG": "", "XDG_CONFIG_HOME": "/nowhere", **more}
    return subprocess.run(
        [sys.executable, "-m", "dateline", *arguments], capture_output=True, env=environment, check=False
    )


def test_the_version_is_told() -> None:
    assert dateline("--version").stdout.decode() == f"dateline {__version__}\n"


def test_help_names_every_command() -> None:
    ran = dateline("--help")
    assert ran.returncode == 0
    assert all(word in ran.stdout.decode() for word in ("code", "explain", "ref"))


@pytest.mark.parametrize(
    "arguments", [["--help"], ["--version"], ["code", "--help"], ["code", "x", "--published", "x"]]
)
def test_nothing_heavy_is_loaded_before_it_is_needed(arguments: list[str]) -> None:
    probe = (
        "import sys; from dateline.cli import run; run(sys.argv[1:]); "
        "heavy = {'spacy', 'numpy', 'jinja2', 'lxml', 'trafilatura', 'pypdfium2', 'sqlalchemy', 'polars'}; "
        "print(sorted(heavy & set(sys.modules)))"
    )
    ran = subprocess.run([sys.executable, "-c", probe, *arguments], capture_output=True, text=True, check=True)
    assert ran.stdout.splitlines()[-1] == "[]"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--bogus"], "--bogus"),
        (["bogus"], "'bogus'"),
        (["code"], "FILE"),
        (["explain", "c-1234"], "no store"),
        (["ref"], "table"),
    ],
)
def test_a_wrong_command_is_one_line(arguments: list[str], words: str) -> None:
    ran = dateline(*arguments)
    assert (ran.returncode, ran.stdout) == (2, b"")
    assert ran.stderr.decode().count("\n") == 1
    assert words in ran.stderr.decode()


def test_no_command_shows_the_help() -> None:
    ran = dateline()
    assert b"Usage: dateline" in ran.stdout + ran.stderr


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "latin-1", "utf-8"])
def test_a_terminal_of_few_letters_is_no_reason_to_fail(encoding: str) -> None:
    coded = dateline("explain", "i-", "--in", str(SAMPLE), PYTHONIOENCODING=encoding)
    assert coded.returncode == 2
    ran = dateline("explain", "c-263d", "--in", str(SAMPLE), PYTHONIOENCODING=encoding)
    assert ran.returncode == 0
    assert "Dozens more were hurt" in ran.stdout.decode(encoding)


def test_a_message_of_many_letters_is_one_line_on_a_terminal_of_few() -> None:
    ran = dateline("code", "Şırnak–“1”.txt", PYTHONIOENCODING="ascii")
    assert ran.returncode == 2
    assert ran.stderr == b'dateline: S?rnak-"1".txt: no such file\n'


@pytest.mark.parametrize(
    ("text", "expected"),
    [("“Idlib” – 8 → 9…", b'"Idlib" - 8 -> 9...'), ("Şırnak", b"S?rnak"), ("🚑", b"?"), ("é", b"e")],
)
def test_a_sign_that_is_missing_becomes_its_nearest(text: str, expected: bytes) -> None:
    assert encode(text, "ascii") == expected


def test_a_closed_pipe_is_silent() -> None:
    command = f"{sys.executable} -m dateline ref numbers | head -1"
    ran = subprocess.run(["bash", "-o", "pipefail", "-c", command], capture_output=True, check=False)
    assert ran.stderr == b""
    assert ran.stdout.startswith(b"From words to numbers")


def test_what_should_not_happen_is_one_line_with_a_hint(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from dateline.cli import ref, run

    def fails() -> list[ref.Listing]:
        raise RuntimeError("odd\nthing")

    monkeypatch.setitem(ref.TABLES, "events", fails)
    assert run(["ref", "events"]) == 1
    assert capsys.readouterr().err == (
        "dateline: this should not happen: RuntimeError: odd thing (DATELINE_DEBUG=1 shows where)\n"
    )
    monkeypatch.setenv("DATELINE_DEBUG", "1")
    with pytest.raises(RuntimeError, match="odd"):
        run(["ref", "events"])


@pytest.mark.parametrize(
    ("done", "total", "seconds", "words"),
    [
        (12, 40, 4.0, "coded 12 of 40 reports, 3.0 a second, 9 s left"),
        (5, None, 2.0, "coded 5 reports, 2.5 a second"),
        (10, 10_000, 5.0, "coded 10 of 10,000 reports, 2.0 a second, 83 min left"),
        (0, 3, 0.0, "coded 0 of 3 reports"),
    ],
)
def test_progress_tells_count_rate_and_time_left(done: int, total: int | None, seconds: float, words: str) -> None:
    assert describe(done, total, seconds) == words
