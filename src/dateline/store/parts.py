"""Claims that people made by splitting others: what follows from the splits that stand, made anew when one is decided.

They lie among the coder's claims, so that whatever reads claims reads them too; the table `parts` tells them apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from sqlalchemy import Connection, delete, insert, select, update

from dateline.records.encode import claim_from_json
from dateline.store import claims, decisions
from dateline.store.decisions import Decision, Kind, standing
from dateline.store.tables import claims as rows
from dateline.store.tables import parts

PART = 400
#: The rule of a claim that a split made.
SPLIT = "split"


def decide(connection: Connection, made: Iterable[Decision]) -> None:
    """Make anew the parts that new decisions change: splits, and the taking back of splits."""
    told = [decision for decision in made if decision.kind in (Kind.SPLIT, Kind.UNDO)]
    if told and (known := {one.id: one for one in decisions.splits(connection)}):
        make(connection, sorted({split.new["second"]["report"] for one in told for split in _splits(one, known)}))


def _splits(decision: Decision, known: Mapping[str, Decision]) -> Iterator[Decision]:
    """The splits that a decision makes, takes back or makes anew."""
    if decision.kind == Kind.SPLIT:
        yield decision
    elif decision.kind == Kind.UNDO:
        for one in decision.subjects:
            if one in known:
                yield from _splits(known[one], known)


def make(connection: Connection, reports: Sequence[str]) -> None:
    """Put the parts of the splits that stand in place of those that reports have."""
    known = decisions.splits(connection)
    if not known:
        return
    for start in range(0, len(reports), PART):
        here = rows.c.report.in_(list(reports[start : start + PART]))
        old = list(
            connection.execute(select(parts.c.claim).join(rows, rows.c.id == parts.c.claim).where(here)).scalars()
        )
        for first in range(0, len(old), PART):
            connection.execute(delete(parts).where(parts.c.claim.in_(old[first : first + PART])))
        claims.drop(connection, old)
    _close_up(connection, reports)
    wanted = set(reports)
    for split in standing(known):
        if split.kind == Kind.SPLIT and split.new["second"]["report"] in wanted:
            _add(connection, split)


def _close_up(connection: Connection, reports: Sequence[str]) -> None:
    """Number the claims of reports anew, without the gaps that parts have left."""
    for report in reports:
        query = select(rows.c.id, rows.c.position).where(rows.c.report == report).order_by(rows.c.position)
        for place, row in enumerate(connection.execute(query).all()):
            if row.position != place:
                connection.execute(update(rows).where(rows.c.id == row.id).values(position=place))


def _add(connection: Connection, split: Decision) -> None:
    """Add the second part of a claim, right after it; one that reads otherwise since is not split."""
    query = select(rows.c.report, rows.c.position, rows.c.digest).where(rows.c.id == split.subjects[0])
    parent = connection.execute(query).first()
    second = claim_from_json(split.new["second"])
    if parent is None or parent.report != second.report or split.seen[:1] not in ((), (parent.digest,)):
        return
    if connection.execute(select(rows.c.id).where(rows.c.id == second.id)).first():
        return
    after = (rows.c.report == parent.report) & (rows.c.position > parent.position)
    connection.execute(update(rows).where(after).values(position=rows.c.position + 1))
    claims.add(connection, second, parent.position + 1)
    connection.execute(insert(parts), [{"claim": second.id, "decision": split.id}])
