"""Offsets as the text counts them, in code points, and as a browser does, in UTF-16 units."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.export.marked import Units, blocks_of, sentence_of, sentence_starts
from dateline.records import Report, Span


@pytest.mark.parametrize(("offset", "expected"), [(0, 0), (1, 1), (2, 3), (3, 4), (4, 6), (5, 7)])
def test_an_emoji_is_two_units(offset: int, expected: int) -> None:
    assert Units("a🚑b🚑c").at(offset) == expected


@pytest.mark.parametrize(("unit", "expected"), [(0, 0), (1, 1), (2, 1), (3, 2), (4, 3), (5, 3), (6, 4), (7, 5)])
def test_a_unit_inside_an_emoji_is_that_of_the_emoji(unit: int, expected: int) -> None:
    assert Units("a🚑b🚑c").offset(unit) == expected


@given(st.text(st.sampled_from("aé\u0301ع\u0651🚑👩\u200d🚒 \n"), max_size=40))
def test_units_are_those_of_the_text_encoded(text: str) -> None:
    units = Units(text)
    for offset in range(len(text) + 1):
        assert units.at(offset) == len(text[:offset].encode("utf-16-le")) // 2
        assert units.offset(units.at(offset)) == offset


def test_a_span_is_written_as_the_page_reads_it() -> None:
    text = "🚑 مقتل 8"
    assert Units(text).span(Span.of(text, 2, 6)) == "3:7"
    assert Units(text).span(None) == ""


def test_sentences_are_numbered_through_a_report() -> None:
    text = 'First. "Second!" Third?\n\nFourth, No. 5 of them.'
    report = Report(id="r-1", text=text, sha256="", source_sha256="")
    starts = sentence_starts(report)
    assert [text[start:][:5] for start in starts] == ["First", '"Seco', "Third", "Fourt", "5 of "]
    assert [sentence_of(starts, text.index(word)) for word in ("First", "Second", "Third", "Fourth")] == [1, 2, 3, 4]
    pieces = [piece for block in blocks_of(report, [], Units(text), sentences=starts) for piece in block.pieces]
    assert [piece.sentence for piece in pieces] == [1, 2, 3, 4, 5]
    assert "".join(piece.text for piece in pieces) == text.replace("\n", "")
