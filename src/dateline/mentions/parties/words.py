"""A sentence as plain words: hyphens parted, marks and apostrophes folded, each with its place in the text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from dateline.nlp.parsed import Sentence, Token
from dateline.reference.parties import fold

_PIECE = re.compile(r"[^\s\-‐‑–—/&,;:!?…()\[\]{}\"“”«»]+")
_JOIN = re.compile(r"['’‘\"“”`]*(?:\s+|[-‐‑]\s?|)['’‘\"“”`]*")


@dataclass(slots=True, eq=False)
class Words:
    """The words of a sentence, in lists of one length; `glued[i]` tells that only blanks and hyphens part i-1 and i."""

    sentence: Sentence
    text: str
    norms: list[str]
    starts: list[int]
    ends: list[int]
    tokens: list[Token]
    upper: bool  # the sentence is printed in capitals

    def __len__(self) -> int:
        return len(self.norms)

    def glued(self, index: int) -> bool:
        """Whether only blanks, hyphens and quotation marks part a word from the one before it."""
        if index <= 0 or index >= len(self.norms):
            return False
        between = self.text[self.ends[index - 1] : self.starts[index]]
        return between in (" ", "", "-") or _JOIN.fullmatch(between) is not None

    def hyphened(self, index: int) -> bool:
        """Whether a hyphen joins a word to the one before it."""
        return 0 < index < len(self.norms) and "-" in self.text[self.ends[index - 1] : self.starts[index]]

    def surface(self, start: int, end: int) -> str:
        """The words from `start` to `end` as they are printed."""
        return self.text[self.starts[start] : self.ends[end - 1]]

    def capital(self, index: int) -> bool:
        """Whether a word begins with a capital letter."""
        return self.text[self.starts[index]].isupper()


def words_of(sentence: Sentence, text: str) -> Words:
    """The words of a sentence; punctuation is left out, its place remembered."""
    norms: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    tokens: list[Token] = []
    for token in sentence.tokens:
        for norm, begin, end in _pieces(token.text):
            norms.append(norm)
            starts.append(token.start + begin)
            ends.append(token.start + end)
            tokens.append(token)
    upper = text[sentence.start : sentence.end].isupper() and len(norms) > 3
    return Words(sentence, text, norms, starts, ends, tokens, upper)


@lru_cache(maxsize=65536)
def _pieces(token: str) -> tuple[tuple[str, int, int], ...]:
    """The words inside a token, with their offsets in it: "U.S.-based" holds two."""
    if token.isalnum() and token.isascii():
        return ((token.lower(), 0, len(token)),)
    found = []
    for match in _PIECE.finditer(token):
        norm = fold(match.group())
        if norm:
            found.append((norm, match.start(), match.end()))
    return tuple(found)
