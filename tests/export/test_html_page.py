"""The page: the text whole, each claim tied to its words, nothing fetched, nothing of the text run."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

from dateline.export.html_page import page
from dateline.records import Claim, Coded, Problem, Report, Span, report_id, sha256
from dateline.records.encode import coded_from_json

SAMPLE = Path(__file__).parent.parent / "samples" / "oresk.json"


@pytest.fixture
def coded() -> Coded:
    return coded_from_json(json.loads(SAMPLE.read_text(encoding="utf-8")))


class Reader(HTMLParser):
    """What a browser would see: the paragraphs of the text, the elements, the ids, the links."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.paragraphs: list[tuple[int, str]] = []
        self.tags: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self._in_text = self._in_refs = False
        self.feed(source)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = dict(attrs)
        self.tags.append(tag)
        self.attributes += attrs
        self.ids += [known["id"]] if known.get("id") else []
        self.links += [known["href"]] if known.get("href") else []
        if "data-start" in known:
            self._in_text = True
            self.paragraphs.append((int(known["data-start"] or 0), ""))
        self._in_refs = self._in_refs or known.get("class") == "refs"

    def handle_endtag(self, tag: str) -> None:
        self._in_text = self._in_text and tag != "p"
        self._in_refs = self._in_refs and tag != "sup"

    def handle_data(self, data: str) -> None:
        if self._in_text and not self._in_refs:
            start, before = self.paragraphs[-1]
            self.paragraphs[-1] = (start, before + data)


def utf16(text: str) -> list[str]:
    """The UTF-16 units of a text, as a browser counts them."""
    data = text.encode("utf-16-le", "surrogatepass")
    return [data[i : i + 2].decode("utf-16-le", "surrogatepass") for i in range(0, len(data), 2)]


def test_the_text_is_whole(coded: Coded) -> None:
    reader = Reader(page([coded]))
    assert "\n\n".join(text for _, text in reader.paragraphs) == coded.report.text


def test_offsets_count_as_a_browser_counts(coded: Coded) -> None:
    units = utf16(coded.report.text)
    for start, text in Reader(page([coded])).paragraphs:
        assert units[start : start + len(utf16(text))] == utf16(text)


def test_every_span_on_a_card_is_its_words(coded: Coded) -> None:
    source = page([coded])
    units = utf16(coded.report.text)
    spans = re.findall(r'data-(?:evidence|trigger)="(\d+):(\d+)"', source)
    told = {"".join(units[int(start) : int(end)]).encode("utf-16-le", "surrogatepass") for start, end in spans}
    expected = {c.evidence.text for c in coded.claims} | {c.trigger.text for c in coded.claims if c.trigger}
    assert told == {text.encode("utf-16-le") for text in expected}


def test_ids_are_told_apart_and_every_link_leads_somewhere(coded: Coded) -> None:
    reader = Reader(page([coded, coded]))
    assert len(reader.ids) == len(set(reader.ids))
    assert {link.removeprefix("#") for link in reader.links} <= set(reader.ids)


def test_each_claim_has_a_card_and_a_mark(coded: Coded) -> None:
    source = page([coded])
    for number in range(1, len(coded.claims) + 1):
        assert f'id="r1c{number}"' in source
        assert f'id="r1t{number}"' in source
        assert re.search(rf'<mark data-claims="[^"]*\b{number}\b', source)


def test_nothing_is_fetched(coded: Coded) -> None:
    source = page([replace(coded, report=replace(coded.report, url="https://example.org/a"))])
    reader = Reader(source)
    assert not {"img", "link", "iframe", "object", "embed", "video", "audio", "form", "svg"} & set(reader.tags)
    assert all(link.startswith("#") for link in reader.links)
    assert not [name for name, _ in reader.attributes if name in {"src", "srcset", "style"} or name.startswith("on")]
    assert not re.search(r"@import|url\(|fetch\(|XMLHttpRequest|import\(", source)


def test_the_policy_allows_only_the_style_and_script_that_are_there(coded: Coded) -> None:
    source = page([coded])
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', source)
    assert policy is not None
    words = policy[1].replace("&#39;", "'")
    assert "default-src 'none'" in words
    for tag in ("style", "script"):
        (inner,) = re.findall(rf"<{tag}>(.*?)</{tag}>", source, flags=re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(inner.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in words


def of_text(text: str, **known: str) -> Coded:
    """A report of one claim, whose evidence and trigger are the whole text."""
    span = Span(0, len(text), text)
    report = Report(id=report_id(text), text=text, sha256=sha256(text), source_sha256=sha256(text), **known)
    return Coded(
        report=report,
        claims=(Claim(id="c-1", report=report.id, event="attack", trigger=span, evidence=span),),
        problems=(Problem(report="x", step="code", message=text),),
    )


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        '"><img src=x onerror=alert(1)>',
        "</style><script>x</script>",
        "{{ 7 * 7 }}",
        "&lt;b&gt;",
    ],
)
def test_a_text_is_never_markup(text: str) -> None:
    plain, hostile = of_text("Nothing here", title="x"), of_text(text, title=text, publisher=text, url=text)
    before, after = Reader(page([plain])), Reader(page([hostile]))
    assert [tag for tag in after.tags if tag not in {"span", "bdi"}] == [
        tag for tag in before.tags if tag not in {"span", "bdi"}
    ]
    assert after.paragraphs == [(0, text)]


@pytest.mark.parametrize("text", ["a\rb", "a\tb\nc", "مقتل ثمانية في إدلب", "e\u0301te\u0301 🚑🚑 end", "  spaces  "])
def test_any_letters_keep_their_places(text: str) -> None:
    assert Reader(page([of_text(text)])).paragraphs == [(0, text)]


@pytest.mark.parametrize("text", ["a\x00b", "a\x1bb", "a\u202eb"])
def test_a_letter_that_a_page_must_not_hold_keeps_its_place(text: str) -> None:
    assert Reader(page([of_text(text)])).paragraphs == [(0, "a\ufffdb")]


def test_overlapping_evidence_marks_each_stretch_with_all_its_claims() -> None:
    text = "Shells hit the town, and twelve died, officials said."
    report = of_text(text).report
    whole = Claim(id="c-1", report=report.id, event="shelling", trigger=None, evidence=Span.of(text, 0, len(text)))
    part = Claim(id="c-2", report=report.id, event="casualties", trigger=None, evidence=Span.of(text, 21, 36))
    source = page([Coded(report=report, claims=(whole, part))])
    assert re.findall(r'<mark data-claims="([^"]*)">([^<]*)</mark>', source) == [
        ("1", "Shells hit the town, "),
        ("1 2", "and twelve died"),
        ("1", ", officials said."),
    ]


@pytest.mark.parametrize(
    "words", ["Denied", "Could not be verified", "No comment", "a running total", "not on the map"]
)
def test_what_a_reader_must_not_miss_is_on_the_page(coded: Coded, words: str) -> None:
    assert words in page([coded])


def test_reasons_stand_open_where_they_were_asked_for(coded: Coded) -> None:
    assert "<details open>" in page([coded], explain=True)
    assert "<details open>" not in page([coded])


def test_a_report_without_claims_says_so(coded: Coded) -> None:
    assert "claims nothing that Dateline codes" in page([Coded(report=coded.report)])
