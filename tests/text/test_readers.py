"""Files and bytes: what is read from them, and the one line that says why not."""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path

import pytest

from dateline.errors import ReportError
from dateline.records import Problem, Report
from dateline.text.readers import make_report, read_reports, read_reports_from_bytes

_STORY = "The army took the bridge at Karsen on Sunday, residents said."


def _one(data: bytes, name: str = "-", **options: str) -> Report:
    (report,) = read_reports_from_bytes(data, name, **options)  # type: ignore[arg-type]
    assert isinstance(report, Report), report
    return report


def _fault(data: bytes, name: str = "-") -> str:
    (problem,) = read_reports_from_bytes(data, name)
    assert isinstance(problem, Problem), problem
    assert "\n" not in problem.message
    return problem.message


def test_a_plain_file(tmp_path: Path) -> None:
    path = tmp_path / "story"
    path.write_text(f"Army takes bridge\n\n{_STORY}\n")
    (report,) = read_reports(path, published="2023-05-07", publisher="Reuters", retrieved="2023-05-08T10:00:00Z")
    assert isinstance(report, Report)
    assert report.source_sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert (report.title, report.publisher, report.published) == ("Army takes bridge", "Reuters", "2023-05-07")
    assert (report.language, report.retrieved) == ("en", "2023-05-08T10:00:00Z")


_ACCENTED = "The mayor of Bogotá said – “in anger” – that the café by the river was hit, and two people died."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
def test_encodings(encoding: str) -> None:
    assert _one(_ACCENTED.encode(encoding)).text == _ACCENTED


def test_latin_1_and_mixed_bytes() -> None:
    text = "The mayor of Bogotá said that the café by the river was hit, and two people died."
    assert _one(text.encode("latin-1")).text == text
    mixed = "Bogotá, Medellín, Cúcuta, Popayán: ".encode() + "the café was hit.".encode("latin-1")
    assert _one(mixed).text == "Bogotá, Medellín, Cúcuta, Popayán: the café was hit."


def test_a_russian_code_page() -> None:
    text = "По меньшей мере девять человек погибли в четверг при обстреле рынка, сообщил губернатор района."
    report = _one(text.encode("cp1251"))
    assert (report.text, report.language) == (text, "ru")


def test_a_page(samples: Path) -> None:
    (report,) = read_reports(samples / "market.html")
    assert isinstance(report, Report)
    assert (report.title, report.author) == ("Shells hit market in Karsen, governor says", "Ana Petrova")
    assert (report.publisher, report.url) == ("The Valley Courier", "https://courier.example/2023/market")
    assert report.published == "2023-05-04T09:15:00+02:00"
    kinds = [paragraph.kind for paragraph in report.paragraphs]
    assert kinds == ["headline", "body", "body", "body", "heading", "body", "item", "item"]
    assert "do not read me" not in report.text
    assert "Most read" not in report.text
    assert report.dateline is not None
    assert report.dateline.place is not None
    assert report.dateline.place.text == "KARSEN"


def test_what_the_user_says_of_a_page_stands(samples: Path) -> None:
    (report,) = read_reports(samples / "market.html", title="Mine", publisher="Also mine", published="2023-05-05")
    assert isinstance(report, Report)
    assert (report.title, report.publisher, report.published) == ("Mine", "Also mine", "2023-05-05")


@pytest.mark.parametrize(
    ("head", "published"),
    [
        ('<meta itemprop="datePublished" content="2021-03-04">', "2021-03-04"),
        (
            '<script type="application/ld+json">{"datePublished": "2021-03-04T05:06:07Z"}</script>',
            "2021-03-04T05:06:07Z",
        ),
        ('<script type="application/ld+json">{"@graph": [{"headline": "A"}, 3]}</script>', None),
        ('<script type="application/ld+json">{broken</script>', None),
        ('<meta property="article:published_time" content="yesterday">', None),
        ('<meta property="og:url" content="https://a.example/2019/12/22/story">', None),
        ("", None),
    ],
)
def test_a_page_is_dated_only_where_it_says_so(head: str, published: str | None) -> None:
    body = f"<p>{_STORY} It was the second day of 22 December 2019.</p>" * 3
    page = f"<html><head><title>A</title>{head}</head><body><article>{body}</article></body></html>"
    assert _one(page.encode()).published == published


def test_a_page_in_its_own_encoding() -> None:
    page = f'<html><head><meta charset="iso-8859-1"></head><body><article><p>{_ACCENTED}</p><p>{_STORY}</p></article>'
    assert _ACCENTED in _one(page.encode("cp1252")).text


def _line(**fields: object) -> bytes:
    return json.dumps({"id": "a1", "text": _STORY, **fields}).encode() + b"\n"


def test_lines_of_reports(tmp_path: Path) -> None:
    path = tmp_path / "in.jsonl"
    wrapped = 'The army ""took"" the\nbridge at Karsen.'
    path.write_bytes(
        b"\xef\xbb\xbf"
        + _line(title="A", published="2020-01-02", publisher="P", url="https://a.example", author="B", language="en")
        + b"\n"
        + _line(id=7, text=wrapped)
        + _line(id="v", text=wrapped, verbatim=True, title=None, published=None)
    )
    first, second, third = read_reports(path, publisher="Q")
    assert isinstance(first, Report)
    assert isinstance(second, Report)
    assert isinstance(third, Report)
    assert (first.external_id, first.title, first.published) == ("a1", "A", "2020-01-02")
    assert (first.publisher, first.url, first.author) == ("P", "https://a.example", "B")
    assert first.source_sha256 == hashlib.sha256(path.read_bytes()[3:].split(b"\n")[0]).hexdigest()
    assert (second.external_id, second.text, second.publisher) == ("7", 'The army "took" the bridge at Karsen.', "Q")
    assert (third.text, third.published) == (wrapped, None)


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        (b'{"text": ', "not JSON"),
        (b"not json", "not JSON"),
        (b"[1, 2]", "not a JSON object but a list"),
        (b"12", "not a JSON object but a number"),
        (b'{"id": "x"}', 'no "text"'),
        (b'{"text": 5}', '"text" is a number, not a string'),
        (b'{"text": ""}', "the report is empty"),
        (b'{"text": "..."}', "the report holds no words"),
        (b'{"text": "a\\u0000b"}', "NUL"),
        (b'{"text": "a b", "title": ["x"]}', '"title" is a list'),
        (b'{"text": "a b", "id": {}}', '"id" is an object'),
        (b'{"text": "a b", "verbatim": "yes"}', '"verbatim" is a string'),
        (b'{"text": "a b", "published": "soon"}', "published: 'soon' is not a date"),
        (b'{"text": "caf\xe9"}', "not UTF-8 at byte 14"),
        (b'{"text": ' + b"[" * 200_000, "nested too deep"),
        (b'{"text": ' + b"9" * 5000 + b"}", "number too long"),
    ],
)
def test_a_bad_line_is_named_and_the_rest_go_on(line: bytes, fault: str) -> None:
    first, problem, last = read_reports_from_bytes(_line() + line + b"\n" + _line(id="z"), "in.jsonl")
    assert isinstance(first, Report)
    assert isinstance(last, Report)
    assert isinstance(problem, Problem)
    assert problem.report == "in.jsonl:2"
    assert problem.message.startswith("line 2: ")
    assert fault in problem.message
    assert "\n" not in problem.message


def test_half_characters_in_json_are_replaced() -> None:
    line = b'{"text": "The \\ud800 army took the bridge.", "verbatim": true, "id": "\\ud800"}'
    report = _one(line)
    assert report.text == "The \ufffd army took the bridge."
    assert report.external_id == "\ufffd"


def test_json_objects_and_lists() -> None:
    pretty = json.dumps({"text": _STORY, "title": "A"}, indent=2).encode()
    assert _one(pretty, "a.json").title == "A"
    good, bad = read_reports_from_bytes(json.dumps([{"text": _STORY}, 3]).encode(), "a.json")
    assert isinstance(good, Report)
    assert isinstance(bad, Problem)
    assert bad.message == "report 2: not a JSON object but a number"
    assert "not JSON" in _fault(b'[{"text": ', "a.json")


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (b"", "the file is empty"),
        (b" \n\t\n", "only white space"),
        (b"\xef\xbb\xbf", "the report is empty"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "a PNG picture"),
        (b"\x7fELF\x02\x01\x01\x00", "a program"),
        (b"PK\x03\x04\x14\x00", "a ZIP archive"),
        (b"The army\x00 took the bridge.", "NUL"),
        (b"The army took the bridge. " * 4000 + b"\x00", "NUL"),
        (bytes(range(256)) * 20, "NUL"),
        (bytes(range(1, 256)) * 20, "control characters"),
        (b"*** --- ***", "no words"),
        (b"<html><body></body></html>", "no article text"),
        (b"%PDF-1.7 nothing follows", "broken or cut short"),
    ],
)
def test_what_is_no_report_says_why(data: bytes, fault: str) -> None:
    assert fault in _fault(data)


def test_files_that_cannot_be_read(tmp_path: Path, samples: Path) -> None:
    def fault(path: Path, **options: int) -> str:
        (problem,) = read_reports(path, **options)  # type: ignore[arg-type]
        assert isinstance(problem, Problem)
        assert problem.report == str(path)
        assert "\n" not in problem.message
        return problem.message

    assert fault(tmp_path / "missing.txt") == "no such file"
    assert fault(tmp_path) == "a folder, not a file"
    assert fault(samples / "no_article.html") == "the page holds no article text"
    os.mkfifo(tmp_path / "pipe")
    assert "not a regular file" in fault(tmp_path / "pipe")
    loop = tmp_path / "loop"
    loop.symlink_to(loop)
    assert fault(loop).startswith("cannot be read: ")
    large = tmp_path / "large.txt"
    with large.open("wb") as file:
        file.write(b"The army took the bridge. " * 3000)
        file.truncate(200_000_000)
    assert fault(large) == "200 MB are too large for one report; at most 20 MB are read"
    small = tmp_path / "small.txt"
    small.write_text(_STORY)
    assert fault(small, max_bytes=20) == "61 bytes are too large for one report; at most 20 bytes are read"


def test_a_long_line_is_refused_and_the_rest_go_on(tmp_path: Path) -> None:
    path = tmp_path / "in.jsonl"
    path.write_bytes(_line(text=_STORY * 100) + _line())
    problem, report = read_reports(path, max_bytes=1000)
    assert isinstance(problem, Problem)
    assert "line 1: longer than the 1 kB" in problem.message
    assert isinstance(report, Report)


@pytest.mark.parametrize(
    "published", ["yesterday", "2020-13-01", "2020-02-30", "22/12/2019", "2019-12", "", "20191222"]
)
def test_published_must_be_a_date(published: str) -> None:
    with pytest.raises(ReportError, match=r"published: .* is not a date"):
        make_report(_STORY, published=published)
    with pytest.raises(ReportError):
        read_reports(Path("any.txt"), published=published)


@pytest.mark.parametrize(
    ("published", "kept"),
    [
        ("2019-12-22", "2019-12-22"),
        ("2019-12-22T10:00:00Z", "2019-12-22T10:00:00Z"),
        ("2019-12-22 10:00 +0200", "2019-12-22T10:00+0200"),
    ],
)
def test_published_is_kept(published: str, kept: str) -> None:
    assert make_report(_STORY, published=published).published == kept


def test_typed_pages_and_tables() -> None:
    typed = (
        "<html><body><pre>\nThe army said on Monday that it had taken the town of Karsen after two\n"
        "days of fighting in the hills, and that four of its men were dead.\n\n"
        "Rebels denied it and said that they had driven the army back over the\nriver.\n</pre></body></html>"
    )
    assert _one(typed.encode()).text == (
        "The army said on Monday that it had taken the town of Karsen after two days of fighting in the hills, and that"
        " four of its men were dead.\n\nRebels denied it and said that they had driven the army back over the river."
    )
    cells = "<table><tr><th>Town</th><th>Strikes</th></tr><tr><td>Karsen</td><td>3</td></tr></table>"
    page = f"<html><body><article><p>{_STORY} {_STORY}</p>{cells}</article></body></html>"
    assert _one(page.encode()).text.split("\n\n")[1:] == ["Town | Strikes", "Karsen | 3"]
    assert _fault(b"<html>" + b"<pre>" * 100_000) == "the page holds no article text"


def test_a_page_is_known_by_its_beginning_whatever_its_name() -> None:
    page = f"<!doctype html>\n<html><head><title>A</title></head><body><article><p>{_STORY}</p></article></body></html>"
    (report,) = read_reports_from_bytes(page.encode(), "page")
    assert isinstance(report, Report)
    assert (report.title, report.text) == ("A", _STORY)
