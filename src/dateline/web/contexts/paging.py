"""A part of a long list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

Row = TypeVar("Row")

SIZE = 50
MOST = 500


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """The rows from `start` (counted from 0) on, of `total`."""

    rows: Sequence[Row]
    start: int
    size: int
    total: int

    @property
    def number(self) -> int:
        """Which part this is, counted from 1."""
        return self.start // self.size + 1

    @property
    def last(self) -> int:
        """How many parts there are; one where there are no rows."""
        return max(1, -(-self.total // self.size))


def part(rows: Sequence[Row], number: int, size: int = SIZE) -> Page[Row]:
    """The part of that number; the last one where it is beyond."""
    size = min(max(size, 1), MOST)
    last = max(1, -(-len(rows) // size))
    start = (min(max(number, 1), last) - 1) * size
    return Page(rows[start : start + size], start, size, len(rows))
