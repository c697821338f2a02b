"""`/ingest`: reports are sent in or fetched, and one sees what becomes of them."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, RedirectResponse, Response

from dateline.errors import SettingsError
from dateline.text.making import Known
from dateline.web.limits import SMALL
from dateline.web.people.person import person_of
from dateline.web.rendering import page
from dateline.web.uploads import MOST_ADDRESSES, MOST_BYTES, MOST_FILES, Job, Uploads

router = APIRouter(include_in_schema=False)


@router.get("/ingest")
def show(request: Request) -> HTMLResponse:
    """The form, and the last jobs."""
    uploads = _uploads(request)
    return page(
        request,
        "ingest.html",
        jobs=list(uploads.jobs.values())[::-1],
        most_bytes=MOST_BYTES,
        most_files=MOST_FILES,
        most_addresses=MOST_ADDRESSES,
        fetches=uploads.fetches,
    )


@router.post("/ingest")
async def take(request: Request) -> Response:
    """Take files in, or addresses to be fetched."""
    form = await request.form(max_files=MOST_FILES, max_fields=20, max_part_size=SMALL)
    files = [
        (one.filename or "", one.file) for one in form.getlist("files") if isinstance(one, UploadFile) and one.filename
    ]
    said = {name: value.strip() for name in ("published", "publisher") if isinstance(value := form.get(name, ""), str)}
    known = Known(published=_day(said.get("published", "")), publisher=said.get("publisher") or None)
    uploads, by = _uploads(request), person_of(request).name
    given = form.get("addresses")
    if isinstance(given, str) and not files:
        job = uploads.fetch(given.split(), by=by, known=known)
    else:
        job = uploads.take(files, by=by, known=known)
    return RedirectResponse(f"/ingest/{job.id}", status_code=303)


@router.get("/ingest/{key}")
def job(request: Request, key: str) -> HTMLResponse:
    """How far a job is, and what went wrong with which file."""
    return page(request, "ingest_job.html", job=_job(request, key))


@router.get("/ingest/{key}/progress")
def progress(request: Request, key: str) -> HTMLResponse:
    """The same, alone: what the page asks for each second."""
    return page(request, "ingest_progress.html", job=_job(request, key))


def _uploads(request: Request) -> Uploads:
    found = request.app.state.uploads
    assert isinstance(found, Uploads)
    found.let_go()
    return found


def _job(request: Request, key: str) -> Job:
    found = _uploads(request).jobs.get(key)
    if found is None:
        raise HTTPException(404, "There is no such job any more: what it added is in the reports.")
    return found


def _day(text: str) -> str | None:
    from datetime import date

    if not text:
        return None
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise SettingsError(f"published: {text!r} is not a day such as 2019-12-22") from None
