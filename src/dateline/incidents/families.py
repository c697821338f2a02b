"""Families of near-copies, kept up as reports come in: which report shares how much with which earlier one."""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from dateline.incidents.copies import containment, shingles, sketch
from dateline.incidents.crossing import crossing

#: Of the reports that share some of a sample, so many are compared by all of their runs of words.
COMPARED = 3
#: What has that much of another is found through the other, and need not be looked for itself.
COVERED = 0.5
#: So few of the expected samples may be met, and two texts are still compared.
SLACK = 3


@dataclass(frozen=True, slots=True)
class Copied:
    """What a report shares with the earlier one that it is likest: the part of the shorter one's runs of words."""

    report: str
    of: str
    share: float


class Families:
    """The near-copies among texts that were added, each under its name; `bar` is the least share."""

    def __init__(self, bar: float | None = None) -> None:
        self._bar = crossing().copies["share"] if bar is None else bar
        self._sketches: dict[str, array[int]] = {}
        self._family: dict[str, str] = {}
        self.copied: dict[str, Copied] = {}

    @property
    def known(self) -> int:
        """How many texts were added."""
        return len(self._family)

    def __contains__(self, name: str) -> bool:
        return name in self._family

    def add(self, texts: Mapping[str, str], text_of: Callable[[str], str]) -> None:
        """Compare texts, in their order, with those that were added before; `text_of` gives one of those."""
        fresh = {name: sketch(text) for name, text in texts.items() if name not in self._family}
        met = self._met(fresh)
        for name, samples in fresh.items():
            best = Copied(name, name, 0.0)
            for other, count in sorted(met[name].items(), key=lambda one: -one[1])[:COMPARED]:
                size = min(len(samples), len(fresh[other]) if other in fresh else len(self._sketches[other]))
                if count * SLACK < self._bar * size:
                    continue
                text = texts[other] if other in fresh else text_of(other)
                share = round(containment(shingles(texts[name]), shingles(text)), 3)
                if share >= self._bar and share > best.share:
                    best = Copied(name, other, share)
            self._family[name] = self._family.get(best.of, name)
            if best.share:
                self.copied[name] = best
            if best.share < COVERED:
                self._sketches[name] = array("Q", sorted(samples))

    def _met(self, fresh: Mapping[str, frozenset[int]]) -> dict[str, Counter[str]]:
        """How many samples each new text has in common with earlier ones."""
        holders: dict[int, list[str]] = defaultdict(list)
        met: dict[str, Counter[str]] = defaultdict(Counter)
        for name, samples in fresh.items():
            for value in samples:
                met[name].update(holders[value])
                holders[value].append(name)
        for other, known in self._sketches.items():
            for value in known:
                for name in holders.get(value, ()):
                    met[name][other] += 1
        return met

    def of(self, name: str) -> str:
        """The first of the family of a text; the text itself where nothing is like it."""
        return self._family.get(name, name)

    def all(self) -> dict[str, list[str]]:
        """The families of two or more, each under its first, in the order in which they were added."""
        found: dict[str, list[str]] = defaultdict(list)
        for name, first in self._family.items():
            found[first].append(name)
        return {first: names for first, names in found.items() if len(names) > 1}
