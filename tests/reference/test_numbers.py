"""Number words become bounds, under the rules of each profile."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.errors import DataError
from dateline.records.figures import Figure
from dateline.records.spans import Span
from dateline.reference import counted
from dateline.reference.numbers import QUANTIFIERS, bounds, profiles, resolve_again, rows


@pytest.mark.parametrize(
    ("quantifier", "word", "expected"),
    [
        ("exact", None, (8, 8, 8)),
        ("at_least", None, (8, 8, None)),
        ("more_than", None, (8, 8, None)),
        ("up_to", None, (None, None, 8)),
        ("less_than", None, (None, 8, 8)),
        ("about", None, (8, 8, 8)),
        ("none_reported", None, (0, 0, 0)),
        ("vague", "several", (2, 2, None)),
        ("vague", "a_number", (2, 2, None)),
        ("vague", "some", (2, 2, None)),
        ("vague", "bare_plural", (2, 2, None)),
        ("vague", "a_few", (2, 2, None)),
        ("vague", "a_handful", (2, 2, None)),
        ("vague", "many", (2, 2, None)),
        ("vague", "tens", (10, 10, None)),
        ("vague", "dozens", (12, 12, 24)),
        ("vague", "scores", (20, 20, None)),
        ("vague", "hundreds", (100, 100, 200)),
        ("vague", "thousands", (1_000, 1_000, 2_000)),
        ("vague", "tens_of_thousands", (10_000, 10_000, 20_000)),
        ("vague", "hundreds_of_thousands", (100_000, 100_000, 200_000)),
        ("vague", "millions", (1_000_000, 1_000_000, 2_000_000)),
    ],
)
def test_house_reads_every_row_of_the_table(
    quantifier: str, word: str | None, expected: tuple[float | None, float | None, float | None]
) -> None:
    n = 8 if quantifier not in {"vague", "none_reported"} else None
    found = bounds(n=n, n2=None, quantifier=quantifier, word=word)
    assert (found.low, found.best, found.high) == expected
    assert found.rule.startswith("house.")


def test_house_reads_a_range() -> None:
    found = bounds(n=8, n2=12, quantifier="between", word=None)
    assert (found.low, found.best, found.high) == (8, 8, 12)


@pytest.mark.parametrize("word", ["many", "scores", "thousands", "millions"])
def test_wide_words_ask_for_review(word: str) -> None:
    assert bounds(n=None, n2=None, quantifier="vague", word=word).review


@pytest.mark.parametrize(
    ("profile", "quantifier", "word", "expected"),
    [
        ("acled", "vague", "tens", (10, 10, 10)),
        ("acled", "vague", "dozens", (12, 12, 12)),
        ("acled", "vague", "hundreds", (100, 100, 100)),
        ("acled", "at_least", None, (8, 8, 8)),
        ("airwars", "vague", "dozens", (12, 12, 24)),
        ("airwars", "vague", "several", (2, 2, 2)),
        ("airwars", "vague", "bare_plural", (2, 2, 2)),
        ("airwars", "more_than", None, (9, 9, 9)),
        ("airwars", "vague", "large_numbers", (12, 12, 24)),
        ("shcc", "vague", "unspecified", (1, 1, 1)),
        ("shcc", "vague", "several", (1, 1, 1)),
        ("shcc", "at_least", None, (8, 8, None)),
        ("idmc", "more_than", None, (8, 8, None)),
    ],
)
def test_profiles_differ(
    profile: str, quantifier: str, word: str | None, expected: tuple[float | None, float | None, float | None]
) -> None:
    n = None if quantifier == "vague" else 8
    found = bounds(n=n, n2=None, quantifier=quantifier, word=word, profile=profile)
    assert (found.low, found.best, found.high) == expected


def test_only_idmc_converts_households() -> None:
    people = bounds(n=40, n2=None, quantifier="at_least", word=None, profile="idmc", household=5)
    assert (people.low, people.best, people.high, people.rule) == (200, 200, None, "idmc.at_least.households")
    assert bounds(n=40, n2=None, quantifier="at_least", word=None, household=5).low == 40


@pytest.mark.parametrize(
    ("word", "profile"), [("dozens", "acled"), ("several", "shcc"), ("many", "airwars"), ("hundreds", "idmc")]
)
def test_figure_is_resolved_again_and_back(word: str, profile: str) -> None:
    mention = Span(0, 6, "people")
    first = bounds(n=None, n2=None, quantifier="vague", word=word)
    figure = Figure(
        measure="killed",
        of="people",
        quantifier="vague",
        mention=mention,
        low=first.low,
        best=first.best,
        high=first.high,
        rule=first.rule,
    )
    other = resolve_again(figure, profile)
    assert other.profile == profile
    assert other.low == bounds(n=None, n2=None, quantifier="vague", word=word, profile=profile).low
    assert resolve_again(other, "house") == figure


@pytest.mark.parametrize(("profile", "quantifier"), [("nobody", "exact"), ("house", "perhaps")])
def test_unknown_names_are_said(profile: str, quantifier: str) -> None:
    with pytest.raises(DataError, match=r"nobody|perhaps"):
        bounds(n=1, n2=None, quantifier=quantifier, word=None, profile=profile)


def test_every_rule_names_its_source_and_is_sorted() -> None:
    table = rows()
    assert profiles() == ("acled", "airwars", "house", "idmc", "shcc")
    assert all(rule.source and rule.example for rule in table)
    keys = [(rule.profile, rule.quantifier, rule.word) for rule in table]
    assert keys == sorted(set(keys))


@given(
    n=st.integers(0, 10**7),
    more=st.integers(0, 10**6),
    quantifier=st.sampled_from(QUANTIFIERS),
    word=st.sampled_from([None, *sorted({rule.word for rule in rows() if rule.word})]),
    profile=st.sampled_from(profiles()),
    household=st.one_of(st.none(), st.floats(1, 12)),
)
def test_low_is_never_above_best_nor_best_above_high(
    n: int, more: int, quantifier: str, word: str | None, profile: str, household: float | None
) -> None:
    n2 = n + more if quantifier == "between" else None
    found = bounds(n=n, n2=n2, quantifier=quantifier, word=word, profile=profile, household=household)
    ends = [value for value in (found.low, found.best, found.high) if value is not None]
    assert ends == sorted(ends)


@pytest.mark.parametrize(
    ("phrase", "of", "unit", "kind"),
    [
        ("people", "people", "person", None),
        ("civilians", "civilians", "person", "civilians"),
        ("paramedics", "health_workers", "person", "medical"),
        ("health workers", "health_workers", "person", "medical"),
        ("medical facilities", "health_facilities", "facility", "medical"),
        ("observation posts", "observation_posts", "facility", "state_forces"),
        ("militants", "fighters", "person", None),
        ("policemen", "police", "person", "police"),
        ("families", "families", "household", "civilians"),
        ("bodies", "people", "person", None),
        ("hilltops", "settlements", "settlement", None),
        ("airstrikes", "strikes", "strike", None),
        ("members of the security forces", None, None, None),
    ],
)
def test_noun_tells_what_is_counted(phrase: str, of: str | None, unit: str | None, kind: str | None) -> None:
    found = counted.look_up(phrase)
    assert (found and (found.of, found.unit, found.kind)) == (None if of is None else (of, unit, kind))


def test_phrase_with_of_is_read_from_its_head() -> None:
    found = counted.phrase_from(["members", "of", "the", "security", "forces", "fled"])
    assert found is not None
    assert (found[0].of, found[1]) == ("soldiers", 5)


def test_lexicon_is_large_and_sorted() -> None:
    phrases = [row.phrase for row in counted.rows()]
    assert len(phrases) >= 300
    assert phrases == sorted(set(phrases))
