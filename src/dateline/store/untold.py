"""Which reports are untold: their tellings are not those of their claims, decisions and day of publication any more."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import uuid4

from sqlalchemy import Connection, delete, insert, select

from dateline.store.loading import load_rows
from dateline.store.tables import claims, decided, fused_by, untold

PART = 400


def mark(connection: Connection, reports: Iterable[str]) -> None:
    """Mark reports as untold; one that is marked already is marked anew."""
    ids = sorted(set(reports))
    for part in _parts(ids):
        connection.execute(delete(untold).where(untold.c.report.in_(part)))
        load_rows(connection, untold, [{"report": one, "stamp": uuid4().hex} for one in part])


def mark_decided(connection: Connection, about: Iterable[str], undone: Iterable[str]) -> None:
    """Mark the reports of claims that were decided on, and of those whose decision was taken back."""
    ids = set(about)
    for part in _parts(sorted(set(undone))):
        ids.update(connection.execute(select(decided.c.claim).where(decided.c.decision.in_(part))).scalars())
    for part in _parts(sorted(ids)):
        mark(connection, connection.execute(select(claims.c.report).where(claims.c.id.in_(part))).scalars())


def mark_where_rules_differ(connection: Connection, rules: str) -> bool:
    """Mark every report with claims where the incidents were made by other rules; whether they were."""
    if list(connection.execute(select(fused_by.c.rules)).scalars()) == [rules]:
        return False
    connection.execute(delete(fused_by))
    connection.execute(insert(fused_by), [{"rules": rules}])
    mark(connection, connection.execute(select(claims.c.report).distinct()).scalars().all())
    return True


def rules_of(connection: Connection) -> str | None:
    """By which rules the incidents were made, None where none were."""
    return connection.execute(select(fused_by.c.rules)).scalars().first()


def marks(connection: Connection) -> dict[str, str]:
    """The reports that are untold, each with its stamp."""
    rows = connection.execute(select(untold.c.report, untold.c.stamp).order_by(untold.c.report))
    return {row.report: row.stamp for row in rows}


def _parts(values: list[str]) -> Iterable[list[str]]:
    return (values[start : start + PART] for start in range(0, len(values), PART))
