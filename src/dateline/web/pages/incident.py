"""`/incidents/ID`: one incident, and what is decided on it."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from dateline.errors import SettingsError
from dateline.records.encode import incident_to_json
from dateline.store import Kind, decision_to_json
from dateline.store.decisions import GRADES
from dateline.web import files
from dateline.web.asking import WITH_FRESH, AtDesk, FormSent, Fresh
from dateline.web.contexts import deciding
from dateline.web.contexts.full import claims_as_csv
from dateline.web.contexts.incident import open_incident, version_of
from dateline.web.faults import no_such, wants_json
from dateline.web.rendering import page

router = APIRouter(include_in_schema=False)
KINDS = (Kind.SAME, Kind.DIFFERENT, Kind.GRADE, Kind.NUMBER)


@router.get("/incidents/of/{claim}", dependencies=WITH_FRESH)
def of_claim(desk: AtDesk, claim: str) -> Response:
    """To the incident that a claim tells of: it may have another id since a decision."""
    homes = desk.store.incidents_with([claim]).get(claim, ())
    named = [
        one for one in desk.store.incidents(homes) if any(m.claim == claim and m.role != "excluded" for m in one.claims)
    ]
    if not named:
        raise no_such("incident of claim", claim)
    return RedirectResponse(f"/incidents/{named[0].id}", 303)


@router.get("/incidents/{key}.json", dependencies=WITH_FRESH)
def as_json(desk: AtDesk, key: str) -> JSONResponse:
    """The incident as the contract writes it."""
    found = desk.store.incidents([key])
    if not found:
        raise no_such("incident", key)
    return JSONResponse(incident_to_json(found[0]))


@router.get("/incidents/{key}.csv", dependencies=WITH_FRESH)
def as_csv(desk: AtDesk, key: str) -> Response:
    """The claims that have a part in it, as a table."""
    found = desk.store.incidents([key])
    if not found:
        raise no_such("incident", key)
    state = desk.register.now()
    rows = [row for member in found[0].claims if (row := state.row(member.claim)) is not None]
    return files.lines_as_csv(key, claims_as_csv(desk, rows))


@router.get("/incidents/{key}")
def show(request: Request, desk: AtDesk, key: str, fresh: Fresh) -> HTMLResponse:
    """An incident, open."""
    found = open_incident(desk, key)
    if found is None:
        raise HTTPException(
            404, f"There is no incident {key!r}: it may have been put together with another, or parted."
        )
    return page(request, "incident.html", kept=fresh, view=found, grades=GRADES)


@router.post("/incidents/{key}/decide")
def decide(request: Request, desk: AtDesk, key: str, form: FormSent) -> Response:
    """Judge it the same as others or not, grade it, or settle one of its numbers."""
    kind = form.get("kind", "")
    if kind not in {str(one) for one in KINDS}:
        raise SettingsError(f"{kind!r} cannot be decided on an incident")
    found = desk.store.incidents([key])
    if not found or (form.get("version") and version_of(found[0]) != form["version"]):
        raise HTTPException(409, "The incident reads otherwise now: look again before you decide.")
    lead = next((m.claim for m in found[0].claims if m.role != "excluded"), found[0].claims[0].claim)
    ids: list[str] = [key]
    value: object = None
    field = None
    if kind == Kind.NUMBER:
        field, value = form.get("field", ""), [_bound(form, name) for name in ("low", "best", "high")]
    elif kind == Kind.GRADE:
        value = form.get("grade", "")
    else:
        others = [one.strip().rsplit("/", 1)[-1] for one in form.get("other", "").split(",") if one.strip()]
        if not others:
            raise SettingsError(f"{kind}: which claim or incident?")
        ids = [lead if one.startswith("c-") and kind == Kind.DIFFERENT else key for one in others[:1]] + others
    made = deciding.decide(desk, kind, ids, reason=form.get("reason"), field=field, value=value)
    if wants_json(request):
        return JSONResponse({"decisions": [decision_to_json(one) for one in made]})
    back = form.get("back", "")
    onward = back if back.startswith("/") and not back.startswith(("//", "/\\")) else f"/incidents/of/{lead}"
    return RedirectResponse(onward, 303)


def _bound(form: dict[str, str], name: str) -> float | None:
    """A bound as it was typed; none where the field was left empty."""
    given = form.get(name, "").replace(",", "").strip()
    try:
        return float(given) if given else None
    except ValueError:
        raise SettingsError(f"{name}: {given!r} is not a number") from None
