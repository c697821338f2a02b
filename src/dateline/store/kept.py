"""Whether incidents, and what reports tell of them, are kept as they were put down: each has a digest of all its rows.

They follow from claims and decisions and are not logged. Who changes a row and its digest too is found where all of
them are made anew (`dateline verify --incidents`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Table, bindparam, select, update

from dateline.store.canon import digest, dumps
from dateline.store.tables import incident_claims, incident_figures, incident_names, incidents, telling_blocks, tellings

PART = 400
#: What is kept of an incident beside its row: the table, and the columns after the incident's own.
BESIDE = {
    "claims": (incident_claims, ("claim", "role")),
    "names": (incident_names, ("kind", "name")),
    "figures": (incident_figures, ("measure", "of", "unit", "low", "best", "high", "claim")),
    "tellings": (tellings, ("id",)),
}
_ROW = sorted(column.name for column in incidents.c if column.name != "digest")
Rows = Iterable[Sequence[Any]]


def telling_digest(id: str, report: str, record: str, blocks: Rows) -> str:
    """The digest of a telling and of the blocks in which it is compared."""
    return digest([id, report, record, _in_order(blocks)])


def incident_digest(row: Mapping[str, Any], beside: Mapping[str, Rows]) -> str:
    """The digest of an incident's row and of what is kept beside it, as `BESIDE` names it."""
    return digest([[_plain(row[name]) for name in _ROW], {name: _in_order(beside[name]) for name in BESIDE}])


def _in_order(rows: Rows) -> list[str]:
    return sorted(dumps([_plain(value) for value in row]) for row in rows)


def _plain(value: Any) -> Any:
    """A number as any database gives it back."""
    return value + 0.0 if isinstance(value, int | float) else value


def faults(connection: Connection, counts: dict[str, int]) -> Iterator[tuple[str, str]]:
    """What is not kept as it was put down: of which thing, and why; counts what was looked at."""
    for row, found in _tellings(connection):
        if row.digest != found:
            yield row.report, f"what it tells ({row.id}) was changed: its digest does not fit"
    homes = dict.fromkeys(connection.execute(select(tellings.c.incident).distinct()).scalars())
    homes.pop(None, None)
    for row, found in _incidents(connection):
        counts["incidents"] += 1
        homes.pop(row["id"], None)
        if row["digest"] != found:
            yield row["id"], "was changed after it was made: its digest does not fit; `dateline recode` makes it anew"
    for home in sorted(homes):
        yield home, "is missing; `dateline recode` makes it anew"
    for table, _ in BESIDE.values():
        if table is not tellings:
            lost = select(table.c.incident).distinct().where(table.c.incident.not_in(select(incidents.c.id)))
            yield from (
                (one, f"is missing, and has rows in {table.name}") for one in connection.execute(lost).scalars()
            )


def digests(connection: Connection) -> tuple[dict[str, str], dict[str, str]]:
    """The digests of the tellings and of the incidents that are kept, by id."""
    told = connection.execute(select(tellings.c.id, tellings.c.digest))
    made = connection.execute(select(incidents.c.id, incidents.c.digest))
    return {row.id: row.digest for row in told}, {row.id: row.digest for row in made}


def write_digests(connection: Connection) -> None:
    """Give every row a digest, in a store that had none."""
    told = [{"key": row.id, "now": found} for row, found in _tellings(connection)]
    made = [{"key": row["id"], "now": found} for row, found in _incidents(connection)]
    for table, rows in ((tellings, told), (incidents, made)):
        if rows:
            place = update(table).where(table.c.id == bindparam("key"))
            connection.execute(place.values(digest=bindparam("now")), rows)


def digest_tellings(connection: Connection, ids: Sequence[str]) -> None:
    """Give some tellings the digest of what they are now."""
    query = select(tellings.c.id, tellings.c.report, tellings.c.record).where(tellings.c.id.in_(ids))
    rows = connection.execute(query).all()
    blocks = _beside(connection, telling_blocks, ("block", "wide"), "telling", ids)
    found = [{"key": row.id, "now": telling_digest(row.id, row.report, row.record, blocks[row.id])} for row in rows]
    place = update(tellings).where(tellings.c.id == bindparam("key"))
    connection.execute(place.values(digest=bindparam("now")), found)


def _tellings(connection: Connection) -> Iterator[tuple[Any, str]]:
    columns = (tellings.c.id, tellings.c.report, tellings.c.record, tellings.c.digest)
    for part in connection.execute(select(*columns).execution_options(yield_per=PART)).partitions():
        blocks = _beside(connection, telling_blocks, ("block", "wide"), "telling", [row.id for row in part])
        for row in part:
            yield row, telling_digest(row.id, row.report, row.record, blocks[row.id])


def _incidents(connection: Connection) -> Iterator[tuple[Mapping[str, Any], str]]:
    for part in connection.execute(select(incidents).execution_options(yield_per=PART)).partitions():
        ids = [row.id for row in part]
        beside = {
            name: _beside(connection, table, columns, "incident", ids) for name, (table, columns) in BESIDE.items()
        }
        for row in part:
            values = dict(row._mapping)
            yield values, incident_digest(values, {name: rows[row.id] for name, rows in beside.items()})


def _beside(
    connection: Connection, table: Table, columns: Sequence[str], owner: str, ids: Sequence[str]
) -> dict[str, list[tuple[Any, ...]]]:
    """The rows of a table that belong to some ids, by id."""
    found: dict[str, list[tuple[Any, ...]]] = defaultdict(list)
    query = select(table.c[owner], *(table.c[name] for name in columns)).where(table.c[owner].in_(ids))
    for key, *values in connection.execute(query):
        found[key].append(tuple(values))
    return found
