"""Full-text search gives the same reports on both databases."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dateline.errors import StoreError
from dateline.store import Store

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
