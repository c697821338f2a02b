"""The commands with a coder that stands in for the real one, here and in processes of their own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from dateline.cli import run

STAND_IN = Path(__file__).with_name("stand_in.py")


@dataclass(frozen=True)
class Ran:
    """What a command printed, and its exit status."""

    status: int
    out: str
    err: str


Command = Callable[..., Ran]


@pytest.fixture
def command(capfdbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Command:
    """Run a command in this process, in a folder of its own, with the coder that stands in."""
    from dateline.pipeline import work

    scope: dict[str, object] = {}
    exec(compile(STAND_IN.read_text(encoding="utf-8"), str(STAND_IN), "exec"), scope)
    coder = scope["StandIn"]
    monkeypatch.setattr(work, "_pipeline", lambda _settings: coder())  # type: ignore[operator]
    monkeypatch.setenv("DATELINE_CONFIG", "")
    monkeypatch.setenv("XDG_CONFIG_HOME", "/nowhere")
    monkeypatch.delenv("DATELINE_STORE", raising=False)
    monkeypatch.chdir(tmp_path)

    def go(*arguments: str) -> Ran:
        status = run(list(arguments))
        out, err = capfdbinary.readouterr()
        return Ran(status, out.decode(), err.decode())

    return go
