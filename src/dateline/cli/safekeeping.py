"""`dateline backup`, `restore` and `doctor`: a copy of the store, a store of a copy, and how all of it is."""

from __future__ import annotations

import shutil
import sqlite3
import sys
from pathlib import Path

from dateline.errors import DatelineError
from dateline.export.wording import clean
from dateline.settings import Settings
from dateline.store import Store
from dateline.store.address import find_address
from dateline.store.backup import Copied, restore
from dateline.store.health import Finding
from dateline.store.opened import wall_clock


def back_up_store(where: str | None, target: Path) -> int:
    """Copy a store to a file; prints what the copy holds and its seal."""
    with Store.open(where) as store:
        copied = store.back_up(target)
    _tell(str(target), copied)
    return 0


def restore_store(backup: Path, where: str | None) -> int:
    """Make a store of a copy; prints what it holds and its seal."""
    address = find_address(where)
    copied = restore(backup, address, wall_clock())
    _tell(address.shown, copied)
    return 0


def _tell(name: str, copied: Copied) -> None:
    rows = ", ".join(f"{copied.rows[table]:,} {table}" for table in ("reports", "claims", "decisions"))
    print(f"{name}: {rows}, verified")
    print(f"seal of the log: {copied.verdict.seal}")


def examine_all(where: str | None, settings: Settings) -> int:
    """Say how the program and the store are; 0 where all is well, 1 where something is to be mended."""
    found = [_sqlite(), _model(settings), _data(), _gazetteer(), _tesseract()]
    address = find_address(where)
    if address.path is None or address.path.exists():
        try:
            with Store.open(where) as store:
                found += store.examine()
        except DatelineError as error:
            found.append(Finding("store", False, str(error)))
    elif where is not None:
        found.append(Finding("store", False, f"{address.shown}: there is none"))
    else:
        found.append(Finding("store", True, f"none yet at {address.shown}"))
    for one in found:
        print(f"{'well ' if one.is_well else 'MEND '} {one.what}: {clean(one.words)}")
    wrong = sum(not one.is_well for one in found)
    print("all is well" if not wrong else f"{wrong} to be mended", file=sys.stderr)
    return 1 if wrong else 0


def _sqlite() -> Finding:
    with sqlite3.connect(":memory:") as connection:
        options = {row[0] for row in connection.execute("PRAGMA compile_options")}
    has = "ENABLE_FTS5" in options
    return Finding("sqlite", has, f"{sqlite3.sqlite_version}" + ("" if has else " without full-text search (FTS5)"))


def _model(settings: Settings) -> Finding:
    import importlib.util

    if importlib.util.find_spec(settings.pipeline) is None:
        return Finding("language model", False, f"{settings.pipeline} is not installed: pip install it")
    return Finding("language model", True, settings.pipeline)


def _data() -> Finding:
    from dateline.reference.data_version import data_version
    from dateline.reference.patterns import by_first_word

    try:
        words = len(by_first_word())
        return Finding("data", True, f"version {data_version()}, {words:,} words that name events")
    except DatelineError as error:
        return Finding("data", False, str(error))


def _gazetteer() -> Finding:
    from dateline.reference.gazetteer import Gazetteer

    try:
        Gazetteer.open()
    except (DatelineError, OSError, sqlite3.Error) as error:
        return Finding("places", False, str(error))
    return Finding("places", True, "the index is there")


def _tesseract() -> Finding:
    place = shutil.which("tesseract")
    return Finding(
        "scans", True, f"read by {place}" if place else "not read: install tesseract to have PDFs of pictures read"
    )
