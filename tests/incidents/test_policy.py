"""The data of fusion: it is sound, and a mistake in it is told by file."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from dateline.errors import DataError
from dateline.incidents import policy as rules
from dateline.incidents.happenings import Part, part_of
from dateline.records import Attribution, Claim, Span
from dateline.reference.files import PACKAGED
from dateline.reference.ontology import event_types

CACHED = (rules.policy, rules.kind_relations, rules.source_weights)


@pytest.fixture
def broken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A copy of the data that a test may spoil."""
    for folder in ("incidents", "ontology"):
        shutil.copytree(PACKAGED / folder, tmp_path / folder)
    monkeypatch.setenv("DATELINE_DATA_DIR", str(tmp_path))
    for cached in CACHED:
        cached.cache_clear()
    yield tmp_path
    for cached in CACHED:
        cached.cache_clear()


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        ("fusing.toml", '"casualties", "killing"', '"casualities"', "unknown code casualities"),
        ("fusing.toml", "[position]", "[positions]", "no table \\[position\\]"),
        ("fusing.toml", "threshold = 0.5", 'threshold = "much"', "threshold is not a number"),
        ("relations.toml", 'score = "complex"', 'score = "compound"', "no score 'compound'"),
        ("relations.toml", '"missile_strike"', '"misile_strike"', "unknown code misile_strike"),
        ("sources.csv", "monitor,2,yes", "monitor,2,perhaps", "credible is yes or no"),
        ("sources.csv", "monitor,2,yes", "party,2,yes", "no row for monitor"),
    ],
)
def test_a_mistake_is_told(broken: Path, file: str, old: str, new: str, told: str) -> None:
    path = broken / "incidents" / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(DataError, match=told) as caught:
        (rules.source_weights if file == "sources.csv" else rules.kind_relations)()
    assert file in str(caught.value)


def test_every_event_has_a_part() -> None:
    evidence = Span(0, 2, "It")
    parts = {
        event.code: part_of(
            Claim(id="c", report="r", event=event.code, trigger=None, evidence=evidence, attribution=Attribution()),
            rules.policy(),
        )
        for event in event_types()
    }
    assert all(parts[e.code] is Part.HAPPENING for e in event_types() if e.group in {"attacks", "control", "people"})
    assert parts["protest"] is Part.HAPPENING
    assert parts["denial"] is Part.ANSWER
    assert parts["condemnation"] is Part.TALK


@pytest.mark.parametrize(
    ("one", "other", "score"),
    [
        ("attack", "airstrike", "general"),
        ("airstrike", "attack", "general"),
        ("casualties", "shelling", "harm"),
        ("suicide_bombing", "ground_assault", "complex"),
        ("airstrike", "abduction", None),
    ],
)
def test_related_kinds(one: str, other: str, score: str | None) -> None:
    assert rules.kind_relations().get((one, other), (None, ""))[0] == score
