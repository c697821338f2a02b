"""The words round a place name that tell what it is: prepositions, kinds of settlement, titles, parts and relations."""

from __future__ import annotations

from collections import defaultdict
from functools import cache

from dateline.reference.files import read_table


@cache
def words(kind: str) -> frozenset[str]:
    """The words of one kind: common, given_name, title, organisation, facility, preposition, settlement, unit, …"""
    return _by_kind().get(kind, frozenset())


@cache
def _by_kind() -> dict[str, frozenset[str]]:
    kinds: dict[str, set[str]] = defaultdict(set)
    for row in read_table("gazetteer/words_en.csv", columns=("kind", "word")):
        kinds[row["kind"]].add(row["word"])
    return {kind: frozenset(found) for kind, found in kinds.items()}
