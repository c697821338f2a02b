"""Which addresses may be fetched, and which machines may be reached: http and https, on the public network alone."""

from __future__ import annotations

import ipaddress
import socket
import threading
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urljoin

from urllib3.exceptions import HTTPError
from urllib3.util import parse_url

from dateline.errors import ReportError

Machine = ipaddress.IPv4Address | ipaddress.IPv6Address
Resolve = Callable[[str, int], list[Machine]]

PORTS = {"http": 80, "https": 443}
#: Ports below are those of mail, names and remote shells, which are no places for a page.
LOWEST_OTHER = 1024
LONGEST = 4000
#: How long, in seconds, a name may take to be looked up.
LOOK_UP = 15
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_SIX_TO_FOUR = ipaddress.ip_network("2002::/16")


@dataclass(frozen=True, slots=True)
class Address:
    """An address that may be fetched; `target` is what a server is asked for, `host` has ASCII letters only."""

    url: str
    scheme: str
    host: str
    port: int
    target: str

    @property
    def site(self) -> str:
        """The part that one robots.txt speaks for."""
        name = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{name}" + ("" if self.port == PORTS[self.scheme] else f":{self.port}")


def read_address(text: str) -> Address:
    """The address that a text is; raises ReportError where it may not be fetched, whatever it leads to."""
    if len(text) > LONGEST:
        raise ReportError("an address too long to be fetched")
    try:
        url = parse_url(text.strip())
    except (HTTPError, ValueError):
        raise ReportError("not an address that can be read") from None
    scheme = (url.scheme or "").lower()
    if scheme not in PORTS:
        raise ReportError("only http and https addresses are fetched")
    if url.auth is not None:
        raise ReportError("an address with a user's name or password in it is not fetched, as it would be kept")
    host = (url.host or "").strip("[]").rstrip(".").lower()
    if not host or not host.isascii() or not host.isprintable() or " " in host:
        raise ReportError("an address without the name of a machine")
    port = url.port if url.port is not None else PORTS[scheme]
    if port not in PORTS.values() and port < LOWEST_OTHER:
        raise ReportError(f"port {port} is not one that pages are served from")
    target = (url.path or "/") + (f"?{url.query}" if url.query is not None else "")
    bare = Address("", scheme, host, port, target)
    return Address(f"{bare.site}{target}", scheme, host, port, target)


def follow(address: Address, location: str) -> Address:
    """Where a page sends a reader on to; raises ReportError where that may not be fetched."""
    try:
        joined = urljoin(address.url, location.strip())
    except ValueError:
        raise ReportError("sends on to what is no address that can be read") from None
    onward = read_address(joined)
    if address.scheme == "https" and onward.scheme == "http":
        raise ReportError("sends on from https to http, where anyone on the way could change it")
    return onward


def is_public(machine: Machine) -> bool:
    """Whether a machine is on the public network: none of this house, this network, or set aside."""
    if isinstance(machine, ipaddress.IPv6Address):
        if machine.ipv4_mapped is not None:
            return is_public(machine.ipv4_mapped)
        if machine in _NAT64:  # how a network that has IPv6 only reaches the others
            return is_public(ipaddress.IPv4Address(int(machine) & 0xFFFFFFFF))
        if machine in _SIX_TO_FOUR or machine.is_site_local:
            return False
    return machine.is_global and not (machine.is_multicast or machine.is_reserved or machine.is_link_local)


def resolve(host: str, port: int) -> list[Machine]:
    """The machines that a name stands for; raises ReportError where there is none, or no answer in time."""
    found: list[Machine] = []
    failed: list[str] = []

    def look_up() -> None:
        try:
            rows = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            failed.append(getattr(error, "strerror", None) or "the name cannot be looked up")
            return
        found.extend(dict.fromkeys(ipaddress.ip_address(str(row[4][0])) for row in rows))

    asking = threading.Thread(target=look_up, daemon=True)  # the system's own look-up knows no time limit
    asking.start()
    asking.join(LOOK_UP)
    if asking.is_alive():
        raise ReportError(f"no answer in {LOOK_UP} s to where {host} is")
    if failed or not found:
        raise ReportError(f"{host}: {failed[0] if failed else 'no such machine'}")
    return list(found)


def reachable(address: Address, *, look_up: Resolve, may_reach: Callable[[Machine, int], bool]) -> list[Machine]:
    """The machines to connect to for an address; raises ReportError where one of them is not to be reached.

    A connection is made to one of these numbers and never to the name again: what a name stands for can change
    between two look-ups.
    """
    machines = look_up(address.host, address.port)
    for machine in machines:
        if not may_reach(machine, address.port):
            raise ReportError(f"{address.host} is at {machine}, which is not on the public network: not fetched")
    return machines
