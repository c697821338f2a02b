"""The pages of a PDF as pictures, drawn by a process that may break: to be read beside the text taken of them."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator, Mapping
from typing import IO, Any

from dateline.errors import ReportError
from dateline.text.apart import read_apart
from dateline.text.encodings import Kind, sniff
from dateline.text.frames import Frame
from dateline.text.units import Units

#: How wide a picture is, in pixels, and how high it may be.
WIDTH, HIGHEST = 1000, 4000
_HEAD = 4096


def is_pdf(data: bytes) -> bool:
    """Whether bytes are a PDF."""
    try:
        return sniff(data[:_HEAD], "") is Kind.PDF
    except ReportError:
        return False


def count_pages(data: bytes) -> int:
    """How many pages a PDF has; raises ReportError where it cannot be opened."""
    ((value, _),) = read_apart(f"{__name__}:draw_inside", data, {"page": None})
    return int(value["pages"])


def draw_page(data: bytes, number: int) -> bytes:
    """A page of a PDF, the first one is 1, as a PNG in colour; raises ReportError where there is none."""
    ((_, picture),) = read_apart(f"{__name__}:draw_inside", data, {"page": number})
    return picture


def draw_inside(file: IO[bytes], arguments: Mapping[str, Any], _units: Units) -> Iterator[Frame]:
    """The work of the process that draws."""
    import pypdfium2  # type: ignore[import-untyped]  # late: only PDFs need it

    try:
        document = pypdfium2.PdfDocument(file.read())
    except pypdfium2.PdfiumError:
        raise ReportError("the PDF cannot be opened") from None
    try:
        number = arguments["page"]
        if number is None:
            yield {"pages": len(document)}, b""
            return
        if not 1 <= number <= len(document):
            raise ReportError(f"the PDF has {len(document)} pages, and no page {number}")
        bitmap = _drawn(document, number)
        rows = bytes(bitmap.buffer)
        lines = [_line(rows, y * bitmap.stride, bitmap.width, bitmap.n_channels) for y in range(bitmap.height)]
        yield {"page": number}, _png(bitmap.width, bitmap.height, lines)
    finally:
        document.close()


def _drawn(document: Any, number: int) -> Any:
    """A page as pixels, red first, as PNG has it; raises ReportError where PDFium cannot draw it."""
    import pypdfium2

    try:
        page = document[number - 1]
        width, height = page.get_size()
        return page.render(scale=min(WIDTH / max(width, 1), HIGHEST / max(height, 1)), rev_byteorder=True)
    except (pypdfium2.PdfiumError, ValueError):  # a page that is broken, or has no size
        raise ReportError(f"page {number} of the PDF cannot be drawn") from None


def _line(rows: bytes, start: int, width: int, channels: int) -> bytes:
    """A line of pixels in red, green and blue."""
    line = rows[start : start + width * channels]
    if channels == 3:
        return line
    kept = bytearray(width * 3)
    for colour in range(3):
        kept[colour::3] = line[min(colour, channels - 1) :: channels]
    return bytes(kept)


def _png(width: int, height: int, lines: list[bytes]) -> bytes:
    """A PNG of eight bits a colour (W3C PNG, third edition, 11.2), its lines unfiltered."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    pixels = zlib.compress(b"".join(b"\x00" + line for line in lines), 6)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")
