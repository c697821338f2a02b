"""What kind of thing some bytes are, and which characters they stand for."""

from __future__ import annotations

import codecs
import re
from enum import StrEnum

from dateline.errors import ReportError

_BINARY = (
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"RIFF", "a media file"),
    (b"II*\x00", "a TIFF picture"),
    (b"MM\x00*", "a TIFF picture"),
    (b"PK\x03\x04", "a ZIP archive or an Office document: save it as text, HTML or PDF"),
    (b"PK\x05\x06", "a ZIP archive"),
    (b"\x1f\x8b", "gzip data: unpack it first"),
    (b"BZh", "bzip2 data: unpack it first"),
    (b"\xfd7zXZ", "xz data: unpack it first"),
    (b"7z\xbc\xaf", "a 7-Zip archive: unpack it first"),
    (b"\x28\xb5\x2f\xfd", "zstd data: unpack it first"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"\xd0\xcf\x11\xe0", "an Office document: save it as text, HTML or PDF"),
    (b"{\\rtf", "rich text: save it as text, HTML or PDF"),
    (b"SQLite format 3", "an SQLite database"),
    (b"PAR1", "a Parquet file"),
    (b"WARC/1.", "a WARC archive, and this reads single reports"),
)
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_PAGE = re.compile(rb"<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>]|<article[\s>]|<meta\s", re.IGNORECASE)
_TAG = re.compile(rb"\A\s*<(?:!--|\?xml|!doctype\s|[a-zA-Z][\w-]*[\s/>])", re.IGNORECASE)
_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
_OBJECT = re.compile(rb"\A\s*\[?\s*\{\s*(?:\"|\}|\Z)")
_HIGH = re.compile(rb"[\x80-\xff]")
_CONTROLS = re.compile(
    rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]"
)  # not those of lines and pages, nor ESC, which ISO-2022 needs
# Where 8-bit English has letters and marks; the rest of cp1252 hints at another alphabet.
_WESTERN = re.compile(r"[\u00a0-\u00ff€‚„…†‡‰‹Œ‘’“”•–—™›œŠšŽžŸ\x00-\x7f]*")
_GUESSES = [
    "cp1252",
    "cp1250",
    "cp1251",
    "koi8_r",
    "cp1253",
    "cp1254",
    "cp1255",
    "cp1256",
    "gb18030",
    "shift_jis",
    "euc_kr",
]


class Kind(StrEnum):
    """What the bytes of a report are."""

    TEXT = "text"
    HTML = "html"
    PDF = "pdf"
    JSON = "json"


def sniff(head: bytes, name: str) -> Kind:
    """What bytes are, from their beginning and, in doubt, from the file's name; raises ReportError for binary data."""
    if not head.strip():
        return Kind.TEXT
    if b"%PDF-" in head[:1024]:
        return Kind.PDF
    for magic, what in _BINARY:
        if head.startswith(magic):
            raise ReportError(f"binary data, not a report: {what}")
    suffix = name.lower().rpartition(".")[2]
    if _mark_of(head) is None and _utf16_without_mark(head) is None and b"\x00" in head:
        raise ReportError("binary data, not a report: it holds NUL bytes")
    plain = _strip_mark(head)
    if suffix in ("jsonl", "ndjson", "json") or _OBJECT.match(plain):
        return Kind.JSON
    if (suffix in ("html", "htm", "xhtml") and b"<" in plain) or (_TAG.match(plain) and _PAGE.search(plain[:8192])):
        return Kind.HTML
    return Kind.TEXT


def decode(data: bytes) -> str:
    """The characters of a plain text; raises ReportError where the bytes are no text."""
    mark = _mark_of(data)
    if mark is not None:
        bom, encoding = mark
        return data[len(bom) :].decode(encoding, errors="replace")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = ""
    else:
        if "\x00" not in text:
            return text
    silent = _utf16_without_mark(data)
    if silent is not None:
        return data.decode(silent, errors="replace")
    if b"\x00" in data:
        raise ReportError(f"binary data, not a report: a NUL byte at position {data.index(0)}")
    return _decode_eight_bits(data)


def decode_page(data: bytes) -> str:
    """The characters of an HTML page, by its byte-order mark, as UTF-8, or by the encoding that it names."""
    named = _CHARSET.search(data[:4096])
    if _mark_of(data) is None and named is not None:
        try:
            encoding = codecs.lookup(named[1].decode("ascii")).name
            if encoding.startswith("iso8859-1") or encoding == "ascii":
                encoding = "cp1252"  # what browsers do: pages that name Latin-1 hold cp1252's quotation marks
            if not encoding.startswith(("utf-16", "utf_16")):
                return data.decode(encoding)
        except (LookupError, UnicodeDecodeError, ValueError):
            pass
    return decode(data)


def _decode_eight_bits(data: bytes) -> str:
    """Bytes that are not UTF-8: UTF-8 with a few faults, the West's code page, or what a detector says.

    Raises ReportError where more than one byte in fifty is a control character: no text has so many.
    """
    controls = len(_CONTROLS.findall(data))
    if controls * 50 > len(data):
        raise ReportError(f"binary data, not a report: {controls:,} of {len(data):,} bytes are control characters")
    lossy = data.decode("utf-8", errors="replace")
    faults = lossy.count("\ufffd")
    good = sum(1 for character in lossy if character > "\x7f") - faults
    if good > 3 * faults:
        return data.decode("utf-8", errors=_FALLBACK)
    try:
        western = data.decode("cp1252")
    except UnicodeDecodeError:
        western = data.decode("latin-1")
    letters = sum(1 for byte in data if byte > 0x40) or 1
    if len(_HIGH.findall(data)) <= 0.12 * letters and _WESTERN.fullmatch(western) is not None:
        return western
    from charset_normalizer import from_bytes  # late: most texts are UTF-8

    best = from_bytes(data, cp_isolation=_GUESSES).best()
    return western if best is None else str(best)


def _mend_byte(error: UnicodeError) -> tuple[str, int]:
    """A byte that is no UTF-8, read as cp1252: a text of two encodings."""
    assert isinstance(error, UnicodeDecodeError)
    return error.object[error.start : error.start + 1].decode("cp1252", errors="replace"), error.start + 1


_FALLBACK = "dateline-cp1252"
codecs.register_error(_FALLBACK, _mend_byte)


def _mark_of(data: bytes) -> tuple[bytes, str] | None:
    for bom, encoding in _MARKS:
        if data.startswith(bom):
            return bom, encoding
    return None


def _strip_mark(head: bytes) -> bytes:
    """The beginning of a text as bytes that ASCII patterns can look at."""
    mark = _mark_of(head)
    if mark is None:
        return head
    bom, encoding = mark
    return head[len(bom) :].decode(encoding, errors="ignore").encode("utf-8", errors="ignore")


def _utf16_without_mark(data: bytes) -> str | None:
    """The byte order of UTF-16 that does not name it: nearly every second byte is NUL."""
    head = data[:2000]
    if len(head) < 8:
        return None
    odd, even = head[1::2].count(0) / len(head[1::2]), head[::2].count(0) / len(head[::2])
    if odd > 0.7 and even < 0.05:
        return "utf-16-le"
    if even > 0.7 and odd < 0.05:
        return "utf-16-be"
    return None
