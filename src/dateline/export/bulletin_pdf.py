"""The bulletin as a PDF, laid out with a font that comes with a package, so that it looks alike everywhere."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from typing import Any
from unicodedata import decimal, name

from dateline.export.bulletin import PARTS, Bulletin, bulletin
from dateline.export.chart import Plan
from dateline.export.columns import printable
from dateline.export.exporter import Exporter, Sheet, Target
from dateline.export.picking import Picked

FONT = "Noto Sans"
FONT_PACKAGE = "fontpkg_noto_sans"
INK, QUIET, LINE, RED = (29, 31, 35), (92, 97, 107), (220, 217, 209), (163, 38, 27)
COLUMNS = (
    ("no.", 8),
    ("day", 27),
    ("what and where", 47),
    ("who", 30),
    ("to whom", 30),
    ("figures", 52),
    ("told by", 26),
)
LAST = (("status", 27), ("reports", 16))
#: Millimetres of a table: from line to line, around a cell; and where in a line its letters stand.
STEP, PADDING, BASE = 3.7, 0.8, 0.75
#: So that the same rows give the same bytes.
STAMP = datetime(1980, 1, 1, tzinfo=UTC)


class Pdf(Exporter):
    """Pages of A4, lying."""

    name = "pdf"
    title = "Bulletin as a PDF"
    kinds = ("incidents",)
    publication = True
    needs = ("fpdf", FONT_PACKAGE)
    loss = (
        "links between claims, and offsets: the page tells incidents",
        "words in other letters than Latin, Greek and Cyrillic: their place says which letters they were in",
    )
    withheld = ("the text of a report",)

    def write(self, picked: Picked, _kind: str, target: Target) -> None:
        """Write the pages."""
        told = bulletin(picked)
        page = _new_page(told)
        _figures(page, told)
        if told.plan is not None:
            _map(page, told.plan)
        _incidents(page, told)
        _lists(page, told)
        page.output(str(target.path))
        target.count(len(told.rows))

    def sheets(self) -> Sequence[Sheet]:
        """The parts of the bulletin."""
        return (Sheet(name="bulletin", fields=PARTS),)


def _new_page(told: Bulletin) -> Any:
    from fpdf import FPDF

    page: Any = FPDF(orientation="L", format="A4")
    page.set_creation_date(STAMP)
    page.set_title(told.title)
    page.set_lang("en")
    page.set_margin(14)
    page.set_auto_page_break(True, margin=14)
    page.add_font(FONT, "", str(_font()))
    page.set_font(FONT, size=9)
    page.add_page()
    _write(page, told.title, size=18)
    _write(page, told.subtitle, size=9, colour=QUIET)
    return page


def _font() -> Path:
    folder = Path(str(import_module(FONT_PACKAGE).__file__)).parent / "files"
    return next(path for path in sorted(folder.glob("*.ttf")) if "Italic" not in path.name)


def _write(page: Any, text: str, *, size: int = 9, colour: tuple[int, int, int] = INK) -> None:
    page.set_font(FONT, size=size)
    page.set_text_color(*colour)
    page.multi_cell(0, size * 0.5, _shown(page, text), align="L", new_x="LMARGIN", new_y="NEXT")
    page.set_text_color(*INK)


def _shown(page: Any, text: str) -> str:
    """A text in the letters of the font; words in others as what they are: "[Arabic letters]"."""
    known = page.current_font.cmap
    letters = (letter if letter.isspace() or ord(letter) in known else _named(letter) for letter in printable(text))
    return re.sub(r"(\[\w+ letters\])(?:\s*\1)+", r"\1", "".join(letters))


def _named(letter: str) -> str:
    """What stands for a sign that the font has not: a digit as ours, a letter as its script, nothing for others."""
    if letter.isdecimal():
        return str(decimal(letter))
    script = name(letter, "").partition(" ")[0]
    return f"[{script if script == 'CJK' else script.capitalize()} letters]" if letter.isalpha() and script else ""


def _heading(page: Any, text: str) -> None:
    page.ln(4)
    _write(page, text, size=13)
    page.ln(1)


def _table(page: Any, header: Sequence[str], rows: Iterable[Sequence[str]], widths: Sequence[int]) -> None:
    """Rows with a line under each; the header stands again on every page."""
    page.set_font(FONT, size=7.5)
    page.set_draw_color(*LINE)
    wide: dict[str, float] = {}
    _row(page, header, widths, wide, colour=QUIET)
    for cells in rows:
        if page.will_page_break(_height(_wrapped(page, cells, widths, wide))):
            page.add_page()
            _row(page, header, widths, wide, colour=QUIET)
        _row(page, cells, widths, wide)


def _row(
    page: Any,
    cells: Sequence[str],
    widths: Sequence[int],
    wide: dict[str, float],
    *,
    colour: tuple[int, int, int] = INK,
) -> None:
    lines = _wrapped(page, cells, widths, wide)
    left, top = page.l_margin, page.get_y()
    page.set_text_color(*colour)
    for column, width in zip(lines, widths, strict=True):
        for number, line in enumerate(column):
            page.text(left + PADDING, top + PADDING + STEP * (number + BASE), line)
        left += width
    page.set_text_color(*INK)
    bottom = top + _height(lines)
    page.line(page.l_margin, bottom, left, bottom)
    page.set_xy(page.l_margin, bottom)


def _height(lines: Sequence[Sequence[str]]) -> float:
    return STEP * max(map(len, lines)) + 2 * PADDING


def _wrapped(page: Any, cells: Sequence[str], widths: Sequence[int], wide: dict[str, float]) -> list[list[str]]:
    """The lines of each cell; `wide` keeps how wide a word is, as fpdf's own tables measure each letter anew."""

    def measure(word: str) -> float:
        if word not in wide:
            wide[word] = page.get_string_width(word)
        return wide[word]

    return [wrap(_shown(page, cell), width - 2 * PADDING, measure) for cell, width in zip(cells, widths, strict=True)]


def wrap(text: str, width: float, measure: Callable[[str], float]) -> list[str]:
    """A text in lines no wider than a width; a word that is wider is cut."""
    lines = [""]
    used = 0.0
    for word in text.split():
        pieces = [word] if measure(word) <= width else list(_cut(word, width, measure))
        for piece in pieces:
            room = measure(" ") if lines[-1] else 0.0
            if lines[-1] and used + room + measure(piece) > width:
                lines.append("")
                used = room = 0.0
            lines[-1] += (" " if lines[-1] else "") + piece
            used += room + measure(piece)
    return lines


def _cut(word: str, width: float, measure: Callable[[str], float]) -> Iterator[str]:
    piece = ""
    for letter in word:
        if piece and measure(piece + letter) > width:
            yield piece
            piece = ""
        piece += letter
    yield piece


def _figures(page: Any, told: Bulletin) -> None:
    _heading(page, "In figures")
    if told.sums:
        header = ("people", "low", "best", "high", "incidents")
        _table(page, header, [(*row[:4], str(row[4])) for row in told.sums], (40, 24, 24, 24, 24))
    else:
        _write(page, "No people were counted in these incidents.")
    page.ln(1)
    _write(page, " · ".join(f"{what}: {number}" for what, number in told.kinds))
    if told.reported:
        _heading(page, "Totals that sources reported")
        for what, number, more in told.reported:
            _write(page, f"– {what}: {number} ({more})")


def _map(page: Any, plan: Plan) -> None:
    """Draw the plan, at 0.25 mm a unit."""
    unit = 0.25
    if page.will_page_break(plan.height * unit + 22):
        page.add_page()
    _heading(page, "Map")
    left, top = page.get_x(), page.get_y()
    page.set_font(FONT, size=6)
    page.set_text_color(*QUIET)
    page.set_draw_color(*LINE)
    page.rect(left, top, plan.width * unit, plan.height * unit)
    for line in plan.grid:
        page.line(left + line.x1 * unit, top + line.y1 * unit, left + line.x2 * unit, top + line.y2 * unit)
        upright = line.x1 == line.x2
        x, y = (line.x1 + 3, plan.height - 5) if upright else (3, line.y1 - 3)
        page.text(left + x * unit, top + y * unit, line.label)
    page.set_draw_color(*RED)
    page.set_fill_color(*RED)
    page.set_text_color(*INK)
    with page.rect_clip(left, top, plan.width * unit, plan.height * unit):
        for mark in plan.marks:
            style = "F" if mark.is_point else "D"
            page.circle(left + mark.x * unit, top + mark.y * unit, mark.radius * unit, style=style)
            if mark.side:
                back = page.get_string_width(mark.label) if mark.side < 0 else 0.0
                page.text(left + (mark.x + 7 * mark.side) * unit - back, top + (mark.y + 4) * unit, mark.label)
    length, km = plan.bar
    page.set_fill_color(255, 255, 255)
    page.set_draw_color(*INK)
    right, low = left + (plan.width - 16) * unit, top + (plan.height - 20) * unit
    page.line(right - length * unit, low, right, low)
    page.text(right - length * unit, low - 1, f"{km:,} km")
    page.set_xy(left, top + plan.height * unit + 2)
    _write(
        page, "Numbers are those of the rows below. A dot is a place, a circle an area in which it lies.", colour=QUIET
    )


def _incidents(page: Any, told: Bulletin) -> None:
    if page.will_page_break(40):
        page.add_page()
    _heading(page, "Incidents")
    if not told.rows:
        _write(page, "There are none.")
        return
    columns = (*COLUMNS, *LAST)
    rows = [
        (
            str(row.number),
            row.day,
            row.what,
            row.who,
            row.to_whom,
            row.figures,
            row.told_by,
            f"{row.status}; {row.review}",
            ", ".join(map(str, row.reports)),
        )
        for row in told.rows
    ]
    _table(page, [name for name, _ in columns], rows, [width for _, width in columns])


def _lists(page: Any, told: Bulletin) -> None:
    _heading(page, "How this was made")
    for line in told.method:
        _write(page, f"– {line}")
    _heading(page, "Sources")
    for source in told.sources:
        _write(page, f"{source.number}. {source.words}" + (f"  {source.url}" if source.url else ""))
