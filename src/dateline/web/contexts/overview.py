"""The overview: what came in, what waits, the last incidents, totals that moved, disputes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from dateline.export import wording
from dateline.web.contexts import incidents
from dateline.web.contexts.desk import Desk
from dateline.web.contexts.incidents import IncidentLine
from dateline.web.contexts.register import State
from dateline.web.contexts.reports import ReportLine, line_of
from dateline.web.contexts.rows import ClaimRow
from dateline.web.contexts.totals import Moved, moved

NEWEST = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispute:
    """Who denies something in a report, and the claims that it is said against."""

    claim: str
    by: str
    what: str
    against: tuple[str, ...]
    publisher: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """What the first page shows."""

    reports: int
    claims: int
    states: dict[str, int]
    waits: int
    newest: tuple[ReportLine, ...]
    incidents: tuple[IncidentLine, ...]
    moved: tuple[Moved, ...]
    disputes: tuple[Dispute, ...]
    unverified: int
    problems: int


def overview(desk: Desk) -> Overview:
    """The overview of a store."""
    state = desk.register.now()
    found: Overview = state.remembered("overview", lambda: _overview(desk, state))
    return found


def _overview(desk: Desk, state: State) -> Overview:
    states: Counter[str] = Counter()
    unverified = 0
    for counts, open_ones in state.of_each("states", lambda _, rows: _counted(rows)).values():
        states.update(counts)
        unverified += open_ones
    return Overview(
        reports=len(state.reports),
        claims=states.total(),
        states=dict(states),
        waits=states["unreviewed"] + states["changed"],
        newest=tuple(line_of(state, state.reports[key]) for key in state.newest[:NEWEST]),
        incidents=tuple(incidents.latest(desk, NEWEST)),
        moved=tuple(moved(state)[:NEWEST]),
        disputes=tuple(_disputes(state)),
        unverified=unverified,
        problems=len(desk.store.problems()),
    )


def _counted(rows: Sequence[ClaimRow]) -> tuple[Counter[str], int]:
    """How many claims stand in each state, and how many could not be verified."""
    return Counter(row.state for row in rows), sum(row.verification == "could_not_verify" for row in rows)


def _disputes(state: State) -> list[Dispute]:
    """The denials, those of the newest reports first; each party once for a report."""
    found: dict[tuple[str, str], Dispute] = {}
    for claim in state.all_claims():
        if claim.state == "rejected" or (claim.event != "denial" and claim.stance != "denied"):
            continue
        publisher = state.reports[claim.report].publisher
        by = (
            "; ".join(map(wording.clean, claim.actors or [voice.name for voice in claim.sources]))
            or publisher
            or "the report itself"
        )
        what = "" if claim.event == "denial" else wording.event_words(claim.event)
        known = found.get((claim.report, by))
        if known is None:
            if len(found) == NEWEST:
                break
            known = Dispute(claim=claim.id, by=by, what=what, against=(), publisher=publisher)
        against = tuple(dict.fromkeys((*known.against, *claim.disputes)))
        found[claim.report, by] = replace(known, what=known.what or what, against=against)
    return list(found.values())
