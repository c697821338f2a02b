"""Full-text search gives the same reports on both databases."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dateline.errors import StoreError
from dateline.store import Found, Store
from dateline.store.canon import fold

TEXTS = {
    "strike": "An air strike hit the market of Maarat al-Nu'man, killing 8.",
    "market": "The market in Şırnak was struck from the air. No strike was reported on 1st Street.",
    "arabic": "قصف الطيران السوق في إدلب",
    "greek": "Η ΕΛΛΆΔΑ καταδίκασε την επίθεση — 3.5 km from the border (foo_bar).",
}


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("market", {"strike", "market"}),
        ("MARKET air", {"strike", "market"}),
        ('"air strike"', {"strike"}),
        ("air-strike", {"strike"}),
        ("str*", {"strike", "market"}),
        ("stre*", {"market"}),
        ("market -killing", {"market"}),
        ("sirnak", {"market"}),
        ("SIRNAK", {"market"}),
        ("السوق", {"arabic"}),
        ("ελλαδα", {"greek"}),
        ("foo", {"greek"}),
        ('"3 5 km"', {"greek"}),
        ("al-nu'man", {"strike"}),
        ("nowhere", set()),
        ("'; DROP TABLE words; --", set()),
        ("AND", set()),
        ("1st", {"market"}),
    ],
)
def test_reports_are_found_by_their_words(
    store: Store, tell: Callable[..., object], asked: str, expected: set[str]
) -> None:
    names = {}
    for name, text in TEXTS.items():
        found = tell(text)
        names[found.report.id] = name
        store.keep([found])
    assert {names[report] for report in store.report_ids(search=asked)} == expected


@pytest.mark.parametrize("asked", ["", "  ", "-market", '"', "***", "—"])
def test_a_search_for_no_word_is_refused(store: Store, asked: str) -> None:
    with pytest.raises(StoreError, match="search"):
        store.report_ids(search=asked)


def test_a_report_of_very_many_words_can_be_searched(store: Store, tell: Callable[..., object]) -> None:
    found = tell(" ".join(f"word{number}" for number in range(120_000)))
    store.keep([found])
    assert store.report_ids(search="word1") == [found.report.id]
    assert store.verify().faults == ()


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.lists(st.text(min_size=1, max_size=12), min_size=1, max_size=8), data=st.data())
def test_every_word_of_any_script_finds_its_report(
    store: Store, tell: Callable[..., Found], words: list[str], data: st.DataObject
) -> None:
    text = "".join(c for c in " ".join(["report", *words]) if c != "\0" and not "\ud800" <= c <= "\udfff")
    found = tell(text)
    store.keep([found])
    word = data.draw(st.sampled_from(fold(text).split()))
    assert found.report.id in store.report_ids(search=word)
    assert found.report.id in store.report_ids(search=f"{word[:1]}*")


def test_no_letter_parts_a_word(store: Store, tell: Callable[..., Found]) -> None:
    letters = [chr(code) for code in range(0x20, 0x30000, 7) if not 0xD800 <= code <= 0xDFFF]
    words = sorted({fold(f"x{letter}y") for letter in letters if " " not in fold(f"x{letter}y")})
    found = tell(" ".join(words))
    store.keep([found])
    for start in range(0, len(words), 100):
        assert store.report_ids(search=" ".join(words[start : start + 100])) == [found.report.id]
