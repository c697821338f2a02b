"""The lines of a table of places: of a text file, or of the largest text in a ZIP."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from typing import IO

from dateline.errors import DataError

#: Gives the lines of a file, without their ends; raises DataError where they cannot be read.
Lines = Callable[[Path], Generator[str, None, None]]
#: No line is longer, in bytes, and no text larger when it is unpacked; that of all places of GeoNames has 1.6 GB.
LONGEST, LARGEST = 1_000_000, 4_000_000_000


def lines_of(path: Path) -> Generator[str, None, None]:
    """The lines of a file, read in this process."""
    with path.open("rb") as file:
        yield from lines_in(file, str(path))


def lines_in(file: IO[bytes], name: str) -> Iterator[str]:
    """The lines of a file that is open; never the whole of it at once. Raises DataError, with the name and the line."""
    if not name.lower().endswith(".zip"):
        yield from _decoded(file, name)
        return
    try:
        with zipfile.ZipFile(file) as archive:
            members = [m for m in archive.infolist() if m.filename.lower().endswith((".txt", ".csv"))]
            if not members:
                raise DataError(f"{name}: no text file in it")
            with archive.open(max(members, key=lambda member: member.file_size)) as packed:
                yield from _decoded(packed, name)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise DataError(f"{name}: not a zip file that can be read: {error}") from error


def _decoded(file: IO[bytes], name: str) -> Iterator[str]:
    size = number = 0
    while line := file.readline(LONGEST + 1):
        number += 1
        size += len(line)
        if len(line) > LONGEST or size > LARGEST:
            raise DataError(f"{name}:{number}: more than {LONGEST:,} bytes a line, or {LARGEST:,} in all")
        try:
            yield line.decode("utf-8-sig" if number == 1 else "utf-8").rstrip("\r\n")
        except UnicodeDecodeError as error:
            raise DataError(f"{name}:{number}: not UTF-8 at byte {error.start}") from error
