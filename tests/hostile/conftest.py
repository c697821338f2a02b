"""A small site on this machine, and a fetcher that may reach it and nothing else."""

from __future__ import annotations

import ipaddress
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from dateline.pipeline.sources.addresses import Machine
from dateline.pipeline.sources.exchange import Limits
from dateline.pipeline.sources.fetching import Fetcher

HERE = ipaddress.ip_address("127.0.0.1")


@dataclass
class Page:
    """What the site answers."""

    body: bytes = b""
    kind: str = "text/html; charset=utf-8"
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)


@dataclass
class Site:
    """Pages by their path, or functions that write the answer themselves; `asked` is each question with its headers."""

    port: int = 0
    pages: dict[str, Page | Callable[[BaseHTTPRequestHandler], None]] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    names: dict[str, list[str]] = field(default_factory=dict)

    def url(self, path: str, host: str = "news.example", scheme: str = "http") -> str:
        return f"{scheme}://{host}:{self.port}{path}"

    def paths(self) -> list[str]:
        return [path for path, _ in self.asked]

    def look_up(self, host: str, _port: int) -> list[Machine]:
        """Every name that no test gave an address of its own is this machine."""
        return [ipaddress.ip_address(one) for one in self.names.get(host, ["127.0.0.1"])]

    def may_reach(self, machine: Machine, port: int) -> bool:
        """This site, and nothing else on this machine or elsewhere."""
        return machine == HERE and port == self.port

    def fetcher(self, *, pause: float = 0.0, seconds: float = 10, size: int = 200_000) -> Fetcher:
        return Fetcher(
            limits=Limits(seconds=seconds, size=size), pause=pause, look_up=self.look_up, may_reach=self.may_reach
        )


def answer(site: Site) -> type[BaseHTTPRequestHandler]:
    """A server's way to answer from the pages of a site."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            site.asked.append((self.path, dict(self.headers.items())))
            page = site.pages.get(self.path, Page(status=404))
            self.close_connection = True
            if not isinstance(page, Page):
                with suppress(BrokenPipeError, ConnectionResetError):  # the other side had enough
                    page(self)
                return
            self.send_response(page.status)
            if page.kind:
                self.send_header("Content-Type", page.kind)
            for name, value in page.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(page.body)))
            self.end_headers()
            self.wfile.write(page.body)

        def log_message(self, *_: object) -> None:
            pass

    return Handler


@pytest.fixture
def site() -> Iterator[Site]:
    made = Site()
    server = ThreadingHTTPServer(("127.0.0.1", 0), answer(made))
    server.daemon_threads = True
    made.port = server.server_address[1]
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    yield made
    server.shutdown()
    server.server_close()
