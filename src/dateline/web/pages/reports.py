"""`/reports`, `/reports/ID`, and the bytes that a report was read from."""

from __future__ import annotations

import re
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from dateline.store import Origin
from dateline.web import files
from dateline.web.asking import AtDesk
from dateline.web.contexts.claims import ClaimsAsked
from dateline.web.contexts.claims import listed as listed_claims
from dateline.web.contexts.desk import Desk
from dateline.web.contexts.full import REPORT_COLUMNS, claims_as_csv, reports_in_full
from dateline.web.contexts.originals import picture, pictured
from dateline.web.contexts.paging import SIZE, part
from dateline.web.contexts.reader import reading
from dateline.web.contexts.reports import SORTS, ReportsAsked, listed, publishers
from dateline.web.contexts.sentences import Sentence, sentence
from dateline.web.faults import no_such
from dateline.web.rendering import page

router = APIRouter(include_in_schema=False)
DAY = r"^(\d{4}-\d{2}-\d{2})?$"


async def asked_reports(
    q: Annotated[str, Query(max_length=500)] = "",
    publisher: Annotated[str, Query(max_length=200)] = "",
    start: Annotated[str, Query(alias="from", pattern=DAY)] = "",
    end: Annotated[str, Query(alias="to", pattern=DAY)] = "",
    waiting: bool = False,
    sort: Annotated[str, Query(pattern=f"^({'|'.join(SORTS)})$")] = "newest",
) -> ReportsAsked:
    """The reports that an address asks for."""
    return ReportsAsked(q=q, publisher=publisher, start=start, end=end, waiting=waiting, sort=sort)


AskedReports = Annotated[ReportsAsked, Depends(asked_reports)]


@router.get("/reports")
def index(
    request: Request, desk: AtDesk, asked: AskedReports, number: Annotated[int, Query(alias="page", ge=1)] = 1
) -> HTMLResponse:
    """The list of reports."""
    lines = part(listed(desk, asked), number, SIZE)
    names = publishers(desk.register.now())
    return page(request, "reports.html", lines=lines, asked=asked, publishers=names, sorts=SORTS)


@router.get("/reports.json")
def as_json(desk: AtDesk, asked: AskedReports) -> Response:
    """The list as JSON."""
    return files.as_json("reports", reports_in_full(desk, listed(desk, asked)))


@router.get("/reports.csv")
def as_csv(desk: AtDesk, asked: AskedReports) -> Response:
    """The list as CSV."""
    return files.as_csv("reports", REPORT_COLUMNS, reports_in_full(desk, listed(desk, asked)))


@router.get("/reports/{key}.json")
def one_as_json(key: str) -> Response:
    """A report as JSON, as the API gives it."""
    return RedirectResponse(f"/api/reports/{key}")


@router.get("/reports/{key}.csv")
def one_as_csv(desk: AtDesk, key: str) -> Response:
    """The claims of a report as CSV."""
    return files.lines_as_csv(key, claims_as_csv(desk, listed_claims(desk, ClaimsAsked(report=key))))


@router.get("/reports/{key}/s{number}.json")
def sentence_as_json(desk: AtDesk, key: str, number: int) -> Response:
    """A sentence with its offsets and its claims: the twin of `/reports/ID#s12`."""
    return JSONResponse(_sentence(desk, key, number).as_json())


@router.get("/reports/{key}/s{number}.csv")
def sentence_as_csv(desk: AtDesk, key: str, number: int) -> Response:
    """The claims of a sentence as CSV."""
    rows = _sentence(desk, key, number).claims
    return files.lines_as_csv(f"{key}-s{number}", claims_as_csv(desk, rows))


def _sentence(desk: Desk, key: str, number: int) -> Sentence:
    found = sentence(desk, key, number)
    if found is None:
        raise no_such("sentence", f"{key}#s{number}")
    return found


@router.get("/reports/{key}")
def show(
    request: Request, desk: AtDesk, key: str, see: Annotated[str, Query(pattern="^(text|pages)$")] = "text"
) -> HTMLResponse:
    """A report, open; with `see=pages` the pages that its text was taken from stand beside it."""
    found = reading(desk, key)
    if found is None:
        raise no_such("report", key)
    return page(
        request, "report.html", view=found, see=see, pictured=pictured(desk, found.origins, counted=see == "pages")
    )


@router.get("/reports/{key}/original/{sha256}")
def original(desk: AtDesk, key: str, sha256: str) -> Response:
    """The bytes that a report was read from, to be kept as a file: they are never shown as a page."""
    origin = _origin(desk, key, sha256)
    name = re.sub(r"[^\w.-]+", "_", origin.name.rsplit("/", 1)[-1])[:100] or "original"
    headers = {"Content-Disposition": f'attachment; filename="{name.encode("ascii", "replace").decode()}"'}
    return Response(desk.store.original(sha256), media_type="application/octet-stream", headers=headers)


#: A picture loads and runs nothing, wherever it is opened.
APART = {"Content-Security-Policy": "default-src 'none'; sandbox", "Content-Disposition": "inline"}


@router.get("/reports/{key}/original/{sha256}/page/{number}.png")
def original_page(desk: AtDesk, key: str, sha256: str, number: int) -> Response:
    """A page of a PDF that a report was read from, as a picture that was drawn here."""
    return Response(picture(desk, _origin(desk, key, sha256).original, number), media_type="image/png", headers=APART)


def _origin(desk: Desk, key: str, sha256: str) -> Origin:
    """Where a report was met with those bytes: the originals of others are not given under its name."""
    found = next((one for one in desk.store.origins([key]).get(key, ()) if one.original == sha256), None)
    if found is None:
        raise no_such("original", sha256)
    return found
