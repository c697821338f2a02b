"""Sessions: kept in the memory of the server, so that none is ever copied, backed up or handed over with a store.

A browser holds a random token, the server its SHA-256. Whoever stops the server ends every session.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from threading import Lock

from dateline.records import sha256
from dateline.store import User

#: Seconds after which a session ends: without being used, and in any case.
IDLE, LONGEST = 4 * 3600, 14 * 3600
MOST = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """A login: of whom, with which password, and the token that its forms carry."""

    user: str
    stamp: str
    began: float
    used: float
    form_token: str = field(default_factory=lambda: secrets.token_urlsafe(32))


class Sessions:
    """The sessions of one server."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = Lock()
        self._open: dict[str, Session] = {}

    def begin(self, user: User, *, instead: str | None = None) -> str:
        """Open a session under a new token, and end the one that the browser had."""
        token = secrets.token_urlsafe(32)
        now = self._clock()
        with self._lock:
            if instead:
                self._open.pop(sha256(instead), None)
            while len(self._open) >= MOST:
                del self._open[min(self._open, key=lambda key: self._open[key].used)]
            self._open[sha256(token)] = Session(user=user.name, stamp=user.stamp, began=now, used=now)
        return token

    def of(self, token: str) -> Session | None:
        """The session of a token, if it goes on."""
        now = self._clock()
        with self._lock:
            session = self._open.get(sha256(token))
            if session is None:
                return None
            if now - session.used > IDLE or now - session.began > LONGEST:
                del self._open[sha256(token)]
                return None
            self._open[sha256(token)] = session = replace(session, used=now)
            return session

    def end(self, token: str) -> None:
        """End a session."""
        with self._lock:
            self._open.pop(sha256(token), None)
