"""`/incidents`: list, map and timeline of one selection; the same as CSV, JSON and GeoJSON."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request
from starlette.responses import HTMLResponse, JSONResponse, Response

from dateline.reference.ontology import event_types
from dateline.store.decisions import GRADES
from dateline.store.listing import IncidentRow
from dateline.web.asking import WITH_FRESH, AtDesk, Fresh
from dateline.web.contexts import geojson, selection
from dateline.web.contexts.pictures import days_of, drawn, listed
from dateline.web.contexts.selection import ONLY, SORTS, STATUSES, IncidentsAsked
from dateline.web.contexts.timeline import timeline
from dateline.web.rendering import page

router = APIRouter(include_in_schema=False)
DAY = r"^(\d{4}-\d{2}-\d{2})?$"
Words = Annotated[str, Query(max_length=200)]


async def asked_incidents(
    place: Words = "",
    party: Words = "",
    event: Annotated[str, Query(max_length=60)] = "",
    start: Annotated[str, Query(alias="from", pattern=DAY)] = "",
    end: Annotated[str, Query(alias="to", pattern=DAY)] = "",
    status: Annotated[str, Query(max_length=20)] = "",
    grade: Annotated[str, Query(max_length=20)] = "",
    bbox: Annotated[str, Query(max_length=120)] = "",
    only: Annotated[str, Query(max_length=20)] = "",
    sort: Annotated[str, Query(pattern=f"^({'|'.join(SORTS)})$")] = "newest",
) -> IncidentsAsked:
    """The incidents that an address asks for."""
    return IncidentsAsked(
        place=place.strip(),
        party=party.strip(),
        event=event,
        start=start,
        end=end,
        status=status,
        grade=grade,
        bbox=bbox,
        only=only,
        sort=sort,
    )


AskedIncidents = Annotated[IncidentsAsked, Depends(asked_incidents)]


def filter_choices() -> dict[str, Any]:
    """What the form of filters offers."""
    return {"events": event_types(), "grades": GRADES, "statuses": STATUSES, "sorts": SORTS, "only_words": ONLY}


@router.get("/incidents")
def index(
    request: Request,
    desk: AtDesk,
    asked: AskedIncidents,
    fresh: Fresh,
    number: Annotated[int, Query(alias="page", ge=1)] = 1,
) -> HTMLResponse:
    """The selection as list, map and timeline."""
    found = selection.select(desk.store, asked)
    lines, rows = listed(desk, fresh, found, number)
    return page(
        request,
        "incidents.html",
        kept=fresh,
        asked=asked,
        selection=found,
        lines=lines,
        rows=rows,
        map=drawn(desk, fresh, found),
        time=timeline(days_of(desk, fresh, found), rows),
        **filter_choices(),
    )


@router.get("/incidents.csv", dependencies=WITH_FRESH)
def as_csv(desk: AtDesk, asked: AskedIncidents) -> Response:
    """The whole selection as a table."""
    rows = selection.as_rows(_all(desk.store, asked))
    told = io.StringIO()
    names = list(rows[0]) if rows else list(selection.as_rows([geojson.NOWHERE])[0])
    writer = csv.DictWriter(told, names)
    writer.writeheader()
    writer.writerows({name: _cell(value) for name, value in row.items()} for row in rows)
    return _file(told.getvalue().encode("utf-8", "replace"), "text/csv; charset=utf-8", "incidents.csv")


@router.get("/incidents.json", dependencies=WITH_FRESH)
def as_json(desk: AtDesk, asked: AskedIncidents) -> JSONResponse:
    """The whole selection, with how many of it have no day or no place."""
    found = selection.select(desk.store, asked)
    counts = found.counts
    return JSONResponse(
        {
            "incidents": selection.as_rows(_all(desk.store, asked)),
            "total": counts.total,
            "undated": counts.undated,
            "unlocated": counts.unlocated,
            "imprecise": counts.imprecise,
        }
    )


@router.get("/incidents.geojson", dependencies=WITH_FRESH)
def as_geojson(desk: AtDesk, asked: AskedIncidents) -> Response:
    """The whole selection as features; those without a place have no geometry, as GeoJSON allows."""
    made = geojson.features(_all(desk.store, asked))
    return _file(json.dumps(made, ensure_ascii=False).encode(), "application/geo+json", "incidents.geojson")


def _all(store: Any, asked: IncidentsAsked) -> Sequence[IncidentRow]:
    rows: Sequence[IncidentRow] = store.incident_rows(selection.chosen_by(asked), order=asked.sort)
    return rows


def _cell(value: object) -> object:
    """A value that no spreadsheet takes for a formula."""
    return f"'{value}" if isinstance(value, str) and value[:1] in "=+-@\t\r" else value


def _file(data: bytes, kind: str, name: str) -> Response:
    return Response(data, media_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})
