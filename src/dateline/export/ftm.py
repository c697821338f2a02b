"""FollowTheMoney entities as JSON lines: articles, events, the parties in them, and a note for each claim.

Every entity names the reports that it comes from as its data sets, so that what one report says is never mixed up
with what another says.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from typing import Any

from dateline.export import wording
from dateline.export.columns import Field
from dateline.export.contents import KINDS, ReviewedClaim, ReviewedIncident, Standing
from dateline.export.exporter import Exporter, Sheet, Target
from dateline.export.picking import Picked
from dateline.export.privacy import privacy
from dateline.export.schemes import scheme
from dateline.export.tables import main_place
from dateline.records import Participant, Report
from dateline.reference.countries import country_by_code
from dateline.reference.parties import party_by_name

Json = dict[str, Any]

ORIGIN = "dateline"
ROLES = ("actor", "backer", "target", "victim", "counterpart")

FIELDS = (
    Field(
        "Article",
        "title, author, publisher, publishedAt, sourceUrl, language, contentHash, bodyText; notes: its id",
    ),
    Field("Event", "name, summary, startDate, endDate, location, country, involved, proof, sourceUrl, recordId, notes"),
    Field(
        "Note",
        "a claim: name, description with its figures in words, entity, proof, publisher; notes: its id",
    ),
    Field("Organization", "an armed group, an organisation: name, country; notes: its party code"),
    Field("PublicBody", "a government, its army, its police: name, country; notes: its party code"),
    Field("Person", "name: only people who act in public, unless --sensitive is given"),
)


class Ftm(Exporter):
    """An entity a line."""

    name = "ftm"
    title = "FollowTheMoney entities as JSON lines, one data set a report"
    kinds = KINDS[:3]
    layouts = ("entities",)
    publication = True
    loss = ("figures: FollowTheMoney has no property for them, so that they stand in words in notes and descriptions",)
    withheld = ("the text of a report",)

    def write(self, picked: Picked, kind: str, target: Target) -> None:
        """Write articles, then incidents with their parties, then claims."""
        entities = _Entities()
        for incident in picked.incidents():
            entities.add_incident(incident)
        for claim in picked.claims():
            entities.add_claim(claim)
        if kind == "reports":
            for kept in picked.reports():
                entities.add_report(kept.report)
        rows = 0
        with target.path.open("wb") as file:
            for entity in entities.written():
                rows += 1
                file.write((json.dumps(entity, ensure_ascii=False) + "\n").encode("utf-8", "replace"))
        target.count(rows)

    def sheets(self) -> Sequence[Sheet]:
        """The schemata and their properties."""
        return (Sheet(name="entities", fields=FIELDS),)


class _Entities:
    """Entities by id; one that is met again gains data sets and values."""

    def __init__(self) -> None:
        self._found: dict[str, Json] = {}

    def written(self) -> Iterator[Json]:
        """The entities in the order in which they were met."""
        for entity in self._found.values():
            values = {name: sorted(several) for name, several in sorted(entity["properties"].items()) if several}
            yield {**entity, "properties": values, "datasets": sorted(entity["datasets"])}

    def _put(self, id: str, schema: str, properties: dict[str, Sequence[str | None]], datasets: Sequence[str]) -> str:
        entity = self._found.setdefault(id, {"id": id, "schema": schema, "properties": {}, "datasets": set()})
        entity["datasets"].update(datasets)
        for name, values in properties.items():
            entity["properties"].setdefault(name, set()).update(value for value in values if value)
        return id

    def add_report(self, report: Report) -> str:
        """The article of a report."""
        return self._put(
            _id("article", report.id),
            "Article",
            {
                "title": [report.title],
                "author": [report.author],
                "publisher": [report.publisher],
                "publishedAt": [report.published[:10] if report.published else None],
                "sourceUrl": [_web(report.url)],
                "language": [report.language],
                "contentHash": [
                    hashlib.sha1(report.text.encode(), usedforsecurity=False).hexdigest() if report.text else None
                ],
                "bodyText": [report.text],
                "notes": [report.id],
            },
            [_slug(report.id)],
        )

    def add_incident(self, row: ReviewedIncident) -> None:
        """The event of an incident, with its parties and articles."""
        incident, place = row.incident, main_place(row.incident)
        datasets = [_slug(report.id) for report in row.reports]
        time = incident.time.value if incident.time else None
        people = [fused.value for fused in incident.participants if fused.value.role in ROLES]
        involved = [one for one in (self._party(person, datasets) for person in people) if one]
        figures = "; ".join(wording.fused_words(figure) for figure in incident.figures)
        self._put(
            _id("event", incident.id),
            "Event",
            {
                "name": [wording.incident_title(incident)],
                "summary": [wording.told_by(incident)],
                "startDate": [time.start if time else None],
                "endDate": [time.end if time else None],
                "location": [wording.place_words(place, with_role=False) if place else None],
                "country": [_country(place.country) if place else None],
                "involved": involved,
                "proof": [self.add_report(report) for report in row.reports],
                "sourceUrl": [_web(report.url) for report in row.reports],
                "recordId": [incident.id],
                "notes": [figures, f"status: {incident.status}", f"review: {row.standing}"],
            },
            datasets,
        )
        for one in row.claims:
            self.add_claim(one, incident.id)

    def add_claim(self, row: ReviewedClaim, incident: str | None = None) -> None:
        """The note of a claim."""
        claim = row.claim
        figures = "; ".join(wording.figure_words(figure) for figure in claim.figures)
        said = f"{wording.event_of(claim)}, {wording.stance_words(claim)}, according to {wording.according_to(claim)}"
        mark = "" if row.standing is Standing.REVIEWED else f" [{row.standing}]"
        self._put(
            _id("note", claim.id),
            "Note",
            {
                "name": [said + mark],
                "description": [wording.clean(claim.evidence.text), figures],
                "entity": [_id("event", incident)] if incident else [],
                "proof": [self.add_report(row.report)],
                "notes": [claim.id],
                "publisher": [row.report.publisher],
            },
            [_slug(row.report.id)],
        )

    def _party(self, participant: Participant, datasets: Sequence[str]) -> str | None:
        """The entity of a party; None for what is no party: "civilians", a withheld name."""
        name = participant.name or participant.mention.text
        if not name[:1].isupper() or privacy().placeholder in name:
            return None
        known = party_by_name(name)
        schema = "Person" if known is not None and known.person else scheme("ftm", "schema").get(participant.kind)
        if schema is None:
            return None
        return self._put(
            _id("party", participant.party or "", name),
            schema,
            {"name": [name], "country": [_country(participant.country)], "notes": [participant.party]}
            if schema != "Person"
            else {"name": [name], "country": [_country(participant.country)]},
            datasets,
        )


def _id(*parts: str) -> str:
    """An id of letters and digits, the same in every run."""
    return f"{ORIGIN}-{parts[0]}-{hashlib.sha1('|'.join(parts[1:]).encode(), usedforsecurity=False).hexdigest()[:20]}"


def _slug(report: str) -> str:
    return f"dateline_{report.replace('-', '_')}"


def _country(iso3: str | None) -> str | None:
    country = country_by_code(iso3) if iso3 else None
    return None if country is None else country.iso2.lower()


def _web(url: str | None) -> str | None:
    return url if url and url.startswith(("http://", "https://")) else None
