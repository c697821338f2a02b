"""The number words alone: "1.2 million", "two hundred and six", "8 to 12", "dozens", "half", "no"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from dateline.mentions.quantities.lexicon import words
from dateline.nlp.parsed import Token

_DIGITS = re.compile(r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?")
_THOUSANDS = re.compile(r"\d{3}")
_SUFFIXED = re.compile(r"(\d+(?:\.\d+)?)(bn|m|mn|mln|k)")
_RANGE = re.compile(r"(\d[\d,]*)[-‐‑–—](\d[\d,]*)")
_SUFFIXES = {"bn": 1e9, "m": 1e6, "mn": 1e6, "mln": 1e6, "k": 1e3}
_DASHES = frozenset("-‐‑–—")


@dataclass(frozen=True, slots=True)
class Core:
    """Number words from token `begin` to before token `end` of a sentence.

    `form` is number, vague, fraction, none or article. `digits` says that it is written in figures without a
    scale word, so that it may be a year or a day; `scaled` that "million" or "dozen" stands in it.
    """

    begin: int
    end: int
    form: str
    n: float | None = None
    n2: float | None = None
    word: str | None = None
    fraction: float | None = None
    needs_noun: bool = False
    digits: bool = False
    scaled: bool = False


def read_core(tokens: Sequence[Token], lowers: Sequence[str], begin: int) -> Core | None:
    """The number, vague word, fraction, negative or article that begins at a token, else None."""
    lexicon = words()
    word = lowers[begin]
    if word[0].isdigit() or word in lexicon.values or word in {"a", "an", "half"}:
        number = _read_range(tokens, lowers, begin)
        if number is not None and not _is_share(lowers, number):
            return number
    fraction = lexicon.fractions.at(lowers, begin)
    if fraction is not None:
        end, (share, takes_of) = fraction
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


def _read_range(tokens: Sequence[Token], lowers: Sequence[str], begin: int) -> Core | None:
    both = _RANGE.fullmatch(lowers[begin])
    if both is not None:
        low, high = (float(part.replace(",", "")) for part in both.groups())
        return Core(begin, begin + 1, "number", n=low, n2=high, digits=True)
    first = _read_number(tokens, lowers, begin)
    if first is None or first.n is None or first.end + 1 >= len(lowers):
        return first
    link = lowers[first.end]
    joined = link in _DASHES and _touches(tokens, first.end)
    paired = link in {"to", "or"} or (link == "and" and begin > 0 and lowers[begin - 1] == "between")
    if not joined and not (paired and not _changes(lowers, begin, link)):
        return first
    second = _read_number(tokens, lowers, first.end + 1)
    if second is None or second.n is None:
        return first
    low = first.n
    if second.scaled and not first.scaled and low < 1000:
        low *= _scale_of(lowers, second)
    if second.n <= low:
        # "5-4" is a score and "8 to 3" a vote: neither is a range
        return replace(first, end=second.end, n2=second.n) if joined else first
    return replace(first, end=second.end, n=low, n2=second.n, scaled=second.scaled)


def _changes(lowers: Sequence[str], begin: int, link: str) -> bool:
    """Whether "from 8 to 12" tells of a rise and not of a range."""
    if link != "to" or begin == 0:
        return False
    if lowers[begin - 1] != "from":
        return False
    return any(word in words().changes for word in lowers[max(0, begin - 6) : begin])


def _scale_of(lowers: Sequence[str], core: Core) -> float:
    value, kind = words().values.get(lowers[core.end - 1], (1.0, ""))
    return value if kind in {"scale", "dozen"} else 1.0


def _touches(tokens: Sequence[Token], index: int) -> bool:
    """Whether no space stands on either side of a token."""
    return tokens[index - 1].end == tokens[index].start and (
        index + 1 < len(tokens) and tokens[index].end == tokens[index + 1].start
    )


def _read_number(tokens: Sequence[Token], lowers: Sequence[str], begin: int) -> Core | None:
    word = lowers[begin]
    if word[0].isdigit():
        return _read_digits(tokens, lowers, begin)
    if word in {"a", "an", "half"}:
        return _read_article_number(lowers, begin)
    return _read_words(lowers, begin)


def _read_digits(tokens: Sequence[Token], lowers: Sequence[str], begin: int) -> Core | None:
    word = lowers[begin]
    suffixed = _SUFFIXED.fullmatch(word)
    if suffixed is not None:
        return Core(begin, begin + 1, "number", n=float(suffixed[1]) * _SUFFIXES[suffixed[2]], scaled=True)
    if not _DIGITS.fullmatch(word):
        return None
    end, figures = begin + 1, word.replace(",", "")
    if "," not in word and len(word) <= 3:
        # figures grouped by spaces: "12 000"
        while end < len(lowers) and _THOUSANDS.fullmatch(lowers[end]) and tokens[end].start == tokens[end - 1].end + 1:
            figures += lowers[end]
            end += 1
    grouped = end > begin + 1 or "," in word
    value, end, scaled = _apply_scales(lowers, end, float(figures))
    return Core(begin, end, "number", n=value, digits=not scaled and not grouped, scaled=scaled)


def _apply_scales(lowers: Sequence[str], end: int, value: float) -> tuple[float, int, bool]:
    """Multiply by the scale words that follow: "9" "billion"; "2" "hundred" "thousand"."""
    scaled = False
    while end < len(lowers):
        scale, kind = words().values.get(lowers[end], (0.0, ""))
        if kind not in {"scale", "dozen"}:
            break
        value, end, scaled = value * scale, end + 1, True
    return value, end, scaled


def _read_article_number(lowers: Sequence[str], begin: int) -> Core | None:
    """ "a hundred", "a dozen", "half a million", "a half-dozen"; None where the article is only an article."""
    share, place = 1.0, begin
    if lowers[place] == "half":
        share, place = 0.5, place + 1
        if lowers[place : place + 1] == ["a"]:
            place += 1
    else:
        place += 1
        if lowers[place : place + 1] == ["half"]:
            share, place = 0.5, place + 1
    if place < len(lowers) and lowers[place] == "-":
        place += 1
    if place >= len(lowers) or words().values.get(lowers[place], (0.0, ""))[1] not in {"scale", "dozen"}:
        if lowers[begin : begin + 2] == ["a", "couple"] or lowers[begin : begin + 3] == ["a", "pair", "of"]:
            return Core(begin, begin + 2, "number", n=2.0, needs_noun=True)
        return None
    value, end, _ = _apply_scales(lowers, place, share)
    if share == 1.0:
        rest = _tail(lowers, end, value)
        if rest is not None:
            return Core(begin, rest[1], "number", n=value + rest[0], scaled=True)
    return Core(begin, end, "number", n=value, scaled=True)


def _tail(lowers: Sequence[str], end: int, scale: float) -> tuple[float, int] | None:
    """What follows "a hundred": "and twenty"."""
    if scale not in (100.0, 1000.0) or end + 1 >= len(lowers) or lowers[end] != "and":
        return None
    rest = _sum_words(lowers, end + 1)
    return rest if rest is not None and rest[0] < scale else None


def _read_words(lowers: Sequence[str], begin: int) -> Core | None:
    found = _sum_words(lowers, begin)
    if found is None:
        return None
    value, end = found
    if words().values[lowers[begin]][1] in {"scale", "dozen"}:
        return None  # "million" or "dozen" without its number is part of a name or a vague word
    scaled = any(words().values.get(word, (0.0, ""))[1] in {"scale", "dozen"} for word in lowers[begin:end])
    multiple = words().values[lowers[begin]][1] == "multiple"
    return Core(begin, end, "number", n=value, scaled=scaled, needs_noun=multiple)


def _sum_words(lowers: Sequence[str], begin: int) -> tuple[float, int] | None:
    """A number in words: its value and where it ends. "two hundred and six" is 206."""
    values = words().values
    if values.get(lowers[begin], (0.0, ""))[1] == "multiple":
        return values[lowers[begin]][0], begin + 1
    total, group, place, end = 0.0, 0.0, begin, begin
    room = float("inf")  # the next plain word must be smaller than this: "twenty" leaves room for "two"
    while place < len(lowers):
        word = lowers[place]
        if word not in values:
            joins = word == "-" or (word == "and" and room in (100.0, 1000.0))
            if joins and place == end and place > begin and place + 1 < len(lowers) and lowers[place + 1] in values:
                place += 1
                continue
            break
        value, kind = values[word]
        if kind == "multiple":
            break
        if kind in {"scale", "dozen"}:
            if value == 100.0:
                group = (group or 1.0) * 100.0
            else:
                total, group = total + (group or 1.0) * value, 0.0
                total = total if total else value
            room = value
            if kind == "dozen":
                return total + group, place + 1
        else:
            if value >= room:
                break
            group += value
            room = 10.0 if kind == "tens" else 0.5
        place += 1
        end = place
    return None if end == begin else (total + group, end)
