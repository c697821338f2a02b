"""Paragraphs of a text and what each is for: headline, byline, body, point of a list, heading, boilerplate."""

from __future__ import annotations

import re
from dataclasses import replace

from dateline.records.reports import Paragraph, ParagraphKind
from dateline.text.datelines import find_dateline
from dateline.text.layout import MARKER, Block, find_paragraph_lines, marks_line
from dateline.text.words import lead_ins

__all__ = ["find_dateline", "find_paragraphs"]

# "By Ana Petrova and Jo Karimi", "BY ANA PETROVA, Kyiv"
_BYLINE = re.compile(
    r"By [A-Z][\w.'’-]+(?: (?:[A-Z][\w.'’-]*|and|in|de|al-\w+)|,(?= [A-Z])){0,12}\Z"
    r"|BY [A-Z][\w.'’-]+(?: (?!TH[EAI])[A-Z][\w.'’-]*){1,4}(?:, [A-Z][\w ]{2,20})?\Z"
)
# "(Reuters)", "Reuters, 22 December 2019", "[AFP]"
_AGENCY_LINE = re.compile(r"[(\[][A-Z][\w .&/-]{1,40}[)\]]\Z")
_DATE_LINE = re.compile(
    r"(?:(?:[A-Z][\w .'-]{2,40}[,|]\s*)?(?:\w+day,? )?(?:\d{1,2} [A-Z][a-z]+|[A-Z][a-z]+\.? \d{1,2}),? \d{4}"
    r"|(?:Published|Updated|Posted|Last updated)\b.{3,60}\d{4}.{0,20})\Z"
)
_SENTENCE_BREAK = re.compile(r"[a-z\d)]{2}[.!?][\"”’']?\s+[\"“‘']?[A-Z]")
_OPEN_END = re.compile(r"[.,;:…][\"'”’)\]]*\Z")
_CONTACT = re.compile(r"(?:\b[\w.+-]+@[\w-]+\.\w|\+\d[\d ()-]{7,}|\bTel\b)")
_FIRST_LETTER = re.compile(r"[^\W_]")


def find_paragraphs(text: str) -> tuple[Paragraph, ...]:
    """The paragraphs of a text, canonical or verbatim, in order and apart.

    A point of a list begins after its marker. A hard-wrapped paragraph is one, over all its lines.
    """
    blocks = find_paragraph_lines(text)
    found: list[Paragraph] = []
    headline = True
    for number, lines in enumerate(blocks):
        paragraph = _read(text, lines, last=number == len(blocks) - 1, head=headline and len(blocks) > 1)
        found.append(paragraph)
        headline = headline and paragraph.kind is ParagraphKind.PUBLISHER
    return tuple(found)


def mark_title(text: str, paragraphs: tuple[Paragraph, ...], title: str) -> tuple[Paragraph, ...]:
    """The paragraphs, with the first one a headline where it says the same as a title known from elsewhere."""
    if not paragraphs or _letters(text[paragraphs[0].start : paragraphs[0].end]) != _letters(title):
        return paragraphs
    return (replace(paragraphs[0], kind=ParagraphKind.HEADLINE), *paragraphs[1:])


def _read(text: str, lines: Block, *, last: bool, head: bool) -> Paragraph:
    start, end = lines[0].start, lines[-1].end
    marker = MARKER.match(text, start, end)
    if marker is not None:
        return Paragraph(marker.end(), end, ParagraphKind.ITEM)
    if end - start > 300:
        return Paragraph(start, end)
    words = text[start:end]
    kind = marks_line(words)
    if kind is None and (
        _AGENCY_LINE.match(words) or (words[-1] != "." and _BYLINE.match(words)) or _DATE_LINE.match(words)
    ):
        kind = ParagraphKind.PUBLISHER
    if kind is None and len(words) < 160 and _has_contact(words):
        kind = ParagraphKind.BOILERPLATE
    if kind is None and not last and _is_title(words):
        if head:
            kind = ParagraphKind.HEADLINE
        elif _is_heading(words):
            kind = ParagraphKind.HEADING
    elif kind is None and not last and words.endswith(":") and _is_label(words):
        kind = ParagraphKind.HEADING
    return Paragraph(start, end, kind or ParagraphKind.BODY)


def _has_contact(words: str) -> bool:
    """Whether a short paragraph tells how to reach someone."""
    return ("@" in words or "+" in words or "Tel" in words) and _CONTACT.search(words) is not None


def _is_title(words: str) -> bool:
    """Whether words read like a title: one line of thought, no full stop, no small letter first."""
    first = _FIRST_LETTER.search(words)
    if first is None or first[0].islower() or _OPEN_END.search(words) or _SENTENCE_BREAK.search(words):
        return False
    return words.count(" ") < 30


def _is_heading(words: str) -> bool:
    """Whether a title inside a text is a heading: short, and no sentence that only lost its full stop."""
    count = words.count(" ") + 1
    return count <= 10 and len(words) <= 90 and not words.endswith(("!", "?", '"', "”")) and ", " not in words


def _is_label(words: str) -> bool:
    """Whether words before a colon are a heading ("Key figures:") and not a lead-in ("The mayor said:")."""
    if words.count(" ") > 4 or "," in words:
        return False
    return words.rstrip(":").rpartition(" ")[2].lower() not in lead_ins()


def _letters(words: str) -> str:
    return "".join(filter(str.isalnum, words.casefold()))
