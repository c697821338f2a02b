"""Reports written from right to left: the way of their lines, whole words under every mark, numbers in their places."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from dateline.records import Attribution, Claim, Figure, Participant, Place, Report, Source, Span, Time
from dateline.records.ids import claim_id
from dateline.store import Found, Result, Store
from dateline.store.reports import report_digest
from dateline.text.making import make_report

TEXT = """مقتل 19 شخصًا في غارة على سوق

قال سكان إن طائرة حربية من طراز MiG-29 قصفت سوقًا في أم كدادة يوم 18 سبتمبر 2024، ما أدى إلى إصابة 44 آخرين.

- أم كدادة: 19 قتيلًا
"""
#: The words under a highlight, and whether a browser's word begins and ends where they do.
HIGHLIGHTED = "name => [...CSS.highlights.get(name)].map(String).join('')"
#: Where the letters of some words are drawn, from the left edge of the first to the right edge of the last.
DRAWN = """([element, words]) => {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const at = node.data.lastIndexOf(words);
    if (at < 0) continue;
    const range = document.createRange();
    range.setStart(node, at); range.setEnd(node, at + words.length);
    const box = range.getBoundingClientRect();
    return [box.left, box.right];
  }
}"""


def words(report: Report, text: str) -> Span:
    start = report.text.index(text, report.text.index("قال"))
    return Span.of(report.text, start, start + len(text))


@pytest.fixture
def claim(store: Path) -> Claim:
    """A claim of an Arabic report, as another extractor would send it."""
    report = make_report(TEXT, source=TEXT.encode(), publisher="وكالة وادي النيل", published="2024-09-18")
    assert report.language == "ar"
    sentence = report.text.split("\n\n")[1]
    evidence, trigger = words(report, sentence), words(report, "قصفت")
    made = Claim(
        id=claim_id(report.id, "airstrike", evidence, trigger),
        report=report.id,
        event="airstrike",
        trigger=trigger,
        evidence=evidence,
        participants=(
            Participant(role="actor", mention=words(report, "طائرة حربية"), name="طائرة حربية", kind="state_forces"),
        ),
        places=(Place(role="site", mention=words(report, "أم كدادة"), name="Umm Kaddadah", country="SDN"),),
        time=Time(mention=words(report, "18 سبتمبر 2024"), start="2024-09-18", end="2024-09-18", precision=1),
        figures=(
            Figure(
                measure="injured",
                of="people",
                n=44,
                quantifier="exact",
                low=44,
                best=44,
                high=44,
                mention=words(report, "44 آخرين"),
            ),
        ),
        attribution=Attribution(sources=(Source(mention=words(report, "سكان"), name="سكان", kind="civilians"),)),
    )
    with Store.open(str(store)) as opened:
        opened.keep([Found(name="ar.txt", report=report, data=TEXT.encode())])
        digest = report_digest(opened.reports([report.id])[report.id])
        opened.put([Result(report=report.id, coded_as=digest, claims=(made,))])
    return made


def drawn(page: Page, selector: str, text: str) -> tuple[float, float]:
    left, right = page.evaluate(DRAWN, [page.locator(selector).element_handle(), text])
    return left, right


@pytest.mark.parametrize("address", ["/reports/{report}#{id}", "/review?at={id}"])
def test_a_text_runs_from_the_right_and_its_marks_are_whole_words(page: Page, claim: Claim, address: str) -> None:
    page.goto(address.format(report=claim.report, id=claim.id))
    for paragraph in page.locator(".text p").all():
        assert paragraph.evaluate("one => getComputedStyle(one).direction") == "rtl"
    assert page.evaluate(HIGHLIGHTED, "word") == "قصفت"
    assert page.evaluate(HIGHLIGHTED, "now") == claim.evidence.text
    assert page.locator(".text mark").count() == 0  # nothing cuts into the letters
    box = page.locator(".text p").last.bounding_box()
    assert box
    first, last = drawn(page, ".text", "قال سكان"), drawn(page, ".text", "44 آخرين")
    assert first[1] > last[1]  # the beginning of the sentence is at the right
    assert abs(first[1] - (box["x"] + box["width"])) < 40


def test_a_number_stands_beside_its_words_and_not_among_them(page: Page, claim: Claim) -> None:
    page.goto(f"/reports/{claim.report}")
    card = f"[id='{claim.id}'] .fields"
    expect(page.locator(card)).to_contain_text("injured (people): “44 آخرين” = 44")
    quoted, equal = drawn(page, card, "آخرين"), drawn(page, card, "” = 44")
    assert quoted[1] <= equal[0] + 1
    day, year = drawn(page, card, "18 سبتمبر"), drawn(page, card, "2024")
    assert year[1] <= day[0] + 1  # the year ends the Arabic date, at its left
    title, main = page.locator("h1 bdi").bounding_box(), page.locator("main").bounding_box()
    assert title
    assert main
    assert title["x"] - main["x"] < 40  # a title stands where those of other reports do


def test_without_scripts_a_mark_holds_whole_words(page: Page, claim: Claim) -> None:
    source = page.request.get(f"/reports/{claim.report}").text()
    assert f">{claim.evidence.text}</mark>" in source.replace("\n", "")
