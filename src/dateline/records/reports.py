"""A report: one stored text that never changes, and what is known of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from dateline.records.spans import Span


class ParagraphKind(StrEnum):
    """What a paragraph is for."""

    HEADLINE = "headline"
    PUBLISHER = "publisher"  # a line that only names who publishes, writes or edits
    BODY = "body"
    ITEM = "item"  # one point of a list
    HEADING = "heading"  # a title inside the text
    BOILERPLATE = "boilerplate"  # contacts, copyright, notes for editors


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph as offsets into the report's text."""

    start: int
    end: int
    kind: ParagraphKind = ParagraphKind.BODY


@dataclass(frozen=True, slots=True, kw_only=True)
class Dateline:
    """The place and day at the head of a wire story: "AMMAN, Dec 22 (Reuters) -".

    `body` is the offset at which the story itself begins, after the dash.
    """

    mention: Span
    place: Span | None = None
    day: Span | None = None
    agency: Span | None = None
    body: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A news story, a statement, a situation update.

    `published` is an ISO date or date-time, or None: never guessed. `sha256` is of `text` in UTF-8,
    `source_sha256` of the bytes that were read. `external_id` is the id that a JSONL line came with.
    """

    id: str
    text: str
    sha256: str
    source_sha256: str
    title: str | None = None
    publisher: str | None = None
    author: str | None = None
    url: str | None = None
    language: str | None = None
    published: str | None = None
    dateline: Dateline | None = None
    retrieved: str | None = None
    external_id: str | None = None
    paragraphs: tuple[Paragraph, ...] = ()

    def span(self, start: int, end: int) -> Span:
        """The words from `start` to `end`."""
        return Span.of(self.text, start, end)


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One line that says what was wrong with a report, and the step that met it."""

    report: str
    step: str
    message: str
