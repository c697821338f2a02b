"""Near-copies: one wire story carried by several papers, cut, re-ordered, under another headline, or joined to another.

A text is known by the hashes of its runs of words (shingles). Of two texts the part of the shorter one's shingles that
the longer one has too is the containment: 1 for a text cut out of another, whatever was put around it (Broder 1997).
To find copies among many texts each is known by a sample of its shingles, those whose hash falls below a bar (a bottom
sketch, as FracMinHash has it: the sample of a part is a part of the sample, so that containment can be read off it);
texts that share some of the sample are then compared by all of their shingles.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from functools import lru_cache

from dateline.incidents.crossing import crossing

RUN = 4  # words in a shingle
SAMPLED = 4  # of so many shingles one is in the sample
_BITS = 48
_WORD = re.compile(r"\w+(?:[.,’'-]\w+)*")


@lru_cache(maxsize=1024)
def shingles(text: str) -> frozenset[int]:
    """The hashes of a text's runs of four words, case and signs aside; of a shorter text the one of all its words."""
    words = _WORD.findall(text.casefold())
    runs = (" ".join(words[at : at + RUN]) for at in range(max(1, len(words) - RUN + 1)))
    return frozenset(_hash(run) for run in runs)


def sketch(text: str) -> frozenset[int]:
    """The sample of a text's shingles by which its copies are found."""
    bar = (1 << _BITS) // SAMPLED
    return frozenset(value for value in shingles(text) if value < bar)


def containment(one: Iterable[int], other: Iterable[int]) -> float:
    """The part of the smaller set of shingles that the larger one has too; 0 where one is empty."""
    some, others = frozenset(one), frozenset(other)
    return len(some & others) / min(len(some), len(others)) if some and others else 0.0


def near_copies(texts: Mapping[str, str], *, share: float | None = None) -> dict[tuple[str, str], float]:
    """The pairs of texts, by name, of which at least `share` of the shorter one is in the other, with that share.

    Without `share` the bar is that of `matching.toml`. Texts with nothing of their samples in common are not found:
    of two that share thirty runs of words that is one pair in five thousand.
    """
    bar = crossing().copies["share"] if share is None else share
    holders: dict[int, list[str]] = defaultdict(list)
    for name in sorted(texts):
        for value in sketch(texts[name]):
            holders[value].append(name)
    met: Counter[tuple[str, str]] = Counter()
    for names in holders.values():
        met.update((one, other) for at, one in enumerate(names) for other in names[at + 1 :])
    found = {}
    for (one, other), _ in sorted(met.items()):
        part = containment(shingles(texts[one]), shingles(texts[other]))
        if part >= bar:
            found[one, other] = round(part, 3)
    return found


def _hash(run: str) -> int:
    return int.from_bytes(hashlib.blake2b(run.encode("utf-8", "replace"), digest_size=_BITS // 8).digest(), "big")
