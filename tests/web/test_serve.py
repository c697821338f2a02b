"""`dateline serve`: started as a person does, and asked over the wire."""

from __future__ import annotations

import re
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from dateline.cli import run
from dateline.cli.serve import is_loopback


@pytest.mark.parametrize(
    ("host", "expected"),
    [("127.0.0.1", True), ("127.8.8.8", True), ("::1", True), ("localhost", True), ("0.0.0.0", False), ("::", False),
     ("192.168.1.4", False), ("example.org", False)],
)  # fmt: skip
def test_which_addresses_are_this_machine(host: str, expected: bool) -> None:
    assert is_loopback(host) is expected


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--store", "none.db"], "there is no store"),
        (["--host", "0.0.0.0"], "served on this machine alone"),
        (["--port", "70000"], "65535"),
    ],
)
def test_what_cannot_be_served_is_told_in_one_line(
    arguments: list[str], told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(["serve", *arguments]) == 2
    err = capfd.readouterr().err
    assert told in err
    assert len(err.splitlines()) == 1


def test_it_serves_a_store_until_it_is_stopped(store: Path) -> None:
    command = [sys.executable, "-m", "dateline", "serve", "--store", str(store), "--port", "0"]
    serving = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        assert serving.stdout is not None
        found = re.search(r"http://\S+", serving.stdout.readline())
        assert found
        with urllib.request.urlopen(found[0], timeout=20) as answer:
            assert "Overview" in answer.read().decode()
    finally:
        serving.terminate()
        serving.wait(timeout=20)
        for stream in (serving.stdout, serving.stderr):
            if stream is not None:
                stream.close()
