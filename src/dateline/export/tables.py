"""Our own tables, column by column: reports, claims, incidents, and what belongs to them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from dateline.export import claims_csv, wording
from dateline.export.columns import Cell, Column, Table, joined
from dateline.export.contents import KeptReport, ReviewedClaim, ReviewedIncident, TallyRow
from dateline.export.harm import harm
from dateline.export.picking import Picked
from dateline.records import FusedFigure, Incident, Membership, Participant, Place

#: Roles of places from the one that best says where it happened.
_NEAREST = ("site", "area", "destination", "origin")


def main_place(incident: Incident) -> Place | None:
    """The place that says best where it happened: a site before an area, a point before a unit."""
    places = [fused.value for fused in incident.places]
    ranked = sorted(places, key=lambda p: (_NEAREST.index(p.role) if p.role in _NEAREST else 9, p.precision or 9))
    return ranked[0] if ranked else None


def _place(name: str) -> Callable[[ReviewedIncident], Cell]:
    def read(row: ReviewedIncident) -> Cell:
        place = main_place(row.incident)
        return None if place is None else getattr(place, name)

    return read


def _time(name: str) -> Callable[[ReviewedIncident], Cell]:
    return lambda row: None if row.incident.time is None else getattr(row.incident.time.value, name)


def _people(role: str, name: str) -> Callable[[ReviewedIncident], Cell]:
    def read(row: ReviewedIncident) -> Cell:
        people = [fused.value for fused in row.incident.participants if fused.value.role == role]
        return joined(getattr(one, name) or (one.mention.text if name == "name" else None) for one in people)

    return read


def _harm(measure: str, bound: str) -> Callable[[ReviewedIncident], Cell]:
    def read(row: ReviewedIncident) -> Cell:
        found = harm(row.incident, measure, row.claims)
        return None if found is None else getattr(found, bound)

    return read


def _harm_columns() -> Iterator[Column[ReviewedIncident]]:
    for measure in ("killed", "injured", "displaced"):
        for bound in ("low", "best", "high"):
            yield Column(
                f"{measure}_{bound}",
                f"people {measure}: the {bound} number, empty where open or not told",
                _harm(measure, bound),
                "number",
            )


def _grade(name: str) -> Callable[[ReviewedIncident], Cell]:
    return lambda row: None if row.incident.grade is None else getattr(row.incident.grade, name)


def _code(scheme: str, key: str) -> Callable[[ReviewedIncident], Cell]:
    def read(row: ReviewedIncident) -> Cell:
        codes = row.incident.codes
        return (getattr(codes.value, scheme) or {}).get(key) if codes is not None else None

    return read


REPORTS: Table[KeptReport] = Table(
    name="reports",
    help="A row for each report.",
    key=("report",),
    columns=(
        Column("report", "id of the report", lambda r: r.report.id),
        Column("title", "title", lambda r: r.report.title),
        Column("publisher", "who published it", lambda r: r.report.publisher),
        Column("author", "who wrote it", lambda r: r.report.author),
        Column("published", "ISO date or date-time of publication", lambda r: r.report.published),
        Column("url", "address", lambda r: r.report.url),
        Column("language", "language code", lambda r: r.report.language),
        Column("sha256", "SHA-256 of the stored text", lambda r: r.report.sha256),
        Column("source_sha256", "SHA-256 of the bytes that were read", lambda r: r.report.source_sha256),
        Column("retrieved", "when it was read", lambda r: r.report.retrieved),
        Column("line", "id that its line had in a JSONL input", lambda r: r.report.external_id),
        Column("claims", "how many of its claims are asked for", lambda r: len(r.claims), "integer"),
        Column("review", "reviewed, partly reviewed or unreviewed", lambda r: str(r.standing)),
        Column(
            "text", "the stored text; empty without --sensitive, as texts name people", lambda r: r.report.text or None
        ),
    ),
)


def _plain(column: claims_csv.Column) -> Column[ReviewedClaim]:
    """A column of the CSV of `dateline code`; an empty text is nothing."""

    def read(row: ReviewedClaim) -> Cell:
        value = column.read(row.report, row.claim)
        return None if value == "" else value

    return Column(column.name, column.help, read, column.kind)


CLAIMS: Table[ReviewedClaim] = Table(
    name="claims",
    help="A row for each claim, as it stands after review.",
    key=("claim",),
    foreign=(("report", "reports"),),
    columns=(
        *(_plain(column) for column in claims_csv.COLUMNS),
        Column("review", "reviewed or unreviewed", lambda row: str(row.standing)),
        Column("state", "unreviewed, accepted, amended, rejected or changed", lambda row: row.state),
        Column("reviewed_by", "who decided on it", lambda row: joined(_reviewers(row))),
        Column("coder", "name, version, model and data of the coder", lambda row: _coder(row)),
    ),
)


def _reviewers(row: ReviewedClaim) -> list[str]:
    return list(dict.fromkeys(str(decision["by"]) for decision in row.decisions))


def _coder(row: ReviewedClaim) -> str | None:
    coder = row.claim.coder
    return None if coder is None else f"{coder.name} {coder.version}, {coder.model}, data {coder.data}"


INCIDENTS: Table[ReviewedIncident] = Table(
    name="incidents",
    help="A row for each incident, with the place and the people that its claims tell of together.",
    key=("incident",),
    columns=(
        Column("incident", "id of the incident", lambda row: row.incident.id),
        Column("event", "event type of the ontology", lambda row: row.incident.event.value),
        Column("summary", "what, where, when, in words", lambda row: wording.incident_title(row.incident)),
        Column("date_start", "first day, ISO", _time("start"), "date"),
        Column("date_end", "last day, ISO", _time("end"), "date"),
        Column("time_precision", "UCDP's 1-5", _time("precision"), "integer"),
        Column("place", "the place that says best where it happened", _place("name")),
        Column("place_role", "site, area, destination or origin", _place("role")),
        Column("country", "ISO 3166-1 alpha-3", _place("country")),
        Column("admin1", "first-order unit", _place("admin1")),
        Column("admin2", "second-order unit", _place("admin2")),
        Column("geonames", "GeoNames id", _place("geonames")),
        Column(
            "latitude", "latitude; the middle of an area where place_precision is not 1", _place("latitude"), "number"
        ),
        Column("longitude", "longitude of the same", _place("longitude"), "number"),
        Column("place_precision", "UCDP's 1-7", _place("precision"), "integer"),
        Column("place_radius_km", "how far what is not a point reaches", _place("radius_km"), "number"),
        Column("place_relation", 'words such as "east of" before the place', _place("relation")),
        Column("actors", "names of those who acted", _people("actor", "name")),
        Column("actor_parties", "their party codes", _people("actor", "party")),
        Column("actor_kinds", "their kinds", _people("actor", "kind")),
        Column("targets", "names of the targets", _people("target", "name")),
        Column("target_parties", "their party codes", _people("target", "party")),
        Column("victims", "names of those who were harmed", _people("victim", "name")),
        Column(
            "target_kinds",
            "protected-object kinds",
            lambda row: joined(fused.value for fused in row.incident.target_kinds),
        ),
        *_harm_columns(),
        Column("reports", "how many reports tell of it", lambda row: row.incident.reports, "integer"),
        Column("origins", "how many independent origins it has", lambda row: row.incident.origins, "integer"),
        Column("status", "reported, disputed, unverified or retracted", lambda row: row.incident.status),
        Column("grade_suggested", "the grade that the program suggests", _grade("suggested")),
        Column("grade_decided", "the grade that a person decided", _grade("decided")),
        Column("publishers", "who published the reports", lambda row: joined(_publishers(row))),
        Column("urls", "addresses of the reports", lambda row: joined(r.url for r in row.reports)),
        Column("acled_event", "ACLED event type", _code("acled", "event_type")),
        Column("acled_sub_event", "ACLED sub-event type", _code("acled", "sub_event_type")),
        Column("ucdp_violence", "UCDP type of violence", _code("ucdp", "type_of_violence"), "integer"),
        Column("plover_event", "PLOVER event", _code("plover", "event")),
        Column("claims", "ids of its claims", lambda row: joined(one.claim.id for one in row.claims)),
        Column("review", "reviewed, partly reviewed or unreviewed", lambda row: str(row.standing)),
    ),
)


def _publishers(row: ReviewedIncident) -> list[str]:
    return list(dict.fromkeys(report.publisher for report in row.reports if report.publisher))


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Something that belongs to an incident or a claim, under its number."""

    owner: str
    number: int
    value: Any  # a Membership, a FusedFigure, a Participant, a Place or a decision: the table knows which


def _value(name: str) -> Callable[[Part], Cell]:
    return lambda part: getattr(part.value, name)


def _given(name: str) -> Callable[[Part], Cell]:
    def read(part: Part) -> Cell:
        value = part.value[name]
        return value if value is None or isinstance(value, str | int | float) else str(value)

    return read


INCIDENT_CLAIMS: Table[Part] = Table(
    name="incident_claims",
    help="Which claim has which part in which incident, and why.",
    key=("incident", "claim"),
    foreign=(("incident", "incidents"), ("claim", "claims")),
    columns=(
        Column("incident", "id of the incident", lambda part: part.owner),
        Column("claim", "id of the claim", _value("claim")),
        Column("role", "primary, supporting or superseded", _value("role")),
        Column("reason", "why", _value("reason")),
    ),
)

INCIDENT_FIGURES: Table[Part] = Table(
    name="incident_figures",
    help="How many, for each measure of each incident, and which claim set each bound.",
    key=("incident", "number"),
    foreign=(("incident", "incidents"),),
    columns=(
        Column("incident", "id of the incident", lambda part: part.owner),
        Column("number", "position in the incident's list, from 0", lambda part: part.number, "integer"),
        Column("measure", "what was counted: killed, injured, …", _value("measure")),
        Column("of", "who or what was counted", _value("of")),
        Column("unit", "person, household, facility, …", _value("unit")),
        Column("low", "the least; empty where open", _value("low"), "number"),
        Column("best", "the best; empty where open", _value("best"), "number"),
        Column("high", "the greatest; empty where open", _value("high"), "number"),
        Column("low_from", "claim that set the low", _value("low_from")),
        Column("best_from", "claim that set the best", _value("best_from")),
        Column("high_from", "claim that set the high", _value("high_from")),
        Column(
            "part_of", "number of the row that this is a part of and is never added to", _value("part_of"), "integer"
        ),
        Column("profile", "whose number rules were followed", _value("profile")),
        Column("reason", "by which rules the bounds were set", _value("reason")),
    ),
)

ACTORS: Table[Part] = Table(
    name="actors",
    help="Everybody who takes part in a claim, in every role.",
    key=("claim", "number"),
    foreign=(("claim", "claims"),),
    columns=(
        Column("claim", "id of the claim", lambda part: part.owner),
        Column("number", "position in the claim's list, from 0", lambda part: part.number, "integer"),
        Column("role", "actor, backer, target, victim, instrument or counterpart", _value("role")),
        Column("name", "name", _value("name")),
        Column("words", "the words of the text", lambda part: part.value.mention.text),
        Column("party", "party code", _value("party")),
        Column("kind", "kind of party", _value("kind")),
        Column("country", "ISO 3166-1 alpha-3", _value("country")),
    ),
)

PLACES: Table[Part] = Table(
    name="places",
    help="Every place of a claim, in every role.",
    key=("claim", "number"),
    foreign=(("claim", "claims"),),
    columns=(
        Column("claim", "id of the claim", lambda part: part.owner),
        Column("number", "position in the claim's list, from 0", lambda part: part.number, "integer"),
        Column("role", "site, origin, destination or area", _value("role")),
        Column("name", "name of the gazetteer", _value("name")),
        Column("words", "the words of the text", lambda part: part.value.mention.text),
        Column("geonames", "GeoNames id", _value("geonames")),
        Column("country", "ISO 3166-1 alpha-3", _value("country")),
        Column("admin1", "first-order unit", _value("admin1")),
        Column("admin2", "second-order unit", _value("admin2")),
        Column("latitude", "latitude", _value("latitude"), "number"),
        Column("longitude", "longitude", _value("longitude"), "number"),
        Column("precision", "UCDP's 1-7", _value("precision"), "integer"),
        Column("radius_km", "how far what is not a point reaches", _value("radius_km"), "number"),
        Column("relation", 'words such as "east of" before it', _value("relation")),
    ),
)

REVIEWS: Table[Part] = Table(
    name="reviews",
    help="What people decided on claims.",
    key=("claim", "decision"),
    foreign=(("claim", "claims"),),
    columns=(
        Column("claim", "id of the claim", lambda part: part.owner),
        Column("decision", "id of the decision", _given("id")),
        Column("kind", "accept, amend or reject", _given("kind")),
        Column("by", "who decided", _given("by")),
        Column("at", "when, ISO", _given("at")),
        Column("reason", "why", _given("reason")),
        Column("field", "the field that was amended", _given("field")),
        Column("old", "its value before", _given("old")),
        Column("new", "its value since", _given("new")),
    ),
)

_TALLY = (
    ("row", "sum of incidents, or reported total", "text"),
    ("measure", "what is counted: killed, injured, …", "text"),
    ("of", "who or what is counted", "text"),
    ("unit", "person, household, facility, …", "text"),
    ("low", "the least; empty where open", "number"),
    ("best", "the best; empty where open", "number"),
    ("high", "the greatest; empty where open", "number"),
    ("incidents", "how many incidents were added up", "integer"),
    ("origins", "how many independent origins they have", "integer"),
    ("unreviewed", "how many of them hold claims that nobody reviewed", "integer"),
    ("profile", "whose number rules were followed", "text"),
    ("scope", "of a reported total: cumulative, stock or flow", "text"),
    ("from", "first day that a reported total covers", "date"),
    ("to", "last day that it covers", "date"),
    ("where", "the area that it covers", "text"),
    ("according_to", "who reported it", "text"),
    ("published", "when", "text"),
    ("claim", "id of the claim that reports it", "text"),
)


def _tally(name: str) -> Callable[[TallyRow], Cell]:
    return lambda row: row.get(name)


TALLIES: Table[TallyRow] = Table(
    name="tallies",
    help="What incidents add up to, and apart from that the totals that sources reported; the two are never added.",
    key=(),
    columns=tuple(Column(name, help, _tally(name), kind) for name, help, kind in _TALLY),  # type: ignore[arg-type]
)

LED_BY: dict[str, Table[Any]] = {
    "reports": REPORTS,
    "claims": CLAIMS,
    "incidents": INCIDENTS,
    "tallies": TALLIES,
}
ALL_TABLES: tuple[Table[Any], ...] = (
    REPORTS,
    CLAIMS,
    ACTORS,
    PLACES,
    REVIEWS,
    INCIDENTS,
    INCIDENT_CLAIMS,
    INCIDENT_FIGURES,
    TALLIES,
)


def records(picked: Picked, kind: str) -> Iterator[Any]:
    """The rows of a kind: what its table reads."""
    yield from {
        "reports": picked.reports,
        "claims": picked.claims,
        "incidents": picked.incidents,
        "tallies": picked.tallies,
    }[kind]()


def parts_of_claim(row: ReviewedClaim) -> Iterator[tuple[Table[Part], Part]]:
    """What belongs to a claim, each with its table."""
    owner = row.claim.id
    participants: tuple[Participant, ...] = row.claim.participants
    for number, participant in enumerate(participants):
        yield ACTORS, Part(owner=owner, number=number, value=participant)
    for number, place in enumerate(row.claim.places):
        yield PLACES, Part(owner=owner, number=number, value=place)
    for number, decision in enumerate(row.decisions):
        yield REVIEWS, Part(owner=owner, number=number, value=decision)


def parts_of_incident(row: ReviewedIncident) -> Iterator[tuple[Table[Part], Part]]:
    """What belongs to an incident, each with its table; claims that were left out of it are not told."""
    held = {one.claim.id for one in row.claims}
    members: list[Membership] = [member for member in row.incident.claims if member.claim in held]
    for number, member in enumerate(members):
        yield INCIDENT_CLAIMS, Part(owner=row.incident.id, number=number, value=member)
    figures: tuple[FusedFigure, ...] = row.incident.figures
    for number, figure in enumerate(figures):
        yield INCIDENT_FIGURES, Part(owner=row.incident.id, number=number, value=figure)
