"""The words round a place name that tell what it is: prepositions, kinds of settlement, titles, parts, bearings."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache

from dateline.reference.files import read_table

_STEPS = {"north": (1.0, 0.0), "south": (-1.0, 0.0), "east": (0.0, 1.0), "west": (0.0, -1.0)}
_BEARING = re.compile(r"(?P<first>north|south|east|west)-?(?P<second>east|west)?(?P<adjective>ern)?")


@cache
def words(kind: str) -> frozenset[str]:
    """The words of one kind: common, given_name, title, organisation, facility, preposition, settlement, unit, …"""
    return _by_kind().get(kind, frozenset())


@cache
def bearing(word: str) -> tuple[float, float] | None:
    """A word of direction as steps to the north and to the east: "northwestern" is (0.7, -0.7), "central" (0, 0)."""
    if word == "central":
        return 0.0, 0.0
    match = _BEARING.fullmatch(word)
    if match is None:
        return None
    north, east = _STEPS[match["first"]]
    if match["second"]:
        if match["first"] in ("east", "west"):
            return None
        return 0.7 * north, 0.7 * _STEPS[match["second"]][1]
    return north, east


def compass_name(part: str) -> str | None:
    """The region's name that a part gives: "northwestern" and "north-west" are both "Northwest"."""
    for word in part.split():
        match = _BEARING.fullmatch(word)
        if match is not None:
            if match["second"]:
                return (match["first"] + match["second"]).capitalize()
            return match["first"].capitalize() + "ern"
        if word == "central":
            return "Central"
    return None


@cache
def _by_kind() -> dict[str, frozenset[str]]:
    kinds: dict[str, set[str]] = defaultdict(set)
    for row in read_table("gazetteer/words_en.csv", columns=("kind", "word")):
        kinds[row["kind"]].add(row["word"])
    return {kind: frozenset(found) for kind, found in kinds.items()}
