"""PLOVER records as JSON lines: one for each claim that PLOVER has an event for."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from dateline.export.columns import Field
from dateline.export.contents import ReviewedClaim
from dateline.export.exporter import Exporter, Sheet, Target
from dateline.export.mapfiles import place_of
from dateline.export.picking import Picked
from dateline.export.rowfiles import NoHomeError
from dateline.export.schemes import country_name, scheme
from dateline.records import Claim, Participant, Place
from dateline.reference.crosswalks import plover_types

Json = dict[str, Any]

#: Resolution of a place in PLOVER, from 5 (inside a town) to 1 (country), by UCDP's precision.
RESOLUTION = {1: 4, 2: 4, 3: 3, 4: 2, 5: 2, 6: 1}
_MEASURES = {"killed": "dead", "injured": "injured", "detained": "arrested"}
_RECIPIENTS = ("target", "victim", "counterpart")

FIELDS = (
    Field("id", "the claim's id"),
    Field("date", "first day; PLOVER needs one"),
    Field("enddate", "last day, where it is another"),
    Field("actor", "list of code, sector, entity_text: who acted"),
    Field("event", "list of one PLOVER event"),
    Field("mode", "list of its mode, where it has one"),
    Field("quad_code", "1 verbal and 2 material cooperation, 3 verbal and 4 material conflict"),
    Field("recipient", "list like actor: to whom"),
    Field(
        "event_loc", "extracted_place, resolved_place, geonameid, lat, lon, province, country, country_code, resolution"
    ),
    Field("size", "dead, injured, arrested: one number each"),
    Field("event_text", "list of the words that name the event"),
    Field("text", "the words that say it"),
    Field("text_info", "start and end of these words in the report's text, in characters"),
    Field("cite_info", "url, title, publication, language, coder, version"),
    Field("coder", "what coded it"),
    Field("comment", "stance, and whether a person reviewed it"),
)


class Plover(Exporter):
    """A JSON object a line."""

    name = "plover"
    title = "PLOVER records as JSON lines"
    kinds = ("claims",)
    layouts = ("PLOVER manual tables",)
    publication = True
    loss = ("low, best and high become one size: the best, else the low", "what has no PLOVER event, or no day")

    def write(self, picked: Picked, kind: str, target: Target) -> None:
        """Write the claims that have a home; count the others with the reason."""
        rows = 0
        with target.path.open("wb") as file:
            for record in picked.claims():
                try:
                    line = record_of(record)
                except NoHomeError as reason:
                    picked.leave_out(kind, str(reason))
                    continue
                file.write((json.dumps(line, ensure_ascii=False) + "\n").encode("utf-8", "replace"))
                rows += 1
        target.count(rows)

    def sheets(self) -> Sequence[Sheet]:
        """The keys of a record."""
        return (Sheet(name="plover", fields=FIELDS),)


def record_of(row: ReviewedClaim) -> Json:
    """A claim as PLOVER writes it; raises NoHomeError where it has no event, no day, or nobody who acts."""
    claim = row.claim
    codes = claim.codes.plover
    event = codes.get("event") if codes else None
    if not event:
        raise NoHomeError("PLOVER: no event")
    mode = codes.get("mode") if codes else None
    start = (claim.time.start or claim.time.end) if claim.time else None
    if start is None:
        raise NoHomeError("PLOVER: no day")
    actors = [_who(p) for p in claim.participants if p.role == "actor"]
    if not actors:
        raise NoHomeError("PLOVER: nobody is said to act")
    end = claim.time.end if claim.time and claim.time.end not in (None, start) else None
    line: Json = {
        "id": claim.id,
        "date": start,
        "enddate": end,
        "actor": actors,
        "event": [event],
        "has_event": True,
        "mode": [mode] if mode else [],
        "quad_code": plover_types()[event, mode or ""],
        "recipient": [_who(p) for p in claim.participants if p.role in _RECIPIENTS],
        "event_loc": _where(place_of(row)),
        "size": dict(_sizes(claim)),
        "event_text": [claim.trigger.text] if claim.trigger else [],
        "text": claim.evidence.text,
        "text_info": {"start": claim.evidence.start, "end": claim.evidence.end},
        "cite_info": _citation(row),
        "coder": claim.coder.name if claim.coder else None,
        "comment": f"{claim.stance}; {row.standing}",
    }
    return {key: value for key, value in line.items() if value not in (None, [], {})}


def _who(participant: Participant) -> Json:
    party = participant.party or ""
    code, _, sector = party.partition(":") if ":" in party else ("", "", party)
    found = {
        "code": code or participant.country,
        "sector": sector.split(".")[0] or scheme("plover", "sector").get(participant.kind),
        "entity_text": participant.name or participant.mention.text,
    }
    return {key: value for key, value in found.items() if value}


def _where(place: Place | None) -> Json | None:
    if place is None:
        return None
    found = {
        "extracted_place": place.mention.text,
        "resolved_place": place.name,
        "geonameid": place.geonames,
        "lat": place.latitude,
        "lon": place.longitude,
        "district": place.admin2,
        "province": place.admin1,
        "country": country_name(place.country),
        "country_code": place.country,
        "resolution": RESOLUTION.get(place.precision or 0),
    }
    return {key: value for key, value in found.items() if value is not None}


def _sizes(claim: Claim) -> Iterator[tuple[str, int]]:
    told: set[str] = set()
    for figure in claim.figures:
        name = _MEASURES.get(figure.measure)
        number = figure.best if figure.best is not None else figure.low
        if name and name not in told and figure.part_of is None and figure.scope == "event" and number is not None:
            told.add(name)
            yield name, int(number)


def _citation(row: ReviewedClaim) -> Json:
    report, coder = row.report, row.claim.coder
    found = {
        "url": report.url,
        "title": report.title,
        "publication": report.publisher,
        "language": report.language,
        "coder": None if coder is None else coder.name,
        "version": None if coder is None else f"{coder.version}, data {coder.data}",
    }
    return {key: value for key, value in found.items() if value}
