"""`/review`: the queue, and the claim that is open in it."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request
from starlette.responses import HTMLResponse, Response

from dateline.reference.ontology import event_types
from dateline.review.keys import keys
from dateline.web import files
from dateline.web.asking import AtDesk
from dateline.web.contexts.amending import fields_of
from dateline.web.contexts.claim import open_claim
from dateline.web.contexts.deciding import since_then
from dateline.web.contexts.desk import Desk
from dateline.web.contexts.full import claims_as_csv, claims_as_json
from dateline.web.contexts.queue import ORDERS, SHOWS, QueueAsked, ordered, queue
from dateline.web.faults import no_such
from dateline.web.rendering import page

router = APIRouter(include_in_schema=False)


async def asked_queue(
    by: Annotated[str, Query(pattern=f"^({'|'.join(ORDERS)})$")] = "doubt",
    show: Annotated[str, Query(pattern=f"^({'|'.join(SHOWS)})$")] = "waiting",
    event: Annotated[str, Query(max_length=60)] = "",
    place: Annotated[str, Query(max_length=200)] = "",
    report: Annotated[str, Query(pattern=r"^(r-[0-9a-f]{16})?$")] = "",
) -> QueueAsked:
    """The queue that an address asks for."""
    return QueueAsked(by=by, show=show, event=event, place=place, report=report)


AskedQueue = Annotated[QueueAsked, Depends(asked_queue)]


@router.get("/review")
def show(request: Request, desk: AtDesk, asked: AskedQueue, at: str = "", then: str = "") -> HTMLResponse:
    """The queue."""
    return page(request, "review.html", **_view(desk, asked, at, then, ""))


@router.get("/review.json")
def as_json(desk: AtDesk, asked: AskedQueue) -> Response:
    """The queue as JSON."""
    return files.as_json("review", claims_as_json(desk, ordered(desk.register.now(), asked, desk.user)))


@router.get("/review.csv")
def as_csv(desk: AtDesk, asked: AskedQueue) -> Response:
    """The queue as CSV."""
    return files.lines_as_csv("review", claims_as_csv(desk, ordered(desk.register.now(), asked, desk.user)))


@router.get("/review/item")
def item(
    request: Request, desk: AtDesk, asked: AskedQueue, at: str = "", then: str = "", seen: str = ""
) -> HTMLResponse:
    """The claim that is open, alone: what the page fetches before it is wanted."""
    return page(request, "review_item.html", **_view(desk, asked, at, then, seen))


def _view(desk: Desk, asked: QueueAsked, at: str, then: str, seen: str) -> dict[str, Any]:
    found = queue(desk, asked, at, then)
    if at and found.at is None:
        raise no_such("claim", at)
    known: dict[str, Any] = {
        "queue": found,
        "asked": asked,
        "orders": ORDERS,
        "shows": SHOWS,
        "events": event_types(),
        "keys": keys(),
        "view": None,
    }
    if found.at is None:
        return known
    view = open_claim(desk, found.at.id)
    if view is None:
        raise no_such("claim", found.at.id)
    since, recoded = since_then(desk.register.now(), view.review, seen) if seen else ([], False)
    return {
        **known,
        "view": view,
        "fields": fields_of(view.claim),
        "since": since,
        "recoded": recoded,
    }
