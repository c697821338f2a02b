"""Claims that are taken for the same happening as one, and others that may be: what is judged same or different."""

from __future__ import annotations

from collections.abc import Iterable

from dateline.reference.ontology import same_family
from dateline.web.contexts.desk import Desk
from dateline.web.contexts.incidents import members_with
from dateline.web.contexts.register import State
from dateline.web.contexts.rows import ClaimRow

MOST = 12


def together(desk: Desk, claim: str) -> list[ClaimRow]:
    """The claims that are taken for the same happening as one."""
    state = desk.register.now()
    row = state.row(claim)
    held = members_with(desk, row) if row is not None else []
    return [found for one in held if one != claim and (found := state.row(one))]


def near(desk: Desk, claim: str) -> list[ClaimRow]:
    """The claims that may be of the same happening as one, and are not taken for it: the likest first."""
    state = desk.register.now()
    row = state.row(claim)
    if row is None:
        return []
    held = {claim, *members_with(desk, row)}
    found = [one for one in _around(state, row) if one.id not in held and _may_be_same(row, one)]
    found.sort(key=lambda one: (one.report != row.report, one.site != row.site))
    return found[:MOST]


def _around(state: State, row: ClaimRow) -> Iterable[ClaimRow]:
    """The claims of the same report, and those of the same place and day."""
    yield from state.claims.get(row.report, ())
    site, start, report = row.site, row.start, row.report
    if site and start:
        yield from (
            one for one in state.all_claims() if one.site == site and one.start == start and one.report != report
        )


def _may_be_same(one: ClaimRow, other: ClaimRow) -> bool:
    return other.state != "rejected" and same_family(one.event, other.event)
