"""Near-copies of a story are found however it was edited, and other stories of the same war are not."""

from __future__ import annotations

import random
import tomllib
from itertools import combinations
from pathlib import Path

import pytest

from dateline.incidents.copies import containment, near_copies, shingles, sketch

TESTS = Path(__file__).parents[1]
#: Every golden report: what they say does not matter here.
STORIES = {path.parent.name: path.read_text(encoding="utf-8") for path in sorted(TESTS.glob("golden/*/report.txt"))}


def cut(story: str, _other: str, chance: random.Random) -> str:
    """A part of a story's paragraphs, in their order, at least a third of its words."""
    paragraphs = story.split("\n\n")
    kept = [p for p in paragraphs if chance.random() < 0.5]
    while sum(map(len, kept)) < len(story) / 3:
        kept = [p for p in paragraphs if p in kept or chance.random() < 0.3]
    return "\n\n".join(kept)


def reordered(story: str, _other: str, chance: random.Random) -> str:
    paragraphs = story.split("\n\n")
    chance.shuffle(paragraphs)
    return "\n\n".join(paragraphs)


def reheadlined(story: str, other: str, _chance: random.Random) -> str:
    """Under another headline, with the first paragraph told anew."""
    return "\n\n".join([other.split("\n\n")[0], "Here is what is known so far.", *story.split("\n\n")[2:]])


def merged(story: str, other: str, chance: random.Random) -> str:
    """Half of it and half of another story, mixed."""
    mixed = [*chance.sample(story.split("\n\n"), k=(story.count("\n\n") + 2) // 2), *other.split("\n\n")[::2]]
    chance.shuffle(mixed)
    return "\n\n".join(mixed)


def reworded(story: str, _other: str, chance: random.Random) -> str:
    """One word in twelve is another."""
    return " ".join("edited" if chance.random() < 1 / 12 else word for word in story.split(" "))


@pytest.mark.parametrize("edit", [cut, reordered, reheadlined, merged, reworded])
def test_an_edited_copy_is_found(edit) -> None:  # type: ignore[no-untyped-def]
    chance = random.Random(edit.__name__)
    names = list(STORIES)
    texts = dict(STORIES)
    for name, other in zip(names, names[1:] + names[:1], strict=True):
        texts[f"{name} copied"] = edit(STORIES[name], STORIES[other], chance)
    found = near_copies(texts)
    missed = [name for name in names if (name, f"{name} copied") not in found]
    assert len(missed) <= len(names) // 50, missed


def test_other_stories_are_no_copies() -> None:
    assert near_copies(STORIES) == {}


def test_the_copies_of_the_fusion_set_are_found_and_no_others() -> None:
    for path in sorted(TESTS.glob("fusion/*/happenings.toml")):
        import json

        lines = path.with_name("reports.jsonl").read_text(encoding="utf-8").splitlines()
        texts = {row["id"]: row["text"] for row in map(json.loads, lines)}
        groups = tomllib.loads(path.read_text(encoding="utf-8"))["copies"]
        assert set(near_copies(texts)) == {tuple(sorted(pair)) for group in groups for pair in combinations(group, 2)}


def test_containment_is_of_the_shorter_text() -> None:
    story = STORIES["somalia_wire"]
    part = story[: len(story) // 4]
    assert containment(shingles(story), shingles(part)) > 0.95
    assert containment(shingles(story), shingles("")) == 0
    assert sketch(part) - sketch(story) == frozenset() or len(sketch(part) - sketch(story)) <= 1


def test_case_and_signs_do_not_count() -> None:
    assert shingles("Shells hit the market, he said.") == shingles("SHELLS HIT THE MARKET -- he said")
