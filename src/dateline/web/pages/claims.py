"""`/claims` and `/claims/ID`."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from dateline.errors import SettingsError
from dateline.reference.ontology import event_types, stances
from dateline.review import State
from dateline.web import files
from dateline.web.asking import AtDesk
from dateline.web.contexts.amending import fields_of
from dateline.web.contexts.claim import open_claim
from dateline.web.contexts.claims import SORTS, Box, ClaimsAsked, listed
from dateline.web.contexts.companions import near, together
from dateline.web.contexts.full import claims_as_csv, claims_as_json, quotes
from dateline.web.contexts.paging import SIZE, part
from dateline.web.faults import no_such
from dateline.web.rendering import page

router = APIRouter(include_in_schema=False)
DAY = r"^(\d{4}-\d{2}-\d{2})?$"
Several = Annotated[list[str], Query(max_length=200)]


async def asked_claims(
    q: Annotated[str, Query(max_length=500, description="Words of the evidence.")] = "",
    event: Several = [],  # noqa: B006  # FastAPI copies it
    place: Several = [],  # noqa: B006
    party: Several = [],  # noqa: B006
    stance: Several = [],  # noqa: B006
    state: Several = [],  # noqa: B006
    publisher: Annotated[str, Query(max_length=200)] = "",
    source: Annotated[str, Query(max_length=200)] = "",
    report: Annotated[str, Query(max_length=40)] = "",
    start: Annotated[str, Query(alias="from", pattern=DAY)] = "",
    end: Annotated[str, Query(alias="to", pattern=DAY)] = "",
    bbox: Annotated[str, Query(max_length=100, description="west,south,east,north")] = "",
    sort: Annotated[str, Query(pattern=f"^({'|'.join(SORTS)})$")] = "newest",
) -> ClaimsAsked:
    """The claims that an address asks for."""
    return ClaimsAsked(
        words=q,
        events=_told(event),
        places=_told(place),
        parties=_told(party),
        stances=_told(stance),
        states=_told(state),
        publisher=publisher,
        source=source,
        report=report,
        start=start,
        end=end,
        box=_box(bbox),
        sort=sort,
    )


def _told(values: list[str]) -> tuple[str, ...]:
    return tuple(value for value in values if value)


def _box(given: str) -> Box | None:
    if not given:
        return None
    try:
        west, south, east, north = (float(part) for part in given.split(","))
    except ValueError:
        raise SettingsError(f"bbox: {given!r} is not west,south,east,north in degrees") from None
    if not (-180 <= west <= 180 and -180 <= east <= 180 and -90 <= south <= north <= 90):
        raise SettingsError(f"bbox: {given!r} does not lie on the earth, or its south is north of its north")
    return west, south, east, north


AskedClaims = Annotated[ClaimsAsked, Depends(asked_claims)]


@router.get("/claims")
def index(
    request: Request, desk: AtDesk, asked: AskedClaims, number: Annotated[int, Query(alias="page", ge=1)] = 1
) -> HTMLResponse:
    """The list of claims."""
    lines = part(listed(desk, asked), number, SIZE)
    return page(
        request,
        "claims.html",
        lines=lines,
        quotes=quotes(desk, lines.rows),
        asked=asked,
        reports=desk.register.now().reports,
        events=event_types(),
        stances=stances(),
        states=[state.value for state in State],
        sorts=SORTS,
    )


@router.get("/claims.json")
def as_json(desk: AtDesk, asked: AskedClaims) -> Response:
    """The list as JSON."""
    return files.as_json("claims", claims_as_json(desk, listed(desk, asked)))


@router.get("/claims.csv")
def as_csv(desk: AtDesk, asked: AskedClaims) -> Response:
    """The list as CSV."""
    return files.lines_as_csv("claims", claims_as_csv(desk, listed(desk, asked)))


@router.get("/claims/{key}.json")
def one_as_json(key: str) -> Response:
    """A claim as JSON, as the API gives it."""
    return RedirectResponse(f"/api/claims/{key}")


@router.get("/claims/{key}.csv")
def one_as_csv(desk: AtDesk, key: str) -> Response:
    """A claim as a table of one row."""
    row = desk.register.now().row(key)
    if row is None:
        raise no_such("claim", key)
    return files.lines_as_csv(key, claims_as_csv(desk, [row]))


@router.get("/claims/{key}")
def show(request: Request, desk: AtDesk, key: str) -> HTMLResponse:
    """A claim, open."""
    found = open_claim(desk, key)
    if found is None:
        raise no_such("claim", key)
    return page(request, "claim.html", view=found, fields=fields_of(found.claim))


@router.get("/claims/{key}/companions")
def others(
    request: Request,
    desk: AtDesk,
    key: str,
    how: Annotated[str, Query(pattern="^(same|different)$")] = "same",
    back: str = "",
) -> HTMLResponse:
    """The claims with which one may be judged the same happening, or not the same."""
    if desk.register.now().row(key) is None:
        raise no_such("claim", key)
    rows = near(desk, key) if how == "same" else together(desk, key)
    known: dict[str, Any] = {"quotes": quotes(desk, rows), "reports": desk.register.now().reports}
    return page(request, "companions.html", claim=key, how=how, rows=rows, back=back or f"/claims/{key}", **known)
