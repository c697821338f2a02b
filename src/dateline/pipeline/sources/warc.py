"""Reports in a web archive: the pages of a WARC file that were answered well."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import IO, Any

from dateline.errors import ReportError
from dateline.pipeline.sources.reading import Read, as_options
from dateline.records import Problem
from dateline.store.reports import Found
from dateline.text.making import Known
from dateline.text.readers import MAX_BYTES, read_reports_from_bytes
from dateline.text.units import Units

#: What a page is said to be, and the ending of a file of its kind.
_PAGES = {"text/html": "html", "application/xhtml+xml": "html", "text/plain": "txt", "application/pdf": "pdf"}


def read_warc(file: IO[bytes], name: str, known: Known, units: Units) -> Iterator[Read]:
    """The reports of a WARC file, packed or not, each under its address."""
    from warcio.archiveiterator import ArchiveIterator  # type: ignore[import-untyped]

    found = False
    try:
        for record in ArchiveIterator(file):
            units.pass_over()
            if ending := _ending(record):
                found = True
                if units.begin(_where(record, name)):
                    yield _read_one(record, ending, name, known)
    except (ReportError, MemoryError):
        raise
    except Exception as error:  # an archive that was cut off makes the library raise errors of any kind
        words = (str(error).splitlines() or [type(error).__name__])[0]
        raise ReportError(f"not a web archive that can be read to its end: {words}") from None
    if not found:
        raise ReportError("a web archive without pages that can be read")


def _ending(record: Any) -> str | None:
    """The ending for a page that was answered well, None for all else."""
    if record.rec_type not in ("response", "resource"):
        return None
    headers = record.http_headers
    if headers is not None and headers.get_statuscode() != "200":
        return None
    kind = (headers or record.rec_headers).get_header("Content-Type") or ""
    return _PAGES.get(kind.partition(";")[0].strip().lower())


def _where(record: Any, name: str) -> str:
    """The name of a page: its address within the archive."""
    address = str(record.rec_headers.get_header("WARC-Target-URI") or "").strip("<>")
    return f"{name}#{address}"


def _read_one(record: Any, ending: str, name: str, known: Known) -> Read:
    where = _where(record, name)
    address = where.removeprefix(f"{name}#")
    data: bytes = record.content_stream().read(MAX_BYTES + 1)
    about = replace(known, url=address or known.url, retrieved=record.rec_headers.get_header("WARC-Date"))
    first = next(iter(read_reports_from_bytes(data, f"page.{ending}", **as_options(about))))
    if isinstance(first, Problem):
        return replace(first, report=where)
    return Found(name=where, where=where, report=first, data=data)
