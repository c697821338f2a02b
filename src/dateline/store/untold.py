"""Which reports are untold: their tellings are not those of their claims and day of publication any more."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from uuid import uuid4

from sqlalchemy import Connection, Select, Table, delete, func, insert, select

from dateline.store.loading import load_rows
from dateline.store.tables import claims, fused_by, tellings, unheeded, untold

PART = 400


def mark(connection: Connection, reports: Iterable[str]) -> dict[str, str]:
    """Mark reports as untold, each with a stamp; one that is marked already is marked anew."""
    stamps = {one: uuid4().hex for one in sorted(set(reports))}
    for part in _parts(list(stamps)):
        connection.execute(delete(untold).where(untold.c.report.in_(part)))
        load_rows(connection, untold, [{"report": one, "stamp": stamps[one]} for one in part])
    return stamps


def unmark(connection: Connection, stamps: Mapping[str, str]) -> None:
    """Take the marks of some reports away, where they bear these stamps still."""
    for report, stamp in stamps.items():
        connection.execute(delete(untold).where(untold.c.report == report, untold.c.stamp == stamp))


def mark_where_rules_differ(connection: Connection, rules: str) -> bool:
    """Mark every report with claims where the incidents were made by other rules; whether they were."""
    if list(connection.execute(select(fused_by.c.rules)).scalars()) == [rules]:
        return False
    connection.execute(delete(fused_by))
    connection.execute(insert(fused_by), [{"rules": rules}])
    mark(connection, connection.execute(select(claims.c.report).distinct()).scalars().all())
    return True


def forget_rules(connection: Connection) -> None:
    """Forget by which rules the incidents were made, so that all are made anew."""
    connection.execute(delete(fused_by))


def rules_of(connection: Connection) -> str | None:
    """By which rules the incidents were made, None where none were."""
    return connection.execute(select(fused_by.c.rules)).scalars().first()


def count_waiting(connection: Connection, rules: str) -> int:
    """How many reports and decisions the incidents do not heed: all that have claims, where other rules made them."""
    reports = select(func.count(claims.c.report.distinct())) if rules_of(connection) != rules else _count(untold)
    waiting = select(func.count()).select_from(tellings).where(tellings.c.incident.is_(None))
    counts = (connection.execute(query).scalar() or 0 for query in (reports, _count(unheeded), waiting))
    return sum(counts)


def _count(table: Table) -> Select[int]:
    return select(func.count()).select_from(table)


def marks(connection: Connection) -> dict[str, str]:
    """The reports that are untold, each with its stamp."""
    rows = connection.execute(select(untold.c.report, untold.c.stamp).order_by(untold.c.report))
    return {row.report: row.stamp for row in rows}


def _parts(values: list[str]) -> Iterable[list[str]]:
    return (values[start : start + PART] for start in range(0, len(values), PART))
