"""`/api/me`: who asks, and the token that whatever changes something has to carry."""

from __future__ import annotations

from fastapi import APIRouter, Request

from dateline.web.people.person import HEADER, person_of

router = APIRouter(tags=["people"])


@router.get("/me")
def me(request: Request) -> dict[str, str | bool]:
    """The name under which one decides, the role, and the token for the header `X-CSRF-Token`."""
    person = person_of(request)
    return {
        "name": person.name,
        "role": str(person.role),
        "logged_in": person.logged_in,
        "header": HEADER,
        "token": person.token,
    }
