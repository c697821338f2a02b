"""Incidents kept in a store: what follows from claims and decisions, made anew where they change, and never logged.

A report whose claims or day of publication changed is marked as untold. Telling it anew puts its tellings in place, and
dissolves the incidents in which the old ones stood: their other tellings wait, as the new ones do, until they are put
together again. A decision is marked as unheeded until the incidents are made with it; the tellings that it leaves as
they were stay where they are. Whatever is killed in between, the marks and the waiting say what is still to be done.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, bindparam, delete, func, select, update

from dateline.records import Incident, Telling
from dateline.records.encode import incident_from_json, incident_to_json, telling_from_json, telling_to_json
from dateline.records.tellings import UNCOMPARED
from dateline.store import kept, listing, unheeded, untold
from dateline.store.canon import dumps
from dateline.store.claims import Wanted, claims_meeting
from dateline.store.loading import load_rows
from dateline.store.tables import (
    claims,
    decisions,
    incident_claims,
    incident_figures,
    incident_names,
    incidents,
    telling_blocks,
    tellings,
)

PART = 400
EXCLUDED = "excluded"
Block = tuple[str, bool]


@dataclass(frozen=True, slots=True)
class Told:
    """A telling and the blocks in which it is compared."""

    telling: Telling
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Heeded:
    """The decisions with which incidents were made: how many there are in all, and which were unheeded till then.

    `retold` are reports that were told anew for their sake, each with the stamp of its mark, and `rewritten` tellings
    that say something else than is kept of them, but nothing that is compared.
    """

    known: int
    new: tuple[str, ...] = ()
    retold: Mapping[str, str] = field(default_factory=dict)
    rewritten: Mapping[str, Telling] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Made:
    """An incident, what puts it before others, and the ids of its tellings."""

    incident: Incident
    weight: float
    tellings: tuple[str, ...]


def retell(connection: Connection, told: Mapping[str, Sequence[Told]], stamps: Mapping[str, str]) -> None:
    """Put what reports tell in place of what they told before; a mark made since their claims were read stays."""
    for part in _parts(sorted(told)):
        old = connection.execute(select(tellings.c.id).where(tellings.c.report.in_(part))).scalars()
        _remove(connection, list(old))
        untold.unmark(connection, {one: stamps[one] for one in part if stamps.get(one)})
    _insert(connection, [one for several in told.values() for one in several])


def retell_changed(connection: Connection, told: Mapping[str, Sequence[Told]]) -> Heeded:
    """Put what reports tell in place of what they told before, but for what is compared as before: that stays.

    The reports of which something was replaced are marked as untold until the incidents are put in place; one that is
    marked already changed since its claims were read, and keeps that mark.
    """
    gone: list[str] = []
    fresh: list[Told] = []
    rewritten: dict[str, Telling] = {}
    moved: list[dict[str, str]] = []
    for part in _parts(sorted(told)):
        query = select(tellings.c.id, tellings.c.record).where(tellings.c.report.in_(part))
        old = {row.id: row.record for row in connection.execute(query)}
        for one in (one for report in part for one in told[report]):
            before = old.pop(one.telling.id, None)
            after = telling_to_json(one.telling)
            if before == dumps(after):
                continue
            differing = None if before is None else _differing(json.loads(before), json.loads(dumps(after)))
            if differing == {"position"}:
                moved.append({"key": one.telling.id, "now": dumps(after)})
            elif differing is not None and differing <= UNCOMPARED:
                rewritten[one.telling.id] = one.telling
            else:
                fresh.append(one)
                gone += [] if before is None else [one.telling.id]
        gone += old
    homes = {one.telling.report for one in fresh}
    for part in _parts(gone):
        homes.update(connection.execute(select(tellings.c.report).where(tellings.c.id.in_(part))).scalars())
    _remove(connection, gone)
    _insert(connection, fresh)
    _rewrite(connection, moved)
    return Heeded(known=0, retold=untold.mark(connection, homes - set(untold.marks(connection))), rewritten=rewritten)


def _differing(one: Mapping[str, Any], other: Mapping[str, Any]) -> set[str]:
    return {key for key in {*one, *other} if one.get(key) != other.get(key)}


def _rewrite(connection: Connection, rows: Sequence[Mapping[str, str]]) -> None:
    if rows:
        place = update(tellings).where(tellings.c.id == bindparam("key"))
        connection.execute(place.values(record=bindparam("now")), list(map(dict, rows)))
    for part in _parts(row["key"] for row in rows):
        kept.digest_tellings(connection, part)


def _remove(connection: Connection, ids: Sequence[str]) -> None:
    for part in _parts(ids):
        held = select(tellings.c.incident).where(tellings.c.id.in_(part), tellings.c.incident.is_not(None))
        _dissolve(connection, sorted(set(connection.execute(held).scalars())))
        connection.execute(delete(telling_blocks).where(telling_blocks.c.telling.in_(part)))
        connection.execute(delete(tellings).where(tellings.c.id.in_(part)))


def _insert(connection: Connection, fresh: Sequence[Told]) -> None:
    load_rows(connection, tellings, [_telling_row(one) for one in fresh])
    blocks = [{"block": b, "wide": int(w), "telling": t.telling.id} for t in fresh for b, w in t.blocks]
    load_rows(connection, telling_blocks, blocks)


def _telling_row(told: Told) -> dict[str, str]:
    telling, record = told.telling, _record(told.telling)
    row = {"id": telling.id, "report": telling.report, "record": record}
    return {**row, "digest": kept.telling_digest(telling.id, telling.report, record, told.blocks)}


def _record(telling: Telling) -> str:
    return dumps(telling_to_json(telling))


def _dissolve(connection: Connection, ids: Sequence[str]) -> None:
    for part in _parts(ids):
        connection.execute(update(tellings).where(tellings.c.incident.in_(part)).values(incident=None))
        connection.execute(delete(incident_claims).where(incident_claims.c.incident.in_(part)))
        listing.forget(connection, part)
        connection.execute(delete(incidents).where(incidents.c.id.in_(part)))


def drop_stray(connection: Connection) -> None:
    """Take away tellings without claims, incidents without tellings, and rows of incidents that are not there."""
    without = select(tellings.c.id).where(tellings.c.report.not_in(select(claims.c.report)))
    _remove(connection, list(connection.execute(without).scalars()))
    held = select(tellings.c.incident).where(tellings.c.incident.is_not(None))
    _dissolve(connection, list(connection.execute(select(incidents.c.id).where(incidents.c.id.not_in(held))).scalars()))
    for table in _TABLES.values():
        connection.execute(delete(table).where(table.c.incident.not_in(select(incidents.c.id))))


def waiting(connection: Connection) -> list[str]:
    """The ids of the tellings that wait to be put together."""
    return list(connection.execute(select(tellings.c.id).where(tellings.c.incident.is_(None))).scalars())


def count_tellings(connection: Connection) -> int:
    """How many tellings there are."""
    return connection.execute(select(func.count()).select_from(tellings)).scalar() or 0


def load_tellings(connection: Connection, ids: Sequence[str] | None = None) -> list[Telling]:
    """The tellings of some ids, or all."""
    if ids is None:
        rows = connection.execute(select(tellings.c.record).execution_options(yield_per=500)).scalars()
        return [telling_from_json(json.loads(record)) for record in rows]
    found: list[Telling] = []
    for part in _parts(ids):
        records = connection.execute(select(tellings.c.record).where(tellings.c.id.in_(part))).scalars()
        found += [telling_from_json(json.loads(record)) for record in records]
    return found


def tellings_in(connection: Connection, ids: Sequence[str]) -> list[tuple[str, str]]:
    """The tellings of some incidents: the incident of each, and its id."""
    found: list[tuple[str, str]] = []
    for part in _parts(ids):
        query = select(tellings.c.incident, tellings.c.id).where(tellings.c.incident.in_(part))
        found += [(row.incident, row.id) for row in connection.execute(query)]
    return sorted(found)


def mates(connection: Connection, blocks: Iterable[Block]) -> set[str]:
    """The ids of the tellings that those in some blocks are to be compared with."""
    found: set[str] = set()
    for wide in (True, False):
        keys = sorted({block for block, is_wide in blocks if is_wide == wide})
        for part in _parts(keys):
            query = select(telling_blocks.c.telling).where(telling_blocks.c.block.in_(part))
            found.update(connection.execute(query if wide else query.where(telling_blocks.c.wide == 1)).scalars())
    return found


def tellings_of_claims(connection: Connection, ids: Sequence[str]) -> list[str]:
    """The ids of the tellings of the reports in which some claims stand."""
    found: set[str] = set()
    for part in _parts(ids):
        reports = select(claims.c.report).where(claims.c.id.in_(part))
        found.update(connection.execute(select(tellings.c.id).where(tellings.c.report.in_(reports))).scalars())
    return sorted(found)


def put(connection: Connection, made: Sequence[Made], of: Sequence[str], heeded: Heeded) -> bool:
    """Put incidents in place of all that some tellings stood in; False where the store has moved on since.

    It has where one of the tellings is gone, or another one waits that may belong to them, or where somebody decided
    something since, or another process made incidents with the same decisions.
    """
    decided = connection.execute(select(func.count()).select_from(decisions)).scalar()
    if decided != heeded.known or not set(heeded.new).issubset(unheeded.marks(connection)):
        return False
    wanted = set(of)
    there: set[str] = set()
    stale: set[str] = set()
    for part in _parts(sorted(wanted)):
        rows = connection.execute(select(tellings.c.id, tellings.c.incident).where(tellings.c.id.in_(part))).all()
        there.update(row.id for row in rows)
        stale.update(row.incident for row in rows if row.incident is not None)
    if there != wanted or not wanted.issuperset(waiting(connection)):
        return False
    _dissolve(connection, sorted(stale))
    unheeded.heed(connection, heeded.new)
    untold.unmark(connection, heeded.retold)
    _rewrite(connection, [{"key": key, "now": _record(telling)} for key, telling in heeded.rewritten.items()])
    if made:
        beside = [_beside(one.incident) for one in made]
        load_rows(connection, incidents, [_with_digest(*both) for both in zip(made, beside, strict=True)])
        for name, table in _TABLES.items():
            load_rows(connection, table, [row for several in beside for row in several[name]])
    homes = [{"key": telling, "home": one.incident.id} for one in made for telling in one.tellings]
    if homes:
        place = update(tellings).where(tellings.c.id == bindparam("key")).values(incident=bindparam("home"))
        connection.execute(place, homes)
    return True


_TABLES = {"claims": incident_claims, "names": incident_names, "figures": incident_figures}


def _beside(incident: Incident) -> dict[str, list[dict[str, Any]]]:
    """The rows of each of those tables."""
    members = [{"incident": incident.id, "claim": one.claim, "role": one.role} for one in incident.claims]
    return {"claims": members, "names": listing.name_rows(incident), "figures": listing.figure_rows(incident)}


def digest_told(told: Told) -> str:
    """The digest that a telling is kept with."""
    return _telling_row(told)["digest"]


def digest_made(made: Made) -> str:
    """The digest that an incident is kept with."""
    found: str = _with_digest(made, _beside(made.incident))["digest"]
    return found


def _with_digest(made: Made, beside: Mapping[str, list[dict[str, Any]]]) -> dict[str, Any]:
    """The row of an incident, with the digest of it and of what is kept beside it."""
    row = _row(made)
    rows = {name: [[one[c] for c in kept.BESIDE[name][1]] for one in several] for name, several in beside.items()}
    return {**row, "digest": kept.incident_digest(row, {**rows, "tellings": [[one] for one in made.tellings]})}


def _row(made: Made) -> dict[str, Any]:
    incident = made.incident
    time = incident.time.value if incident.time else None
    killed = [f.best if f.best is not None else f.low for f in incident.figures if f.measure == "killed"]
    grade = incident.grade
    return {
        "id": incident.id,
        "event": incident.event.value,
        "start": time and (time.start or time.end),
        "end": time and (time.end or time.start),
        "status": incident.status,
        "grade": grade and (grade.decided or grade.suggested),
        "killed": max((value for value in killed if value is not None), default=None),
        "reports": incident.reports,
        "origins": incident.origins,
        "weight": made.weight,
        "record": dumps(incident_to_json(incident)),
        **listing.place_columns(incident),
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class Narrowed:
    """Which incidents are asked for: with a claim that meets `wanted`, of one of the `reports`, of one of the `grades`.

    None asks for nothing. `order` is `time` (undated ones last) or `weight` (the weightiest first).
    """

    wanted: Wanted = field(default_factory=Wanted)
    reports: tuple[str, ...] | None = None
    grades: tuple[str, ...] = ()
    order: str = "time"


def list_ids(connection: Connection, asked: Narrowed) -> list[str]:
    """The ids of the incidents that may be asked for, in their order."""
    query = select(incidents.c.id)
    conditions: list[ColumnElement[bool]] = []
    if asked.grades:
        conditions.append(incidents.c.grade.in_(asked.grades))
    meeting = claims_meeting(asked.wanted)
    if meeting is not None:
        inside = select(incident_claims.c.incident).join(claims, claims.c.id == incident_claims.c.claim)
        conditions.append(incidents.c.id.in_(inside.where(incident_claims.c.role != EXCLUDED, meeting)))
    if conditions:
        query = query.where(and_(*conditions))
    if asked.order == "weight":
        query = query.order_by(incidents.c.weight.desc(), incidents.c.id)
    else:
        query = query.order_by(
            incidents.c.start.is_(None), incidents.c.start, incidents.c.weight.desc(), incidents.c.id
        )
    ids = list(connection.execute(query).scalars())
    if asked.reports is None:
        return ids
    of_reports = _of_reports(connection, asked.reports)
    return [one for one in ids if one in of_reports]


def _of_reports(connection: Connection, reports: Sequence[str]) -> set[str]:
    found: set[str] = set()
    for part in _parts(sorted(reports)):
        query = select(tellings.c.incident).where(tellings.c.report.in_(part), tellings.c.incident.is_not(None))
        found.update(connection.execute(query).scalars())
    return found


def load(connection: Connection, ids: Sequence[str]) -> Iterator[Incident]:
    """The incidents of some ids, in their order; an id that is not there is left out."""
    for part in _parts(ids):
        rows = connection.execute(select(incidents.c.id, incidents.c.record).where(incidents.c.id.in_(part))).all()
        found = {row.id: row.record for row in rows}
        yield from (incident_from_json(json.loads(found[one])) for one in part if one in found)


def beginning(connection: Connection, prefix: str, limit: int = 10) -> list[str]:
    """The ids of incidents that begin so."""
    query = select(incidents.c.id).where(incidents.c.id.startswith(prefix, autoescape=True)).order_by(incidents.c.id)
    return list(connection.execute(query.limit(limit)).scalars())


def with_claims(connection: Connection, ids: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """The ids of the incidents in which each of some claims has a part."""
    found: dict[str, tuple[str, ...]] = {}
    for part in _parts(ids):
        query = select(incident_claims.c.claim, incident_claims.c.incident).where(incident_claims.c.claim.in_(part))
        for row in connection.execute(query.order_by(incident_claims.c.incident)):
            found[row.claim] = (*found.get(row.claim, ()), row.incident)
    return found


def _parts(values: Iterable[str]) -> Iterator[list[str]]:
    several = list(values)
    return (several[start : start + PART] for start in range(0, len(several), PART))
