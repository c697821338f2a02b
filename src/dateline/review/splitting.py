"""One claim cut in two: which of its participants, places, figures and sources belong to which part."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dateline.errors import ReportError
from dateline.records import Claim, sha256
from dateline.records.encode import claim_from_json, claim_to_json
from dateline.store.canon import dumps

#: The lists of a claim that a split shares out, by their paths.
SHARED = ("participants", "places", "figures", "attribution.sources")
PARTS = ("first", "second")
#: What tells whether the parts are two happenings; they are, unless it is false.
APART = "apart"


def split_in_two(claim: Claim, asked: Mapping[str, Any]) -> tuple[dict[str, Any], Claim]:
    """The lists that the first part keeps, and the second part as a claim of its own.

    `asked` has for each part the places, from 0, of what it keeps: {"second": {"figures": [1], "event": "shelling"}}.
    A list that neither part names belongs to both; of one that only one part names, the other keeps the rest. "apart"
    is false where both are of one happening. Raises ReportError where something would be lost, or both are alike.
    """
    record = claim_to_json(claim)
    _check(asked)
    kept: dict[str, dict[str, list[Any]]] = {"first": {}, "second": {}}
    for path in SHARED:
        values = _at(record, path)
        places = _places(path, len(values), asked)
        for part in PARTS:
            kept[part][path] = _chosen(path, values, places[part])
    event = asked.get("second", {}).get("event") or claim.event
    if kept["first"] == kept["second"] and event == claim.event:
        raise ReportError("both parts would say the same")
    first = {path: values for path, values in kept["first"].items() if values != _at(record, path)}
    for path, values in kept["second"].items():
        _put(record, path, values)
    record["event"] = event
    record["id"] = f"c-{sha256(dumps([claim.id, event, kept]))[:16]}"
    return first, claim_from_json(record)


def _check(asked: Mapping[str, Any]) -> None:
    known = {*SHARED, "event"}
    for part, lists in asked.items():
        if part == APART and isinstance(lists, bool):
            continue
        if part not in PARTS or not isinstance(lists, Mapping):
            raise ReportError(f"{part!r} is none of the two parts, first and second")
        for path, places in lists.items():
            if path not in known or (part == "first" and path == "event"):
                raise ReportError(f"{path!r} is not shared out; there are {', '.join(SHARED)}")
            if path != "event" and not (isinstance(places, list) and all(type(one) is int for one in places)):
                raise ReportError(f"{path}: a list of places, counted from 0, is needed")


def _places(path: str, length: int, asked: Mapping[str, Any]) -> dict[str, list[int]]:
    every = list(range(length))
    given = {part: asked.get(part, {}).get(path) for part in PARTS}
    for places in given.values():
        if gone := [one for one in places or () if one not in every]:
            raise ReportError(f"{path}: there is no value {gone[0]}; the list has {length}, counted from 0")
    found = {}
    for part, other in (PARTS, PARTS[::-1]):
        mine, theirs = given[part], given[other]
        rest = every if theirs is None else [one for one in every if one not in theirs]
        found[part] = rest if mine is None else sorted(set(mine))
    if lost := [one for one in every if one not in found["first"] and one not in found["second"]]:
        raise ReportError(f"{path}: value {lost[0]} is in neither part; what is wrong is amended, not split away")
    return found


def _chosen(path: str, values: Sequence[Any], places: Sequence[int]) -> list[Any]:
    """The values at some places; a figure whose whole is in the other part stands by itself."""
    found = [dict(values[place]) for place in places]
    if path == "figures":
        for figure in found:
            whole = figure.get("part_of")
            figure["part_of"] = places.index(whole) if whole in places else None
    return found


def _at(record: Mapping[str, Any], path: str) -> Any:
    for part in path.split("."):
        record = record[part]
    return record


def _put(record: dict[str, Any], path: str, value: Any) -> None:
    *before, last = path.split(".")
    for part in before:
        record = record[part]
    record[last] = value
