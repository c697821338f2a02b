"""One line on standard error that says how far a long run is: count, rate, time left."""

from __future__ import annotations

import sys
import time
from pathlib import Path

#: The shortest time, in seconds, between two drawings of the line.
PACE = 0.2


class Progress:
    """How many reports are done; drawn only where a person watches and there is more than one report."""

    def __init__(self, files: tuple[str, ...], *, shown: bool) -> None:
        self._shown = shown and sys.stderr.isatty()
        self._total = _count(files) if self._shown else None
        self._shown = self._shown and self._total != 1
        self._done = 0
        self._began = time.monotonic()
        self._drawn = 0.0

    def step(self) -> None:
        """One more report is done."""
        self._done += 1
        now = time.monotonic()
        if self._shown and now - self._drawn >= PACE:
            self._drawn = now
            sys.stderr.write(f"\r\x1b[K{describe(self._done, self._total, now - self._began)}")
            sys.stderr.flush()

    def say(self, line: str) -> None:
        """Print a line of its own above the progress."""
        self._clear()
        words = "".join(letter if letter.isprintable() else " " for letter in line)
        print(words, file=sys.stderr)

    def close(self) -> None:
        """Take the line away."""
        self._clear()

    def _clear(self) -> None:
        if self._shown and self._drawn:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()


def describe(done: int, total: int | None, seconds: float) -> str:
    """The line: "coded 12 of 40 reports, 3.1 a second, 9 s left"."""
    rate = done / seconds if seconds > 0 else 0.0
    words = f"coded {done:,} of {total:,} reports" if total else f"coded {done:,} reports"
    if rate:
        words += f", {rate:.1f} a second"
    if rate and total:
        left = max(total - done, 0) / rate
        words += f", {left:.0f} s left" if left < 120 else f", {left / 60:.0f} min left"
    return words


def _count(files: tuple[str, ...]) -> int | None:
    """How many reports the files hold, None where that cannot be told beforehand."""
    total = 0
    for name in files:
        if name == "-":
            return None
        if name.lower().endswith((".jsonl", ".ndjson")):
            try:
                with Path(name).open("rb") as file:
                    total += sum(1 for line in file if line.strip())
            except OSError:
                continue
        else:
            total += 1
    return total
