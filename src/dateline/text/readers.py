"""Files and bytes become reports: plain text, HTML, PDF and report JSONL, told apart by what they hold."""

from __future__ import annotations

import io
import stat
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import IO, Any, BinaryIO

from dateline.errors import ReportError
from dateline.records.reports import Problem, Report
from dateline.text.apart import read_apart
from dateline.text.encodings import Kind, decode, sniff
from dateline.text.frames import Frame
from dateline.text.given import load
from dateline.text.language import check_language
from dateline.text.lines import read_line, read_object
from dateline.text.making import Known, check_published, known_from_json, make_known_report, make_report
from dateline.text.units import Units

__all__ = [
    "MAX_BYTES",
    "check_language",
    "check_published",
    "make_report",
    "read_reports",
    "read_reports_from_bytes",
]

MAX_BYTES = 20_000_000  # of one report; a JSONL file may be longer, its lines may not
_HEAD = 65_536
_STEP = "read"


def read_reports(
    path: Path,
    *,
    title: str | None = None,
    publisher: str | None = None,
    author: str | None = None,
    url: str | None = None,
    published: str | None = None,
    language: str | None = None,
    retrieved: str | None = None,
    verbatim: bool = False,
    max_bytes: int = MAX_BYTES,
) -> Iterator[Report | Problem]:
    """The reports of a file, each read when it is asked for; what cannot be read is a Problem of one line.

    What is given here fills what a line of JSONL leaves open, and stands before what a page says of itself.
    Raises ReportError, at once, where `published` is no date.
    """
    known = Known(
        title=title,
        publisher=publisher,
        author=author,
        url=url,
        published=None if published is None else check_published(published),
        language=language,
        retrieved=retrieved,
        verbatim=verbatim,
    )
    return _read_path(Path(path), known, max_bytes)


def read_reports_from_bytes(
    data: bytes,
    name: str,
    *,
    title: str | None = None,
    publisher: str | None = None,
    author: str | None = None,
    url: str | None = None,
    published: str | None = None,
    language: str | None = None,
    retrieved: str | None = None,
    verbatim: bool = False,
    max_bytes: int = MAX_BYTES,
) -> Iterator[Report | Problem]:
    """The reports of some bytes, as `read_reports` reads a file; `name` stands in for its path."""
    known = Known(
        title=title,
        publisher=publisher,
        author=author,
        url=url,
        published=None if published is None else check_published(published),
        language=language,
        retrieved=retrieved,
        verbatim=verbatim,
    )
    return _read_bytes(data, name, known, max_bytes)


def _read_path(path: Path, known: Known, limit: int) -> Iterator[Report | Problem]:
    name = str(path)
    try:
        about = path.stat()
        if stat.S_ISDIR(about.st_mode):
            raise ReportError("a folder, not a file")
        if not stat.S_ISREG(about.st_mode):
            raise ReportError("not a regular file; pipe it in instead")
        with path.open("rb") as file:
            head = file.read(_HEAD)
            if _is_lines(head, name):
                file.seek(0)
                yield from _read_lines(file, name, known, limit)
                return
            if about.st_size > limit:
                raise ReportError(_too_large(about.st_size, limit))
            data = head + file.read(limit + 1 - len(head))
    except FileNotFoundError:
        yield Problem(report=name, step=_STEP, message="no such file")
    except OSError as error:
        yield Problem(report=name, step=_STEP, message=f"cannot be read: {error.strerror or type(error).__name__}")
    except ValueError:
        yield Problem(report=name, step=_STEP, message="no such file: its name holds a NUL character")
    except ReportError as error:
        yield Problem(report=name, step=_STEP, message=str(error))
    else:
        yield from _read_bytes(data, name, known, limit)


def _read_bytes(data: bytes, name: str, known: Known, limit: int) -> Iterator[Report | Problem]:
    try:
        if _is_lines(data[:_HEAD], name):
            yield from _read_lines(io.BytesIO(data), name, known, limit)
            return
        if len(data) > limit:
            raise ReportError(_too_large(len(data), limit))
        kind = sniff(data[:_HEAD], name)
        if kind is Kind.JSON:
            yield from _read_json(data, name, known)
            return
        yield _read_one(data, kind, known)
    except ReportError as error:
        yield Problem(report=name, step=_STEP, message=str(error))


def _read_one(data: bytes, kind: Kind, known: Known) -> Report:
    """The report of a file that holds one."""
    if not data.strip():
        raise ReportError("the file is empty" if not data else "the file holds only white space")
    if kind in (Kind.PDF, Kind.HTML):
        text, stated = _read_apart(data, kind)
        return make_known_report(text, known.over(stated), source=data)
    return make_known_report(decode(data), known, source=data)


def _read_apart(data: bytes, kind: Kind) -> tuple[str, Known]:
    """The text of a PDF or a page and what it says of itself, read by a process that may break."""
    ((value, _),) = read_apart(f"{__name__}:read_inside", data, {"kind": kind.value})
    return str(value["text"]), known_from_json(value["stated"])


def read_inside(file: IO[bytes], arguments: Mapping[str, Any], _units: Units) -> Iterator[Frame]:
    """The work of the process that reads a PDF or a page."""
    data = file.read()
    if arguments["kind"] == Kind.PDF:
        from dateline.text.pdfs import read_pdf

        text, stated = read_pdf(data), Known()
    else:
        from dateline.text.pages import read_page

        text, stated = read_page(data)
    yield {"text": text, "stated": asdict(stated)}, b""


def _is_lines(head: bytes, name: str) -> bool:
    """Whether bytes are JSONL: an object that ends with its line, or a name that says so."""
    if not head.strip() or sniff(head, name) is not Kind.JSON or head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return False
    if name.lower().endswith((".jsonl", ".ndjson")):
        return True
    first = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if first.startswith(b"["):
        return False
    line, end, rest = first.partition(b"\n")
    if not end or not rest.strip():
        return True
    # A pretty-printed object opens on its first line and goes on in the next.
    return line.rstrip().endswith(b"}") or rest.lstrip().startswith(b"{")


def _read_lines(file: BinaryIO, name: str, known: Known, limit: int) -> Iterator[Report | Problem]:
    """The reports of JSONL, line by line; the file is never in memory as a whole."""
    number = found = 0
    while True:
        line = file.readline(limit + 1)
        if not line:
            break
        number += 1
        whole = line.rstrip(b"\r\n")
        if number == 1:
            whole = whole.removeprefix(b"\xef\xbb\xbf")
        try:
            if len(whole) > limit:
                while line and not line.endswith(b"\n"):
                    line = file.readline(1 << 20)
                raise ReportError(f"longer than the {_size(limit)} that a report may have")
            if not whole.strip():
                continue
            found += 1
            yield read_line(whole, known)
        except ReportError as error:
            found += 1
            yield Problem(report=f"{name}:{number}", step=_STEP, message=f"line {number}: {error}")
    if not found:
        yield Problem(report=name, step=_STEP, message="the file holds no reports")


def _read_json(data: bytes, name: str, known: Known) -> Iterator[Report | Problem]:
    """The reports of a JSON file: one object, or a list of them."""
    value = load(decode(data))
    things = value if isinstance(value, list) else [value]
    if not things:
        raise ReportError("the list holds no reports")
    for number, thing in enumerate(things, 1):
        try:
            yield read_object(thing, known, source=data)
        except ReportError as error:
            if not isinstance(value, list):
                raise
            yield Problem(report=f"{name}:{number}", step=_STEP, message=f"report {number}: {error}")


def _too_large(size: int, limit: int) -> str:
    return f"{_size(size)} are too large for one report; at most {_size(limit)} are read"


def _size(size: int) -> str:
    """A number of bytes in words: "20 MB"."""
    for unit, factor in (("GB", 1_000_000_000), ("MB", 1_000_000), ("kB", 1_000)):
        if size >= factor:
            return f"{size / factor:.3g} {unit}"
    return f"{size} bytes"
