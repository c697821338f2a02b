"""Hyphens at the end of a line: "bom-/bardment" loses it, "al-/Numan" and "rebel-/held" keep it."""

from __future__ import annotations

import re
from collections.abc import Callable

from dateline.text.words import hyphen_parts

_HEAD = re.compile(r"([^\W_][\w'’.]*(?:-[\w'’.]+)*)-$")
_LEFT_SPACE = re.compile(r"- (?=[^\W\d_])")
_LAST_LETTERS = re.compile(r"(?<![^\W\d_])[^\W\d_]+\Z")
_LETTERS = re.compile(r"[^\W\d_]+")
_TAIL = re.compile(r"[^\W_][\w'’]*")


def ends_in_hyphen(line: str) -> bool:
    """Whether the line ends in a hyphen that hangs on a word (and not in a dash)."""
    return line.endswith("-") and _HEAD.search(line[-60:]) is not None


def find_joint(left: str, right: str, *, known: Callable[[str], bool]) -> str:
    """What belongs between two lines, the first of which ends in a hyphen: "-", "- " or nothing.

    `known` tells whether the text has a word elsewhere, in lower case. "two-" before "and three-year" hangs, and
    keeps its space.
    """
    head, tail = _HEAD.search(left[-60:]), _TAIL.match(right)
    if head is None or tail is None or tail[0].lower() in hyphen_parts("link"):
        return "- "
    return "-" if _keeps(head[1], tail[0], known) else ""


def _keeps(head: str, tail: str, known: Callable[[str], bool]) -> bool:
    """Whether the hyphen between the two parts is part of the word."""
    last, low = head.rpartition("-")[2].lower(), tail.lower()
    if not last.isalpha() or not tail.isalpha():
        return True
    shouted = tail.isupper() and head.isupper() and len(tail) > 1
    if tail[0].isupper() and not shouted:
        return True
    if known(last + low):
        return False
    if known(f"{last}-{low}"):
        return True
    if last in hyphen_parts("head") or low in hyphen_parts("tail"):
        return True
    if "-" in head:
        return False
    # Two whole words of the same text make a compound; syllables are seldom words of their own.
    return len(last) > 3 and len(low) > 3 and known(last) and known(low)


def mend_inner_hyphens(text: str) -> str:
    """The text with the space taken out that an earlier unwrapping left: "al- Numan", "Qaeda- inspired"."""
    return _LEFT_SPACE.sub(_close, text) if "- " in text else text


def _close(match: re.Match[str]) -> str:
    head = _LAST_LETTERS.search(match.string, max(0, match.start() - 20), match.start())
    tail = _LETTERS.match(match.string, match.end())
    if head is None or tail is None:
        return match[0]
    if head[0].lower() in hyphen_parts("article"):
        return "-" if tail[0].istitle() else match[0]
    return "-" if head[0][-1].islower() and tail[0] in hyphen_parts("tail") else match[0]
