"""The door: who asks is found out here, before any page is made, and whether their role reaches."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from dateline.store import Role, Store
from dateline.web.faults import told, wants_json
from dateline.web.people.known import Known
from dateline.web.people.person import NOBODY, Person
from dateline.web.people.roles import is_open, needed
from dateline.web.people.sessions import Sessions

COOKIE = "dateline-session"


def cookie_name(request: Request) -> str:
    """The name of the cookie; a browser takes one with that prefix only over https, and for this host alone."""
    return f"__Host-{COOKIE}" if request.url.scheme == "https" else COOKIE


class Guard:
    """Puts a Person into the state of each request, or answers in place of the page."""

    def __init__(
        self,
        app: ASGIApp,
        *,
        store: Store,
        sessions: Sessions,
        login: bool,
        who_here: Callable[[Request], str],
    ) -> None:
        self._app = app
        self._known = Known(store)
        self._sessions = sessions
        self._login = login
        self._who_here = who_here
        self._token = secrets.token_urlsafe(32)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request = Request(scope)
        person = self.person(request)
        request.state.person = person
        answer = self._instead(request, person)
        await (answer or self._app)(scope, receive, send)

    def person(self, request: Request) -> Person:
        """Who asks: the person at this machine, or the one who logged in."""
        if not self._login:
            return Person(name=self._who_here(request), role=Role.LEAD, token=self._token)
        session = self._sessions.of(request.cookies.get(cookie_name(request), ""))
        user = self._known.user(session.user) if session is not None else None
        if session is None or user is None or user.stamp != session.stamp:
            return NOBODY
        return Person(name=user.name, role=user.role, token=session.form_token, logged_in=True)

    def _instead(self, request: Request, person: Person) -> Response | None:
        path = request.url.path
        if is_open(path):
            return None
        if self._login and not person.logged_in:
            return _ask_to_log_in(request)
        role = needed(request.method, path)
        if not person.role.reaches(role):
            return told(request, 403, f"It takes the role of a {role}; you are here as a {person.role}.")
        return None


def _ask_to_log_in(request: Request) -> Response:
    if wants_json(request) or request.method not in ("GET", "HEAD"):
        return JSONResponse({"error": "log in first"}, status_code=401)
    back = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    address = f"/login?next={quote(back, safe='')}"
    if request.headers.get("hx-request"):
        return Response(status_code=401, headers={"HX-Redirect": address})
    return RedirectResponse(address, status_code=303, headers={"Cache-Control": "no-store"})
