"""The names of private persons in a store, and texts without them.

A letter gives way to a block, so that every offset stays what it was. A name of several words is veiled in every
report, its single words in the reports that have it: "Halima Nur" everywhere, and "Nur" where Halima Nur speaks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields, is_dataclass, replace
from enum import Enum
from functools import cache
from itertools import pairwise
from operator import is_
from typing import Any, TypeVar

from dateline.records import Span
from dateline.reference.veiling import WORD, particles, private_name

BLOCK = "█"
#: What may stand between two words of a name.
_PARTS = re.compile(r"[\s‐‑–-]{1,3}")
Name = tuple[str, ...]
Any_ = TypeVar("Any_")


def names_in(record: Mapping[str, Any]) -> Iterator[Name]:
    """The names of private persons that the JSON of a claim bears."""
    sources = (record.get("attribution") or {}).get("sources") or ()
    for one in (*(record.get("participants") or ()), *sources):
        mention = (one.get("mention") or {}).get("text") or ""
        for words in {one.get("name") or "", mention}:
            found = private_name(words, one.get("kind") or "unknown", _role(one), one.get("party"))
            if found:
                yield tuple(word.casefold() for word in found)


def _role(one: Mapping[str, Any]) -> str | None:
    return one.get("role") if "anonymous" in one else None  # the role of a source; a participant's is another thing


@dataclass(frozen=True, slots=True)
class Names:
    """The names of each report, and those of several words by their first."""

    of: Mapping[str, frozenset[Name]] = field(default_factory=dict)
    starts: Mapping[str, frozenset[Name]] = field(default_factory=dict)

    @classmethod
    def gathered(cls, of: Mapping[str, frozenset[Name]]) -> Names:
        """The names of reports, with what is looked up in every text."""
        starts: dict[str, set[Name]] = {}
        for names in of.values():
            for name in names:
                if len(name) > 1:
                    starts.setdefault(name[0], set()).add(name)
        return cls(of, {word: frozenset(found) for word, found in starts.items()})

    def parts(self) -> frozenset[str]:
        """Every word of every name."""
        return frozenset(word for names in self.of.values() for name in names for word in _alone(name))

    def first_words_that_differ(self, other: Names) -> frozenset[str]:
        """The first words of the names of several words that one of the two has and the other has not."""
        if self.starts is other.starts:
            return frozenset()
        words = self.starts.keys() | other.starts.keys()
        return frozenset(word for word in words if self.starts.get(word) != other.starts.get(word))

    def for_reports(self, reports: Iterable[str], *texts: str) -> Mask:
        """What is veiled in some reports; names that are known from other reports are looked for in `texts`."""
        own = {name for report in reports for name in self.of.get(report, ())}
        for text in texts:
            own.update(name for name, _, _ in _met(text, self.starts))
        return Mask(frozenset(word for name in own for word in _alone(name)), self.starts)


def _alone(name: Name) -> Iterator[str]:
    return (word for word in name if word not in particles() and len(word) > 1)


@dataclass(frozen=True, slots=True)
class Mask:
    """Veils words that stand alone and names of several words; capital letters only, unless `any_case` or `always`."""

    words: frozenset[str]
    starts: Mapping[str, frozenset[Name]]
    always: bool = False

    def text(self, text: str, *, any_case: bool = False) -> str:
        """A text of the same length without the names."""
        if not self._may_veil(text):
            return text
        letters: list[str] | None = None
        for start, end in self._spans(text, any_case or self.always):
            letters = list(text) if letters is None else letters
            letters[start:end] = BLOCK * (end - start)
        return text if letters is None else "".join(letters)

    def _may_veil(self, text: str) -> bool:
        """Whether a text has a word of a name at all: most have none, and need no closer look."""
        words, starts = self.words, self.starts
        return bool(words or starts) and any(word in words or word in starts for word in map(_bare, WORD.findall(text)))

    def _spans(self, text: str, any_case: bool) -> Iterator[tuple[int, int]]:
        for match in WORD.finditer(text):
            word = match[0]
            if (any_case or word[0].isupper()) and _bare(word) in self.words:
                yield match.start(), match.start() + len(_bare(word))
        for name, start, end in _met(text, self.starts):
            if any_case or any(letter.isupper() for letter in text[start:end]):
                yield from ((start + m.start(), start + m.end()) for m in WORD.finditer(text[start:end]))
                del name

    def value(self, value: Any_, text: str | None = None) -> Any_:
        """A record without the names; `text` is the veiled text from which spans are read anew."""
        found: Any = value
        if isinstance(found, str):
            return found if isinstance(found, Enum) else self.text(found)  # type: ignore[return-value]
        if isinstance(found, Span):
            words = text[found.start : found.end] if text is not None else ""
            if words == found.text:
                return value
            return Span(found.start, found.end, words if len(words) == len(found.text) else self.text(found.text))  # type: ignore[return-value]
        if is_dataclass(found) and not isinstance(found, type):
            changed = {}
            for name in _names_of(type(found)):
                old = getattr(found, name)
                if old is not None and (new := self.value(old, text)) is not old:
                    changed[name] = new
            return replace(found, **changed) if changed else value  # type: ignore[return-value]
        if isinstance(found, tuple):
            several = tuple(self.value(one, text) for one in found)
            return value if all(map(is_, several, found)) else several  # type: ignore[return-value]
        if isinstance(found, list):
            return [self.value(one, text) for one in found]  # type: ignore[return-value]
        if isinstance(found, dict):
            return {key: self.value(one, text) for key, one in found.items()}  # type: ignore[return-value]
        return value


@cache
def _names_of(kind: type) -> tuple[str, ...]:
    """The fields with which a record is made."""
    return tuple(field.name for field in fields(kind) if field.init)


def _bare(word: str) -> str:
    low = word.casefold() if len(word.casefold()) == len(word) else word.lower()
    return low[:-2] if low.endswith(("'s", "’s")) else low


def _met(text: str, starts: Mapping[str, frozenset[Name]]) -> Iterator[tuple[Name, int, int]]:
    """The names of several words that stand in a text, each with its place."""
    if not starts:
        return
    words = [(_bare(match[0]), match.start()) for match in WORD.finditer(text)]
    for number, (word, start) in enumerate(words):
        for name in starts.get(word, ()):
            following = words[number : number + len(name)]
            if tuple(one for one, _ in following) != name:
                continue
            edges = [(at + len(one), after) for (one, at), (_, after) in pairwise(following)]
            if all(
                len(text[end:begin]) <= 3 and not text[end:begin].strip(" -‐‑–\t\n\r\u00a0") for end, begin in edges
            ):
                last, at = following[-1]
                yield name, start, at + len(last)
