"""What points back to a deed told before ("the shelling", "the dead", "they fired"), and what parts two deeds."""

from __future__ import annotations

from typing import Any

import pytest

from dateline.incidents import fuse

from .conftest import Story
from .test_fusing import MARKET, SCHOOL, changed, groups

ATTACK = {"event": "attack", "trigger": "attack", "rule": "attack_noun"}
QUIET = ("The road has two lanes and no lamps, and few people take it by night since the toll gate closed.",)
RECALLED = (
    "In March a mine killed 3 soldiers in Belask.",
    {"event": "mine_explosion", "trigger": "killed", "day": "2021-03-02", "place": "Belask"},
)


@pytest.mark.parametrize(
    "later",
    [
        ("The attack was the work of rebels, the army said.", ATTACK),
        ("The first shell landed among the stalls.", {"event": "shelling", "trigger": "landed"}),
        (
            "“They fired at people who had come to buy food,” a baker said.",
            {"event": "shooting", "trigger": "fired", "actor": "the army", "mentions": {"actor": "They"}},
        ),
        ("Three of the dead were children.", {"event": "casualties", "trigger": "dead"}),
        ("The bakery beside it burned.", {"event": "destruction", "trigger": "burned"}),
    ],
    ids=["the attack", "the first shell", "they", "the dead", "damage"],
)
def test_what_points_back_joins_the_deed_before(story: Story, later: tuple[Any, ...]) -> None:
    claims, reports = story(MARKET, (), later)
    assert groups(claims, fuse(claims, reports=reports)) == [["hit", later[1]["trigger"]]]


def test_it_reaches_over_what_lies_between(story: Story) -> None:
    claims, reports = story(MARKET, (), QUIET, (), QUIET, QUIET, (), ("Rebels were blamed for the attack.", ATTACK))
    assert groups(claims, fuse(claims, reports=reports)) == [["hit", "attack"]]


def test_it_means_the_news_and_no_deed_that_is_recalled(story: Story) -> None:
    claims, reports = story(MARKET, (), RECALLED, (), ("Rebels were blamed for the attack.", ATTACK))
    assert groups(claims, fuse(claims, reports=reports)) == [["hit", "attack"], ["killed"]]


def test_it_means_the_deed_of_its_target(story: Story) -> None:
    told = ("The attack on the market came without warning.", {**ATTACK, "targets": ["market"]})
    claims, reports = story(MARKET, SCHOOL, told)
    assert groups(claims, fuse(claims, reports=reports)) == [["hit", "attack"], ["struck"]]


def test_harm_joins_the_nearer_deed_though_an_earlier_one_has_its_number(story: Story) -> None:
    told = ("Eight villagers, 8 in all, were killed there.", {"event": "killing", "trigger": "killed"})
    claims, reports = story(MARKET, (), SCHOOL, (told[0], {**told[1], "figures": [("killed", "people", 8)]}))
    assert groups(claims, fuse(claims, reports=reports)) == [["hit"], ["struck", "killed"]]


def test_what_is_no_weapon_of_the_deed_points_at_nothing(story: Story) -> None:
    words = "Later the army pursued the attackers and shot four of them in Ostrel."
    chase = {"event": "shooting", "trigger": "shot", "place": "Ostrel", "actor": "the army", "target": "the attackers"}
    claims, reports = story(MARKET, (words, {**chase, "mentions": {"target": "attackers"}}))
    assert len(fuse(claims, reports=reports)) == 2


def test_the_missile_forces_are_no_missile(story: Story) -> None:
    words = "Units of the missile forces hit a command post."
    claims, reports = story(SCHOOL, (), (words, {"event": "missile_strike", "trigger": "hit"}))
    assert groups(claims, fuse(claims, reports=reports)) == [["struck"]]


@pytest.mark.parametrize(
    ("words", "parted"),
    [
        ("On Sunday a strike hit the market of Korvino and, hours later, a drone attack hit it.", True),
        ("On Sunday a drone attack hit Korvino hours after a strike.", True),
        ("On Sunday a strike hit the market of Korvino in a drone attack.", False),
    ],
)
def test_words_between_two_deeds_of_a_sentence_part_them(story: Story, words: str, parted: bool) -> None:
    deeds = [
        {"event": event, "trigger": trigger, "place": "Korvino", "day": "2021-05-02", "rule": "attack_noun"}
        for event, trigger in (("attack", "strike"), ("drone_strike", "drone attack"))
    ]
    claims, reports = story((words, *deeds))
    assert (len(fuse(claims, reports=reports)) == 2) is parted


def test_where_the_hurt_were_brought_is_not_where_they_were_hit(story: Story) -> None:
    hurt = {"event": "casualties", "trigger": "wounded", "place": "Belask", "place_role": "destination"}
    claims, reports = story(MARKET, ("The wounded were flown to Belask.", hurt))
    assert groups(claims, fuse(claims, reports=reports)) == [["hit", "wounded"]]


def test_the_hour_of_a_count_parts_nothing(story: Story) -> None:
    dawn = ("The shelling began at dawn.", {"event": "shelling", "trigger": "shelling", "value": "XXXX-XX-XXTMO"})
    toll = ("The toll rose to 15 by evening.", {"event": "casualties", "trigger": "toll", "value": "XXXX-XX-XXTEV"})
    claims, reports = story(MARKET, changed(dawn, rule="shelling_noun"), (toll[0], {**toll[1], "rule": "toll_noun"}))
    assert groups(claims, fuse(claims, reports=reports)) == [["hit", "shelling", "toll"]]


FAR = (QUIET, QUIET, QUIET, QUIET, QUIET, ())
THIEF = ("Soldiers shot a thief.", {"event": "attack", "trigger": "shot", "victim": "a thief"})
COUNT = ("A doctor had seen 8 bodies.", {"event": "casualties", "trigger": "bodies", "victim": "A doctor"})


def test_harm_without_place_or_day_is_of_the_only_happening_told_before_it(story: Story) -> None:
    claims, reports = story(MARKET, *FAR, COUNT)
    incidents = fuse(claims, reports=reports)
    assert groups(claims, incidents) == [["hit", "bodies"]]
    (link,) = incidents[0].links
    assert "no other happening is told before it that it may be of" in [feature.detail for feature in link.features]


@pytest.mark.parametrize(
    "sentences",
    [
        pytest.param((MARKET, (), SCHOOL, *FAR, COUNT), id="one of two"),
        pytest.param((COUNT, *FAR, MARKET), id="none before it"),
        pytest.param((MARKET, *FAR, THIEF), id="a deed by itself"),
        pytest.param(
            (MARKET, *FAR, ("It was the night before, and 8 bodies lay there.", COUNT[1])), id="of the night before"
        ),
    ],
)
def test_what_may_be_of_two_or_is_set_apart_stays_alone(story: Story, sentences: tuple[Any, ...]) -> None:
    claims, reports = story(*sentences)
    last = [group for group in groups(claims, fuse(claims, reports=reports)) if {"bodies", "shot"} & set(group)]
    assert [len(group) for group in last] == [1]


def test_what_is_told_as_new_and_of_the_day_before_is_no_headline(story: Story) -> None:
    raid = {"event": "raid", "trigger": "raid", "rule": "raid_noun", "victim": "Villagers"}
    later = {"event": "attack", "trigger": "ambush", "rule": "ambush_noun", "victim": "a convoy"}
    words = "Villagers found six bodies, a day after an ambush on a convoy."
    claims, reports = story(("Villagers speak after a raid", raid), (), (words, later))
    assert groups(claims, fuse(claims, reports=reports)) == [["ambush"], ["raid"]]


@pytest.mark.parametrize(
    ("between", "expected"),
    [(", a day after", [["dead", "killed"], ["massacred"]]), (" and", [["dead", "killed", "massacred"]])],
)
def test_two_tolls_of_one_sentence_are_of_two_deeds_where_words_part_them(
    story: Story, between: str, expected: list[list[str]]
) -> None:
    headline = ("Many dead in Korvino", {"event": "killing", "trigger": "dead", "place": "Korvino"})
    tolls = [
        {"event": "killing", "trigger": word, "place": "Korvino", "figures": [("killed", "people", n)]}
        for word, n in (("killed", 9), ("massacred", 22))
    ]
    claims, reports = story(headline, (), (f"In Korvino 9 were killed{between} 22 people were massacred.", *tolls))
    assert groups(claims, fuse(claims, reports=reports)) == expected
