"""Counts of families, of none, and numbers that go on with what was counted before."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dateline.records import Claim

Code = Callable[..., tuple[Claim, ...]]


@pytest.mark.parametrize(
    ("text", "event", "figures"),
    [
        ("A mortar round killed a family of six in Taiz.", "shelling", [("killed", "people", 6)]),
        (
            "The strike killed a couple and their three children.",
            "attack",
            [("killed", "people", 2), ("killed", "children", 3)],
        ),
        (
            "Shells wounded his wife and grandson in Nikopol.",
            "shelling",
            [("injured", "women", 1), ("injured", "children", 1)],
        ),
        ("None of the 12 sailors was hurt when the ship was struck.", "attack", [("injured", "people", 0)]),
        (
            "Ten people were killed in Kadugli, seven in Dilling and four in Talodi.",
            "killing",
            [("killed", "people", 10), ("killed", "people", 7), ("killed", "people", 4)],
        ),
        (
            "Aircraft carried out four raids on the airport and two on the port.",
            "airstrike",
            [("strikes", "strikes", 4), ("strikes", "strikes", 2)],
        ),
        ("Two soldiers were killed in clashes near Rutshuru.", "clash", [("killed", "soldiers", 2)]),
        ("The brigade lost 40 soldiers.", "casualties", [("casualties", "soldiers", 40)]),
        ("The number of people killed rose from 19 to 23.", "killing", [("killed", "people", 23)]),
        ("More than 100 houses were torched.", "destruction", [("destroyed", "homes", 100)]),
    ],
)
def test_counts(code: Code, text: str, event: str, figures: list[tuple[str, str, int]]) -> None:
    found = [c for c in code(text) if c.event == event]
    assert [(f.measure, f.of, f.n) for c in found for f in c.figures] == figures


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("A peacekeeper from Tanzania was killed in Bangui.", ["Bangui"]),
        (
            "Gunmen killed 20 villagers in Solhan and Seytenga, in the Sahel region of Burkina Faso.",
            ["Solhan", "Seytenga"],
        ),
        ("Fighters killed 12 civilians in Sake, Goma, and Kibumba in DR Congo.", ["Sake", "Goma", "Kibumba"]),
    ],
)
def test_sites(code: Code, text: str, names: list[str]) -> None:
    sites = [p.name for c in code(text) for p in c.places if p.role == "site" and p.precision != 4]
    assert sites == names


def test_the_days_after_a_part_of_the_day_date_the_event(code: Code) -> None:
    claims = code("Fighting broke out in Pissila overnight on 17-18 March.")
    assert [(c.time.start, c.time.end) for c in claims if c.time is not None] == [("2024-03-17", "2024-03-18")]
