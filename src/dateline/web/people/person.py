"""The person behind a request."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from fastapi import Request
from starlette.exceptions import HTTPException

from dateline.store import Role, Store

HEADER = "x-csrf-token"
FIELD = "csrf"
SAFE = ("GET", "HEAD", "OPTIONS")
STALE = "This page was made before the server started again, or before you logged in: load it again, then repeat it."


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Who asks; `token` is what their forms must carry, `logged_in` whether there was a login at all."""

    name: str
    role: Role
    token: str
    logged_in: bool = False

    @property
    def sees_names(self) -> bool:
        """Whether the names of private persons are shown."""
        return self.role.reaches(Role.CODER)

    def may(self, role: str) -> bool:
        """Whether this person may do what a role may."""
        return self.role.reaches(Role(role))


#: Who has not logged in: sees the page that asks for it, and nothing else.
NOBODY = Person(name="", role=Role.READER, token="")


def person_of(request: Request) -> Person:
    """The person behind a request, as `Guard` found it."""
    found = getattr(request.state, "person", NOBODY)
    return found if isinstance(found, Person) else NOBODY


async def check_token(request: Request) -> None:
    """Let through what changes something only with the token of the page that it was sent from."""
    if request.method in SAFE or request.url.path == "/login":  # that page has a token of its own
        return
    given = request.headers.get(HEADER)
    if given is None and "form" in request.headers.get("content-type", ""):
        field = (await request.form()).get(FIELD)
        given = field if isinstance(field, str) else None
    if not secrets.compare_digest((given or "").encode(), person_of(request).token.encode()):
        raise HTTPException(403, STALE)


def store_of(request: Request) -> Store:
    """The store behind the pages, unveiled: for what is not about reports, such as users."""
    found = request.app.state.store
    assert isinstance(found, Store)
    return found
