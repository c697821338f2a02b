"""Canonical text: unwrapped lines, mended characters and hyphens, paragraphs parted by one blank line."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise

from dateline.text.characters import mend_characters
from dateline.text.hyphens import ends_in_hyphen, find_joint, mend_inner_hyphens
from dateline.text.layout import Block, Line, find_paragraph_lines

_ROUNDS = 8
_SPACES = re.compile(r" {2,}")
_STRAY = re.compile(r"(?<=\w) +([,;.])(?=\s|\Z)")
_BROKEN = re.compile(r"-[ \t]*\n[ \t]*")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_SENTENCE_END = re.compile(r"[.!?:;…][\"'”’»)\]]*\Z")


def canonical(text: str) -> str:
    """The text as it is stored: the same for a text that is canonical already.

    "al-\\nNuman" becomes "al-Numan", "bom-\\nbardment" becomes "bombardment", two quotation marks become one.
    """
    for _ in range(_ROUNDS):
        mended = _mend(text)
        if mended == text:
            break
        text = mended
    return text


def _mend(text: str) -> str:
    """One round of mending. What it mends can show something more, so rounds go on until nothing changes."""
    joined = unwrap(mend_characters(text))
    if "  " in joined:
        joined = _SPACES.sub(" ", joined)
    if " ," in joined or " ." in joined or " ;" in joined:
        joined = _STRAY.sub(r"\1", joined)
    return mend_inner_hyphens(joined)


def unwrap(text: str) -> str:
    """The text with a line for each paragraph and a blank line between two; its characters stay as they are."""
    pages = "\f" in text
    known = _vocabulary(text)
    paragraphs: list[list[str]] = []
    before: Block = []
    for lines in find_paragraph_lines(text):
        if pages and before and _crosses_page(text, before[-1], lines[0]):
            paragraphs[-1] += [" ", *_join(lines, known)]
        else:
            paragraphs.append(_join(lines, known))
        before = lines
    return "\n\n".join("".join(pieces) for pieces in paragraphs)


def _join(lines: Block, known: Callable[[str], bool]) -> list[str]:
    """The lines of a paragraph and what belongs between them."""
    pieces = [lines[0].text]
    for before, line in pairwise(lines):
        if ends_in_hyphen(before.text):
            pieces[-1] = pieces[-1][:-1]
            pieces.append(find_joint(before.text, line.text, known=known))
        else:
            pieces.append(" ")
        pieces.append(line.text)
    return pieces


def _crosses_page(text: str, before: Line, line: Line) -> bool:
    """Whether a paragraph is the rest of one that a page's end has parted."""
    gap = text[max(before.end, line.start - 40) : line.start]
    return "\f" in gap and line.text[0].islower() and _SENTENCE_END.search(before.text[-8:]) is None


def _vocabulary(text: str) -> Callable[[str], bool]:
    """Whether a text has a word elsewhere than at a line's end; read only where a hyphen asks for it."""
    words: set[str] = set()

    def known(word: str) -> bool:
        if not words:
            for piece in _BROKEN.split(text):
                whole = piece.partition(" ")[2].rpartition(" ")[0]
                words.update(_WORD.findall(whole.lower()))
            words.add("")
        return word in words

    return known
