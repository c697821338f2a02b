"""`/export`: what the store holds as files for other programs, each with its manifest."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request
from starlette.exceptions import HTTPException
from starlette.responses import FileResponse, HTMLResponse, RedirectResponse, Response

from dateline.errors import ExportError, SettingsError
from dateline.export.formats import exporters
from dateline.export.manifest import dump
from dateline.export.picking import Options
from dateline.export.privacy import privacy
from dateline.pipeline.exporting import Exporting
from dateline.pipeline.view import Asked, asked_for
from dateline.reference import numbers
from dateline.reference.ontology import event_types
from dateline.review import State
from dateline.settings import load_settings
from dateline.store.decisions import GRADES
from dateline.web.asking import WITH_FRESH, AtDesk, FormSent
from dateline.web.exports import Export, Exports
from dateline.web.people.person import person_of
from dateline.web.rendering import page

router = APIRouter(include_in_schema=False)
KINDS = ("claims", "incidents", "reports", "tallies")
#: What the form asks of the rows; each takes several, parted by commas, where it has "s".
WORDS = ("place", "party", "event", "grade", "state")
FILTERS = (*WORDS, "from", "to", "as_of", "publisher", "search", "profile")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wished:
    """What an address asks the form to begin with."""

    kind: str
    format: str
    values: dict[str, str]


def wished(
    request: Request,
    kind: Annotated[str, Query(pattern=f"^({'|'.join(KINDS)})$")] = "claims",
    format: Annotated[str, Query(alias="as", max_length=20)] = "csv",
) -> Wished:
    """What an address asks for; a filter that is told twice is told as a list."""
    query = request.query_params
    values = {name: ",".join(one for one in query.getlist(name) if one)[:500] for name in FILTERS}
    return Wished(kind=kind, format=format if format in exporters() else "csv", values=values)


@router.get("/export")
def show(request: Request, asked: Annotated[Wished, Depends(wished)]) -> HTMLResponse:
    """The form, and what one asked for before."""
    person = person_of(request)
    formats = [one for one in exporters().values() if asked.kind in one.kinds]
    chosen = asked.format if asked.format in {one.name for one in formats} else formats[0].name
    return page(
        request,
        "export.html",
        asked=asked,
        chosen=chosen,
        kinds=KINDS,
        formats=formats,
        layouts=[(one.name, one.layouts) for one in formats if len(one.layouts) > 1],
        events=event_types(),
        grades=GRADES,
        states=[state.value for state in State],
        profiles=numbers.named(),
        always_roughly=load_settings().generalise,
        may_see_all=str(person.role) in privacy().roles,
        jobs=[one for one in list(_exports(request).jobs.values())[::-1] if _is_of(one, request)],
    )


@router.post("/export", dependencies=WITH_FRESH)
def take(request: Request, desk: AtDesk, form: FormSent) -> Response:
    """Make the file; it takes a while."""
    person = person_of(request)
    kind, format = form.get("kind", ""), form.get("as", "")
    if kind not in KINDS:
        raise SettingsError(f"kind: {kind!r} is none of {', '.join(KINDS)}")
    try:
        asked = Exporting(
            kind=kind,
            format=format,
            path=Path(),
            asked=_filters(form),
            options=Options(
                generalise=bool(form.get("generalise")) or load_settings().generalise,
                sensitive=bool(form.get("sensitive")),
                unreviewed=bool(form.get("unreviewed")),
                layout=form.get("layout") or None,
            ),
            role=str(person.role),
        )
        job = _exports(request).take(desk.store, asked, by=person.name, at=desk.store.now())
    except ExportError as error:
        raise SettingsError(str(error)) from error
    return RedirectResponse(f"/export/{job.id}", status_code=303)


def _filters(form: dict[str, str]) -> Asked:
    several = {name: [one.strip() for one in form.get(name, "").split(",") if one.strip()] for name in WORDS}
    single = {name: form.get(name, "").strip() or None for name in FILTERS if name not in WORDS}
    return asked_for(
        place=several["place"],
        party=several["party"],
        event=several["event"],
        grade=several["grade"],
        state=several["state"],
        start=single["from"],
        end=single["to"],
        as_of=single["as_of"],
        publisher=single["publisher"],
        search=single["search"],
        profile=single["profile"],
    )


@router.get("/export/{key}")
def job(request: Request, key: str) -> HTMLResponse:
    """How far an export is; its manifest, and the file."""
    return page(request, "export_job.html", **_view(_job(request, key)))


@router.get("/export/{key}/progress")
def progress(request: Request, key: str) -> HTMLResponse:
    """The same, alone: what the page asks for each second."""
    return page(request, "export_progress.html", **_view(_job(request, key)))


def _view(job: Export) -> dict[str, Any]:
    return {"job": job, "told": dump(job.manifest) if job.manifest is not None else ""}


@router.get("/export/{key}/file")
def file(request: Request, key: str) -> Response:
    """The file; a format of several files comes as a ZIP."""
    found = _job(request, key)
    if found.file is None or not found.file.is_file():
        raise HTTPException(404, "This file is not made yet, or is gone: ask for it again.")
    return FileResponse(found.file, media_type="application/octet-stream", filename=found.name)


@router.get("/export/{key}/manifest")
def manifest(request: Request, key: str) -> Response:
    """The manifest beside it."""
    found = _job(request, key)
    if found.manifest is None:
        raise HTTPException(404, "This file is not made yet, or is gone: ask for it again.")
    headers = {"Content-Disposition": f'attachment; filename="{found.name}.manifest.json"'}
    return Response(dump(found.manifest).encode(), media_type="application/json", headers=headers)


def _exports(request: Request) -> Exports:
    found = request.app.state.exports
    assert isinstance(found, Exports)
    found.let_go()
    return found


def _is_of(job: Export, request: Request) -> bool:
    """Whether a person asked for it, in the role that they have now: nobody else gets it."""
    person = person_of(request)
    return (job.by, job.role) == (person.name, str(person.role))


def _job(request: Request, key: str) -> Export:
    found = _exports(request).jobs.get(key)
    if found is None or not _is_of(found, request):
        raise HTTPException(404, "There is no such export any more: ask for it again.")
    return found
