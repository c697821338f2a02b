"""The screen lets pass what holds no claim, and nothing else."""

from __future__ import annotations

import pytest

from dateline.claims.screen import can_hold_claim, worth_parsing
from dateline.pipeline.coding import Pipeline
from dateline.reference.patterns import patterns
from dateline.settings import Settings
from dateline.text.readers import make_report

QUIET = "The market was full all week, and the tomatoes were cheap. " * 12


@pytest.mark.parametrize(
    ("text", "can"),
    [
        ("Shells hit a bakery in Kherson.", True),
        ("The ministry said in a statement:", True),
        ("Seven villages were abandoned.", True),
        ("He was beaten by guards.", True),
        ("Officials did not reply.", True),
        ("He declined to comment.", True),
        ("The two men were found hanged.", True),
        ("Tomatoes were cheap, according to the grocer.", False),
        ("The grocer was in charge.", True),  # "charge" can be an accusation: only a parse can tell
        ("Page 2", False),
    ],
)
def test_a_paragraph_can_hold_a_claim_where_it_has_all_words_of_a_phrase(text: str, can: bool) -> None:
    assert can_hold_claim(text) is can


def test_every_example_of_a_pattern_can_hold_a_claim() -> None:
    missed = [example for pattern in patterns() for example in pattern.examples if not can_hold_claim(example)]
    assert missed == []


def test_a_quiet_paragraph_passes_and_one_beside_soldiers_does_not() -> None:
    paragraphs = [
        QUIET,
        "The striker killed the game with a late shot.",
        QUIET,
        QUIET,
        "They left at noon.",
        "Soldiers searched two houses.",
        QUIET,
        QUIET,
        QUIET,
        QUIET,
    ]
    assert worth_parsing(make_report("\n\n".join(paragraphs), language="en")) == {4, 5}


def test_a_short_report_and_one_full_of_conflict_are_parsed_whole() -> None:
    short = make_report("The striker killed the game.\n\nIt was late.", language="en")
    loud = make_report("\n\n".join([QUIET, QUIET, "Rebels shelled the town.", "Soldiers fled."]), language="en")
    assert (worth_parsing(short), worth_parsing(loud)) == ({0, 1}, {0, 1, 2, 3})


def test_the_setting_turns_the_screen_off() -> None:
    text = "\n\n".join([QUIET, "The bandits killed a goat."]).replace("bandits", "cousins")
    report = make_report(text + f"\n\n{QUIET}\n\n{QUIET}", language="en", published="2024-01-15")
    screened, whole = Pipeline().code(report), Pipeline(Settings(screen=False)).code(report)
    assert (len(screened.claims), len(whole.claims)) == (0, 1)
