"""The keys of the review page: what each does."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from dateline.reference.files import read_table


@dataclass(frozen=True, slots=True)
class Key:
    """A key as a browser names it, the action that it asks for, and the words of the help sheet."""

    action: str
    key: str
    words: str


@cache
def keys() -> tuple[Key, ...]:
    """The keys by action; raises DataError where two actions share one."""
    found: dict[str, Key] = {}
    for row in read_table("review/keys.csv", columns=("action", "key", "words")):
        if row["key"] in found:
            raise row.fault(f"{row['key']!r} is the key of {found[row['key']].action}")
        found[row["key"]] = Key(row["action"], row["key"], row["words"])
    return tuple(found.values())
