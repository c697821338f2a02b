"""Claims as they are kept: put in place of those of an earlier coder, and found by event, day, place and party."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from sqlalchemy import Connection, and_, bindparam, delete, func, or_, select, update
from sqlalchemy.sql.elements import ColumnElement

from dateline.records import Claim, Participant, Problem, Source
from dateline.records.encode import claim_from_json, claim_to_json
from dateline.store import problems, untold
from dateline.store.canon import digest, dumps, fold, said_digest
from dateline.store.loading import load_rows
from dateline.store.log import Entry
from dateline.store.tables import claim_names, claims, decided, parts, reports

PART = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What the coder gave for a report; `coded_as` is the digest of the report's record that it read."""

    report: str
    coded_as: str
    claims: tuple[Claim, ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What became of the claims of a report when they were coded again: their ids."""

    report: str
    same: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    new: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which claims are asked for; what is None asks for nothing. `places` and `parties` are names or codes."""

    events: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    parties: tuple[str, ...] = ()
    start: str | None = None
    end: str | None = None


def put(connection: Connection, results: Sequence[Result], now: str) -> tuple[list[Change], list[Entry]]:
    """Put the claims of reports in place of their old ones; what changed, and what is to be logged."""
    before = _digests(connection, [result.report for result in results])
    changes: list[Change] = []
    entries: list[Entry] = []
    rows: list[dict[str, Any]] = []
    names: list[dict[str, str]] = []
    for result in results:
        found = {claim.id: claim for claim in result.claims}  # the same claim twice is one claim
        written = [_row(claim, position) for position, claim in enumerate(found.values())]
        changes.append(_change(result.report, before[result.report], {row["id"]: row["digest"] for row in written}))
        seal = digest([row["record"] for row in written])
        coder = next((asdict(one.coder) for one in result.claims if one.coder), None)
        detail = {"count": len(written), "digest": seal, "as": result.coded_as, "coder": coder}
        entries.append(Entry(action="claims", subject=result.report, detail=detail))
        rows += written
        names += [name for claim in found.values() for name in names_of(claim)]
    entries += _problems(connection, results, now)
    drop(connection, [claim for known in before.values() for claim in known])
    load_rows(connection, claims, rows)
    load_rows(connection, claim_names, names)
    _mark(connection, results)
    untold.mark(connection, [result.report for result in results])
    return changes, entries


def _digests(connection: Connection, ids: Sequence[str]) -> dict[str, dict[str, str]]:
    """The claims that reports have by now, each with its digest."""
    found: dict[str, dict[str, str]] = {report: {} for report in ids}
    for start in range(0, len(ids), PART):
        part = claims.c.report.in_(list(ids[start : start + PART]))
        coded = part & claims.c.id.not_in(select(parts.c.claim))
        for row in connection.execute(select(claims.c.report, claims.c.id, claims.c.digest).where(coded)):
            found[row.report][row.id] = row.digest
    return found


def _problems(connection: Connection, results: Sequence[Result], now: str) -> list[Entry]:
    """Keep what went wrong under the id of the report, which stays while files come and go."""
    named = {
        result.report: [replace(problem, report=result.report, step="code") for problem in result.problems]
        for result in results
    }
    entries = problems.mend(connection, named, "code", but=[one for several in named.values() for one in several])
    for report, several in named.items():
        entries += problems.note(connection, several, now, report=report) if several else []
    return entries


def _mark(connection: Connection, results: Sequence[Result]) -> None:
    """Note from what each report was coded, and by which coder where a claim names it."""
    coded = [
        {
            "key": result.report,
            "as": result.coded_as,
            "coder": next((dumps(asdict(one.coder)) for one in result.claims if one.coder), None),
        }
        for result in results
    ]
    if coded:
        mark = update(reports).where(reports.c.id == bindparam("key"))
        values: dict[str, Any] = {
            "coded_as": bindparam("as"),
            "coder": func.coalesce(bindparam("coder"), reports.c.coder),
        }
        connection.execute(mark.values(values), coded)


def _change(report: str, before: dict[str, str], after: dict[str, str]) -> Change:
    shared = [key for key in after if key in before]
    return Change(
        report=report,
        same=tuple(key for key in shared if before[key] == after[key]),
        changed=tuple(key for key in shared if before[key] != after[key]),
        new=tuple(key for key in after if key not in before),
        gone=tuple(key for key in before if key not in after),
    )


def _row(claim: Claim, position: int) -> dict[str, Any]:
    record = claim_to_json(claim)
    return {
        "id": claim.id,
        "report": claim.report,
        "position": position,
        "event": claim.event,
        "start": claim.time.start if claim.time else None,
        "end": claim.time.end if claim.time else None,
        "digest": said_digest(record),
        "record": dumps(record),
    }


def add(connection: Connection, claim: Claim, position: int) -> None:
    """Add one claim, found as the others are."""
    load_rows(connection, claims, [_row(claim, position)])
    load_rows(connection, claim_names, names_of(claim))


def drop(connection: Connection, ids: Sequence[str]) -> None:
    """Take claims away, with the names by which they are found."""
    for start in range(0, len(ids), PART):
        part = list(ids[start : start + PART])
        connection.execute(delete(claim_names).where(claim_names.c.claim.in_(part)))
        connection.execute(delete(claims).where(claims.c.id.in_(part)))


def names_of(claim: Claim) -> list[dict[str, str]]:
    """The names by which a claim is found, as rows."""
    found = {("place", name) for name in placenames_of(claim)} | {("party", name) for name in partynames_of(claim)}
    return [{"claim": claim.id, "kind": kind, "name": name} for kind, name in sorted(found)]


def placenames_of(claim: Claim) -> set[str]:
    """The names and codes of a claim's places, folded."""
    values = {
        value
        for place in claim.places
        for value in (place.mention.text, place.name, place.admin1, place.admin2, place.country, place.geonames)
        if value
    }
    return {fold(value) for value in values} - {""}


def partynames_of(claim: Claim) -> set[str]:
    """The folded names of a claim's participants and sources, and the codes of their parties and all above them."""
    found: set[str] = set()
    named: tuple[Participant | Source, ...] = (*claim.participants, *claim.attribution.sources)
    for one in named:
        found.add(fold(one.name))
        if one.party:
            found |= wider(one.party)
    return found - {""}


def wider(party: str) -> set[str]:
    """A party's code and the codes of what it is part of: SYR:REB.HTS, SYR:REB, SYR; in small letters."""
    code = party.casefold()
    return {code, *(code[:place] for place, letter in enumerate(code) if letter in ":.")}


def name_all(connection: Connection) -> None:
    """Write down the names of every claim of a store that had none written down."""
    rows = connection.execute(select(claims.c.record).execution_options(yield_per=500))
    for part in rows.partitions():
        names = [name for row in part for name in names_of(claim_from_json(json.loads(row.record)))]
        load_rows(connection, claim_names, names)


def meets(claim: Claim, wanted: Wanted) -> bool:
    """Whether a claim is among those asked for; one without a day is in no period."""
    if wanted.events and claim.event not in wanted.events:
        return False
    if wanted.places and placenames_of(claim).isdisjoint(map(fold, wanted.places)):
        return False
    if wanted.parties and partynames_of(claim).isdisjoint(_party_keys(wanted.parties)):
        return False
    if wanted.start is None and wanted.end is None:
        return True
    first, last = _days(claim)
    if first is None or last is None:
        return False
    return (wanted.start is None or last >= wanted.start) and (wanted.end is None or first <= wanted.end)


def _days(claim: Claim) -> tuple[str | None, str | None]:
    if claim.time is None:
        return None, None
    return claim.time.start or claim.time.end, claim.time.end or claim.time.start


def _party_keys(parties: Iterable[str]) -> set[str]:
    return {key for party in parties for key in (party.casefold(), fold(party))}


def load(connection: Connection, *, wanted: Wanted | None = None, of: Sequence[str] | None = None) -> Iterator[Claim]:
    """The claims of some reports, or all, in the order of ids and texts, that may be among those asked for.

    A claim that people decided on may have been amended to what is asked for, so that it comes along.
    """
    yield from (claim_from_json(record) for record in records(connection, wanted=wanted, of=of))


def records(
    connection: Connection, *, wanted: Wanted | None = None, of: Sequence[str] | None = None
) -> Iterator[dict[str, Any]]:
    """The same as JSON."""
    condition = claims_meeting(wanted or Wanted())
    columns = select(claims.c.report, claims.c.position, claims.c.record)
    query = columns.where(condition) if condition is not None else columns
    if of is None:
        order_by = query.order_by(claims.c.report, claims.c.position, claims.c.id)
        rows = connection.execute(order_by.execution_options(yield_per=500))
        for row in rows:
            yield json.loads(row.record)
        return
    for start in range(0, len(of), PART):
        part = list(of[start : start + PART])
        order = {report: number for number, report in enumerate(part)}
        found = connection.execute(query.where(claims.c.report.in_(part)).order_by(claims.c.id)).all()
        for row in sorted(found, key=lambda row: (order[row.report], row.position)):
            yield json.loads(row.record)


def reports_with(connection: Connection, wanted: Wanted) -> set[str]:
    """The reports that may hold a claim that is asked for; see `load`."""
    condition = claims_meeting(wanted)
    query = select(claims.c.report).distinct()
    return set(connection.execute(query if condition is None else query.where(condition)).scalars())


def claims_meeting(wanted: Wanted) -> ColumnElement[bool] | None:
    """What holds of the rows of claims that may be among those asked for; None where nothing is asked."""
    parts: list[ColumnElement[bool]] = []
    if wanted.events:
        parts.append(claims.c.event.in_(wanted.events))
    if wanted.places:
        parts.append(_named("place", {fold(place) for place in wanted.places}))
    if wanted.parties:
        parts.append(_named("party", _party_keys(wanted.parties)))
    if wanted.start is not None:
        parts.append(or_(claims.c.end >= wanted.start, and_(claims.c.end.is_(None), claims.c.start >= wanted.start)))
    if wanted.end is not None:
        parts.append(or_(claims.c.start <= wanted.end, and_(claims.c.start.is_(None), claims.c.end <= wanted.end)))
    if not parts:
        return None
    return or_(and_(*parts), claims.c.id.in_(select(decided.c.claim)))


def _named(kind: str, names: set[str]) -> ColumnElement[bool]:
    found = select(claim_names.c.claim).where(claim_names.c.kind == kind, claim_names.c.name.in_(sorted(names)))
    return claims.c.id.in_(found)


def find(connection: Connection, ids: Sequence[str]) -> dict[str, Claim]:
    """The claims of some ids."""
    found: dict[str, Claim] = {}
    for start in range(0, len(ids), PART):
        part = list(ids[start : start + PART])
        for row in connection.execute(select(claims.c.id, claims.c.record).where(claims.c.id.in_(part))):
            found[row.id] = claim_from_json(json.loads(row.record))
    return found


def beginning(connection: Connection, prefix: str, limit: int = 10) -> list[str]:
    """The ids of claims that begin so."""
    query = select(claims.c.id).where(claims.c.id.startswith(prefix, autoescape=True)).order_by(claims.c.id)
    return list(connection.execute(query.limit(limit)).scalars())
