"""Passwords: hashed with Argon2id, and never kept, logged or shown in any other form."""

from __future__ import annotations

import importlib.util
from functools import cache
from threading import Semaphore
from typing import TYPE_CHECKING
from uuid import uuid4

from dateline.errors import SettingsError
from dateline.store import Role, User
from dateline.store.users import checked_name

if TYPE_CHECKING:
    from argon2 import PasswordHasher

SHORTEST, LONGEST = 10, 200
#: Each hash takes 64 MB while it is worked out: so many at a time, and the others wait.
_TURNS = Semaphore(2)


def checked(password: str) -> str:
    """A password that may be one; raises SettingsError where it is too short or too long."""
    if not SHORTEST <= len(password) <= LONGEST:
        raise SettingsError(f"the password: {SHORTEST} to {LONGEST} characters are needed")
    return password


def made(name: str, role: Role, password: str) -> User:
    """A user with the hash of a password, and a stamp that ends all earlier logins."""
    name = checked_name(name)
    if checked(password).casefold() == name.casefold():
        raise SettingsError("the password: it is the name")
    with _TURNS:
        return User(name=name, role=role, password=_hasher().hash(password), stamp=uuid4().hex)


def fits(user: User | None, password: str) -> bool:
    """Whether it is the user's password; it takes as long where there is no such user."""
    from argon2.exceptions import InvalidHashError, VerificationError

    if len(password) > LONGEST:
        return False
    try:
        with _TURNS:
            right = _hasher().verify(user.password if user is not None else _nobody(), password)
    except (VerificationError, InvalidHashError):
        return False
    return right and user is not None


@cache
def _hasher() -> PasswordHasher:
    if importlib.util.find_spec("argon2") is None:
        raise SettingsError("users need argon2-cffi: pip install 'dateline[web]'")
    from argon2 import PasswordHasher

    return PasswordHasher()


@cache
def _nobody() -> str:
    return _hasher().hash(uuid4().hex)
