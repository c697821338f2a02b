"""How far a run over a store is, on one line of a terminal: count, rate, time left."""

from __future__ import annotations

import sys
import time

from dateline.cli.progress import PACE

#: How long, in seconds, what was done may wait before it is kept.
PATIENCE = 2.0


class Line:
    """The line; drawn only where a person watches."""

    def __init__(self, verb: str, what: str) -> None:
        self._verb, self._what = verb, what
        self._shown = sys.stderr.isatty()
        self._began = self._kept = time.monotonic()
        self._drawn = 0.0

    def is_due(self) -> bool:
        """Whether what was done has waited long enough."""
        return time.monotonic() - self._kept >= PATIENCE

    def show(self, done: int, *, total: int | None = None, share: float | None = None) -> None:
        """Draw the line; `share` is how much of the whole is done where its count is not known."""
        now = self._kept = time.monotonic()
        if self._shown and now - self._drawn >= PACE:
            self._drawn = now
            sys.stderr.write(f"\r\x1b[K{self.words(done, now - self._began, total=total, share=share)}")
            sys.stderr.flush()

    def words(self, done: int, seconds: float, *, total: int | None = None, share: float | None = None) -> str:
        """The line in words: "read 120 reports, 40 %, 31.0 a second, 6 s left"."""
        text = f"{self._verb} {done:,} of {total:,} {self._what}" if total else f"{self._verb} {done:,} {self._what}"
        share = done / total if total else share
        if share is not None and not total:
            text += f", {share:.0%}".replace("%", " %")
        if seconds > 0 and done:
            text += f", {done / seconds:.1f} a second"
        if share and seconds > 0:
            left = seconds * (1 - min(share, 1)) / share
            text += f", {left:.0f} s left" if left < 120 else f", {left / 60:.0f} min left"
        return text

    def say(self, line: str) -> None:
        """Print a line of its own above the progress."""
        self._clear()
        print("".join(letter if letter.isprintable() else " " for letter in line), file=sys.stderr)

    def close(self) -> None:
        """Take the line away."""
        self._clear()

    def _clear(self) -> None:
        if self._shown and self._drawn:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
