"""What went wrong with reports: kept under their names until they are read well."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, delete, insert, select

from dateline.records import Problem, sha256
from dateline.store.canon import storable
from dateline.store.log import Entry
from dateline.store.tables import problems

PART = 400


def note(connection: Connection, found: Sequence[Problem], now: str, *, report: str | None = None) -> list[Entry]:
    """Keep problems that are not known yet; what is to be logged."""
    rows = {}
    for problem in found:
        key = f"p-{sha256(f'{problem.report}|{problem.step}|{problem.message}')[:16]}"
        rows[key] = {
            "id": key,
            "name": storable(problem.report),
            "report": report,
            "step": problem.step,
            "message": storable(problem.message),
            "at": now,
        }
    known: set[str] = set()
    keys = list(rows)
    for start in range(0, len(keys), PART):
        part = keys[start : start + PART]
        known.update(connection.execute(select(problems.c.id).where(problems.c.id.in_(part))).scalars())
    new = [row for key, row in rows.items() if key not in known]
    if new:
        connection.execute(insert(problems), new)
    return [
        Entry(action="problem", subject=str(row["name"]), detail={"step": row["step"], "message": row["message"]})
        for row in new
    ]


def mend(connection: Connection, names: Iterable[str], step: str, *, but: Sequence[Problem] = ()) -> list[Entry]:
    """Take away the problems, all but some, of what was tried again; what is to be logged."""
    still = {(storable(problem.report), storable(problem.message)) for problem in but}
    wanted = [storable(name) for name in names]
    gone: list[tuple[str, str]] = []
    for start in range(0, len(wanted), PART):
        part = wanted[start : start + PART]
        rows = connection.execute(
            select(problems.c.id, problems.c.name, problems.c.message).where(
                problems.c.name.in_(part), problems.c.step == step
            )
        )
        gone += [(row.id, row.name) for row in rows if (row.name, row.message) not in still]
    if not gone:
        return []
    for start in range(0, len(gone), PART):
        part = [key for key, _ in gone[start : start + PART]]
        connection.execute(delete(problems).where(problems.c.id.in_(part)))
    return [Entry(action="mended", subject=name, detail={"step": step}) for _, name in gone]


def list_all(connection: Connection) -> list[Problem]:
    """Every problem, by name."""
    rows = connection.execute(select(problems).order_by(problems.c.name, problems.c.id))
    return [Problem(report=row.name, step=row.step, message=row.message) for row in rows]
