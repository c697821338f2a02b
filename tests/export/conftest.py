"""A small war for every format: three incidents, one of them reviewed, with names, a formula and open bounds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from dateline.export.contents import Given, KeptReport, ReviewedClaim, ReviewedIncident
from dateline.export.exporter import export
from dateline.export.formats import exporter
from dateline.export.manifest import Made
from dateline.export.picking import Options
from dateline.records import (
    Attribution,
    Claim,
    Coder,
    Codes,
    Figure,
    Fused,
    FusedFigure,
    Grade,
    Incident,
    Membership,
    Participant,
    Place,
    Report,
    Source,
    Span,
    Time,
)
from dateline.records.ids import claim_id, incident_id, report_id, sha256

TEXT = (
    "Shells fired by the Free Valley Army hit the clinic in Kutum on Tuesday, killing 12 people, nine of them "
    "civilians and three soldiers, nurse Amina Yusuf said.\n\n"
    "An army air strike on the market killed up to eight civilians on Wednesday, Delta Press was told.\n\n"
    "Gunmen took two nurses in North Darfur.\n\n"
    "More than 1,200 people fled Kutum on Tuesday; 300 families left Mellit. Since May 90,000 people have fled."
)
CODER = Coder(name="dateline", version="0.1.0", model="test", data="0123456789ab")
FORMULA = "=cmd|' /C calc'!A0"

Write = Callable[..., Path]


def span(words: str) -> Span:
    start = TEXT.index(words)
    return Span.of(TEXT, start, start + len(words))


def claim(report: Report, event: str, trigger: str, evidence: str, **values: Any) -> Claim:
    id = claim_id(report.id, event, span(evidence), span(trigger))
    return Claim(
        id=id, report=report.id, event=event, trigger=span(trigger), evidence=span(evidence), coder=CODER, **values
    )


def figure(measure: str, of: str, words: str, *bounds: float | None, **values: Any) -> Figure:
    low, best, high = bounds
    given = {"quantifier": "exact", "n": best, "rule": "house.exact", **values}
    return Figure(measure=measure, of=of, mention=span(words), low=low, best=best, high=high, **given)


KUTUM = Place(
    role="site", mention=span("Kutum"), name="Kutum", geonames="371745", country="SDN", admin1="North Darfur",
    latitude=14.2, longitude=24.66667, precision=1,
)  # fmt: skip
DARFUR = Place(
    role="area", mention=span("North Darfur"), name="North Darfur", country="SDN", admin1="North Darfur",
    latitude=16.0, longitude=25.5, precision=4, radius_km=300.0,
)  # fmt: skip
TUESDAY = Time(mention=span("Tuesday"), start="2024-09-17", end="2024-09-17", precision=1, anchor="published")
WEDNESDAY = Time(mention=span("Wednesday"), start="2024-09-18", end="2024-09-18", precision=1, anchor="published")


def people(role: str, words: str, name: str, kind: str, party: str | None, country: str | None = "SDN") -> Participant:
    return Participant(role=role, mention=span(words), name=name, kind=kind, party=party, country=country)


def incident(claims: list[Claim], figures: tuple[FusedFigure, ...], **values: Any) -> Incident:
    first = claims[0]
    ids = (first.id,)
    return Incident(
        id=incident_id(one.id for one in claims),
        event=Fused(value=first.event, claims=ids),
        claims=tuple(Membership(claim=one.id, role="primary", reason="names the event") for one in claims),
        places=tuple(Fused(value=place, claims=ids) for place in first.places),
        time=Fused(value=first.time, claims=ids) if first.time else None,
        participants=tuple(Fused(value=one, claims=ids) for one in first.participants),
        target_kinds=tuple(Fused(value=kind, claims=ids) for kind in first.target_kinds),
        codes=Fused(value=first.codes, claims=ids),
        figures=figures,
        grade=Grade(suggested="Weak", reason="one origin"),
        **values,
    )


def fused(measure: str, of: str, one: Claim, *bounds: float | None, part_of: int | None = None) -> FusedFigure:
    low, best, high = bounds
    return FusedFigure(
        measure=measure, of=of, low=low, best=best, high=high, low_from=one.id, best_from=one.id, high_from=one.id,
        profile="house", part_of=part_of,
    )  # fmt: skip


@pytest.fixture
def war() -> Given:
    report = Report(
        id=report_id(TEXT), text=TEXT, sha256=sha256(TEXT), source_sha256=sha256(TEXT), title="Shells hit Kutum clinic",
        publisher="Delta Press", url="https://press.example/kutum", language="en", published="2024-09-19",
    )  # fmt: skip
    shelling = claim(
        report, "shelling", "Shells", "Shells fired by the Free Valley Army hit the clinic in Kutum on Tuesday",
        participants=(
            people("actor", "Free Valley Army", "Free Valley Army", "rebels", "SDN:REB.FVA"),
            people("target", "soldiers", "Sudanese army", "state_forces", "SDN:MIL"),
            people("victim", "nurse Amina Yusuf", "Amina Yusuf", "medical", "SDN:HLH"),
            people("counterpart", "clinic", FORMULA, "unknown", None, None),
        ),
        places=(KUTUM,), time=TUESDAY, target_kinds=("health_facility",),
        figures=(
            figure("killed", "people", "12 people", 12, 12, None, quantifier="at_least", rule="house.at_least"),
            figure("killed", "civilians", "nine of them civilians", 9, 9, 9, part_of=0),
            figure("killed", "soldiers", "three soldiers", 3, 3, 3, part_of=0),
        ),
        attribution=Attribution(
            sources=(Source(mention=span("nurse Amina Yusuf"), name="Amina Yusuf", kind="medical", role="medic"),),
            directness="eyewitness",
        ),
        codes=Codes(
            plover={"event": "ASSAULT", "mode": "heavy-weapons"}, cameo="194",
            acled={"event_type": "Explosions/Remote violence", "sub_event_type": "Shelling/artillery/missile attack"},
            ucdp={"type_of_violence": 1},
        ),
    )  # fmt: skip
    strike = claim(
        report, "airstrike", "air strike", "An army air strike on the market killed up to eight civilians on Wednesday",
        participants=(
            people("actor", "army", "Sudanese army", "state_forces", "SDN:MIL"),
            people("victim", "civilians on", "civilians", "civilians", "SDN:CIV"),
        ),
        places=(KUTUM,), time=WEDNESDAY, target_kinds=("market",),
        figures=(figure("killed", "civilians", "up to eight civilians", None, None, 8, quantifier="up_to", n=8),),
        codes=Codes(
            plover={"event": "ASSAULT", "mode": "aerial"}, cameo="195",
            acled={"event_type": "Explosions/Remote violence", "sub_event_type": "Air/drone strike"},
            ucdp={"type_of_violence": 3},
        ),
    )  # fmt: skip
    abduction = claim(
        report, "abduction", "took", "Gunmen took two nurses in North Darfur",
        participants=(
            people("actor", "Gunmen", "Gunmen", "unknown", "SDN:UAF"),
            people("victim", "two nurses", "nurses", "medical", "SDN:HLH"),
        ),
        places=(DARFUR,), figures=(figure("abducted", "health_workers", "two nurses", 2, 2, 2),),
        codes=Codes(plover={"event": "ASSAULT", "mode": "abduct"}, cameo="181"),
    )  # fmt: skip
    flight = claim(
        report, "displacement", "fled Kutum", "More than 1,200 people fled Kutum on Tuesday",
        places=(KUTUM,), time=TUESDAY,
        figures=(
            figure("displaced", "people", "More than 1,200 people", 1200, 1200, None, quantifier="more_than", n=1200),
        ),
    )  # fmt: skip
    families = claim(
        report, "displacement", "left Mellit", "300 families left Mellit", places=(KUTUM,), time=TUESDAY,
        figures=(figure("displaced", "families", "300 families", 300, 300, 300, unit="household"),),
    )  # fmt: skip
    total = claim(
        report, "displacement", "have fled", "Since May 90,000 people have fled", places=(KUTUM,),
        figures=(figure("displaced", "people", "90,000 people", 90000, 90000, 90000, scope="cumulative"),),
    )  # fmt: skip
    decision = {
        "id": "d-0123456789abcdef",
        "kind": "accept",
        "subjects": [shelling.id],
        "by": "Nour",
        "at": "2026-01-01T00:00:00+00:00",
        **dict.fromkeys(("reason", "field", "old", "new")),
    }
    rows = tuple(
        ReviewedClaim(
            report=report,
            claim=one,
            state="accepted" if one is shelling else "unreviewed",
            decisions=(decision,) if one is shelling else (),
        )
        for one in (shelling, strike, abduction, flight, families, total)
    )
    incidents = (
        incident(
            [shelling],
            (
                fused("killed", "people", shelling, 12, 12, None),
                fused("killed", "civilians", shelling, 9, 9, 9, part_of=0),
                fused("killed", "soldiers", shelling, 3, 3, 3, part_of=0),
            ),
        ),
        incident([strike], (fused("killed", "civilians", strike, None, None, 8),), status="disputed"),
        incident([abduction], (fused("abducted", "health_workers", abduction, 2, 2, 2),)),
    )
    by_id = {row.claim.id: row for row in rows}
    tallies = (
        {"row": "sum of incidents", "measure": "killed", "of": "people", "unit": "person", "low": 12.0, "best": 12.0,
         "high": None, "incidents": 1, "origins": 1, "unreviewed": 0, "profile": "house"},
        {"row": "reported total", "measure": "displaced", "of": "people", "unit": "person", "low": 90000.0,
         "best": 90000.0, "high": 90000.0, "unreviewed": 1, "scope": "cumulative", "from": "2024-05-01", "to": None,
         "according_to": "Delta Press (the publisher)", "claim": total.id},
    )  # fmt: skip
    return Given(
        kept_reports=(KeptReport(report=report, claims=rows, original=TEXT.encode),),
        kept_incidents=tuple(
            ReviewedIncident(incident=one, claims=tuple(by_id[m.claim] for m in one.claims)) for one in incidents
        ),
        kept_tallies=tallies,
    )


@pytest.fixture
def empty(war: Given) -> Given:
    return replace(war, kept_reports=(), kept_incidents=(), kept_tallies=())


@pytest.fixture
def write(war: Given, tmp_path: Path) -> Write:
    """Write a kind in a format, with options; the path of what was written."""

    def run(format: str, kind: str = "incidents", *, contents: Given | None = None, **options: Any) -> Path:
        path = tmp_path / f"{kind}.{format}"
        made = Made(version="0.1.0", data="0123456789ab", at="2026-01-01T00:00:00+00:00")
        options = {"unreviewed": True, **options}
        export(exporter(format), contents or war, kind, path, options=Options(**options), made=made)
        return path

    return run
