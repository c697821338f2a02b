"""An HTML page becomes the text of its article and what the page says of itself."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterator
from contextlib import suppress
from html.parser import HTMLParser

from dateline.errors import ReportError
from dateline.text.cleaning import unwrap
from dateline.text.encodings import decode_page
from dateline.text.making import Known, check_published

_PRE = re.compile(r"<pre\b[^>]{0,200}>", re.IGNORECASE)
_PRE_END = re.compile(r"</pre>", re.IGNORECASE)
_PUBLISHED = (
    "article:published_time",
    "og:article:published_time",
    "datepublished",
    "date.issued",
    "dc.date.issued",
    "dcterms.issued",
    "dcterms.created",
    "dc.date",
    "pubdate",
    "publication_date",
    "parsely-pub-date",
    "sailthru.date",
)
_TITLES = ("og:title", "twitter:title", "dc.title", "headline")
_AUTHORS = ("author", "article:author_name", "dc.creator", "parsely-author", "byl")
_SITES = ("og:site_name", "application-name", "dc.publisher", "publisher")


def read_page(data: bytes) -> tuple[str, Known]:
    """The article's text, a paragraph between blank lines, and what the page states about it.

    The day of publication is taken only where the page states it: never from the address or from the text.
    """
    page = decode_page(data)
    return _article(page), _stated(page)


def _article(page: str) -> str:
    import trafilatura  # late: it takes half a second to load

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    try:
        text = trafilatura.extract(
            _without_typescript(page), include_comments=False, include_tables=True, deduplicate=False
        )
    except Exception as error:  # any page may come: what its parser throws is a fault of this page
        raise ReportError(f"the page cannot be read as HTML ({type(error).__name__})") from error
    if not text or not text.strip():
        raise ReportError("the page holds no article text")
    lines = (_without_bars(line.strip()) for line in text.splitlines())
    return "\n\n".join(line for line in lines if line)


def _without_typescript(page: str) -> str:
    """The page with paragraphs in place of blocks that keep the line ends of a typed text."""
    parts: list[str] = []
    place = 0
    while (opening := _PRE.search(page, place)) and (closing := _PRE_END.search(page, opening.end())):
        parts.append(page[place : opening.start()])
        parts += [f"<p>{each}</p>" for each in unwrap(page[opening.end() : closing.start()]).split("\n\n")]
        place = closing.end()
    return "".join([*parts, page[place:]])


def _without_bars(line: str) -> str:
    """A line of a table without its frame; nothing for the rule under its head."""
    if not line.startswith("|"):
        return line
    cells = [cell.strip() for cell in line.strip("| ").split("|")]
    return "" if all(set(cell) <= {"-", ":"} for cell in cells) else " | ".join(cells)


def _stated(page: str) -> Known:
    reader = _HeadReader()
    with suppress(AssertionError, ValueError, RecursionError):  # what was read before a fault stands
        reader.feed(page)
    stated = reader.stated
    for facts in reader.facts():
        for key, value in facts.items():
            stated.setdefault(key, value)
    return Known(
        title=_first(stated, _TITLES) or stated.get("h1") or stated.get("title"),
        publisher=_first(stated, _SITES),
        author=_name_only(_first(stated, _AUTHORS)),
        url=stated.get("canonical") or stated.get("og:url"),
        published=_published(stated),
    )


def _published(stated: dict[str, str]) -> str | None:
    for key in (*_PUBLISHED, "time"):
        if key in stated:
            try:
                return check_published(stated[key])
            except ReportError:
                continue
    return None


def _first(stated: dict[str, str], keys: tuple[str, ...]) -> str | None:
    return next((stated[key] for key in keys if stated.get(key)), None)


def _name_only(author: str | None) -> str | None:
    return None if author is None or author.startswith(("http:", "https:")) else author


class _HeadReader(HTMLParser):
    """Collects meta names, title, first heading, canonical address, linked data and the stated time."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.stated: dict[str, str] = {}
        self._data: list[str] = []
        self._inside: str | None = None
        self._words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "meta":
            self._meta(given)
        elif tag == "link" and "canonical" in given.get("rel", "").lower().split():
            self._state("canonical", given.get("href", ""))
        elif tag == "time" and ("pubdate" in given or "datepublished" in given.get("itemprop", "").lower()):
            self._state("time", given.get("datetime", ""))
        elif tag == "script" and given.get("type", "").lower() == "application/ld+json":
            self._inside, self._words = "data", []
        elif tag in ("title", "h1") and self._inside is None:
            self._inside, self._words = tag, []

    def handle_data(self, data: str) -> None:
        if self._inside is not None:
            self._words.append(data)

    def handle_endtag(self, tag: str) -> None:
        if self._inside == "data" and tag == "script":
            self._data.append("".join(self._words))
        elif self._inside == tag:
            self._state(tag, " ".join("".join(self._words).split()))
        elif tag != "body":
            return
        self._inside = None

    def facts(self) -> Iterator[dict[str, str]]:
        """What the linked data of the page says of the article."""
        for data in self._data:
            try:
                loaded = json.loads(data)
            except (ValueError, RecursionError):
                continue
            graph = loaded.get("@graph") if isinstance(loaded, dict) else loaded
            for thing in graph if isinstance(graph, list) else [loaded]:
                if isinstance(thing, dict) and ("datePublished" in thing or "headline" in thing):
                    yield _article_facts(thing)

    def _meta(self, given: dict[str, str]) -> None:
        for attribute in ("property", "name", "itemprop"):
            if given.get(attribute):
                self._state(given[attribute].lower(), given.get("content", ""))

    def _state(self, key: str, value: str) -> None:
        if value.strip():
            self.stated.setdefault(key, value.strip())


def _article_facts(thing: dict[str, object]) -> dict[str, str]:
    facts = {
        "datepublished": thing.get("datePublished"),
        "headline": thing.get("headline"),
        "author": _named(thing.get("author")),
        "publisher": _named(thing.get("publisher")),
    }
    return {key: value for key, value in facts.items() if isinstance(value, str) and value}


def _named(value: object) -> object:
    """The name of a thing in linked data, or of several things."""
    if isinstance(value, list):
        return ", ".join(name for name in map(_named, value) if isinstance(name, str)) or None
    return value.get("name") if isinstance(value, dict) else value
