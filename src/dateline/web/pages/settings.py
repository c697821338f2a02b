"""`/settings`: what a person chooses for themselves; for the lead, who may log in."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, RedirectResponse, Response

from dateline.errors import SettingsError
from dateline.reference.data_version import data_version
from dateline.review.keys import keys
from dateline.settings import load_settings
from dateline.store import Role, User
from dateline.web.guard import cookie_name
from dateline.web.people import passwords
from dateline.web.people.graphic import COOKIE, asks_for_graphic
from dateline.web.people.person import person_of, store_of
from dateline.web.rendering import page

router = APIRouter(include_in_schema=False)
Name = Annotated[str, Form(max_length=200)]
Password = Annotated[str, Form(max_length=2000)]


@router.get("/settings")
def show(request: Request, said: str = "") -> HTMLResponse:
    """The settings."""
    person = person_of(request)
    users = store_of(request).users() if person.may("lead") else []
    return page(
        request,
        "settings.html",
        users=users,
        roles=list(Role),
        login=request.app.state.login,
        graphic=asks_for_graphic(request),
        settings=load_settings(),
        data=data_version(),
        said=SAID.get(said, ""),
        shortest=passwords.SHORTEST,
        keys=keys(),
    )


#: What an address may say was done: words of ours, never of whoever made the address.
SAID = {
    "mine": "Kept in this browser.",
    "password": "The password is changed; everyone logged in under the old one is out.",
    "added": "The user is added.",
    "role": "The role is changed.",
    "removed": "The user is removed, and their sessions are ended.",
}


@router.post("/settings/mine")
def mine(request: Request, graphic: Annotated[str, Form(max_length=10)] = "") -> Response:
    """Whether graphic passages are shown at once, in this browser."""
    answer = _back("mine")
    if graphic:
        secure = request.url.scheme == "https"
        answer.set_cookie(COOKIE, "shown", max_age=365 * 86400, httponly=True, samesite="lax", secure=secure)
    else:
        answer.delete_cookie(COOKIE)
    return answer


@router.post("/settings/password")
def password(request: Request, old: Password = "", new: Password = "") -> Response:
    """One's own password: the old one is asked for again."""
    person, state, store = person_of(request), request.app.state, store_of(request)
    if not person.logged_in:
        raise SettingsError("nobody is logged in here: there is no password to change")
    address = request.client.host if request.client else ""
    if state.attempts.wait(person.name, address):
        raise HTTPException(429, "Too many wrong passwords: wait a while.")
    user = store.user(person.name)
    if user is None or not passwords.fits(user, old):
        state.attempts.wrong(person.name, address)
        raise SettingsError("the old password is another one")
    store.put_user(passwords.made(user.name, user.role, new), by=person.name)
    answer = _back("password")
    again = store.user(user.name)
    if again is not None:
        opened = state.sessions.begin(again, instead=request.cookies.get(cookie_name(request)))
        answer.set_cookie(
            cookie_name(request), opened, httponly=True, samesite="lax", secure=request.url.scheme == "https"
        )
    return answer


@router.post("/settings/users")
def add(request: Request, name: Name = "", role: Name = "", password: Password = "") -> Response:
    """Let someone in."""
    store = store_of(request)
    if store.user(name) is not None:
        raise SettingsError(f"user {name!r}: is there already")
    store.put_user(passwords.made(name, _role(role), password), by=person_of(request).name)
    return _back("added")


@router.post("/settings/users/{name}/role")
def change(request: Request, name: str, role: Name = "") -> Response:
    """Give someone another role."""
    user, wanted = _user(request, name), _role(role)
    if wanted is not Role.LEAD:
        _keep_a_lead(request, user)
    store_of(request).put_user(replace(user, role=wanted), by=person_of(request).name)
    return _back("role")


@router.post("/settings/users/{name}/password")
def reset(request: Request, name: str, password: Password = "") -> Response:
    """Give someone a new password."""
    user = _user(request, name)
    store_of(request).put_user(passwords.made(user.name, user.role, password), by=person_of(request).name)
    return _back("password")


@router.post("/settings/users/{name}/remove")
def remove(request: Request, name: str) -> Response:
    """Let someone in no more."""
    user = _user(request, name)
    _keep_a_lead(request, user)
    store_of(request).remove_user(user.name, by=person_of(request).name)
    return _back("removed")


def _back(said: str) -> RedirectResponse:
    return RedirectResponse(f"/settings?said={said}", status_code=303)


def _role(word: str) -> Role:
    try:
        return Role(word)
    except ValueError:
        raise SettingsError(f"role: {word!r} is none of {', '.join(Role)}") from None


def _user(request: Request, name: str) -> User:
    found = store_of(request).user(name)
    if found is None:
        raise HTTPException(404, f"There is no user {name!r}.")
    return found


def _keep_a_lead(request: Request, user: User) -> None:
    leads = [one for one in store_of(request).users() if one.role is Role.LEAD]
    if user.role is Role.LEAD and len(leads) == 1:
        raise SettingsError(f"user {user.name!r}: is the only lead; make another one first")
