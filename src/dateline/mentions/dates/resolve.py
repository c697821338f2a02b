"""A time mention from its recipe and an anchor, also when that becomes known later; and a claim's time from it."""

from __future__ import annotations

from dataclasses import replace

from dateline.mentions.dates.anchors import Anchor, published_day
from dateline.mentions.dates.bounds import apply_signal
from dateline.mentions.dates.recipes import Resolved, needs_anchor, resolve
from dateline.mentions.dates.spans import Days, precision_of
from dateline.records.claims import Time
from dateline.records.mentions import TimeMention
from dateline.records.spans import Span

#: Any day will do to see what shape a time has.
_SOME_DAY = "2001-06-15"
_SHOWN = {
    "FIRST": "START",
    "MID": "MID",
    "FINAL": "END",
    "START": "START",
    "END": "END",
    "HALF1": "START",
    "HALF2": "END",
}


def mention_of(
    span: Span,
    type_: str,
    recipe: str,
    *,
    anchor: Anchor,
    modifier: str | None = None,
    signal: Span | None = None,
    possessive: bool = False,
) -> TimeMention:
    """The mention of a recipe. A range's recipe is its own, then those of both ends, parted by `|`."""
    own, *ends = recipe.split("|")
    resolved = resolve(own, anchor.day if type_ != "SET" else None)
    days = resolved.days
    start = end = None
    if ends:
        first, last = (resolve(end_recipe, anchor.day) for end_recipe in ends)
        if first.days and last.days and last.days[1] < first.days[0]:  # from November to January
            first = resolve(ends[0], last.days[0])
            resolved = first if own == ends[0] else resolved
        days = _joint(first, last) or resolved.days
        start, end = days if days is not None else (None, None)
    elif days is not None:
        word = "" if signal is None or "/" in resolved.value else signal.text.lower()
        start, end = apply_signal(days, word, anchor=anchor.day, type_=type_, possessive=possessive)
    part = own.partition("!")[0].partition("%")[2]
    if resolved.days is not None and resolved.anchored:
        source = anchor.source
    else:
        source = "text" if resolved.days is not None else None
    return TimeMention(
        span=span,
        type=type_,
        value=resolved.value,
        modifier=modifier or _SHOWN.get(part),
        start=start.isoformat() if start else None,
        end=end.isoformat() if end else None,
        precision=precision_of(resolved.value, days),
        anchor=source,
        signal=signal,
        recipe=recipe if type_ != "SET" and (_is_open_end(signal) or any(map(needs_anchor, [own, *ends]))) else None,
        possessive=possessive,
    )


def _is_open_end(signal: Span | None) -> bool:
    return signal is not None and signal.text.lower().endswith("since")


def _joint(first: Resolved, last: Resolved) -> Days | None:
    """From the first day of the one to the last day of the other."""
    if first.days is None or last.days is None or last.days[1] < first.days[0]:
        return None
    return first.days[0], last.days[1]


def redate(mention: TimeMention, *, published: str | None, dateline: str | None = None) -> TimeMention:
    """The same mention, resolved against a day of publication (or of the dateline) that has become known.

    Both are ISO dates; the dateline goes first. A mention that says its own year stays as it is, apart from the end
    that "since" leaves open.
    """
    if mention.recipe is None:
        return mention
    head = published_day(dateline)
    day = head or published_day(published)
    anchor = Anchor(day, None if day is None else ("dateline" if head else "published"))
    made = mention_of(
        mention.span,
        mention.type,
        mention.recipe,
        anchor=anchor,
        modifier=mention.modifier,
        signal=mention.signal,
        possessive=mention.possessive,
    )
    return replace(made, modifier=mention.modifier)


def as_if_dated(mention: TimeMention) -> TimeMention:
    """A mention that waits for a day to count from, as some day would date it; any other as it is.

    For what does not hang on which day it is: whether a mention dates anything ("in the past week" does, "for a week"
    does not), and whether it means more than one day.
    """
    if mention.recipe is None or mention.start is not None or mention.end is not None:
        return mention
    return redate(mention, published=_SOME_DAY)


def claim_time(mention: TimeMention, *, span: Span | None = None) -> Time:
    """A claim's time from a mention; a duration or a set that dates nothing keeps its value and has no days."""
    return Time(
        mention=span or mention.span,
        start=mention.start,
        end=mention.end,
        precision=mention.precision,
        anchor=mention.anchor,
        value=mention.value,
    )
