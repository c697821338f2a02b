"""What a store says, as a person asks for it: claims as they stand, incidents and tallies made of them, on any day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

from dateline.errors import ReportError, SettingsError
from dateline.incidents import fuse
from dateline.incidents.rereading import reread_claim, reread_incident
from dateline.pipeline.fusing import bring_up_to_date, fuse_known
from dateline.pipeline.standing import Standing, profile_of
from dateline.records import Coded, Incident, Report
from dateline.review import Review, State, apply_grades, in_force
from dateline.store import Decision, Narrowed, Store, Wanted, meets
from dateline.store.decisions import GRADES

PART = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The filters of `claims`, `incidents`, `tally`, `reports` and `sources`.

    With a `profile` the numbers are read by its rules, whatever they were coded by.
    """

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
    profile: str | None = None
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
    profile: str | None = None,
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
        profile=_profile(profile),
        wanted=wanted,
    )


def _day(option: str, given: str | None) -> str | None:
    if given is None:
        return None
    try:
        return date.fromisoformat(given).isoformat()
    except ValueError:
        raise SettingsError(f"{option}: {given!r} is not a date; write it as YYYY-MM-DD") from None


def _profile(given: str | None) -> str | None:
    from dateline.reference.numbers import profiles

    if given is not None and given not in profiles():
        raise SettingsError(f"--profile: {given!r} is none of {', '.join(profiles())}")
    return given


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
        self._standing = Standing(store, as_of=asked.as_of)

    @property
    def decisions(self) -> list[Decision]:
        """The decisions that count."""
        return self._standing.decisions

    @cached_property
    def report_ids(self) -> list[str]:
        """The reports that count, in their order."""
        asked = self.asked
        return self._store.report_ids(as_of=asked.as_of, publisher=asked.publisher, search=asked.search)

    def reviews(self) -> Iterator[tuple[Report, list[Review]]]:
        """Each report with the reviews of those of its claims that are asked for; reports without any are left out."""
        for report, reviews in self._standing.reviews(self._reports_asked()):
            kept = [self._read(review) for review in reviews.values() if self._is_asked(review)]
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

    def coded(self) -> Iterator[Coded]:
        """Each report that is asked for with its claims as they stand, and the incidents that it tells of by itself."""
        for report, reviews in self._standing.reviews(self._reports_asked()):
            claims = in_force(reviews)
            judged = self._standing.judged
            found = fuse(claims, reports={report.id: report}, profile=profile_of(claims), judged=judged)
            yield Coded(report=report, claims=tuple(claims), incidents=tuple(apply_grades(found, self.decisions)))

    def incidents(self) -> Iterator[tuple[Incident, list[Review]]]:
        """The incidents that are asked for, each with the reviews of its claims, by day; those without a day are last.

        Each is made of all reports that tell of it, also where only some of them are asked for.
        """
        for part in self._fused():
            ids = [m.claim for incident in part for m in incident.claims if m.role != "excluded"]
            reviews = self._standing.reviews_of(ids)
            for incident in part:
                members = [reviews[m.claim] for m in incident.claims if m.role != "excluded" and m.claim in reviews]
                if self._has_grade(incident) and any(self._is_asked(review) for review in members):
                    yield self._made(incident, members)

    def _read(self, review: Review) -> Review:
        """A review whose numbers are read by the profile that is asked for."""
        profile = self.asked.profile
        if profile is None:
            return review
        claim = review.claim and reread_claim(review.claim, profile)
        return replace(review, machine=reread_claim(review.machine, profile), claim=claim)

    def _made(self, incident: Incident, members: list[Review]) -> tuple[Incident, list[Review]]:
        """An incident and its claims by the profile that is asked for."""
        profile = self.asked.profile
        if profile is None:
            return incident, members
        read = [self._read(review) for review in members]
        claims = [review.claim for review in read if review.claim is not None]
        reports = self._store.reports(sorted({claim.report for claim in claims}))
        return reread_incident(incident, claims, reports, profile), read

    def claim(self, given: str) -> Coded:
        """The report of the claim of an id, or its beginning, with the incidents that its claims have a part in.

        Raises ReportError where there is none, or more than one.
        """
        one = _only(given, self._store.claim_ids(given), self._store.address.shown)
        report = self._store.claims_by_id([one])[one].report
        ((known, reviews),) = self._standing.reviews([report])
        bring_up_to_date(self._store)
        homes = {home for several in self._store.incidents_with(sorted(reviews)).values() for home in several}
        claims = tuple(review.claim or review.machine for review in reviews.values())
        return Coded(report=known, claims=claims, incidents=tuple(self._store.incidents(sorted(homes))))

    def incident(self, given: str) -> tuple[Incident, dict[str, Review], dict[str, Report]]:
        """The incident of an id, or its beginning, the reviews of all claims that it names, and their reports.

        Raises ReportError where there is none, or more than one.
        """
        bring_up_to_date(self._store)
        one = _only(given, self._store.incident_ids(given), self._store.address.shown)
        (incident,) = self._store.incidents([one])
        reviews = self._standing.reviews_of(member.claim for member in incident.claims)
        reports = self._store.reports(sorted({review.machine.report for review in reviews.values()}))
        return incident, reviews, reports

    def _fused(self) -> Iterator[list[Incident]]:
        asked = self.asked
        if asked.as_of is not None or not bring_up_to_date(self._store):
            known = self._store.report_ids(as_of=asked.as_of)
            made = fuse_known(self._standing, known)
            if asked.publisher is not None or asked.search is not None:
                wanted = set(self.report_ids)
                made = [one for one in made if not wanted.isdisjoint(one.reports)]
            yield [one.incident for one in made]
            return
        narrow = None if asked.publisher is None and asked.search is None else tuple(self.report_ids)
        ids = self._store.list_incidents(Narrowed(wanted=asked.wanted, reports=narrow, grades=asked.grades))
        for start in range(0, len(ids), PART):
            yield self._store.incidents(ids[start : start + PART])

    def _has_grade(self, incident: Incident) -> bool:
        if not self.asked.grades:
            return True
        grade = incident.grade
        return grade is not None and (grade.decided or grade.suggested) in self.asked.grades


def _only(given: str, found: Sequence[str], where: str) -> str:
    if given in found:
        return given
    if not found:
        raise ReportError(f"{where}: no such {'incident' if given.startswith('i-') else 'claim'}: {given}")
    if len(found) > 1:
        raise ReportError(f"{where}: {given!r} is the beginning of {len(found)} ids or more: {', '.join(found)}")
    return found[0]
