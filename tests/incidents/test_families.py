"""Families of near-copies: found as reports come in, whatever the order and the size of the parts."""

from __future__ import annotations

import random

import pytest

from dateline.incidents.families import Families

WORDS = [f"word{number}" for number in range(4000)]


def story(seed: int, length: int = 300) -> str:
    return " ".join(random.Random(seed).choices(WORDS, k=length))


@pytest.fixture(scope="module")
def texts() -> dict[str, str]:
    first, other = story(1), story(2)
    return {
        "alone": story(3),
        "wire": first,
        "cut": " ".join(first.split()[:150]),
        "longer": f"{story(4, 100)} {first} {story(5, 100)}",
        "other": other,
        "half": " ".join(other.split()[:120] + story(6, 180).split()),
        "short": "Three people died.",
    }


@pytest.mark.parametrize("size", [1, 2, 7])
def test_copies_are_found_with_the_share_that_they_kept(texts: dict[str, str], size: int) -> None:
    families = Families(0.2)
    names = list(texts)
    for start in range(0, len(names), size):
        families.add({name: texts[name] for name in names[start : start + size]}, texts.__getitem__)
    assert families.known == len(texts)
    assert sorted(map(sorted, families.all().values())) == [["cut", "longer", "wire"], ["half", "other"]]
    assert {one.report: (one.of, one.share) for one in families.copied.values() if one.report != "half"} == {
        "cut": ("wire", 1.0),
        "longer": ("wire", 1.0),
    }
    assert families.copied["half"].of == "other"
    assert families.copied["half"].share == pytest.approx(117 / 297, abs=0.02)


def test_what_was_added_is_not_compared_again(texts: dict[str, str]) -> None:
    families = Families(0.2)
    families.add(texts, texts.__getitem__)
    before = dict(families.copied)
    families.add(texts, texts.__getitem__)
    assert families.copied == before
    assert "wire" in families
