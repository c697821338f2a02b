"""A text cut into the tokens of the time grammar, one character of class for each.

The grammar is a set of regular expressions over these characters: short, fast, and it needs no parse.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from dateline.mentions.dates.words import Lexicon, lexicon

_TOKEN = re.compile(
    r"""(?P<word>[^\W\d_](?:\.[^\W\d_])+\b\.?|[^\W\d_]\w*)
      | (?P<poss>['’](?:s|S|ll|LL)\b|(?<=[sS])['’](?=\s))
      | (?P<iso>(?:19|20)\d\d([-/])(?:0[1-9]|1[0-2])\4(?:0[1-9]|[12]\d|3[01])(?![\d-]))
      | (?P<slashed>\d{1,2}([-/.])\d{1,2}\6(?:19|20)\d\d(?![\d/-]))
      | (?P<clock>\d{1,2}:\d\d(?::\d\d)?(?!\d|:)|\d{1,2}\.\d\d(?=\s?[ap]\.?m\b))
      | (?P<ord>\d{1,2}(?:st|nd|rd|th|d|ST|ND|RD|TH|D)\b)
      | (?P<decade>(?:(?:19|20)\d|['’]?[1-9])0['’]?[sS]\b)
      | (?P<code>\d+(?:[-/]\d+){2,}|\d+[.]\d+(?:[.]\d+)+)
      | (?P<num>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+\.\d+|\d+)
      | (?P<mark>[^\s\w])""",
    re.VERBOSE,
)
_PUNCTUATION = {",": "COMMA", ".": "DOT", "-": "HYPHEN", "–": "HYPHEN", "—": "HYPHEN", "(": "OPEN", ")": "CLOSE"}


@dataclass(slots=True)
class Tokens:
    """The tokens of a piece of text: `classes` has one character for each, `values` what the table or the form says.

    Offsets are those of the whole text.
    """

    text: str
    classes: str
    starts: list[int]
    ends: list[int]
    values: list[str]

    def words(self, first: int, end: int) -> str:
        """The text of the tokens from `first` up to `end`."""
        return self.text[self.starts[first] : self.ends[end - 1]]


def cut(text: str, start: int, end: int, *, triggers: frozenset[str]) -> Tokens | None:
    """The tokens of a piece of text, or None where none of them has a class in `triggers`."""
    table = lexicon()
    words, phrases, marks = table.words, table.phrases, table.marks
    other = marks["OTHER"]
    classes: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    values: list[str] = []
    heads: list[int] = []
    for match in _TOKEN.finditer(text, start, end):
        kind = match.lastgroup
        token = match[0]
        mark, value = other, ""
        if kind == "word":
            lower = token.lower()
            word = words.get(lower)
            if word is not None and not (word.capital and token == lower):
                mark, value = word.mark, word.value
            if lower in phrases:
                heads.append(len(classes))
        elif kind == "mark":
            name = _PUNCTUATION.get(token)
            if name is not None:
                mark = marks[name]
        else:
            name, value = _form(kind or "", token)
            mark = marks[name]
            if kind == "num" and _glued(text, match.start(), classes, other, table):
                mark = other
        classes.append(mark)
        starts.append(match.start())
        ends.append(match.end())
        values.append(value)
    if heads:
        _join_phrases(table, text, heads, classes, starts, ends, values)
    if triggers.isdisjoint(classes):
        return None
    return Tokens(text, "".join(classes), starts, ends, values)


def _form(kind: str, token: str) -> tuple[str, str]:
    """Class and value of a token by its form."""
    if kind == "num":
        if not token.isdigit():
            return "NUM", token.replace(",", "")
        number = int(token)
        if len(token) <= 2:
            return ("DAY" if 1 <= number <= 31 else "TWO"), token
        if len(token) == 4:
            if 1900 <= number <= 2039:
                return "YEAR", token
            if number % 100 < 60 and number < 2400:
                return "HHMM", token
        return "NUM", token
    if kind == "ord":
        number = int(re.sub(r"\D", "", token))
        return ("ORD", str(number)) if 1 <= number <= 31 else ("OTHER", "")
    if kind == "poss":
        return ("FUTURE" if token[-1] in "lL" else "POSS"), ""
    if kind == "code":
        return "OTHER", ""
    return kind.upper(), token


def _glued(text: str, start: int, classes: list[str], other: str, table: Lexicon) -> bool:
    """Whether a number is the end of a code such as F-16 or follows a sign of money."""
    if start == 0:
        return False
    if text[start - 1] in "$€£#":
        return True
    return (
        text[start - 1] in "-/"
        and len(classes) > 1
        and start > 1
        and text[start - 2].isalnum()
        and (classes[-2] == other or classes[-2] == table.marks["NUM"])
    )


def _join_phrases(
    table: Lexicon,
    text: str,
    heads: list[int],
    classes: list[str],
    starts: list[int],
    ends: list[int],
    values: list[str],
) -> None:
    """Make one token of each phrase of the table, the longest at each word, from left to right."""
    gone = past = 0
    for place in heads:
        head = place - gone
        if head < past:
            continue
        for parts, word in table.phrases[text[starts[head] : ends[head]].lower()]:
            last = head + len(parts)
            if last > len(classes) or (word.capital and text[starts[head] : ends[last - 1]].islower()):
                continue
            if all(text[starts[head + n] : ends[head + n]].lower() == part for n, part in enumerate(parts)):
                classes[head:last] = [word.mark]
                values[head:last] = [word.value]
                starts[head:last] = [starts[head]]
                ends[head:last] = [ends[last - 1]]
                gone += len(parts) - 1
                past = head + 1
                break
