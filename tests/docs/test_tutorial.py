"""The tutorial's commands run, one after the other, as they stand there."""

from __future__ import annotations

import json
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
        words = shlex.split(command)
        if words[0] == "explain":  # ids change with the rules; any claim of the file can be explained
            words[1] = json.loads((tmp_path / "coded.json").read_text(encoding="utf-8"))["claims"][0]["id"]
        assert (command, run(words)) == (command, 0)
    assert {"coded.json", "coded.jsonl", "claims.csv", "report.html"} <= {path.name for path in tmp_path.iterdir()}


@pytest.mark.parametrize("link", sorted(set(re.findall(r"\]\(([^)#]+)\)", TUTORIAL))))
def test_a_link_of_the_tutorial_leads_somewhere(link: str) -> None:
    assert (ROOT / "docs" / link).exists()
