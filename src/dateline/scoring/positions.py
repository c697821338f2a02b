"""Where words stand in a text, whatever became of its white space, quotation marks and hyphens."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate
from typing import Any

Interval = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Letters:
    """A text's letters and digits, and how many of them stand before each of its characters."""

    folded: str
    before: tuple[int, ...]

    @classmethod
    def of(cls, text: str) -> Letters:
        parts = [char.casefold() if char.isalnum() else "" for char in text]
        return cls("".join(parts), tuple(accumulate(map(len, parts), initial=0)))

    def interval(self, start: int, end: int) -> Interval:
        """The letters between two offsets of the text; offsets outside are brought to its edges."""
        last = len(self.before) - 1
        return self.before[min(max(start, 0), last)], self.before[min(max(end, 0), last)]

    def words(self, interval: Interval) -> str:
        return self.folded[interval[0] : interval[1]]


def shared(one: Interval | None, other: Interval | None) -> int:
    """How many letters two intervals have in common."""
    if one is None or other is None:
        return 0
    return max(0, min(one[1], other[1]) - max(one[0], other[0]))


def occurrences(text: str, words: str) -> list[int]:
    """Every offset at which the words begin."""
    found, at = [], text.find(words)
    while at >= 0:
        found.append(at)
        at = text.find(words, at + 1)
    return found


def locate(text: str, quote: str, inside: Interval | None = None) -> Interval:
    """The offsets of a quote. Raises ValueError where the text does not have it.

    Its first whole-word occurrence inside the evidence is meant, else the last one before it, else its first.
    """
    starts = occurrences(text, quote)
    if not starts:
        raise ValueError(f"not in the text: {quote!r}")
    if inside is None:
        chosen = starts[0]
    elif within := [at for at in starts if inside[0] <= at and at + len(quote) <= inside[1]]:
        chosen = next((at for at in within if _whole(text, at, at + len(quote))), within[0])
    else:
        earlier = [at for at in starts if at < inside[0]]
        chosen = earlier[-1] if earlier else starts[0]
    return chosen, chosen + len(quote)


def _whole(text: str, start: int, end: int) -> bool:
    return not (start and text[start - 1].isalnum()) and not (end < len(text) and text[end].isalnum())


@dataclass(frozen=True, slots=True)
class Locator:
    """Brings the spans of a predicted report to the letters of the gold text."""

    gold: Letters
    predicted: Letters

    def place(self, span: Any, beside: tuple[Interval, Interval] | None = None) -> Interval | None:
        """A span's letters in the gold text, None where they are not there.

        Where the texts differ, the occurrence nearest to where it should be is taken: `beside` is the claim's evidence
        in the predicted and in the gold letters.
        """
        if not isinstance(span, dict) or not isinstance(span.get("start"), int) or not isinstance(span.get("end"), int):
            return None
        here = self.predicted.interval(span["start"], span["end"])
        if here[0] == here[1]:
            return None
        if self.gold.folded == self.predicted.folded:
            return here
        words = self.predicted.words(here)
        wanted = here[0] + (beside[1][0] - beside[0][0] if beside else 0)
        starts = occurrences(self.gold.folded, words)
        if not starts:
            return None
        start = min(starts, key=lambda at: abs(at - wanted))
        return start, start + len(words)
