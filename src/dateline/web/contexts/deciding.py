"""A decision of a person at the desk: made on what was seen, or not at all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from threading import Lock
from typing import Any

from dateline.errors import DatelineError, SettingsError, StoreError
from dateline.pipeline.deciding import Deciding, made_of
from dateline.review import Review
from dateline.store import Decision, Kind, Role
from dateline.store.canon import digest, dumps
from dateline.web.contexts.claim import version_of
from dateline.web.contexts.desk import Desk
from dateline.web.contexts.queue import last_standing
from dateline.web.contexts.register import State

#: One decision at a time, so that none slips in between looking and writing.
_TURN = Lock()


@dataclass(frozen=True, slots=True, kw_only=True)
class Meanwhile:
    """A decision that was made, or taken back, since a person looked."""

    decision: Decision
    undone: bool


class ConflictError(DatelineError):
    """Somebody decided on a claim since it was looked at, or it was coded otherwise."""

    def __init__(self, version: str, since: Sequence[Meanwhile], *, recoded: bool) -> None:
        who = ", ".join(dict.fromkeys(one.decision.by for one in since if not one.undone))
        told = f"{who} decided on it meanwhile" if who else "it was coded otherwise meanwhile" if recoded else ""
        super().__init__(f"{told or 'a decision on it was taken back meanwhile'}: look again")
        self.version = version
        self.since = tuple(since)
        self.recoded = recoded


def decide(
    desk: Desk,
    kind: str,
    ids: Sequence[str],
    *,
    version: str | None = None,
    reason: str | None = None,
    field: str | None = None,
    value: Any = None,
) -> list[Decision]:
    """Append a decision; raises ConflictError where `version` is not what the first of the ids reads now."""
    _check_role(desk, kind, ids)
    request = Deciding(
        kind=kind,
        ids=tuple(ids),
        by=desk.user,
        reason=(reason or "").strip() or None,
        field=field,
        value=dumps(value) if kind in (Kind.AMEND, Kind.SPLIT, Kind.NUMBER) else None if value is None else str(value),
    )
    with _TURN:
        if version is not None:
            _check(desk, ids[0], version)
        made = _made(desk, request)
        return desk.store.decide(made) or made


def undo(desk: Desk, decision: str | None) -> Decision:
    """Take a decision back, the last one of the person unless another is named; what was taken back."""
    state = desk.register.now()
    found = state.decisions.get(decision) if decision else last_standing(state, desk.user)
    if found is None:
        raise SettingsError("there is no decision to take back" if not decision else f"{decision}: no such decision")
    if decision and found not in state.standing():
        raise SettingsError(f"{decision} was taken back already")
    decide(desk, Kind.UNDO, [found.id])
    return found


def redo(desk: Desk) -> Decision:
    """Make anew what the person took back last, where nothing was decided since; the decision that stands again."""
    state = desk.register.now()
    mine = [decision for decision in state.decisions.values() if decision.by == desk.user]
    mine.sort(key=lambda decision: datetime.fromisoformat(decision.at))
    undone = {one for decision in mine if decision.kind == Kind.UNDO for one in decision.subjects}
    last = next((d for d in reversed(mine) if not _is_redo(d, state) and d.id not in undone), None)
    if last is None or last.kind != Kind.UNDO:
        raise SettingsError("there is nothing to make anew")
    decide(desk, Kind.UNDO, [last.id])
    return state.decisions[last.subjects[0]]


def _is_redo(decision: Decision, state: State) -> bool:
    """Whether a decision takes back a taking back."""
    if decision.kind != Kind.UNDO:
        return False
    return any(state.decisions[one].kind == Kind.UNDO for one in decision.subjects if one in state.decisions)


def decide_together(desk: Desk, kind: str, ids: Sequence[str], seal: str, reason: str | None) -> Decision:
    """One decision about many claims; raises SettingsError where they are not those that were shown."""
    if kind not in (Kind.ACCEPT, Kind.REJECT):
        raise SettingsError(f"{kind!r} is not decided for many claims at once")
    if seal != seal_of(ids):
        raise SettingsError("the list changed since it was shown: look again")
    if not (reason or "").strip():
        raise SettingsError("a decision about many claims needs a reason")
    request = Deciding(kind=kind, ids=tuple(ids), by=desk.user, reason=(reason or "").strip(), together=True)
    with _TURN:
        made = _made(desk, request)
        desk.store.decide(made)
    return made[0]


def seal_of(ids: Sequence[str]) -> str:
    """What stands for a list of claims, so that a decision is about those that were shown."""
    return digest(list(ids))[:16]


def _made(desk: Desk, request: Deciding) -> list[Decision]:
    """The decisions that were asked for; an id that stands for nothing is a fault of who asks, not of the store."""
    try:
        return made_of(desk.store, request)
    except StoreError as error:
        if str(error).startswith(desk.store.address.shown):
            raise
        raise SettingsError(str(error)) from error


def _check_role(desk: Desk, kind: str, ids: Sequence[str]) -> None:
    """A coder decides on claims and takes back what they decided; the rest is a reviewer's. Raises SettingsError."""
    if desk.role.reaches(Role.REVIEWER):
        return
    if kind in (Kind.GRADE, Kind.NUMBER) or not desk.role.reaches(Role.CODER):
        raise SettingsError(f"{kind}: it takes the role of a reviewer; you are here as a {desk.role}")
    known = desk.register.now().decisions
    other = next((one for one in ids if kind == Kind.UNDO and one in known and known[one].by != desk.user), None)
    if other is not None:
        raise SettingsError(f"{other}: only a reviewer takes back what {known[other].by} decided")


def _check(desk: Desk, claim: str, version: str) -> None:
    review = review_of(desk, claim)
    if review is not None and version_of(review) != version:
        since, recoded = since_then(desk.register.now(), review, version)
        raise ConflictError(version_of(review), since, recoded=recoded)


def review_of(desk: Desk, claim: str) -> Review | None:
    """The review of one claim."""
    found = desk.store.claim(claim)
    return None if found is None else desk.register.applied([found])[claim]


def since_then(state: State, review: Review, version: str) -> tuple[list[Meanwhile], bool]:
    """What was decided on a claim since it had a version, and whether it was coded otherwise."""
    coded, *seen = version.split(".")
    now, *standing = version_of(review).split(".")
    news = [Meanwhile(decision=state.decisions[one], undone=False) for one in standing if one not in seen]
    gone = [one for one in seen if one not in standing and one in state.decisions]
    return [*news, *(Meanwhile(decision=state.decisions[one], undone=True) for one in gone)], coded != now
