"""How many: each number with its measure, what is counted, its bounds, its whole and its scope."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dateline.records import Claim

Code = Callable[..., tuple[Claim, ...]]
Single = Callable[..., Claim]


def counts(claim: Claim) -> list[tuple[str, float | None]]:
    return [(f.measure, f.n) for f in claim.figures]


@pytest.mark.parametrize(
    ("text", "event", "expected"),
    [
        ("Shelling killed eight people in Nyala.", "shelling", [("killed", 8)]),
        ("Eight people were killed by shelling in Nyala.", "shelling", [("killed", 8)]),
        ("The shelling of Nyala left eight people dead.", "shelling", [("killed", 8)]),
        ("Shells hit Nyala, killing eight people.", "shelling", [("killed", 8)]),
        ("Shells hit Nyala, leaving eight dead.", "shelling", [("killed", 8)]),
        ("Eight people died in the shelling of Nyala.", "shelling", [("killed", 8)]),
        ("Rockets wounded 30 children in Nyala.", "shelling", [("injured", 30)]),
        ("Eight killed in shelling of Nyala", "shelling", [("killed", 8)]),
        (
            "Shells hit Nyala, killing eight people and wounding 30.",
            "shelling",
            [("killed", 8), ("injured", 30)],
        ),
        (
            "A blast in Kabul killed four soldiers and injured a dozen civilians.",
            "bombing",
            [("killed", 4), ("injured", 12)],
        ),
        ("Gunmen abducted 40 children from a school in Kaduna.", "abduction", [("abducted", 40)]),
        ("Police arrested 30 students in Khartoum.", "detention", [("detained", 30)]),
        ("Fighting displaced 2,000 families in Ituri.", "displacement", [("displaced", 2000)]),
        ("Some 9,000 people fled from Bunia.", "displacement", [("displaced", 9000)]),
        ("About 300 families returned to Mosul.", "return", [("returned", 300)]),
        ("Soldiers burned 40 homes in the village.", "destruction", [("destroyed", 40)]),
        ("Rebels captured six villages near Goma.", "capture", [("captured", 6)]),
        ("Militants ambushed a patrol near Djibo, killing 12 soldiers.", "attack", [("killed", 12)]),
        ("Insurgents blew up two bridges near Pemba.", "bombing", [("destroyed", 2)]),
        ("The bodies of 14 villagers were found near Bunia.", "casualties", [("killed", 14)]),
        ("Overnight shelling of Kramatorsk wounded three.", "shelling", [("injured", 3)]),
        ("Police detained six men, including two foreigners.", "detention", [("detained", 6), ("detained", 2)]),
        ("The militants beheaded two fishermen.", "killing", [("killed", 2)]),
    ],
)
def test_measure_and_number(single: Single, text: str, event: str, expected: list[tuple[str, float]]) -> None:
    assert counts(single(text, event)) == expected


@pytest.mark.parametrize(
    ("text", "of"),
    [
        ("Shelling killed eight children in Nyala.", "children"),
        ("Shelling killed eight women in Nyala.", "women"),
        ("Shelling killed eight soldiers in Nyala.", "soldiers"),
        ("Shelling killed eight journalists in Nyala.", "journalists"),
        ("Shelling killed eight aid workers in Nyala.", "aid_workers"),
        ("Shelling killed eight nurses in Nyala.", "health_workers"),
        ("Shelling killed eight in Nyala.", "people"),
        ("Shelling killed eight civilians in Nyala.", "civilians"),
        ("Shelling killed eight militants in Nyala.", "fighters"),
    ],
)
def test_what_is_counted(single: Single, text: str, of: str) -> None:
    assert [f.of for f in single(text, "shelling").figures] == [of]


@pytest.mark.parametrize(
    ("number", "quantifier", "bounds"),
    [
        ("eight", "exact", (8, 8, 8)),
        ("at least eight", "at_least", (8, 8, None)),
        ("more than eight", "more_than", (8, 8, None)),
        ("up to eight", "up_to", (None, None, 8)),
        ("nearly eight", "less_than", (None, 8, 8)),
        ("about eight", "about", (8, 8, 8)),
        ("several", "vague", (2, 2, None)),
        ("dozens of", "vague", (12, 12, 24)),
        ("hundreds of", "vague", (100, 100, 200)),
        ("two dozen", "exact", (24, 24, 24)),
    ],
)
def test_bounds_follow_the_words(
    single: Single, number: str, quantifier: str, bounds: tuple[float | None, ...]
) -> None:
    (figure,) = single(f"Shelling killed {number} people in Nyala.", "shelling").figures
    assert (figure.quantifier, (figure.low, figure.best, figure.high)) == (quantifier, bounds)
    assert number.removesuffix(" of") in figure.mention.text


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Shelling killed eight people, including three children, in Nyala.", [None, 0]),
        ("Shelling killed eight people, three of them children, in Nyala.", [None, 0]),
        ("Shelling killed eight people, among them three children, in Nyala.", [None, 0]),
        ("Shelling killed eight people, including three women and two children, in Nyala.", [None, 0, 0]),
        ("Shelling killed eight people and wounded three children in Nyala.", [None, None]),
        ("Shelling killed three women and two children in Nyala.", [None, None]),
    ],
)
def test_a_part_points_at_its_whole(single: Single, text: str, parts: list[int | None]) -> None:
    assert [f.part_of for f in single(text, "shelling").figures] == parts


@pytest.mark.parametrize(
    ("text", "event", "scope"),
    [
        ("Shelling killed eight people in Nyala on Monday.", "shelling", "event"),
        ("Shelling has killed 68 people in Nyala since April.", "shelling", "cumulative"),
        ("Some 4,000 people fled from Bunia in the past week.", "displacement", "flow"),
        ("About 9,000 displaced people remain in Bunia.", "displacement", "stock"),
    ],
)
def test_scope(single: Single, text: str, event: str, scope: str) -> None:
    assert [f.scope for f in single(text, event).figures] == [scope]


def test_a_running_total_keeps_its_period(single: Single) -> None:
    (figure,) = single("Shelling has killed 68 people in Nyala since April.", "shelling").figures
    assert figure.period is not None
    assert figure.period.start == "2024-04-01"


def test_no_casualties_is_a_figure_of_none(code: Code) -> None:
    figures = [f for c in code("A rocket hit a field near Sderot, and no one was hurt.") for f in c.figures]
    assert [(f.quantifier, f.low, f.best, f.high) for f in figures] == [("none_reported", 0, 0, 0)]


def test_others_come_on_top(single: Single) -> None:
    claim = single("Shells hit Nyala, killing eight people and wounding 30 others.", "shelling")
    assert [f.additive for f in claim.figures] == [False, True]


@pytest.mark.parametrize(
    "text",
    [
        "The 45-year-old mayor said that shells had hit the town.",
        "The army shelled Nyala with 120 mm mortars.",
        "The shelling of Nyala lasted for six hours.",
    ],
)
def test_what_counts_no_harm_is_no_figure(single: Single, text: str) -> None:
    assert single(text, "shelling").figures == ()


def test_numbers_of_two_events_stay_apart(code: Code) -> None:
    claims = {
        c.event: counts(c) for c in code("Jets bombed Idlib, killing four people, and police arrested 30 students.")
    }
    assert claims["airstrike"] == [("killed", 4)]
    assert claims["detention"] == [("detained", 30)]


@pytest.mark.parametrize(
    ("text", "event", "expected"),
    [
        ("The driver died in Nyala.", "casualties", [("killed", 1)]),
        ("Gunmen killed Nasir Qadhi, a financier, near Marib.", "killing", [("killed", 1)]),
        ("The bombing in Idlib killed or wounded more than 200 people.", "bombing", [("casualties", 200)]),
        ("Six people died in Nyala, bringing the total to 29.", "casualties", [("killed", 6), ("killed", 29)]),
        ("The ministry lowered the death toll in Nyala from 31 to 24.", "casualties", [("killed", 24)]),
        ("The dead included three women and an infant.", "casualties", [("killed", 3), ("killed", 1)]),
        ("The 2013 bombing of a hospital in Sanaa killed nine people.", "bombing", [("killed", 9)]),
        ("Aircraft dropped 24 bombs on a depot near Sinjar.", "airstrike", [("other", 24)]),
    ],
)
def test_victims_without_a_number_totals_and_munitions(
    single: Single, text: str, event: str, expected: list[tuple[str, float | None]]
) -> None:
    assert counts(single(text, event)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Shells hit Kutum. A nurse said 12 of the dead were women.", ("women", 12)),
        ("Shells hit Kutum. Two of the dead were children.", ("children", 2)),
        ("Shells hit Kutum. Most of the dead were pupils, a teacher said.", ("students", None)),
    ],
)
def test_a_number_of_the_dead_counts_what_they_were(code: Code, text: str, expected: tuple[str, int | None]) -> None:
    assert [(f.of, f.n) for f in code(text)[-1].figures] == [expected]


def test_a_noun_in_quotation_marks_is_counted(code: Code) -> None:
    (claim,) = code("The army said eight soldiers and more than 40 “terrorists” were killed in a clash near Djibo.")
    assert [(f.of, f.n) for f in claim.figures] == [("soldiers", 8), ("fighters", 40)]


@pytest.mark.parametrize(
    ("text", "n"),
    [
        ("Norway will provide nearly $100 million in new aid to Sudan.", 100_000_000),
        ("The ministry has responded with over $135 million for humanitarian assistance.", 135_000_000),
    ],
)
def test_a_sum_measures_what_is_given(code: Code, text: str, n: float) -> None:
    (claim,) = code(text)
    assert [(f.measure, f.unit, f.n) for f in claim.figures] == [("other", "money", n)]


def test_a_sum_beside_a_killing_measures_nothing(code: Code) -> None:
    (claim,) = code("Gunmen killed two bankers in Goma and the bank offered $5,000 for their names.")
    assert [(f.measure, f.n) for f in claim.figures] == [("killed", 2)]


@pytest.mark.parametrize(
    ("text", "event", "figures"),
    [
        ("Two of our ambulances came under fire near Zalingei.", "attack", [("attacked", 2)]),
        ("A boy was hit by a stray bullet in Tibu.", "attack", [("injured", 1)]),
        ("The army killed eleven rebels and took three prisoner near Sama.", "detention", [("detained", 3)]),
        ("His daughter was rushed to hospital with burns.", "casualties", [("injured", 1)]),
        (
            "The brigade destroyed two tanks and a mortar near Orikhiv.",
            "destruction",
            [("destroyed", 2), ("destroyed", 1)],
        ),
        ("The brigade destroyed the tank.", "destruction", []),
    ],
)
def test_who_is_hit_taken_or_brought_in_is_counted(
    single: Callable[..., Claim], text: str, event: str, figures: list[tuple[str, float]]
) -> None:
    assert [(figure.measure, figure.n) for figure in single(text, event).figures] == figures


@pytest.mark.parametrize(
    ("text", "event", "expected"),
    [
        ("Among the dead were two nurses.", "casualties", [("killed", 2)]),
        ("Nine pupils were among those wounded in the shelling of Nyala.", "shelling", [("injured", 9)]),
        ("Two of the miners did not survive.", "casualties", [("killed", 2)]),
        ("Gunmen marched fourteen farmers into the forest.", "abduction", [("abducted", 14)]),
        ("The camp shelters 12,000 people.", "displacement", [("displaced", 12000)]),
    ],
)
def test_who_is_counted_in_other_words(
    single: Single, text: str, event: str, expected: list[tuple[str, float]]
) -> None:
    assert [(figure.measure, figure.n) for figure in single(text, event).figures] == expected


def test_what_a_stadium_holds_is_no_count_of_the_displaced(code: Code) -> None:
    assert code("The stadium holds 40,000 people.") == ()


def test_a_toll_that_somebody_else_puts_is_theirs(code: Code) -> None:
    claims = code("The governor said 12 had died, but a doctor at the hospital in Derna put the toll at 20.")
    assert [([s.name for s in c.attribution.sources], counts(c)) for c in claims] == [
        (["governor"], [("killed", 12)]),
        (["doctor"], [("killed", 20)]),
    ]


def test_what_a_speaker_goes_on_to_say_is_counted(code: Code) -> None:
    claims = code("Nine bodies were found, said Jean Lobo, who heads a union in Bunia, and 17 people are missing.")
    assert [counts(c) for c in claims] == [[("killed", 9)], [("missing", 17)]]
    assert {s.name for c in claims for s in c.attribution.sources} == {"Jean Lobo"}


def test_a_running_total_is_not_the_toll_of_the_event(single: Single) -> None:
    claim = single("Four people were killed in Rafah, bringing the toll since Oct. 7 to 37,396.", "killing")
    assert [(f.n, f.scope) for f in claim.figures] == [(4, "event"), (37396, "cumulative")]
    assert claim.time is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Police shot dead two protesters in Khartoum.", [("killed", 2)]),
        ("Nine others were wounded, two of them seriously, and vehicles were burnt.", [("injured", 9), ("injured", 2)]),
        ("Soldiers burned six people in a village near Gao.", [("casualties", 6)]),
    ],
)
def test_people_are_never_destroyed(code: Code, text: str, expected: list[tuple[str, float]]) -> None:
    assert [row for claim in code(text) for row in counts(claim)] == expected


def test_the_last_of_a_list_of_things_is_broken_like_the_first(single: Single) -> None:
    claim = single("U.S. forces destroyed four radars, one surface vessel and one drone near Hodeidah.", "destruction")
    assert counts(claim) == [("destroyed", 4), ("destroyed", 1), ("destroyed", 1)]


def test_who_was_taken_and_freed_is_counted_where_the_speaker_goes_on(code: Code) -> None:
    taken, freed = code(
        "Two aid workers were abducted by gunmen near Djibo and freed on Wednesday, the charity said, declining to say "
        "whether a ransom had been paid."
    )
    assert (taken.event, freed.event) == ("abduction", "release")
    assert counts(taken) == [("abducted", 2)]


@pytest.mark.parametrize(
    ("text", "event", "expected"),
    [
        (
            "The Office documented the killing of 23 civilians, including seven women, in Rutshuru.",
            "killing",
            [("killed", 23), ("killed", 7)],
        ),
        (
            "The bishop denounced the murder of two teachers and three pupils.",
            "killing",
            [("killed", 2), ("killed", 3)],
        ),
        ("The council deplored the wounding of three peacekeepers.", "casualties", [("injured", 3)]),
        ("Two ambulances were hit by gunfire in Tulkarm.", "shooting", [("attacked", 2)]),
    ],
)
def test_who_a_noun_of_harm_is_of_is_counted(
    single: Single, text: str, event: str, expected: list[tuple[str, float]]
) -> None:
    assert counts(single(text, event)) == expected


def test_deaths_of_a_week_are_not_those_of_the_day(single: Single) -> None:
    claim = single("At least nine residents were killed, bringing to 31 the number of deaths this week.", "killing")
    assert [(f.n, f.scope) for f in claim.figures] == [(9, "event"), (31, "cumulative")]


def test_bombers_that_are_shot_down_are_aircraft(single: Single) -> None:
    (figure,) = single("Ukrainian forces shot down two Su-34 bombers over the Black Sea.", "attack").figures
    assert (figure.measure, figure.of, figure.n) == ("destroyed", "aircraft", 2)


def test_who_is_buried_was_not_killed_by_what_struck_the_funeral(single: Single) -> None:
    claim = single(
        "The funeral of a Hezbollah fighter killed on Tuesday was struck by two missiles, state media said, wounding "
        "12 mourners.",
        "missile_strike",
    )
    assert counts(claim) == [("strikes", 2), ("injured", 12)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Four of the wounded died in hospital, the army said.", [("killed", 4)]),
        ("At least 35 people were killed in Goma, officials said, raising an earlier toll of 18.", [("killed", 35)]),
        ("A reporter saw the bodies of four children at a hospital in Goma.", [("killed", 4)]),
    ],
)
def test_who_died_of_wounds_and_what_is_raised(code: Code, text: str, expected: list[tuple[str, float]]) -> None:
    assert [row for claim in code(text) for row in counts(claim)] == expected
