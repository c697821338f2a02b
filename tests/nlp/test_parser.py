"""Sentences and tokens of a report, as the parser gives them."""

from __future__ import annotations

import importlib
from itertools import pairwise

import pytest

from dateline.errors import ParserError
from dateline.nlp import Parsed, Parser
from dateline.nlp.parser import PACKED
from dateline.text.readers import make_report


@pytest.fixture(scope="module")
def parser() -> Parser:
    return Parser()


def parse(parser: Parser, text: str) -> Parsed:
    return parser.parse(make_report(text, language="en"))


def sentences(parsed: Parsed) -> list[str]:
    return [parsed.text[s.start : s.end] for s in parsed.sentences]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Shells hit a bakery. Nobody was hurt.", 2),
        ("Troops entered Maarat al-Numan on Monday.", 1),
        ("The U.N. envoy met Gen. Haftar in Tripoli.", 1),
        ("The U.S. military said it struck a camp near the St. George monastery.", 1),
        ("“We heard the planes. Then the roof fell in,” the nurse said.", 2),
        ("The clash began at 4 a.m. and went on until noon.", 1),
        ("Dr. Amina Diallo treated 12 people at the clinic.", 1),
    ],
)
def test_sentences_survive_names_and_abbreviations(parser: Parser, text: str, count: int) -> None:
    assert len(sentences(parse(parser, text))) == count


def test_points_of_a_list_are_sentences_of_their_own(parser: Parser) -> None:
    parsed = parse(parser, "The week in short:\n\n- Shells hit a bakery in Kherson\n\n- Jets bombed Idlib")
    assert len(sentences(parsed)) == 3


def test_no_sentence_reaches_over_a_paragraph(parser: Parser) -> None:
    parsed = parse(parser, "Shells hit a bakery in Kherson\n\nNobody was hurt, the mayor said.")
    for sentence in parsed.sentences:
        paragraph = parsed.paragraph(sentence)
        assert paragraph.start <= sentence.start < sentence.end <= paragraph.end


@pytest.mark.parametrize(
    "text",
    [
        "Shells hit a bakery in Kherson.\n\nNobody was hurt, the mayor said.",
        "KYIV, May 14 (Coastal Press) - Shells hit a bakery in Kherson, the mayor said.",
        "Zelenskiy – “the President” – spoke… 🙂 then left. Naïve façade.",
        "Two  spaces\tand a tab.",
    ],
)
def test_every_token_is_its_slice(parser: Parser, text: str) -> None:
    parsed = parse(parser, text)
    assert parsed.tokens
    for number, token in enumerate(parsed.tokens):
        assert token.index == number
        assert parsed.text[token.start : token.end] == token.text
    for sentence in parsed.sentences:
        assert sentence.start == sentence.tokens[0].start
        assert sentence.end == sentence.tokens[-1].end


def test_a_tree_stays_within_its_sentence(parser: Parser) -> None:
    parsed = parse(parser, "Shells hit a bakery in Kherson on Monday. The mayor said that nobody was hurt.")
    for sentence in parsed.sentences:
        roots = [token for token in sentence.tokens if token.is_root]
        assert len(roots) == 1
        assert sentence.root is roots[0]
        assert all(token.head.sentence is sentence for token in sentence.tokens)
        for token in sentence.tokens:
            assert all(child.head is token for child in token.children)


def test_the_dateline_has_no_tree(parser: Parser) -> None:
    parsed = parse(parser, "KYIV, May 14 (Coastal Press) - Shells hit a bakery in Kherson, the mayor said.")
    assert [s.parsed for s in parsed.sentences] == [False, True]
    assert parsed.text[parsed.sentences[1].start :].startswith("Shells hit")


def test_only_paragraphs_worth_it_are_parsed() -> None:
    choosy = Parser(worth_parsing=lambda _: {0})
    parsed = choosy.parse(make_report("Shells hit a bakery.\n\nThe weather was fine that day.", language="en"))
    assert [s.parsed for s in parsed.sentences] == [True, False]
    assert all(t.head is t and not t.dep for t in parsed.sentences[1].tokens)
    assert "".join(t.text for t in parsed.sentences[1].tokens) == "Theweatherwasfinethatday."


def test_a_capitalised_plural_has_a_singular_lemma(parser: Parser) -> None:
    lemmas = {token.text: token.lemma for token in parse(parser, "Rockets hit the town.").tokens}
    assert lemmas["Rockets"] == "rocket"


def test_the_parse_agrees_with_the_language_model(parser: Parser) -> None:
    text = "Shells hit a bakery in Kherson, the mayor said."
    doc = importlib.import_module(PACKED).load()(text)
    tokens = parse(parser, text).tokens
    assert [(t.text, t.pos, t.dep, t.head.index) for t in tokens] == [(t.text, t.pos_, t.dep_, t.head.i) for t in doc]


def test_the_model_is_named_with_its_version(parser: Parser) -> None:
    name, version = parser.model.split(" ")
    assert name.startswith("en_")
    assert version[0].isdigit()
    assert parse(parser, "Shells hit a bakery.").model == parser.model


def test_a_model_that_is_not_installed_is_named() -> None:
    with pytest.raises(ParserError, match="en_no_such_model"):
        Parser("en_no_such_model")


def test_many_reports_are_parsed_in_order(parser: Parser) -> None:
    reports = [make_report(f"Shells hit {n} homes.", language="en") for n in (3, 5, 8)]
    assert [parsed.report for parsed in parser.parse_all(reports)] == reports


def test_words_that_are_met_are_not_remembered_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dateline.nlp.parser.NEW_WORDS", 50)
    parser = Parser()
    texts = [f"A shell hit Qaryat{n}abc and Tal{n}xyz on day {n}001." for n in range(60)]
    held = []
    for text in texts:
        assert sentences(parse(parser, text)) == [text]
        held.append(len(parser._language.vocab.strings))
    assert max(held) < held[0] + 50 + 40
    assert any(after < before for before, after in pairwise(held))
