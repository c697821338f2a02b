"""What `dateline add` can be given: files, folders, JSONL, feeds, mail, zipped folders, WARC; each becomes reports."""

from __future__ import annotations

import io
import os
import re
import stat
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import IO, TYPE_CHECKING

from dateline.errors import ReportError, SettingsError
from dateline.pipeline.sources.feeds import PageOf, is_feed, read_feed
from dateline.pipeline.sources.reading import Read, Reader, as_options, problem
from dateline.records import Problem, Report, sha256
from dateline.store.reports import Found
from dateline.text.lines import read_line
from dateline.text.making import Known
from dateline.text.readers import MAX_BYTES, read_reports_from_bytes

if TYPE_CHECKING:
    from dateline.pipeline.sources.pages import Fetching

#: What one zipped folder may hold, unpacked: enough for an archive, too little to fill a machine.
MAX_UNPACKED = 4_000_000_000
MAX_MEMBERS = 200_000
LINES = (".jsonl", ".ndjson")
_HEAD = 4096
_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)


@dataclass(slots=True)
class Sources:
    """The files and addresses to read, and how much was read so far (in bytes of the files, for the progress)."""

    files: list[Path | str]
    known: Known
    fetching: Fetching | None = None
    total: int = 0
    done: int = 0
    _before: int = field(default=0)

    def read(self) -> Iterator[Read]:
        """Every report of every file and address; what cannot be read is a Problem, and the next one goes on."""
        for path in self.files:
            if isinstance(path, str):
                yield from self._read_address(path)
                continue
            size = _size(path)
            yield from self._read_file(path)
            self._before += size
            self.done = self._before

    def _read_address(self, address: str) -> Iterator[Read]:
        from dateline.pipeline.sources.pages import read_at  # late: what reaches the network is loaded when asked for

        assert self.fetching is not None
        yield from read_at(address, self.known, self.fetching)

    def _read_file(self, path: Path) -> Iterator[Read]:
        name = path.absolute().as_posix() if path.is_absolute() else Path(os.path.normpath(path.absolute())).as_posix()
        try:
            with path.open("rb") as file:
                if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                    raise ReportError("not a regular file")
                page_of = self.fetching.page_of() if self.fetching else None
                for found in read_file(file, name, self.known, _size(path), page_of=page_of):
                    self.done = self._before + _tell(file)
                    yield found
        except OSError as error:
            yield problem(name, f"cannot be read: {error.strerror or type(error).__name__}")
        except ReportError as error:
            yield problem(name, str(error))
        except Exception as error:  # one file must not stop the others, whatever it does to a library
            if os.environ.get("DATELINE_DEBUG"):
                raise
            yield problem(name, f"could not be read: {type(error).__name__}: {error} (DATELINE_DEBUG=1 shows where)")


def find_sources(
    given: Iterable[str], known: Known, *, leave_out: Path | None = None, fetching: Fetching | None = None
) -> Sources:
    """The files that are meant, those of a folder in the order of their names; hidden ones are left out.

    `leave_out` is the store itself. Raises SettingsError where a source is not there, or is an address that may not
    be fetched: none may without `fetching`.
    """
    ours = () if leave_out is None else tuple(Path(f"{leave_out.absolute()}{end}") for end in ("", "-wal", "-shm"))
    files: list[Path | str] = []
    for source in given:
        if _ADDRESS.match(source):
            files.append(_address(source, fetching))
            continue
        path = Path(source)
        if "\x00" in source or not path.exists():
            raise SettingsError(f"{source}: no such file or folder")
        if path.is_dir():
            files += [one for one in _inside(path) if one.absolute() not in ours]
        else:
            files.append(path)
    total = sum(_size(path) for path in files if isinstance(path, Path))
    return Sources(files=files, known=known, fetching=fetching, total=total)


def _address(source: str, fetching: Fetching | None) -> str:
    """An address in its plain form."""
    if fetching is None:
        raise SettingsError(
            f"{source}: addresses are not fetched without --fetch; or save the page or the feed, and add the file"
        )
    from dateline.pipeline.sources.addresses import read_address

    try:
        return read_address(source).url
    except ReportError as error:
        raise SettingsError(f"{source}: {error}") from None


def _inside(folder: Path) -> Iterator[Path]:
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (Path(place) / name for name in sorted(names) if not name.startswith("."))


def read_file(file: IO[bytes], name: str, known: Known, size: int, *, page_of: PageOf | None = None) -> Iterator[Read]:
    """The reports of an open file, read by what it holds; raises ReportError where it cannot be.

    `page_of` reads the pages that a feed leads to.
    """
    head = file.read(_HEAD)
    file.seek(0)
    lower = name.lower()
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")) and not _is_office(lower):
        yield from _read_zip(file, name, known)
        return
    if lower.endswith((".warc", ".warc.gz")) or head.startswith(b"WARC/1."):
        from dateline.pipeline.sources.warc import read_warc

        yield from read_warc(file, name, known)
        return
    if lower.endswith(LINES) or (size > MAX_BYTES and head.lstrip().startswith(b"{")):
        yield from _read_lines(file, name, known)
        return
    reader = _reader(lower, head, page_of)
    if reader is None and size > MAX_BYTES:
        raise ReportError(f"{size / 1e6:.0f} MB are too large for one report")
    data = file.read()
    yield from (reader or read_plain)(data, name, known)


def _reader(name: str, head: bytes, page_of: PageOf | None) -> Reader | None:
    """The reader of what holds more than one report, or a report among other things."""
    if name.endswith((".eml", ".mbox", ".mbx")) or re.match(rb"From \S+.*\d{4}\r?\n", head):
        from dateline.pipeline.sources.mail import read_mail

        return read_mail
    if is_feed(head):
        return partial(read_feed, page_of=page_of)
    return None


def read_plain(data: bytes, name: str, known: Known) -> Iterator[Read]:
    """The reports of what `dateline code` reads too: text, HTML, PDF, JSON."""
    whole = sha256(data)
    lines: dict[str, tuple[int, bytes]] | None = None
    for number, answer in enumerate(read_reports_from_bytes(data, name, **as_options(known)), start=1):
        if isinstance(answer, Problem):
            yield answer
        elif answer.source_sha256 == whole:
            yield Found(name=name if number == 1 else f"{name}:{number}", report=answer, data=data)
        else:
            lines = _by_hash(data) if lines is None else lines
            yield _found_line(name, answer, *lines[answer.source_sha256])


def _by_hash(data: bytes) -> dict[str, tuple[int, bytes]]:
    lines = data.removeprefix(b"\xef\xbb\xbf").split(b"\n")
    return {sha256(line.rstrip(b"\r\n")): (number, line.rstrip(b"\r\n")) for number, line in enumerate(lines, start=1)}


def _found_line(name: str, report: Report, number: int, line: bytes) -> Found:
    """A report of JSONL under its own id, which stays when lines come before it."""
    where = f"{name}:{number}"
    return Found(
        name=f"{name}#{report.external_id}" if report.external_id else where, where=where, report=report, data=line
    )


def _read_lines(file: IO[bytes], name: str, known: Known) -> Iterator[Read]:
    """The reports of JSONL of any length, a line in memory at a time."""
    number = found = 0
    while line := file.readline(MAX_BYTES + 1):
        number += 1
        whole = line.rstrip(b"\r\n")
        if number == 1:
            whole = whole.removeprefix(b"\xef\xbb\xbf")
        if not whole.strip():
            continue
        found += 1
        try:
            if len(whole) > MAX_BYTES:
                while line and not line.endswith(b"\n"):
                    line = file.readline(1 << 20)
                raise ReportError("longer than a report may be")
            yield _found_line(name, read_line(whole, known), number, whole)
        except ReportError as error:
            yield problem(f"{name}:{number}", f"line {number}: {error}")
    if not found:
        yield problem(name, "the file holds no reports")


def _read_zip(file: IO[bytes], name: str, known: Known) -> Iterator[Read]:
    """The reports of the files in a zipped folder, in the order of their names."""
    try:
        archive = zipfile.ZipFile(file)
        members = sorted((one for one in archive.infolist() if _is_wanted(one)), key=lambda one: one.filename)
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError) as error:
        raise ReportError(f"not a ZIP archive that can be read: {error}") from None
    if len(members) > MAX_MEMBERS:
        raise ReportError(f"holds {len(members):,} files; at most {MAX_MEMBERS:,} are read")
    left = MAX_UNPACKED
    for member in members:
        inner = f"{name}/{member.filename}"
        limit = min(left, 200_000_000 if inner.lower().endswith(LINES) else 5 * MAX_BYTES)
        try:
            with archive.open(member) as packed:
                data = packed.read(limit + 1)  # what the archive says of its sizes is not believed
            if len(data) > limit:
                raise ReportError("too large to be unpacked")
            left -= len(data)
            if data.startswith(b"PK\x03\x04") and not _is_office(inner.lower()):
                raise ReportError("a ZIP archive in a ZIP archive: unpack it first")
            yield from read_file(io.BytesIO(data), inner, known, len(data))
        except ReportError as error:
            yield problem(inner, str(error))
        except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError, ValueError) as error:
            words = "it is encrypted" if "password" in str(error) or "encrypted" in str(error) else str(error)
            yield problem(inner, f"cannot be unpacked: {words}")
        except Exception as error:  # zlib.error and its like: one bad member must not stop the others
            yield problem(inner, f"cannot be unpacked: {error}")


def _is_wanted(member: zipfile.ZipInfo) -> bool:
    parts = Path(member.filename).parts
    return not member.is_dir() and not any(part.startswith((".", "__MACOSX")) for part in parts)


def _is_office(name: str) -> bool:
    return name.endswith((".docx", ".xlsx", ".pptx", ".odt", ".ods", ".odp", ".epub"))


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _tell(file: IO[bytes]) -> int:
    try:
        return file.tell()
    except (OSError, ValueError):
        return 0
