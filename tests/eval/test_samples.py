"""The sample reports: the texts and their JSONL say the same."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

SAMPLES = Path(__file__).resolve().parents[2] / "samples"


def test_every_sample_has_its_line() -> None:
    lines = (SAMPLES / "samples.jsonl").read_text(encoding="utf-8").splitlines()
    rows = {row["id"]: row for row in map(json.loads, lines)}
    files = {file.stem: file.read_text(encoding="utf-8").strip() for file in SAMPLES.glob("*.txt")}
    assert {name: row["text"] for name, row in rows.items()} == files
    assert all(row["publisher"] and row["title"] and date.fromisoformat(row["published"]) for row in rows.values())


def test_every_sample_is_in_the_readme_and_called_invented() -> None:
    readme = (SAMPLES / "README.md").read_text(encoding="utf-8")
    assert "invented" in readme.splitlines()[0]
    assert all(f"`{file.name}`" in readme for file in SAMPLES.glob("*.txt"))
