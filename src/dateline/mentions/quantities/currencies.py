"""Signs and names of currencies: "$", "US$", "N5m", "naira"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

_TIED = re.compile(r"([^\d\W]+|\W+?)(\d[\d,]*(?:\.\d+)?)")
_SURE = 4  # figures after a lone letter that make it a sum and no road: "N5000", not "N12"
_SCALES = frozenset({"million", "billion", "trillion", "bn", "m", "mn", "mln"})


@dataclass(frozen=True, slots=True)
class Currencies:
    """`signs` stand before a sum, `names` after it; both give the `of` of a figure: {"$": "dollars"}."""

    signs: dict[str, str]
    names: dict[str, str]

    def tied(self, lowers: Sequence[str], begin: int) -> bool:
        """Whether a token is a sign and its figures in one: "rs500"; a lone letter needs a large sum: "n5 million"."""
        word = lowers[begin]
        if not word[-1].isdigit() or word[0].isdigit():
            return False
        found = _TIED.fullmatch(word)
        if found is None or found[1] not in self.signs:
            return False
        scaled = begin + 1 < len(lowers) and lowers[begin + 1] in _SCALES
        return len(found[1]) > 1 or scaled or "," in word or len(found[2]) >= _SURE

    def figures(self, word: str) -> str:
        """A token without the sign that is tied to it."""
        if word[0].isdigit():
            return word
        found = _TIED.fullmatch(word)
        return found[2] if found is not None and found[1] in self.signs else word

    def before(self, lowers: Sequence[str], begin: int) -> tuple[int, str] | None:
        """The sign of a number, in its token or the one before: where it begins, and its currency."""
        if not lowers[begin][0].isdigit() and self.tied(lowers, begin):
            found = _TIED.fullmatch(lowers[begin])
            return None if found is None else (begin, self.signs[found[1]])
        sign = lowers[begin - 1] if begin else ""
        return (begin - 1, self.signs[sign]) if sign in self.signs and (len(sign) > 1 or not sign.isalpha()) else None
