"""What a column of figures counts, by the words at its head: "Killed", "Houses destroyed", "IDPs"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from dateline.reference import counted
from dateline.reference.files import read_table

_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Column:
    """The measure of a column's numbers, the event that they tell of, and what they count."""

    measure: str
    event: str
    of: str
    unit: str


def read_column(words: str) -> Column | None:
    """What a heading such as "Civilians killed" counts; None where it names no measure, or several that differ.

    "Killed or injured" are casualties: killed or injured, not said which.
    """
    found = [_table()[word] for word in _WORD.findall(words.lower()) if word in _table()]
    if not found:
        return None
    measures = {measure for measure, _ in found}
    if measures == {"killed", "injured"}:
        found = [_table()["casualties"]]
    elif len(measures) > 1:
        return None
    measure, event = found[0]
    of, unit = _counts([word for word in _WORD.findall(words.lower()) if word not in _table()])
    return Column(measure, event, of, unit)


def _counts(words: Sequence[str]) -> tuple[str, str]:
    """What the words beside the measure count; people where they do not say."""
    for end in range(len(words), 0, -1):
        found = counted.longest(words[:end])
        if found is not None:
            return found[0].of, found[0].unit
    return "people", "person"


@cache
def _table() -> dict[str, tuple[str, str]]:
    rows = read_table("lexicons/en/columns.csv", columns=("word", "measure", "event"))
    return {row["word"]: (row["measure"], row["event"]) for row in rows}
