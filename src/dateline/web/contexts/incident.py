"""One incident: its numbers with what set each bound, its sources side by side, why it is one, what was decided."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from dateline.export import wording
from dateline.records import Claim, FusedFigure, Incident, Link, Report, sha256
from dateline.records.encode import incident_to_json
from dateline.review import Review, figure_key
from dateline.store import Decision, Origin
from dateline.store.canon import dumps
from dateline.store.listing import IncidentRow, place_columns
from dateline.web.contexts.desk import Desk
from dateline.web.contexts.drawing import Drawing, draw, frame_of
from dateline.web.contexts.geojson import NOWHERE
from dateline.web.contexts.selection import title_of

EXCLUDED = "excluded"
MAP_WIDTH, MAP_HEIGHT = 620.0, 360.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Bound:
    """A bound of a figure, and the claim that set it."""

    name: str
    value: float | None
    claim: Claim | None
    said_by: str
    publisher: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """A figure of the incident: its bounds, by which rule, and what else was said of the same."""

    figure: FusedFigure
    key: str
    title: str
    part_of: str | None
    bounds: tuple[Bound, ...]
    said: tuple[tuple[Claim, str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A claim that the incident names, with its part in it."""

    claim: Claim
    review: Review
    role: str
    reason: str
    denies: bool
    figures: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """What one report says of the incident."""

    number: int
    report: Report
    headline: str
    members: tuple[Member, ...]
    origin: Origin | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why two claims are put together; `total` is the sum of the scores, `decided` where a person said so."""

    link: Link
    one: str
    two: str
    total: float
    decided: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentOpen:
    """An incident, open."""

    incident: Incident
    row: IncidentRow
    title: str
    rows: tuple[tuple[str, str], ...]
    version: str
    numbers: tuple[Number, ...]
    voices: tuple[Voice, ...]
    denials: tuple[tuple[Voice, Member], ...]
    reasons: tuple[Reason, ...]
    map: Drawing | None
    history: tuple[Decision, ...]
    undone: frozenset[str]
    data: tuple[str, ...]
    head: tuple[int, str]

    @property
    def main(self) -> str:
        """The claim that leads it."""
        return next((m.claim for m in self.incident.claims if m.role != EXCLUDED), self.incident.claims[0].claim)


def open_incident(desk: Desk, key: str) -> IncidentOpen | None:
    """The incident of an id; None where there is none."""
    found = desk.store.incidents([key])
    if not found:
        return None
    (incident,) = found
    machine = desk.store.claims_by_id([member.claim for member in incident.claims])
    reviews = desk.register.applied(list(machine.values()))
    claims = {one: review.claim or review.machine for one, review in reviews.items()}
    reports = desk.store.reports(sorted({claim.report for claim in claims.values()}))
    voices = tuple(_voices(desk, incident, reviews, reports))
    row = row_of(incident)
    named = {m.claim for m in incident.claims if m.role != EXCLUDED}
    decisions = [
        d for d in desk.register.now().decisions_about(machine) if d.kind == "undo" or _is_about(d, key, named)
    ]
    taken_back = frozenset(one for d in decisions if d.kind == "undo" for one in d.subjects)
    return IncidentOpen(
        incident=incident,
        row=row,
        title=wording.incident_title(incident),
        rows=tuple(pair for pair in wording.incident_rows(incident) if pair[1]),
        version=version_of(incident),
        numbers=tuple(_numbers(incident, claims, reports)),
        voices=voices,
        denials=tuple((voice, member) for voice in voices for member in voice.members if member.denies),
        reasons=tuple(_reasons(incident, claims, reports)),
        map=draw([row], frame_of([row], _around(row), MAP_WIDTH, MAP_HEIGHT)) if row.latitude is not None else None,
        history=tuple(d for d in decisions if d.kind != "undo"),
        undone=taken_back,
        data=tuple(sorted({_coder(claim) for claim in claims.values() if claim.coder is not None})),
        head=desk.store.head(),
    )


def _is_about(decision: Decision, key: str, named: set[str]) -> bool:
    return key in decision.subjects or not named.isdisjoint(decision.claims)


def version_of(incident: Incident) -> str:
    """A digest of all that it says: two people who see the same see the same version."""
    return sha256(dumps(incident_to_json(incident)))[:16]


def row_of(incident: Incident) -> IncidentRow:
    """An incident's row, made of itself."""
    time = incident.time.value if incident.time else None
    return IncidentRow(
        **{
            **{name: getattr(NOWHERE, name) for name in IncidentRow.__dataclass_fields__},
            "id": incident.id,
            "event": incident.event.value,
            "start": time and (time.start or time.end),
            "end": time and (time.end or time.start),
            "status": incident.status,
            "reports": incident.reports,
            "origins": incident.origins,
            **place_columns(incident),
        }
    )


def _around(row: IncidentRow) -> tuple[float, float, float, float] | None:
    """Enough of the land around a point that one sees where it is."""
    if row.is_area or row.latitude is None or row.longitude is None:
        return None
    x, y = row.longitude, row.latitude
    return (max(x - 2.2, -180.0), max(y - 1.3, -85.0), min(x + 2.2, 180.0), min(y + 1.3, 85.0))


def _numbers(incident: Incident, claims: Mapping[str, Claim], reports: Mapping[str, Report]) -> Iterator[Number]:
    for figure in incident.figures:
        whole = incident.figures[figure.part_of] if figure.part_of is not None else None
        bounds = (("low", figure.low_from), ("best", figure.best_from), ("high", figure.high_from))
        yield Number(
            figure=figure,
            key=figure_key(figure),
            title=wording.measured(figure.measure, figure.of),
            part_of=wording.measured(whole.measure, whole.of) if whole is not None else None,
            bounds=tuple(
                _grouped(_bound(name, getattr(figure, name), claims.get(by or ""), reports) for name, by in bounds)
            ),
            said=tuple(_said(incident, figure, claims)),
        )


def _grouped(bounds: Iterable[Bound]) -> Iterator[Bound]:
    """The bounds, those of one number and one claim as one."""
    last: Bound | None = None
    for bound in bounds:
        if last is not None and (last.value, last.claim) == (bound.value, bound.claim):
            last = replace(last, name=f"{last.name}, {bound.name}")
            continue
        if last is not None:
            yield last
        last = bound
    if last is not None:
        yield last


def _bound(name: str, value: float | None, claim: Claim | None, reports: Mapping[str, Report]) -> Bound:
    return Bound(
        name=name,
        value=value,
        claim=claim,
        said_by=wording.according_to(claim) if claim is not None else "",
        publisher=_publisher(claim, reports),
    )


def _said(incident: Incident, figure: FusedFigure, claims: Mapping[str, Claim]) -> Iterator[tuple[Claim, str, str]]:
    """What each claim says of the same number, and why it counts or not."""
    for member in incident.claims:
        claim = claims.get(member.claim)
        for one in claim.figures if claim is not None else ():
            if (one.measure, one.of, one.unit) == (figure.measure, figure.of, figure.unit):
                counts = "left out: " + member.reason if member.role == EXCLUDED else member.role
                scope = f", {wording.SCOPES[one.scope]}" if wording.SCOPES.get(one.scope) else ""
                assert claim is not None
                yield claim, wording.bounds(one.low, one.best, one.high) + scope, counts


def _voices(
    desk: Desk, incident: Incident, reviews: Mapping[str, Review], reports: Mapping[str, Report]
) -> Iterator[Voice]:
    """The reports, the earliest first."""
    members: dict[str, list[Member]] = {}
    for one in incident.claims:
        review = reviews.get(one.claim)
        if review is not None:
            claim = review.claim or review.machine
            members.setdefault(claim.report, []).append(_member(claim, review, one.role, one.reason))
    origins = desk.store.origins(sorted(members))
    ordered = sorted(members, key=lambda key: (reports[key].published or "9", key))
    for number, key in enumerate(ordered, start=1):
        report = reports[key]
        yield Voice(
            number=number,
            report=report,
            headline=wording.headline(report) or "(no title)",
            members=tuple(members[key]),
            origin=next(iter(origins.get(key, ())), None),
        )


def _member(claim: Claim, review: Review, role: str, reason: str) -> Member:
    return Member(
        claim=claim,
        review=review,
        role=role,
        reason=reason,
        denies=claim.event == "denial" or claim.stance == "denied" or bool(claim.disputes),
        figures=tuple(wording.figure_words(figure) for figure in claim.figures),
    )


def _reasons(incident: Incident, claims: Mapping[str, Claim], reports: Mapping[str, Report]) -> Iterator[Reason]:
    for link in incident.links:
        if link.one in claims and link.two in claims:
            yield Reason(
                link=link,
                one=short(claims[link.one], reports),
                two=short(claims[link.two], reports),
                total=round(sum(feature.score for feature in link.features), 2),
                decided=any(feature.feature == "decision" for feature in link.features),
            )


def short(claim: Claim, reports: Mapping[str, Report]) -> str:
    """A claim in a few words: what, and who published it."""
    return f"{wording.event_of(claim)} ({_publisher(claim, reports)})"


def _publisher(claim: Claim | None, reports: Mapping[str, Report]) -> str:
    report = reports.get(claim.report) if claim is not None else None
    if report is None:
        return ""
    return wording.clean(report.publisher) if report.publisher else wording.headline(report) or "publisher not known"


def _coder(claim: Claim) -> str:
    coder = claim.coder
    return f"{coder.name} {coder.version}, {coder.model}, data {coder.data}" if coder is not None else ""


def others_named(desk: Desk, keys: Sequence[str]) -> list[tuple[str, str]]:
    """Incidents by their ids, each with its title."""
    return [(one.id, title_of(row_of(one))) for one in desk.store.incidents(keys)]
