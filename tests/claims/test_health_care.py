"""Attacks on health care: what was damaged, who was harmed in which ways, by whom, and who was kept from treating."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dateline.records import Claim

Code = Callable[..., tuple[Claim, ...]]
Single = Callable[..., Claim]


def figures(claims: tuple[Claim, ...]) -> set[tuple[str, str, str, float | None]]:
    return {(claim.event, f.measure, f.of, f.n) for claim in claims for f in claim.figures}


def parties(claim: Claim, role: str) -> set[str]:
    return {p.party or p.mention.text for p in claim.participants if p.role == role}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A hospital was damaged by a missile attack.", ("missile_strike", "damaged", "health_facilities", 1)),
        ("The shelling damaged a clinic in Nyala.", ("shelling", "damaged", "health_facilities", 1)),
        ("The rebels burned down the health post.", ("destruction", "destroyed", "health_facilities", 1)),
        ("Gunmen set fire to a clinic.", ("destruction", "destroyed", "health_facilities", 1)),
        ("A dispensary was set ablaze by protesters.", ("destruction", "destroyed", "health_facilities", 1)),
        ("The attack caused damage to a medical centre.", ("attack", "damaged", "health_facilities", 1)),
        ("The clinic sustained heavy damage in the shelling.", ("shelling", "damaged", "health_facilities", 1)),
        ("A medical institution was damaged by rockets.", ("shelling", "damaged", "health_facilities", 1)),
        ("The roof of a hospital was destroyed by shelling.", ("shelling", "damaged", "health_facilities", 1)),
        ("A school was vandalised.", ("destruction", "damaged", "schools", 1)),
    ],
)
def test_a_single_facility_that_is_broken_is_counted(
    code: Code, text: str, expected: tuple[str, str, str, float]
) -> None:
    assert expected in figures(code(text))


@pytest.mark.parametrize(
    "text",
    [
        "Shells fell near a hospital in Nyala.",
        "Two guards were killed and a mining camp was set ablaze.",
        "Seventeen hospitals were damaged by shelling.",
        "No hospital was damaged by the shelling.",
    ],
)
def test_no_single_facility_is_counted_where_none_is_broken_by_itself(code: Code, text: str) -> None:
    broken = {row for row in figures(code(text)) if row[1] in {"damaged", "destroyed"}}
    assert not {row for row in broken if row[3] == 1}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A nurse was shot and killed by gunmen.", {("shooting", "killed", "health_workers", 1)}),
        ("A nurse was shot and wounded by gunmen.", {("shooting", "injured", "health_workers", 1)}),
        ("A medic was shot in the thigh by soldiers.", {("shooting", "injured", "health_workers", 1)}),
        ("A medic was shot in the head by soldiers.", {("shooting", "casualties", "health_workers", 1)}),
        ("A midwife was attacked and injured by two men.", {("attack", "injured", "health_workers", 1)}),
        ("Two medics were beaten by soldiers.", {("torture", "injured", "health_workers", 2)}),
        (
            "Four men were kidnapped and killed by rebels.",
            {("abduction", "abducted", "men", 4), ("killing", "killed", "men", 4)},
        ),
        (
            "Rebels abducted and killed four men.",
            {("abduction", "abducted", "men", 4), ("killing", "killed", "men", 4)},
        ),
        (
            "Two drivers were beaten and held for five hours.",
            {("torture", "injured", "people", 2), ("detention", "detained", "people", 2)},
        ),
        (
            "Rebels killed two soldiers and wounded five.",
            {("killing", "killed", "soldiers", 2), ("killing", "injured", "people", 5)},
        ),
        ("A dentist was arrested by six soldiers.", {("detention", "detained", "health_workers", 1)}),
    ],
)
def test_joined_verbs_say_what_became_of_those_they_share(
    code: Code, text: str, expected: set[tuple[str, str, str, float]]
) -> None:
    assert figures(code(text)) == expected


@pytest.mark.parametrize(
    ("text", "event", "actors"),
    [
        ("A nurse was kidnapped from a clinic by Hayat Tahrir al-Sham.", "abduction", {"SYR:REB.HTS"}),
        ("Two doctors were beaten with sticks by police officers.", "torture", {"police officers"}),
        ("Three guards were kidnapped and killed by al Shabaab.", "abduction", {"SOM:REB.SHABAAB"}),
        ("Three guards were arrested, and a day later shot by al Shabaab.", "detention", set()),
        ("A pharmacist was killed by missiles fired at a house by Russian forces.", "missile_strike", {"RUS:MIL"}),
        ("A clinic was raided by 20 men from the Kenyan army.", "raid", {"KEN:MIL.ARMY"}),
        ("Two boys were wounded in a village held by the rebels.", "casualties", set()),
        ("A surgeon was abducted by a group of hooded gunmen.", "abduction", {"hooded gunmen"}),
    ],
)
def test_who_did_it_where_other_words_stand_between(single: Single, text: str, event: str, actors: set[str]) -> None:
    assert parties(single(text, event), "actor") == actors


@pytest.mark.parametrize(
    ("text", "targets", "actors"),
    [
        ("Medics were prevented from reaching the wounded by Israeli forces.", {"Medics"}, {"ISR:MIL"}),
        ("The Syrian army obstructed paramedics from providing first aid.", {"paramedics"}, {"SYR:MIL"}),
    ],
)
def test_who_is_kept_from_treating_gives_no_aid(
    code: Code, single: Single, text: str, targets: set[str], actors: set[str]
) -> None:
    claim = single(text, "aid_obstruction")
    assert {p.mention.text for p in claim.participants if p.role == "target"} == targets
    assert parties(claim, "actor") == actors
    assert "aid_delivery" not in {one.event for one in code(text)}


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("A medic was killed when a Russian projectile hit a clinic.", None),
        ("A medic was wounded by Russian soldiers in Ukraine.", "UKR"),
    ],
)
def test_those_hit_have_no_country_that_only_forces_come_from(code: Code, text: str, country: str | None) -> None:
    assert {p.country for claim in code(text) for p in claim.participants if p.role == "victim"} == {country}
