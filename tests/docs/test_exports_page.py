"""The docs tell of every format, and of every column of each."""

from __future__ import annotations

from pathlib import Path

import pytest

from dateline.export.formats import exporters

DOCS = Path(__file__).parent.parent.parent / "docs"
GUIDE = (DOCS / "exports.md").read_text(encoding="utf-8")
REFERENCE = (DOCS / "reference" / "exports.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", sorted(exporters()))
def test_a_format_and_its_columns_are_told_of(name: str) -> None:
    assert f"`{name}`" in GUIDE
    assert f"\n## {name}\n" in REFERENCE
    fields = [field for sheet in exporters()[name].sheets() for field in sheet.fields]
    assert fields
    assert [field.name for field in fields if f"| `{field.name}` | {field.kind} |" not in REFERENCE] == []
    assert [field.name for field in fields if not field.help] == []


@pytest.mark.parametrize("name", sorted(exporters()))
def test_what_a_format_cannot_hold_is_told(name: str) -> None:
    told = [*exporters()[name].loss, *exporters()[name].withheld]
    assert [line for line in told if f"- {line}\n" not in REFERENCE] == []
