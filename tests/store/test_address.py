"""Which store is meant."""

from __future__ import annotations

import importlib.util

import pytest

from dateline.errors import StoreError
from dateline.store import Store
from dateline.store.address import find_address


@pytest.mark.parametrize(
    ("given", "environment", "shown"),
    [
        (None, {}, "dateline.db"),
        (None, {"DATELINE_STORE": "kept/s.db"}, "kept/s.db"),
        ("mine.db", {"DATELINE_STORE": "kept/s.db"}, "mine.db"),
        ("sqlite:///mine.db", {}, "mine.db"),
        ("odd name?.db", {}, "odd name?.db"),
        ("postgresql://lena:secret@host:5432/cases", {}, "postgresql://lena@host:5432/cases"),
        ("postgres://host/cases", {}, "postgresql://host/cases"),
        (None, {"DATELINE_STORE": "postgresql:///cases"}, "postgresql:///cases"),
    ],
)
def test_the_option_goes_before_the_environment(given: str | None, environment: dict[str, str], shown: str) -> None:
    assert find_address(given, environment).shown == shown


@pytest.mark.parametrize("given", ["mysql://host/x", "http://host/x", "a\0b"])
def test_what_is_no_store_is_refused(given: str) -> None:
    with pytest.raises(StoreError, match="--store"):
        find_address(given, {})


def test_a_missing_driver_is_told_with_its_cure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda _name: None)
    with pytest.raises(StoreError, match="pip install"):
        Store.open("postgresql://host/cases")
