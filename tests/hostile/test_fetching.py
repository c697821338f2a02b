"""Fetching by address: nothing beyond the public network, nothing without end, nothing that a site asks us not to."""

from __future__ import annotations

import ast
import gzip
import ipaddress
import re
import socket
import ssl
import threading
import time
import zlib
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
import trustme

import dateline
from dateline import __version__
from dateline.errors import ReportError
from dateline.pipeline.sources import exchange
from dateline.pipeline.sources.fetching import Fetcher

from .conftest import Page, Site, answer

TEXT = "Soldiers killed 8 people in Oresk, residents said on Tuesday."
ARTICLE = f"<!doctype html><html><head><title>Oresk</title></head><body><article><p>{TEXT}</p></article></body></html>"


def test_a_page_is_fetched_under_a_polite_name(site: Site) -> None:
    site.pages["/a?b=1"] = Page(ARTICLE.encode())
    got = site.fetcher().fetch(site.url("/a?b=1#part"))
    assert (got.asked, got.url, got.data, got.ending) == (
        site.url("/a?b=1"),
        site.url("/a?b=1"),
        ARTICLE.encode(),
        "html",
    )
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00", got.retrieved)
    assert site.paths() == ["/robots.txt", "/a?b=1"]
    for _, headers in site.asked:
        assert headers["User-Agent"] == f"dateline/{__version__}"
        assert headers["Host"] == f"news.example:{site.port}"
        assert set(headers) == {"User-Agent", "Accept", "Accept-Encoding", "Connection", "Host"}


def test_cookies_are_never_sent_back(site: Site) -> None:
    site.pages["/a"] = Page(status=302, headers={"Location": "/b", "Set-Cookie": "who=you"})
    site.pages["/b"] = Page(b"<p>" + TEXT.encode(), headers={"Set-Cookie": "who=you; Path=/"})
    fetcher = site.fetcher()
    fetcher.fetch(site.url("/a"))
    fetcher.fetch(site.url("/b"))
    assert len(site.asked) == 4
    assert [headers for _, headers in site.asked if "Cookie" in headers or "Referer" in headers] == []


def test_a_redirect_is_followed_and_told(site: Site) -> None:
    site.pages["/a"] = Page(status=301, headers={"Location": f"//other.example:{site.port}/b"})
    site.pages["/b"] = Page(ARTICLE.encode())
    got = site.fetcher().fetch(site.url("/a"))
    assert (got.asked, got.url) == (site.url("/a"), site.url("/b", "other.example"))
    assert site.paths() == ["/robots.txt", "/a", "/robots.txt", "/b"]  # the other site was asked too


@pytest.mark.parametrize(
    ("location", "words"),
    [
        ("http://10.0.0.1/", "10.0.0.1, which is not on the public network"),
        ("http://inner.example/", "192.168.1.1, which is not on the public network"),
        ("http://mixed.example:%(port)d/", "10.1.2.3, which is not on the public network"),
        ("http://169.254.169.254/latest/meta-data/", "not on the public network"),
        ("http://[::1]/", "not on the public network"),
        ("http://news.example:%(other)d/", "not on the public network"),  # another port of this machine
        ("file:///etc/passwd", "only http and https"),
        ("ftp://news.example/", "only http and https"),
        ("javascript:alert(1)", "only http and https"),
        ("http://news.example:22/", "port 22 is not one"),
        ("http://me:secret@news.example/", "user's name or password"),
        ("http://[:v:1]//e", "no address that can be read"),
        ("//news.exa]mple/", "no address that can be read"),
    ],
)
def test_a_redirect_leads_nowhere_that_an_address_may_not(site: Site, location: str, words: str) -> None:
    site.names |= {"inner.example": ["192.168.1.1"], "mixed.example": ["127.0.0.1", "10.1.2.3"]}
    site.names |= {"10.0.0.1": ["10.0.0.1"], "169.254.169.254": ["169.254.169.254"], "::1": ["::1"]}
    site.pages["/a"] = Page(status=302, headers={"Location": location % {"other": site.port + 1, "port": site.port}})
    with pytest.raises(ReportError, match=re.escape(words)):
        site.fetcher().fetch(site.url("/a"))


def test_a_redirect_from_https_to_http_is_refused() -> None:
    from dateline.pipeline.sources.addresses import follow, read_address

    with pytest.raises(ReportError, match="from https to http"):
        follow(read_address("https://news.example/a"), "http://news.example/b")
    assert follow(read_address("http://news.example/a"), "https://news.example/b").url == "https://news.example/b"


def test_a_circle_of_redirects_ends(site: Site) -> None:
    site.pages["/a"] = Page(status=302, headers={"Location": "/b"})
    site.pages["/b"] = Page(status=302, headers={"Location": "/a"})
    with pytest.raises(ReportError, match="sends on more than 5 times"):
        site.fetcher().fetch(site.url("/a"))
    assert len(site.asked) == 7


def test_what_was_checked_is_what_is_connected_to(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that stands for another machine at the next look-up changes nothing: it is not looked up again."""
    site.pages["/a"] = Page(ARTICLE.encode())
    looked: list[str] = []
    true = socket.getaddrinfo

    def watch(host: str, *more: object, **options: object) -> object:
        looked.append(host)
        return true(host, *more, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(socket, "getaddrinfo", watch)
    site.fetcher().fetch(site.url("/a", "rebinding.example"))
    assert set(looked) == {"127.0.0.1"}


def test_each_question_is_checked_again(site: Site) -> None:
    answers = iter([["127.0.0.1"], ["10.0.0.1"]])
    site.look_up = lambda _host, _port: [ipaddress.ip_address(one) for one in next(answers)]  # type: ignore[method-assign]
    site.pages["/a"] = Page(ARTICLE.encode())
    with pytest.raises(ReportError, match=r"10\.0\.0\.1, which is not on the public network"):
        site.fetcher().fetch(site.url("/a"))
    assert site.paths() == ["/robots.txt"]


#: More ways to write this machine, or one of this network, that some resolvers take.
UNUSUAL = ("127.1", "0x7f.1", "0177.0.0.1", "017700000001", "[::]", "[64:ff9b::7f00:1]", "169.254.169.254", "[fd00::1]")


def test_nothing_on_this_machine_is_reached_by_the_fetcher_that_users_have(site: Site) -> None:
    fetcher = Fetcher()
    for host in ("127.0.0.1", "localhost", "[::1]", "2130706433", "0x7f000001", "0", "[::ffff:127.0.0.1]", *UNUSUAL):
        with pytest.raises(ReportError, match=r"not on the public network|no such|not known|cannot be"):
            fetcher.fetch(f"http://{host}:{site.port}/")
    assert site.asked == []


# Without end


def endless(handler: BaseHTTPRequestHandler) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
    while True:
        handler.wfile.write(b"<p>more" * 10_000)


def endless_in_chunks(handler: BaseHTTPRequestHandler) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n")
    while True:
        handler.wfile.write(b"3e8\r\n" + b"a" * 1000 + b"\r\n")


def dripping(handler: BaseHTTPRequestHandler) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 100000\r\n\r\n")
    while True:
        handler.wfile.write(b"a")
        time.sleep(0.05)


def dripping_headers(handler: BaseHTTPRequestHandler) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
    for number in range(90):
        handler.wfile.write(b"X-%d: a\r\n" % number)
        time.sleep(0.05)


def silent(_handler: BaseHTTPRequestHandler) -> None:
    time.sleep(3)


@pytest.mark.parametrize("page", [endless, endless_in_chunks])
def test_an_endless_body_is_cut_off(site: Site, page: object) -> None:
    site.pages["/a"] = page  # type: ignore[assignment]
    with pytest.raises(ReportError, match=r"larger than the 0\.2 MB that are fetched"):
        site.fetcher().fetch(site.url("/a"))


def test_a_body_that_says_how_large_it_is_is_not_begun(site: Site) -> None:
    site.pages["/a"] = Page(b"a" * 200_001)
    with pytest.raises(ReportError, match="too large; at most"):
        site.fetcher().fetch(site.url("/a"))


@pytest.mark.parametrize("page", [dripping, dripping_headers, silent])
def test_a_slow_answer_is_cut_off(site: Site, page: object) -> None:
    site.pages["/a"] = page  # type: ignore[assignment]
    began = time.monotonic()
    with pytest.raises(ReportError, match=r"longer than the 0\.6 s"):
        site.fetcher(seconds=0.6).fetch(site.url("/a"))
    assert time.monotonic() - began < 2


def test_the_time_is_that_of_all_redirects_together(site: Site) -> None:
    def slowly(handler: BaseHTTPRequestHandler) -> None:
        time.sleep(0.25)
        handler.wfile.write(b"HTTP/1.1 302 Found\r\nContent-Length: 0\r\nLocation: /a\r\n\r\n")

    site.pages["/a"] = slowly
    with pytest.raises(ReportError, match=r"longer than the 0\.6 s"):
        site.fetcher(seconds=0.6).fetch(site.url("/a"))


def test_a_packed_body_is_unpacked(site: Site) -> None:
    packed = gzip.compress(ARTICLE.encode()[:40]) + gzip.compress(ARTICLE.encode()[40:])
    site.pages["/a"] = Page(packed, headers={"Content-Encoding": "gzip"})
    assert site.fetcher().fetch(site.url("/a")).data == ARTICLE.encode()


def bomb(size: int) -> bytes:
    packer = zlib.compressobj(9, wbits=31)
    return b"".join([*(packer.compress(bytes(1_000_000)) for _ in range(size // 1_000_000)), packer.flush()])


def test_a_packed_body_that_grows_without_end_is_cut_off(site: Site) -> None:
    site.pages["/a"] = Page(bomb(150_000_000), headers={"Content-Encoding": "gzip"})
    assert len(site.pages["/a"].body) < 200_000  # type: ignore[union-attr]
    with pytest.raises(ReportError, match="larger than"):
        site.fetcher().fetch(site.url("/a"))


@pytest.mark.parametrize(
    ("body", "packing", "words"),
    [
        (gzip.compress(ARTICLE.encode(), mtime=0)[:-9], "gzip", "was cut off"),
        (b"no gzip at all", "gzip", "cannot be unpacked"),
        (gzip.compress(b"a", mtime=0) + b"more", "gzip", "cannot be unpacked"),
        (b"", "br", "'br', which was not asked for"),
        (gzip.compress(gzip.compress(b"a", mtime=0), mtime=0), "gzip, gzip", "which was not asked for"),
    ],
)
def test_a_packed_body_that_is_bad_is_told(site: Site, body: bytes, packing: str, words: str) -> None:
    site.pages["/a"] = Page(body, headers={"Content-Encoding": packing})
    with pytest.raises(ReportError, match=words):
        site.fetcher().fetch(site.url("/a"))


def test_unpacking_gives_what_gzip_gives_at_every_length() -> None:
    for size in (0, 1, 65_535, 65_536, 65_537, 131_072, 500_000):
        for data in (bytes(size), bytes(range(256)) * (size // 256)):
            packed = gzip.compress(data)
            pieces = (packed[place : place + 100] for place in range(0, len(packed), 100))
            assert b"".join(exchange._unpacked(pieces, 10_000_000)) == data


def cut_off(handler: BaseHTTPRequestHandler) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 1000\r\n\r\n<p>")


def no_web(handler: BaseHTTPRequestHandler) -> None:
    handler.wfile.write(b"220 mail.example ESMTP\r\n" * 10)


def many_headers(handler: BaseHTTPRequestHandler) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\n" + b"".join(b"X-%d: a\r\n" % n for n in range(500)) + b"\r\n")


def long_header(handler: BaseHTTPRequestHandler) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nX: " + b"a" * 1_000_000 + b"\r\n\r\n")


@pytest.mark.parametrize("page", [cut_off, no_web, many_headers, long_header])
def test_a_broken_answer_is_told_in_one_line(site: Site, page: object) -> None:
    site.pages["/a"] = page  # type: ignore[assignment]
    with pytest.raises(ReportError, match=r"cut off or is not one of the web|cannot be reached") as error:
        site.fetcher().fetch(site.url("/a"))
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    ("page", "words"),
    [
        (Page(status=404), "the server answered 404"),
        (Page(status=503, body=b"x"), "the server answered 503"),
        (Page(status=302), "the server answered 302"),
        (Page(b"PK\x03\x04", kind="application/zip"), "'application/zip'; feeds, pages"),
        (Page(b" \n", kind="text/html"), "the page is empty"),
    ],
)
def test_what_is_no_page_is_told(site: Site, page: Page, words: str) -> None:
    site.pages["/a"] = page
    with pytest.raises(ReportError, match=re.escape(words)):
        site.fetcher().fetch(site.url("/a"))


def test_a_machine_that_takes_no_connection_is_told(site: Site) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
        fetcher = Fetcher(look_up=site.look_up, may_reach=lambda _machine, asked: asked == port)
        with pytest.raises(ReportError, match="takes no connections"):
            fetcher.fetch(f"http://news.example:{port}/")


def test_a_proxy_is_neither_used_nor_passed_by(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    site.pages["/a"] = Page(ARTICLE.encode())
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    with pytest.raises(ReportError, match="a proxy is set"):
        site.fetcher().fetch(site.url("/a"))
    assert site.asked == []
    monkeypatch.setenv("no_proxy", "news.example")
    assert site.fetcher().fetch(site.url("/a")).data == ARTICLE.encode()


# What a site asks

ROBOTS = b"User-agent: *\nDisallow: /private\nAllow: /private/open\n\nUser-agent: other\nDisallow: /\n"


@pytest.mark.parametrize(("path", "is_read"), [("/a", True), ("/private/a", False), ("/private/open", True)])
def test_robots_txt_is_heeded(site: Site, path: str, is_read: bool) -> None:
    site.pages |= {"/robots.txt": Page(ROBOTS, kind="text/plain"), path: Page(ARTICLE.encode())}
    if is_read:
        assert site.fetcher().fetch(site.url(path)).data == ARTICLE.encode()
    else:
        with pytest.raises(ReportError, match=r"robots\.txt asks programs not to read it; save the page"):
            site.fetcher().fetch(site.url(path))
        assert site.paths() == ["/robots.txt"]


@pytest.mark.parametrize(("status", "is_read"), [(404, True), (403, True), (410, True), (500, False), (429, False)])
def test_a_site_that_cannot_say_what_it_asks_is_left_alone(site: Site, status: int, is_read: bool) -> None:
    site.pages |= {"/robots.txt": Page(status=status), "/a": Page(ARTICLE.encode())}
    if is_read:
        site.fetcher().fetch(site.url("/a"))
    else:
        with pytest.raises(ReportError, match="asks programs not to read it"):
            site.fetcher().fetch(site.url("/a"))


def test_robots_txt_leads_nowhere_that_an_address_may_not(site: Site) -> None:
    site.names["inner.example"] = ["10.0.0.7"]
    site.pages["/robots.txt"] = Page(status=302, headers={"Location": "http://inner.example/robots.txt"})
    with pytest.raises(ReportError, match=r"10\.0\.0\.7, which is not on the public network"):
        site.fetcher().fetch(site.url("/a"))


def test_a_redirect_into_what_a_site_keeps_from_programs_is_refused(site: Site) -> None:
    site.pages |= {"/robots.txt": Page(ROBOTS), "/a": Page(status=302, headers={"Location": "/private/a"})}
    with pytest.raises(ReportError, match="asks programs not to read it"):
        site.fetcher().fetch(site.url("/a"))


def test_a_site_is_left_in_peace_between_two_questions(site: Site) -> None:
    site.pages |= {
        "/robots.txt": Page(b"User-agent: dateline\nCrawl-delay: 0.4\n"),
        "/a": Page(ARTICLE.encode()),
    }
    fetcher = site.fetcher(pause=0.1)
    began = time.monotonic()
    for _ in range(3):
        fetcher.fetch(site.url("/a"))
    assert 0.8 <= time.monotonic() - began < 2
    assert site.paths() == ["/robots.txt", "/a", "/a", "/a"]  # what it asks is read once


# TLS


@pytest.fixture
def safe_site(site: Site) -> object:
    """The site once more, by https, with a certificate for news.example."""
    authority = trustme.CA()
    server = ThreadingHTTPServer(("127.0.0.1", 0), answer(site))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("news.example").configure_cert(context)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    site.port = server.server_address[1]
    yield authority
    server.shutdown()
    server.server_close()


def test_a_certificate_is_checked_for_the_name_and_not_the_number(
    site: Site, safe_site: trustme.CA, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.pages["/a"] = Page(ARTICLE.encode())
    with pytest.raises(ReportError, match="its certificate does not hold"):
        site.fetcher().fetch(site.url("/a", scheme="https"))
    context = ssl.create_default_context()
    safe_site.configure_trust(context)
    monkeypatch.setattr(exchange, "_context", lambda: context)
    assert site.fetcher().fetch(site.url("/a", scheme="https")).data == ARTICLE.encode()
    with pytest.raises(ReportError, match="its certificate does not hold"):
        site.fetcher().fetch(site.url("/a", "other.example", scheme="https"))
    assert site.paths() == ["/robots.txt", "/a"]


# Who may reach the network

CLIENTS = {"aiohttp", "ftplib", "http.client", "httpx", "requests", "smtplib", "urllib.request", "urllib3", "xmlrpc"}
#: Each with what it needs it for.
MAY = {
    "extractors/asking.py": "asks the extractor that the user named",
    "pipeline/sources/addresses.py": "reads addresses",
    "pipeline/sources/exchange.py": "asks for a page that the user named",
    "pipeline/sources/fetching.py": "looks whether a proxy is set",
}


def test_nothing_else_of_the_package_can_reach_the_network() -> None:
    package = Path(dateline.__file__).parent
    found = {}
    for path in sorted(package.rglob("*.py")):
        names = set()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                names |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom):
                names.add(node.module or "")
        if {name for name in names if name in CLIENTS or name.partition(".")[0] in CLIENTS}:
            found[path.relative_to(package).as_posix()] = names
    assert set(found) == set(MAY)
