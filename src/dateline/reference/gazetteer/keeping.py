"""Where indexes are kept, and building the packaged one on first use."""

from __future__ import annotations

import hashlib
import os
import sys
import time
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from dateline.reference.gazetteer.build import VERSION, insert_rows, new_index
from dateline.reference.gazetteer.rows import PlaceRow

_DAY = 86_400
#: After so many places the line that counts them is written anew.
_STEP = 5_000


def cache_dir() -> Path:
    """Where indexes are kept: `DATELINE_CACHE_DIR`, or `dateline` in the user's cache directory."""
    named = os.environ.get("DATELINE_CACHE_DIR")
    if named:
        return Path(named)
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "dateline"


def added_index() -> Path:
    """Where the places that a user added are kept: by the user's data, for they cannot be built again."""
    named = os.environ.get("DATELINE_CACHE_DIR")
    if named:
        return Path(named) / "gazetteer-added.sqlite"
    home = os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share"
    return Path(home) / "dateline" / "gazetteer-added.sqlite"


def packaged_index() -> Path:
    """The path of the index of the packaged sources; builds it where it is not there yet."""
    path = cache_dir() / f"gazetteer-{_fingerprint()}.sqlite"
    if not path.is_file():
        # The sources take seconds to load: they are imported only here.
        from dateline.reference.gazetteer.sources import packaged_rows

        print("dateline: building the place index, once (about 20 seconds)", file=sys.stderr)
        with new_index(path) as connection:
            count = insert_rows(connection, _told(packaged_rows()), source=1)
            connection.execute(
                "INSERT INTO source VALUES (1, 'packaged', 'packaged', ?, NULL, ?, 'CC BY 4.0')",
                (_fingerprint(), count),
            )
        _sweep(path)
    return path


def _told(rows: Iterable[PlaceRow]) -> Iterator[PlaceRow]:
    """The rows, and on a terminal a line that counts them."""
    shown = sys.stderr.isatty()
    for number, row in enumerate(rows, start=1):
        if shown and number % _STEP == 0:
            print(f"\rdateline: {number:,} places", end="", file=sys.stderr, flush=True)
        yield row
    if shown:
        print("\r\x1b[K", end="", file=sys.stderr, flush=True)


def _sweep(kept: Path) -> None:
    """Remove what earlier versions and broken-off builds left, once it is a day old."""
    for path in kept.parent.glob("gazetteer-*"):
        stale = path.suffix == ".part" or (path.suffix == ".sqlite" and path.stem != "gazetteer-added")
        try:
            if stale and path != kept and time.time() - path.stat().st_mtime > _DAY:
                path.unlink()
        except OSError:
            continue  # another process was quicker


@cache
def _fingerprint() -> str:
    """What the index depends on: the code's version, our tables, and the size and time of the towns' file."""
    from dateline.reference.gazetteer.sources import source_files

    digest = hashlib.sha256(str(VERSION).encode())
    towns, *tables = source_files()
    stat = towns.stat()
    digest.update(f"{towns.name}:{stat.st_size}:{int(stat.st_mtime)}".encode())
    for path in tables:
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]
