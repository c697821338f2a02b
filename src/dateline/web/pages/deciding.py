"""What a person decides on the pages: forms that work with and without scripts."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from dateline.errors import SettingsError
from dateline.records import Claim
from dateline.reference import ontology
from dateline.store import Kind, decision_to_json
from dateline.web.asking import AtDesk, FormSent
from dateline.web.contexts import amending, deciding, splitting
from dateline.web.contexts.candidates import candidates
from dateline.web.contexts.claim import version_of
from dateline.web.contexts.desk import Desk
from dateline.web.contexts.full import quotes
from dateline.web.contexts.queue import QueueAsked, ordered
from dateline.web.contexts.rows import ClaimRow
from dateline.web.faults import no_such, wants_json
from dateline.web.pages.review import AskedQueue
from dateline.web.rendering import page

router = APIRouter(include_in_schema=False)
#: How many claims one decision may be about, and how many of them are shown.
MOST = 500
PREVIEW = 50
ON_CLAIMS = (Kind.ACCEPT, Kind.REJECT, Kind.AMEND, Kind.SPLIT, Kind.FLAG, Kind.SAME, Kind.DIFFERENT)


@router.post("/claims/{key}/decide")
def decide(request: Request, desk: AtDesk, key: str, form: FormSent) -> Response:
    """Accept, reject, amend, split, flag a claim, or judge it the same as others or not."""
    kind = form.get("kind", "")
    if kind not in {str(one) for one in ON_CLAIMS}:
        raise SettingsError(f"{kind!r} cannot be decided on a claim")
    if kind == Kind.FLAG and (mine := _flag_of(desk, key)) is not None:
        return _answer(request, form, {"undone": decision_to_json(deciding.undo(desk, mine))})
    ids, field, value = [key], None, None
    if kind in (Kind.SAME, Kind.DIFFERENT):
        ids += [one for one in form.get("other", "").split(",") if one]
    elif kind == Kind.AMEND:
        field, value = _amendment(desk, key, form)
    elif kind == Kind.SPLIT:
        value = splitting.asked_of(_claim_now(desk, key), form)
    made = deciding.decide(
        desk, kind, ids, version=form.get("version") or None, reason=form.get("reason"), field=field, value=value
    )
    return _answer(request, form, {"decisions": [decision_to_json(one) for one in made]})


@router.post("/decisions/undo")
def undo(request: Request, desk: AtDesk, form: FormSent) -> Response:
    """Take back a decision: the one that is named, else the last of the person who asks."""
    found = deciding.undo(desk, form.get("decision") or None)
    return _answer(request, form, {"undone": decision_to_json(found)})


@router.post("/decisions/redo")
def redo(request: Request, desk: AtDesk, form: FormSent) -> Response:
    """Make anew what was taken back last."""
    return _answer(request, form, {"redone": decision_to_json(deciding.redo(desk))})


@router.get("/review/together")
def together(request: Request, desk: AtDesk, asked: AskedQueue) -> HTMLResponse:
    """The claims of a queue, counted and shown, before one decides on all of them."""
    rows = _together(desk, asked)
    known: dict[str, Any] = {
        "quotes": quotes(desk, rows[:PREVIEW]),
        "reports": desk.register.now().reports,
        "asked": asked,
    }
    seal = deciding.seal_of([row.id for row in rows])
    return page(request, "together.html", rows=rows, shown=rows[:PREVIEW], seal=seal, most=MOST, **known)


@router.post("/review/together")
def decide_together(request: Request, desk: AtDesk, asked: AskedQueue, form: FormSent) -> Response:
    """One decision on every claim that was shown."""
    ids = [row.id for row in _together(desk, asked)]
    made = deciding.decide_together(desk, form.get("kind", ""), ids, form.get("seal", ""), form.get("reason"))
    return _answer(request, form, {"decisions": [decision_to_json(made)]})


def _together(desk: Desk, asked: QueueAsked) -> list[ClaimRow]:
    return ordered(desk.register.now(), asked, desk.user)[:MOST]


def _amendment(desk: Desk, key: str, form: dict[str, str]) -> tuple[str, Any]:
    claim = _claim_now(desk, key)
    report = desk.store.reports([claim.report])[claim.report]
    return amending.amendment(claim, report, form.get("field", ""), form)


def _flag_of(desk: Desk, key: str) -> str | None:
    """The flag that the person put on a claim and did not take away."""
    review = deciding.review_of(desk, key)
    return next((flag.id for flag in review.flags if flag.by == desk.user), None) if review is not None else None


def _claim_now(desk: Desk, key: str) -> Claim:
    review = deciding.review_of(desk, key)
    if review is None:
        raise no_such("claim", key)
    return review.claim or review.machine


def _answer(request: Request, form: dict[str, str], told: dict[str, Any]) -> Response:
    """JSON for a script; for a form the page that it names, on this server and no other."""
    if wants_json(request):
        return JSONResponse(told)
    back = form.get("back", "/review")
    return RedirectResponse(back if back.startswith("/") and not back.startswith(("//", "/\\")) else "/", 303)


@router.get("/claims/{key}/edit")
def edit(request: Request, desk: AtDesk, key: str, field: str, back: str = "") -> HTMLResponse:
    """The editor of one field."""
    review = deciding.review_of(desk, key)
    if review is None:
        raise no_such("claim", key)
    claim = review.claim or review.machine
    found = amending.field_of(claim, field)
    value = _at(claim, field)
    known: dict[str, Any] = {
        "claim": claim,
        "field": found,
        "value": value,
        "version": version_of(review),
        "back": back or f"/claims/{key}",
        "ontology": ontology,
        "rules": (),
        "found": None,
        "map": None,
    }
    if found.editor == "place":
        known["found"], known["map"] = candidates(claim, value, value.mention.text)
    if found.editor == "figure":
        known["rules"] = amending.rule_of(value.rule)
    return page(request, "editor.html", **known)


@router.get("/claims/{key}/split")
def split(request: Request, desk: AtDesk, key: str, back: str = "") -> HTMLResponse:
    """What of a claim goes into which of two."""
    review = deciding.review_of(desk, key)
    if review is None:
        raise no_such("claim", key)
    claim = review.claim or review.machine
    return page(
        request,
        "split.html",
        claim=claim,
        lists=splitting.lists_of(claim),
        version=version_of(review),
        back=back or f"/claims/{key}",
        events=ontology.event_types(),
    )


@router.get("/claims/{key}/candidates")
def places(
    request: Request, desk: AtDesk, key: str, field: str, name: Annotated[str, Query(max_length=200)]
) -> HTMLResponse:
    """The places that a name may stand for."""
    claim = _claim_now(desk, key)
    if amending.field_of(claim, field).editor != "place":
        raise SettingsError(f"{field!r} is no place")
    found, map = candidates(claim, _at(claim, field), name)
    return page(request, "candidates.html", found=found, map=map)


@router.get("/claims/{key}/bounds")
def bounds(request: Request, desk: AtDesk, key: str, field: str) -> HTMLResponse:
    """Low, best and high of a number, and the rule that gives them."""
    claim = _claim_now(desk, key)
    report = desk.store.reports([claim.report])[claim.report]
    path, value = amending.amendment(claim, report, field, dict(request.query_params))
    if path == "figures":  # one that is to be added
        path, value = "figures.new", value[-1]
    if not path.startswith("figures."):
        raise SettingsError(f"{field!r} is no number")
    return page(request, "bounds.html", value=value, rules=amending.rule_of(value["rule"]))


def _at(claim: Claim, path: str) -> Any:  # a value of whatever kind the field is
    found: Any = claim
    if path.endswith(f".{amending.NEW}"):
        path = path.removesuffix(f".{amending.NEW}")
        found, path = amending.blank_of(claim, path), f"{path}.0"
    for part in path.split("."):
        found = found[int(part)] if isinstance(found, tuple) else getattr(found, part)
    return found
