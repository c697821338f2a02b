"""Erasure: words about a person are taken out of everything that a store holds; hashes of it stay, and the chain.

In texts, records, claims, decisions, problems and the log a block stands for each letter. The bytes in which a text was
read are taken out whole, for nothing in them can be changed without making them other bytes. What stays is written in
`stubs`; what follows from claims is made anew. Ids stay what they were: they are hashes of what nobody can read here.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from dateline.errors import StoreError
from dateline.records import sha256
from dateline.records.encode import claim_from_json
from dateline.store import claims as kept_claims
from dateline.store import incidents, search, untold
from dateline.store.blocking import Blocking
from dateline.store.canon import digest, dumps, said_digest
from dateline.store.log import Entry
from dateline.store.migrations import lower_guards, raise_guards
from dateline.store.originals import unpack
from dateline.store.reports import merge, record_digest
from dateline.store.stubs import ACTION, ERASED, STORE, stub_of
from dateline.store.tables import (
    claim_names,
    claims,
    decided,
    decisions,
    log,
    originals,
    origins,
    parts,
    problems,
    reports,
)

PART = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class Redacting:
    """What is to be erased: `words`, by whom, and why; in `reports` alone where some are given."""

    words: tuple[str, ...]
    by: str
    reason: str
    reports: tuple[str, ...] = ()


@dataclass(slots=True)
class _Known:
    """What decisions need to know of claims: new digests by old ones, and the text of the report before and after."""

    digests: dict[str, str] = field(default_factory=dict)
    texts: dict[str, tuple[str, str]] = field(default_factory=dict)


@dataclass(slots=True)
class Erased:
    """What was erased, or would be: ids of reports and decisions, hashes of bytes, how much else.

    `held` is whether the files of the database still have the words, as others were reading them.
    """

    reports: list[str] = field(default_factory=list)
    claims: int = 0
    decisions: list[str] = field(default_factory=list)
    originals: list[str] = field(default_factory=list)
    beside: list[str] = field(default_factory=list)
    entries: int = 0
    problems: int = 0
    held: bool = False

    @property
    def is_nothing(self) -> bool:
        """Whether the words stand nowhere."""
        return not (self.reports or self.decisions or self.originals or self.entries or self.problems)


def redact(connection: Connection, asked: Redacting) -> tuple[Erased, list[Entry]]:
    """Erase; what was erased, and what is to be logged. In a transaction that holds the turn to write.

    Who only wants to know what would be erased takes the transaction back. Raises StoreError where nothing is said of
    who and why, or a report is not there.
    """
    if not asked.by.strip() or not asked.reason.strip():
        raise StoreError("erasing needs the name of who does it, and why")
    blocking = Blocking.of(asked.words)
    if blocking.meets([asked.by, asked.reason]):
        raise StoreError("the words that are to be erased stand in the name or in the reason: say it without them")
    lower_guards(connection)
    done = Erased()
    told: list[Entry] = []
    known = _Known()
    for report in _touched(connection, asked, blocking):
        done.reports.append(report)
        told.append(_report(connection, report, asked, blocking, done, known))
    left = _decisions(connection, asked, blocking, known)
    done.decisions = sorted(left)
    _originals(connection, asked, blocking, done)
    _problems(connection, asked, blocking, done)
    entries = _entries(connection, asked, blocking, left)
    done.entries = len(entries)
    _forget(connection, done.reports, done.decisions)
    raise_guards(connection)
    if done.is_nothing:
        return done, []
    detail = {
        "reason": asked.reason,
        "reports": len(done.reports),
        "decisions": {key: digest(record) for key, record in left.items()},
        "originals": done.originals,
        "entries": entries,
    }
    return done, [*told, Entry(action=ACTION, subject=STORE, detail=detail, by=asked.by)]


def _touched(connection: Connection, asked: Redacting, blocking: Blocking) -> list[str]:
    """The reports in which the words stand, in their text, in what is known of them or in what was read out of them."""
    wanted = set(asked.reports)
    found: set[str] = set()
    columns = (reports.c.id, reports.c.text, reports.c.record)
    there = set()
    for row in connection.execute(select(*columns).execution_options(yield_per=200)):
        there.add(row.id)
        if blocking.meets([row.text, json.loads(row.record)]):
            found.add(row.id)
    if missing := wanted - there:
        raise StoreError(f"no report {', '.join(sorted(missing))} in this store")
    for met in connection.execute(select(origins).execution_options(yield_per=500)):
        if blocking.meets([met.name, json.loads(met.record)]):
            found.add(met.report)
    for said in connection.execute(select(claims.c.report, claims.c.record).execution_options(yield_per=500)):
        if said.report not in found and blocking.meets(json.loads(said.record)):
            found.add(said.report)
    return sorted(found & wanted if wanted else found)


def _report(
    connection: Connection, key: str, asked: Redacting, blocking: Blocking, done: Erased, known: _Known
) -> Entry:
    """Erase in a report, its origins and its claims; `known` is told of the claims."""
    row = connection.execute(select(reports).where(reports.c.id == key)).one()
    text = blocking.text(row.text)
    left: dict[str, dict[str, str]] = {}
    records = []
    met = connection.execute(select(origins).where(origins.c.report == key).order_by(origins.c.id)).all()
    for origin in met:
        record = blocking.value(json.loads(origin.record), row.text, text)
        records.append(record)
        left[origin.id] = {"name": blocking.text(origin.name), "record": digest(record)}
        values = {"name": left[origin.id]["name"], "record": dumps(record)}
        connection.execute(update(origins).where(origins.c.id == origin.id).values(**values))
    merged = merge(records)
    new_digest = record_digest(merged)
    coded_as = new_digest if row.coded_as == row.digest else row.coded_as
    columns = {name: merged.get(name) for name in ("title", "publisher", "published")}
    now = {"text": text, "record": dumps(merged), "digest": new_digest, "coded_as": coded_as, **columns}
    connection.execute(update(reports).where(reports.c.id == key).values(**now))
    search.index_anew(connection, key, text)
    held = list(_claims(connection, key, blocking, row.text, text, known))
    done.claims += len(held)
    made = set(connection.execute(select(parts.c.claim)).scalars())  # of a split: the decision says what they are
    detail = {
        "reason": asked.reason,
        "text": sha256(text),
        "origins": left,
        "claims": digest([written for claim, written in held if claim not in made]),
        "as": coded_as,
    }
    return Entry(action=ACTION, subject=key, detail=detail, by=asked.by)


def _claims(
    connection: Connection, report: str, blocking: Blocking, before: str, after: str, known: _Known
) -> Iterator[tuple[str, str]]:
    """Erase in the claims of a report; their ids, and their records as they are now."""
    for row in connection.execute(select(claims).where(claims.c.report == report).order_by(claims.c.position)).all():
        record = blocking.value(json.loads(row.record), before, after)
        written, said = dumps(record), said_digest(record)
        yield row.id, written
        known.texts[row.id] = (before, after)
        if written == row.record:
            continue
        known.digests[row.digest] = said
        connection.execute(update(claims).where(claims.c.id == row.id).values(record=written, digest=said))
        connection.execute(delete(claim_names).where(claim_names.c.claim == row.id))
        if names := kept_claims.names_of(claim_from_json(record)):
            connection.execute(insert(claim_names), names)


def _decisions(
    connection: Connection, asked: Redacting, blocking: Blocking, known: _Known
) -> dict[str, dict[str, Any]]:
    """Erase in decisions; those that changed, as they are now. What was seen of a claim is what it says now."""
    about: dict[str, set[str]] = defaultdict(set)
    if asked.reports:
        of_report = select(decided).join(claims, claims.c.id == decided.c.claim)
        for one in connection.execute(of_report.where(claims.c.report.in_(asked.reports))):
            about[one.decision].add(one.claim)
    left: dict[str, dict[str, Any]] = {}
    for row in connection.execute(select(decisions).order_by(decisions.c.id)).all():
        record = json.loads(row.record)
        fits = not asked.reports or row.id in about
        new = {**record, "seen": [known.digests.get(one, one) for one in record["seen"]]}
        if fits:
            texts = next((known.texts[claim] for claim in record["claims"] if claim in known.texts), (None, None))
            new |= {name: blocking.value(record.get(name), *texts) for name in ("reason", "old", "new")}
        if new != record:
            left[row.id] = {**new, "redacted": True, "known_as": row.id}
            connection.execute(update(decisions).where(decisions.c.id == row.id).values(record=dumps(left[row.id])))
    return left


def _originals(connection: Connection, asked: Redacting, blocking: Blocking, done: Erased) -> None:
    """Take away the bytes of the reports, and all others in which the words can be read."""
    gone: set[str] = set()
    for part in _parts(done.reports):
        gone.update(connection.execute(select(origins.c.original).where(origins.c.report.in_(part))).scalars())
    for row in connection.execute(select(originals).execution_options(yield_per=20)):
        if row.packing == ERASED:
            gone.discard(row.sha256)
        elif not asked.reports and row.sha256 not in gone:
            data = unpack(row.data, row.packing, row.size)
            if any(blocking.meets(data.decode(code, "ignore")) for code in ("utf-8", "utf-16-le", "utf-16-be")):
                gone.add(row.sha256)
    done.originals = sorted(gone)
    others: set[str] = set()
    for part in _parts(done.originals):
        connection.execute(update(originals).where(originals.c.sha256.in_(part)).values(packing=ERASED, data=b""))
        others.update(connection.execute(select(origins.c.report).where(origins.c.original.in_(part))).scalars())
    done.beside = sorted(others - set(done.reports))


def _problems(connection: Connection, asked: Redacting, blocking: Blocking, done: Erased) -> None:
    for row in connection.execute(select(problems)).all():
        if (asked.reports and row.report not in asked.reports) or not blocking.meets([row.name, row.message]):
            continue
        done.problems += 1
        values = {"name": blocking.text(row.name), "message": blocking.text(row.message)}
        connection.execute(update(problems).where(problems.c.id == row.id).values(**values))


def _entries(
    connection: Connection, asked: Redacting, blocking: Blocking, left: dict[str, dict[str, Any]]
) -> dict[str, str]:
    """Erase in the log; by the number of each entry that changed, the digest of what is left of it."""
    found: dict[str, str] = {}
    for row in connection.execute(select(log).order_by(log.c.number)).all():
        detail = json.loads(row.detail)
        if row.action == "decision":
            new, subject = left.get(row.subject, detail), row.subject
        elif asked.reports and row.subject not in asked.reports:
            continue
        else:
            new, subject = blocking.value(detail), blocking.text(row.subject)
        if (new, subject) == (detail, row.subject):
            continue
        connection.execute(update(log).where(log.c.number == row.number).values(detail=dumps(new), subject=subject))
        found[str(row.number)] = stub_of(connection.execute(select(log).where(log.c.number == row.number)).one())
    return found


def _forget(connection: Connection, touched: Sequence[str], changed: Sequence[str]) -> None:
    """Take away what was made of the reports and decisions; it is made anew."""
    ids = set(touched)
    for part in _parts(changed):
        query = select(claims.c.report).join(decided, decided.c.claim == claims.c.id)
        ids.update(connection.execute(query.where(decided.c.decision.in_(part))).scalars())
    incidents.retell(connection, dict.fromkeys(sorted(ids), ()), {})
    untold.mark(connection, ids)


def _parts(values: Iterable[str]) -> Iterator[list[str]]:
    several = list(values)
    return (several[start : start + PART] for start in range(0, len(several), PART))
