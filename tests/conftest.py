"""What every test shares: a run fails when a test is skipped for a reason that nobody wrote down."""

from __future__ import annotations

import os
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
ALLOWED = Path(__file__).parent / "allowed_skips.toml"

_skipped: list[tuple[str, str]] = []

os.environ.pop("COLUMNS", None)  # how wide the screen of whoever runs the tests is, is not what they test


def allowed_skips(path: Path = ALLOWED) -> dict[str, str]:
    """The tests that may be skipped, each with its reason; a name ending in `*` stands for all that begin so."""
    with path.open("rb") as file:
        return {str(name): str(reason) for name, reason in tomllib.load(file)["skips"].items()}


def unexplained(skipped: list[tuple[str, str]], allowed: dict[str, str]) -> list[str]:
    """The skipped tests that no line of the list allows."""

    def is_allowed(test: str) -> bool:
        return any(test == name or (name.endswith("*") and test.startswith(name[:-1])) for name in allowed)

    return [f"{test}: {why}" for test, why in skipped if not is_allowed(test)]


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Remember each test that was skipped, or that was expected to fail and did."""
    if report.skipped:
        why = report.longrepr[2] if isinstance(report.longrepr, tuple) else getattr(report, "wasxfail", "")
        _skipped.append((report.nodeid, why))


def pytest_collectreport(report: pytest.CollectReport) -> None:
    """Remember each test file that was skipped whole."""
    if report.skipped:
        why = report.longrepr[2] if isinstance(report.longrepr, tuple) else ""
        _skipped.append((report.nodeid, why))


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Fail the run where a skip is not on the list."""
    if unexplained(_skipped, allowed_skips()) and session.exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print the skips that failed the run."""
    for line in unexplained(_skipped, allowed_skips()):
        terminalreporter.write_line(f"skipped, and not in tests/allowed_skips.toml: {line}", red=True)
