"""The number words alone: "1.2 million", "two hundred and six", "8 to 12", "dozens", "half", "no"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from dateline.mentions.quantities.lexicon import words
from dateline.mentions.quantities.numerals import Core, read_number, scale_of, touches
from dateline.nlp.parsed import Token

_RANGE = re.compile(r"(\d[\d,]*)[-‐‑–—](\d[\d,]*)")
_DASHES = frozenset("-‐‑–—")
DAYS = 31  # of the longest month
_RATIO_TOP = 100  # "one in 200" is told of odds, not of people

__all__ = ["Core", "read_core"]


def read_core(tokens: Sequence[Token], lowers: Sequence[str], begin: int) -> Core | None:
    """The number, vague word, fraction, negative or article that begins at a token, else None."""
    lexicon = words()
    word = lowers[begin]
    tied = lexicon.currencies.tied(lowers, begin)
    if tied or word[0].isdigit() or word in lexicon.values or word in {"a", "an", "half"}:
        ratio = _read_ratio(tokens, lowers, begin)
        if ratio is not None:
            return ratio
        number = _read_range(tokens, lowers, begin)
        if number is not None and not _is_share(lowers, number):
            return number
    fraction = lexicon.fractions.at(lowers, begin)
    if fraction is not None:
        end, (share, takes_of) = fraction
        whole, kind = lexicon.values.get(lowers[end + 1], (0.0, "")) if end + 1 < len(lowers) else (0.0, "")
        if takes_of and kind == "scale" and lowers[end] == "a":
            return Core(begin, end + 2, "number", n=share * whole, scaled=True)  # "a quarter of a million"
        return Core(begin, end - takes_of, "fraction", fraction=share)
    vague = lexicon.vague.at(lowers, begin)
    if vague is not None:
        end, meaning = vague
        return Core(begin, end - meaning.takes_of, "vague", word=meaning.word, needs_noun=meaning.needs_noun)
    negative = lexicon.negatives.at(lowers, begin)
    if negative is not None:
        end, needs_noun = negative
        return Core(begin, end, "none", n=0.0, needs_noun=needs_noun)
    if word in {"a", "an", "another"}:
        return Core(begin, begin + 1, "article", n=1.0, word="article", needs_noun=True)
    return None


def _is_share(lowers: Sequence[str], core: Core) -> bool:
    """Whether the number begins a fraction: "one-third of", "two thirds"."""
    found = words().fractions.at(lowers, core.begin)
    return found is not None and found[0] > core.end


def _read_ratio(tokens: Sequence[Token], lowers: Sequence[str], begin: int) -> Core | None:
    """ "One in five homes", "four out of every five": a share, unless a verb is before it ("hit one in five raids")."""
    link = 1 if lowers[begin + 1 : begin + 2] == ["in"] else 2 if lowers[begin + 1 : begin + 3] == ["out", "of"] else 0
    if not link:
        return None
    place = begin + 1 + link
    every = lowers[place : place + 1] == ["every"]
    after_verb = begin > 0 and tokens[begin - 1].pos in {"", "VERB"}
    if not every and (link == 2 or after_verb):
        return None
    part = read_number(tokens, lowers, begin)
    whole = read_number(tokens, lowers, place + every) if place + every < len(lowers) else None
    if part is None or whole is None or part.n is None or whole.n is None or not part.n < whole.n <= _RATIO_TOP:
        return None
    if not every and whole.n > 10:
        return None
    return Core(begin, whole.end, "fraction", fraction=round(part.n / whole.n, 4), needs_noun=True, ratio=True)


def _read_range(tokens: Sequence[Token], lowers: Sequence[str], begin: int) -> Core | None:
    both = _RANGE.fullmatch(lowers[begin])
    if both is not None:
        low, high = (float(part.replace(",", "")) for part in both.groups())
        return Core(begin, begin + 1, "number", n=low, n2=high, digits=True)
    first = read_number(tokens, lowers, begin)
    if first is None or first.n is None or first.end + 1 >= len(lowers):
        return first
    link = lowers[first.end]
    joined = link in _DASHES and touches(tokens, first.end)
    paired = link in {"to", "or"} or (link == "and" and begin > 0 and lowers[begin - 1] == "between")
    if not joined and not (paired and not _changes(lowers, begin, link)):
        return first
    second = read_number(tokens, lowers, first.end + 1)
    if second is None or second.n is None:
        return first
    if second.n > DAYS and begin > 0 and lowers[begin - 1].rstrip(".") in words().months:
        return first  # "the toll since Oct. 7 to 37,396"
    low = first.n
    if second.scaled and not first.scaled and low < 1000:
        low *= scale_of(lowers, second)
    if second.n <= low:
        # "5-4" is a score and "8 to 3" a vote: neither is a range
        return replace(first, end=second.end, n2=second.n) if joined else first
    return replace(first, end=second.end, n=low, n2=second.n, scaled=second.scaled)


def _changes(lowers: Sequence[str], begin: int, link: str) -> bool:
    """Whether "from 8 to 12" or "by 4 to 12" tells of a rise and not of a range."""
    if link != "to" or begin == 0:
        return False
    if lowers[begin - 1] not in {"from", "by"}:
        return False
    return any(word in words().changes for word in lowers[max(0, begin - 6) : begin])
