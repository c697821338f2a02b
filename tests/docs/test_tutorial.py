"""The tutorial's commands run, one after the other, as they stand there."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from dateline.cli import run

ROOT = Path(__file__).parent.parent.parent
TUTORIAL = (ROOT / "docs" / "tutorial.md").read_text(encoding="utf-8")


def test_the_commands_of_the_tutorial_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "samples").symlink_to(ROOT / "samples")
    monkeypatch.chdir(tmp_path)
    commands = re.findall(r"^\$ dateline (.*)$", TUTORIAL, flags=re.MULTILINE)
    assert len(commands) >= 7
    for command in commands:
        status = run(shlex.split(command))
        assert (command, status) == (command, 0)
    assert {"coded.json", "coded.jsonl", "claims.csv", "report.html"} <= {path.name for path in tmp_path.iterdir()}


@pytest.mark.parametrize("link", sorted(set(re.findall(r"\]\(([^)#]+)\)", TUTORIAL))))
def test_a_link_of_the_tutorial_leads_somewhere(link: str) -> None:
    assert (ROOT / "docs" / link).exists()
