"""What holds for any text: offsets, canonical form, verbatim texts, hashes."""

from __future__ import annotations

import hashlib

from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.errors import ReportError
from dateline.records import Report
from dateline.text.cleaning import canonical
from dateline.text.making import make_report
from dateline.text.readers import read_reports_from_bytes
from dateline.text.segments import find_dateline, find_paragraphs

_PIECES = st.sampled_from(
    [
        "The army said ",
        "rebels held the town. ",
        "al-",
        "Numan",
        "bom-\nbardment",
        "rebel-\nheld",
        "two- and ",
        "\n",
        "\n\n",
        "\n   ",
        "\f",
        "Page 3\n",
        "- 4 -\n",
        "\n- ",
        "\n1. ",
        "\n• ",
        '""',
        "``",
        "''",
        " ,",
        " .",
        "&amp;",
        "&quot;",
        "â€™",
        "Ã©",
        "\u00a0",
        "\u200b",
        "\u00ad",
        "\ufeff",
        "\r\n",
        "\r",
        "\u2028",
        "\u2029",
        "KYIV, May 4 (Reuters) - ",
        "By Ana Petrova\n",
        "Reporting by Ana Petrova\n",
        "Key figures:",
        "TWELVE PEOPLE WERE KILLED",
        "(AP)",
        "said:",
        "12",
    ]
)
_TEXTS = st.one_of(
    st.text(max_size=200),
    st.lists(st.one_of(_PIECES, st.text(max_size=6)), max_size=40).map("".join),
)


@given(_TEXTS)
@settings(max_examples=400, deadline=None)
def test_canonical_text_is_its_own_canonical_text(text: str) -> None:
    once = canonical(text)
    assert canonical(once) == once
    assert once == once.strip()
    assert "\n\n\n" not in once
    assert "\r" not in once


@given(_TEXTS)
@settings(max_examples=400, deadline=None)
def test_paragraphs_are_stripped_ordered_and_apart(text: str) -> None:
    for each in (text, canonical(text)):
        end = 0
        for paragraph in find_paragraphs(each):
            assert end <= paragraph.start < paragraph.end <= len(each)
            words = each[paragraph.start : paragraph.end]
            assert words == words.strip()
            end = paragraph.end


@given(_TEXTS)
@settings(max_examples=300, deadline=None)
def test_datelines_point_into_the_text(text: str) -> None:
    dateline = find_dateline(text, find_paragraphs(text))
    for span in () if dateline is None else (dateline.mention, dateline.place, dateline.day, dateline.agency):
        assert span is None or text[span.start : span.end] == span.text
    assert dateline is None or dateline.mention.end <= dateline.body <= len(text)


@given(_TEXTS, st.booleans())
@settings(max_examples=300, deadline=None)
def test_reports_keep_verbatim_texts_and_true_hashes(text: str, verbatim: bool) -> None:
    try:
        report = make_report(text, verbatim=verbatim)
    except ReportError:
        return
    assert not verbatim or report.text == text
    assert report.sha256 == hashlib.sha256(report.text.encode()).hexdigest()
    assert report.id == f"r-{report.sha256[:16]}"
    assert report == make_report(text, verbatim=verbatim)


@given(st.binary(max_size=300), st.sampled_from(["a.txt", "a.html", "a.pdf", "a.jsonl", "a.json", "-"]))
@settings(max_examples=300, deadline=None)
def test_any_bytes_give_reports_or_problems_of_one_line(data: bytes, name: str) -> None:
    for result in read_reports_from_bytes(data, name):
        if isinstance(result, Report):
            assert result.text.encode()
        else:
            assert result.message
            assert "\n" not in result.message
