"""Reports in a zipped folder: each file in it is read as it would be beside it."""

from __future__ import annotations

import io
import stat
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from dateline.errors import ReportError
from dateline.pipeline.sources.files import LINES, is_office, read_file
from dateline.pipeline.sources.reading import Read, problem
from dateline.text.making import Known
from dateline.text.readers import MAX_BYTES
from dateline.text.units import Units

#: What one zipped folder may hold, unpacked: enough for an archive, too little to fill a machine.
MAX_UNPACKED = 4_000_000_000
MAX_MEMBERS = 200_000
MAX_LINES = 200_000_000


def read_zip(file: IO[bytes], name: str, known: Known, units: Units) -> Iterator[Read]:
    """The reports of the files in a zipped folder, in the order of their names; nothing is written anywhere."""
    try:
        archive = zipfile.ZipFile(file)
        members = sorted((one for one in archive.infolist() if _is_wanted(one)), key=lambda one: one.filename)
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError) as error:
        raise ReportError(f"not a ZIP archive that can be read: {error}") from None
    if len(members) > MAX_MEMBERS:
        raise ReportError(f"holds {len(members):,} files; at most {MAX_MEMBERS:,} are read")
    if not members:
        raise ReportError("holds no files that are read")
    left = MAX_UNPACKED
    for member in members:
        inner = f"{name}/{member.filename}"
        if not units.begin(inner):
            left -= member.file_size
            continue
        try:
            data = _unpack(archive, member, inner, left)
            left -= len(data)
            yield from read_file(io.BytesIO(data), inner, known, len(data))
        except ReportError as error:
            yield problem(inner, str(error))
        except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError, ValueError) as error:
            words = "it is encrypted" if "password" in str(error) or "encrypted" in str(error) else str(error)
            yield problem(inner, f"cannot be unpacked: {words}")
        except MemoryError:
            raise
        except Exception as error:  # zlib.error and its like: one bad member must not stop the others
            yield problem(inner, f"cannot be unpacked: {error}")


def _unpack(archive: zipfile.ZipFile, member: zipfile.ZipInfo, inner: str, left: int) -> bytes:
    """The bytes of a member; raises ReportError where they are more than may be, whatever the archive says of them."""
    if stat.S_ISLNK(member.external_attr >> 16):
        raise ReportError("a link to another file: not followed")
    limit = min(left, MAX_LINES if inner.lower().endswith(LINES) else 5 * MAX_BYTES)
    with archive.open(member) as packed:
        data = packed.read(max(limit, 0) + 1)
    if len(data) > limit:
        raise ReportError("too large to be unpacked")
    if data.startswith(b"PK\x03\x04") and not is_office(inner.lower()):
        raise ReportError("a ZIP archive in a ZIP archive: unpack it first")
    return data


def _is_wanted(member: zipfile.ZipInfo) -> bool:
    parts = Path(member.filename).parts
    return not member.filename.endswith("/") and not any(part.startswith((".", "__MACOSX")) for part in parts)
