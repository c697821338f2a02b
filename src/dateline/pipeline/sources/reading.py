"""What reading a source gives: reports as they were met, and problems."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from dateline.records import Problem
from dateline.store import Found
from dateline.text.making import Known

Read = Found | Problem
Reader = Callable[[bytes, str, Known], Iterator[Read]]


def as_options(known: Known) -> dict[str, Any]:
    """What is known, as the readers take it."""
    names = ("title", "publisher", "author", "url", "published", "language", "retrieved")
    return {name: getattr(known, name) for name in names}


def problem(name: str, message: str) -> Problem:
    """What could not be read, and why."""
    return Problem(report=name, step="read", message=message)
