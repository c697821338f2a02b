"""The lines of a table of places, taken out of its file by a process that may break: it may be packed by anyone."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import IO, Any

from dateline.errors import DataError, DatelineError, ReportError
from dateline.reference.gazetteer.lines import lines_in
from dateline.text.apart import read_apart
from dateline.text.frames import Frame
from dateline.text.units import Units

#: So many lines are handed over at a time.
AT_ONCE = 1000


def lines_apart(path: Path) -> Generator[str, None, None]:
    """The lines of a file, read in another process; raises DataError where they cannot be read."""
    try:
        for value, _ in read_apart(f"{__name__}:read_inside", path, {"name": str(path)}):
            yield from value["lines"]
    except ReportError as error:
        raise DataError(f"{path}: {error}") from None
    except DatelineError as error:  # with the name of the file in it
        raise DataError(str(error)) from None


def read_inside(file: IO[bytes], arguments: Mapping[str, Any], _units: Units) -> Iterator[Frame]:
    """The work of the process that reads."""
    lines = lines_in(file, arguments["name"])
    while several := list(islice(lines, AT_ONCE)):
        yield {"lines": several}, b""
