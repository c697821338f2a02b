"""The chain of custody of one report: every entry of the log that tells of it, and what holds."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, or_, select

from dateline.errors import StoreError
from dateline.records import Report
from dateline.store import reports as kept_reports
from dateline.store.stubs import ACTION, ERASED, Redaction, Stubs, is_stub, load_stubs
from dateline.store.tables import claims, decided, log, originals, problems
from dateline.store.verify import Fault, Verdict, verify
from dateline.store.vouching import Signature, load_signatures

PART = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """An entry of the log: `did` says in a word what was done, `detail` to what, in the words of the log.

    `seal` is its hash; `signed_by` the public half of the key that vouches for it, None where none does. `is_whole` is
    False where words of it were erased later.
    """

    number: int
    at: str
    by: str
    did: str
    detail: Mapping[str, Any]
    seal: str
    signed_by: str | None
    is_whole: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Original:
    """The bytes in which a report was read; `is_there` is False where they were erased."""

    sha256: str
    size: int
    is_there: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Custody:
    """A report's chain: its bytes, each step, what does not hold of it or of the log, and the seal that all ends in."""

    report: Report
    originals: tuple[Original, ...]
    steps: tuple[Step, ...]
    faults: tuple[Fault, ...]
    redactions: tuple[Redaction, ...]
    verdict: Verdict


def custody(connection: Connection, key: str, *, trusted: frozenset[str] = frozenset()) -> Custody:
    """The chain of a report; raises StoreError where there is none of that id.

    The whole store is worked out again, as `verify` does, so that what is told of this report is known to hold.
    """
    report = kept_reports.load(connection, [key]).get(key)
    if report is None:
        raise StoreError(f"there is no report {key!r} in this store")
    verdict = verify(connection, trusted=trusted)
    met = kept_reports.origins_of(connection, [key]).get(key, ())
    held = list(connection.execute(select(claims.c.id).where(claims.c.report == key)).scalars())
    decisions = _decisions(connection, held)
    names = {origin.name for origin in met} | {
        place for origin in met for place in (origin.name.partition("#")[0], origin.name.rpartition(":")[0]) if place
    }
    names |= set(connection.execute(select(problems.c.name).where(problems.c.report == key)).scalars())
    subjects = {key, *names, *decisions}
    of_it = {key, *held, *decisions, *(f"original {origin.original}" for origin in met)}
    return Custody(
        report=report,
        originals=tuple(_originals(connection, sorted({origin.original for origin in met}))),
        steps=tuple(_steps(connection, sorted(subjects))),
        faults=tuple(fault for fault in verdict.faults if fault.subject in of_it or fault.subject.startswith("log")),
        redactions=verdict.redactions,
        verdict=verdict,
    )


def _decisions(connection: Connection, held: Sequence[str]) -> set[str]:
    """The decisions on claims, and those that took them back."""
    found: set[str] = set()
    for part in _parts(held):
        found.update(connection.execute(select(decided.c.decision).where(decided.c.claim.in_(part))).scalars())
    return found


def _originals(connection: Connection, keys: Sequence[str]) -> Iterator[Original]:
    columns = (originals.c.sha256, originals.c.size, originals.c.packing)
    for part in _parts(keys):
        for row in connection.execute(select(*columns).where(originals.c.sha256.in_(part))):
            yield Original(sha256=row.sha256, size=row.size, is_there=row.packing != ERASED)


def _steps(connection: Connection, subjects: Sequence[str]) -> Iterator[Step]:
    signatures = sorted(load_signatures(connection).values(), key=lambda one: one.number)
    stubs = load_stubs(connection)
    rows: dict[int, Any] = {}
    for part in _parts(subjects):
        query = select(log).where(or_(log.c.subject.in_(part)))
        rows.update({row.number: row for row in connection.execute(query)})
    for number in sorted(rows):
        yield _step(rows[number], signatures, stubs)


def _step(row: Any, signatures: Sequence[Signature], stubs: Stubs) -> Step:
    vouched = next((one.public for one in signatures if one.number >= row.number), None)
    whole = row.action == ACTION or not is_stub(stubs, row)
    return Step(
        number=row.number,
        at=row.at,
        by=row.by,
        did=row.action,
        detail={"subject": row.subject, **json.loads(row.detail)},
        seal=row.hash,
        signed_by=vouched,
        is_whole=whole,
    )


def _parts(values: Sequence[str]) -> Iterator[Sequence[str]]:
    several = list(values)
    return (several[start : start + PART] for start in range(0, len(several), PART))
