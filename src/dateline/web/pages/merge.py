"""`/merge`: the queue of pairs that almost matched."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from dateline.errors import SettingsError
from dateline.store import Kind
from dateline.web import files
from dateline.web.asking import WITH_FRESH, AtDesk, FormSent, Fresh
from dateline.web.contexts import deciding
from dateline.web.contexts.desk import Desk
from dateline.web.contexts.incident import version_of
from dateline.web.contexts.merging import COLUMNS, as_rows, last_judged, open_pair
from dateline.web.contexts.pairs import Near, of_incident
from dateline.web.rendering import page

router = APIRouter(include_in_schema=False)


Of = Annotated[str, Query(pattern=r"^(i-[0-9a-f]{16})?$")]


def _queue(request: Request, desk: Desk, incident: str) -> list[Near] | None:
    """The pairs, or those of one incident; None while they are being compared."""
    queue: list[Near] | None = desk.keeper.answer(("pairs",), request.app.state.pairs.near)
    return of_incident(queue, incident) if queue is not None and incident else queue


@router.get("/merge")
def show(
    request: Request,
    desk: AtDesk,
    fresh: Fresh,
    at: Annotated[str, Query(max_length=80)] = "",
    skip: Annotated[int, Query(ge=0)] = 0,
    incident: Of = "",
) -> HTMLResponse:
    """The queue, and the pair that is open in it."""
    queue = _queue(request, desk, incident)
    found = open_pair(desk, queue, at, skip) if queue else None
    made = page(
        request, "merge.html", kept=fresh, pair=found, working=queue is None, last=last_judged(desk), incident=incident
    )
    if queue is None:
        request.state.late = True
        made.headers["Refresh"] = "4"
    return made


@router.get("/merge.json", dependencies=WITH_FRESH)
def as_json(request: Request, desk: AtDesk, incident: Of = "") -> Response:
    """The queue as JSON; 503 while the pairs are compared."""
    queue = _queue(request, desk, incident)
    return _later() if queue is None else files.as_json("merge", as_rows(desk, queue))


@router.get("/merge.csv", dependencies=WITH_FRESH)
def as_csv(request: Request, desk: AtDesk, incident: Of = "") -> Response:
    """The queue as CSV; 503 while the pairs are compared."""
    queue = _queue(request, desk, incident)
    return _later() if queue is None else files.as_csv("merge", COLUMNS, as_rows(desk, queue))


def _later() -> Response:
    told = {"error": "the pairs are being compared: ask again"}
    return JSONResponse(told, status_code=503, headers={"Retry-After": "4"})


@router.post("/merge")
def decide(desk: AtDesk, form: FormSent) -> Response:
    """The same, or not; then the next pair."""
    kind = form.get("kind", "")
    if kind not in (Kind.SAME, Kind.DIFFERENT):
        raise SettingsError(f"{kind!r} is not what is decided of a pair: same or different")
    ids = [form.get("one", ""), form.get("two", "")]
    found = {one.id: version_of(one) for one in desk.store.incidents(ids)}
    if [found.get(one) for one in ids] != [form.get("one_version"), form.get("two_version")]:
        raise HTTPException(409, "One of the two reads otherwise now: look again before you decide.")
    deciding.decide(desk, kind, ids, reason=form.get("reason"))
    only = f"&incident={form['incident']}" if form.get("incident") else ""
    return RedirectResponse(f"/merge?skip={_number(form.get('place', ''))}{only}", 303)


def _number(given: str) -> int:
    return max(int(given) - 1, 0) if given.isascii() and given.isdigit() else 0
