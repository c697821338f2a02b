"""`/tallies`: one number over time, as it is known now or was known on a day."""

from __future__ import annotations

import csv
import io
from dataclasses import asdict
from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from starlette.responses import HTMLResponse, JSONResponse, Response

from dateline.errors import SettingsError
from dateline.pipeline.rows import cell
from dateline.web.asking import WITH_FRESH, AtDesk, Fresh
from dateline.web.contexts.bands import Bands, bands
from dateline.web.contexts.keeper import PATIENCE
from dateline.web.contexts.pictures import once
from dateline.web.contexts.selection import chosen_by
from dateline.web.contexts.tallies import Kind, Tally, tally
from dateline.web.pages.incidents import DAY, AskedIncidents, filter_choices
from dateline.web.rendering import page

router = APIRouter(include_in_schema=False)
COLUMNS = ("row", "start", "end", "low", "best", "high", "incidents", "claim", "scope", "publisher", "place")
#: How long, in seconds, the page waits for what was known on a day, before it says that it is at work and looks again.
AT_ONCE = 0.2
AsOf = Annotated[str, Query(alias="as_of", pattern=DAY)]
Count = Annotated[str, Query(max_length=120)]


def kind_of(given: str) -> Kind | None:
    """The measure, of whom, and unit of "killed.people.person"; raises SettingsError where it is not so formed."""
    if not given:
        return None
    parts = given.split(".")
    if len(parts) != 3 or not all(parts):
        raise SettingsError(f"count: {given!r} is not measure.of.unit, as in killed.people.person")
    return parts[0], parts[1], parts[2]


def _found(desk: AtDesk, asked: AskedIncidents, count: str, as_of: str, *, patience: float = PATIENCE) -> Tally | None:
    if as_of:
        try:
            date.fromisoformat(as_of)
        except ValueError:
            raise SettingsError(f"as_of: {as_of!r} is not a day") from None
    return tally(desk, chosen_by(asked), kind_of(count), as_of or None, patience=patience)


def _with_bands(found: Tally | None) -> tuple[Tally | None, Bands | None]:
    return found, bands(found) if found is not None else None


@router.get("/tallies")
def show(
    request: Request, desk: AtDesk, asked: AskedIncidents, fresh: Fresh, count: Count = "", as_of: AsOf = ""
) -> HTMLResponse:
    """The page."""
    if as_of:
        found = _found(desk, asked, count, as_of, patience=AT_ONCE)
        picture = bands(found) if found is not None else None
    else:
        found, picture = once(desk, fresh, ("tally", asked, count), lambda: _with_bands(_found(desk, asked, count, "")))
    made = page(
        request,
        "tallies.html",
        kept=fresh,
        asked=asked,
        as_of=as_of,
        tally=found,
        bands=picture,
        title=found.title if found else "",
        **filter_choices(),
    )
    if found is None:
        request.state.late = True
        made.headers["Refresh"] = "1"
    return made


@router.get("/tallies.json", dependencies=WITH_FRESH)
def as_json(desk: AtDesk, asked: AskedIncidents, count: Count = "", as_of: AsOf = "") -> Response:
    """The same as JSON; 503 while it is being worked out."""
    found = _found(desk, asked, count, as_of)
    if found is None:
        return _later()
    whole: dict[str, Any] = {
        "count": ".".join(found.kind),
        "as_of": as_of or None,
        "unit": found.unit,
        "sum": asdict(found.whole),
        "undated": asdict(found.undated),
        "steps": [asdict(step) for step in found.steps],
        "reported": [asdict(one) for one in found.reported],
    }
    return JSONResponse(whole)


@router.get("/tallies.csv", dependencies=WITH_FRESH)
def as_csv(desk: AtDesk, asked: AskedIncidents, count: Count = "", as_of: AsOf = "") -> Response:
    """Steps, and apart from them reported totals, as one table; 503 while it is being worked out."""
    found = _found(desk, asked, count, as_of)
    if found is None:
        return _later()
    told = io.StringIO()
    writer = csv.DictWriter(told, COLUMNS)
    writer.writeheader()
    for step in found.steps:
        own = step.own
        bounds = {"low": own.low, "best": own.best, "high": own.high, "incidents": own.incidents}
        writer.writerow({"row": "sum of incidents", "start": step.start, "end": step.end, **bounds})
    for one in found.reported:
        values = {name: getattr(one, name) for name in ("low", "best", "high", "claim", "scope", "publisher")}
        row = {"row": "reported total", "start": one.published, "place": one.site, **values}
        writer.writerow({name: cell(value) for name, value in row.items()})
    headers = {"Content-Disposition": 'attachment; filename="tallies.csv"'}
    return Response(told.getvalue().encode("utf-8", "replace"), media_type="text/csv; charset=utf-8", headers=headers)


def _later() -> Response:
    told = {"error": "what was known on that day is being worked out: ask again"}
    return JSONResponse(told, status_code=503, headers={"Retry-After": "4"})
