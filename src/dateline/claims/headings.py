"""Days and places that head what they hold for: "Monday 5 November:", "Sept. 7, near Mosul, Iraq: …"."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.claims.scene import Scene
from dateline.mentions.dates import as_if_dated
from dateline.nlp import Sentence, Token
from dateline.records import ParagraphKind, PlaceMention, TimeMention

DATED = frozenset({"DATE", "TIME"})
DIVIDERS = frozenset({":", "-", "–", "—"})
LOCATING = frozenset({"near", "in", "at", "outside", "around", "east", "west", "north", "south", "of"})


@dataclass(frozen=True, slots=True)
class Heading:
    """What a heading says of the sentences that it holds for: their day, and the places, where it names any."""

    day: TimeMention
    places: tuple[PlaceMention, ...] = ()


def headings(scene: Scene) -> dict[int, Heading]:
    """What stands alone at the head of what it dates, by the index of each sentence that it holds for.

    "Monday 5 November:" dates the rest of its paragraph, as "Sept. 7, near Mosul:" tells its place too; a line with
    nothing but a day dates the list below it, or the one paragraph.
    """
    found: dict[int, Heading] = {}
    current: Heading | None = None
    heading, alone = -1, False  # the paragraph of the day, and whether it holds nothing else
    paragraphs = scene.parsed.report.paragraphs
    for sentence in scene.parsed.sentences:
        here = sentence.paragraph
        opening = _opening(scene, sentence)
        if opening is not None:
            current, heading = opening, here
            alone = sentence.start == paragraphs[here].start and sentence.end == paragraphs[here].end
            continue
        listed = all(p.kind is ParagraphKind.ITEM for p in paragraphs[heading + 1 : here + 1])
        if current is not None and (here == heading or (alone and (here == heading + 1 or listed))):
            found[sentence.index] = current
        else:
            current = None
    return found


def _opening(scene: Scene, sentence: Sentence) -> Heading | None:
    """The day that a sentence consists of, with its place or without, or with which it opens before a colon."""
    times = [t for t in scene.times_in(sentence) if t.type in DATED and as_if_dated(t).start is not None]
    if not times:
        return None
    day = times[0]
    places = scene.places_in(sentence)
    words = [t for t in sentence.tokens if any(char.isalnum() for char in t.text)]
    if len(times) == 1 and all(_is_of(t, [day]) for t in words):
        return Heading(day)
    closed = sentence.tokens[-1].text == ":"  # what ends in a dash is a dateline
    if closed and places and all(_is_of(t, [day, *places]) or t.lower in LOCATING for t in words):
        return Heading(day, tuple(places))
    before = [t for t in words if t.end <= day.span.start]
    after = next((t for t in sentence.tokens if t.start >= day.span.end), None)
    return Heading(day) if not before and after is not None and after.text in DIVIDERS else None


def _is_of(token: Token, mentions: list[TimeMention | PlaceMention]) -> bool:
    return any(mention.span.start <= token.start < mention.span.end for mention in mentions)
