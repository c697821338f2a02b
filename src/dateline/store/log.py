"""The log: an entry for every change, each sealed with the hash of the one before it, so that none can be altered."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, insert, select

from dateline.store.canon import digest, dumps, storable
from dateline.store.loading import load_rows
from dateline.store.signing import Signer
from dateline.store.tables import log, signatures

#: What stands before the first entry.
BEGINNING = "0" * 64
MACHINE = "dateline"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What was done, to what, by whom; `detail` holds the digests by which `verify` finds it again."""

    action: str
    subject: str
    detail: Mapping[str, Any]
    by: str = MACHINE


def seal(number: int, at: str, by: str, action: str, subject: str, detail: str, previous: str) -> str:
    """The hash of an entry."""
    return digest([number, at, by, action, subject, detail, previous])


def head(connection: Connection) -> tuple[int, str]:
    """The number and the hash of the last entry."""
    row = connection.execute(select(log.c.number, log.c.hash).order_by(log.c.number.desc()).limit(1)).first()
    return (0, BEGINNING) if row is None else (row.number, row.hash)


def moment(connection: Connection, now: str) -> str:
    """The moment of a change: now, or just after the last entry where the clock was set back since."""
    last = connection.execute(select(log.c.at).order_by(log.c.number.desc()).limit(1)).scalar()
    if last is None or datetime.fromisoformat(last) <= datetime.fromisoformat(now):
        return now
    return (datetime.fromisoformat(last) + timedelta(microseconds=1)).isoformat(timespec="microseconds")


def append(connection: Connection, at: str, entries: Iterable[Entry], signer: Signer | None = None) -> None:
    """Add entries to the log, in a transaction that holds the turn to write; the last one is signed."""
    waiting = list(entries)
    if not waiting:
        return
    if signer is not None and not _is_known(connection, signer):
        waiting.append(Entry(action="key", subject=signer.public, detail={"signs": "from here on"}))
    number, previous = head(connection)
    rows = []
    for entry in waiting:
        number += 1
        row = {
            "number": number,
            "at": at,
            "by": storable(entry.by),
            "action": entry.action,
            "subject": storable(entry.subject),
            "detail": dumps(entry.detail),
            "previous": previous,
        }
        previous = row["hash"] = seal(**row)  # type: ignore[arg-type]
        rows.append(row)
    load_rows(connection, log, rows)
    if signer is not None:
        signed = {"number": number, "public": signer.public, "signature": signer.sign(number, previous)}
        connection.execute(insert(signatures), [signed])


def _is_known(connection: Connection, signer: Signer) -> bool:
    """Whether the log tells of a key already."""
    of_key = select(log.c.number).where(log.c.subject == signer.public, log.c.action == "key").limit(1)
    return connection.execute(of_key).first() is not None


def entries(connection: Connection, *, after: int = 0, most: int | None = None) -> Iterator[Any]:  # rows of SQLAlchemy
    """The rows of the log, the first one first, at `most` so many; `after` leaves out those up to that number."""
    query = select(log).where(log.c.number > after).order_by(log.c.number).limit(most)
    return iter(connection.execute(query.execution_options(yield_per=1000)))
