"""A coder that stands in for the real one, so that the faces are tested without a parser."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from dateline.cli import run
from dateline.errors import LanguageError
from dateline.pipeline import work
from dateline.records import Coded, Report
from dateline.records.encode import coded_from_json

SAMPLE = Path(__file__).parent.parent / "samples" / "oresk.json"


@dataclass(frozen=True)
class Ran:
    """What a command printed, and its exit status."""

    status: int
    out: str
    err: str


Command = Callable[..., Ran]


@pytest.fixture
def coded() -> Coded:
    return coded_from_json(json.loads(SAMPLE.read_text(encoding="utf-8")))


@pytest.fixture
def command(capfdbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch) -> Command:
    """Run a command in this process, away from the settings of whoever runs the tests."""
    monkeypatch.setenv("DATELINE_CONFIG", "")
    monkeypatch.setenv("XDG_CONFIG_HOME", "/nowhere")

    def go(*arguments: str) -> Ran:
        status = run(list(arguments))
        out, err = capfdbinary.readouterr()
        return Ran(status, out.decode(), err.decode())

    return go


@pytest.fixture
def stand_in(coded: Coded, monkeypatch: pytest.MonkeyPatch) -> None:
    """A coder that gives the sample's claims for the sample's text, none for others; "Bonjour" is not English."""

    class Coder:
        def extract(self, report: Report) -> Coded:
            if "Bonjour" in report.text:
                raise LanguageError("this is in French, and only English is read: not coded")
            if "Kaboom" in report.text:
                raise RuntimeError("a rule went wrong")
            if "Stop" in report.text:
                raise KeyboardInterrupt
            if "Shells hit" in report.text:
                return replace(coded, report=replace(coded.report, external_id=report.external_id))
            return Coded(report=report)

        code = extract

    monkeypatch.setattr(work, "_pipeline", lambda _settings: Coder())


@pytest.fixture
def story(tmp_path: Path, coded: Coded) -> Path:
    """The sample's text as a file."""
    path = tmp_path / "oresk.txt"
    path.write_text(coded.report.text, encoding="utf-8")
    return path
