"""Who says what: the reporting words of a text, their sources and what they answer for."""

from __future__ import annotations

import pytest

from dateline.mentions.quotes import Speech, find_quotes, find_speeches
from dateline.mentions.quotes.carried import find_quotations
from dateline.nlp import Parsed, Parser
from dateline.records import QuoteMention
from dateline.text.readers import make_report


@pytest.fixture(scope="module")
def parser() -> Parser:
    return Parser()


def parse(parser: Parser, text: str) -> Parsed:
    return parser.parse(make_report(text, language="en"))


def speeches(parser: Parser, text: str) -> list[Speech]:
    return find_speeches(parse(parser, text))


def quotes(parser: Parser, text: str) -> list[QuoteMention]:
    parsed = parse(parser, text)
    return find_quotes(parsed, find_speeches(parsed))


@pytest.mark.parametrize(
    ("text", "cue", "sources", "form"),
    [
        ("The mayor said that shells had hit a bakery.", "said", ["mayor"], "before"),
        ("The mayor said shells had hit a bakery.", "said", ["mayor"], "before"),
        ("Shells hit a bakery, the mayor said.", "said", ["mayor"], "after"),
        ("Shells hit a bakery, the mayor and two residents said on Sunday.", "said", ["mayor", "residents"], "after"),
        ("“Shells hit our bakery,” said Olena Shevchuk, a nurse.", "said", ["Shevchuk"], "after"),
        ("“Shells hit our bakery,” the nurse told reporters.", "told", ["nurse"], "after"),
        ("According to the mayor, shells hit a bakery.", "According", ["mayor"], "according"),
        ("Shells hit a bakery, according to the mayor.", "according", ["mayor"], "according"),
        ("The army accused the rebels of shelling the town.", "accused", ["army"], "before"),
        ("The mission documented the killing of 40 people.", "documented", ["mission"], "before"),
        ("Residents reported that shells had hit a bakery.", "reported", ["Residents"], "before"),
        ("Rebels were reported to have shelled the town.", "reported", [], "passive"),
        ("Rebels reportedly shelled the town.", "reportedly", [], "passive"),
    ],
)
def test_cue_sources_and_form(parser: Parser, text: str, cue: str, sources: list[str], form: str) -> None:
    (speech,) = speeches(parser, text)
    assert speech.cue.text == cue
    assert [token.text for token in speech.sources] == sources
    assert speech.form == form


@pytest.mark.parametrize(
    ("text", "inside", "outside"),
    [
        ("The mayor said that shells had hit a bakery.", "shells had hit a bakery", "mayor"),
        ("Shells hit a bakery, the mayor said.", "Shells hit a bakery", "mayor"),
        ("According to the mayor, shells hit a bakery.", "shells hit a bakery", "mayor"),
        ("“Shells hit our bakery,” the nurse said, “and then the school.”", "then the school", "nurse"),
        ("The army accused the rebels of shelling the town.", "shelling the town", "army"),
    ],
)
def test_what_a_source_answers_for(parser: Parser, text: str, inside: str, outside: str) -> None:
    start = text.index(inside)
    about = [speech for speech in speeches(parser, text) if speech.covers(start)]
    assert about
    for speech in about:
        assert speech.sources
        assert all(speech.covers(at) for at in range(start, start + len(inside)))
        assert not speech.covers(text.index(outside))


@pytest.mark.parametrize(
    "text",
    [
        "The talks lasted for two days.",
        "Shells hit a bakery in the old town.",
    ],
)
def test_no_speech_where_nobody_speaks(parser: Parser, text: str) -> None:
    assert [s for s in speeches(parser, text) if s.sources and s.content] == []


@pytest.mark.parametrize(
    ("text", "carried"),
    [
        ("“The planes came twice,” said the nurse. “Then the roof fell in on us.”", "the roof fell"),
        ("The mayor said: “The planes came twice. Then the roof fell in.”", "the roof fell"),
        ("The ministry said in a statement:\n\nThe army has entered the town. It shelled no one.", "It shelled"),
    ],
)
def test_speech_goes_on_past_its_sentence(parser: Parser, text: str, carried: str) -> None:
    report_text = parse(parser, text).text
    at = report_text.index(carried)
    assert any(speech.covers(at) and speech.sources for speech in speeches(parser, text))


@pytest.mark.parametrize(
    ("text", "content", "cue", "source"),
    [
        ("“Shells hit our bakery,” the nurse said.", "“Shells hit our bakery", "said", "nurse"),
        ("The rebels said they had taken 20 villages.", "they had taken 20 villages.", "said", "rebels"),
    ],
)
def test_a_quotation_has_content_cue_and_source(parser: Parser, text: str, content: str, cue: str, source: str) -> None:
    row = quotes(parser, text)[0]
    assert row.content.text.strip("”.,").startswith(content.strip("."))
    assert row.cue is not None
    assert row.source is not None
    assert (row.cue.text, row.source.text) == (cue, source)


def test_a_split_quotation_is_a_row_for_each_part(parser: Parser) -> None:
    rows = quotes(parser, "“Shells hit our bakery,” the nurse said, “and then they hit the school.”")
    assert len(rows) == 2
    assert len({(row.cue, row.source) for row in rows}) == 1
    assert all(row.direct for row in rows)


def test_indirect_speech_is_a_quotation_too(parser: Parser) -> None:
    (row,) = quotes(parser, "The mayor said that shells had hit a bakery.")
    assert not row.direct


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("“The planes came to us twice.”", ["“The planes came to us twice.”"]),
        ("They call it “the pit”.", []),
        (
            "“The planes came to us twice, and no one",
            ["“The planes came to us twice, and no one"],
        ),
    ],
)
def test_stretches_between_quotation_marks(parser: Parser, text: str, found: list[str]) -> None:
    parsed = parse(parser, text)
    assert [parsed.text[start:end] for start, end in find_quotations(parsed)] == [
        parse(parser, words).text for words in found
    ]


def test_every_span_is_its_words(parser: Parser) -> None:
    text = "“Shells hit our bakery,” said Olena Shevchuk, a nurse. The army denied that it had shelled the town."
    parsed = parse(parser, text)
    for row in find_quotes(parsed, find_speeches(parsed)):
        for span in (row.content, row.cue, row.source):
            assert span is None or parsed.text[span.start : span.end] == span.text
