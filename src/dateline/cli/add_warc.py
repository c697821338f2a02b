"""Reports in a web archive: the pages of a WARC file that were answered well."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import IO, Any

from dateline.cli.add_reading import Read, as_options
from dateline.errors import ReportError
from dateline.records import Problem
from dateline.store.reports import Found
from dateline.text.making import Known
from dateline.text.readers import MAX_BYTES, read_reports_from_bytes

_PAGES = ("text/html", "application/xhtml+xml", "text/plain", "application/pdf")


def read_warc(file: IO[bytes], name: str, known: Known) -> Iterator[Read]:
    """The reports of a WARC file, packed or not, each under its address."""
    from warcio.archiveiterator import ArchiveIterator  # type: ignore[import-untyped]
    from warcio.exceptions import ArchiveLoadFailed  # type: ignore[import-untyped]

    found = False
    try:
        for record in ArchiveIterator(file):
            found = True
            if _is_page(record):
                yield _read_one(record, name, known)
    except (ArchiveLoadFailed, OSError, EOFError, ValueError) as error:
        raise ReportError(f"not a web archive that can be read to its end: {str(error).splitlines()[0]}") from None
    if not found:
        raise ReportError("a web archive without records")


def _is_page(record: Any) -> bool:
    if record.rec_type not in ("response", "resource"):
        return False
    headers = record.http_headers
    if headers is None:
        return str(record.rec_headers.get_header("Content-Type", "")).startswith(_PAGES)
    return headers.get_statuscode() == "200" and str(headers.get_header("Content-Type", "")).startswith(_PAGES)


def _read_one(record: Any, name: str, known: Known) -> Read:
    address = str(record.rec_headers.get_header("WARC-Target-URI") or "").strip("<>")
    where = f"{name}#{address}"
    data: bytes = record.content_stream().read(MAX_BYTES + 1)
    about = replace(known, url=address or known.url, retrieved=record.rec_headers.get_header("WARC-Date"))
    first = next(iter(read_reports_from_bytes(data, "page", **as_options(about))))
    if isinstance(first, Problem):
        return replace(first, report=where)
    return Found(name=where, where=where, report=first, data=data)
