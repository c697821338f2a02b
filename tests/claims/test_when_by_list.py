"""Each kind of time expression that news uses, as the day of an event, through the whole coder."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dateline.records import Claim

Single = Callable[..., Claim]

# Published on Wednesday 15 May 2024.
TIMES = [
    ("on 3 May", "2024-05-03", "2024-05-03"),
    ("on May 3, 2022", "2022-05-03", "2022-05-03"),
    ("on 2022-05-03", "2022-05-03", "2022-05-03"),
    ("on Tuesday", "2024-05-14", "2024-05-14"),
    ("overnight", "2024-05-14", "2024-05-15"),
    ("at dawn on Tuesday", "2024-05-14", "2024-05-14"),
    ("on Tuesday evening", "2024-05-14", "2024-05-14"),
    ("last weekend", "2024-05-11", "2024-05-12"),
    ("last week", "2024-05-06", "2024-05-12"),
    ("in the first week of May", "2024-05-01", "2024-05-07"),
    ("in March", "2024-03-01", "2024-03-31"),
    ("in mid-March", "2024-03-11", "2024-03-20"),
    ("in the third quarter of 2023", "2023-07-01", "2023-09-30"),
    ("in the spring of 2022", "2022-03-01", "2022-05-31"),
    ("in early 2015", "2015-01-01", "2015-04-30"),
    ("in 2022", "2022-01-01", "2022-12-31"),
    ("in the 1990s", "1990-01-01", "1999-12-31"),
    ("from 5 to 9 May", "2024-05-05", "2024-05-09"),
    ("in 2016-19", "2016-01-01", "2019-12-31"),
    ("between June and August 2014", "2014-06-01", "2014-08-31"),
    ("since April", "2024-04-01", "2024-05-15"),
    ("over the past week", "2024-05-08", "2024-05-15"),
    ("in the past week alone", "2024-05-08", "2024-05-15"),
    ("at the end of 2019", "2019-12-01", "2019-12-31"),
    ("during Ramadan 2018", "2018-05-16", "2018-06-14"),
    ("during Ramadan", "2024-03-11", "2024-04-09"),
    ("on Eid al-Fitr in 2018", "2018-06-15", "2018-06-17"),
    ("on Orthodox Christmas", "2024-01-07", "2024-01-07"),
    ("on Nowruz", "2024-03-20", "2024-03-20"),
]


@pytest.mark.parametrize(("words", "start", "end"), TIMES)
def test_an_event_is_dated_by_the_words_of_its_clause(single: Single, words: str, start: str, end: str) -> None:
    time = single(f"Shells hit a bakery in Kherson {words}.", "shelling").time
    assert time is not None
    assert (time.start, time.end) == (start, end)


@pytest.mark.parametrize("words", [words for words, _, _ in TIMES if not any(c.isdigit() for c in words)])
def test_without_a_day_of_publication_it_stays_open(single: Single, words: str) -> None:
    time = single(f"Shells hit a bakery in Kherson {words}.", "shelling", published=None).time
    assert time is not None
    assert (time.start, time.end, time.anchor) == (None, None, None)


@pytest.mark.parametrize(
    ("place", "words", "start"),
    [
        ("Kharkiv, Ukraine", "at the start of winter", "2023-12-01"),
        ("Durban, South Africa", "at the start of winter", "2023-06-01"),
        ("Durban, South Africa", "in the winter of 2018", "2018-06-01"),
        ("Beira, Mozambique", "in the summer of 2018", "2018-12-01"),
        ("Mosul, Iraq", "in the summer of 2018", "2018-06-01"),
    ],
)
def test_the_place_tells_which_winter_is_meant(single: Single, place: str, words: str, start: str) -> None:
    time = single(f"Shells hit a bakery in {place}, {words}.", "shelling").time
    assert time is not None
    assert time.start == start


@pytest.mark.parametrize(
    "words",
    ["for three days", "for six hours", "for almost two weeks", "every day", "daily", "for months"],
)
def test_a_duration_or_a_repetition_dates_no_event(single: Single, words: str) -> None:
    assert (lambda time: time is None or time.start is None)(
        single(f"Government forces shelled Kherson {words}.", "shelling").time
    )


@pytest.mark.parametrize(
    ("text", "event", "day"),
    [
        ("The ministry said on Sunday that strikes on Saturday killed four people.", "killing", "2024-05-11"),
        ("Strikes on Saturday killed four people, the ministry said on Sunday.", "attack", "2024-05-11"),
        ("On Friday the mayor told reporters that shells had hit a bakery on Thursday.", "shelling", "2024-05-09"),
        ("Rebels, who met on Monday, shelled the town on Tuesday.", "shelling", "2024-05-14"),
    ],
)
def test_the_day_is_the_clauses_and_not_the_speakers(single: Single, text: str, event: str, day: str) -> None:
    time = single(text, event).time
    assert time is not None
    assert (time.start, time.end) == (day, day)


@pytest.mark.parametrize(
    ("text", "event", "start", "end"),
    [
        ("Peace talks will resume in Geneva next week.", "negotiation", "2024-05-20", "2024-05-26"),
        ("Peace talks will resume in Geneva next month.", "negotiation", "2024-06-01", "2024-06-30"),
        ("Peace talks will resume in Geneva next Friday.", "negotiation", "2024-05-17", "2024-05-17"),
        ("Peace talks will resume in Geneva in March.", "negotiation", "2025-03-01", "2025-03-31"),
        ("Peace talks resumed in Geneva in March.", "negotiation", "2024-03-01", "2024-03-31"),
    ],
)
def test_tense_and_next_tell_whether_a_time_lies_ahead(
    single: Single, text: str, event: str, start: str, end: str
) -> None:
    time = single(text, event).time
    assert time is not None
    assert (time.start, time.end) == (start, end)


@pytest.mark.parametrize(
    ("text", "event", "scope", "period"),
    [
        (
            "At least 300 people have been killed in Nyala since April.",
            "killing",
            "cumulative",
            ("2024-04-01", "2024-05-15"),
        ),
        ("Shelling has killed 68 people in Nyala since 2022.", "shelling", "cumulative", ("2022-01-01", "2024-05-15")),
        ("Airstrikes killed 40 people in Nyala in the past week.", "airstrike", "flow", ("2024-05-08", "2024-05-15")),
        ("Shelling killed 12 people in Nyala over the past month.", "shelling", "flow", ("2024-04-15", "2024-05-15")),
        ("Shells killed 12 people in Nyala on Tuesday.", "shelling", "event", None),
    ],
)
def test_the_period_of_a_figure_is_its_own_field(
    single: Single, text: str, event: str, scope: str, period: tuple[str, str] | None
) -> None:
    (figure,) = single(text, event).figures
    found = None if figure.period is None else (figure.period.start, figure.period.end)
    assert (figure.scope, found) == (scope, period)
