"""Pages and feeds by their address, where the user asked for it: politely, within limits, from the public network."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.request import getproxies, proxy_bypass

from dateline.errors import ReportError
from dateline.pipeline.sources.addresses import (
    Address,
    Machine,
    Resolve,
    follow,
    is_public,
    reachable,
    read_address,
    resolve,
)
from dateline.pipeline.sources.exchange import AGENT, Answer, Clock, Limits, ask
from dateline.pipeline.sources.robots import ALL_REFUSED, MOST_BYTES, NOTHING_ASKED, Robots, read_robots

MOST_REDIRECTS = 5
#: How long, in seconds, one site is left in peace between two questions; a robots.txt may ask for more, up to the last.
PAUSE = 1.0
LONGEST_PAUSE = 30.0
_REDIRECTS = (301, 302, 303, 307, 308)
#: What is fetched, and the ending of a file of its kind; what is served as something else is told by what it holds.
_KINDS = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "text/plain": "txt",
    "application/pdf": "pdf",
    "application/rss+xml": "xml",
    "application/atom+xml": "xml",
    "application/rdf+xml": "xml",
    "application/xml": "xml",
    "text/xml": "xml",
    "application/octet-stream": "",
    "": "",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """A body with where it was asked for, where it was in the end, and when; `ending` is that of a file of its kind."""

    asked: str
    url: str
    retrieved: str
    data: bytes
    ending: str


class Fetcher:
    """Fetches addresses one after the other, and remembers what each site asks of programs.

    `look_up` and `may_reach` are there for tests that have a server of their own on this machine; nothing that a
    user can type or set changes them.
    """

    def __init__(
        self,
        *,
        limits: Limits | None = None,
        pause: float = PAUSE,
        look_up: Resolve = resolve,
        may_reach: Callable[[Machine, int], bool] = lambda machine, _port: is_public(machine),
    ) -> None:
        self._limits = limits or Limits()
        self._pause = pause
        self._look_up = look_up
        self._may_reach = may_reach
        self._robots: dict[str, Robots] = {}
        self._asked: dict[str, float] = {}

    def fetch(self, text: str) -> Fetched:
        """What is at an address; raises ReportError, in one line, where it may not or cannot be fetched."""
        clock = Clock(self._limits.seconds)
        first = address = read_address(text)
        for _ in range(MOST_REDIRECTS + 1):
            self._heed(address, clock)
            answer = self._ask(address, clock, self._limits.size)
            if answer.status in _REDIRECTS and (onward := answer.headers.get("location")):
                address = follow(address, onward)
                continue
            return _fetched(first, address, answer)
        raise ReportError(f"sends on more than {MOST_REDIRECTS} times")

    def _ask(self, address: Address, clock: Clock, size: int) -> Answer:
        _refuse_proxy(address)
        machines = reachable(address, look_up=self._look_up, may_reach=self._may_reach)
        return ask(address, machines, clock, size=size)

    def _heed(self, address: Address, clock: Clock) -> None:
        """Wait as the site asks; raises ReportError where it asks not to be read."""
        site = address.site
        if site not in self._robots:
            self._robots[site] = self._read_robots(address, clock)
        asked = self._robots[site]
        if not asked.allows(address.target):
            raise ReportError(f"{site}/robots.txt asks programs not to read it; save the page, and add the file")
        since = time.monotonic() - self._asked.get(site, -LONGEST_PAUSE)
        wait = min(max(self._pause, asked.delay), LONGEST_PAUSE) - since
        if wait > 0:
            time.sleep(min(wait, clock.left()))
            clock.left()
        self._asked[site] = time.monotonic()

    def _read_robots(self, address: Address, clock: Clock) -> Robots:
        """What a site asks; nothing where it says nothing, all where it cannot say, as RFC 9309 has it."""
        place = read_address(f"{address.site}/robots.txt")
        try:
            for _ in range(MOST_REDIRECTS + 1):
                answer = self._ask(place, clock, MOST_BYTES)
                if answer.status not in _REDIRECTS or "location" not in answer.headers:
                    break
                place = follow(place, answer.headers["location"])
        except ReportError as error:
            clock.left()
            raise ReportError(f"{place.url}: {error}" if place.host != address.host else str(error)) from None
        if answer.status == 200:
            return read_robots(answer.body, AGENT)
        return ALL_REFUSED if answer.status >= 500 or answer.status == 429 else NOTHING_ASKED


def _fetched(first: Address, last: Address, answer: Answer) -> Fetched:
    if answer.status != 200:
        raise ReportError(f"the server answered {answer.status}" + (f" for {last.url}" if last != first else ""))
    kind = answer.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind not in _KINDS:
        raise ReportError(f"is {kind[:60]!r}; feeds, pages, PDFs and plain texts are fetched")
    if not answer.body.strip():
        raise ReportError("the page is empty")
    now = datetime.now(UTC).isoformat(timespec="seconds")
    return Fetched(asked=first.url, url=last.url, retrieved=now, data=answer.body, ending=_KINDS[kind])


def _refuse_proxy(address: Address) -> None:
    """Raise ReportError where a proxy is set for an address: going past it could tell others who asks."""
    proxies = getproxies()
    if (proxies.get(address.scheme) or proxies.get("all")) and not proxy_bypass(address.host):
        raise ReportError("a proxy is set for such addresses, and nothing is fetched through one, nor past it")
