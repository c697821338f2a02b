"""Questions to a parse: subjects, objects, agents, clauses."""

from __future__ import annotations

import pytest

from dateline.nlp import Parser, Token
from dateline.nlp.syntax import agents, governed_by, is_passive, objects, subjects
from dateline.nlp.tree import clause_head, clause_tokens, conjuncts, governing_verb, is_within, noun_phrase, path_up
from dateline.text.readers import make_report


@pytest.fixture(scope="module")
def parser() -> Parser:
    return Parser()


def word(parser: Parser, text: str, wanted: str) -> Token:
    """The first token of a sentence that reads `wanted`."""
    return next(t for t in parser.parse(make_report(text, language="en")).tokens if t.text == wanted)


def words(tokens: list[Token]) -> list[str]:
    return [t.text for t in tokens]


@pytest.mark.parametrize(
    ("text", "verb", "expected"),
    [
        ("The army shelled the town.", "shelled", ["army"]),
        ("The army and the police shelled the town.", "shelled", ["army", "police"]),
        ("The army entered the town and shelled the market.", "shelled", ["army"]),
        ("The soldiers who shelled the town withdrew.", "shelled", ["soldiers"]),
        ("Soldiers wanted to shell the town.", "shell", ["Soldiers"]),
        ("The general ordered soldiers to shell the town.", "shell", ["soldiers"]),
        ("The town was shelled.", "shelled", ["town"]),
        ("Soldiers left the town, burning the market.", "burning", ["Soldiers"]),
        ("Shells hit the market, killing eight people.", "killing", ["Shells"]),
    ],
)
def test_subjects_own_and_shared(parser: Parser, text: str, verb: str, expected: list[str]) -> None:
    assert words(subjects(word(parser, text, verb))) == expected


@pytest.mark.parametrize(
    ("text", "verb", "expected"),
    [
        ("The army shelled the town.", "shelled", ["town"]),
        ("The army shelled the town and the market.", "shelled", ["town", "market"]),
        ("The town that the army shelled burned down.", "shelled", ["town"]),
        ("The town was shelled by the army.", "shelled", []),
    ],
)
def test_objects(parser: Parser, text: str, verb: str, expected: list[str]) -> None:
    assert words(objects(word(parser, text, verb))) == expected


@pytest.mark.parametrize(
    ("text", "head", "expected"),
    [
        ("The town was shelled by the army.", "shelled", ["army"]),
        ("The town was shelled by the army and the militia.", "shelled", ["army", "militia"]),
        ("Shelling by the army killed two people.", "Shelling", ["army"]),
        ("The army shelled the town.", "shelled", []),
    ],
)
def test_agents_of_verbs_and_nouns(parser: Parser, text: str, head: str, expected: list[str]) -> None:
    assert words(agents(word(parser, text, head))) == expected


@pytest.mark.parametrize(
    ("text", "verb", "passive"),
    [
        ("The town was shelled.", "shelled", True),
        ("The town was shelled and burned.", "burned", True),
        ("The town, shelled by the army, burned.", "shelled", True),
        ("The army shelled the town.", "shelled", False),
        ("The army has shelled the town.", "shelled", False),
        ("The army, having shelled the town, withdrew.", "shelled", False),
    ],
)
def test_passive(parser: Parser, text: str, verb: str, passive: bool) -> None:
    assert is_passive(word(parser, text, verb)) is passive


@pytest.mark.parametrize(
    ("text", "head", "prepositions", "expected"),
    [
        ("The bombing of the town went on.", "bombing", {"of"}, ["town"]),
        ("They condemned the bombing of the town and the port.", "bombing", {"of"}, ["town", "port"]),
        ("Soldiers fired at the crowd.", "fired", {"at", "on"}, ["crowd"]),
        ("Soldiers fired at the crowd.", "fired", {"from"}, []),
    ],
)
def test_nouns_that_hang_by_a_preposition(
    parser: Parser, text: str, head: str, prepositions: set[str], expected: list[str]
) -> None:
    assert words(governed_by(word(parser, text, head), frozenset(prepositions))) == expected


def test_conjuncts_leave_verbs_out_of_lists_of_nouns(parser: Parser) -> None:
    assert words(conjuncts(word(parser, "Soldiers, police and militia entered the town.", "Soldiers"))) == [
        "Soldiers",
        "police",
        "militia",
    ]


def test_a_clause_holds_its_words_and_not_those_of_the_clause_inside(parser: Parser) -> None:
    head = word(parser, "The mayor said that shells had hit a bakery.", "said")
    assert words(clause_tokens(head)) == ["The", "mayor", "said", "."]
    assert clause_head(word(parser, "The mayor said that shells had hit a bakery.", "bakery")).text == "hit"


def test_the_verb_above_a_word(parser: Parser) -> None:
    text = "The army shelled the town."
    above = governing_verb(word(parser, text, "town"))
    assert above is not None
    assert above.text == "shelled"
    assert governing_verb(word(parser, text, "shelled")) is None


def test_the_path_up_ends_at_the_root(parser: Parser) -> None:
    token = word(parser, "The army shelled the town.", "town")
    path = list(path_up(token))
    assert path[0] is token
    assert path[-1].text == "shelled"
    assert is_within(token, path[-1])
    assert not is_within(path[-1], token)


@pytest.mark.parametrize(
    ("text", "head", "expected"),
    [
        ("The old market burned.", "market", "old market"),
        ("The commander of the northern brigade spoke.", "commander", "commander of the northern brigade"),
        ("Soldiers who shelled the town withdrew.", "Soldiers", "Soldiers"),
        ("The mayor and the governor spoke.", "mayor", "mayor"),
        ("Their homes burned.", "homes", "homes"),
    ],
)
def test_a_noun_phrase_has_no_clauses_lists_or_determiners(parser: Parser, text: str, head: str, expected: str) -> None:
    start, end = noun_phrase(word(parser, text, head))
    assert text[start:end] == expected
