"""Claims as a flat table, a row a claim, for spreadsheets and statistics.

Values of a list are joined by "; " (a semicolon inside a value becomes a comma); lists of one claim that belong
together (`figures` and `figure_low`) have their values in the same order. An empty cell is what the report does not
say. A text that a spreadsheet would run as a formula has an apostrophe before it.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from dateline.export.columns import FORMULA_STARTS, JOINT, Cell, Kind, cell_text, number_text
from dateline.records import Claim, Coded, Participant, Place, Report

__all__ = ["COLUMNS", "FORMULA_STARTS", "Column", "header", "rows"]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, what it holds, and how it is read from a claim of a report."""

    name: str
    help: str
    read: Callable[[Report, Claim], Cell]
    kind: Kind = "text"


def header() -> str:
    """The line of column names."""
    return _line(column.name for column in COLUMNS)


def rows(coded: Coded) -> str:
    """The lines of a report's claims."""
    return "".join(_line(cell_text(column.read(coded.report, claim)) for column in COLUMNS) for claim in coded.claims)


def _line(cells: Iterable[str]) -> str:
    file = io.StringIO()
    csv.writer(file, lineterminator="\n").writerow(cells)
    return file.getvalue()


def _joined(values: Iterable[str | None]) -> str:
    """A list in one cell; empty where none of its values is known."""
    texts = [(value or "").replace(";", ",") for value in values]
    return JOINT.join(texts) if any(texts) else ""


def _names(role: str) -> Callable[[Report, Claim], Cell]:
    return lambda _, claim: _joined(p.name or p.mention.text for p in _participants(claim, role))


def _parties(role: str) -> Callable[[Report, Claim], Cell]:
    return lambda _, claim: _joined(p.party for p in _participants(claim, role))


def _participants(claim: Claim, role: str) -> Iterator[Participant]:
    return (p for p in claim.participants if p.role == role)


def _figures(name: str) -> Callable[[Report, Claim], Cell]:
    def read(_: Report, claim: Claim) -> Cell:
        values = [getattr(figure, name) for figure in claim.figures]
        return _joined(value if isinstance(value, str) else number_text(value) for value in values)

    return read


def _places(name: str) -> Callable[[Report, Claim], Cell]:
    return lambda _, claim: _joined(getattr(place, name) for place in claim.places)


def _site(name: str) -> Callable[[Report, Claim], Cell]:
    """A field of the first site, else of the first place."""

    def read(_: Report, claim: Claim) -> Cell:
        place: Place | None = next((p for p in claim.places if p.role == "site"), next(iter(claim.places), None))
        return None if place is None else getattr(place, name)

    return read


def _time(name: str) -> Callable[[Report, Claim], Cell]:
    return lambda _, claim: None if claim.time is None else getattr(claim.time, name)


def _sources(name: str) -> Callable[[Report, Claim], Cell]:
    return lambda _, claim: _joined(
        value if isinstance(value := getattr(source, name), str) else number_text(value)
        for source in claim.attribution.sources
    )


def _plover(_: Report, claim: Claim) -> Cell:
    return _joined(v for v in (claim.codes.plover or {}).values() if v)


def _acled(name: str) -> Callable[[Report, Claim], Cell]:
    return lambda _, claim: (claim.codes.acled or {}).get(name)


COLUMNS = (
    Column("report", "id of the report", lambda r, _: r.id),
    Column("line", "id that the report's line had in a JSONL input", lambda r, _: r.external_id),
    Column("title", "title of the report", lambda r, _: r.title),
    Column("publisher", "who published it", lambda r, _: r.publisher),
    Column("published", "ISO date of publication", lambda r, _: r.published),
    Column("url", "address of the report", lambda r, _: r.url),
    Column("claim", "id of the claim", lambda _, c: c.id),
    Column("event", "event type of the ontology", lambda _, c: c.event),
    Column("stance", "how surely it is said", lambda _, c: c.stance),
    Column("verification", "what the publisher says of it", lambda _, c: c.verification),
    Column("actors", "names of those who act", _names("actor")),
    Column("actor_parties", "party codes of those who act", _parties("actor")),
    Column("backers", "names of those who back them", _names("backer")),
    Column("targets", "names of the targets", _names("target")),
    Column("target_parties", "party codes of the targets", _parties("target")),
    Column("target_kinds", "protected-object kinds of the targets", lambda _, c: _joined(c.target_kinds)),
    Column("victims", "names of the victims", _names("victim")),
    Column("counterparts", "names of the others who take part", _names("counterpart")),
    Column("instruments", "what it was done with", _names("instrument")),
    Column("places", "names of all places", _places("name")),
    Column("place_roles", "role of each place: site, origin, destination, area", _places("role")),
    Column("place_countries", "ISO 3166-1 alpha-3 code of each place", _places("country")),
    Column("admin1", "first-order unit of the first site, else of the first place", _site("admin1")),
    Column("admin2", "second-order unit of the same place", _site("admin2")),
    Column("latitude", "latitude of the same place", _site("latitude"), "number"),
    Column("longitude", "longitude of the same place", _site("longitude"), "number"),
    Column("place_precision", "UCDP's 1-7 of the same place", _site("precision"), "integer"),
    Column("place_relation", 'words such as "east of" before the same place', _site("relation")),
    Column("start", "first day, ISO", _time("start"), "date"),
    Column("end", "last day, ISO", _time("end"), "date"),
    Column("time_precision", "UCDP's 1-5", _time("precision"), "integer"),
    Column("time_value", "TIMEX3 value, also where there is no day", _time("value")),
    Column("figures", "words of each figure", lambda _, c: _joined(f.mention.text for f in c.figures)),
    Column("figure_measures", "what each figure measures", _figures("measure")),
    Column("figure_of", "what each figure counts", _figures("of")),
    Column("figure_quantifiers", "quantifier of each figure", _figures("quantifier")),
    Column("figure_low", "low of each figure, empty where open", _figures("low")),
    Column("figure_best", "best of each figure, empty where open", _figures("best")),
    Column("figure_high", "high of each figure, empty where open", _figures("high")),
    Column("figure_scopes", "scope of each figure: event, cumulative, stock, flow", _figures("scope")),
    Column("figure_part_of", "position, from 0, of the figure that each is a part of", _figures("part_of")),
    Column("sources", "words of each source", lambda _, c: _joined(s.mention.text for s in c.attribution.sources)),
    Column("source_kinds", "kind of each source", _sources("kind")),
    Column("source_counts", "how many each source is", _sources("count")),
    Column("origin", "publisher, where the report speaks for itself", lambda _, c: c.attribution.origin),
    Column("directness", "how near the source was", lambda _, c: c.attribution.directness),
    Column("disputes", "ids of the claims that it denies or doubts", lambda _, c: _joined(c.disputes)),
    Column("answers", "ids of the claims that a denial or a silence speaks to", lambda _, c: _joined(c.answers)),
    Column("implied", "fields whose value comes from the context", lambda _, c: _joined(c.implied)),
    Column("plover", "PLOVER event and mode", _plover),
    Column("cameo", "CAMEO code", lambda _, c: c.codes.cameo),
    Column("acled_event", "ACLED event type", _acled("event_type")),
    Column("acled_sub_event", "ACLED sub-event type", _acled("sub_event_type")),
    Column(
        "ucdp_violence", "UCDP type of violence", lambda _, c: (c.codes.ucdp or {}).get("type_of_violence"), "integer"
    ),
    Column("trigger", "the words that name the event", lambda _, c: c.trigger.text if c.trigger else None),
    Column("evidence", "the words that say it", lambda _, c: c.evidence.text),
    Column(
        "evidence_start",
        "where they begin in the report's text, in characters",
        lambda _, c: c.evidence.start,
        "integer",
    ),
    Column("evidence_end", "where they end", lambda _, c: c.evidence.end, "integer"),
    Column("rule", "the rule that made it", lambda _, c: c.rule),
)
