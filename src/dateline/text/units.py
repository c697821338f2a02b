"""The parts of a file that are read one by one: so that one that cannot be read does not take the others along."""

from __future__ import annotations

import time
from collections.abc import Callable

#: How often, in seconds, it is told that what holds nothing to read is being passed over.
PACE = 1.0


class Units:
    """Counts the parts of a file, tells which one is begun, and passes over those that were read before."""

    def __init__(
        self,
        *,
        skip: int = 0,
        tell: Callable[[int, str], None] | None = None,
        go_on: Callable[[], None] | None = None,
    ) -> None:
        self._skip = skip
        self._tell = tell
        self._go_on = go_on
        self._told = time.monotonic()
        self.number = 0

    def begin(self, name: str) -> bool:
        """Whether the part that comes next is to be read."""
        self.number += 1
        if self.number <= self._skip:
            self.pass_over()
            return False
        if self._tell is not None:
            self._tell(self.number, name)
        return True

    def pass_over(self) -> None:
        """Something that is not to be read was passed over: the work goes on."""
        if self._go_on is not None and time.monotonic() - self._told > PACE:
            self._told = time.monotonic()
            self._go_on()
