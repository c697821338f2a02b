"""Decisions: what people settled; each names its author, keeps what was there before, and is never changed."""

from __future__ import annotations

import dataclasses
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, func, insert, select

from dateline.errors import StoreError
from dateline.records import sha256
from dateline.store import unheeded
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
    SPLIT = "split"  # one claim becomes two
    FLAG = "flag"  # asks others to look; changes nothing
    SAME = "same"
    DIFFERENT = "different"
    GRADE = "grade"
    NUMBER = "number"  # settles low, best and high of an incident's figure
    UNDO = "undo"  # takes back earlier decisions, which stay in the log


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What someone decided, when, about what, and why.

    `subjects` are the ids that were named (claims, incidents; decisions for an undo), `claims` the claims meant by
    them, `seen` the digest of each of those claims as the person saw it. `old` and `new` are the values of `field`
    of an amendment (JSON), or the grade before and after. A split has in `new` the lists that the first part keeps and
    the whole record of the `second`, which is the second of `claims`.
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

    _id: str = dataclasses.field(
        default="", init=False, repr=False, compare=False
    )  # a store asks for ids by the thousand

    @property
    def id(self) -> str:
        """The id: a hash of all of it."""
        if not self._id:
            object.__setattr__(self, "_id", f"d-{sha256(dumps(_values(self)))[:16]}")
        return self._id


@dataclass(frozen=True, slots=True, kw_only=True)
class RedactedDecision(Decision):
    """A decision of which words about a person were erased; it keeps the id that it had."""

    known_as: str
    redacted: bool = True

    @property
    def id(self) -> str:
        """The id: a hash of what it was before."""
        return self.known_as


def decision_to_json(decision: Decision) -> dict[str, Any]:
    """A decision as a line of JSONL holds it."""
    return {"id": decision.id, **_values(decision)}


def _values(decision: Decision) -> dict[str, Any]:
    return {one.name: getattr(decision, one.name) for one in fields(decision) if one.init}


def decision_from_json(data: object) -> Decision:
    """The decision that a line holds; raises StoreError where it is none, or its id is of another one."""
    if not isinstance(data, Mapping):
        raise StoreError("a decision is a JSON object")
    known = {one.name for one in fields(Decision) if one.init}
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
    given = data.get("id")
    if data.get("redacted") is True and isinstance(given, str):
        redacted = RedactedDecision(**values, known_as=given)
        check(redacted)
        return redacted
    decision = Decision(**values)
    check(decision)
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
    if decision.kind == Kind.SPLIT:
        check_split(decision)
    if decision.kind == Kind.NUMBER:
        check_number(decision)
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


def check_number(decision: Decision) -> None:
    """Pass bounds in their order, with a reason; raises StoreError for others."""
    new = decision.new if isinstance(decision.new, list | tuple) else ()
    if len(new) != 3 or not all(one is None or (type(one) in (int, float) and one >= 0) for one in new):
        raise StoreError("number: low, best and high are needed, each a number from 0 or none")
    known = [one for one in new if one is not None]
    if not known or known != sorted(known):
        raise StoreError("number: low, best and high are not in order")
    if not decision.field or not (decision.reason or "").strip():
        raise StoreError("number: of which figure, and for what reason?")


def check_split(decision: Decision) -> None:
    """Pass a split of one claim into two; raises StoreError for others."""
    new = decision.new if isinstance(decision.new, Mapping) else {}
    first, second = new.get("first"), new.get("second")
    if not isinstance(first, Mapping) or not isinstance(second, Mapping):
        raise StoreError("split: what belongs to the first part, and what to the second?")
    if len(decision.subjects) != 1 or decision.claims != (*decision.subjects, second.get("id")):
        raise StoreError("split: is of one claim, and names both of its parts")


def standing(decisions: Iterable[Decision]) -> list[Decision]:
    """The decisions that were not taken back, the earliest first."""
    undone: set[str] = set()
    kept = []
    for decision in reversed(in_order(decisions)):
        if decision.id in undone:
            continue
        if decision.kind == Kind.UNDO:
            undone.update(decision.subjects)
        else:
            kept.append(decision)
    return kept[::-1]


def splits(connection: Connection) -> list[Decision]:
    """The splits, and all that was taken back; nothing where nobody has split a claim."""
    if not connection.execute(select(decisions.c.id).where(decisions.c.kind == Kind.SPLIT).limit(1)).first():
        return []
    query = select(decisions.c.record).where(decisions.c.kind.in_((Kind.SPLIT, Kind.UNDO)))
    return [decision_from_json(json.loads(record)) for record in connection.execute(query).scalars()]


def put(connection: Connection, made: Sequence[Decision]) -> tuple[list[Decision], list[Entry]]:
    """Append decisions that are not there yet; those, and what is to be logged."""
    by_id = {}
    for decision in made:
        check(decision)
        if isinstance(decision, RedactedDecision):
            raise StoreError(f"{decision.id}: was redacted, so that nobody can tell whether it is as it was made")
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
    unheeded.mark(connection, _moving(connection, new))
    entries = [Entry(action="decision", subject=key, detail=decision_to_json(d), by=d.by) for key, d in new.items()]
    return list(new.values()), entries


def _moving(connection: Connection, made: Mapping[str, Decision]) -> list[str]:
    """The ids of the decisions that may change an incident; accepting does only where a claim had been rejected."""
    accepted = sorted({c for decision in made.values() if decision.kind == Kind.ACCEPT for c in decision.claims})
    query = select(decided.c.claim).join(decisions, decisions.c.id == decided.c.decision)
    rejected: set[str] = set()
    for start in range(0, len(accepted), PART):
        part = accepted[start : start + PART]
        found = connection.execute(query.where(decisions.c.kind == Kind.REJECT, decided.c.claim.in_(part)))
        rejected.update(found.scalars())
    return [
        key
        for key, decision in made.items()
        if decision.kind != Kind.FLAG and (decision.kind != Kind.ACCEPT or not rejected.isdisjoint(decision.claims))
    ]


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
