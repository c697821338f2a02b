"""A parse knows where its words stand in the text."""

from __future__ import annotations

import pytest

from dateline.nlp import Parsed, Parser
from dateline.text.readers import make_report

TEXT = "Shells hit a bakery in Kherson. Nobody was hurt.\n\nThe mayor spoke on Monday."


@pytest.fixture(scope="module")
def parsed() -> Parsed:
    return Parser().parse(make_report(TEXT, language="en"))


@pytest.mark.parametrize(
    ("at", "word"),
    [("Shells", "Shells"), ("ells", "Shells"), ("bakery", "bakery"), ("Kherson", "Kherson"), ("Monday", "Monday")],
)
def test_the_token_that_covers_a_character(parsed: Parsed, at: str, word: str) -> None:
    token = parsed.token_at(TEXT.index(at))
    assert token is not None
    assert token.text == word


@pytest.mark.parametrize("at", [len(TEXT), len(TEXT) + 5, TEXT.index(" hit")])
def test_no_token_covers_a_gap_or_what_lies_beyond(parsed: Parsed, at: int) -> None:
    assert parsed.token_at(at) is None


@pytest.mark.parametrize(
    ("words", "tokens"),
    [
        ("a bakery in Kherson", ["a", "bakery", "in", "Kherson"]),
        ("akery in Kh", ["bakery", "in", "Kherson"]),
        ("Kherson. Nobody", ["Kherson", ".", "Nobody"]),
    ],
)
def test_the_tokens_that_a_span_touches(parsed: Parsed, words: str, tokens: list[str]) -> None:
    start = TEXT.index(words)
    assert [t.text for t in parsed.tokens_in(parsed.span(start, start + len(words)))] == tokens


@pytest.mark.parametrize(
    ("at", "sentence"),
    [("Shells", 0), ("Kherson", 0), (" Nobody", 0), ("Nobody", 1), ("\n\nThe", 1), ("mayor", 2)],
)
def test_the_sentence_at_a_character_or_before_its_gap(parsed: Parsed, at: str, sentence: int) -> None:
    found = parsed.sentence_at(TEXT.index(at))
    assert found is not None
    assert found.index == sentence


def test_a_sentence_knows_its_paragraph(parsed: Parsed) -> None:
    assert [s.paragraph for s in parsed.sentences] == [0, 0, 1]
    for sentence in parsed.sentences:
        paragraph = parsed.paragraph(sentence)
        assert paragraph.start <= sentence.start <= sentence.end <= paragraph.end


def test_the_subtree_of_a_word_is_in_the_order_of_the_text(parsed: Parsed) -> None:
    root = parsed.sentences[0].root
    assert [t.text for t in root.subtree()] == ["Shells", "hit", "a", "bakery", "in", "Kherson", "."]


def test_ancestors_lead_to_the_root(parsed: Parsed) -> None:
    token = parsed.token_at(TEXT.index("Kherson"))
    assert token is not None
    assert list(token.ancestors())[-1] is parsed.sentences[0].root
    assert list(parsed.sentences[0].root.ancestors()) == []


def test_children_stand_in_the_order_of_the_text(parsed: Parsed) -> None:
    for token in parsed.tokens:
        indexes = [child.index for child in token.children]
        assert indexes == sorted(indexes)
