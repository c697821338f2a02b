"""The list of reports: what came in, what it claims, what of that waits for review."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from dateline.web.contexts.desk import Desk
from dateline.web.contexts.register import State
from dateline.web.contexts.rows import ClaimRow, ReportRow

SORTS = ("newest", "oldest", "waiting", "claims", "publisher")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportsAsked:
    """Which reports are asked for; an empty text asks for nothing."""

    q: str = ""
    publisher: str = ""
    start: str = ""
    end: str = ""
    waiting: bool = False
    sort: str = "newest"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportLine:
    """A report in the list, and its claims counted."""

    report: ReportRow
    claims: int
    waits: int
    denials: int
    unverified: int


def listed(desk: Desk, asked: ReportsAsked) -> list[ReportLine]:
    """The reports that are asked for, in the order that is asked for; raises StoreError for a search of no word."""
    state = desk.register.now()
    found = set(desk.store.report_ids(search=asked.q)) if asked.q.strip() else None
    name = asked.publisher.casefold().strip()
    every = lines_of(state)
    lines = [
        every[one]
        for one in state.newest
        if (row := state.reports[one])
        and (found is None or one in found)
        and (not name or name in (row.publisher or "").casefold())
        and _within(row.published, asked)
    ]
    if asked.waiting:
        lines = [line for line in lines if line.waits]
    return _sorted(lines, asked.sort)


def lines_of(state: State) -> Mapping[str, ReportLine]:
    """The line of every report."""
    return state.of_each("report lines", _line)


def line_of(state: State, row: ReportRow) -> ReportLine:
    """A report's line."""
    return _line(row, state.claims.get(row.id, ()))


def _line(row: ReportRow, claims: Sequence[ClaimRow]) -> ReportLine:
    waits = denials = denied = unverified = 0
    for claim in claims:
        waits += claim.waits
        denials += claim.event == "denial"
        denied += claim.stance == "denied"
        unverified += claim.verification == "could_not_verify"
    return ReportLine(report=row, claims=len(claims), waits=waits, denials=denials or denied, unverified=unverified)


def _within(published: str | None, asked: ReportsAsked) -> bool:
    if not asked.start and not asked.end:
        return True
    day = (published or "")[:10]
    return bool(day) and (not asked.start or day >= asked.start) and (not asked.end or day <= asked.end)


def _sorted(lines: list[ReportLine], sort: str) -> list[ReportLine]:
    """Lines come newest first; a report without a day of publication comes last, whatever the order."""
    keys: dict[str, Callable[[ReportLine], object]] = {
        "waiting": lambda line: -line.waits,
        "claims": lambda line: -line.claims,
        "publisher": lambda line: ((line.report.publisher is None), (line.report.publisher or "").casefold()),
    }
    if sort == "oldest":
        dated = [line for line in lines if line.report.published]
        return dated[::-1] + [line for line in lines if not line.report.published]
    return sorted(lines, key=keys[sort]) if sort in keys else lines  # type: ignore[arg-type]


def publishers(state: State) -> Sequence[str]:
    """The names of all publishers, for the field that asks for one."""
    return sorted({row.publisher for row in state.reports.values() if row.publisher}, key=str.casefold)
