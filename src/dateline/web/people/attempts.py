"""A limit to logging in: after some wrong passwords a name, or an address, has to wait."""

from __future__ import annotations

import time
from collections.abc import Callable
from threading import Lock

#: So many wrong passwords within the window, for a name and for an address.
OF_NAME, OF_ADDRESS = 5, 30
WINDOW = 15 * 60
#: More keys than this are not remembered: the oldest go, so that asking for many names fills no memory.
MOST = 10_000


class Attempts:
    """Counts wrong passwords; a right one forgives those of the name."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = Lock()
        self._wrong: dict[str, list[float]] = {}

    def wait(self, name: str, address: str) -> int:
        """How many seconds both have to wait; 0 where they need not."""
        with self._lock:
            return max(self._left(_name(name), OF_NAME), self._left(f"from {address}", OF_ADDRESS))

    def wrong(self, name: str, address: str) -> None:
        """Note a wrong password."""
        with self._lock:
            for key in (_name(name), f"from {address}"):
                self._wrong[key] = [*self._recent(key), self._clock()]
            while len(self._wrong) > MOST:
                del self._wrong[next(iter(self._wrong))]

    def right(self, name: str) -> None:
        """Forget the wrong ones of a name."""
        with self._lock:
            self._wrong.pop(_name(name), None)

    def _recent(self, key: str) -> list[float]:
        return [at for at in self._wrong.get(key, []) if at > self._clock() - WINDOW]

    def _left(self, key: str, most: int) -> int:
        recent = self._recent(key)
        if len(recent) < most:
            return 0
        return int(recent[-most] + WINDOW - self._clock()) + 1


def _name(name: str) -> str:
    return f"name {' '.join(name.split()).casefold()[:200]}"
