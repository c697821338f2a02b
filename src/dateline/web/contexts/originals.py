"""The original of a report as one sees it: the pages of a PDF as pictures."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from threading import Lock

from dateline.errors import ErasedError, ReportError
from dateline.store import Origin, Role, Store
from dateline.text.pictures import count_pages, draw_page, is_pdf
from dateline.web.contexts.desk import Desk

#: How many pages are shown; the file has all of them.
MOST_PAGES = 100
#: One page is drawn at a time: each takes a process that may use much memory.
_turn = Lock()


@dataclass(frozen=True, slots=True)
class Pictured:
    """An original that can be shown as pictures, and how many pages it has; 0 where it cannot be opened."""

    sha256: str
    pages: int

    @property
    def shown(self) -> range:
        """The numbers of the pages that are shown."""
        return range(1, min(self.pages, MOST_PAGES) + 1)


def pictured(desk: Desk, origins: tuple[Origin, ...]) -> Pictured | None:
    """The first original of a report that has pictures; none for readers, to whom it may name people."""
    if not desk.role.reaches(Role.CODER):
        return None
    for sha256 in dict.fromkeys(origin.original for origin in origins):
        if (pages := _pages(desk.store, sha256)) is not None:
            return Pictured(sha256, pages)
    return None


def picture(desk: Desk, sha256: str, number: int) -> bytes:
    """A page of an original as a PNG; raises ReportError where there is none."""
    data = desk.store.original(sha256)
    if not is_pdf(data):
        raise ReportError("this original has no pages to be drawn")
    with _turn:
        return draw_page(data, number)


@lru_cache(maxsize=256)
def _pages(store: Store, sha256: str) -> int | None:
    try:
        data = store.original(sha256)
        return count_pages(data) if is_pdf(data) else None
    except ErasedError:
        return None
    except ReportError:
        return 0
