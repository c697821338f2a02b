"""The reading order of a page: columns found by the white between them, lines and paragraphs by their distances."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

_FEWEST = 3  # lines that a column has at least
_CROSSING = 0.25  # share of the lines that may run across the white between two columns


@dataclass(slots=True)
class Run:
    """Characters of one line without a wide gap, and where they stand: points from the lower left corner."""

    left: float
    bottom: float
    right: float
    top: float
    text: str


@dataclass(slots=True)
class Row:
    """A line of text; `apart` where a new paragraph begins with it."""

    text: str
    left: float
    bottom: float
    height: float
    apart: bool = False
    new_column: bool = False


def find_rows(runs: list[Run]) -> list[Row]:
    """The lines of a page in reading order: down the first column, then down the next."""
    rows: list[Row] = []
    for column in _columns(runs):
        found = _rows(column)
        if found and rows:
            found[0].new_column = True
        rows += found
    pitches = [a.bottom - b.bottom for a, b in pairwise(rows) if 0 < a.bottom - b.bottom < 6 * a.height]
    usual = median(pitches) if pitches else 0.0
    for before, row in pairwise(rows):
        row.apart = _is_apart(before, row, usual)
    return rows


def _is_apart(before: Row, row: Row, usual: float) -> bool:
    pitch = before.bottom - row.bottom
    if pitch <= 0 or pitch > 1.3 * usual:
        return True
    if abs(row.height - before.height) > 0.15 * before.height:
        return True
    return row.left - before.left > 0.8 * row.height and before.text[-1:] in '.!?:"”'


def _columns(runs: list[Run]) -> Iterator[list[Run]]:
    """Groups of runs to be read one after the other."""
    gutter = _gutter(runs)
    if gutter is None:
        yield runs
        return
    left: list[Run] = []
    right: list[Run] = []
    across: list[Run] = []
    for run in sorted(runs, key=lambda run: -run.top):
        side = left if run.right <= gutter else right if run.left >= gutter else None
        if side is None:
            # A line across both columns closes what stands above it.
            yield from (group for group in (left, right) if group)
            left, right = [], []
            across.append(run)
        else:
            if across:
                yield across
                across = []
            side.append(run)
    yield from (group for group in (left, right, across) if group)


def _gutter(runs: list[Run]) -> float | None:
    """Where the white between two columns is; None where there is one column."""
    if len(runs) < 2 * _FEWEST:
        return None
    begin, end = min(run.left for run in runs), max(run.right for run in runs)
    best: tuple[int, float] | None = None
    for place in sorted({run.left - 1 for run in runs}):
        if not begin + 0.25 * (end - begin) < place < begin + 0.75 * (end - begin):
            continue
        crossing = sum(run.left < place < run.right for run in runs)
        if best is None or crossing < best[0]:
            best = crossing, place
    if best is None or best[0] > _CROSSING * len(runs):
        return None
    place = best[1]
    left = [run for run in runs if run.right <= place]
    right = [run for run in runs if run.left >= place]
    if min(len(left), len(right)) < _FEWEST:
        return None
    # A table has short cells side by side; columns of text are mostly full.
    full = [run for run in (*left, *right) if run.right - run.left > 0.25 * (end - begin)]
    return place if len(full) >= 0.5 * (len(left) + len(right)) else None


def _rows(runs: list[Run]) -> list[Row]:
    """Runs at one height put together to lines, from top to bottom."""
    rows: list[Row] = []
    for run in sorted(runs, key=lambda run: (-run.bottom, run.left)):
        height = run.top - run.bottom
        text = " ".join(run.text.split())
        if rows and abs(rows[-1].bottom - run.bottom) < 0.45 * height:
            rows[-1].text += f" {text}"
        else:
            rows.append(Row(text, run.left, run.bottom, height))
    return rows
