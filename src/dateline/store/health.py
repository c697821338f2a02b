"""How a store is: whether its file is whole, who else may read it, what waits, and whether the clock can be right."""

from __future__ import annotations

import shutil
import stat
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, Engine, func, select

from dateline.store.address import Address
from dateline.store.engine import is_read_only, reading
from dateline.store.log import head
from dateline.store.migrations import STEPS, step_of
from dateline.store.tables import log, originals, problems, reports

#: Less free space than the store takes itself, or than this, is told.
LEAST_FREE = 500_000_000


@dataclass(frozen=True, slots=True)
class Finding:
    """What was looked at, whether it is well, and in words how it is and what would mend it."""

    what: str
    is_well: bool
    words: str


def examine(engine: Engine, address: Address, now: str) -> list[Finding]:
    """How a store is, quickly: `verify` works its hashes out again."""
    found: list[Finding] = []
    with reading(engine, address) as connection:
        if address.path is not None:
            found += _file(connection, address.path)
        found.append(_form(connection))
        found.append(_clock(connection, now))
        found += _waiting(connection)
        number, seal = head(connection)
        found.append(
            Finding("log", True, f"{number:,} entries, sealed {seal[:16]}…; `dateline verify` works all out again")
        )
    return found


def _file(connection: Connection, path: Path) -> list[Finding]:
    faults = [str(row[0]) for row in connection.exec_driver_sql("PRAGMA quick_check(5)")]
    is_whole = faults == ["ok"]
    whole = "whole" if is_whole else f"damaged ({faults[0][:120]}): restore the last copy"
    found = [Finding("file", is_whole, whole)]
    loose = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
    found.append(
        Finding("rows", loose is None, "each belongs to its report" if loose is None else "some belong to none")
    )
    if is_read_only(path):
        found.append(Finding("writing", False, "it may only be read here"))
    if path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        words = f"others on this machine may read it, and people are named in it: chmod 600 {path.name}"
        found.append(Finding("readers", False, words))
    else:
        found.append(Finding("readers", True, "you alone"))
    free, size = shutil.disk_usage(path.absolute().parent).free, path.stat().st_size
    words = f"{free / 1e9:,.1f} GB free, the store takes {size / 1e6:,.1f} MB"
    found.append(Finding("disk", free > max(LEAST_FREE, size), words))
    return found


def _form(connection: Connection) -> Finding:
    step = step_of(connection)
    return Finding("form", step == STEPS[-1].number, f"{step} of {STEPS[-1].number}")


def _clock(connection: Connection, now: str) -> Finding:
    last = connection.execute(select(log.c.at).order_by(log.c.number.desc()).limit(1)).scalar()
    if last is None or datetime.fromisoformat(last) <= datetime.fromisoformat(now):
        return Finding("clock", True, "after the last entry of the log")
    return Finding(
        "clock",
        False,
        f"stands at {now[:19]}, before the last entry of the log ({last[:19]}): one of the two was wrong",
    )


def _waiting(connection: Connection) -> list[Finding]:
    def count(query: object) -> int:
        return connection.execute(query).scalar() or 0  # type: ignore[call-overload]

    stale = select(func.count()).where(reports.c.coded_as.is_(None) | (reports.c.coded_as != reports.c.digest))
    waiting = count(stale)
    wrong = count(select(func.count()).select_from(problems))
    kept = count(select(func.count()).select_from(originals))
    held = count(select(func.count()).select_from(reports))
    found = [Finding("reports", waiting == 0, f"{held:,} with {kept:,} originals")]
    if waiting:
        found[0] = Finding(
            "reports", False, f"{waiting:,} of {held:,} wait to be coded: `dateline add` any file, or `recode`"
        )
    if wrong:
        found.append(Finding("problems", False, f"{wrong:,}: `dateline reports --problems` lists them"))
    return found
