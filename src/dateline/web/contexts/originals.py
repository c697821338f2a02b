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
    """An original that can be shown as pictures, and how many pages it has; 0 where it cannot be opened, or not now."""

    sha256: str
    pages: int

    @property
    def shown(self) -> range:
        """The numbers of the pages that are shown."""
        return range(1, min(self.pages, MOST_PAGES) + 1)


def pictured(desk: Desk, origins: tuple[Origin, ...], *, counted: bool) -> Pictured | None:
    """The first original of a report that has pictures; none for readers, to whom it may name people.

    The pages are counted only where that is asked for: another process has to open the file for it.
    """
    if not desk.role.reaches(Role.CODER):
        return None
    for sha256 in dict.fromkeys(origin.original for origin in origins):
        if _is_pdf(desk.store, sha256):
            return Pictured(sha256, _count(desk.store, sha256) if counted else 0)
    return None


def picture(desk: Desk, sha256: str, number: int) -> bytes:
    """A page of an original as a PNG; raises ReportError where there is none."""
    data = desk.store.original(sha256)
    if not is_pdf(data):
        raise ReportError("this original has no pages to be drawn")
    with _turn:
        return draw_page(data, number)


@lru_cache(maxsize=4096)
def _is_pdf(store: Store, sha256: str) -> bool:
    try:
        return is_pdf(store.original(sha256))
    except ErasedError:
        return False


def _count(store: Store, sha256: str) -> int:
    try:
        with _turn:
            return _pages(store, sha256)
    except (ErasedError, ReportError):
        return 0  # not remembered: it may have been for want of time or memory


@lru_cache(maxsize=256)
def _pages(store: Store, sha256: str) -> int:
    return count_pages(store.original(sha256))
