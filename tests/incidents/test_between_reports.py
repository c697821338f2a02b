"""What two reports must say for their tellings to be of one happening: the deed, the night, the region."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from dateline.incidents import fuse
from dateline.records import Claim, Incident, Place, Report

from .conftest import Story

CITY = {"event": "bombing", "trigger": "bomb", "place": "Korvino", "day": "2021-05-02"}
Told = tuple[list[Claim], dict[str, Report]]


def together(one: Told, other: Told) -> list[Incident]:
    return fuse([*one[0], *other[0]], reports={**one[1], **other[1]})


@pytest.mark.parametrize(
    ("first", "then", "incidents"),
    [
        pytest.param("2021-05-02TNI", "2021-05-03", 1, id="a night, told as of the day after"),
        pytest.param("2021-05-02TNI", "2021-05-03TMO", 1, id="a night and the morning after it"),
        pytest.param("2021-05-02TEV", "2021-05-03TNI", 1, id="an evening, told as a night"),
        pytest.param("2021-05-02TEV", "2021-05-03", 2, id="an evening and a day"),
        pytest.param("2021-05-02TEV", "2021-05-03TMO", 2, id="an evening and a morning"),
        pytest.param("2021-05-02TAF", "2021-05-03TNI", 2, id="an afternoon and a night"),
    ],
)
def test_a_night_lies_between_two_days(story: Story, first: str, then: str, incidents: int) -> None:
    one = story(("A bomb went off in Korvino.", {**CITY, "value": first}))
    other = story(("In Korvino a bomb broke windows.", {**CITY, "day": "2021-05-03", "value": then}))
    assert len(together(one, other)) == incidents


@pytest.mark.parametrize(("event", "incidents"), [("attack", 1), ("chemical_attack", 2)])
def test_harm_told_of_both_does_not_make_two_deeds_one(story: Story, event: str, incidents: int) -> None:
    dead = {"event": "casualties", "trigger": "died"}
    one = story(("A bomb went off in Korvino.", CITY), ("Some died.", dead))
    deed: dict[str, Any] = {**CITY, "event": event, "trigger": "deed"}
    other = story(("The deed was done in Korvino.", deed), ("Many died.", dead))
    assert len(together(one, other)) == incidents


def test_a_region_is_compared_with_the_towns_of_its_country(story: Story) -> None:
    claims, reports = story(("A bomb went off at the station of Korvino.", {**CITY, "targets": ["transport"]}))
    town = _at(claims, country="UKR", admin1="Sumy")
    words = "A bomb went off at a station of the south, Korvino, on Sunday."
    wide, others = story((words, {**CITY, "targets": ["transport"]}))
    region = _at(wide, country="UKR", name="the south", precision=5, latitude=None, longitude=None)
    assert len(together((town, reports), (region, others))) == 1


def _at(claims: list[Claim], **facts: Any) -> list[Claim]:
    def there(place: Place) -> Place:
        return replace(place, **facts)

    return [replace(claim, places=tuple(there(place) for place in claim.places)) for claim in claims]
