"""`/map`: the selection on a large map, with a drawing for paper and a table beside it."""

from __future__ import annotations

import json
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from starlette.responses import HTMLResponse, Response

from dateline.export import wording
from dateline.store.listing import Chosen
from dateline.web.asking import AtDesk, Fresh
from dateline.web.contexts import labels, selection
from dateline.web.contexts.desk import Desk
from dateline.web.contexts.drawing import REACH_KM
from dateline.web.contexts.pictures import drawn, listed, once
from dateline.web.pages.incidents import AskedIncidents, filter_choices
from dateline.web.rendering import page

router = APIRouter(include_in_schema=False)
SHEET = (1060.0, 640.0)


@router.get("/map")
def show(
    request: Request,
    desk: AtDesk,
    asked: AskedIncidents,
    fresh: Fresh,
    number: Annotated[int, Query(alias="page", ge=1)] = 1,
    view: Annotated[str, Query(max_length=120)] = "",
) -> HTMLResponse:
    """The map; `view` is the part of the earth in sight, where somebody moved it."""
    found = selection.select(desk.store, asked)
    lines, rows = listed(desk, fresh, found, number)
    sheet = drawn(desk, fresh, found, box=selection.box_of(view), size=SHEET)
    return page(
        request,
        "map.html",
        kept=fresh,
        asked=asked,
        selection=found,
        lines=lines,
        rows=rows,
        map=sheet,
        box=",".join(f"{one:.3f}" for one in sheet.box),
        **filter_choices(),
    )


@router.get("/map/data.json")
def data(desk: AtDesk, asked: AskedIncidents, fresh: Fresh) -> Response:
    """What the map draws, a row each: id, longitude, latitude, kilometres of an area or 0, event, place, days, dead."""
    chosen = selection.chosen_by(asked)
    made = once(desk, fresh, ("map data", chosen), lambda: _drawn(desk, chosen))
    return Response(made, media_type="application/json")


def _drawn(desk: Desk, chosen: Chosen) -> bytes:
    rows = desk.store.incident_rows(chosen, order="weight")
    found: list[tuple[Any, ...]] = [
        (
            row.id,
            round(row.longitude or 0.0, 4),
            round(row.latitude or 0.0, 4),
            (row.radius_km or REACH_KM) if row.is_area else 0,
            row.event,
            row.place,
            row.start,
            row.end,
            row.killed,
        )
        for row in rows
        if row.latitude is not None
    ]
    made = {"incidents": found, "events": _names({row.event for row in rows})}
    return json.dumps(made, ensure_ascii=False, separators=(",", ":")).encode()


def _names(events: set[str]) -> dict[str, str]:
    return {event: wording.event_words(event) for event in sorted(events)}


@router.get("/map/labels.json")
def names(bbox: Annotated[str, Query(max_length=120)]) -> Response:
    """The names that a part of the map shows: name, kind, longitude, latitude."""
    box = selection.box_of(bbox) or (-180.0, -90.0, 180.0, 90.0)
    if box[0] > box[2]:
        box = (box[0], box[1], box[2] + 360, box[3])
    found = [(one.name, one.kind, one.longitude, one.latitude, one.people) for one in labels.within(box, 150)]
    return Response(
        json.dumps(found, ensure_ascii=False, separators=(",", ":")).encode(), media_type="application/json"
    )
