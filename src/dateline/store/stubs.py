"""What stays where a person's data was erased: hashes of it, and an entry of the log that says what stands there now.

An entry "redaction" of a report holds the hashes of its text, its claims and its origins as they were left; one of the
store those of decisions and of entries of the log, and the bytes that were erased. An entry that was redacted keeps the
hash that it had, so that the chain holds, and what is left of it is sealed by the entry that tells of the redaction.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, func, select

from dateline.store.canon import digest
from dateline.store.tables import log

ACTION = "redaction"
#: The subject of the entry that tells of all that belongs to no one report.
STORE = "store"
#: How the bytes of an original that is no more are packed.
ERASED = "erased"
PART = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class Redaction:
    """That something was erased: when, by whom, and why; `reports` and `originals` are how many it touched."""

    at: str
    by: str
    reason: str
    reports: int
    originals: int


@dataclass(slots=True)
class Stubs:
    """What the log says of what was erased, by the ids of the things."""

    texts: dict[str, str] = field(default_factory=dict)
    origins: set[str] = field(default_factory=set)
    originals: set[str] = field(default_factory=set)
    decisions: dict[str, str] = field(default_factory=dict)
    entries: dict[int, tuple[str, int]] = field(default_factory=dict)
    told: list[Redaction] = field(default_factory=list)


def load_stubs(connection: Connection) -> Stubs:
    """What was erased from a store; the later entry stands where two tell of the same thing."""
    found = Stubs()
    rows = connection.execute(select(log).where(log.c.action == ACTION).order_by(log.c.number))
    for row in rows:
        try:
            _note(found, row, json.loads(row.detail))
        except (ValueError, KeyError, TypeError, AttributeError):
            continue  # told where the log is read
    return found


def _note(found: Stubs, row: Any, detail: Mapping[str, Any]) -> None:
    if row.subject != STORE:
        found.texts[row.subject] = detail["text"]
        found.origins.update(detail["origins"])
        return
    found.originals.update(detail["originals"])
    found.decisions.update(detail["decisions"])
    found.entries.update({int(number): (stub, row.number) for number, stub in detail["entries"].items()})
    counts = {"reports": detail["reports"], "originals": len(detail["originals"])}
    found.told.append(Redaction(at=row.at, by=row.by, reason=detail["reason"], **counts))


def last_erasure(connection: Connection) -> str | None:
    """The moment at which something was erased last; None where nothing was."""
    query = select(func.max(log.c.at)).where(log.c.subject == STORE, log.c.action == ACTION)
    found: str | None = connection.execute(query).scalar()
    return found


def stub_of(row: Any) -> str:
    """The digest of what is left of an entry of the log."""
    return digest([row.number, row.at, row.by, row.action, row.subject, row.detail, row.previous, row.hash])


def is_stub(found: Stubs, row: Any) -> bool:
    """Whether an entry is one that was redacted, and as a later entry says that it was left."""
    stub, told_at = found.entries.get(row.number, ("", 0))
    return told_at > row.number and stub == stub_of(row)


def redacted_among(connection: Connection, reports: Sequence[str]) -> set[str]:
    """Which of some reports were redacted."""
    found: set[str] = set()
    for start in range(0, len(reports), PART):
        part = list(reports[start : start + PART])
        query = select(log.c.subject).where(log.c.subject.in_(part), log.c.action == ACTION)
        found.update(connection.execute(query).scalars())
    return found
