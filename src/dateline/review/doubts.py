"""Why a claim should be looked at sooner: reasons with weights, so that the queue begins with the most doubtful."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from dateline.reference.files import read_table
from dateline.reference.numbers import rows as number_rules

Record = Mapping[str, Any]
#: From this precision on UCDP's scale a place is a region or a country.
WIDE = 5
#: A claim that is wrong for sure weighs as much as so many plain reasons.
SURE = 10.0
#: Reasons that no claim shows by itself.
AROUND = ("disputed", "changed", "flagged")


@dataclass(frozen=True, slots=True)
class Doubt:
    """A reason, how much it weighs, and its words."""

    code: str
    weight: float
    words: str


def doubts_of(
    record: Record, *, disputed: bool = False, changed: bool = False, flagged: bool = False
) -> tuple[Doubt, ...]:
    """The reasons of a claim, given as JSON; `disputed`, `changed` and `flagged` are told by what stands around it."""
    told = {"disputed": disputed, "changed": changed, "flagged": flagged}
    return tuple(doubt for doubt in doubts() if (told[doubt.code] if doubt.code in told else TESTS[doubt.code](record)))


def weighed(record: Record, found: Iterable[Doubt]) -> float:
    """How much a claim is to be doubted, 0 and more: its want of confidence, and what stands around it.

    Where a claim has no confidence its reasons are added up.
    """
    confidence = record.get("confidence")
    if confidence is None:
        return sum(doubt.weight for doubt in found)
    return SURE * (1 - float(confidence)) + sum(doubt.weight for doubt in found if doubt.code in AROUND)


@cache
def doubts() -> tuple[Doubt, ...]:
    """Every reason; raises DataError where a row names none, or has no weight."""
    found = []
    for row in read_table("review/doubts.csv", columns=("code", "weight", "words", "example")):
        weight = row.number_of("weight")
        if row["code"] not in TESTS and row["code"] not in AROUND:
            raise row.fault(f"no such reason: {row['code']!r}")
        if weight is None:
            raise row.fault("a reason has a weight")
        found.append(Doubt(row["code"], weight, row["words"]))
    return tuple(found)


def _places(record: Record) -> list[Record]:
    return list(record.get("places") or ())


@cache
def _doubtful_rules() -> frozenset[str]:
    """The names of the number rules that ask for a person."""
    return frozenset(f"{row.profile}.{row.rule}" for row in number_rules() if row.review)


TESTS: dict[str, Callable[[Record], bool]] = {
    "alleged": lambda r: r["stance"] in ("alleged", "unconfirmed"),
    "could_not_verify": lambda r: r.get("verification") == "could_not_verify",
    "implied": lambda r: bool(r.get("implied")),
    "no_day": lambda r: not (r.get("time") or {}).get("start") and not (r.get("time") or {}).get("end"),
    "no_party": lambda r: any(p["role"] == "actor" and not p.get("party") for p in r.get("participants") or ()),
    "no_place": lambda r: not _places(r),
    "no_trigger": lambda r: r.get("trigger") is None,
    "not_placed": lambda r: any(p.get("latitude") is None and p.get("precision") is None for p in _places(r)),
    "several_sites": lambda r: sum(p["role"] == "site" for p in _places(r)) > 1,
    "unattributed": lambda r: (r.get("attribution") or {}).get("directness") == "unattributed",
    "vague_number": lambda r: any(f.get("rule") in _doubtful_rules() for f in r.get("figures") or ()),
    "wide_place": lambda r: bool(_places(r)) and all((p.get("precision") or 0) >= WIDE for p in _places(r)),
}
