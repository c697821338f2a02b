"""What `dateline add` reads: every kind of source becomes reports with their bytes; what is bad is a problem."""

from __future__ import annotations

import io
import json
import os
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dateline.errors import SettingsError
from dateline.pipeline.sources.files import find_sources
from dateline.records import Problem, sha256
from dateline.store import Found
from dateline.text.making import Known

TEXT = "Soldiers killed 8 people in Oresk, residents said on Tuesday."
ARTICLE = f"<!doctype html><html><head><title>Oresk</title></head><body><article><p>{TEXT}</p></article></body></html>"

RSS = f"""<?xml version="1.0"?>
<rss version="2.0"><channel><title>Oresk Wire</title>
<item><title>Eight killed</title><link>https://example.org/1</link><guid>g1</guid>
<pubDate>Tue, 06 Jan 2026 10:00:00 +0200</pubDate><description>&lt;p&gt;{TEXT}&lt;/p&gt;</description></item>
<item><title>No text</title><link>https://example.org/2</link></item>
</channel></rss>"""

ATOM = f"""<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom"><title>Oresk Wire</title>
<entry><title>Eight killed</title><id>urn:1</id><link href="https://example.org/1"/>
<published>2026-01-06T08:00:00Z</published><content type="text">{TEXT}</content></entry></feed>"""

MAIL = f"""From: Lena Oresk <lena@example.org>
To: desk@example.org
Subject: Eight killed in Oresk
Date: Tue, 06 Jan 2026 10:00:00 +0200
Message-ID: <1@example.org>
Content-Type: text/plain; charset=utf-8

{TEXT}
"""

MBOX = f"From lena@example.org Tue Jan  6 10:00:00 2026\n{MAIL}\nFrom lena@example.org Wed Jan  7 10:00:00 2026\n" + (
    MAIL.replace("8 people", "9 people")
)

WARC = (
    b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://example.org/1\r\nWARC-Date: 2026-01-07T00:00:00Z\r\n"
    b"WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-000000000001>\r\n"
    b"Content-Type: application/http; msgtype=response\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n"
)


def warc() -> bytes:
    page = ARTICLE.encode()
    answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n%s" % (len(page), page)
    return WARC % (len(answer), answer)


def zipped(**members: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, data in members.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), data)
    return file.getvalue()


def read(*paths: Path) -> list[Found | Problem]:
    return list(find_sources(map(str, paths), Known()).read())


@pytest.mark.parametrize(
    ("name", "data", "published", "title"),
    [
        ("a.txt", TEXT.encode(), None, None),
        ("a.html", ARTICLE.encode(), None, "Oresk"),
        ("a.jsonl", json.dumps({"text": TEXT, "published": "2026-01-06", "title": "T"}).encode(), "2026-01-06", "T"),
        ("a.json", json.dumps([{"text": TEXT, "published": "2026-01-06"}]).encode(), "2026-01-06", None),
        ("lines", b'{"text": "Other."}\n' + json.dumps({"text": TEXT}).encode(), None, None),
        ("rss.xml", RSS.encode(), "2026-01-06T08:00:00+00:00", "Eight killed"),
        ("atom.xml", ATOM.encode(), "2026-01-06T08:00:00+00:00", "Eight killed"),
        ("a.eml", MAIL.encode(), "2026-01-06T10:00:00+02:00", "Eight killed in Oresk"),
        ("a.mbox", MBOX.encode(), "2026-01-06T10:00:00+02:00", "Eight killed in Oresk"),
        ("a.warc", warc(), None, "Oresk"),
        ("a.zip", zipped(news__a_txt=TEXT.encode()), None, None),
        ("b.zip", zipped(a_eml=MAIL.encode()), "2026-01-06T10:00:00+02:00", "Eight killed in Oresk"),
    ],
)
def test_a_source_becomes_reports(tmp_path: Path, name: str, data: bytes, published: str | None, title: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    (found,) = [one for one in read(path) if isinstance(one, Found) and TEXT in one.report.text]
    assert (found.report.published, found.report.title) == (published, title)
    assert sha256(found.data) == found.report.source_sha256
    assert found.name.startswith(str(path))


def test_every_message_of_an_mbox_is_a_report(tmp_path: Path) -> None:
    path = tmp_path / "a.mbox"
    path.write_text(MBOX, encoding="utf-8")
    assert [one.report.author for one in read(path) if isinstance(one, Found)] == ["Lena Oresk", "Lena Oresk"]


def test_what_an_archive_knows_of_a_page_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "a.warc"
    path.write_bytes(warc())
    (found,) = read(path)
    assert isinstance(found, Found)
    assert (found.report.url, found.report.retrieved) == ("https://example.org/1", "2026-01-07T00:00:00Z")
    assert found.data == ARTICLE.encode()


def test_a_folder_is_read_in_the_order_of_names_without_what_is_hidden(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt", ".hidden.txt", "c/d.txt", ".git/e.txt"):
        path = tmp_path / "news" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"{TEXT} {name}", encoding="utf-8")
    names = [Path(one.name).name for one in read(tmp_path / "news") if isinstance(one, Found)]
    assert names == ["a.txt", "b.txt", "d.txt"]


def test_a_line_has_a_name_that_stays_when_lines_come_before_it(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps({"id": "n1", "text": TEXT}), encoding="utf-8")
    (before,) = read(path)
    path.write_text('{"text": "Other."}\n' + json.dumps({"id": "n1", "text": TEXT}), encoding="utf-8")
    after = read(path)[1]
    assert isinstance(before, Found)
    assert isinstance(after, Found)
    assert (before.name, before.where) == (f"{path}#n1", f"{path}:1")
    assert (after.name, after.where) == (f"{path}#n1", f"{path}:2")


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("empty.txt", b"", "empty"),
        ("a.png", b"\x89PNG\r\n\x1a\n0000", "PNG picture"),
        ("a.jsonl", b"{not json", "not JSON"),
        ("empty.jsonl", b"\n\n", "no reports"),
        ("feed.xml", b'<?xml version="1.0"?><rss version="2.0"><channel></channel></rss>', "without entries"),
        ("a.eml", b"Subject: nothing\r\n\r\n", "no words|empty"),
        ("a.zip", b"PK\x03\x04 broken", "not a ZIP archive"),
        ("a.warc", b"WARC/1.0\r\nnonsense", "web archive"),
        ("nested.zip", zipped(inner_zip=zipped(a_txt=b"x")), "unpack it first"),
        ("bomb.zip", zipped(a_txt=b"x"), None),
    ],
)
def test_what_is_bad_is_a_problem_of_one_line(tmp_path: Path, name: str, data: bytes, words: str | None) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    good = tmp_path / "z.txt"
    good.write_text(TEXT, encoding="utf-8")
    *first, last = read(path, good)
    assert isinstance(last, Found)
    problems = [one for one in first if isinstance(one, Problem)]
    assert all("\n" not in one.message for one in problems)
    if words:
        assert any(word in one.message for one in problems for word in words.split("|")), problems


@pytest.mark.parametrize("source", ["https://example.org/feed.xml", "no/such/file.txt", "a\x00b"])
def test_a_source_that_cannot_be_is_told_at_once(source: str) -> None:
    with pytest.raises(SettingsError, match=r"not fetched|no such file"):
        find_sources([source], Known())


def test_a_file_that_may_not_be_read_is_a_problem(tmp_path: Path) -> None:
    fifo = tmp_path / "pipe"
    os.mkfifo(fifo)
    reader = os.open(fifo, os.O_RDWR)  # so that opening it does not wait
    (problem,) = read(fifo)
    os.close(reader)
    assert isinstance(problem, Problem)
    assert "not a regular file" in problem.message


def test_the_store_itself_is_no_source(tmp_path: Path) -> None:
    (tmp_path / "dateline.db").write_bytes(b"SQLite format 3\0")
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    sources = find_sources([str(tmp_path)], Known(), leave_out=tmp_path / "dateline.db")
    assert [path.name for path in sources.files] == ["a.txt"]


HEADS = (
    b"",
    b"PK\x03\x04",
    b"WARC/1.0\r\n",
    b"From a Jan 2026\n",
    b"<rss>",
    b"<feed>",
    b'{"text": "',
    b"%PDF-1.4",
    b"\x1f\x8b",
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    ending=st.sampled_from(["txt", "html", "zip", "eml", "mbox", "xml", "jsonl", "json", "warc", "warc.gz", "pdf"]),
    head=st.sampled_from(HEADS),
    body=st.binary(max_size=200),
)
def test_no_bytes_stop_a_run(tmp_path: Path, ending: str, head: bytes, body: bytes) -> None:
    path = tmp_path / f"a.{ending}"
    path.write_bytes(head + body)
    assert all("\n" not in one.message for one in read(path) if isinstance(one, Problem))


@pytest.mark.parametrize("data", [RSS.encode(), ATOM.encode(), MBOX.encode(), warc(), zipped(a_eml=MAIL.encode())])
@pytest.mark.parametrize("ending", ["xml", "mbox", "warc", "zip"])
def test_a_source_that_was_cut_off_stops_no_run(tmp_path: Path, data: bytes, ending: str) -> None:
    path = tmp_path / f"a.{ending}"
    for cut in range(0, len(data), 37):
        path.write_bytes(data[:cut])
        assert all("\n" not in one.message for one in read(path) if isinstance(one, Problem))
