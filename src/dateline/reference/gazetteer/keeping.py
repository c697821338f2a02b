"""Where indexes are kept, and building the packaged one on first use."""

from __future__ import annotations

import contextlib
import hashlib
import os
import sys
import time
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from filelock import FileLock, Timeout

from dateline.reference.gazetteer.build import VERSION, insert_rows, new_index
from dateline.reference.gazetteer.rows import PlaceRow

_DAY = 86_400
#: After so many places the line that counts them is written anew.
_STEP = 5_000
#: Seconds that one waits for another's index without a word, and at all: many times what building takes.
_MOMENT, _LONGEST = 0.5, 900.0


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
    """The path of the index of the packaged sources; builds it where it is not there yet.

    Of processes that start together one builds, and the others wait for it. A builder that is killed lets go of the
    lock with its life, and the next in line builds.
    """
    path = cache_dir() / f"gazetteer-{_fingerprint()}.sqlite"
    if path.is_file():
        return path
    with _turn(path.parent):
        if not path.is_file():
            _build(path)
            _sweep(path)
    return path


@contextlib.contextmanager
def _turn(folder: Path) -> Iterator[None]:
    """Wait for one's turn to build in a folder; says so where that takes more than a moment.

    Where the folder takes no locks, or one builder holds its lock far too long, the turn is taken all the same: an
    index is moved to its place when it is whole, so building twice costs time and nothing else.
    """
    lock = FileLock(folder / "gazetteer.lock")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        try:
            lock.acquire(timeout=_MOMENT)
        except Timeout:
            print("dateline: another process is building the place index: waiting for it", file=sys.stderr)
            lock.acquire(timeout=_LONGEST)
    except (OSError, NotImplementedError) as error:  # Timeout is an OSError
        print(f"dateline: building the place index without a lock: {error}", file=sys.stderr)
    try:
        yield
    finally:
        lock.release()


def _build(path: Path) -> None:
    # The sources take seconds to load: they are imported only here.
    from dateline.reference.gazetteer.sources import packaged_rows

    print("dateline: building the place index, once (about 20 seconds)", file=sys.stderr)
    with new_index(path) as connection:
        count = insert_rows(connection, _told(packaged_rows()), source=1)
        connection.execute(
            "INSERT INTO source VALUES (1, 'packaged', 'packaged', ?, NULL, ?, 'CC BY 4.0')",
            (_fingerprint(), count),
        )


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
