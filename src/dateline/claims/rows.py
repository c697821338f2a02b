"""Figures that stand in rows: tables by district, and lists such as "Ituri: 14 killed, 22 injured"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from dateline.claims.scene import Scene
from dateline.mentions.dates import as_if_dated
from dateline.mentions.places.wording import words
from dateline.mentions.quantities.lexicon import words as before_words
from dateline.records import Paragraph, PlaceMention, QuantityMention, Span, TimeMention
from dateline.reference.columns import Column, read_column
from dateline.reference.lexicons import words_of
from dateline.text.rows import find_cells, find_labelled, is_number

DATED = frozenset({"DATE", "TIME"})
ABOVE = 2  # paragraphs over the first row in which its heading may stand
PIECE = re.compile(r"(?:[^,;]|,(?=\d{3}\b))+")
LINK = re.compile(r" and (?=\D{0,24}\d)")
BARE = re.compile(r"\s*(?P<said>(?:[A-Za-z]+ ){0,3})(?P<n>\d[\d,]*)(?: [A-Za-z]+){0,3}\s*\Z")


@dataclass(frozen=True, slots=True)
class Cell:
    """A number of a row with what it counts; `quantity` is what was read of its words, None in a table."""

    column: Column
    number: Span
    n: float
    quantity: QuantityMention | None = None
    quantifier: str = "exact"


@dataclass(frozen=True, slots=True)
class Row:
    """A row: its paragraph, the name that it is of, where and when it holds, its numbers; a table's head has none."""

    paragraph: int
    evidence: Span
    label: Span
    place: PlaceMention | None
    time: TimeMention | None
    cells: tuple[Cell, ...]


def find_rows(scene: Scene) -> list[Row]:
    """The rows of figures of a report, in order, the lines that head tables among them.

    A table needs a line that names its columns. One of its names, or of a list's, must be a place of the gazetteer, so
    that "Deaths: 41" and a score are none; where the first column is headed "District" that is said already.
    """
    paragraphs = scene.parsed.report.paragraphs
    found: list[Row] = []
    block: list[Row] = []
    columns: list[Column | None] | None = None
    heading: TimeMention | None = None
    above: Column | None = None
    for number, paragraph in enumerate(paragraphs):
        row: Row | None = None
        here = _columns(scene, paragraph)
        if here is not None:
            _close(found, block)
            columns, heading = here, _heading_time(scene, number)
            block = [_head(scene, number)]
            continue
        if columns is not None:
            row = _of_table(scene, number, columns, heading)
        if row is None:
            columns = None
            if not block:
                heading, above = _heading_time(scene, number), _heading_column(scene, number)
            row = _of_list(scene, number, heading, above)
        if row is None:
            block = _close(found, block)
        else:
            block.append(row)
    _close(found, block)
    return found


def _close(found: list[Row], block: list[Row]) -> list[Row]:
    """Keep the rows of a block where one of them is of a known place; the next block."""
    placed = any(row.place is not None and row.place.country is not None for row in block)
    if placed or (block and _heads_places(block[0])):
        found.extend(block)
    return []


def _head(scene: Scene, number: int) -> Row:
    paragraph = scene.parsed.report.paragraphs[number]
    line = scene.parsed.span(paragraph.start, paragraph.end)
    cells = find_cells(line.text)
    label = scene.parsed.span(line.start + cells[0][0], line.start + cells[0][1]) if cells is not None else line
    return Row(number, line, label, None, None, ())


def _heads_places(row: Row) -> bool:
    """Whether a line heads a table whose first column names places."""
    first = row.label.text.split()[:1]
    return not row.cells and bool(first) and first[0].lower().rstrip("s") in words("unit") | words("settlement")


def _columns(scene: Scene, paragraph: Paragraph) -> list[Column | None] | None:
    """What each cell after the first counts, where a line heads a table of figures; None in all other lines."""
    text = scene.parsed.text[paragraph.start : paragraph.end]
    cells = find_cells(text)
    if cells is None:
        named = [read_column(word) for word in text.split()] if len(text.split()) <= 6 else []
        return named[1:] if len(named) > 1 and named[0] is None and all(named[1:]) else None
    if any(is_number(text[start:end]) for start, end in cells):
        return None
    columns = [read_column(text[start:end]) for start, end in cells[1:]]
    return columns if any(columns) else None


def _of_table(scene: Scene, number: int, columns: list[Column | None], heading: TimeMention | None) -> Row | None:
    paragraph = scene.parsed.report.paragraphs[number]
    text = scene.parsed.text[paragraph.start : paragraph.end]
    cells = find_cells(text)
    if cells is None or len(cells) != len(columns) + 1:
        return None
    read = []
    for column, (start, end) in zip(columns, cells[1:], strict=True):
        number_words = text[start:end]
        if not is_number(number_words):
            if column is not None:
                return None
            continue
        digits = re.sub(r"\D", "", number_words)
        if column is not None and digits and float(digits) > 0:
            span = scene.parsed.span(paragraph.start + start, paragraph.start + end)
            quantifier = "at_least" if number_words.endswith("+") else "exact"
            read.append(Cell(column, span, float(digits), quantifier=quantifier))
    return _row(scene, number, cells[0], heading, tuple(read))


def _of_list(scene: Scene, number: int, heading: TimeMention | None, above: Column | None) -> Row | None:
    """A row such as "Ituri: 14 killed, 22 injured"; all that is said of the name must be figures."""
    paragraph = scene.parsed.report.paragraphs[number]
    text = scene.parsed.text[paragraph.start : paragraph.end].rstrip(".")
    parts = find_labelled(text)
    if parts is None:
        return None
    label, (start, end) = parts
    read: list[Cell] = []
    for piece in PIECE.finditer(LINK.sub(" ,  ", text[start:end])):
        begin = paragraph.start + start + piece.start()
        cell = _cell(scene, begin, begin + len(piece[0]), above)
        if cell is None:
            return None
        read.append(cell)
    return _row(scene, number, label, heading, tuple(read))


def _cell(scene: Scene, start: int, end: int, above: Column | None) -> Cell | None:
    """The figure that a piece of a row consists of: "14 killed", "about 3,400 people displaced"."""
    sentence = scene.parsed.sentence_at(start)
    if sentence is None:
        return None
    inside = [q for q in scene.quantities_in(sentence) if start <= q.number.start < end]
    column = read_column(scene.parsed.text[start:end]) or above
    if column is None or len(inside) > 1:
        return None
    if not inside:
        bare = BARE.match(scene.parsed.text[start:end])
        if bare is None:
            return None
        said = before_words().before.before([*bare["said"].lower().split(), ""], len(bare["said"].split()))
        if bare["said"].strip() and said is None:
            return None
        at = scene.parsed.span(start + bare.start("n"), start + bare.end("n"))
        return Cell(column, at, float(bare["n"].replace(",", "")), quantifier="exact" if said is None else said[1])
    quantity = inside[0]
    if quantity.n is None or len(scene.parsed.text[quantity.span.end : end].split()) > 3:
        return None
    return Cell(column, quantity.number, quantity.n, quantity)


def _row(
    scene: Scene, number: int, label: tuple[int, int], heading: TimeMention | None, cells: tuple[Cell, ...]
) -> Row | None:
    paragraph = scene.parsed.report.paragraphs[number]
    name = scene.parsed.span(paragraph.start + label[0], paragraph.start + label[1])
    if not name.text[:1].isupper() and not name.text[:1].isdigit():
        return None
    place = next(iter(_places(scene, name)), None)
    own = next((time for time in _times(scene, paragraph) if _dates(time)), None)
    evidence = scene.parsed.span(paragraph.start, paragraph.end)
    return Row(number, evidence, name, place, own or heading, cells)


def _places(scene: Scene, label: Span) -> Iterator[PlaceMention]:
    """The place that a label names: one that was found in it, else its words, unless they are for a sum."""
    for place in scene.mentions.places:
        if label.start <= place.span.start and place.span.end <= label.end and place.form != "adjective":
            yield place
    if not {word.lower() for word in label.text.split()} & words_of("total_word") and read_column(label.text) is None:
        yield PlaceMention(span=label)


def _heading_time(scene: Scene, number: int) -> TimeMention | None:
    """The days that a heading over the rows names: "DISPLACEMENT BY TERRITORY, 10-16 JUNE"."""
    for paragraph in _above(scene, number):
        times = [time for time in _times(scene, paragraph) if _dates(time)]
        if times:
            return times[0] if len(times) == 1 else None
    return None


def _heading_column(scene: Scene, number: int) -> Column | None:
    """What a heading says that the numbers below it count: "Displaced people:"."""
    for paragraph in _above(scene, number):
        return read_column(scene.parsed.text[paragraph.start : paragraph.end])
    return None


def _above(scene: Scene, number: int) -> list[Paragraph]:
    """The lines over a row that may head it, the nearest first: short ones that end no sentence."""
    near = list(scene.parsed.report.paragraphs[max(0, number - ABOVE) : number])[::-1]
    text = scene.parsed.text
    return [p for p in near if p.end - p.start <= 100 and not text[p.start : p.end].endswith(".")]


def _times(scene: Scene, paragraph: Paragraph) -> list[TimeMention]:
    return [time for time in scene.mentions.times if paragraph.start <= time.span.start < paragraph.end]


def _dates(time: TimeMention) -> bool:
    return time.type in DATED and as_if_dated(time).start is not None
