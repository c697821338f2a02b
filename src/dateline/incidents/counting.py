"""By which policy the numbers of several claims become low, best and high: those of `counting.toml`, by name."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from dateline.errors import DataError, SettingsError
from dateline.reference.files import data_dir, read_toml

FILE = "incidents/counting.toml"
CRITERIA = ("origins", "told", "direct", "latest", "earliest", "lowest", "highest")
HOUSE = "house"


@dataclass(frozen=True, slots=True, kw_only=True)
class Counting:
    """A policy: what decides on `best`, in order, and whether an origin's later word replaces its earlier one."""

    name: str
    reason: str
    best: tuple[str, ...]
    replaced: bool


@cache
def counting_policies() -> dict[str, Counting]:
    """The policies by name; raises DataError where one is malformed."""
    found = {}
    for name, row in read_toml(FILE).items():
        unknown = set(row.get("best", ())) - set(CRITERIA)
        if unknown or not row.get("best") or not isinstance(row.get("replaced"), bool) or not row.get("reason"):
            raise DataError(f"{data_dir() / FILE}: [{name}] needs reason, replaced, and best of {', '.join(CRITERIA)}")
        found[name] = Counting(name=name, reason=row["reason"], best=tuple(row["best"]), replaced=row["replaced"])
    if HOUSE not in found:
        raise DataError(f"{data_dir() / FILE}: no [{HOUSE}]")
    return found


def counting_policy(name: str) -> Counting:
    """The policy of a name; raises SettingsError where there is none."""
    found = counting_policies().get(name)
    if found is None:
        raise SettingsError(f"counting: {name!r} is none of {', '.join(counting_policies())}")
    return found
