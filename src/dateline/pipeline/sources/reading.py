"""What reading a source gives: reports as they were met, and problems."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from dateline.records import Problem
from dateline.store import Found
from dateline.text.making import Known

Read = Found | Problem
#: A longer message is cut, in characters.
LONGEST = 300

_FEED = re.compile(rb"<(?:rss|feed|rdf:RDF)[\s>]")
_PAGE = re.compile(rb"<html[\s>]", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What a file holds in one place: a report or a problem, and for entries of a feed where they lead.

    `known` is what the feed says of it, also where the feed holds no text; `at` is how far the file was read.
    """

    read: Read
    link: str | None = None
    known: Known = field(default_factory=Known)
    at: int = 0


def as_options(known: Known) -> dict[str, Any]:
    """What is known, as the readers take it."""
    names = ("title", "publisher", "author", "url", "published", "language", "retrieved")
    return {name: getattr(known, name) for name in names}


def problem(name: str, message: str) -> Problem:
    """What could not be read, and why; what a library says of it may quote the file, and is cut short."""
    line = " ".join(message.split())
    return Problem(report=name, step="read", message=line if len(line) <= LONGEST else f"{line[:LONGEST]}…")


def is_feed(head: bytes) -> bool:
    """Whether bytes that begin so are a feed."""
    return _FEED.search(head[:2000]) is not None and _PAGE.search(head[:2000]) is None
