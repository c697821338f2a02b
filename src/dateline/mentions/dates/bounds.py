"""The first and last day that words mean with their preposition ("since", "until")."""

from __future__ import annotations

from datetime import date, timedelta

from dateline.mentions.dates.spans import Days

#: Classes of the words before a date that are kept as its signal.
SIGNALS = ("IN", "ON", "AT", "SINCE", "FROM", "BY", "BEFORE", "AFTER", "BETWEEN", "UNTIL", "OVER", "TO", "INTO")

Bounds = tuple[date | None, date | None]


def apply_signal(days: Days, signal: str, *, anchor: date | None, type_: str, possessive: bool) -> Bounds:
    """First and last day of a date after a preposition; an event "after Sunday's attack" is not bounded by it."""
    first, last = days
    match signal:
        case "since" | "ever since":
            return first, (anchor if anchor is not None and anchor >= first else None)
        case "until" | "till" | "up to" | "up until" | "by":
            return None, last
        case "from":
            return first, None
        case "before" | "prior to" | "ahead of" if type_ == "DATE" and not possessive:
            return None, first - timedelta(1)
        case "after" if type_ == "DATE" and not possessive:
            return first, None
    return first, last
