"""Reports at an address: a feed with its entries, or a page, each under the address it was asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace

from dateline.errors import ReportError
from dateline.pipeline.sources.boxes import Box, read_box
from dateline.pipeline.sources.fetching import Fetched, Fetcher
from dateline.pipeline.sources.reading import Entry, Read, as_options, is_feed, problem
from dateline.records import Problem, sha256
from dateline.store import Found
from dateline.text.making import Known
from dateline.text.readers import read_reports_from_bytes


@dataclass(slots=True)
class Fetching:
    """What may be fetched: addresses that are named and, where `pages`, the pages that feeds lead to.

    `is_kept` tells whether a page was fetched before; `passed` counts those that were, and were left in peace.
    """

    fetcher: Fetcher
    pages: bool = False
    is_kept: Callable[[str], bool] = field(default=lambda _address: False)
    passed: int = 0

    def with_pages(self, entries: Iterable[Entry]) -> Iterator[Entry]:
        """The entries of a feed, each with its page in place of what the feed gives, where pages are asked for.

        Where a page cannot be read, it is a problem, and what the feed gives of the entry stands.
        """
        for entry in entries:
            link = entry.link
            if not self.pages or not link:
                yield entry
            elif self.is_kept(link):
                self.passed += 1
            else:
                try:
                    yield replace(entry, read=self._page(link, entry.known))
                except ReportError as error:
                    yield Entry(read=problem(link, str(error)))
                    yield entry

    def _page(self, address: str, known: Known) -> Read:
        fetched = self.fetcher.fetch(address)
        if is_feed(fetched.data):
            raise ReportError("leads to another feed")
        return _read_page(fetched, address, known)


def read_at(address: str, known: Known, fetching: Fetching) -> Iterator[Read]:
    """The reports at an address; what cannot be fetched or read is a problem."""
    try:
        fetched = fetching.fetcher.fetch(address)
        if is_feed(fetched.data):
            entries = read_box(Box.FEED, fetched.data, address, _about(known, fetched))
            yield from (entry.read for entry in fetching.with_pages(entries))
        else:
            yield _read_page(fetched, address, known)
    except ReportError as error:
        yield problem(address, str(error))


def _about(known: Known, fetched: Fetched) -> Known:
    return replace(known, url=fetched.url, retrieved=fetched.retrieved)


def _read_page(fetched: Fetched, name: str, known: Known) -> Found:
    """The report of a page: its url is where it was in the end, its name where it was asked for."""
    if fetched.ending == "xml" and b"<html" not in fetched.data[:4096].lower():
        raise ReportError("is XML, and not a feed")
    answers = read_reports_from_bytes(fetched.data, f"page.{fetched.ending}", **as_options(_about(known, fetched)))
    first = next(iter(answers))
    if isinstance(first, Problem):
        raise ReportError(first.message)
    if first.source_sha256 != sha256(fetched.data) or next(answers, None) is not None:
        raise ReportError("holds several reports: save it, and add the file")
    return Found(name=name, where=name, report=first, data=fetched.data)
