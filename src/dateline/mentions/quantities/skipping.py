"""Words to step over between a number and its noun: "of *the* men", "20 (*mostly young*) men", "one of *12* posts"."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.mentions.quantities.cores import read_core
from dateline.mentions.quantities.lexicon import words
from dateline.nlp.parsed import Token

_POSSESSIVES = frozenset({"'s", "’s", "'", "’"})
_ASIDE = 6  # words of a parenthesis between a number and its noun
_DETERMINERS = frozenset({"the", "its", "his", "her", "their", "our", "my", "your", "these", "those", "all", "such"})


def determined(lowers: Sequence[str], begin: int) -> int:
    """Where the words begin that follow "the", "all", "their"."""
    while begin < len(lowers) and lowers[begin] in _DETERMINERS:
        begin += 1
    return begin


def skip_aside(lowers: Sequence[str], begin: int) -> int:
    """Step over a parenthesis between a number and its noun: "20 (mostly young) men"."""
    if lowers[begin : begin + 1] != ["("] or ")" not in lowers[begin : begin + _ASIDE]:
        return begin
    return begin + lowers[begin:].index(")") + 1


def skip_inner(tokens: Sequence[Token], lowers: Sequence[str], begin: int) -> tuple[int, bool]:
    """Step over the whole in "one of 12 posts", "a third of the 60": where its noun begins, and that there is one."""
    if begin >= len(lowers):
        return begin, False
    place = begin
    for _ in range(3):
        if place < len(lowers) and read_core(tokens, lowers, place) is None:
            place += 1
    if place >= len(lowers) or place - begin > 3:
        return begin, False
    inner = read_core(tokens, lowers, place)
    if inner is None or inner.form not in {"number", "vague"}:
        return begin, False
    if place > begin and lowers[place - 1] not in _POSSESSIVES and words().before.before(lowers, place) is None:
        return begin, False
    end = inner.end
    return (end + 1 if lowers[end : end + 1] == ["of"] else end), True
