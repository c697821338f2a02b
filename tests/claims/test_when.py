"""When an event was: the time of its own clause, never the day on which somebody spoke."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dateline.records import Claim

Code = Callable[..., tuple[Claim, ...]]
Single = Callable[..., Claim]


@pytest.mark.parametrize(
    ("text", "event", "start", "end"),
    [
        ("Shells hit a bakery in Kherson on Tuesday.", "shelling", "2024-05-14", "2024-05-14"),
        ("On Tuesday, shells hit a bakery in Kherson.", "shelling", "2024-05-14", "2024-05-14"),
        ("Shells hit a bakery in Kherson on Tuesday morning.", "shelling", "2024-05-14", "2024-05-14"),
        ("Shells hit a bakery in Kherson yesterday.", "shelling", "2024-05-14", "2024-05-14"),
        ("Shells hit a bakery in Kherson two days ago.", "shelling", "2024-05-13", "2024-05-13"),
        ("Shells hit a bakery in Kherson on 3 May.", "shelling", "2024-05-03", "2024-05-03"),
        ("Shells hit a bakery in Kherson on May 3, 2022.", "shelling", "2022-05-03", "2022-05-03"),
        ("Shells hit a bakery in Kherson in March.", "shelling", "2024-03-01", "2024-03-31"),
        ("Shells hit a bakery in Kherson in 2022.", "shelling", "2022-01-01", "2022-12-31"),
        ("Tuesday's shelling of Kherson killed two people.", "shelling", "2024-05-14", "2024-05-14"),
        ("The shelling of Kherson on Tuesday killed two people.", "shelling", "2024-05-14", "2024-05-14"),
        ("Two people were killed on Tuesday when shells hit Kherson.", "shelling", "2024-05-14", "2024-05-14"),
        ("Peace talks will resume in Geneva on Friday.", "negotiation", "2024-05-17", "2024-05-17"),
    ],
)
def test_time_of_an_event(single: Single, text: str, event: str, start: str, end: str) -> None:
    time = single(text, event).time
    assert time is not None
    assert (time.start, time.end) == (start, end)


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("Shells hit a bakery in Kherson, the mayor said on Sunday.", "shelling"),
        ("The mayor said on Sunday that shells had hit a bakery in Kherson.", "shelling"),
        ("On Sunday the mayor said that shells had hit a bakery in Kherson.", "shelling"),
        ("A resident told Reuters on Sunday that shells had hit a bakery in Kherson.", "shelling"),
        ("The army said on Thursday that its troops had entered Nyala.", "advance"),
    ],
)
def test_the_day_of_speaking_dates_no_event(single: Single, text: str, event: str) -> None:
    assert single(text, event).time is None


@pytest.mark.parametrize(
    ("text", "event", "day"),
    [
        ("Shells hit a bakery in Kherson on Friday, the mayor said on Sunday.", "shelling", "2024-05-10"),
        ("The mayor said on Sunday that shells had hit a bakery in Kherson on Friday.", "shelling", "2024-05-10"),
        ("The army said on Thursday that it shelled Nyala on Friday.", "shelling", "2024-05-10"),
    ],
)
def test_of_two_days_the_one_of_the_event_holds(single: Single, text: str, event: str, day: str) -> None:
    time = single(text, event).time
    assert time is not None
    assert (time.start, time.end) == (day, day)


@pytest.mark.parametrize(
    ("text", "event", "day"),
    [
        ("The Union on Thursday condemned the killing of 15 farmers in Borno.", "killing", None),
        ("Shops stayed closed on Monday after the ambush in Bilozerka that claimed 13 lives.", "attack", None),
        ("Schools reopened on Tuesday following the shelling of Kherson that killed two people.", "shelling", None),
        ("The Union condemned Tuesday's killing of 15 farmers in Borno.", "killing", "2024-05-14"),
        ("Ten people were hurt on Monday after shells hit a market in Kherson.", "shelling", "2024-05-13"),
        (
            "Soldiers shot six people in Sagaing and set fire to most houses, villagers and a group said on Monday.",
            "shooting",
            None,
        ),
    ],
)
def test_the_day_of_what_followed_is_not_that_of_the_deed(
    single: Single, text: str, event: str, day: str | None
) -> None:
    time = single(text, event).time
    assert (time.start if time else None) == day


def test_of_two_tolls_a_day_apart_each_is_a_claim_and_the_first_alone_has_the_day(code: Code) -> None:
    claims = code("Gunmen killed nine people on Tuesday, a day after 22 people were massacred at a camp.")
    told = {c.figures[0].best: c.time.start if c.time else None for c in claims if c.event == "killing"}
    assert told == {9: "2024-05-14", 22: None}


def test_two_events_of_a_sentence_have_each_their_own_day(code: Code) -> None:
    claims = code("Jets bombed Idlib on Monday, and shells hit a bakery in Kherson on Tuesday.")
    days = {c.event: c.time.start for c in claims if c.time}
    assert days == {"airstrike": "2024-05-13", "shelling": "2024-05-14"}


def test_a_year_that_only_names_a_deal_dates_nothing(code: Code) -> None:
    claims = code("The army shelled Kassala despite the 2017 deal.")
    assert [c.time for c in claims if c.event == "shelling"] == [None]


def test_a_year_that_dates_a_deal_dates_no_advance_beside_it(code: Code) -> None:
    text = "The army shelled two posts near Kassala, part of a deal in 2017 with the rebels."
    assert [c.time for c in code(text) if c.event == "shelling"] == [None]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Shells hit a bakery in Kherson on Tuesday.", "XXXX-WXX-2"),
        ("Shells hit a bakery in Kherson on 3 May.", "XXXX-05-03"),
    ],
)
def test_without_a_day_of_publication_the_words_keep_their_value_and_no_date(
    single: Single, text: str, value: str
) -> None:
    time = single(text, "shelling", published=None).time
    assert time is not None
    assert (time.start, time.end, time.anchor, time.value) == (None, None, None, value)


def test_a_full_date_needs_no_anchor(single: Single) -> None:
    time = single("Shells hit a bakery in Kherson on May 3, 2022.", "shelling", published=None).time
    assert time is not None
    assert (time.start, time.anchor) == ("2022-05-03", "text")


@pytest.mark.parametrize(
    "text",
    ["Shells hit a bakery in Kherson.", "The shelling of Kherson lasted for six hours."],
)
def test_no_time_where_the_text_gives_none(single: Single, text: str) -> None:
    assert single(text, "shelling").time is None


@pytest.mark.parametrize(
    ("text", "event", "day"),
    [
        ("France on Tuesday condemned the abduction of 130 pupils in Kuriga.", "abduction", None),
        ("France condemned on Tuesday the shelling of Tyre.", "shelling", None),
        ("France on Tuesday condemned the shelling of Tyre on Monday.", "shelling", "2024-05-13"),
        ("Drones struck a bus carrying miners in Kherson on Tuesday.", "drone_strike", "2024-05-14"),
        ("On 4 May shells hit Goma, and a week later gunmen burned a school in Bunia.", "destruction", "2024-05-11"),
    ],
)
def test_the_day_of_a_condemnation_is_not_that_of_the_deed(code: Code, text: str, event: str, day: str | None) -> None:
    (claim,) = [claim for claim in code(text) if claim.event == event]
    assert (claim.time.start if claim.time is not None else None) == day
