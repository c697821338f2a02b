"""Decisions: what people settled; each names its author, keeps what was there before, and is never changed."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, func, insert, select

from dateline.errors import StoreError
from dateline.records import sha256
from dateline.store import untold
from dateline.store.canon import dumps, storable
from dateline.store.log import Entry
from dateline.store.tables import decided, decisions

PART = 400
_SUBJECT = re.compile(r"[cid]-[0-9a-f]{16}")
GRADES = ("Confirmed", "Fair", "Weak", "Contested", "Discounted")


class Kind(StrEnum):
    """What a decision does."""

    ACCEPT = "accept"
    AMEND = "amend"
    REJECT = "reject"
    SAME = "same"
    DIFFERENT = "different"
    GRADE = "grade"
    UNDO = "undo"  # takes back earlier decisions, which stay in the log


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What someone decided, when, about what, and why.

    `subjects` are the ids that were named (claims, incidents; decisions for an undo), `claims` the claims meant by
    them, `seen` the digest of each of those claims as the person saw it. `old` and `new` are the values of `field`
    of an amendment (JSON), or the grade before and after.
    """

    kind: str
    subjects: tuple[str, ...]
    by: str
    at: str
    reason: str | None = None
    field: str | None = None
    old: Any = None
    new: Any = None
    claims: tuple[str, ...] = ()
    seen: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """The id: a hash of all of it."""
        return f"d-{sha256(dumps(asdict(self)))[:16]}"


def decision_to_json(decision: Decision) -> dict[str, Any]:
    """A decision as a line of JSONL holds it."""
    return {"id": decision.id, **asdict(decision)}


def decision_from_json(data: object) -> Decision:
    """The decision that a line holds; raises StoreError where it is none, or its id is of another one."""
    if not isinstance(data, Mapping):
        raise StoreError("a decision is a JSON object")
    known = {field.name for field in fields(Decision)}
    values: dict[str, Any] = {key: value for key, value in data.items() if key in known}
    for key in ("kind", "by", "at"):
        if not isinstance(values.get(key), str) or not values[key].strip():
            raise StoreError(f"a decision needs {key!r}")
    for key in ("subjects", "claims", "seen"):
        several = values.get(key, [])
        if not isinstance(several, list | tuple) or not all(isinstance(one, str) for one in several):
            raise StoreError(f"{key!r} is a list of texts")
        values[key] = tuple(several)
    for key in ("reason", "field"):
        if not isinstance(values.get(key), str | None):
            raise StoreError(f"{key!r} is a text")
    decision = Decision(**values)
    check(decision)
    given = data.get("id")
    if given is not None and given != decision.id:
        raise StoreError(f"{given!r} is not the id of this decision: it was changed after it was made")
    return decision


def check(decision: Decision) -> None:
    """Pass a decision that can be; raises StoreError for others."""
    if decision.kind not in {kind.value for kind in Kind}:
        raise StoreError(f"{decision.kind!r} is no decision; there are {', '.join(kind.value for kind in Kind)}")
    if not decision.by.strip():
        raise StoreError("a decision needs the name of who made it")
    if not decision.subjects:
        raise StoreError(f"{decision.kind}: about which claim or incident?")
    for subject in decision.subjects:
        if not _SUBJECT.fullmatch(subject):
            raise StoreError(f"{subject!r} is not an id of a claim (c-…), an incident (i-…) or a decision (d-…)")
        if (decision.kind == Kind.UNDO) != subject.startswith("d-"):
            raise StoreError(f"{decision.kind}: {subject} is of the wrong kind")
    if decision.kind in (Kind.SAME, Kind.DIFFERENT) and len(decision.subjects) < 2:
        raise StoreError(f"{decision.kind}: two ids or more are needed")
    if decision.kind == Kind.AMEND and not decision.field:
        raise StoreError("amend: which field?")
    if decision.kind == Kind.GRADE and decision.new not in GRADES:
        raise StoreError(f"grade: {decision.new!r} is none of {', '.join(GRADES)}")
    if decision.seen and len(decision.seen) != len(decision.claims):
        raise StoreError("'seen' has a digest for each of 'claims'")
    try:
        moment = datetime.fromisoformat(decision.at)
    except ValueError:
        raise StoreError(f"at: {decision.at!r} is not a moment; write it as 2026-01-31T12:00:00+00:00") from None
    if moment.tzinfo is None:
        raise StoreError(f"at: {decision.at!r} lacks its time zone, as in 2026-01-31T12:00:00+00:00")


def put(connection: Connection, made: Sequence[Decision]) -> tuple[list[Decision], list[Entry]]:
    """Append decisions that are not there yet; those, and what is to be logged."""
    by_id = {}
    for decision in made:
        check(decision)
        by_id[decision.id] = decision
    keys = list(by_id)
    known: set[str] = set()
    for start in range(0, len(keys), PART):
        part = keys[start : start + PART]
        known.update(connection.execute(select(decisions.c.id).where(decisions.c.id.in_(part))).scalars())
    new = {key: decision for key, decision in by_id.items() if key not in known}
    if not new:
        return [], []
    rows = [
        {"id": key, "at": d.at, "by": storable(d.by), "kind": d.kind, "record": dumps(decision_to_json(d))}
        for key, d in new.items()
    ]
    connection.execute(insert(decisions), rows)
    if about := [{"decision": key, "claim": claim} for key, d in new.items() for claim in sorted(set(d.claims))]:
        connection.execute(insert(decided), about)
    undone = [subject for d in new.values() if d.kind == Kind.UNDO for subject in d.subjects]
    untold.mark_decided(connection, _moved(connection, new.values()), undone)
    entries = [Entry(action="decision", subject=key, detail=decision_to_json(d), by=d.by) for key, d in new.items()]
    return list(new.values()), entries


def _moved(connection: Connection, made: Iterable[Decision]) -> set[str]:
    """The claims that decisions may change; accepting changes one only where it had been rejected."""
    moved = {claim for decision in made if decision.kind != Kind.ACCEPT for claim in decision.claims}
    accepted = sorted({claim for decision in made for claim in decision.claims} - moved)
    rejected = select(decided.c.claim).join(decisions, decisions.c.id == decided.c.decision)
    for start in range(0, len(accepted), PART):
        part = accepted[start : start + PART]
        query = rejected.where(decisions.c.kind == Kind.REJECT, decided.c.claim.in_(part))
        moved.update(connection.execute(query).scalars())
    return moved


def load(connection: Connection, *, as_of: str | None = None) -> list[Decision]:
    """The decisions, the earliest first; `as_of` leaves out those made after that day."""
    query = select(decisions.c.record)
    if as_of is not None:
        query = query.where(func.substr(decisions.c.at, 1, 10) <= as_of)
    found = [decision_from_json(json.loads(record)) for record in connection.execute(query).scalars()]
    return in_order(found)


def in_order(made: Iterable[Decision]) -> list[Decision]:
    """Decisions in the order in which they were made, however they arrived."""
    return sorted(made, key=lambda decision: (datetime.fromisoformat(decision.at), decision.id))
