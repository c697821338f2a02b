"""`dateline bulk`: many reports coded into Parquet, in parts that are each written once."""

from __future__ import annotations

import sys
import time

from dateline.bulk.folders import PROBLEMS
from dateline.bulk.run import Request, Sum, run
from dateline.cli.code import checked_day
from dateline.cli.store_progress import Line
from dateline.settings import Settings

#: How often, in seconds, a line is printed where nobody watches: a log of a long run shall not be empty, nor full.
_PACE = 60.0


def code_in_bulk(request: Request, settings: Settings) -> int:
    """Run; 0, or 1 where some reports had problems, or 2 where there was nothing but problems."""
    checked_day(request.published)
    watch = _Watch()
    try:
        total = run(request, settings, watch.show)
    finally:
        watch.close()
    print(f"{request.out}: {_words(total)}{watch.rate()}")
    if total.problems:
        shown = request.out / PROBLEMS
        print(f"{total.problems:,} with problems, each with its reason: {shown}", file=sys.stderr)
    if total.problems == 0:
        return 0
    return 1 if total.reports else 2


def _words(total: Sum) -> str:
    words = f"{total.reports:,} reports, {total.claims:,} claims, {total.shards:,} shards"
    return f"{words}; {total.before:,} parts were there already" if total.before else words


class _Watch:
    """The line on a terminal, or a line a minute in a log."""

    def __init__(self) -> None:
        self._line = Line("coded", "reports")
        self._watched = sys.stderr.isatty()
        self._began = self._told = time.monotonic()
        self._first: int | None = None
        self._done = 0

    def show(self, done: int, count: int | None, share: float) -> None:
        """How many reports are coded."""
        self._first = done if self._first is None else self._first
        self._done = done
        now = time.monotonic()
        if self._watched:
            self._line.show(done, total=count, share=share)
        elif now - self._told >= _PACE:
            self._told = now
            of = f" of {count:,}" if count else f", {share:.0%} of all parts"
            print(f"coded {done:,}{of} reports{self.rate()}", file=sys.stderr, flush=True)

    def rate(self) -> str:
        """How many a second this run has coded, in words."""
        seconds = time.monotonic() - self._began
        coded = self._done - (self._first or 0)
        return f"; {coded / seconds:,.1f} a second" if coded and seconds else ""

    def close(self) -> None:
        """Take the line away."""
        self._line.close()
