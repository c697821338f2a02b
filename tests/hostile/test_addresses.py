"""Which addresses may be fetched at all, which machines may be reached, and what a robots.txt asks."""

from __future__ import annotations

import ipaddress
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.errors import ReportError
from dateline.pipeline.sources.addresses import is_public, read_address
from dateline.pipeline.sources.robots import Robots, matches, read_robots


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("https://news.example", "https://news.example/"),
        ("HTTPS://News.Example:443/A?b=1#c", "https://news.example/A?b=1"),
        ("http://news.example:8080/", "http://news.example:8080/"),
        ("http://news.example./", "http://news.example/"),
        ("http://новости.example/Київ", "http://xn--b1amnebsh.example/%D0%9A%D0%B8%D1%97%D0%B2"),
        ("http://[2606:4700::1]:8080/a", "http://[2606:4700::1]:8080/a"),
        ("http://news.example/a b\tc", "http://news.example/a%20b%09c"),
    ],
)
def test_an_address_has_one_form(text: str, url: str) -> None:
    assert read_address(text).url == url
    assert read_address(url).url == url


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("file:///etc/passwd", "only http and https"),
        ("ftp://news.example/", "only http and https"),
        ("gopher://news.example/", "only http and https"),
        ("news.example", "only http and https"),
        ("https://", "without the name of a machine"),
        ("http://user@news.example/", "user's name or password"),
        ("http://user:word@news.example/", "user's name or password"),
        ("http://news.example:25/", "port 25"),
        ("http://news.example:0/", "port 0"),
        ("http://news.example:99999/", "not an address"),
        ("http://[::1", "not an address"),
        ("http://" + "a" * 5000, "too long"),
    ],
)
def test_an_address_that_may_not_be_fetched_is_told(text: str, words: str) -> None:
    with pytest.raises(ReportError, match=words):
        read_address(text)


@given(st.text(max_size=60))
def test_any_text_is_an_address_or_a_report_error(text: str) -> None:
    try:
        found = read_address(f"http://{text}")
    except ReportError:
        return
    assert found.host.isascii()
    assert "@" not in found.host
    assert not any(letter in found.target for letter in " \r\n\t")


PRIVATE = """
    0.0.0.0 10.0.0.1 100.64.0.1 127.0.0.1 127.255.255.254 169.254.169.254 172.16.0.1 172.31.255.255 192.0.2.1
    192.168.0.1 198.18.0.1 198.51.100.1 203.0.113.1 224.0.0.1 239.255.255.255 240.0.0.1 255.255.255.255
    :: ::1 ::127.0.0.1 ::ffff:127.0.0.1 ::ffff:10.0.0.1 64:ff9b::7f00:1 64:ff9b::a00:1 64:ff9b:1::1 100::1 2001::1
    2001:db8::1 2002:7f00:1:: 2002:808:808:: fc00::1 fd12:3456::1 fe80::1 fe80::1%eth0 fec0::1 ff02::1 ff0e::1
"""


@pytest.mark.parametrize("number", PRIVATE.split())
def test_what_is_not_on_the_public_network_is_not_reached(number: str) -> None:
    assert not is_public(ipaddress.ip_address(number))


@pytest.mark.parametrize("number", ["8.8.8.8", "172.32.0.1", "2606:4700::1", "::ffff:8.8.8.8", "64:ff9b::808:808"])
def test_what_is_on_the_public_network_is_reached(number: str) -> None:
    assert is_public(ipaddress.ip_address(number))


@pytest.mark.parametrize(
    ("robots", "path", "is_allowed"),
    [
        ("", "/a", True),
        ("User-agent: *\nDisallow:", "/a", True),
        ("User-agent: *\nDisallow: /", "/a", False),
        ("user-agent:*\ndisallow:/a # not this", "/ab", False),
        ("User-agent: *\nDisallow: /a\nAllow: /ab", "/abc", True),
        ("User-agent: *\nDisallow: /ab\nAllow: /ab", "/abc", True),
        ("User-agent: *\nAllow: /a\nDisallow: /ab", "/abc", False),
        ("User-agent: *\nDisallow: /*.pdf$", "/x/a.pdf", False),
        ("User-agent: *\nDisallow: /*.pdf$", "/x/a.pdf?b", True),
        ("User-agent: *\nDisallow: /*?", "/a?b=1", False),
        ("User-agent: *\nDisallow: /a%20b", "/a b", False),
        ("User-agent: *\nDisallow: /%D0%B0", "/а", False),
        ("User-agent: Dateline\nDisallow: /a\n\nUser-agent: *\nDisallow: /b", "/b", True),
        ("User-agent: Dateline\nDisallow: /a\n\nUser-agent: *\nDisallow: /b", "/a", False),
        ("User-agent: x\nUser-agent: dateline/1.0\nDisallow: /a", "/a", False),
        ("User-agent: x\nDisallow: /a", "/a", True),
        ("User-agent: dateline\nDisallow: /a\nUser-agent: dateline\nDisallow: /b", "/a", False),
        ("Disallow: /a", "/a", True),
        ("\ufeffUser-agent: *\r\nDisallow: /a\r\n", "/a", False),
    ],
)
def test_robots_txt_is_read_as_it_is_meant(robots: str, path: str, is_allowed: bool) -> None:
    assert read_robots(robots.encode(), "dateline/0.1").allows(path) == is_allowed


@pytest.mark.parametrize(
    ("pattern", "path", "fits"),
    [
        ("/a$", "/a", True),
        ("/a$", "/ab", False),
        ("/*a", "/bca", True),
        ("/*a*c$", "/abac", True),
        ("/*a*c$", "/abad", False),
        ("/a*a$", "/a", False),
        ("*", "/a", True),
        ("$", "", True),
    ],
)
def test_a_pattern_fits(pattern: str, path: str, fits: bool) -> None:
    assert matches(pattern, path) == fits


def test_no_pattern_takes_long() -> None:
    began = time.monotonic()
    assert not matches("/" + "*a" * 5000 + "b$", "/" + "a" * 5000 + "c" * 5000)
    assert time.monotonic() - began < 1


@given(st.binary(max_size=300))
def test_any_bytes_are_a_robots_txt(data: bytes) -> None:
    assert isinstance(read_robots(b"User-agent: *\nDisallow: " + data, "dateline"), Robots)
