"""Reports in mail: a message (`.eml`), or a file of many (`mbox`)."""

from __future__ import annotations

import email
import email.policy
import re
from collections.abc import Iterator
from email.message import EmailMessage
from email.utils import parseaddr, parsedate_to_datetime

from dateline.errors import ReportError
from dateline.pipeline.sources.reading import Read, as_options, problem
from dateline.records import Problem
from dateline.store.reports import Found
from dateline.text.making import Known, make_known_report
from dateline.text.readers import MAX_BYTES, read_reports_from_bytes

_BREAK = re.compile(rb"^From \S+.*\d{4}\r?\n", re.MULTILINE)


def read_mail(data: bytes, name: str, known: Known) -> Iterator[Read]:
    """The report of a message, or those of a file of messages, each by itself."""
    starts = [match.start() for match in _BREAK.finditer(data) if match.start() == 0 or _is_after_blank(data, match)]
    if not starts or starts[0] != 0:
        yield _read_one(data, name, known)
        return
    for number, (start, end) in enumerate(zip(starts, [*starts[1:], len(data)], strict=True), start=1):
        message = data[start:end].partition(b"\n")[2]
        yield _read_one(message, f"{name}:{number}", known)


def _is_after_blank(data: bytes, match: re.Match[bytes]) -> bool:
    return data[: match.start()].endswith((b"\n\n", b"\r\n\r\n"))


def _read_one(data: bytes, name: str, known: Known) -> Read:
    try:
        if len(data) > MAX_BYTES:
            raise ReportError("a message too large to read")
        message = email.message_from_bytes(data, policy=email.policy.default)
        assert isinstance(message, EmailMessage)
        return _report(message, data, name, known.over(_headers(message)))
    except ReportError as error:
        return problem(name, str(error))
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
