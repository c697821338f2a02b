"""Trees that the parser got wrong, put right, and never bent into a circle."""

from __future__ import annotations

import pytest

from dateline.nlp import Parser
from dateline.nlp.tree import path_up
from dateline.text.readers import make_report

TEXTS = [
    "An air strike on a market in Kutum killed 21 on Sunday and another on a clinic in Mellit killed four.",
    "He expresses his condolences to the bereaved families and calls for greater support for the Sahel.",
    "I call on the regime, Russia and Iran to halt these atrocities at once.",
    "Scores of civilians and members of the defence and security forces lost their lives.",
    "The truce agreed in Sochi, agreed by both and signed in Rome, and agreed with others on Monday, holds.",
    "We will press the regime until it reassesses its position, ends the violence and engages in talks.",
    "The airstrikes by the regime on the hospital by night on Monday by jets on patrol were condemned by all.",
    "One in Jos and one in Kano and another in Bama killed others in Goma and those in Bria killed four by one on one.",
]


@pytest.fixture(scope="module")
def parser() -> Parser:
    return Parser()


@pytest.mark.parametrize("text", TEXTS)
def test_a_mended_tree_is_a_tree(parser: Parser, text: str) -> None:
    for token in parser.parse(make_report(text, language="en")).tokens:
        above = []
        for step in path_up(token):
            assert step not in above
            above.append(step)
        assert all(child.head is token for child in token.lefts + token.rights)


@pytest.mark.parametrize(
    ("text", "word", "head", "dep"),
    [
        (TEXTS[0], "another", "killed", "nsubj"),
        (TEXTS[2], "Russia", "regime", "conj"),
        (TEXTS[5], "ends", "reassesses", "conj"),
        ("The airstrikes by the regime on the hospital were condemned.", "on", "airstrikes", "prep"),
    ],
)
def test_words_hang_on_what_they_belong_to(parser: Parser, text: str, word: str, head: str, dep: str) -> None:
    token = next(t for t in parser.parse(make_report(text, language="en")).tokens if t.text == word)
    assert (token.head.text, token.dep) == (head, dep)
