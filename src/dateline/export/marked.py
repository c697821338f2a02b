"""A report's text cut at the edges of its claims, and a card for each claim: what every page of a report shows."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from markupsafe import Markup, escape

from dateline.export import wording
from dateline.export.explanation import explain_claim
from dateline.records import Claim, Paragraph, ParagraphKind, Report, Span

#: Signs that HTML does not allow, and the one that stands for each, so that offsets stay as they are.
_UNALLOWED = dict.fromkeys(
    (
        *(code for code in (*range(32), *range(0x7F, 0xA0)) if chr(code) not in "\t\n\r"),
        *range(0x202A, 0x202F),  # overrides of direction
        *range(0x2066, 0x206A),
        *range(0xD800, 0xE000),  # halves of pairs
    ),
    "\ufffd",
)


#: What stands between the quotation marks that this program sets.
_QUOTED = re.compile("“([^“”]*)”")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a paragraph between two edges of evidence; `ends` are the claims whose evidence ends with it.

    `sentence` is the number of the sentence that begins with it, counted through the report, else None.
    """

    text: str
    claims: tuple[int, ...]
    ends: tuple[int, ...]
    sentence: int | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph as pieces; `start` is its offset in UTF-16 units, as a browser counts."""

    kind: str
    start: int
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Value:
    """Something that a card tells, and where the text says it ("12:20" in UTF-16 units), else an empty text."""

    words: str
    span: str


@dataclass(frozen=True, slots=True)
class Card:
    """A claim for a reader."""

    number: int
    claim: Claim
    title: str
    stance: str
    evidence: str
    trigger: str
    rows: tuple[tuple[str, tuple[Value, ...]], ...]
    answers: tuple[int, ...]
    why: tuple[str, ...]


class Units:
    """Offsets as a browser counts them: UTF-16 units, of which an emoji is two and most letters one."""

    def __init__(self, text: str) -> None:
        self._wide = [offset for offset, letter in enumerate(text) if ord(letter) > 0xFFFF]
        self._begin = [offset + before for before, offset in enumerate(self._wide)]

    def at(self, offset: int) -> int:
        """The offset in UTF-16 units of an offset in code points."""
        return offset + bisect_left(self._wide, offset)

    def offset(self, unit: int) -> int:
        """The offset in code points of an offset in UTF-16 units; inside a pair it is that of the pair."""
        before = bisect_right(self._begin, unit - 2)
        inside = before < len(self._begin) and self._begin[before] + 1 == unit
        return unit - before - inside

    def span(self, span: Span | None) -> str:
        """A span as "start:end", an empty text for none."""
        return "" if span is None else f"{self.at(span.start)}:{self.at(span.end)}"


def blocks_of(
    report: Report, claims: Sequence[Claim], units: Units, *, sentences: Sequence[int] = ()
) -> Iterator[Block]:
    """The paragraphs, cut at every edge of evidence, and where a sentence begins that is to be found by its number."""
    paragraphs = report.paragraphs or tuple(_paragraphs(report.text))
    numbers = {start: number for number, start in enumerate(sentences, start=1)}
    for place, paragraph in enumerate(paragraphs):
        following = paragraphs[place + 1].start if place + 1 < len(paragraphs) else len(report.text) + 1
        here = [
            (number, claim.evidence)
            for number, claim in enumerate(claims, start=1)
            if claim.evidence.start < paragraph.end and paragraph.start < claim.evidence.end
        ]
        edges = {paragraph.start, paragraph.end}
        edges |= {start for start in sentences if paragraph.start < start < paragraph.end}
        for _, evidence in here:
            edges |= {max(evidence.start, paragraph.start), min(evidence.end, paragraph.end)}
        cuts = sorted(edges)
        pieces = []
        for start, end in pairwise(cuts):
            covering = tuple(number for number, e in here if e.start <= start and end <= e.end)
            ends = tuple(number for number, e in here if min(e.end, paragraph.end) == end and e.end <= following)
            words = report.text[start:end].translate(_UNALLOWED)
            pieces.append(Piece(words, covering, ends, numbers.get(start)))
        yield Block(str(paragraph.kind), units.at(paragraph.start), tuple(pieces))


#: What stands between two sentences.
_BETWEEN = re.compile(r"(?:(?<=[.!?؟。])|(?<=[.!?؟。][\"”’)]))\s+")


def sentence_starts(report: Report) -> list[int]:
    """Where the sentences of a report begin, by their marks: plain enough that a number always means the same one."""
    found = []
    for paragraph in report.paragraphs or tuple(_paragraphs(report.text)):
        found.append(paragraph.start)
        found += [mark.end() for mark in _BETWEEN.finditer(report.text, paragraph.start, paragraph.end)]
    return [start for start in found if start < len(report.text)]


def sentence_of(starts: Sequence[int], offset: int) -> int:
    """The number of the sentence in which an offset lies, counted from 1."""
    return max(1, bisect_right(starts, offset))


def _paragraphs(text: str) -> Iterator[Paragraph]:
    """Paragraphs by blank lines, for a report that does not say where they are."""
    start = 0
    for part in text.split("\n\n"):
        if part.strip():
            yield Paragraph(start, start + len(part), ParagraphKind.BODY)
        start += len(part) + 2


def card_of(claim: Claim, numbers: Mapping[str, int], units: Units) -> Card:
    """The card of a claim; `numbers` are the numbers by which the page names claims."""

    def values(role: str) -> tuple[Value, ...]:
        return tuple(
            Value(wording.participant_words(p), units.span(p.mention)) for p in claim.participants if p.role == role
        )

    time = wording.time_words(claim.time)
    sources = tuple(Value(wording.source_words(s), units.span(s.mention)) for s in claim.attribution.sources)
    rows = (
        ("who", values("actor")),
        ("backed by", values("backer")),
        ("to whom", values("target") + values("victim")),
        ("with whom", values("counterpart")),
        ("hit", tuple(Value(wording.plain(kind), "") for kind in claim.target_kinds)),
        ("with", values("instrument")),
        ("where", tuple(Value(wording.place_words(p), units.span(p.mention)) for p in claim.places)),
        ("when", (Value(time, units.span(claim.time.mention if claim.time else None)),) if time else ()),
        ("how many", tuple(Value(wording.figure_words(f), units.span(f.mention)) for f in claim.figures)),
        ("according to", sources or (Value(wording.according_to(claim), ""),)),
        ("from context", (Value(", ".join(map(wording.plain, claim.implied)), ""),) if claim.implied else ()),
    )
    return Card(
        number=numbers[claim.id],
        claim=claim,
        title=wording.event_of(claim),
        stance=wording.stance_words(claim),
        evidence=units.span(claim.evidence),
        trigger=units.span(claim.trigger),
        rows=tuple(row for row in rows if row[1]),
        answers=tuple(numbers[c] for c in claim.disputes or claim.answers if c in numbers),
        why=tuple(explain_claim(claim)),
    )


def isolated(words: object) -> Markup:
    """Words with what they quote kept apart, so that a quotation written from right to left moves nothing around it.

    In "killed: “44 آخرين” = 44" the last number would else be drawn inside the quotation.
    """
    return Markup(_QUOTED.sub("“<bdi>\\1</bdi>”", str(escape(words))))  # nosec B704  # what was escaped, and two tags of ours


def shown(text: object) -> str:
    """A text with a lone carriage return spelt out, for one that a browser reads would be lost."""
    return str(text).replace("\r", "&#13;")
