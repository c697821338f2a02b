"""Numbers in figures and in words: "1.2 million", "12 000", "two hundred and six", "half a dozen"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from dateline.mentions.quantities.lexicon import words
from dateline.nlp.parsed import Token
from dateline.reference import counted

_DIGITS = re.compile(r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?")
_THOUSANDS = re.compile(r"\d{3}")
_SUFFIXED = re.compile(r"(\d+(?:\.\d+)?)(bn|m|mn|mln|k)")
_SUFFIXES = {"bn": 1e9, "b": 1e9, "m": 1e6, "m.": 1e6, "mn": 1e6, "mln": 1e6, "k": 1e3}
_SUFFIXED_UNITS = frozenset({"person", "household", "money"})  # "20m buildings" may be 20 metres high


@dataclass(frozen=True, slots=True)
class Core:
    """Number words from token `begin` to before token `end` of a sentence.

    `form` is number, vague, fraction, none or article. `digits` says that it is written in figures without a
    scale word, so that it may be a year or a day; `scaled` that "million" or "dozen" stands in it; `ratio`
    that it is a share told as "one in five".
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
    ratio: bool = False


def read_number(tokens: Sequence[Token], lowers: Sequence[str], begin: int) -> Core | None:
    """The number that begins at a token, without the other end of a range."""
    word = lowers[begin]
    if word[0].isdigit() or words().currencies.tied(lowers, begin):
        return _read_digits(tokens, lowers, begin)
    if word in {"a", "an", "half"}:
        return _read_article_number(lowers, begin)
    return _read_words(lowers, begin)


def _read_digits(tokens: Sequence[Token], lowers: Sequence[str], begin: int) -> Core | None:
    word = words().currencies.figures(lowers[begin])
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
    if _is_suffix(tokens, lowers, begin, end):
        return Core(begin, end + 1, "number", n=float(figures) * _SUFFIXES[lowers[end]], scaled=True)
    if end + 1 < len(lowers) and lowers[end] == "-" and words().values.get(lowers[end + 1], (0.0, ""))[1] == "scale":
        end += 1  # "$5-million"
    value, end, scaled = _apply_scales(lowers, end, float(figures))
    return Core(begin, end, "number", n=value, digits=not scaled and not grouped, scaled=scaled)


def _is_suffix(tokens: Sequence[Token], lowers: Sequence[str], begin: int, end: int) -> bool:
    """Whether "m" or "bn" scales the number it touches: "$20m", "60m naira", "5m people"; never "20m away"."""
    if end >= len(lowers) or lowers[end] not in _SUFFIXES or tokens[end].start != tokens[end - 1].end:
        return False
    if words().currencies.before(lowers, begin) is not None:
        return True
    known = counted.longest(lowers[end + 1 : end + 2])
    return known is not None and known[0].unit in _SUFFIXED_UNITS


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
            several = words().vague.at(lowers, begin)
            return Core(begin, begin + 2, "number", n=2.0, needs_noun=True) if several is None else None
        if lowers[begin : begin + 3] == ["a", "score", "of"]:
            return Core(begin, begin + 2, "number", n=20.0, needs_noun=True)
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
    further = begin > 0 and words().additive_before.before(lowers, begin) is not None
    if words().values[lowers[begin]][1] in {"scale", "dozen"} and not further:
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


def scale_of(lowers: Sequence[str], core: Core) -> float:
    """The scale word that ends a number, as a number: a million for "two to three million"."""
    value, kind = words().values.get(lowers[core.end - 1], (1.0, ""))
    return value if kind in {"scale", "dozen"} else 1.0


def touches(tokens: Sequence[Token], index: int) -> bool:
    """Whether no space stands on either side of a token."""
    return tokens[index - 1].end == tokens[index].start and (
        index + 1 < len(tokens) and tokens[index].end == tokens[index + 1].start
    )
