"""Reports in a feed: the entries of RSS and Atom, each with the text that the feed holds of it, or its whole page."""

from __future__ import annotations

import html
import io
from calendar import timegm
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urljoin
from xml.parsers.expat import ExpatError, ParserCreate

from dateline.errors import ReportError
from dateline.pipeline.sources.reading import Entry, Read, as_options, problem
from dateline.records import Problem
from dateline.store.reports import Found
from dateline.text.making import Known, make_known_report
from dateline.text.readers import read_reports_from_bytes

_ENTRIES = ("item", "entry")
#: Each entry of a feed that is not well formed is kept with the whole feed, so that there may not be many.
MOST_LOOSE = 500


def read_feed(data: bytes, name: str, known: Known) -> Iterator[Entry]:
    """The entries of a feed. What a feed says of an entry stands before what it says of itself."""
    import feedparser  # type: ignore[import-untyped]

    feed: Any = feedparser.parse(io.BytesIO(data), sanitize_html=False, resolve_relative_uris=False)
    if not feed.entries:
        raise ReportError("a feed without entries" if not feed.bozo else f"not a feed that can be read: {_why(feed)}")
    publisher = known.publisher or feed.feed.get("title")
    slices = entry_slices(data)
    if len(slices) != len(feed.entries):  # read all the same, by a reader that forgives more
        if len(feed.entries) > MOST_LOOSE:
            raise ReportError(f"{len(feed.entries):,} entries, and not well formed: not read")
        slices = [slice(None)] * len(feed.entries)
    for number, (entry, part) in enumerate(zip(feed.entries, slices, strict=True), start=1):
        link = _link(entry, known)
        said = Known(
            title=entry.get("title") and html.unescape(entry["title"]),
            publisher=publisher,
            author=entry.get("author"),
            url=link,
            published=_moment(entry),
            external_id=entry.get("id"),
        ).over(known)
        where = f"{name}:{number}"
        read: Read
        try:
            read = _found(entry, data[part], f"{name}#{entry.get('id') or entry.get('link') or number}", where, said)
        except ReportError as error:
            read = problem(where, f"entry {number}: {error}")
        yield Entry(read=read, link=link, known=said)


def entry_slices(data: bytes) -> list[slice]:
    """Where each entry stands in the bytes of a feed that is well formed; none where it is not.

    The bytes of an entry are its original: they stay the same while the feed around it changes.
    """
    found: list[slice] = []
    begun: list[int] = []
    parser = ParserCreate()

    def begin(name: str, _attributes: object) -> None:
        if name.rpartition(":")[2] in _ENTRIES:
            begun.append(parser.CurrentByteIndex)

    def end(name: str) -> None:
        if name.rpartition(":")[2] in _ENTRIES and begun:
            start = begun.pop()
            closes = data.find(b">", parser.CurrentByteIndex) + 1
            if not begun:
                found.append(slice(start, closes))

    parser.StartElementHandler, parser.EndElementHandler = begin, end
    try:
        parser.Parse(data, True)
    except (ExpatError, ValueError, LookupError):
        return []
    whole = data.count(b"\x00") == 0  # in UTF-16 the end of a tag is found at another place
    return found if whole else []


def _link(entry: Any, known: Known) -> str | None:
    """Where an entry leads, from where the feed itself is."""
    given = entry.get("link")
    try:
        return urljoin(known.url or "", given) if given else None
    except ValueError:
        return given  # type: ignore[no-any-return]


def _found(entry: Any, data: bytes, name: str, where: str, known: Known) -> Found:
    # A broken feed leaves None where a text was begun.
    texts = [(one.get("value") or "", one.get("type") or "") for one in entry.get("content") or []]
    detail = entry.get("summary_detail") or {}
    texts.append((entry.get("summary") or "", detail.get("type") or ""))
    text, kind = max(texts, key=lambda one: len(one[0]))
    if not text.strip():
        raise ReportError("the feed holds no text of it, only where it is")
    if "html" in kind or "<p" in text:
        text = _page_text(text, known)
    report = make_known_report(text, known, source=data)
    return Found(name=name, where=where, report=report, data=data)


def _page_text(text: str, known: Known) -> str:
    """The text of an entry that is written as HTML."""
    page = f"<!doctype html><html><body><article>{text}</article></body></html>".encode("utf-8", "replace")
    first = next(iter(read_reports_from_bytes(page, "entry.html", **as_options(known))))
    if isinstance(first, Problem):
        raise ReportError(first.message)
    return first.text


def _moment(entry: Any) -> str | None:
    """When an entry was published, in UTC; when it was changed is another thing."""
    parsed = entry.get("published_parsed")
    try:
        return datetime.fromtimestamp(timegm(parsed), UTC).isoformat() if parsed else None
    except (TypeError, ValueError, OverflowError):
        return None


def _why(feed: Any) -> str:
    return str(feed.get("bozo_exception", "unknown")).splitlines()[0]
