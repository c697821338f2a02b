"""docs/store.md names all that there is."""

from __future__ import annotations

from pathlib import Path

import pytest

from dateline.cli import store_commands
from dateline.review import State
from dateline.store import Kind
from dateline.store.tables import metadata

PAGE = (Path(__file__).parent.parent.parent / "docs" / "store.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "name",
    [
        *(f"`{table}`" for table in [*metadata.tables, "words"]),
        *(kind.value for kind in Kind),
        *(f"`{state.value}`" for state in State),
        *(act.value for act in store_commands.Act),
        *("add", "recode", "verify", "claims", "incidents", "tally", "reports", "sources"),
    ],
)
def test_the_page_names(name: str) -> None:
    assert name in PAGE
