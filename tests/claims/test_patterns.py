"""Every pattern codes its own examples, and is told by its own name."""

from __future__ import annotations

import pytest

from dateline.pipeline.coding import Pipeline
from dateline.reference.ontology import same_family
from dateline.reference.patterns import Pattern, patterns
from dateline.text.readers import make_report

EXAMPLES = [(pattern, example) for pattern in patterns() for example in pattern.examples]


@pytest.fixture(scope="module")
def pipeline() -> Pipeline:
    return Pipeline()


@pytest.mark.parametrize(("pattern", "example"), EXAMPLES, ids=[f"{p.name}-{e[:40]}" for p, e in EXAMPLES])
def test_pattern_codes_its_example(pipeline: Pipeline, pattern: Pattern, example: str) -> None:
    claims = pipeline.code(make_report(example, published="2024-05-14", language="en")).claims
    made = [claim for claim in claims if claim.rule == pattern.name]
    assert made
    assert any(same_family(claim.event, pattern.event) for claim in made)


@pytest.mark.parametrize("pattern", patterns(), ids=lambda p: p.name)
def test_pattern_has_two_words_or_more_to_say(pattern: Pattern) -> None:
    assert all(example.strip().endswith((".", "!", "?")) for example in pattern.examples)
