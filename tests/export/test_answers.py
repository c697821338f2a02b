"""Denials, doubts and silences: who answers, in which words, about which claims."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from dateline.export.answers import answers_of
from dateline.records import Coded, Span
from dateline.records.encode import coded_from_json

SAMPLE = Path(__file__).parent.parent / "samples" / "oresk.json"


@pytest.fixture
def coded() -> Coded:
    return coded_from_json(json.loads(SAMPLE.read_text(encoding="utf-8")))


def test_a_denial_names_who_denies_and_what(coded: Coded) -> None:
    (denial,) = answers_of(coded).denied
    assert denial.by == "The army [UKR:MIL]"
    assert denial.words.text == "The army denied shelling the town."
    assert denial.about == (coded.claims[0].id,)


def test_a_doubt_is_told_with_its_whole_sentence(coded: Coded) -> None:
    (doubt,) = answers_of(coded).unverified
    assert doubt.by == "Delta Press"
    assert doubt.words.text == "Delta Press could not verify the toll."


def test_a_silence_is_no_denial(coded: Coded) -> None:
    (silence,) = answers_of(coded).no_comment
    assert silence.claims == (coded.claims[3].id,)


def test_the_same_answer_to_two_claims_is_told_once(coded: Coded) -> None:
    denial = coded.claims[2]
    again = replace(denial, id="c-again", disputes=(coded.claims[1].id,))
    (told,) = answers_of(replace(coded, claims=(*coded.claims, again))).denied
    assert told.claims == (denial.id, "c-again")
    assert told.about == (coded.claims[0].id, coded.claims[1].id)


def test_what_a_denial_denies_in_its_own_words_is_no_second_denial(coded: Coded) -> None:
    denial = coded.claims[2]
    shelling = replace(denial, id="c-denied", event="shelling", participants=(), disputes=())
    (told,) = answers_of(replace(coded, claims=(*coded.claims, shelling))).denied
    assert told.claims == (denial.id,)
    assert told.about == (coded.claims[0].id, "c-denied")


def test_a_denied_claim_without_a_denial_is_told_by_its_source(coded: Coded) -> None:
    denied = replace(coded.claims[0], stance="denied")
    (told,) = answers_of(replace(coded, claims=(denied,))).denied
    assert told.by == "the regional governor (government, one)"


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("first", "The first one."),
        ("second", 'A "second one."'),
        ("third", "And a third"),
        ("fourth", "The fourth!"),
    ],
)
def test_a_sentence_ends_at_its_mark_or_its_paragraph(coded: Coded, words: str, sentence: str) -> None:
    text = 'The first one. A "second one." And a third\n\nThe fourth!'
    report = replace(coded.report, text=text)
    at = text.index(words)
    claim = replace(coded.claims[1], verification_mention=Span(at, at + len(words), words))
    (doubt,) = answers_of(Coded(report=report, claims=(claim,))).unverified
    assert doubt.words.text == sentence
    assert text[doubt.words.start : doubt.words.end] == sentence
