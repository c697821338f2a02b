"""What is fuzzed: every reader of what others wrote, as a function of bytes, with the files that it is given first.

Loaded by `guided` while atheris watches, so that the branches of these modules and of the libraries below guide it.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import feedparser  # noqa: F401  # loaded here, and so watched from its first line on; as the next ones
import openpyxl
import polars
import trafilatura  # noqa: F401
import warcio  # noqa: F401
from tests.hostile.bad_files import GOOD, TRICKS, zipped

from dateline.cli.explain import read_answers
from dateline.errors import DatelineError
from dateline.pipeline.importing.foreign import LAYOUTS, read_foreign
from dateline.pipeline.importing.ours import read_ours
from dateline.pipeline.sources import robots, unboxing  # noqa: F401
from dateline.pipeline.sources.addresses import follow, read_address
from dateline.pipeline.sources.files import read_file
from dateline.records import Problem
from dateline.reference.gazetteer.adding import add_file
from dateline.store import Role, Store, User
from dateline.store.decisions import decision_from_json
from dateline.store.search import read_query
from dateline.text import pages, pdfs  # noqa: F401
from dateline.text.making import Known
from dateline.text.pictures import count_pages, draw_page
from dateline.text.tables import lines_apart

#: What no question may be told.
SECRET = "a hash that nobody is told"
_SCRATCH = TemporaryDirectory(prefix="dateline-fuzz-")


@dataclass(frozen=True, slots=True)
class Reader:
    """A reader, what it is given first, and pieces of its format that the fuzzer may put in."""

    read: Callable[[bytes], None]
    seeds: tuple[bytes, ...]
    words: tuple[str, ...] = ()


def _file(name: str) -> Callable[[bytes], None]:
    """The reader that `dateline add` would choose for a file of that name."""

    def read(data: bytes) -> None:
        for one in read_file(io.BytesIO(data), name, Known(), len(data)):
            if isinstance(one, Problem):
                assert one.message.strip(), "a problem says what is wrong"
                assert "\n" not in one.message, "a problem is one line"
                continue
            report = one.report
            report.text.encode()
            assert "\x00" not in report.text
            assert all(report.text[part.start : part.end] for part in report.paragraphs), "a paragraph holds words"

    return read


def _path(name: str, read: Callable[[Path], Iterable[object]]) -> Callable[[bytes], None]:
    """A reader that is given a path."""

    def written(data: bytes) -> None:
        path = Path(_SCRATCH.name) / name
        path.write_bytes(data)
        for _ in read(path):
            pass

    return written


def _text(read: Callable[[str], object]) -> Callable[[bytes], None]:
    """A reader that is given a text, half characters and all."""
    return lambda data: void(read(data.decode("utf-8", "surrogateescape")))


def _pictures(data: bytes) -> None:
    """The first pages of a PDF, drawn."""
    for number in range(1, min(count_pages(data), 3) + 1):
        assert draw_page(data, number).startswith(b"\x89PNG")


def _address(words: str) -> None:
    """An address, and where a page at it sends a reader on to."""
    first, _, onward = words.partition("\n")
    found = follow(read_address(first), onward)
    assert found.host.isascii()
    assert found.scheme in ("http", "https")
    assert not any(letter in found.target for letter in " \r\n\t")


def void(_: object) -> None:
    """What comes of it is of no interest."""


_TRICKS = tuple(text.encode("utf-8", "surrogatepass") for text in TRICKS.values())
_SAMPLES = Path(__file__).parent.parent
_CODED = (_SAMPLES / "samples" / "oresk.json").read_bytes()
_PAGES = tuple(path.read_bytes() for path in sorted((_SAMPLES / "text" / "samples").glob("*.html")))
_GED = (
    b"id,year,type_of_violence,side_a,side_b,where_prec,where_coordinates,adm_1,latitude,longitude,country,country_id,"
    b"date_prec,date_start,date_end,best,high,low,gwnoa,gwnob\n"
    b'1,2026,3,Government of Sudan,Civilians,2,Oresk,North,13.6,26.7,Sudan,625,1,2026-01-05,2026-01-06,19,23,9,625,""\n'
)
_ACLED = (
    b"event_id_cnty,event_date,year,time_precision,event_type,sub_event_type,actor1,inter1,actor2,inter2,iso,country,"
    b"admin1,location,latitude,longitude,geo_precision,fatalities,source,notes\n"
    b"SDN1,5 January 2026,2026,1,Battles,Armed clash,Soldiers,1,Rebels,2,729,Sudan,North,Oresk,13.6,26.7,1,8,Wire,N\n"
)
_GEONAMES = b"1\tOresk\tOresk\tOresk,Oreske\t13.6\t26.7\tP\tPPL\tSD\t\t55\t\t\t\t1000\t\t\tAfrica/Cairo\t2026-01-01\n"
_PCODES = b"admin1Name_en,admin1Pcode,admin2Name_en,admin2Pcode,lat,lon\nNorth,SD01,Oresk,SD0101,13.6,26.7\n"
_DECISION = (
    b'{"kind": "reject", "subjects": ["c-0123456789abcdef"], "by": "Lena", "at": "2026-01-03T00:00:00+00:00",'
    b' "claims": ["c-0123456789abcdef"], "seen": ["x"], "reason": "twice"}'
)


def _coded(path: Path) -> Iterable[object]:
    return read_answers(str(path))


def _foreign(layout: str) -> Callable[[Path], Iterable[object]]:
    return lambda path: read_foreign(path, LAYOUTS[layout], "Theirs")


def _workbook() -> bytes:
    """The UCDP table as a sheet."""
    book, file = openpyxl.Workbook(), io.BytesIO()
    sheet = book.active
    for row in csv.reader(io.StringIO(_GED.decode())):
        sheet.append(row)
    book.save(file)
    return file.getvalue()


def _parquet() -> bytes:
    """The coded sample as one of our Parquet files."""
    file = io.BytesIO()
    polars.DataFrame({"record": [json.dumps(json.loads(_CODED))]}).write_parquet(file)
    return file.getvalue()


@cache
def _asked() -> Store:
    """A store of one user, whose password nobody is told."""
    store = Store.open(str(Path(_SCRATCH.name) / "asked.db"), make=True)
    store.put_user(User(name="Rana", role=Role.LEAD, password=SECRET, stamp="1"), by="Rana")
    return store


def _ask(data: bytes) -> None:
    """A question in SQL, which neither changes the store nor finds the password out."""
    store = _asked()
    before = store.head()
    try:
        answer = store.ask(data.decode("utf-8", "surrogateescape"))
        assert SECRET not in str(answer.rows), "the password was told"
    finally:
        assert store.head() == before, "the store was changed"


READERS: dict[str, Reader] = {
    "text": Reader(_file("a.txt"), (GOOD["a.txt"], *_TRICKS)),
    "html": Reader(_file("a.html"), (GOOD["a.html"], *_PAGES), ("<article>", "<meta ", "charset=", "<script", "<p>")),
    "pdf": Reader(_file("a.pdf"), (GOOD["a.pdf"],), ("endobj", "stream", "/Filter", "/FlateDecode", "/Kids", "xref")),
    "jsonl": Reader(_file("a.jsonl"), (GOOD["a.jsonl"], b'{"text": "a", "published": "2026-01-01", "url": "u"}')),
    "feed": Reader(_file("a.xml"), (GOOD["rss.xml"], GOOD["atom.xml"]), ("<item>", "<entry>", "CDATA[", "<!ENTITY")),
    "mail": Reader(_file("a.eml"), (GOOD["a.eml"],), ("Content-Type: ", "multipart/mixed", "boundary=", "=?utf-8?B?")),
    "mbox": Reader(_file("a.mbox"), (GOOD["a.mbox"],), ("From ", "Subject: ")),
    "warc": Reader(_file("a.warc"), (GOOD["a.warc"], GOOD["a.warc.gz"]), ("WARC/1.0", "Content-Length: ", "chunked")),
    "zip": Reader(_file("a.zip"), (GOOD["a.zip"],), ("PK\x03\x04", "PK\x01\x02", "PK\x05\x06", "PK\x06\x06")),
    "coded": Reader(_path("a.json", _coded), (_CODED,), ('"figures":', '"start":', "null")),
    "ours": Reader(_path("b.jsonl", read_ours), (json.dumps(json.loads(_CODED)).encode(),), ('"withheld"', '"review"')),
    "ucdp": Reader(_path("ged.csv", _foreign("ucdp")), (_GED,), ("-99", "625; 652", "2026-01-01")),
    "acled": Reader(_path("acled.csv", _foreign("acled")), (_ACLED,), ("5 January 2026", "Battles")),
    "workbook": Reader(_path("ged.xlsx", _foreign("ucdp")), (_workbook(),), ("<row>", "<c t=", "<v>", "sharedStrings")),
    "parquet": Reader(_path("b.parquet", read_ours), (_parquet(),), ("PAR1",)),
    "packed": Reader(
        _path("SD.zip", lambda path: [add_file(path, lines=lines_apart)]),
        (zipped({"SD.txt": _GEONAMES, "readme.txt": b"a"}),),
        ("PK\x03\x04", "PK\x01\x02", "PK\x05\x06"),
    ),
    "geonames": Reader(_path("SD.txt", lambda path: [add_file(path)]), (_GEONAMES,), ("\t",)),
    "pcodes": Reader(_path("codes.csv", lambda path: [add_file(path)]), (_PCODES,), ("Pcode", "lat", ",")),
    "decision": Reader(lambda data: void(decision_from_json(json.loads(data))), (_DECISION,), ('"amend"', '"undo"')),
    "robots": Reader(
        lambda data: void(robots.read_robots(data, "dateline/1").allows("/a?b=c")),
        (b"User-agent: *\nDisallow: /a*b$\nCrawl-delay: 2\n",),
        ("User-agent:", "Allow:", "Crawl-delay:", "*", "$"),
    ),
    "pictures": Reader(_pictures, (GOOD["a.pdf"],), ("/MediaBox", "/Rotate", "/Kids", "/XObject", "/Length")),
    "address": Reader(
        _text(_address), (b"https://a.example:8443/b?c\n//d.example/../e", b"http://[::1]/\n?f"), ("xn--",)
    ),
    "sql": Reader(
        _ask,
        (b"SELECT id, text FROM reports WHERE id LIKE 'r-%'", b"SELECT value FROM json_each('[1, {\"a\": 2}]')"),
        ("users", "password", "PRAGMA", "ATTACH", "WITH RECURSIVE", "UNION ALL", "printf(", "replace(", "MATCH"),
    ),
    "query": Reader(_text(read_query), (b'"air strike" bomb* -market',)),
}
#: What a reader may raise: the fault is the file's, and is told in a line.
TOLD = (DatelineError, json.JSONDecodeError, UnicodeDecodeError)
