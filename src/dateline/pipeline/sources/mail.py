"""Reports in mail: a message (`.eml`), or a file of many (`mbox`)."""

from __future__ import annotations

import email
import email.policy
import mmap
import re
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from email.utils import parseaddr, parsedate_to_datetime
from typing import IO

from dateline.errors import ReportError
from dateline.pipeline.sources.reading import Read, as_options, problem
from dateline.records import Problem
from dateline.store.reports import Found
from dateline.text.making import Known, make_known_report
from dateline.text.readers import MAX_BYTES, read_reports_from_bytes
from dateline.text.units import Units

_BREAK = re.compile(rb"^From \S+.*\d{4}\r?\n", re.MULTILINE)


def read_mail(file: IO[bytes], name: str, known: Known, units: Units) -> Iterator[Read]:
    """The report of a message, or those of a file of messages, each by itself; no more than one is in memory."""
    with _mapped(file) as data:
        breaks = (match.start() for match in _BREAK.finditer(data))
        starts = [place for place in breaks if place == 0 or _is_after_blank(data, place)]
        if not starts or starts[0] != 0:
            yield _read_one(data, 0, len(data), name, known)
            return
        for number, (start, end) in enumerate(zip(starts, [*starts[1:], len(data)], strict=True), start=1):
            if units.begin(f"{name}:{number}"):
                first = data.find(b"\n", start, end) + 1
                yield _read_one(data, first or end, end, f"{name}:{number}", known)


@contextmanager
def _mapped(file: IO[bytes]) -> Iterator[mmap.mmap | bytes]:
    """The bytes of a file: those of one on the disk are read when they are looked at."""
    try:
        data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    except (OSError, ValueError):  # a file in memory, or an empty one
        yield file.read()
        return
    with data:
        yield data


def _is_after_blank(data: mmap.mmap | bytes, place: int) -> bool:
    return data[max(place - 4, 0) : place].endswith((b"\n\n", b"\r\n\r\n"))


def _read_one(whole: mmap.mmap | bytes, start: int, end: int, name: str, known: Known) -> Read:
    try:
        if end - start > MAX_BYTES:
            raise ReportError("a message too large to read")
        data = whole[start:end]
        message = email.message_from_bytes(data, policy=email.policy.default)
        assert isinstance(message, EmailMessage)
        return _report(message, data, name, known.over(_headers(message)))
    except ReportError as error:
        return problem(name, str(error))
    except MemoryError:
        raise
    except Exception as error:  # malformed mail makes the library raise errors of many kinds
        return problem(name, f"not a message that can be read: {error}")


def _report(message: EmailMessage, data: bytes, name: str, known: Known) -> Found:
    body = message.get_body(preferencelist=("plain", "html"))
    if body is None:
        raise ReportError("the message holds no text")
    content = body.get_content()
    if body.get_content_subtype() == "html":
        page = content.encode("utf-8", "replace")
        first = next(iter(read_reports_from_bytes(page, f"{name}.html", **as_options(known))))
        if isinstance(first, Problem):
            raise ReportError(first.message)
        content = first.text
    report = make_known_report(content, known, source=data)
    return Found(name=name, where=name, report=report, data=data)


def _headers(message: EmailMessage) -> Known:
    """What a message says of itself; its sender is its author, and its day that of its sending."""
    sender, address = parseaddr(str(message.get("From", "")))
    try:
        sent = parsedate_to_datetime(str(message["Date"])).isoformat() if message["Date"] else None
    except (TypeError, ValueError):
        sent = None
    return Known(
        title=str(message["Subject"]).strip() or None if message["Subject"] else None,
        author=sender or address or None,
        published=sent,
        external_id=str(message["Message-ID"]).strip("<> \r\n") if message["Message-ID"] else None,
    )
