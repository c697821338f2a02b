"""Lines that are rows of figures: cells of a table, or a name and its numbers."""

from __future__ import annotations

import re

_WIDE = re.compile(r"\t+| {2,}")
_NUMBER = re.compile(r"(?:\d{1,3}(?:[, ]\d{3})+|\d+)\+?\Z|[-–—]\Z|(?i:nil|none|n/a)\Z")
_AT_END = re.compile(r"(?P<label>\D*?[^\W\d_.)]\)?) (?P<cells>(?:(?:\d{1,3}(?:,\d{3})+|\d+|[-–—])(?: |\Z)){2,})\Z")
_LABELLED = re.compile(
    r"(?P<label>[^\W\d_][^:;.!?|]{1,48}?)(?::| [-–—]) +"
    r"(?P<said>(?:[\w-]+ ){0,3}?\d[^.!?]{0,140}|(?i:no|none|nil)\b[^.!?]{0,60})\Z"
)
_LONGEST = 200
_WIDEST_CELL = 40  # letters; prose with wide gaps between its sentences has longer ones


def find_cells(line: str) -> list[tuple[int, int]] | None:
    """Where each cell of a table's row begins and ends in its line; None where the line is no row of cells.

    Cells are parted by bars, tabs, wide gaps, or by commas without a space after them; a row whose gaps were closed is
    known by the two or more numbers that end it.
    """
    if len(line) > _LONGEST:
        return None
    if "|" in line:
        return _parted(line, re.compile(r"\|"))
    if _WIDE.search(line):
        cells = _parted(line, _WIDE)
        prose = cells is None or any(end - start > _WIDEST_CELL or line[end - 1] in ".,;" for start, end in cells)
        return None if prose else cells
    if line.count(",") >= 2 and ", " not in line and not line.endswith("."):
        return _parted(line, re.compile(","))
    closed = _AT_END.match(line)
    if closed is None:
        return None
    numbers = [
        (m.start() + closed.start("cells"), m.end() + closed.start("cells"))
        for m in re.finditer(r"\S+", closed["cells"])
    ]
    return [(closed.start("label"), closed.end("label")), *numbers]


def find_labelled(line: str) -> tuple[tuple[int, int], tuple[int, int]] | None:
    """Where a name and what is said of it stand in a line such as "Ituri: 14 killed, 22 injured"; None in others."""
    match = _LABELLED.match(line) if len(line) <= _LONGEST else None
    return None if match is None else (match.span("label"), match.span("said"))


def is_number(cell: str) -> bool:
    """Whether a cell holds a number, or says that there is none."""
    return _NUMBER.match(cell) is not None


def is_row(line: str) -> bool:
    """Whether a line is a row of figures, or heads a table of them."""
    return find_cells(line) is not None or find_labelled(line) is not None


def _parted(line: str, mark: re.Pattern[str]) -> list[tuple[int, int]] | None:
    cells, start = [], 0
    for match in [*mark.finditer(line), None]:
        end = len(line) if match is None else match.start()
        piece = line[start:end]
        begin = start + len(piece) - len(piece.lstrip())
        cells.append((begin, max(begin, start + len(piece.rstrip()))))
        start = len(line) if match is None else match.end()
    while cells and cells[0][0] == cells[0][1]:
        cells.pop(0)
    while cells and cells[-1][0] == cells[-1][1]:
        cells.pop()
    return cells if len(cells) >= 2 else None
