"""The queue: which claims are to be looked at, in which order, how far it is, and what was decided last."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from dateline.review import Agreement, agreements, disagreed
from dateline.store import Decision, Kind
from dateline.store.canon import fold
from dateline.web.contexts.desk import Desk
from dateline.web.contexts.register import State
from dateline.web.contexts.rows import ClaimRow

ORDERS = ("doubt", "weight", "place", "newest")
SHOWS = ("waiting", "flagged", "second", "disagreement", "reviewed", "all")
LAST = 10
_FAR = "\uffff"


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueAsked:
    """Which claims are asked for; an empty text asks for nothing."""

    by: str = "doubt"
    show: str = "waiting"
    event: str = ""
    place: str = ""
    report: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far the claims that are asked for are reviewed, whatever part of them is shown."""

    total: int
    waits: int
    once: int
    twice: int
    pace: int

    @property
    def done(self) -> int:
        return self.total - self.waits


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A decision that was made, and whether it was taken back."""

    decision: Decision
    row: ClaimRow | None
    undone: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Queue:
    """The queue around one claim: `at` is the claim that is open, None where nothing is left."""

    rows: Sequence[ClaimRow]
    at: ClaimRow | None
    place: int
    before: str | None
    after: str | None
    progress: Progress
    last: tuple[Made, ...]
    agreements: tuple[Agreement, ...]


def queue(desk: Desk, asked: QueueAsked, at: str = "", then: str = "") -> Queue:
    """The queue, open at a claim: the one that is asked for, also where it is in the queue no more, else the first.

    `then` is the claim that comes after one that has left the queue.
    """
    state = desk.register.now()
    rows = ordered(state, asked, desk.user)
    index = next((number for number, row in enumerate(rows) if row.id == at), None)
    here = rows[index] if index is not None else (state.row(at) if at else None)
    if here is None and rows:
        index, here = 0, rows[0]
    place = index if index is not None else -1
    following = place + 1 if index is not None else next((n for n, row in enumerate(rows) if row.id == then), 0)
    return Queue(
        rows=rows,
        at=here,
        place=place,
        before=rows[place - 1].id if place > 0 else None,
        after=rows[following].id if following < len(rows) and (here is None or rows[following] != here) else None,
        progress=progress(state, asked, desk),
        last=tuple(_last(state, desk.user)),
        agreements=tuple(state.remembered("agreements", lambda: agreements(state.verdicts()))),
    )


def ordered(state: State, asked: QueueAsked, user: str) -> list[ClaimRow]:
    """The claims that are asked for, in the order that is asked for."""

    def make() -> list[ClaimRow]:
        differing = disagreed(state.verdicts())
        kept = [row for row in _within(state, asked) if _is_shown(row, asked.show, user, row.id in differing)]
        return sorted(kept, key=_KEYS[asked.by])

    found: list[ClaimRow] = state.remembered(("queue", asked, user), make)
    return found


def _is_shown(row: ClaimRow, show: str, user: str, differs: bool) -> bool:
    if show == "second":
        return not row.waits and len(row.reviewers) == 1 and user not in row.reviewers
    if show == "flagged":
        return bool(row.flags)
    if show == "disagreement":
        return differs
    return show == "all" or row.waits == (show == "waiting")


#: The orders; claims come the newest report first, and stay so where the order makes no difference.
_KEYS: dict[str, Callable[[ClaimRow], Any]] = {
    "doubt": lambda row: -row.doubt,
    "weight": lambda row: -row.weight,
    "place": lambda row: (row.country or _FAR, row.site or _FAR, row.start or _FAR),
    "newest": lambda _: 0,
}


def _within(state: State, asked: QueueAsked) -> Iterable[ClaimRow]:
    """The claims that meet the filters, whether they wait or not."""
    place = fold(asked.place)
    rows = state.claims.get(asked.report, ()) if asked.report else state.all_claims()
    if not asked.event and not place:
        return rows
    return (
        row
        for row in rows
        if (not asked.event or row.event == asked.event)
        and (not place or place in fold(row.site or "") or place == fold(row.country or ""))
    )


def progress(state: State, asked: QueueAsked, desk: Desk) -> Progress:
    """How far the claims are that meet the filters; `pace` is how many this person decided on in the last hour."""
    total, waits, once, twice = state.remembered(
        ("progress", asked.event, asked.place, asked.report), lambda: _counted(_within(state, asked))
    )
    since = datetime.fromisoformat(desk.store.now()) - timedelta(hours=1)
    mine = (d for d in state.decisions.values() if d.by == desk.user and d.kind in JUDGING)
    pace = len({claim for d in mine if datetime.fromisoformat(d.at) >= since for claim in d.claims})
    return Progress(total=total, waits=waits, once=once, twice=twice, pace=pace)


def _counted(rows: Iterable[ClaimRow]) -> tuple[int, int, int, int]:
    """How many there are, how many wait, and how many were looked at by one person, and by more."""
    total = waits = once = twice = 0
    for row in rows:
        total += 1
        if row.waits:
            waits += 1
        elif len(row.reviewers) > 1:
            twice += 1
        else:
            once += 1
    return total, waits, once, twice


JUDGING = (Kind.ACCEPT, Kind.AMEND, Kind.REJECT, Kind.SPLIT, Kind.SAME, Kind.DIFFERENT)
#: What a person does here and takes back here.
MADE = (*JUDGING, Kind.FLAG)


def _last(state: State, user: str) -> list[Made]:
    """The last decisions of a person, the last one first."""
    kept = {decision.id for decision in state.standing()}
    mine = [d for d in state.decisions.values() if d.by == user and d.kind in MADE]
    mine.sort(key=lambda d: datetime.fromisoformat(d.at), reverse=True)
    return [
        Made(decision=d, row=state.row(d.claims[0]) if d.claims else None, undone=d.id not in kept) for d in mine[:LAST]
    ]


def last_standing(state: State, user: str) -> Decision | None:
    """The last decision of a person that was not taken back: what undo takes back."""
    mine = [d for d in state.standing() if d.by == user and d.kind in MADE]
    return mine[-1] if mine else None
