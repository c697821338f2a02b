"""What an analyst may argue with: scores, bars and words of fusion, read from the data folder."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from dateline.errors import DataError
from dateline.reference.files import data_dir, read_table, read_toml
from dateline.reference.ontology import directness_codes, event_codes, event_types, stance_codes, target_kind_codes

FILE = "incidents/fusing.toml"
RELATIONS = "incidents/relations.toml"
SENSES = (
    "again",
    "agent",
    "anew",
    "another",
    "anybody",
    "definite",
    "later",
    "lowered",
    "nth",
    "office",
    "opening",
    "part",
    "parting",
    "pronoun",
)
TABLES = ("kind", "place", "time", "party", "target", "figure", "position", "word", "rank", "thin", "crossing")


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """The policy of `fusing.toml`: sets of event codes, and scores by feature and name."""

    threshold: float
    floor: float
    deed_floor: float
    happenings: frozenset[str]
    harm: frozenset[str]
    effects: frozenset[str]
    general: frozenset[str]
    movable: frozenset[str]
    states: frozenset[str]
    credits: frozenset[str]
    charges: frozenset[str]
    answers: frozenset[str]
    unreal: frozenset[str]
    vague_targets: frozenset[str]
    kept_thin: frozenset[str]
    kind: dict[str, float]
    place: dict[str, float]
    time: dict[str, float]
    party: dict[str, float]
    target: dict[str, float]
    figure: dict[str, float]
    position: dict[str, float]
    word: dict[str, float]
    rank: dict[str, float]
    group_rank: dict[str, float]
    crossing: dict[str, float]


@dataclass(frozen=True, slots=True)
class SourceWeight:
    """How near a source stands (1 is nearest), and whether its word counts towards a Fair grade."""

    rank: int
    credible: bool


@cache
def policy() -> Policy:
    """The policy; raises DataError where the file lacks a table or names a code that does not exist."""
    table = read_toml(FILE)
    for name in ("happenings", *TABLES):
        if not isinstance(table.get(name), dict):
            raise _fault(FILE, f"no table [{name}]")
    happenings = table["happenings"]
    groups = set(happenings["groups"])
    unreal = _codes(happenings, "unreal", stance_codes())
    return Policy(
        threshold=_number(table, "threshold"),
        floor=_number(table, "floor"),
        deed_floor=_number(table, "deed_floor"),
        happenings=frozenset(e.code for e in event_types() if e.group in groups) | _codes(happenings, "also"),
        harm=_codes(happenings, "harm"),
        effects=_codes(happenings, "effects"),
        general=_codes(happenings, "general"),
        movable=_codes(happenings, "movable"),
        states=_codes(happenings, "states"),
        credits=_codes(happenings, "credits"),
        charges=_codes(happenings, "charges"),
        answers=_codes(happenings, "answers"),
        unreal=unreal,
        vague_targets=_codes(table["target"], "vague", target_kind_codes()),
        kept_thin=_codes(table["thin"], "keep"),
        group_rank=_numbers(table["rank"]["group"]),
        **{name: _numbers(table[name]) for name in TABLES if name != "thin"},
    )


@cache
def kind_relations() -> dict[tuple[str, str], tuple[str, str]]:
    """For two event codes, in either order, the name of the score and the reason why they may be one happening."""
    found: dict[tuple[str, str], tuple[str, str]] = {}
    for row in read_toml(RELATIONS).get("relations", []):
        score, reason = row["score"], row["reason"]
        if score not in policy().kind:
            raise _fault(RELATIONS, f"no score {score!r} under [kind] in {FILE}")
        for one in _codes(row, "one", where=RELATIONS):
            for other in _codes(row, "other", where=RELATIONS):
                found[one, other] = found[other, one] = (score, reason)
    return found


@cache
def source_weights() -> dict[str, SourceWeight]:
    """What each directness is worth; raises DataError where a row is not well formed or one is missing."""
    found: dict[str, SourceWeight] = {}
    for row in read_table("incidents/sources.csv", columns=("directness", "rank", "credible", "reason")):
        if row["directness"] not in directness_codes():
            raise row.fault(f"no such directness: {row['directness']!r}")
        if row["credible"] not in {"yes", "no"}:
            raise row.fault(f"credible is yes or no, not {row['credible']!r}")
        found[row["directness"]] = SourceWeight(int(row.number_of("rank") or 0), row["credible"] == "yes")
    if missing := directness_codes() - set(found):
        raise _fault("incidents/sources.csv", f"no row for {', '.join(sorted(missing))}")
    return found


@cache
def words(sense: str) -> re.Pattern[str]:
    """The words of a sense as one pattern of whole words, case aside."""
    found = []
    for row in read_table("incidents/words_en.csv", columns=("word", "sense", "example")):
        if row["sense"] not in SENSES:
            raise row.fault(f"sense is one of {', '.join(SENSES)}, not {row['sense']!r}")
        if row["sense"] == sense:
            found.append(row["word"])
    longest_first = sorted(found, key=lambda word: (-len(word), word))
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, longest_first))})\b", re.IGNORECASE)


def _codes(
    table: dict[str, Any], key: str, known: frozenset[str] | None = None, *, where: str = FILE
) -> frozenset[str]:
    found = frozenset(table.get(key, ()))
    unknown = found - (event_codes() if known is None else known)
    if key not in table or unknown:
        raise _fault(where, f"{key}: " + (f"unknown code {', '.join(sorted(unknown))}" if unknown else "missing"))
    return found


def _number(table: dict[str, Any], key: str) -> float:
    if not isinstance(table.get(key), int | float):
        raise _fault(FILE, f"{key} is not a number")
    return float(table[key])


def _numbers(table: dict[str, Any]) -> dict[str, float]:
    return {key: float(value) for key, value in table.items() if isinstance(value, int | float)}


def _fault(name: str, message: str) -> DataError:
    return DataError(f"{data_dir() / name}: {message}")
