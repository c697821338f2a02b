"""JSON and tables that a user names, read in this process: within a size, a length of line and a depth.

What reads them comes with Python, runs nothing and fetches nothing. What they could do is fill the memory, so more than
a coded report takes is refused with a line that says so.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from dateline.errors import ReportError

#: Bytes of a file that is read whole, and of a line: a report of 20 MB, its claims, and its bytes in Base64.
LARGEST, LONGEST = 500_000_000, 100_000_000
#: So many lists and objects stand in each other at most; in what we write a dozen do.
DEEPEST = 100
_TOO_DEEP = f"JSON nested too deep: more than {DEEPEST} lists and objects in each other"


class NotJsonError(ReportError):
    """A text is no JSON at all, where lines of it may be."""


def load(text: str) -> object:
    """A JSON text as a value; raises NotJsonError where it is none, ReportError where it is more than may be read."""
    try:
        value: object = json.loads(text)
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}" if "\n" in text.strip() else f"column {error.colno}"
        raise NotJsonError(f"not JSON: {error.msg} at {where}") from None
    except RecursionError:
        raise ReportError(_TOO_DEEP) from None
    except ValueError:
        raise ReportError("JSON with a number too long to read") from None
    if _is_deep(value):
        raise ReportError(_TOO_DEEP)
    return value


def _is_deep(value: object) -> bool:
    level = [value]
    for _ in range(DEEPEST):
        level = [
            inner
            for one in level
            for inner in (one.values() if isinstance(one, dict) else one if isinstance(one, list) else ())
            if isinstance(inner, (dict, list))
        ]
        if not level:
            return False
    return True


def read_text(source: str | Path) -> str:
    """All of a file in UTF-8, or of the standard input ("-"); raises ReportError where that cannot be had."""
    name = name_of(source)
    try:
        if source == "-":
            data = sys.stdin.buffer.read(LARGEST + 1)
        else:
            with Path(source).open("rb") as file:
                data = file.read(LARGEST + 1)
        if len(data) > LARGEST:
            raise ReportError(f"{name}: more than {LARGEST / 1e6:,.0f} MB; split it")
        return data.decode("utf-8-sig")
    except OSError as error:
        raise ReportError(f"{name}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise ReportError(f"{name}: not UTF-8 at byte {error.start}") from error


def read_lines(path: Path) -> Iterator[tuple[int, str]]:
    """The lines of a file in UTF-8 with their numbers and ends, one in memory at a time.

    Raises ReportError where it cannot be read, or a line is longer than may be.
    """
    try:
        with path.open("rb") as file:
            for number, line in enumerate(_within(file), start=1):
                if len(line) > LONGEST:
                    raise ReportError(f"{path}:{number}: more than {LONGEST / 1e6:,.0f} MB in a line")
                try:
                    yield number, line.decode("utf-8-sig" if number == 1 else "utf-8")
                except UnicodeDecodeError as error:
                    raise ReportError(f"{path}:{number}: not UTF-8 at byte {error.start} of the line") from error
    except OSError as error:
        raise ReportError(f"{path}: {error.strerror}") from error


def _within(file: IO[bytes]) -> Iterator[bytes]:
    return iter(lambda: file.readline(LONGEST + 1), b"")


def name_of(source: str | Path) -> str:
    """What a source is called in a line for people."""
    return "standard input" if source == "-" else str(source)
