"""What `dateline add` can be given: files, folders, JSONL, feeds, mail, zipped folders, WARC; each becomes reports."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, TYPE_CHECKING

from dateline.errors import ReportError, SettingsError
from dateline.pipeline.sources.boxes import Box, read_box
from dateline.pipeline.sources.reading import Read, as_options, is_feed, problem
from dateline.records import Problem, Report, sha256
from dateline.store.reports import Found
from dateline.text.lines import read_line
from dateline.text.making import Known
from dateline.text.readers import MAX_BYTES, read_reports_from_bytes

if TYPE_CHECKING:
    from dateline.pipeline.sources.pages import Fetching

LINES = (".jsonl", ".ndjson")
_HEAD = 4096
_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)


@dataclass(slots=True)
class Sources:
    """The files and addresses to read, and how much was read so far (in bytes of the files, for the progress)."""

    files: Sequence[Path | str | Problem]
    known: Known
    fetching: Fetching | None = None
    total: int = 0
    done: int = 0
    _before: int = field(default=0)

    def read(self) -> Iterator[Read]:
        """Every report of every file and address; what cannot be read is a Problem, and the next one goes on."""
        for path in self.files:
            if isinstance(path, Problem):
                yield path
                continue
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
        try:
            yield from read_at(address, self.known, self.fetching)
        except Exception as error:  # one address must not stop the others either
            yield _unforeseen(address, error)

    def _read_file(self, path: Path) -> Iterator[Read]:
        name = path.absolute().as_posix() if path.is_absolute() else Path(os.path.normpath(path.absolute())).as_posix()
        try:
            if not stat.S_ISREG(path.stat().st_mode):  # to open a pipe is to wait for its writer
                raise ReportError("not a regular file")
            with path.open("rb") as file:
                for found in read_file(file, name, self.known, _size(path), fetching=self.fetching):
                    self.done = self._before + _tell(file)
                    yield found
        except OSError as error:
            yield problem(name, f"cannot be read: {error.strerror or type(error).__name__}")
        except ReportError as error:
            yield problem(name, str(error))
        except Exception as error:  # one file must not stop the others, whatever it does to a library
            yield _unforeseen(name, error)


def _unforeseen(name: str, error: Exception) -> Problem:
    """The problem that an error is which no reader may raise; the error itself where it is looked for."""
    if os.environ.get("DATELINE_DEBUG"):
        raise error
    words = " ".join(str(error).split())[:200]
    return problem(name, f"could not be read: {type(error).__name__}: {words} (DATELINE_DEBUG=1 shows where)")


def find_sources(
    given: Iterable[str], known: Known, *, leave_out: Path | None = None, fetching: Fetching | None = None
) -> Sources:
    """The files that are meant, those of a folder in the order of their names; hidden ones are left out.

    `leave_out` is the store itself. Raises SettingsError where a source is not there, or is an address that may not
    be fetched: none may without `fetching`.
    """
    ours = () if leave_out is None else tuple(Path(f"{leave_out.absolute()}{end}") for end in ("", "-wal", "-shm"))
    files: list[Path | str | Problem] = []
    for source in given:
        if _ADDRESS.match(source):
            files.append(_address(source, fetching))
            continue
        path = Path(source)
        if "\x00" in source or not path.exists():
            raise SettingsError(f"{source}: no such file or folder")
        if path.is_dir():
            files += [one for one in _inside(path) if not isinstance(one, Path) or one.absolute() not in ours]
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


def _inside(folder: Path) -> Iterator[Path | Problem]:
    """The files of a folder; a link that leads out of it is a problem, for its writer may have meant another's file."""
    whole = folder.resolve()
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = Path(place) / name
            if name.startswith("."):
                continue
            if path.is_symlink() and not path.resolve().is_relative_to(whole):
                yield problem(path.absolute().as_posix(), "a link that leads out of the folder: not followed")
            else:
                yield path


def read_file(
    file: IO[bytes], name: str, known: Known, size: int, *, fetching: Fetching | None = None
) -> Iterator[Read]:
    """The reports of an open file, read by what it holds; raises ReportError where it cannot be.

    With `fetching`, the pages that a feed leads to may be fetched.
    """
    head = file.read(_HEAD)
    file.seek(0)
    lower = name.lower()
    box = _box(lower, head)
    if box is not None:
        entries = read_box(box, _source(file, box, size), name, known)
        for entry in fetching.with_pages(entries) if fetching and box is Box.FEED else entries:
            file.seek(entry.at)  # so that it can be told how far it was read
            yield entry.read
        return
    if lower.endswith(LINES) or (size > MAX_BYTES and head.lstrip().startswith(b"{")):
        found = False
        for read in read_lines(file, name, known):
            found = True
            yield read
        if not found:
            yield problem(name, "the file holds no reports")
        return
    if size > MAX_BYTES:
        raise ReportError(f"{size / 1e6:.0f} MB are too large for one report")
    yield from read_plain(file.read(MAX_BYTES + 1), name, known)


def _box(name: str, head: bytes) -> Box | None:
    """What kind of file of several reports it is; None where it is one of text, HTML, PDF, JSON."""
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")) and not is_office(name):
        return Box.ZIP
    if name.endswith((".warc", ".warc.gz")) or head.startswith(b"WARC/1."):
        return Box.WARC
    if name.endswith((".eml", ".mbox", ".mbx")) or re.match(rb"From \S+.*\d{4}\r?\n", head):
        return Box.MAIL
    return Box.FEED if is_feed(head) else None


def _source(file: IO[bytes], box: Box, size: int) -> bytes | Path:
    """What the process that reads it is given: where the file is, or its bytes where it is nowhere."""
    if box is Box.FEED and size > MAX_BYTES:
        raise ReportError(f"{size / 1e6:.0f} MB are too large for a feed")
    where = getattr(file, "name", None)
    return Path(where) if isinstance(where, str) else file.read()


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
            yield found_line(name, answer, *lines[answer.source_sha256])


def _by_hash(data: bytes) -> dict[str, tuple[int, bytes]]:
    lines = data.removeprefix(b"\xef\xbb\xbf").split(b"\n")
    return {sha256(line.rstrip(b"\r\n")): (number, line.rstrip(b"\r\n")) for number, line in enumerate(lines, start=1)}


def found_line(name: str, report: Report, number: int, line: bytes) -> Found:
    """A report of JSONL under its own id, which stays when lines come before it."""
    where = f"{name}:{number}"
    return Found(
        name=f"{name}#{report.external_id}" if report.external_id else where, where=where, report=report, data=line
    )


def read_lines(file: IO[bytes], name: str, known: Known, *, first: int = 1) -> Iterator[Read]:
    """The reports of JSONL of any length, a line in memory at a time; `first` is the number of its first line."""
    number = first - 1
    while line := file.readline(MAX_BYTES + 1):
        number += 1
        whole = line.rstrip(b"\r\n")
        if number == 1:
            whole = whole.removeprefix(b"\xef\xbb\xbf")
        if not whole.strip():
            continue
        try:
            if len(whole) > MAX_BYTES:
                while line and not line.endswith(b"\n"):
                    line = file.readline(1 << 20)
                raise ReportError("longer than a report may be")
            yield found_line(name, read_line(whole, known), number, whole)
        except ReportError as error:
            yield problem(f"{name}:{number}", f"line {number}: {error}")


def is_office(name: str) -> bool:
    """Whether a file of that name is an Office document, which is a ZIP archive too."""
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
