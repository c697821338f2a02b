"""Canonical text: unwrapped lines, mended characters and hyphens, paragraphs parted by one blank line."""

from __future__ import annotations

import re
from collections.abc import Callable

from dateline.text.characters import mend_characters
from dateline.text.hyphens import ends_in_hyphen, join_hyphen, mend_inner_hyphens
from dateline.text.layout import Block, find_paragraph_lines

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
    text = mend_characters(text)
    pages = "\f" in text
    known = _vocabulary(text)
    paragraphs: list[str] = []
    for lines in find_paragraph_lines(text):
        paragraph = _join(lines, known)
        if pages and paragraphs and _crosses_page(text, paragraphs[-1], lines):
            paragraphs[-1] = f"{paragraphs[-1]} {paragraph}"
        else:
            paragraphs.append(paragraph)
    joined = "\n\n".join(paragraphs)
    if "  " in joined:
        joined = _SPACES.sub(" ", joined)
    if " ," in joined or " ." in joined or " ;" in joined:
        joined = _STRAY.sub(r"\1", joined)
    return mend_inner_hyphens(joined)


def _join(lines: Block, known: Callable[[str], bool]) -> str:
    """The lines of a paragraph as one."""
    joined = lines[0].text
    for line in lines[1:]:
        hyphen = ends_in_hyphen(joined)
        joined = join_hyphen(joined, line.text, known=known) if hyphen else f"{joined} {line.text}"
    return joined


def _crosses_page(text: str, before: str, lines: Block) -> bool:
    """Whether a paragraph is the rest of one that a page's end has parted."""
    start = lines[0].start
    gap = text[max(0, start - 40) : start]
    return "\f" in gap and lines[0].text[0].islower() and _SENTENCE_END.search(before) is None


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
