"""A text and what is known of it become a `Report`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from dateline.errors import ReportError
from dateline.records.ids import report_id, sha256
from dateline.records.reports import Paragraph, ParagraphKind, Report
from dateline.text.characters import mend_characters, replace_surrogates
from dateline.text.cleaning import canonical
from dateline.text.language import detect_language
from dateline.text.segments import find_dateline, find_paragraphs, mark_title

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?\s*(?:[Zz]|[+-]\d{2}:?\d{2})?")
_PRINTABLE = re.compile(r"[^\W_]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is known of a report beside its text; what the user says stands before what a page says of itself."""

    title: str | None = None
    publisher: str | None = None
    author: str | None = None
    url: str | None = None
    published: str | None = None
    external_id: str | None = None
    language: str | None = None
    retrieved: str | None = None
    verbatim: bool = False

    def over(self, other: Known) -> Known:
        """This, with its gaps filled from `other`."""
        return Known(
            title=self.title or other.title,
            publisher=self.publisher or other.publisher,
            author=self.author or other.author,
            url=self.url or other.url,
            published=self.published or other.published,
            external_id=self.external_id or other.external_id,
            language=self.language or other.language,
            retrieved=self.retrieved or other.retrieved,
            verbatim=self.verbatim or other.verbatim,
        )


def known_from_json(value: Mapping[str, Any]) -> Known:
    """What is known of a report, as another process wrote it; raises TypeError where it cannot be."""
    for key, one in value.items():
        if not isinstance(one, bool if key == "verbatim" else str | None):
            raise TypeError(key)
    return Known(**value)


def make_report(
    text: str,
    *,
    source: bytes | None = None,
    title: str | None = None,
    publisher: str | None = None,
    author: str | None = None,
    url: str | None = None,
    published: str | None = None,
    external_id: str | None = None,
    verbatim: bool = False,
    language: str | None = None,
    retrieved: str | None = None,
) -> Report:
    """The report of a text; raises ReportError where there is no text or `published` is no date.

    A `verbatim` text is kept as it is given. A title is kept beside the text; without one, the headline that stands
    in the text is the title.
    """
    published = None if published is None else check_published(published)
    if "\x00" in text:
        raise ReportError("the text holds NUL characters: it is binary data, not a text")
    stored = replace_surrogates(text) if verbatim else canonical(text)
    if _PRINTABLE.search(stored) is None:
        raise ReportError("the report is empty" if not stored.strip() else "the report holds no words")
    paragraphs = find_paragraphs(stored)
    title = _clean(title)
    if title is not None:
        paragraphs = mark_title(stored, paragraphs, title)
    return Report(
        id=report_id(stored),
        text=stored,
        sha256=sha256(stored),
        source_sha256=sha256(replace_surrogates(text) if source is None else source),
        title=title or _headline(stored, paragraphs),
        publisher=_clean(publisher),
        author=_clean(author),
        url=_clean(url),
        language=_clean(language) or detect_language(stored),
        published=published,
        dateline=find_dateline(stored, paragraphs),
        retrieved=retrieved,
        external_id=external_id,
        paragraphs=paragraphs,
    )


def make_known_report(text: str, known: Known, *, source: bytes) -> Report:
    """The report of a text that was read from `source`, with what is known of it."""
    return make_report(
        text,
        source=source,
        title=known.title,
        publisher=known.publisher,
        author=known.author,
        url=known.url,
        published=known.published,
        external_id=known.external_id,
        verbatim=known.verbatim,
        language=known.language,
        retrieved=known.retrieved,
    )


def check_published(published: str) -> str:
    """The date or date-time as ISO 8601 writes it; raises ReportError where it is neither."""
    value = published.strip()
    try:
        if _DATE.fullmatch(value):
            return date.fromisoformat(value).isoformat()
        if _MOMENT.fullmatch(value):
            datetime.fromisoformat(value.replace(" ", "T", 1).replace(" ", "").upper())
            return value.replace(" ", "T", 1).replace(" ", "").upper()
    except ValueError:
        pass
    shown = value if len(value) <= 40 else f"{value[:40]}…"
    raise ReportError(f"published: {shown!r} is not a date; write it as YYYY-MM-DD")


def _clean(value: str | None) -> str | None:
    """Metadata on one line, mended like the text; None where nothing is left."""
    if value is None:
        return None
    return " ".join(mend_characters(value).split()) or None


def _headline(text: str, paragraphs: tuple[Paragraph, ...]) -> str | None:
    for paragraph in paragraphs:
        if paragraph.kind is ParagraphKind.HEADLINE:
            return " ".join(text[paragraph.start : paragraph.end].split())
    return None
