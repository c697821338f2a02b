"""Which line ends part paragraphs: a text's lines, put together as its author meant them.

A text is hard-wrapped where most lines stop because the line was full. That is decided once for a text; then each line
end is a wrap or a break. The same reading serves the cleaning, which joins the lines, and the segments, which only
point at them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from dateline.records.reports import ParagraphKind
from dateline.text.hyphens import ends_in_hyphen
from dateline.text.rows import is_row
from dateline.text.words import line_marks, open_words

MARKER = re.compile(
    r"(?:[•●▪◦‣∙·■□–—*►➢✓\uf0b7]|--?|[oO](?=\s{2})|\.(?=\s{2}))\s+(?=\S)"
    r"|[•●▪◦‣∙■□►➢\uf0b7](?=\w)"
    r"|(?:\d{1,2}|[ivx]{1,4}|[a-z])[.)]\s+(?=\S)"
    r"|\((?:\d{1,2}|[ivx]{1,4}|[a-z])\)\s+(?=\S)"
)
_NUMBER = re.compile(r"\(?(\d{1,2})[.)]\s")
_BULLETS = frozenset("•●▪◦‣■□►➢✓\uf0b7*.")
_BREAK = re.compile(r"\r\n|[\n\r\x0b\u2028]|\f|\u2029")
_PAGE_NUMBER = re.compile(r"(?i:page\s+\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?|[-–—]\s?\d{1,4}\s?[-–—])\Z")
_ENDS = frozenset(".!?…")
_STOPS = frozenset(".!?…:;")
_CLOSERS = "\"'”’»)]"

_WIDEST = 140  # a line longer than this was not wrapped for reading
_NARROWEST = 24
_SHORTEST = 16  # a line shorter than this stands for itself, in a text that is not wrapped
_SAMPLE = 400  # line ends that are looked at to decide on a text
_ENOUGH_PAIRS = 4  # from here on, full lines alone tell that a text is wrapped


@dataclass(slots=True)
class Line:
    """A line without the space around it."""

    start: int
    end: int
    indent: int
    text: str


Block = list[Line]


def find_paragraph_lines(text: str) -> list[Block]:
    """The lines of each paragraph, in order."""
    blocks = _find_blocks(text)
    if all(len(block) == 1 for block in blocks):
        return blocks
    wrap = _find_wrap(blocks)
    paragraphs: list[Block] = []
    for number, block in enumerate(blocks):
        if len(block) == 1:
            paragraphs.append(block)
        else:
            paragraphs += _part(block, wrap, first=number == 0)
    return paragraphs


def marks_line(text: str) -> ParagraphKind | None:
    """What a byline, credit, contact or copyright line is; None for any other line."""
    if len(text) > 300:
        return None
    for pattern, kind in line_marks():
        if pattern.search(text):
            return kind
    return None


def _find_blocks(text: str) -> list[Block]:
    """The lines between blank lines; page numbers are left out, and a page's end parts only what a sentence ends."""
    blocks: list[Block] = []
    block: Block = []
    for start, end, page_end in _lines(text):
        raw = text[start:end]
        stripped = raw.strip()
        if stripped and not (len(stripped) < 20 and _PAGE_NUMBER.match(stripped)):
            left = start + len(raw) - len(raw.lstrip())
            block.append(Line(left, left + len(stripped), left - start, stripped))
        elif block:
            blocks.append(block)
            block = []
        if page_end and block:
            blocks.append(block)
            block = []
    if block:
        blocks.append(block)
    return blocks


def _lines(text: str) -> Iterator[tuple[int, int, bool]]:
    """Start and end of each line, and whether a page or a paragraph ends with it."""
    start = 0
    if not any(mark in text for mark in "\r\f\x0b\u2028\u2029"):
        for line in text.split("\n"):
            yield start, start + len(line), False
            start += len(line) + 1
        return
    for match in _BREAK.finditer(text):
        yield start, match.start(), match[0] in "\f\u2029"
        start = match.end()
    yield start, len(text), False


@dataclass(frozen=True, slots=True)
class _Wrap:
    """How a hard-wrapped text is wrapped: its width, and whether blank lines part its paragraphs."""

    width: int
    blank: bool


def _find_wrap(blocks: list[Block]) -> _Wrap | None:
    """The wrap of a text; None where a line is a paragraph."""
    pairs = [(a, b) for block in blocks for a, b in pairwise(block)]
    pairs = [(a, b) for a, b in pairs if not _starts_item(a, b)][:_SAMPLE]
    if not pairs:
        return None
    lengths = sorted(len(a.text) for a, _ in pairs)
    width = lengths[min(len(lengths) - 1, len(lengths) * 9 // 10)]
    if not _NARROWEST <= width <= _WIDEST:
        return None
    many = len(pairs) >= _ENOUGH_PAIRS
    going_on = sum(_goes_on(a, b) or (many and _is_full(a, b, width) and not _is_ended(a)) for a, b in pairs)
    if going_on < 0.4 * len(pairs):
        return None
    lines = sum(len(block) for block in blocks)
    return _Wrap(max(width, 40), blank=len(blocks) > 2 and lines <= 14 * len(blocks))


def _part(block: Block, wrap: _Wrap | None, *, first: bool) -> Iterator[Block]:
    """The paragraphs of a block."""
    lines = block[:1]
    for before, line in pairwise(block):
        if not (_joins_loosely(before, line) if wrap is None else _joins_wrapped(lines, line, wrap, first=first)):
            yield lines
            lines = []
        lines.append(line)
    yield lines


def _joins_loosely(before: Line, line: Line) -> bool:
    """Whether a line goes on with the one before, in a text in which a line is a paragraph."""
    if _starts_item(before, line) or marks_line(line.text) or _are_rows(before, line):
        return False
    return ends_in_hyphen(before.text) or (len(before.text) >= _SHORTEST and _goes_on(before, line))


def _joins_wrapped(lines: Block, line: Line, wrap: _Wrap, *, first: bool) -> bool:
    """Whether a line goes on with the paragraph so far, in a hard-wrapped text."""
    before = lines[-1]
    if _starts_item(before, line, lines[0]) or _are_rows(before, line):
        return False
    ended = _is_ended(before)
    full = _is_full(before, line, wrap.width)
    if (ended or not full) and marks_line(line.text):
        return False
    if ended:
        if line.indent >= before.indent + 2 and not MARKER.match(lines[0].text):
            return False
        return wrap.blank or full or not _opens(line.text)
    if full or _goes_on(before, line) or ends_in_hyphen(before.text):
        return True
    # A short line without a full stop at the head of a block is a title or a byline.
    if _is_stopped(before) or len(before.text) > 0.8 * wrap.width:
        return True
    if not all(_is_short(each, wrap) for each in lines):
        return True
    same_title = first and _is_short(line, wrap) and line.indent <= before.indent and not marks_line(before.text)
    return same_title and not _is_ended(line)


def _are_rows(before: Line, line: Line) -> bool:
    """Whether two lines are rows of one table or list of figures; a line with bars is one whatever is before it."""
    return is_row(line.text) and ("|" in line.text or is_row(before.text))


def _is_ended(line: Line) -> bool:
    """Whether a line ends as a sentence does."""
    return line.text.rstrip(_CLOSERS)[-1:] in _ENDS


def _is_stopped(line: Line) -> bool:
    """Whether a line ends as a sentence or as a lead-in does."""
    return line.text.rstrip(_CLOSERS)[-1:] in _STOPS


def _is_short(line: Line, wrap: _Wrap) -> bool:
    return len(line.text) <= 0.8 * wrap.width


def _is_full(before: Line, line: Line, width: int) -> bool:
    """Whether the first word of `line` would not have fitted at the end of the line before it."""
    word = line.text.find(" ")
    return before.indent + len(before.text) + 1 + (word if word > 0 else len(line.text)) > 0.93 * width


def _goes_on(before: Line, line: Line) -> bool:
    """Whether the words themselves say that a sentence goes on in the next line."""
    if _is_stopped(before):
        return False
    if line.text[0].islower() or before.text[-1] == "," or ends_in_hyphen(before.text):
        return True
    return before.text.rpartition(" ")[2].lower() in open_words()


def _opens(text: str) -> bool:
    """Whether a line can open a paragraph: not with a small letter."""
    return not text[0].islower()


def _starts_item(before: Line, line: Line, head: Line | None = None) -> bool:
    """Whether a line is a point of a list, and not a wrapped "12." or a dash between words.

    `head` is the first line of the paragraph so far, where that is known.
    """
    match = MARKER.match(line.text)
    if match is None:
        return False
    head = before if head is None else head
    if _is_stopped(before) or match[0][0] in _BULLETS:
        return True
    if MARKER.match(head.text) is None:
        return False
    number, last = _NUMBER.match(line.text), _NUMBER.match(head.text)
    if number is not None:
        return int(number[1]) == (1 if last is None else int(last[1]) + 1)
    return True
