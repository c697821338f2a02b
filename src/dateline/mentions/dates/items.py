"""What a rule of the grammar makes, and how a table of rules is run over tokens."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache

from dateline.mentions.dates.tokens import Tokens
from dateline.mentions.dates.words import lexicon


@dataclass(slots=True)
class Item:
    """A stretch of tokens that means a time: `kind` is what it is for other rules, `recipe` what it means.

    `first` and `end` count tokens. `kind` DONE without a recipe is no time ("a 12-year-old").
    """

    kind: str
    first: int
    end: int
    type: str = ""
    recipe: str = ""
    modifier: str | None = None
    number: int = 0  # of a duration
    unit: str = ""


class Context:
    """The tokens that a rule looks at, and, in the second pass, the items that stand among them."""

    __slots__ = ("items", "lefts", "line", "tokens")

    def __init__(self, tokens: Tokens, line: str, items: Sequence[Item | None], lefts: Sequence[int]) -> None:
        self.tokens, self.line, self.items, self.lefts = tokens, line, items, lefts

    def item(self, match: re.Match[str], name: str) -> Item:
        """The item of the first pass at a group."""
        item = self.items[match.start(name)]
        assert item is not None
        return item

    def value(self, match: re.Match[str], name: str) -> str:
        """The value of the token at a group; empty where the group is not there."""
        at = match.start(name)
        return self.tokens.values[self.lefts[at]] if at >= 0 else ""

    def value_at(self, at: int) -> str:
        """The value of a token of the line."""
        return self.tokens.values[self.lefts[at]]

    def before(self, match: re.Match[str], group: str | int = 0) -> str:
        """The class of the token before a match, or an empty text."""
        at = match.start(group)
        return self.line[at - 1] if at > 0 else ""

    def after(self, match: re.Match[str], group: str | int = 0) -> str:
        """The class of the token after a match, or an empty text."""
        at = match.end(group)
        return self.line[at] if at < len(self.line) else ""

    def word(self, at: int) -> str:
        """The text of a token of the line, an empty one outside."""
        if not 0 <= at < len(self.line):
            return ""
        return self.tokens.words(self.lefts[at], self.lefts[at + 1])


Maker = Callable[[Context, "re.Match[str]"], Item | None]


@dataclass(slots=True)
class Rules:
    """A table of rules; each names classes and makes an item of a match, or None where it does not hold."""

    rows: list[tuple[str, Maker]] = field(default_factory=list)

    def rule(self, *patterns: str) -> Callable[[Maker], Maker]:
        """Enter a function under its patterns."""

        def enter(maker: Maker) -> Maker:
            self.rows.extend((pattern, maker) for pattern in patterns)
            return maker

        return enter

    def run(self, context: Context) -> list[Item]:
        """The items of the longest matches that do not overlap; `first` and `end` count places of the line."""
        found: list[tuple[int, int, int, Item]] = []
        line = context.line
        for number, (pattern, maker) in enumerate(_compiled(id(self), tuple(self.rows))):
            at = 0
            while match := pattern.search(line, at):
                at = match.start() + 1
                item = maker(context, match)
                if item is not None:
                    group = "x" if "x" in pattern.groupindex else 0
                    item.first, item.end = match.span(group)
                    found.append((item.first - item.end, number, item.first, item))
        taken = bytearray(len(line))
        kept = []
        for _, _, _, item in sorted(found, key=lambda row: row[:3]):
            if not any(taken[item.first : item.end]):
                taken[item.first : item.end] = b"\1" * (item.end - item.first)
                kept.append(item)
        return sorted(kept, key=lambda item: item.first)


@cache
def _compiled(_table: int, rows: tuple[tuple[str, Maker], ...]) -> tuple[tuple[re.Pattern[str], Maker], ...]:
    return tuple((lexicon().pattern(pattern), maker) for pattern, maker in rows)


def first_context(tokens: Tokens) -> Context:
    """The line of the first pass: the tokens themselves."""
    count = len(tokens.starts)
    return Context(tokens, tokens.classes, [None] * count, range(count + 1))


def second_context(tokens: Tokens, items: Sequence[Item]) -> Context:
    """The line of the second pass: each item of the first is one place of it."""
    marks = lexicon().marks
    line: list[str] = []
    places: list[Item | None] = []
    lefts: list[int] = []
    at = 0
    for item in items:
        for token in range(at, item.first):
            line.append(tokens.classes[token])
            places.append(None)
            lefts.append(token)
        line.append(marks[item.kind])
        places.append(item)
        lefts.append(item.first)
        at = item.end
    for token in range(at, len(tokens.starts)):
        line.append(tokens.classes[token])
        places.append(None)
        lefts.append(token)
    return Context(tokens, "".join(line), places, [*lefts, len(tokens.starts)])
