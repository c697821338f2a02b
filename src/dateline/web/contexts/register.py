"""The register: a few fields of every report and claim, held in memory and kept up with the log of the store.

Lists, queues and counts are read from it, so that no page has to decode every claim. What a person opens is always
loaded from the store itself.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from threading import Lock
from typing import Any

from dateline.pipeline.collecting import uncollected
from dateline.records import Claim, Report
from dateline.records.encode import claim_from_json
from dateline.review import Review, Verdict, apply, standing, verdicts
from dateline.store import Decision, Kind, Store, decision_from_json
from dateline.store.stubs import ACTION
from dateline.web.contexts.rows import ClaimRow, ReportRow, claim_row, report_row

PART = 200
#: How many answers worked out from one state are kept.
REMEMBERED = 40
#: How many answers by report are carried from one state to the next.
CARRIED = 16
_NOTHING = object()
_carrying = Lock()


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """The register at one moment of the log; never changed, so that a page sees one state throughout."""

    number: int = 0
    seal: str = ""
    reports: Mapping[str, ReportRow] = field(default_factory=dict)
    claims: Mapping[str, tuple[ClaimRow, ...]] = field(default_factory=dict)
    report_of: Mapping[str, str] = field(default_factory=dict)
    decisions: Mapping[str, Decision] = field(default_factory=dict)
    about: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    newest: tuple[str, ...] = ()
    memory: dict[Hashable, Any] = field(default_factory=dict, compare=False, repr=False)
    parts: dict[Hashable, Parts] = field(default_factory=dict, compare=False, repr=False)

    def remembered(self, key: Hashable, make: Callable[[], Any]) -> Any:
        """What was worked out from this state before, or is now; a few answers are kept."""
        found = self.memory.get(key, _NOTHING)
        if found is _NOTHING:
            if len(self.memory) >= REMEMBERED:
                self.memory.clear()
            found = self.memory[key] = make()
        return found

    def of_each(self, key: Hashable, make: Callable[[ReportRow, tuple[ClaimRow, ...]], Any]) -> Mapping[str, Any]:
        """What is worked out from the rows of each report alone, by its id.

        Reports whose rows are those of an earlier state are not looked at again. A few answers are kept.
        """
        found: Mapping[str, Any] = self.remembered(("of each", key), lambda: self._of_each(key, make))
        return found

    def _of_each(self, key: Hashable, make: Callable[[ReportRow, tuple[ClaimRow, ...]], Any]) -> Mapping[str, Any]:
        with _carrying:
            old = self.parts.pop(key, None)
        before = old.values if old is not None else {}
        values = {}
        for one, row in self.reports.items():
            claims = self.claims.get(one, ())
            same = old is not None and old.reports.get(one) is row and old.claims.get(one, ()) is claims
            values[one] = before[one] if same else make(row, claims)
        with _carrying:
            while len(self.parts) >= CARRIED:
                self.parts.pop(next(iter(self.parts)))
            self.parts[key] = Parts(self.reports, self.claims, values)
        return values

    def verdicts(self) -> dict[str, dict[str, Verdict]]:
        """Each person's last word on each claim."""
        found: dict[str, dict[str, Verdict]] = self.remembered("verdicts", lambda: verdicts(self.decisions.values()))
        return found

    def standing(self) -> list[Decision]:
        """The decisions that were not taken back, the earliest first."""
        found: list[Decision] = self.remembered("standing", lambda: standing(self.decisions.values()))
        return found

    def decisions_about(self, claims: Iterable[str]) -> list[Decision]:
        """The decisions about some claims, and those that take decisions back."""
        ids = {one for claim in claims for one in self.about.get(claim, ())}
        if not ids:
            return []
        return [d for key, d in self.decisions.items() if key in ids or d.kind == Kind.UNDO]

    def row(self, claim: str) -> ClaimRow | None:
        """The row of a claim."""
        rows = self.claims.get(self.report_of.get(claim, ""), ())
        return next((row for row in rows if row.id == claim), None)

    def all_claims(self) -> Iterable[ClaimRow]:
        """Every claim, those of the newest report first, in the order of the text."""
        return (row for report in self.newest for row in self.claims.get(report, ()))


@dataclass(frozen=True, slots=True)
class Parts:
    """What was worked out from the rows of each report, and those rows."""

    reports: Mapping[str, ReportRow]
    claims: Mapping[str, tuple[ClaimRow, ...]]
    values: Mapping[str, Any]


class Register:
    """The register of one store."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._lock = Lock()
        self._state = State()

    def now(self) -> State:
        """The register as the store is now."""
        state = self._state
        if self._store.head() == (state.number, state.seal):
            return state
        with self._lock:
            if self._store.head() != (self._state.number, self._state.seal):
                with uncollected():
                    self._state = self._caught_up(self._state)
            return self._state

    def _caught_up(self, old: State) -> State:
        entries = self._store.log(after=old.number)
        if not entries or (old.number and entries[0]["previous"] != old.seal):
            old = State()  # another store stands in its place
            entries = self._store.log()
        elif old.number and any(entry["action"] == ACTION for entry in entries):
            old = State()  # what was erased stands in rows and decisions that were read before
            entries = self._store.log()
        if not entries:
            return old
        decisions = dict(old.decisions)
        about = defaultdict(list, {key: list(ids) for key, ids in old.about.items()})
        told: set[str] = set()
        recoded: set[str] = set()
        decided: set[str] = set()
        for entry in entries:
            if entry["action"] in ("report", "origin"):
                told.add(entry["subject"])
            elif entry["action"] == "claims":
                recoded.add(entry["subject"])
            elif entry["action"] == "decision":
                decision = decision_from_json(json.loads(entry["detail"]))
                decisions[decision.id] = decision
                for claim in decision.claims:
                    about[claim].append(decision.id)
                decided.update(_claims_of(decision, decisions))
        state = State(
            number=entries[-1]["number"],
            seal=entries[-1]["hash"],
            decisions=decisions,
            about={key: tuple(ids) for key, ids in about.items()},
        )
        return self._filled(state, old, told, recoded, decided)

    def _filled(self, state: State, old: State, told: set[str], recoded: set[str], decided: set[str]) -> State:
        """The state with the rows of what changed read anew."""
        known = self._reports_of(decided - old.report_of.keys()) | {
            old.report_of[claim] for claim in decided if claim in old.report_of
        }
        claims = dict(old.claims)
        report_of = dict(old.report_of)
        for part in _parts(sorted(recoded | known)):
            found = _by_report(self._store.claim_records(of=part))
            for report in part:
                for gone in claims.get(report, ()):
                    report_of.pop(gone.id, None)
                rows = _rows(found.get(report, []), state)
                claims[report] = rows
                report_of.update((row.id, report) for row in rows)
        reports = dict(old.reports)
        for part in _parts(sorted(told)):
            reports.update((key, report_row(report)) for key, report in self._store.reports(part).items())
        newest = tuple(
            row.id for row in sorted(reports.values(), key=lambda row: (row.published or "", row.id), reverse=True)
        )
        return State(
            number=state.number,
            seal=state.seal,
            reports=reports,
            claims=claims,
            report_of=report_of,
            decisions=state.decisions,
            about=state.about,
            newest=newest,
            parts=dict(old.parts),
        )

    def _reports_of(self, claims: Iterable[str]) -> set[str]:
        return {claim.report for claim in self._store.claims_by_id(sorted(claims)).values()}

    def reviews(self, report: str) -> tuple[Report, dict[str, Review]] | None:
        """A report with the review of each of its claims; None where there is no such report."""
        found = self._store.reports([report]).get(report)
        if found is None:
            return None
        claims = list(self._store.claims(of=[report]))
        return found, self.applied(claims)

    def reviewed(self, ids: Sequence[str]) -> dict[str, Review]:
        """The reviews of claims of some ids; an id that is not there is left out."""
        return self.applied(list(self._store.claims_by_id(ids).values()))

    def applied(self, claims: Sequence[Claim]) -> dict[str, Review]:
        """The reviews of some claims."""
        return apply(claims, self.now().decisions_about(claim.id for claim in claims))


def _claims_of(decision: Decision, decisions: Mapping[str, Decision]) -> Iterable[str]:
    """The claims whose state a decision may change."""
    if decision.kind != Kind.UNDO:
        return decision.claims
    return (c for one in decision.subjects if one in decisions for c in _claims_of(decisions[one], decisions))


def _rows(records: Sequence[Mapping[str, Any]], state: State) -> tuple[ClaimRow, ...]:
    decided = [claim_from_json(record) for record in records if record["id"] in state.about]
    reviews = apply(decided, state.decisions_about(claim.id for claim in decided)) if decided else {}
    disputed = {one for record in records for one in record.get("disputes") or ()}
    return tuple(claim_row(record, reviews.get(record["id"]), disputed=record["id"] in disputed) for record in records)


def _by_report(records: Iterable[Mapping[str, Any]]) -> dict[str, list[Mapping[str, Any]]]:
    found: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for record in records:
        found[record["report"]].append(record)
    return found


def _parts(ids: Sequence[str]) -> Iterable[list[str]]:
    return (list(ids[start : start + PART]) for start in range(0, len(ids), PART))
