"""What an analyst may argue with when reports are compared: the scores of `matching.toml`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from dateline.errors import DataError
from dateline.incidents.policy import kind_relations
from dateline.reference.files import data_dir, read_toml
from dateline.reference.ontology import target_kind_codes

FILE = "incidents/matching.toml"
TABLES = ("kind", "place", "time", "party", "target", "figure", "words", "blocks", "copies")


@dataclass(frozen=True, slots=True, kw_only=True)
class Crossing:
    """Scores by feature and name; `vague` are kinds of target that tell nothing apart."""

    threshold: float
    floor: float
    low: float
    kind: dict[str, float]
    place: dict[str, float]
    time: dict[str, float]
    party: dict[str, float]
    target: dict[str, float]
    figure: dict[str, float]
    words: dict[str, float]
    blocks: dict[str, float]
    copies: dict[str, float]
    vague: frozenset[str]


@cache
def crossing() -> Crossing:
    """The scores; raises DataError where the file lacks a table or names what does not exist."""
    table = read_toml(FILE)
    found: dict[str, dict[str, float]] = {}
    for name in TABLES:
        if not isinstance(table.get(name), dict):
            raise DataError(f"{data_dir() / FILE}: no table [{name}]")
        found[name] = {key: float(value) for key, value in table[name].items() if isinstance(value, int | float)}
    vague = frozenset(table["target"].get("vague", ()))
    unknown = sorted(vague - target_kind_codes())
    unknown += sorted({score for score, _ in kind_relations().values()} - set(found["kind"]))
    if unknown:
        raise DataError(f"{data_dir() / FILE}: unknown: {', '.join(unknown)}")
    for name in ("threshold", "floor", "low"):
        if not isinstance(table.get(name), int | float):
            raise DataError(f"{data_dir() / FILE}: {name} is not a number")
    threshold, floor, low = (float(table[name]) for name in ("threshold", "floor", "low"))
    return Crossing(threshold=threshold, floor=floor, low=low, vague=vague, **found)
