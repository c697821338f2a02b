"""Bad files, made when they are asked for: bombs, files cut short, files of nothing, and texts that play tricks."""

from __future__ import annotations

import gzip
import io
import random
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator

SENTENCE = "Soldiers killed 8 people in Oresk, residents said on Tuesday."
PAGE = f"<!doctype html><html><head><title>Oresk</title></head><body><article><p>{SENTENCE}</p></article></body></html>"
MAIL = f"From: Lena <lena@example.org>\nSubject: Oresk\nDate: Tue, 06 Jan 2026 10:00:00 +0200\n\n{SENTENCE}\n"
RSS = (
    '<?xml version="1.0"?><rss version="2.0"><channel><title>Wire</title><item><title>T</title><guid>1</guid>'
    f"<description>{SENTENCE}</description></item></channel></rss>"
)
ATOM = (
    '<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Wire</title><entry><title>T</title>'
    f'<id>1</id><content type="text">{SENTENCE}</content></entry></feed>'
)


def pdf(text: str = SENTENCE, *, stream: bytes | None = None, filters: str = "") -> bytes:
    """A PDF of one page that shows a line; or with a packed stream of one's own."""
    content = f"BT /F1 12 Tf 72 720 Td ({text}) Tj ET".encode() if stream is None else stream
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d%s>>stream\n%s\nendstream" % (len(content), filters.encode(), content),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    out, places = bytearray(b"%PDF-1.4\n"), []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj%s\nendobj\n" % (number, body)
    begin = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, begin)
    return bytes(out)


def zipped(members: dict[str, bytes], *, packing: int = zipfile.ZIP_DEFLATED) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", packing) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return file.getvalue()


def warc(*pages: bytes, kind: str = "text/html") -> bytes:
    records = []
    for number, page in enumerate(pages):
        answer = f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nContent-Length: {len(page)}\r\n\r\n".encode() + page
        inner = f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(answer)}\r\n\r\n"
        head = (
            f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://example.org/{number}\r\n"
            "WARC-Date: 2026-01-07T00:00:00Z\r\nWARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-00000000000"
            f"{number % 10}>\r\n{inner}"
        )
        records.append(head.encode() + answer + b"\r\n\r\n")
    return b"".join(records)


def lying_zip(name: str = "a.txt") -> bytes:
    """An archive whose directory says that a member of 50 MB has ten bytes."""
    data = bytearray(zipped({name: bytes(50_000_000)}))
    place = data.rindex(b"PK\x01\x02")
    data[place + 24 : place + 28] = struct.pack("<I", 10)
    return bytes(data)


def zip_with_link() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        link = zipfile.ZipInfo("news.txt")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
    return file.getvalue()


GOOD: dict[str, bytes] = {
    "a.txt": SENTENCE.encode(),
    "a.html": PAGE.encode(),
    "a.pdf": pdf(),
    "a.jsonl": b'{"text": "%s"}\n' % SENTENCE.encode(),
    "rss.xml": RSS.encode(),
    "atom.xml": ATOM.encode(),
    "a.eml": MAIL.encode(),
    "a.mbox": b"From lena@example.org Tue Jan  6 10:00:00 2026\n" + MAIL.encode(),
    "a.warc": warc(PAGE.encode()),
    "a.warc.gz": gzip.compress(warc(PAGE.encode())),
    "a.zip": zipped({"a.html": PAGE.encode(), "b.eml": MAIL.encode()}),
}

_LAUGHS = "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(12))
_DOCTYPE = f'<!DOCTYPE rss [<!ENTITY a "ha ha ha ha">{_LAUGHS}]>'
_OUTSIDE = '<!DOCTYPE rss [<!ENTITY m SYSTEM "file:///etc/hostname">]>'
_SECRET = "file:///etc/hostname"

#: What must come to a problem or to a report within the limits, and never to more than that.
BOMBS: dict[str, Callable[[], tuple[str, bytes]]] = {
    "entities in a feed": lambda: ("a.xml", RSS.replace("?>", f"?>{_DOCTYPE}", 1).replace("8 people", "&m;").encode()),
    "outer entity in a feed": lambda: (
        "a.xml",
        RSS.replace("?>", f"?>{_OUTSIDE}", 1).replace("8 people", "&m;").encode(),
    ),
    "entities in a page": lambda: (
        "a.xhtml",
        f'<?xml version="1.0"?>{_DOCTYPE.replace("rss", "html")}<html><body><p>&m;</p></body></html>'.encode(),
    ),
    "zip of zeros": lambda: ("a.zip", zipped({f"{n}.txt": bytes(30_000_000) for n in range(3)})),
    "zip of zeros packed by bzip2": lambda: ("a.zip", zipped({"a.txt": bytes(30_000_000)}, packing=zipfile.ZIP_BZIP2)),
    "zip of zeros packed by lzma": lambda: ("a.zip", zipped({"a.txt": bytes(30_000_000)}, packing=zipfile.ZIP_LZMA)),
    "zip that lies": lambda: ("a.zip", lying_zip()),
    "zip in zip": lambda: ("a.zip", zipped({"b.zip": zipped({"c.txt": b"x"})})),
    "zip with a link": lambda: ("a.zip", zip_with_link()),
    "zip that leads out": lambda: ("a.zip", zipped({"../../outside.txt": SENTENCE.encode()})),
    "gzip of zeros as an archive": lambda: ("a.warc.gz", gzip.compress(warc(bytes(60_000_000)))),
    "page packed in an archive": lambda: (
        "a.warc",
        warc(gzip.compress(bytes(60_000_000))).replace(b"text/html\r\n", b"text/html\r\nContent-Encoding: gzip\r\n", 1),
    ),
    "mail of many parts": lambda: ("a.eml", _wide_mail(2_000)),
    "mail packed as Base64": lambda: (
        "a.eml",
        b"Subject: B\nContent-Type: text/plain\nContent-Transfer-Encoding: base64\n\n" + b"QUFB" * 6_000_000,
    ),
    "pdf stream of zeros": lambda: (
        "a.pdf",
        pdf(stream=zlib.compress(b"BT (a) Tj ET " * 5_000_000), filters="/Filter/FlateDecode"),
    ),
    "pdf packed many times": lambda: (
        "a.pdf",
        pdf(stream=_packed(b"BT (a) Tj ET " * 100_000, 6), filters="/Filter[" + "/FlateDecode" * 6 + "]"),
    ),
    "a million nested tags": lambda: ("a.html", b"<html><body>" + b"<div>" * 1_000_000 + SENTENCE.encode()),
    "a hundred thousand attributes": lambda: ("a.html", b"<html><body><p " + b"a=1 " * 100_000 + b">"),
    "deep JSON": lambda: ("a.jsonl", b'{"text": ' + b"[" * 1_000_000),
    "long number": lambda: ("a.json", b'{"text": ' + b"1" * 1_000_000 + b"}"),
    "deep linked data": lambda: (
        "a.html",
        b"<html><head><script type='application/ld+json'>" + b"[" * 1_000_000 + b"</script></head><body>",
    ),
    "deep multipart mail": lambda: ("a.eml", _deep_mail(3000)),
    "endless feed": lambda: (
        "a.xml",
        RSS.replace("<item>", "<item><description>more</description></item>" * 800 + "<item>").encode(),
    ),
    "feed that is too large": lambda: ("a.xml", b"<rss>" + bytes(21_000_000)),
    "a line of ten megabytes": lambda: ("a.txt", b"a " * 5_000_000),
    "a line of JSON of 21 megabytes": lambda: ("a.jsonl", b'{"text": "' + b"a " * 10_500_000 + b'"}'),
    "nothing but line ends": lambda: ("a.txt", b"\n" * 5_000_000 + b"a"),
    "accents without end": lambda: ("a.txt", ("a" + "\u0301" * 1_000_000).encode()),
}


def _packed(data: bytes, times: int) -> bytes:
    for _ in range(times):
        data = zlib.compress(data)
    return data


def _deep_mail(depth: int) -> bytes:
    head = b"Subject: deep\nMIME-Version: 1.0\n"
    for number in range(depth):
        head += b'Content-Type: multipart/mixed; boundary="b%d"\n\n--b%d\n' % (number, number)
    return head + b"Content-Type: text/plain\n\n" + SENTENCE.encode()


def _without_name() -> bytes:
    """An archive of two members, of which the directory names one alone."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("a.txt", SENTENCE)
        archive.writestr(zipfile.ZipInfo("b"), SENTENCE)
        archive.filelist[1].filename = ""
    return file.getvalue()


_BROKEN_ENTRY = (
    b'<feed xmlns="http://www.w3.org/2005/Atom"><t\x00e</title><entry><title>TCDATA[e><id>1</id><cotent type="text"i>'
    b"eos killed 4 people in Oresk, residents said on Tuesday.</content></1elled </feed>"
)


def _wide_mail(parts: int) -> bytes:
    part = b"--b\nContent-Type: text/plain\n\n" + SENTENCE.encode() + b"\n"
    return (
        b"Subject: wide\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n" + part * parts + b"--b--\n"
    )


#: Files at which a fuzzer stopped a reader, with their names: each fault is mended.
FOUND: dict[str, tuple[str, bytes]] = {
    "a feed of which feedparser gives None for a text": ("a.xml", _BROKEN_ENTRY),
    "a member of an archive that has no name": ("a.zip", _without_name()),
}

#: Texts that play tricks on those who read them; each keeps its words.
TRICKS: dict[str, str] = {
    "right to left": "Soldiers killed \u202e8 people\u202c in Oresk, residents said.",
    "isolates": "Soldiers killed \u20668\u2069 people in Oresk, residents said.",
    "controls": "Soldiers\x1b[31m killed\x07 8 people\x08 in Oresk, residents said.",
    "half characters": "Soldiers killed 8 people in Oresk\ud800, residents said.",
    "look-alikes": "Soldiers killеd 8 реорle in Оresk, residents said.",
    "no width": "Sol\u200bdiers kil\u2060led 8 people in Oresk, residents said.",
    "tags": "Soldiers killed 8 people\U000e0041\U000e0042 in Oresk, residents said.",
    "joiners": "Soldiers killed 8 people\u200d\u200c in Oresk, residents said.",
    "full width": "Soldiers killed ８ people in Oresk, residents said.",
}


def truncations(data: bytes) -> Iterator[bytes]:
    """A file cut off at every hundredth of its length."""
    yield from (data[: len(data) * share // 100] for share in range(100))


def flips(data: bytes, number: int, seed: int) -> Iterator[bytes]:
    """A file with a few of its bytes changed, again and again."""
    chance = random.Random(seed)
    for _ in range(number):
        other = bytearray(data)
        for _ in range(chance.randint(1, 8)):
            other[chance.randrange(len(other))] = chance.randrange(256)
        yield bytes(other)
