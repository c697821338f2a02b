"""One question to one machine, and its answer: with an end in time and in size, and without cookies."""

from __future__ import annotations

import logging
import socket
import ssl
import threading
import time
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cache
from http.client import HTTPException

import certifi
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import ConnectTimeoutError, HTTPError, NewConnectionError, ReadTimeoutError
from urllib3.exceptions import SSLError as WrappedSSLError
from urllib3.response import BaseHTTPResponse

import dateline
from dateline.errors import ReportError
from dateline.pipeline.sources.addresses import Address, Machine

#: The name under which pages are asked for.
AGENT = f"dateline/{dateline.__version__}"
HEADERS = {
    "User-Agent": AGENT,
    "Accept": "text/html,application/rss+xml,application/atom+xml,application/xml,text/plain,application/pdf;q=0.9",
    "Accept-Encoding": "gzip",
    "Connection": "close",
}
#: So many machines of one name are tried, and for so many seconds each.
MOST_MACHINES = 3
CONNECT = 10.0
_PIECE = 65_536

logging.getLogger("urllib3").setLevel(logging.CRITICAL)  # what goes wrong is told once, by us


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How many seconds an address may take, redirects and all, and how many bytes its body may have, unpacked."""

    seconds: float = 60
    size: int = 20_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a server answered: the body is unpacked, and empty unless the status is 200."""

    status: int
    headers: Mapping[str, str]
    body: bytes = b""


class OutOfTimeError(ReportError):
    """An address took longer than it may."""


class Clock:
    """The time that is left for an address."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._end = time.monotonic() + seconds

    def left(self) -> float:
        """The seconds that are left; raises OutOfTimeError where there are none."""
        left = self._end - time.monotonic()
        if left <= 0:
            raise OutOfTimeError(f"took longer than the {self.seconds:g} s that an address may take")
        return left


def ask(address: Address, machines: list[Machine], clock: Clock, *, size: int) -> Answer:
    """Ask one of the machines that an address stands for; raises ReportError where none gives an answer."""
    for number, machine in enumerate(machines[:MOST_MACHINES], start=1):
        try:
            return _ask(address, machine, clock, size)
        except (ConnectTimeoutError, NewConnectionError) as error:
            clock.left()
            if number == min(len(machines), MOST_MACHINES):
                raise ReportError(_words(error)) from None
        except (HTTPError, HTTPException, OSError, ValueError) as error:
            clock.left()
            raise ReportError(_words(error)) from None
    raise ReportError("no such machine")


def _ask(address: Address, machine: Machine, clock: Clock, size: int) -> Answer:
    connection = _connection(address, machine, min(CONNECT, clock.left()))
    try:
        connection.connect()
        with _ended_by(clock, connection):
            host = address.site.partition("://")[2]
            headers = {**HEADERS, "Host": host}
            connection.request("GET", address.target, headers=headers, preload_content=False, decode_content=False)
            response = connection.getresponse()
            told = {name.lower(): value for name, value in response.headers.items()}
            body = _body(response, told, size) if response.status == 200 else b""
            return Answer(status=response.status, headers=told, body=body)
    finally:
        connection.close()


def _connection(address: Address, machine: Machine, seconds: float) -> HTTPConnection:
    """A connection to the machine that was checked; the certificate must be that of the name."""
    if address.scheme == "http":
        return HTTPConnection(str(machine), address.port, timeout=seconds)
    return HTTPSConnection(
        str(machine),
        address.port,
        timeout=seconds,
        ssl_context=_context(),
        server_hostname=address.host,
    )


@cache
def _context() -> ssl.SSLContext:
    context = ssl.create_default_context()
    context.load_verify_locations(certifi.where())  # some machines have no certificates of their own
    return context


@contextmanager
def _ended_by(clock: Clock, connection: HTTPConnection) -> Iterator[None]:
    """Cut a connection off when the time is over, also where the server sends a byte now and then."""
    held = connection.sock
    assert held is not None

    def cut_off() -> None:
        with suppress(OSError):
            socket.socket.shutdown(held, socket.SHUT_RDWR)  # not that of TLS, which another thread is reading from

    timer = threading.Timer(clock.left(), cut_off)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
    clock.left()


def _body(response: BaseHTTPResponse, told: Mapping[str, str], size: int) -> bytes:
    packing = told.get("content-encoding", "").strip().lower()
    if packing not in ("", "identity", "gzip", "x-gzip"):
        raise ReportError(f"was sent packed as {packing[:40]!r}, which was not asked for")
    declared = told.get("content-length", "")
    if declared.isdecimal() and len(declared) < 20 and int(declared) > size:
        raise ReportError(f"{int(declared) / 1e6:,.0f} MB are too large; at most {size / 1e6:g} MB are fetched")
    pieces = _pieces(response)
    return _joined(_unpacked(pieces, size) if packing in ("gzip", "x-gzip") else pieces, size)


def _pieces(response: BaseHTTPResponse) -> Iterator[bytes]:
    while piece := response.read(_PIECE, decode_content=False):
        yield piece


def _joined(pieces: Iterator[bytes], size: int) -> bytes:
    body = bytearray()
    for piece in pieces:
        body += piece
        if len(body) > size:
            raise ReportError(f"larger than the {size / 1e6:g} MB that are fetched")
    return bytes(body)


def _unpacked(pieces: Iterator[bytes], size: int) -> Iterator[bytes]:
    """The pieces of a gzip body, unpacked piece by piece: never more at once than a piece."""
    unpacker = zlib.decompressobj(wbits=31)
    came, begun = 0, False
    for piece in pieces:
        came += len(piece)
        if came > size:
            raise ReportError(f"larger than the {size / 1e6:g} MB that are fetched")
        begun = True
        full = True  # what was unpacked may wait inside though all that came is consumed
        while piece or full:
            try:
                out = unpacker.decompress(piece, _PIECE)
            except zlib.error:
                raise ReportError("was sent packed, and cannot be unpacked") from None
            yield out
            piece, full = unpacker.unconsumed_tail, len(out) == _PIECE
            if unpacker.eof:  # a gzip body may be several, one after the other
                piece, full = unpacker.unused_data, False
                begun = bool(piece)
                unpacker = zlib.decompressobj(wbits=31)
    if begun:
        raise ReportError("was sent packed, and was cut off")


def _words(error: Exception) -> str:
    """What went wrong with a connection, in one line."""
    reason: BaseException = error
    while (inner := getattr(reason, "reason", None) or reason.__cause__) and isinstance(inner, BaseException):
        reason = inner
    if isinstance(reason, ssl.SSLCertVerificationError):
        return f"its certificate does not hold: {reason.verify_message}"
    if isinstance(reason, ssl.SSLError | WrappedSSLError):
        return "no safe connection can be made to it"
    if isinstance(reason, ConnectionRefusedError):
        return "the machine takes no connections there"
    if isinstance(error, ConnectTimeoutError | ReadTimeoutError | TimeoutError) or isinstance(reason, TimeoutError):
        return "no answer in time"
    if isinstance(reason, OSError) and reason.strerror:
        return f"cannot be reached: {reason.strerror}"
    return f"the answer was cut off or is not one of the web ({type(reason).__name__})"
