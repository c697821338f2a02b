"""`/sources`: who says what, how often alone, how often denied; outlets, feeds, copies, and notes about all of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Query, Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from dateline.errors import SettingsError
from dateline.incidents.crossing import crossing
from dateline.reference.ontology import kinds
from dateline.store.canon import fold
from dateline.web import files
from dateline.web.asking import AtDesk, FormSent
from dateline.web.contexts.copies import COLUMNS as COPY_COLUMNS
from dateline.web.contexts.copies import Copies, CopyLine
from dateline.web.contexts.copies import as_rows as copy_rows
from dateline.web.contexts.desk import Desk
from dateline.web.contexts.outlets import (
    OUTLET_COLUMNS,
    WAY_COLUMNS,
    Outlet,
    notes_by_source,
    outlet_row,
    outlets,
    way_row,
    ways,
)
from dateline.web.contexts.outlets import SORTS as OUTLET_SORTS
from dateline.web.contexts.paging import SIZE, part
from dateline.web.contexts.sources import COLUMNS, PUBLISHER, SORTS, SourceLine, SourcesAsked, listed, row_of
from dateline.web.faults import no_such
from dateline.web.rendering import page

router = APIRouter(include_in_schema=False)


def asked_sources(
    q: Annotated[str, Query(max_length=200)] = "",
    kind: Annotated[str, Query(max_length=60)] = "",
    side: Annotated[str, Query(max_length=60)] = "",
    publisher: Annotated[str, Query(max_length=200)] = "",
    sort: Annotated[str, Query(pattern=f"^({'|'.join(SORTS)})$")] = "claims",
) -> SourcesAsked:
    """The sources that an address asks for."""
    return SourcesAsked(q=q, kind=kind, side=side, publisher=publisher, sort=sort)


AskedSources = Annotated[SourcesAsked, Depends(asked_sources)]


@router.get("/sources")
def index(
    request: Request, desk: AtDesk, asked: AskedSources, number: Annotated[int, Query(alias="page", ge=1)] = 1
) -> HTMLResponse:
    """The list of sources."""
    sides = sorted({one.side for one in kinds()} | {PUBLISHER})
    lines = part(listed(desk, asked), number, SIZE)
    notes = notes_by_source(desk)
    return page(request, "sources.html", lines=lines, asked=asked, kinds=kinds(), sides=sides, sorts=SORTS, notes=notes)


@router.get("/sources.json")
def as_json(desk: AtDesk, asked: AskedSources) -> Response:
    """The list as JSON."""
    return files.as_json("sources", map(row_of, listed(desk, asked)))


@router.get("/sources.csv")
def as_csv(desk: AtDesk, asked: AskedSources) -> Response:
    """The list as CSV."""
    return files.as_csv("sources", COLUMNS, map(row_of, listed(desk, asked)))


Named = Annotated[str, Query(max_length=500)]
OutletSort = Annotated[str, Query(alias="sort", pattern=f"^({'|'.join(OUTLET_SORTS)})$")]
Part = Annotated[int, Query(alias="page", ge=1)]


@router.get("/sources/outlets")
def show_outlets(
    request: Request, desk: AtDesk, q: Named = "", sort: OutletSort = "reports", number: Part = 1
) -> HTMLResponse:
    """Who published the reports."""
    lines = part(outlets(desk, q, sort), number, SIZE)
    known: dict[str, Any] = {"q": q, "sort": sort, "sorts": OUTLET_SORTS, "notes": notes_by_source(desk)}
    return page(request, "outlets.html", lines=lines, **known)


@router.get("/sources/outlets.json")
def outlets_as_json(desk: AtDesk, q: Named = "", sort: OutletSort = "reports") -> Response:
    """The outlets as JSON."""
    return files.as_json("outlets", _outlet_rows(desk, q, sort))


@router.get("/sources/outlets.csv")
def outlets_as_csv(desk: AtDesk, q: Named = "", sort: OutletSort = "reports") -> Response:
    """The outlets as CSV."""
    return files.as_csv("outlets", OUTLET_COLUMNS, _outlet_rows(desk, q, sort))


def _outlet_rows(desk: Desk, q: str, sort: str) -> list[dict[str, object]]:
    notes = notes_by_source(desk)
    return [outlet_row(one, notes.get(one.key, [])) for one in outlets(desk, q, sort)]


@router.get("/sources/feeds")
def show_feeds(request: Request, desk: AtDesk, number: Part = 1) -> HTMLResponse:
    """The feeds, pages and files in which reports were met."""
    return page(request, "feeds.html", lines=part(ways(desk), number, SIZE))


@router.get("/sources/feeds.json")
def feeds_as_json(desk: AtDesk) -> Response:
    """The feeds, pages and files as JSON."""
    return files.as_json("feeds", map(way_row, ways(desk)))


@router.get("/sources/feeds.csv")
def feeds_as_csv(desk: AtDesk) -> Response:
    """The feeds, pages and files as CSV."""
    return files.as_csv("feeds", WAY_COLUMNS, map(way_row, ways(desk)))


@router.get("/sources/copies")
def show_copies(request: Request, desk: AtDesk, report: Named = "", number: Part = 1) -> HTMLResponse:
    """Which reports are copies of one another; with `report` the family of one."""
    compared = _copies(request).now(desk)
    lines = part(_families(compared.families, report), number, 20)
    bar = crossing().copies["share"]
    made = page(request, "copies.html", lines=lines, compared=compared, report=report, bar=bar)
    if compared.is_late:
        request.state.late = True
        made.headers["Refresh"] = "2"
    return made


@router.get("/sources/copies.json")
def copies_as_json(request: Request, desk: AtDesk, report: Named = "") -> Response:
    """The families as JSON: a row for each report; 503 while they are worked out."""
    compared = _copies(request).now(desk)
    if compared.is_late:
        return _later()
    return files.as_json("copies", copy_rows(_families(compared.families, report)))


@router.get("/sources/copies.csv")
def copies_as_csv(request: Request, desk: AtDesk, report: Named = "") -> Response:
    """The families as CSV; 503 while they are worked out."""
    compared = _copies(request).now(desk)
    if compared.is_late:
        return _later()
    return files.as_csv("copies", COPY_COLUMNS, copy_rows(_families(compared.families, report)))


def _families(families: Sequence[Sequence[CopyLine]], report: str) -> Sequence[Sequence[CopyLine]]:
    return [one for one in families if not report or any(line.report.id == report for line in one)]


def _copies(request: Request) -> Copies:
    found = request.app.state.copies
    assert isinstance(found, Copies)
    return found


def _later() -> Response:
    told = {"error": "reports are being compared: ask again"}
    return JSONResponse(told, status_code=503, headers={"Retry-After": "4"})


@router.get("/sources/of")
def show_one(request: Request, desk: AtDesk, name: Named, kind: Annotated[str, Query(max_length=60)]) -> HTMLResponse:
    """One source, and what people wrote about it."""
    line, outlet = _found(desk, name, kind)
    notes = notes_by_source(desk).get((fold(name), kind), [])
    return page(request, "source.html", name=name, kind=kind, line=line, outlet=outlet, notes=notes)


@router.post("/sources/notes")
def write(desk: AtDesk, form: FormSent) -> Response:
    """Write a note about a source, or take one back; both stay in the log."""
    name, kind = form.get("name", ""), form.get("kind", "")
    _found(desk, name, kind)
    if number := form.get("number", ""):
        if not (number.isdecimal() and len(number) < 19):
            raise SettingsError(f"number: {number!r} is that of no note")
        desk.store.take_note_back(int(number), by=desk.user)
    else:
        desk.store.write_note(name, kind, form.get("words", ""), by=desk.user)
    return RedirectResponse(f"/sources/of?{urlencode({'name': name, 'kind': kind})}", status_code=303)


def _found(desk: Desk, name: str, kind: str) -> tuple[SourceLine | None, Outlet | None]:
    """A source with its claims, and the outlet of that name; a note about nobody is none."""
    key = (fold(name), kind)
    line = next((one for one in listed(desk, SourcesAsked()) if one.key == key), None)
    outlet = next((one for one in outlets(desk) if one.key == key), None)
    if line is None and outlet is None:
        raise no_such("source", name)
    return line, outlet
