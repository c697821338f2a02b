"""Whether a store holds what it held: every hash, span, id and seal is worked out again."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, select

from dateline.errors import DatelineError
from dateline.records import Report, claim_id, report_id, sha256
from dateline.records.encode import claim_from_json
from dateline.store import kept, search
from dateline.store.canon import digest, dumps, said_digest
from dateline.store.decisions import Kind, RedactedDecision, decision_from_json, splits, standing
from dateline.store.log import BEGINNING, entries, head, seal
from dateline.store.originals import unpack
from dateline.store.reports import merge, origin_id, read_report, record_digest
from dateline.store.stubs import ACTION, ERASED, STORE, Redaction, Stubs, is_stub, load_stubs
from dateline.store.tables import claims, decided, decisions, originals, origins, parts, problems, reports, users
from dateline.store.vouching import Signed, Vouching, load_signatures


@dataclass(frozen=True, slots=True)
class Fault:
    """What does not hold: of which thing, and why."""

    subject: str
    message: str


@dataclass(slots=True)
class _Logged:
    """What the log says that the store holds; `reports` are the hash of the text and the moment of each."""

    reports: dict[str, tuple[str, str]] = field(default_factory=dict)
    origins: dict[str, dict[str, Any]] = field(default_factory=dict)
    claims: dict[str, dict[str, Any]] = field(default_factory=dict)
    decisions: set[str] = field(default_factory=set)
    users: dict[str, dict[str, Any]] = field(default_factory=dict)
    problems: set[tuple[str, str, str]] = field(default_factory=set)
    stubs: Stubs = field(default_factory=Stubs)


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """All that does not hold, how much was looked at, and the seal of the last entry of the log.

    `signed` says how far the log is signed, `redactions` what was erased and by whom: no faults, and to be told.
    """

    faults: tuple[Fault, ...]
    counts: dict[str, int]
    seal: str
    signed: Signed
    redactions: tuple[Redaction, ...] = ()


def verify(connection: Connection, *, seal_then: str | None = None, trusted: frozenset[str] = frozenset()) -> Verdict:
    """Work everything out again.

    `seal_then` is the seal that an earlier run printed, and must be in the log; `trusted` are the public halves of
    keys, one of which must have signed the last entry, and no other any.
    """
    counts: dict[str, int] = defaultdict(int)
    logged = _Logged(stubs=load_stubs(connection))
    vouching = Vouching(load_signatures(connection), trusted)
    seals = {BEGINNING}
    faults = list(_log(connection, logged, seals, counts, vouching))
    last = head(connection)[1]
    if seal_then is not None and seal_then not in seals:
        faults.append(Fault("log", f"the seal {seal_then} is not in it: entries were cut off or written anew"))
    faults += _originals(connection, logged, counts)
    faults += _reports(connection, logged, counts)
    faults += _claims(connection, logged, counts)
    faults += _decisions(connection, logged, counts)
    faults += _users(connection, logged, counts)
    faults += _problems(connection, logged)
    faults += [Fault(*fault) for fault in kept.faults(connection, counts)]
    told = tuple(logged.stubs.told)
    return Verdict(faults=tuple(faults), counts=dict(counts), seal=last, signed=vouching.signed, redactions=told)


def _log(
    connection: Connection, logged: _Logged, seals: set[str], counts: dict[str, int], vouching: Vouching
) -> Iterator[Fault]:
    previous, number = BEGINNING, 0
    for row in entries(connection):
        counts["entries of the log"] += 1
        number += 1
        where = f"log entry {row.number}"
        if row.number != number:
            yield Fault(where, f"entry {number} is missing before it")
            number = row.number
        if row.previous != previous:
            yield Fault(where, "is not sealed to the entry before it")
        found = seal(row.number, row.at, row.by, row.action, row.subject, row.detail, row.previous)
        if found != row.hash and not is_stub(logged.stubs, row):
            yield Fault(where, "was changed: its seal does not fit")
        yield from (Fault(*fault) for fault in vouching.look(row.number, row.hash))
        previous = row.hash
        seals.add(row.hash)
        try:
            _note(logged, row.action, row.subject, json.loads(row.detail), row.at)
        except (ValueError, KeyError, TypeError):
            yield Fault(where, "cannot be read")
    yield from (Fault(*fault) for fault in vouching.end())


def _note(logged: _Logged, action: str, subject: str, detail: dict[str, Any], at: str) -> None:
    if action == "report":
        logged.reports[subject] = (detail["sha256"], at)
    elif action == "origin":
        logged.origins[detail["origin"]] = {**detail, "report": subject}
    elif action == "claims":
        logged.claims[subject] = detail
    elif action == "decision":
        logged.decisions.add(subject)
    elif action == "problem":
        logged.problems.add((subject, detail["step"], detail["message"]))
    elif action == ACTION and subject != STORE:
        for origin, left in detail["origins"].items():
            logged.origins[origin] |= left
        if subject in logged.claims:
            logged.claims[subject] = {**logged.claims[subject], "digest": detail["claims"], "as": detail["as"]}
    elif action == "user" and detail["did"] == "removed":
        logged.users.pop(subject, None)
    elif action == "user":
        logged.users[subject] = detail


def _originals(connection: Connection, logged: _Logged, counts: dict[str, int]) -> Iterator[Fault]:
    used = set(connection.execute(select(origins.c.original)).scalars())
    kept: set[str] = set()
    for row in connection.execute(select(originals).execution_options(yield_per=20)):
        counts["originals"] += 1
        kept.add(row.sha256)
        if row.packing == ERASED:
            if row.sha256 not in logged.stubs.originals or row.data:
                yield Fault(f"original {row.sha256}", "was erased, and the log does not say so")
            continue
        try:
            if sha256(unpack(row.data, row.packing, row.size)) != row.sha256:
                yield Fault(f"original {row.sha256}", "its bytes have another sha256")
        except DatelineError as error:
            yield Fault(f"original {row.sha256}", str(error))
    for key in sorted(used - kept):
        yield Fault(f"original {key}", "is missing")


def _reports(connection: Connection, logged: _Logged, counts: dict[str, int]) -> Iterator[Fault]:
    records: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in connection.execute(select(origins).execution_options(yield_per=500)):
        counts["origins"] += 1
        known = logged.origins.pop(row.id, None)
        try:
            record = json.loads(row.record)
            records[row.report].append(record)
        except ValueError:
            yield Fault(row.report, f"origin {row.name} cannot be read")
            continue
        if known is None:
            yield Fault(row.report, f"origin {row.name} is not in the log")
        elif (known["report"], known["original"], known["name"], known["record"]) != (
            row.report,
            row.original,
            row.name,
            digest(record),
        ):
            yield Fault(row.report, f"origin {row.name} is not as it was logged")
        its_id = origin_id(row.report, row.original, row.name)
        if record.get("source_sha256") != row.original or (row.id != its_id and row.id not in logged.stubs.origins):
            yield Fault(row.report, f"origin {row.name} has the id of another")
        if record.get("retrieved") != row.retrieved:
            yield Fault(row.report, f"origin {row.name} was not met when its record says")
    for key, known in logged.origins.items():
        yield Fault(known["report"], f"origin {key} is in the log and not in the store")
    searchable = search.indexed(connection)
    for row in connection.execute(select(reports).order_by(reports.c.id).execution_options(yield_per=200)):
        counts["reports"] += 1
        then, added = logged.reports.pop(row.id, (None, None))
        if then is None:
            yield Fault(row.id, "is not in the log")
        elif added != row.added:
            yield Fault(row.id, "was not added when the log says")
        left = logged.stubs.texts.get(row.id)
        found = sha256(row.text)
        if left is not None:
            is_so = found == left and row.id == f"r-{row.sha256[:16]}"
        else:
            is_so = found == row.sha256 and report_id(row.text) == row.id
        if not is_so or then not in (None, row.sha256):
            yield Fault(row.id, "its text has another sha256")
        if row.id not in searchable:
            yield Fault(row.id, "is missing in the search index")
        yield from _record(row, records.get(row.id, []))
    for key in logged.reports:
        yield Fault(key, "is in the log and not in the store")


def _record(row: Any, records: list[dict[str, Any]]) -> Iterator[Fault]:
    if not records:
        yield Fault(row.id, "has no origin")
        return
    try:
        held = json.loads(row.record)
        report = read_report(row.record, row.text)
    except (ValueError, DatelineError) as error:
        yield Fault(row.id, f"its record cannot be read: {error}")
        return
    if held != merge(records) or row.digest != record_digest(held):
        yield Fault(row.id, "its record is not what its origins say")
    if (row.title, row.publisher, row.published) != (report.title, report.publisher, report.published):
        yield Fault(row.id, "its columns are not what its record says")
    yield from _spans(row.id, held, report)


def _spans(subject: str, value: Any, report: Report) -> Iterator[Fault]:
    """Every span in a JSON value that does not equal its slice of the text."""
    if isinstance(value, dict):
        start, end, words = value.get("start"), value.get("end"), value.get("text")
        if (
            isinstance(start, int)
            and isinstance(end, int)
            and isinstance(words, str)
            and report.text[start:end] != words
        ):
            yield Fault(subject, f"the text at {start}-{end} is not {words[:60]!r}")
        for one in value.values():
            yield from _spans(subject, one, report)
    elif isinstance(value, list):
        for one in value:
            yield from _spans(subject, one, report)


def _claims(connection: Connection, logged: _Logged, counts: dict[str, int]) -> Iterator[Fault]:
    """Claims report by report, so that no more than the claims of one are in memory; parts follow from decisions."""
    made_by: dict[str, str] = dict(connection.execute(select(parts.c.claim, parts.c.decision)).all())
    columns = (reports.c.id, reports.c.text, reports.c.record, reports.c.coded_as, reports.c.coder)
    coded = select(*columns).order_by(reports.c.id)
    for row in connection.execute(coded.execution_options(yield_per=200)):
        every = connection.execute(select(claims).where(claims.c.report == row.id).order_by(claims.c.position)).all()
        held = [one for one in every if one.id not in made_by]
        known = logged.claims.pop(row.id, None)
        if known is None:
            if held or row.coded_as is not None:
                yield Fault(row.id, "its claims are not in the log")
        elif row.coded_as != known["as"]:
            yield Fault(row.id, "was coded from another record than the log says")
        counts["claims"] += len(held)
        try:
            report = read_report(row.record, row.text)
            records = [json.loads(one.record) for one in held]
        except (ValueError, DatelineError):
            yield Fault(row.id, "its claims cannot be read")
            continue
        if known is not None and (len(held), digest([one.record for one in held])) != (known["count"], known["digest"]):
            if [said_digest(record) for record in records] == [one.digest for one in held]:
                yield Fault(row.id, "its claims are not those that were logged")
            else:
                yield Fault(row.id, "its claims were changed after they were logged")
        coder = next((dumps(record["coder"]) for record in records if record.get("coder")), None)
        if coder not in (None, row.coder):
            yield Fault(row.id, "names another coder than its claims do")
        if [one.position for one in every] != list(range(len(every))):
            yield Fault(row.id, "its claims are not in their order")
        for one, record in zip(held, records, strict=True):
            yield from _claim(one, record, report)
        for one in every:
            if one.id in made_by:
                counts["claims"] += 1
                yield from _part(connection, one, made_by[one.id], report)
    for key in logged.claims:
        yield Fault(key, "its claims are in the log and the report is not in the store")
    yield from _lost_parts(connection)


def _lost_parts(connection: Connection) -> Iterator[Fault]:
    """Claims that a split which stands made of a claim that still says the same, and that are not there."""
    try:
        known = [one for one in standing(splits(connection)) if one.kind == Kind.SPLIT]
    except (ValueError, DatelineError):
        return  # told where decisions are looked at
    for split in known:
        second = split.new["second"]
        both = select(claims).where(claims.c.id.in_((split.subjects[0], second["id"])))
        there = {row.id: row for row in connection.execute(both)}
        parent = there.get(split.subjects[0])
        if parent is None or parent.report != second["report"] or split.seen[:1] not in ((), (parent.digest,)):
            continue  # another claim by now: not split
        if second["id"] not in there:
            yield Fault(second["id"], f"is missing: {split.id} made it by splitting {split.subjects[0]}")


def _part(connection: Connection, row: Any, decision: str, report: Report) -> Iterator[Fault]:
    """A claim that a split made says what the split says."""
    told = connection.execute(select(decisions.c.record).where(decisions.c.id == decision)).scalar()
    try:
        record = json.loads(row.record)
        split = decision_from_json(json.loads(told or "null"))
    except (ValueError, DatelineError):
        yield Fault(row.id, "cannot be read, or no split made it")
        return
    if split.kind != Kind.SPLIT or dumps(split.new["second"]) != row.record:
        yield Fault(row.id, "is not what the split says that made it")
    yield from _claim(row, record, report, by_split=True)


def _claim(row: Any, record: dict[str, Any], report: Report, *, by_split: bool = False) -> Iterator[Fault]:
    try:
        claim = claim_from_json(record)
    except DatelineError as error:
        yield Fault(row.id, f"cannot be read: {error}")
        return
    if row.id != claim.id or claim.report != report.id:
        yield Fault(row.id, "is kept under the id of another claim")
    day = (claim.time.start, claim.time.end) if claim.time else (None, None)
    if (row.event, row.start, row.end) != (claim.event, *day):
        yield Fault(row.id, "its columns are not what its record says")
    if not by_split and claim.id != claim_id(claim.report, claim.event, claim.evidence, claim.trigger):
        yield Fault(row.id, "has not the id that follows from its words")
    if row.digest != said_digest(record):
        yield Fault(row.id, "was changed: its digest does not fit")
    yield from _spans(row.id, record, report)


def _decisions(connection: Connection, logged: _Logged, counts: dict[str, int]) -> Iterator[Fault]:
    about: dict[str, set[str]] = defaultdict(set)
    for decision_key, claim_key in connection.execute(select(decided)):
        about[decision_key].add(claim_key)
    for row in connection.execute(select(decisions).order_by(decisions.c.id).execution_options(yield_per=500)):
        counts["decisions"] += 1
        if row.id not in logged.decisions:
            yield Fault(row.id, "is not in the log")
        logged.decisions.discard(row.id)
        try:
            record = json.loads(row.record)
            decision = decision_from_json(record)
        except (ValueError, DatelineError) as error:
            yield Fault(row.id, f"does not hold: {error}")
            continue
        if isinstance(decision, RedactedDecision) and logged.stubs.decisions.get(row.id) != digest(record):
            yield Fault(row.id, "was redacted, and the log does not say so")
        if (decision.id, decision.at, decision.by, decision.kind) != (row.id, row.at, row.by, row.kind):
            yield Fault(row.id, "was changed: its columns are not what its record says")
        if about[row.id] != set(decision.claims):
            yield Fault(row.id, "is tied to other claims than it names")
    for key in sorted(logged.decisions):
        yield Fault(key, "is in the log and not in the store")


def _users(connection: Connection, logged: _Logged, counts: dict[str, int]) -> Iterator[Fault]:
    """Those who may log in are those that the log tells of, each in the role that it gave, under the last password."""
    for row in connection.execute(select(users).order_by(users.c.name)):
        counts["users"] += 1
        known = logged.users.pop(row.name, None)
        if known is None:
            yield Fault(f"user {row.name}", "is not in the log")
        elif (known["role"], known["digest"]) != (row.role, sha256(row.stamp + row.password)):
            yield Fault(f"user {row.name}", "was changed: role or password is not as it was logged")
    for name in logged.users:
        yield Fault(f"user {name}", "is in the log and not in the store")


def _problems(connection: Connection, logged: _Logged) -> Iterator[Fault]:
    """What went wrong is what the log tells that it was."""
    for row in connection.execute(select(problems).order_by(problems.c.id)):
        if (row.name, row.step, row.message) not in logged.problems:
            yield Fault(row.name, "what went wrong with it is not in the log")
