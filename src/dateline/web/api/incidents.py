"""`/api/incidents`, `/api/incidents/ID` and `/api/incidents.geojson`."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from starlette.responses import JSONResponse

from dateline.export.generalising import generalised_incident
from dateline.records.encode import incident_to_json
from dateline.web.api.geo import Datetime, Generalise, GeoJson, days_of
from dateline.web.api.paging import DEFAULT, Limit, Offset, answer
from dateline.web.asking import WITH_FRESH, AtDesk
from dateline.web.contexts import geojson
from dateline.web.contexts.coarse import coarse_rows
from dateline.web.contexts.selection import as_rows, select
from dateline.web.faults import no_such
from dateline.web.pages.incidents import AskedIncidents

router = APIRouter(tags=["incidents"], dependencies=WITH_FRESH)


@router.get("/incidents")
def index(
    request: Request,
    desk: AtDesk,
    asked: AskedIncidents,
    limit: Limit = DEFAULT,
    offset: Offset = 0,
    generalise: Generalise = False,
) -> dict[str, Any]:
    """Incidents in rows, with how many have no day or no place."""
    found = select(desk.store, asked)
    rows = desk.store.incident_rows(found.chosen, order=asked.sort, offset=offset, limit=limit)
    rows = coarse_rows(desk.store, rows) if generalise else rows
    counts = found.counts
    told = answer(request, as_rows(rows), total=counts.total, limit=limit, offset=offset)
    return {**told, "numberUndated": counts.undated, "numberUnlocated": counts.unlocated}


@router.get("/incidents.geojson", response_class=GeoJson)
def features(
    request: Request,
    desk: AtDesk,
    asked: AskedIncidents,
    when: Annotated[str, Datetime] = "",
    limit: Annotated[int, Query(ge=1, le=10_000)] = 1000,
    offset: Offset = 0,
    generalise: Generalise = False,
) -> JSONResponse:
    """Incidents as GeoJSON: a point, an area where no point is known, no geometry where nothing is."""
    if when:
        start, end = days_of(when)
        asked = replace(asked, start=start, end=end)
    found = select(desk.store, asked)
    rows = desk.store.incident_rows(found.chosen, order=asked.sort, offset=offset, limit=limit)
    rows = coarse_rows(desk.store, rows) if generalise else rows
    told = answer(request, [], total=found.counts.total, limit=limit, offset=offset)
    made = {
        **geojson.features(rows),
        "numberMatched": found.counts.total,
        "numberReturned": len(rows),
        "numberUnlocated": found.counts.unlocated,
        "links": told["links"],
    }
    return GeoJson(made)


@router.get("/incidents/{key}")
def show(desk: AtDesk, key: str, generalise: Generalise = False) -> dict[str, Any]:
    """An incident with its claims, low, best and high, and why its claims are one."""
    found = desk.store.incidents([key])
    if not found:
        raise no_such("incident", key)
    return incident_to_json(generalised_incident(found[0]) if generalise else found[0])
