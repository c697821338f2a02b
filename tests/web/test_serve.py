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
        (["--certificate", "none.pem"], "both are needed"),
        (["--certificate", "none.pem", "--key", "none.key"], "No such file"),
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


@pytest.mark.parametrize(
    "arguments", [["--host", "0.0.0.0"], ["--host", "192.0.2.7"], ["--name", "dateline.example"], ["--login"]]
)
def test_beyond_this_machine_it_does_not_start_without_users(
    store: Path, arguments: list[str], capfd: pytest.CaptureFixture[str]
) -> None:
    assert run(["serve", "--store", str(store), *arguments]) == 2
    err = capfd.readouterr().err
    assert "the store has no users" in err
    assert len(err.splitlines()) == 1


def test_it_asks_for_a_login_where_others_can_ask(store: Path) -> None:
    add = [sys.executable, "-m", "dateline", "user", "add", "Lena M.", "--role", "lead", "--store", str(store)]
    assert subprocess.run(add, input="correct horse battery\n", text=True, check=False).returncode == 0
    command = [sys.executable, "-m", "dateline", "serve", "--store", str(store), "--host", "0.0.0.0", "--port", "0"]
    serving = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        assert serving.stdout is not None
        found = re.search(r":(\d+)/", serving.stdout.readline())
        assert found
        with urllib.request.urlopen(f"http://127.0.0.1:{found[1]}/", timeout=20) as answer:
            assert answer.url.endswith("/login?next=%2F")
        serving.terminate()
        assert serving.stderr is not None
        assert "passwords will pass unencrypted" in serving.stderr.read()
    finally:
        serving.kill()
        serving.wait(timeout=20)
        for stream in (serving.stdout, serving.stderr):
            if stream is not None:
                stream.close()


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
