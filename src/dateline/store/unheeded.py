"""Which decisions the incidents do not heed yet: those that may change one, until the incidents are made with them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, delete, select

from dateline.store.loading import load_rows
from dateline.store.tables import unheeded

PART = 400


def mark(connection: Connection, decisions: Iterable[str]) -> None:
    """Mark new decisions, by their ids."""
    load_rows(connection, unheeded, [{"decision": one} for one in decisions])


def marks(connection: Connection) -> list[str]:
    """The ids of the decisions that are not heeded yet."""
    return sorted(connection.execute(select(unheeded.c.decision)).scalars())


def heed(connection: Connection, decisions: Sequence[str]) -> None:
    """Take the marks of some decisions away."""
    for start in range(0, len(decisions), PART):
        connection.execute(delete(unheeded).where(unheeded.c.decision.in_(decisions[start : start + PART])))
