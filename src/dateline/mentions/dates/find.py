"""Dates in a report: found by the grammar, resolved against the text, its dateline or its day of publication."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

from dateline.mentions.dates import periods as _periods  # noqa: F401  # enters its rules in the first pass
from dateline.mentions.dates.anchors import Anchor, anchor_of, dateline_item
from dateline.mentions.dates.bounds import SIGNALS
from dateline.mentions.dates.direction import direction_at
from dateline.mentions.dates.grammar import FIRST
from dateline.mentions.dates.items import Item, first_context, second_context
from dateline.mentions.dates.phrases import SECOND
from dateline.mentions.dates.recipes import directed, is_open, without_clock
from dateline.mentions.dates.resolve import mention_of
from dateline.mentions.dates.tokens import Tokens, cut
from dateline.mentions.dates.words import lexicon
from dateline.nlp.parsed import Parsed
from dateline.records.mentions import PlaceMention, TimeMention
from dateline.records.spans import Span

#: Tokens between "since" and the date that it opens: "since it first started in April".
SINCE_REACH = 7
#: Characters that an hour looks back, in its paragraph, for the day it is of.
HOUR_REACH = 200


@cache
def _triggers() -> frozenset[str]:
    """Classes without which a text holds no time."""
    return lexicon().set_of(
        "MONTH", "MONTH_OR_WORD", "MONTH_ABBR", "WEEKDAY", "WEEKDAYS", "UNIT", "UNITS", "PART", "DAY_PART", "CLOCK",
        "CLOCK_WORD", "DAY_WORD", "NIGHT_WORD", "OVERNIGHT", "SEASON", "FALL", "FREQUENCY", "REFERENCE", "YEAR", "ISO",
        "SLASHED", "DECADE", "HOLIDAY", "HHMM", "AM", "ZONE",
    )  # fmt: skip


#: The directions of a clause that tells of what is to come.
LOOKS_AHEAD = ("future", "term")


@dataclass(slots=True)
class _State:
    """What the reading of a report remembers: the anchor, the last day and the last date of the text."""

    anchor: Anchor = field(default_factory=Anchor)
    head: Item | None = None  # the dateline's own day, which counts from the day of publication
    head_day: str | None = None
    day: str | None = None
    date: str | None = None
    paragraph_day: tuple[int, str] | None = None


def find_dates(parsed: Parsed, *, places: Sequence[PlaceMention] = ()) -> list[TimeMention]:
    """The time expressions of a report, in order and not overlapping; `places` only tell the hemisphere.

    "Shelling on Saturday", published on Sunday 22 December 2019: value 2019-12-21, anchor "published".
    """
    report = parsed.report
    state = _State(anchor_of(report.published, None))
    south = _is_south(places)
    found: list[TimeMention] = []
    first = True
    for start, end in _stretches(parsed):
        tokens = cut(parsed.text, start, end, triggers=_triggers())
        if tokens is None:
            first = False
            continue
        items = _items(tokens)
        if state.anchor.source != "dateline" and (first or report.dateline is not None):
            head = dateline_item(report.dateline, tokens, items)
            if head is not None:
                state.anchor, state.head = anchor_of(report.published, head), head
        first = False
        found.extend(_mentions(parsed, tokens, items, state, south))
    return found


def _stretches(parsed: Parsed) -> Iterator[tuple[int, int]]:
    """The paragraphs, or the whole text where none are known."""
    if not parsed.report.paragraphs:
        yield 0, len(parsed.text)
    for paragraph in parsed.report.paragraphs:
        yield paragraph.start, paragraph.end


def _items(tokens: Tokens) -> list[Item]:
    """The items of both passes, in order; what only serves the second pass is left out."""
    firsts = FIRST.run(first_context(tokens))
    context = second_context(tokens, firsts)
    seconds = SECOND.run(context)
    for item in seconds:
        item.first, item.end = context.lefts[item.first], context.lefts[item.end]
    covered = {token for item in seconds for token in range(item.first, item.end)}
    items = seconds + [i for i in firsts if i.first not in covered and i.kind not in ("PARTX", "CLOCKX")]
    return sorted((item for item in items if item.recipe), key=lambda item: item.first)


def _mentions(parsed: Parsed, tokens: Tokens, items: list[Item], state: _State, south: bool) -> Iterator[TimeMention]:
    state.paragraph_day = None
    recipes = [_complete(parsed, tokens, items, number, state) for number in range(len(items))]
    signals = [_signal(tokens, item) for item in items]
    partners = [_partner(tokens, items, signals, number) for number in range(len(items))]
    for number, partner in enumerate(partners):
        if partner is not None and partner > number:
            recipes[number] = _year_of(recipes[number], recipes[partner])
    for number, item in enumerate(items):
        recipe = recipes[number]
        if south and any(season in recipe for season in ("-SP", "-SU", "-FA", "-WI")):
            recipe += "!S"
        span = parsed.span(tokens.starts[item.first], tokens.ends[item.end - 1])
        signal = signals[number]
        partner = partners[number]
        if partner is not None:
            first, last = sorted((number, partner))
            recipe = f"{recipe}|{recipes[first]}|{recipes[last]}"
        yield mention_of(
            span,
            item.type,
            recipe,
            anchor=state.anchor if item is not state.head else anchor_of(parsed.report.published, None),
            modifier=item.modifier,
            signal=signal,
            possessive=_possessive(tokens, item),
        )


def _complete(parsed: Parsed, tokens: Tokens, items: list[Item], number: int, state: _State) -> str:
    """The recipe of an item with its direction, and with the date of the text that it counts from."""
    item = items[number]
    start = tokens.starts[item.first]
    recipe = item.recipe
    if recipe.startswith("@@"):
        near = state.paragraph_day
        day = (
            near[1] if near is not None and start - near[0] < HOUR_REACH else _day_ahead(parsed, tokens, items, number)
        )
        return day + recipe[2:]
    if recipe.startswith("@"):
        base = state.day if recipe[1] == "D" else state.date
        if (
            base in (None, state.head_day)
            and _steps_ahead(recipe)
            and _direction(parsed, tokens, item) not in LOOKS_AHEAD
        ):
            return "XXXX-XX-XX"  # "two days later" in a first sentence: later than what, it does not say
        recipe = recipe[1:] if base is None else _count_from(base, recipe[1:])
    if item.type != "SET" and is_open(recipe):
        recipe = directed(recipe, _direction(parsed, tokens, item))
    if item.type in ("DATE", "TIME") and "_REF" not in recipe:
        state.date = recipe.partition("T")[0] if item.type == "TIME" else recipe
        if item.kind == "DAYX" or item.type == "TIME":
            day_recipe = without_clock(recipe)
            if not day_recipe.startswith("XXXX-XX-XX"):
                state.day = day_recipe
                if item is state.head:
                    state.head_day = day_recipe
                state.paragraph_day = (start, day_recipe)
    return recipe


def _direction(parsed: Parsed, tokens: Tokens, item: Item) -> str:
    """Past after "since"; the clause's direction; ahead after "until" and "by" where the clause has none."""
    signal = _signal(tokens, item)
    word = "" if signal is None else signal.text.lower()
    if word.endswith("since"):
        return "past"
    ahead = word in ("until", "till", "by")
    direction = direction_at(parsed, tokens.starts[item.first], tokens.ends[item.end - 1], ahead=ahead)
    # "Gave them a week, until 20 May": a term that was set may still be to come.
    return "near" if ahead and direction == "past" else direction


def _day_ahead(parsed: Parsed, tokens: Tokens, items: list[Item], number: int) -> str:
    """The day that follows an hour in its sentence; an open one where there is none."""
    start = tokens.starts[items[number].first]
    sentence = parsed.sentence_at(start)
    for item in items[number + 1 :]:
        at = tokens.starts[item.first]
        if sentence is None or at >= sentence.end or at - start > HOUR_REACH:
            break
        if item.kind == "DAYX" and "@" not in item.recipe and "/" not in item.recipe:
            return directed(without_clock(item.recipe), direction_at(parsed, at, tokens.ends[item.end - 1]))
    return "XXXX-XX-XX"


def _steps_ahead(recipe: str) -> bool:
    """Whether a step is one to a later day."""
    return re.fullmatch(r"@[A-Z]\+[1-9]\d*(?:T\w\w)?", recipe) is not None


def _count_from(base: str, step: str) -> str:
    """A step from a date of the text; the same day is that day itself."""
    base = without_clock(base)
    step, clock = (step[:-3], step[-3:]) if step[-3:-2] == "T" else (step, "")
    return (base if step == "D+0" else f"{base};{step}") + clock


def _signal(tokens: Tokens, item: Item) -> Span | None:
    """The preposition before an item; "since" also from some words further off."""
    at = item.first - 1
    if at < 0:
        return None
    table = lexicon()
    names = {table.marks[name]: name for name in SIGNALS}
    if names.get(tokens.classes[at]) in ("IN", "ON", "AT", None):
        since = tokens.classes.rfind(table.marks["SINCE"], max(0, at - SINCE_REACH), at)
        stop = table.set_of("COMMA", "DOT", "MONTH", "WEEKDAY", "YEAR", "DAY_WORD", "UNIT", "UNITS", "AND")
        if since >= 0 and stop.isdisjoint(tokens.classes[since:at]):
            at = since
    if tokens.classes[at] not in names:
        return None
    return Span.of(tokens.text, tokens.starts[at], tokens.ends[at])


def _possessive(tokens: Tokens, item: Item) -> bool:
    """Whether the item owns what follows: "after Sunday's attack"."""
    return item.end < len(tokens.classes) and tokens.classes[item.end] == lexicon().marks["POSS"]


def _partner(tokens: Tokens, items: list[Item], signals: list[Span | None], number: int) -> int | None:
    """The other end of "from X to Y" and "between X and Y"."""
    for low in (number - 1, number):
        high = low + 1
        if low < 0 or high >= len(items) or items[high].first - items[low].end != 1:
            continue
        signal = signals[low]
        opener = "" if signal is None else signal.text.lower()
        joint = tokens.words(items[low].end, items[low].end + 1).lower()
        dated = all(i.type in ("DATE", "TIME") and "_REF" not in i.recipe for i in (items[low], items[high]))
        days = items[low].kind == items[high].kind == "DAYX" and not {"@", "/", "%"} & {
            *items[low].recipe,
            *items[high].recipe,
        }
        if dated and days and joint in ("to", "through") and opener != "between":
            return high if number == low else low
        if dated and (opener, joint) in (
            ("from", "to"), ("from", "until"), ("from", "till"), ("from", "through"), ("between", "and"),
        ):  # fmt: skip
            return high if number == low else low
    return None


def _year_of(first: str, last: str) -> str:
    """The start of a range with the year that only its end says: from 28 December to 3 January 2017."""
    open_first = re.fullmatch(r"XXXX-(\d\d(?:-\d\d)?)~\w+", first)
    dated_last = re.fullmatch(r"(\d{4})-(\d\d(?:-\d\d)?)", last)
    if open_first is None or dated_last is None:
        return first
    year = int(dated_last[1]) - (open_first[1] > dated_last[2])
    return f"{year:04d}-{open_first[1]}"


def _is_south(places: Sequence[PlaceMention]) -> bool:
    latitudes = [place.latitude for place in places if place.latitude is not None]
    return bool(latitudes) and sum(latitudes) / len(latitudes) < 0
