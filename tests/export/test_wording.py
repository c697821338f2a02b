"""How values read to a person."""

from __future__ import annotations

import pytest

from dateline.export import wording
from dateline.records import Figure, Participant, Place, Source, Span, Time

MENTION = Span(0, 5, "words")


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        ("2019-12-21", "2019-12-21", "Sat 21 Dec 2019"),
        ("2019-12-15", "2019-12-22", "Sun 15 Dec 2019 to Sun 22 Dec 2019"),
        ("2019-04-01", None, "since Mon 1 Apr 2019"),
        (None, "2019-04-30", "until Tue 30 Apr 2019"),
        (None, None, ""),
        ("2019-12-21T10:30:00Z", None, "since Sat 21 Dec 2019"),
        ("soon", "soon", "soon"),
    ],
)
def test_days(start: str | None, end: str | None, words: str) -> None:
    assert wording.span_of_days(start, end) == words


@pytest.mark.parametrize(
    ("low", "best", "high", "words"),
    [
        (8, 8, 8, "8"),
        (8, 8, None, "low 8, best 8, high open"),
        (None, None, 8, "low open, best open, high 8"),
        (100_000, 100_000, 200_000, "low 100,000, best 100,000, high 200,000"),
        (0, 0, 0, "0"),
        (None, None, None, "no number"),
        (2.5, 2.5, 2.5, "2.5"),
    ],
)
def test_bounds(low: float | None, best: float | None, high: float | None, words: str) -> None:
    assert wording.bounds(low, best, high) == words


@pytest.mark.parametrize(
    ("figure", "words"),
    [
        (
            Figure(measure="killed", of="people", quantifier="vague", mention=MENTION, low=12, best=12, high=24),
            "killed (people): “words” = low 12, best 12, high 24",
        ),
        (
            Figure(measure="killed", of="women", quantifier="exact", mention=MENTION, low=3, best=3, high=3, part_of=0),
            "killed (women): “words” = 3 [part of another number of this claim]",
        ),
        (
            Figure(measure="strikes", of="strikes", quantifier="about", mention=MENTION, n=8, low=8, best=8, high=8),
            "strikes: “words” = 8 [about]",
        ),
        (
            Figure(measure="captured", of="villages", quantifier="more_than", mention=MENTION, n=20, low=20, best=20),
            "captured (villages): “words” = low > 20, best 20, high open",
        ),
    ],
)
def test_figures_keep_their_words(figure: Figure, words: str) -> None:
    assert wording.figure_words(figure) == words


@pytest.mark.parametrize(
    ("place", "words"),
    [
        (Place(role="site", mention=MENTION, name="Oresk", country="SYR", latitude=1.0, precision=1), "Oresk, Syria"),
        (
            Place(role="site", mention=MENTION, name="Idlib", admin1="Idlib", country="SYR", latitude=1.0, precision=4),
            "Idlib, Syria (province)",
        ),
        (
            Place(role="site", mention=MENTION, name="Idlib", relation="east of", latitude=1.0, precision=2),
            "east of Idlib",
        ),
        (Place(role="origin", mention=MENTION), "from words (not on the map)"),
        (Place(role="destination", mention=MENTION, name="Syria", country="SYR", precision=6), "to Syria (country)"),
    ],
)
def test_places(place: Place, words: str) -> None:
    assert wording.place_words(place) == words


@pytest.mark.parametrize(
    ("time", "words"),
    [
        (None, ""),
        (Time(), ""),
        (Time(mention=MENTION, value="XXXX-WXX-6"), "“words” (which day is not known)"),
        (Time(mention=MENTION, start="2019-12-21", end="2019-12-21"), "Sat 21 Dec 2019 (“words”)"),
        (Time(start="2019-12-21", end="2019-12-21"), "Sat 21 Dec 2019"),
    ],
)
def test_times(time: Time | None, words: str) -> None:
    assert wording.time_words(time) == words


@pytest.mark.parametrize(
    ("participant", "words"),
    [
        (Participant(role="actor", mention=Span(0, 8, "The army"), name="army", party="SYR:MIL"), "The army [SYR:MIL]"),
        (
            Participant(role="actor", mention=Span(0, 2, "It"), name="army", kind="state_forces"),
            "It = army [state forces]",
        ),
        (Participant(role="victim", mention=MENTION, name="words", country="SYR"), "words [Syria]"),
        (Participant(role="victim", mention=MENTION, name="words"), "words"),
    ],
)
def test_participants(participant: Participant, words: str) -> None:
    assert wording.participant_words(participant) == words


@pytest.mark.parametrize(
    ("source", "words"),
    [
        (
            Source(mention=MENTION, name="words", kind="civilians", count=2, anonymous=True),
            "words (civilians, 2 of them, not named)",
        ),
        (Source(mention=MENTION, name="words", kind="aid", count=1), "words (aid, one)"),
        (Source(mention=MENTION, name="words"), "words"),
    ],
)
def test_sources(source: Source, words: str) -> None:
    assert wording.source_words(source) == words


@pytest.mark.parametrize(
    ("text", "words"),
    [("a\x1b[31m\nb", "a[31m b"), ("\u202egone", "gone"), ("  a \t b ", "a b"), ("\x00\x9b", "")],
)
def test_signs_that_a_screen_obeys_are_left_out(text: str, words: str) -> None:
    assert wording.clean(text) == words
