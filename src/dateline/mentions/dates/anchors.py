"""The day that relative dates count from: the dateline's, else the day of publication."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dateline.mentions.dates.items import Item
from dateline.mentions.dates.recipes import directed, resolve
from dateline.mentions.dates.tokens import Tokens
from dateline.mentions.dates.words import lexicon
from dateline.records.reports import Dateline

#: A dateline that the reader of the file did not see stands within so many characters.
HEAD = 160


@dataclass(frozen=True, slots=True)
class Anchor:
    """A day and where it comes from, "dateline" or "published"; both None where nothing is known."""

    day: date | None = None
    source: str | None = None


def published_day(published: str | None) -> date | None:
    """The day of an ISO date or date-time, None where there is none or it is malformed."""
    try:
        return date.fromisoformat(published[:10]) if published else None
    except ValueError:
        return None


def anchor_of(published: str | None, head: Item | None) -> Anchor:
    """The dateline's day where it is known with its year, else the day of publication."""
    day = published_day(published)
    if head is not None:
        resolved = resolve(directed(head.recipe, "past"), day)
        if resolved.days is not None and (day is None or abs((resolved.days[0] - day).days) < 366):
            return Anchor(resolved.days[0], "dateline")
    return Anchor(day, "published" if day else None)


def dateline_item(dateline: Dateline | None, tokens: Tokens, items: list[Item]) -> Item | None:
    """The item that is the dateline's day: the one the report names, or "28 NOV 89 (" at the head of a text.

    A period at the head ("3 to 9 May 2022)") is what a bulletin is about and no day to count from.
    """
    marks = lexicon().set_of("OPEN", "HYPHEN", "CLOSE")
    for item in items:
        start = tokens.starts[item.first]
        if dateline is not None:
            if dateline.day is not None and dateline.day.start <= start < dateline.day.end and item.kind == "DAYX":
                return item
        elif start < HEAD and item.kind == "DAYX" and item.recipe[:4].isdigit() and item.end < len(tokens.classes):
            return item if tokens.classes[item.end] in marks and "/" not in item.recipe else None
    return None
