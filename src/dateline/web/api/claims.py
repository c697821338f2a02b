"""`/api/claims`, `/api/claims/ID` and `/api/claims.geojson`."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from starlette.responses import JSONResponse

from dateline.pipeline.rows import claim_record
from dateline.web.api.geo import Datetime, Generalise, GeoJson, days_of, feature
from dateline.web.api.paging import DEFAULT, Limit, Offset, answer, cut
from dateline.web.asking import AtDesk
from dateline.web.contexts.claims import listed
from dateline.web.contexts.coarse import coarse_record, coarse_row
from dateline.web.contexts.full import claims_as_json
from dateline.web.contexts.register import State
from dateline.web.contexts.rows import ClaimRow
from dateline.web.faults import no_such
from dateline.web.pages.claims import AskedClaims

router = APIRouter(tags=["claims"])


@router.get("/claims")
def index(
    request: Request,
    desk: AtDesk,
    asked: AskedClaims,
    limit: Limit = DEFAULT,
    offset: Offset = 0,
    generalise: Generalise = False,
) -> dict[str, Any]:
    """Claims as they stand, with what people decided on them; rejected ones only with `state=rejected`."""
    rows = listed(desk, asked)
    items = list(claims_as_json(desk, cut(rows, limit, offset), generalise=generalise))
    return answer(request, items, total=len(rows), limit=limit, offset=offset)


@router.get("/claims.geojson", response_class=GeoJson)
def features(
    request: Request,
    desk: AtDesk,
    asked: AskedClaims,
    when: Annotated[str, Datetime] = "",
    limit: Annotated[int, Query(ge=1, le=10_000)] = 1000,
    offset: Offset = 0,
    generalise: Generalise = False,
) -> JSONResponse:
    """Claims as GeoJSON; a claim that is on no map has no geometry and is counted. `bbox` leaves those out."""
    if when:
        start, end = days_of(when)
        asked = replace(asked, start=start, end=end)
    rows = listed(desk, asked)
    state = desk.register.now()
    found = answer(request, [], total=len(rows), limit=limit, offset=offset)
    part = [_feature(coarse_row(row) if generalise else row, state) for row in cut(rows, limit, offset)]
    collection = {
        "type": "FeatureCollection",
        "features": part,
        "numberMatched": found["numberMatched"],
        "numberReturned": len(part),
        "numberUnlocated": sum(row.point is None for row in rows),
        "links": found["links"],
    }
    return GeoJson(collection)


def _feature(row: ClaimRow, state: State) -> dict[str, Any]:
    report = state.reports[row.report]
    told = {
        "event": row.event,
        "stance": row.stance,
        "state": row.state,
        "date_start": row.start,
        "date_end": row.end or row.start,
        "place": row.site,
        "country": row.country,
        "harmed": row.weight or None,
        "sources": [voice.name for voice in row.sources],
        "report": row.report,
        "publisher": report.publisher,
        "published": report.published,
    }
    return feature(row.id, row.point, told)


@router.get("/claims/{key}")
def show(desk: AtDesk, key: str, generalise: Generalise = False) -> dict[str, Any]:
    """A claim as it stands, and what people decided on it; a rejected one as the coder made it."""
    claim = desk.store.claim(key)
    if claim is None:
        raise no_such("claim", key)
    review = desk.register.applied([claim])[key]
    return coarse_record(review) if generalise else claim_record(review)
