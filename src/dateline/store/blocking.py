"""Words put out of sight: a block for each letter, in texts and in whatever JSON was made of them.

A text keeps its length, so that every offset into it stays what it was.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from dateline.errors import StoreError

BLOCK = "█"
#: What may stand between two words of a name, in a text, a file's name or an address.
_BETWEEN = r"(?:%20|[\s_+.‐‑–-]{1,3})"
SHORTEST = 2


@dataclass(frozen=True, slots=True)
class Blocking:
    """Which words are put out of sight, in whatever case they are written, and however their accents are coded."""

    pattern: re.Pattern[str]

    @classmethod
    def of(cls, words: Iterable[str]) -> Blocking:
        """Of each text, whole words only; raises StoreError where one says nothing."""
        several = sorted({" ".join(one.split()) for one in words}, key=lambda one: (-len(one), one))
        if not several:
            raise StoreError("which words are to be erased?")
        if short := next((one for one in several if len(one.replace(" ", "")) < SHORTEST), None):
            raise StoreError(f"{short!r}: too short to be looked for")
        parts = "|".join(_BETWEEN.join(map(_word, one.split())) for one in several)
        return cls(re.compile(rf"(?<![^\W_])(?:{parts})(?![^\W_])", re.IGNORECASE))

    def text(self, text: str) -> str:
        """A text of the same length without the words."""
        return self.pattern.sub(lambda found: BLOCK * len(found[0]), text)

    def meets(self, value: Any) -> bool:
        """Whether the words stand anywhere in a JSON value."""
        if isinstance(value, str):
            return self.pattern.search(value) is not None
        if isinstance(value, dict):
            return any(map(self.meets, value.values())) or any(map(self.meets, value))
        return isinstance(value, list) and any(map(self.meets, value))

    def value(self, value: Any, before: str | None = None, after: str | None = None) -> Any:
        """A JSON value without the words; its spans are read anew from the text as it is now.

        `before` and `after` are the report's text. A name whose mention is out of sight is out of sight as a whole:
        "Nur" where the text tells of Halima Nur.
        """
        if isinstance(value, str):
            return self.text(value)
        if isinstance(value, list):
            return [self.value(one, before, after) for one in value]
        if not isinstance(value, dict):
            return value
        left = {self.text(key): self.value(one, before, after) for key, one in value.items()}
        start, end, words = value.get("start"), value.get("end"), value.get("text")
        if (
            before is not None
            and after is not None
            and isinstance(start, int)
            and isinstance(end, int)
            and words == before[start:end]
        ):
            left["text"] = after[start:end]
        mention, name = value.get("mention"), value.get("name")
        if isinstance(mention, dict) and isinstance(name, str) and left["mention"] != mention:
            left["name"] = BLOCK * len(name)
        return left


def _word(word: str) -> str:
    """A pattern of a word, its accents parts of the letters or signs of their own."""
    forms = sorted({unicodedata.normalize(form, word) for form in ("NFC", "NFD")})
    return f"(?:{'|'.join(map(re.escape, forms))})"
