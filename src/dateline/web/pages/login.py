"""`/login` and `/logout`."""

from __future__ import annotations

import secrets
from typing import Annotated

from fastapi import APIRouter, Form, Query, Request
from starlette.responses import RedirectResponse, Response

from dateline.web.guard import cookie_name
from dateline.web.people import passwords
from dateline.web.people.person import store_of
from dateline.web.people.sessions import LONGEST
from dateline.web.rendering import page

router = APIRouter(include_in_schema=False)
#: The login form has no session yet: its token must be the one in the cookie that came with it.
BEFORE = "dateline-login"


@router.get("/login")
def ask(request: Request, back: Annotated[str, Query(alias="next", max_length=2000)] = "/") -> Response:
    """The form."""
    if not request.app.state.login:
        return RedirectResponse("/", status_code=303)
    return _form(request, back)


@router.post("/login")
def log_in(
    request: Request,
    name: Annotated[str, Form(max_length=200)] = "",
    password: Annotated[str, Form(max_length=2000)] = "",
    back: Annotated[str, Form(alias="next", max_length=2000)] = "/",
    token: Annotated[str, Form(max_length=100)] = "",
) -> Response:
    """Open a session, or say that name and password do not fit, without telling which of them."""
    state = request.app.state
    if not state.login:
        return RedirectResponse("/", status_code=303)
    cookie = request.cookies.get(BEFORE, "")
    if not cookie or not secrets.compare_digest(cookie.encode(), token.encode()):
        return _form(request, back, name=name, fault="The form was too old: try again.", status=403)
    address = request.client.host if request.client else ""
    wait = state.attempts.wait(name, address)
    if wait:
        minutes = -(-wait // 60)
        fault = f"Too many wrong passwords: wait {minutes} {'minute' if minutes == 1 else 'minutes'}."
        answer = _form(request, back, name=name, fault=fault, status=429)
        answer.headers["Retry-After"] = str(wait)
        return answer
    user = store_of(request).user(name)
    if not passwords.fits(user, password) or user is None:
        state.attempts.wrong(name, address)
        return _form(request, back, name=name, fault="Name and password do not fit.", status=401)
    state.attempts.right(name)
    opened = state.sessions.begin(user, instead=request.cookies.get(cookie_name(request)))
    answer = RedirectResponse(inside(back), status_code=303)
    answer.delete_cookie(BEFORE, path="/login")
    answer.set_cookie(
        cookie_name(request),
        opened,
        max_age=LONGEST,
        path="/",
        httponly=True,
        secure=request.url.scheme == "https",
        samesite="lax",
    )
    return answer


@router.post("/logout")
def log_out(request: Request) -> Response:
    """End the session."""
    request.app.state.sessions.end(request.cookies.get(cookie_name(request), ""))
    answer = RedirectResponse("/login", status_code=303, headers={"Clear-Site-Data": '"cache", "storage"'})
    answer.delete_cookie(cookie_name(request), path="/", httponly=True, secure=request.url.scheme == "https")
    return answer


def inside(address: str) -> str:
    """An address of this server; the first page where it is any other."""
    safe = address.startswith("/") and not address.startswith(("//", "/\\")) and address.isprintable()
    return address if safe else "/"


def _form(request: Request, back: str, *, name: str = "", fault: str = "", status: int = 200) -> Response:
    token, secure = secrets.token_urlsafe(24), request.url.scheme == "https"
    answer = page(request, "login.html", status=status, back=inside(back), name=name, fault=fault, token=token)
    answer.headers["Cache-Control"] = "no-store"
    answer.set_cookie(
        BEFORE,
        token,
        max_age=3600,
        path="/login",
        httponly=True,
        secure=secure,
        samesite="strict",
    )
    return answer
