"""Days and places that stand alone at the head of what was done then and there: "4 July, near Tal Afar. A strike …"."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.claims.scene import Scene
from dateline.claims.when import DATED
from dateline.mentions.dates import as_if_dated
from dateline.nlp import Sentence, Token
from dateline.records import ParagraphKind, PlaceMention, TimeMention

DIVIDERS = frozenset({":", "-", "–", "—"})
LINKING = frozenset({"ADP", "CCONJ", "DET", "NUM", "PROPN", "PUNCT", "X"})


@dataclass(frozen=True, slots=True)
class Heading:
    """A day that stands at the head of sentences, and the places beside it."""

    day: TimeMention
    places: tuple[PlaceMention, ...] = ()


def headings(scene: Scene) -> dict[int, Heading]:
    """Days that stand alone at the head of what they date, by the index of each sentence that they hold for.

    "Monday 5 November:" dates the rest of its paragraph; a line with nothing but a day dates the list below it, or
    the one paragraph. "4 July 2017, near Tal Afar, Iraq, via media report." places the rest of its paragraph, too.
    """
    found: dict[int, Heading] = {}
    current: Heading | None = None
    at, alone = -1, False  # the paragraph of the day, and whether it holds nothing else
    paragraphs = scene.parsed.report.paragraphs
    for sentence in scene.parsed.sentences:
        here = sentence.paragraph
        heading = _heading(scene, sentence)
        if heading is not None:
            current, at = heading, here
            alone = sentence.start == paragraphs[here].start and sentence.end == paragraphs[here].end
            continue
        listed = all(p.kind is ParagraphKind.ITEM for p in paragraphs[at + 1 : here + 1])
        if current is not None and (here == at or (alone and (here == at + 1 or listed))):
            found[sentence.index] = current
        else:
            current = None
    return found


def _heading(scene: Scene, sentence: Sentence) -> Heading | None:
    """The day that a sentence consists of, with or without places, or opens with before a colon or a dash."""
    times = [t for t in scene.times_in(sentence) if t.type in DATED and as_if_dated(t).start is not None]
    if not times:
        return None
    day = times[0]
    if len(times) == 1 and _is_alone(sentence, day):
        return Heading(day)
    before = [t for t in sentence.tokens if t.end <= day.span.start and t.text.isalpha()]
    if len(times) == 1 and all(t.pos == "ADP" for t in before) and _only_tells_where(scene, sentence):
        return Heading(day, tuple(p for p in scene.places_in(sentence) if p.form != "adjective"))
    after = next((t for t in sentence.tokens if t.start >= day.span.end), None)
    return Heading(day) if not before and after is not None and after.text in DIVIDERS else None


def _is_alone(sentence: Sentence, mention: TimeMention) -> bool:
    return all(
        not any(char.isalnum() for char in t.text) or mention.span.start <= t.start < mention.span.end
        for t in sentence.tokens
    )


def _only_tells_where(scene: Scene, sentence: Sentence) -> bool:
    """Whether a sentence holds nothing but a day and names of places, and by whom it was heard of ("via …")."""
    told: list[Token] = []
    for token in sentence.tokens:
        if token.lower == "via":
            break
        told.append(token)
    placed = [scene.place_of(t) is not None for t in told]
    return any(placed) and all(
        there or t.pos in LINKING or scene.time_of(t) is not None for t, there in zip(told, placed, strict=True)
    )
