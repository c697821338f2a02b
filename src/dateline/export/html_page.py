"""Coded reports as one page that needs nothing else: the text with its claims marked, and a card for each claim."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from dateline.export import wording
from dateline.export.answers import AnswersOfReport, answers_of
from dateline.export.explanation import explain_claim, explain_incident
from dateline.records import Claim, Coded, Incident, Paragraph, ParagraphKind, Report, Span

TEMPLATES = Path(__file__).with_name("templates")

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


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a paragraph between two edges of evidence; `ends` are the claims whose evidence ends with it."""

    text: str
    claims: tuple[int, ...]
    ends: tuple[int, ...]


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


@dataclass(frozen=True, slots=True)
class Happening:
    """An incident for a reader."""

    incident: Incident
    title: str
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A report for a reader."""

    number: int
    report: Report
    title: str
    blocks: tuple[Block, ...]
    cards: tuple[Card, ...]
    happenings: tuple[Happening, ...]
    answers: AnswersOfReport
    problems: tuple[str, ...]
    numbers: dict[str, int]


def page(coded: Iterable[Coded], *, explain: bool = False) -> str:
    """The page; with `explain` the reasons of each claim stand open."""
    style, script = _source("page.css"), _source("page.js")
    template = _environment().get_template("page.html")
    return template.render(
        sheets=[_sheet(one, number) for number, one in enumerate(coded, start=1)],
        style=style,
        script=script,
        policy=_policy(style, script),
        explain=explain,
        wording=wording,
    )


def _sheet(coded: Coded, number: int) -> Sheet:
    report = coded.report
    units = Units(report.text)
    numbers = {claim.id: place for place, claim in enumerate(coded.claims, start=1)}
    return Sheet(
        number=number,
        report=report,
        title=wording.clean(report.title or report.text.strip().split("\n", 1)[0])[:200],
        blocks=tuple(_blocks(report, coded.claims, units)),
        cards=tuple(_card(claim, numbers, units) for claim in coded.claims),
        happenings=tuple(
            Happening(one, wording.incident_title(one), tuple(explain_incident(one, numbers)))
            for one in coded.incidents
        ),
        answers=answers_of(coded),
        problems=tuple(wording.clean(problem.message) for problem in coded.problems),
        numbers=numbers,
    )


class Units:
    """Offsets as a browser counts them: UTF-16 units, of which an emoji is two and most letters one."""

    def __init__(self, text: str) -> None:
        self._wide = [offset for offset, letter in enumerate(text) if ord(letter) > 0xFFFF]

    def at(self, offset: int) -> int:
        """The offset in UTF-16 units of an offset in code points."""
        low, high = 0, len(self._wide)
        while low < high:
            middle = (low + high) // 2
            if self._wide[middle] < offset:
                low = middle + 1
            else:
                high = middle
        return offset + low

    def span(self, span: Span | None) -> str:
        """A span as "start:end", an empty text for none."""
        return "" if span is None else f"{self.at(span.start)}:{self.at(span.end)}"


def _blocks(report: Report, claims: tuple[Claim, ...], units: Units) -> Iterator[Block]:
    """The paragraphs, cut at every edge of evidence."""
    paragraphs = report.paragraphs or tuple(_paragraphs(report.text))
    for place, paragraph in enumerate(paragraphs):
        following = paragraphs[place + 1].start if place + 1 < len(paragraphs) else len(report.text) + 1
        here = [
            (number, claim.evidence)
            for number, claim in enumerate(claims, start=1)
            if claim.evidence.start < paragraph.end and paragraph.start < claim.evidence.end
        ]
        edges = {paragraph.start, paragraph.end}
        for _, evidence in here:
            edges |= {max(evidence.start, paragraph.start), min(evidence.end, paragraph.end)}
        cuts = sorted(edges)
        pieces = []
        for start, end in pairwise(cuts):
            covering = tuple(number for number, e in here if e.start <= start and end <= e.end)
            ends = tuple(number for number, e in here if min(e.end, paragraph.end) == end and e.end <= following)
            pieces.append(Piece(report.text[start:end].translate(_UNALLOWED), covering, ends))
        yield Block(str(paragraph.kind), units.at(paragraph.start), tuple(pieces))


def _paragraphs(text: str) -> Iterator[Paragraph]:
    """Paragraphs by blank lines, for a report that does not say where they are."""
    start = 0
    for part in text.split("\n\n"):
        if part.strip():
            yield Paragraph(start, start + len(part), ParagraphKind.BODY)
        start += len(part) + 2


def _card(claim: Claim, numbers: dict[str, int], units: Units) -> Card:
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


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["shown"] = lambda text: str(text).replace("\r", "&#13;")  # a bare one would be lost
    return environment


@cache
def _source(name: str) -> str:
    return (TEMPLATES / name).read_text(encoding="utf-8")


def _policy(style: str, script: str) -> str:
    """A content security policy under which the page can load nothing, and run only its own script."""
    return (
        f"default-src 'none'; style-src {_hash(style)}; script-src {_hash(script)}; base-uri 'none'; form-action 'none'"
    )


def _hash(source: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(source.encode()).digest()).decode()}'"
