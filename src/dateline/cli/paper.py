"""What text is printed on: how wide the screen is, whether it has colours, which letters it knows."""

from __future__ import annotations

import codecs
import io
import os
import shutil
import sys
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

#: Wider than any line: in a pipe nothing is broken, so that `grep` finds a whole field on one line.
UNBROKEN = 100_000

#: What stands for a sign that a screen does not have.
PLAIN_SIGNS = {"“": '"', "”": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "·": "-", "…": "...", "→": "->", "≥": ">="}


class Paper:
    """Collects what is printed; `width` is None where lines are not broken."""

    def __init__(self, *, width: int | None, colour: bool, encoding: str) -> None:
        from rich.console import Console

        self.width = width
        self._encoding = encoding
        self._colour = colour
        self._page = io.StringIO()
        self._console: Console = Console(
            file=self._page,
            width=width or UNBROKEN,
            force_terminal=colour,
            color_system="standard" if colour else None,
            highlight=False,
            markup=False,
            emoji=False,
            legacy_windows=False,
        )

    @classmethod
    def for_file(cls, path: Path | None) -> Paper:
        """The paper for a file, or for standard output as it is: a screen, or a pipe."""
        if path is not None:
            return cls(width=_asked_width(), colour=False, encoding="utf-8")
        encoding = sys.stdout.encoding or "ascii"
        if sys.stdout.isatty():
            colour = not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
            return cls(width=max(shutil.get_terminal_size().columns, 40), colour=colour, encoding=encoding)
        return cls(width=_asked_width(), colour=False, encoding=encoding)

    def line(self, text: str = "", style: str | None = None) -> None:
        """Print one line, broken where the screen ends."""
        self._console.print(text, style=style)

    def item(self, text: str) -> None:
        """Print one point of a list, its further lines under its first word."""
        from rich.table import Table
        from rich.text import Text

        grid = Table.grid(padding=(0, 1, 0, 0))
        grid.add_column()
        grid.add_column(overflow="fold")
        grid.add_row("-", Text(text))
        self._console.print(grid)

    def put(self, thing: RenderableType) -> None:
        """Print anything that rich can print."""
        self._console.print(thing)

    def bytes(self) -> bytes:
        """What was printed since the last call, in the letters that the screen has."""
        text = self._page.getvalue()
        self._page.seek(0)
        self._page.truncate()
        if not self._colour:
            text = "".join(line.rstrip() + "\n" for line in text.splitlines())
        return encode(text, self._encoding)


def encode(text: str, encoding: str) -> bytes:
    """The text in an encoding; a letter that it does not have becomes its nearest plain one, else "?"."""
    return text.encode(encoding, "dateline.plain")


def _nearest(error: UnicodeError) -> tuple[str | bytes, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    letters = error.object[error.start : error.end]
    plain = ""
    for letter in letters:
        bare = unicodedata.normalize("NFKD", letter).encode("ascii", "ignore").decode()
        plain += PLAIN_SIGNS.get(letter) or bare or "?"
    return plain, error.end


codecs.register_error("dateline.plain", _nearest)


def use_plain_letters() -> None:
    """Let whatever is printed use the nearest plain letter where the screen lacks one, and never fail for it."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="dateline.plain")


def _asked_width() -> int | None:
    """The width that `COLUMNS` asks for, None where it asks for none."""
    asked = os.environ.get("COLUMNS", "")
    return max(int(asked), 40) if asked.isdecimal() and int(asked) > 0 else None
