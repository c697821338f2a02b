"""What a store says, as a person asks for it: claims as they stand, incidents and tallies made of them, on any day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from dateline.errors import SettingsError
from dateline.incidents import fuse
from dateline.records import Claim, Coded, Incident, Report
from dateline.review import Review, State, apply, apply_grades, in_force
from dateline.store import Decision, Store, Wanted, meets
from dateline.store.decisions import GRADES

PART = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The filters of `claims`, `incidents`, `tally`, `reports` and `sources`."""

    places: tuple[str, ...] = ()
    parties: tuple[str, ...] = ()
    events: tuple[str, ...] = ()
    start: str | None = None
    end: str | None = None
    as_of: str | None = None
    grades: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    publisher: str | None = None
    search: str | None = None
    wanted: Wanted = field(default=Wanted())

    @property
    def narrows_claims(self) -> bool:
        """Whether anything is asked of the claims themselves."""
        return bool(self.places or self.parties or self.events or self.start or self.end or self.states)


def asked_for(
    *,
    place: Sequence[str] = (),
    party: Sequence[str] = (),
    event: Sequence[str] = (),
    start: str | None = None,
    end: str | None = None,
    as_of: str | None = None,
    grade: Sequence[str] = (),
    state: Sequence[str] = (),
    publisher: str | None = None,
    search: str | None = None,
) -> Asked:
    """The filters, checked; raises SettingsError where one of them can hold for nothing."""
    from dateline.reference.ontology import event_codes

    for one in event:
        if one not in event_codes():
            raise SettingsError(f"--event: {one!r} is no event type; `dateline ref events` lists them")
    grades = tuple(one.capitalize() for one in grade)
    for one in grades:
        if one not in GRADES:
            raise SettingsError(f"--grade: {one!r} is none of {', '.join(GRADES)}")
    states = tuple(one.lower() for one in state)
    for one in states:
        if one not in {known.value for known in State}:
            raise SettingsError(f"--state: {one!r} is none of {', '.join(known.value for known in State)}")
    first, last, known = _day("--from", start), _day("--to", end), _day("--as-of", as_of)
    if first and last and first > last:
        raise SettingsError(f"--from {first} is after --to {last}")
    places = tuple(name for one in place for name in _place_names(one))
    wanted = Wanted(events=tuple(event), places=places, parties=tuple(party), start=first, end=last)
    return Asked(
        places=tuple(place),
        parties=tuple(party),
        events=tuple(event),
        start=first,
        end=last,
        as_of=known,
        grades=grades,
        states=states,
        publisher=publisher,
        search=search,
        wanted=wanted,
    )


def _day(option: str, given: str | None) -> str | None:
    if given is None:
        return None
    try:
        return date.fromisoformat(given).isoformat()
    except ValueError:
        raise SettingsError(f"{option}: {given!r} is not a date; write it as YYYY-MM-DD") from None


def _place_names(given: str) -> tuple[str, ...]:
    """A place as claims name it: a country also by its code."""
    from dateline.reference.countries import country_by_code, country_by_name

    country = country_by_code(given.upper()) or country_by_name(given)
    return (given,) if country is None else (given, country.iso3)


class View:
    """A store as it was known on a day, with the decisions made by then."""

    def __init__(self, store: Store, asked: Asked) -> None:
        self._store = store
        self.asked = asked

    @cached_property
    def decisions(self) -> list[Decision]:
        """The decisions that count."""
        return self._store.decisions(as_of=self.asked.as_of)

    @cached_property
    def report_ids(self) -> list[str]:
        """The reports that count, in their order."""
        asked = self.asked
        return self._store.report_ids(as_of=asked.as_of, publisher=asked.publisher, search=asked.search)

    def reviews(self) -> Iterator[tuple[Report, list[Review]]]:
        """Each report with the reviews of those of its claims that are asked for; reports without any are left out."""
        for report, reviews in self._all_reviews(self._reports_asked()):
            kept = [review for review in reviews.values() if self._is_asked(review)]
            if kept:
                yield report, kept

    def _is_asked(self, review: Review) -> bool:
        asked = self.asked
        if asked.states and review.state not in asked.states:
            return False
        if review.state is State.REJECTED and State.REJECTED not in asked.states:
            return False
        return meets(review.claim or review.machine, asked.wanted)

    def _reports_asked(self) -> list[str]:
        """The reports that may hold a claim that is asked for."""
        if not self.asked.narrows_claims:
            return self.report_ids
        found = self._store.reports_with(self.asked.wanted)
        return [one for one in self.report_ids if one in found]

    def _all_reviews(self, ids: Sequence[str]) -> Iterator[tuple[Report, dict[str, Review]]]:
        for start in range(0, len(ids), PART):
            part = ids[start : start + PART]
            reports = self._store.reports(part)
            claims: dict[str, list[Claim]] = defaultdict(list)
            for claim in self._store.claims(of=part):
                claims[claim.report].append(claim)
            for one in part:
                yield reports[one], apply(claims[one], self._about(claims[one]))

    def _about(self, claims: Sequence[Claim]) -> list[Decision]:
        """The decisions about some claims, and those that take them back."""
        found = {id(d): d for claim in claims for d in self._by_claim.get(claim.id, ())}
        return [*found.values(), *self._undoing] if found else []

    @cached_property
    def _by_claim(self) -> dict[str, list[Decision]]:
        found: dict[str, list[Decision]] = defaultdict(list)
        for decision in self.decisions:
            for claim in decision.claims:
                found[claim].append(decision)
        return found

    @cached_property
    def _undoing(self) -> list[Decision]:
        return [decision for decision in self.decisions if decision.kind == "undo"]

    def coded(self) -> Iterator[Coded]:
        """Each report that is asked for with its claims and incidents as they stand: what exports and pages take."""
        for report, reviews in self._all_reviews(self._reports_asked()):
            claims = in_force(reviews)
            yield Coded(report=report, claims=tuple(claims), incidents=tuple(self._fused(report, claims)))

    def _fused(self, report: Report, claims: Sequence[Claim]) -> list[Incident]:
        """The incidents of a report; the one place where fusing over many reports will come in."""
        return apply_grades(fuse(claims, reports={report.id: report}, profile=_profile(claims)), self.decisions)

    def incidents(self) -> Iterator[tuple[Incident, list[Review]]]:
        """The incidents that are asked for, each with the reviews of its claims; those of one report stand together."""
        for report, reviews in self._all_reviews(self._reports_asked()):
            for incident in self._fused(report, in_force(reviews)):
                members = [reviews[m.claim] for m in incident.claims if m.role != "excluded" and m.claim in reviews]
                if self._has_grade(incident) and any(self._is_asked(review) for review in members):
                    yield incident, members

    def _has_grade(self, incident: Incident) -> bool:
        if not self.asked.grades:
            return True
        grade = incident.grade
        return grade is not None and (grade.decided or grade.suggested) in self.asked.grades


def _profile(claims: Sequence[Claim]) -> str:
    """Whose number rules the figures of some claims follow."""
    return next((figure.profile for claim in claims for figure in claim.figures), "house")
