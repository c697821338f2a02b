"""Reported totals that moved: the last account of a running total beside the one before it, never added up."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dateline.web.contexts.register import State
from dateline.web.contexts.rows import ClaimRow, Total


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """A total as one report gave it."""

    total: Total
    claim: str
    report: str
    published: str | None
    publisher: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """The newest account of a total and, where another report gave one, the account before it."""

    measure: str
    of: str
    site: str | None
    scope: str
    now: Account
    before: Account | None


def moved(state: State) -> list[Moved]:
    """The totals, those told last first; those of one measure, kind, place and scope are accounts of one."""
    accounts: dict[tuple[str, str, str | None, str], list[Account]] = {}
    for claim in with_totals(state):
        report = state.reports[claim.report]
        for total in claim.totals:
            account = Account(
                total=total,
                claim=claim.id,
                report=report.id,
                published=report.published,
                publisher=report.publisher,
            )
            accounts.setdefault((total.measure, total.of, claim.site, total.scope), []).append(account)
    return [_moved(key, told) for key, told in accounts.items()]


def with_totals(state: State) -> Iterator[ClaimRow]:
    """The claims that tell a total and were not rejected, those of the newest report first."""
    each = state.of_each("totals", lambda _, rows: tuple(r for r in rows if r.totals and r.state != "rejected"))
    return (row for report in state.newest for row in each[report])


def _moved(key: tuple[str, str, str | None, str], told: list[Account]) -> Moved:
    measure, of, site, scope = key
    before = next((one for one in told[1:] if one.report != told[0].report), None)
    return Moved(measure=measure, of=of, site=site, scope=scope, now=told[0], before=before)
