"""Wire stories, situation reports and human-rights releases: who a number is, what burned, who took it back."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dateline.records import Claim

Code = Callable[..., tuple[Claim, ...]]
Single = Callable[..., Claim]


def one(code: Code, text: str, event: str) -> Claim:
    """The last claim of an event in a text."""
    found = [claim for claim in code(text) if claim.event == event]
    assert found, f"{[c.event for c in code(text)]} in {text!r}"
    return found[-1]


def kinds(claim: Claim, *roles: str) -> set[tuple[str | None, str]]:
    return {(p.country, p.kind) for p in claim.participants if p.role in roles}


def counts(claim: Claim) -> list[tuple[str, float | None, str]]:
    return [(f.measure, f.n, f.of) for f in claim.figures]


@pytest.mark.parametrize(
    ("text", "event", "hurt"),
    [
        ("Six soldiers were killed and two were captured near Kidal.", "detention", {("MLI", "state_forces")}),
        ("Five policemen were wounded in Karachi. One of them later died.", "casualties", {("PAK", "police")}),
        ("Troops chased Boko Haram fighters into the bush and killed seven of them.", "killing", {(None, "jihadists")}),
        (
            "The troops came hours after rebels had killed three of their comrades in Bamenda.",
            "killing",
            {("CMR", "state_forces")},
        ),
        ("Gunmen seized nine farmers near Kaduna and shot two of them.", "shooting", {("NGA", "civilians")}),
        ("Two people were shot in Goma. One of them later died.", "casualties", {("COD", "civilians")}),
        ("Shells killed three people in Kherson and wounded 11.", "shelling", {("UKR", "civilians")}),
    ],
)
def test_a_bare_number_is_of_whom_the_text_counted(code: Code, text: str, event: str, hurt: set[object]) -> None:
    claim = one(code, text, event)
    assert {(c if k != "jihadists" else None, k) for c, k in kinds(claim, "victim", "target")} == hurt


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Nine houses were destroyed and 40 damaged in Izium.", ("damaged", 40, "homes")),
        ("Four soldiers were killed and 12 were wounded in Sinai.", ("injured", 12, "soldiers")),
        ("Rebels held 20 teachers in Bunia. Four of them died.", ("killed", 4, "teachers")),
        ("Shelling killed four people in Kherson and wounded nine.", ("injured", 9, "people")),
        ("A doctor in Gondar took in 27 wounded and said five of them had died.", ("killed", 5, "people")),
    ],
)
def test_a_bare_number_counts_what_was_counted(code: Code, text: str, expected: tuple[str, int, str]) -> None:
    assert expected in [row for claim in code(text) for row in counts(claim)]


def test_things_that_are_counted_are_no_people(code: Code) -> None:
    claim = one(code, "The navy said two of its boats had been hit off Hodeidah.", "attack")
    assert not kinds(claim, "target", "victim") & {("YEM", "civilians")}
    assert counts(claim) == [("attacked", 2, "vehicles")]


@pytest.mark.parametrize(
    ("text", "event", "expected"),
    [
        ("Police tortured 14 men in Herat.", "torture", ("other", 14, "men")),
        ("Nurses recorded the rape of 15 women near Goma.", "sexual_violence", ("other", 15, "women")),
        ("The group forcibly recruited 30 boys near Bentiu.", "abduction", ("abducted", 30, "children")),
        ("Armed men recruited 12 children in Cauca.", "abduction", ("abducted", 12, "children")),
        ("WFP reached 24,000 people with food in Bentiu.", "aid_delivery", ("affected", 24000, "people")),
        ("UNAMA documented the arrest of nine men and the torture of four of them.", "torture", ("other", 4, "men")),
        ("Seven of the youths have not been seen since.", "casualties", ("missing", 7, "men")),
        ("Officials put the number of people killed in Goma at 90.", "killing", ("killed", 90, "people")),
        ("About 20 rebels drowned off Mullaitivu.", "casualties", ("killed", 20, "fighters")),
        ("Rebels set fire to two trucks in Bambari.", "destruction", ("destroyed", 2, "vehicles")),
        ("Militants set six of the trucks ablaze near Dikwa.", "destruction", ("destroyed", 6, "vehicles")),
        ("Fighters set two army trucks alight in Kanyabayonga.", "destruction", ("destroyed", 2, "vehicles")),
        (
            "Some 1.2 million Lebanese have been driven from their homes.",
            "displacement",
            ("displaced", 1200000, "people"),
        ),
    ],
)
def test_victims_and_things_are_counted(code: Code, text: str, event: str, expected: tuple[str, int, str]) -> None:
    assert expected in counts(one(code, text, event))


@pytest.mark.parametrize(
    ("text", "unwanted"),
    [
        ("The company recruited 30 engineers in Goma.", "abduction"),
        ("The army recruited 400 men in Kharkiv.", "abduction"),
        ("The police force recruited 30 women in Gaza.", "abduction"),
        ("UNICEF recruited 12 girls for a play in Goma.", "abduction"),
        ("The university recruited 30 students in Kabul.", "abduction"),
        ("The ministers reached 24 agreements in Geneva.", "aid_delivery"),
        ("The ship has not been seen since.", "casualties"),
        ("He drowned his sorrows in Rome.", "casualties"),
        ("Peacekeepers could not reach the village of Fataki.", "advance"),
        ("The road from Lubero was cut by fallen trees.", "siege"),
        ("Wagner fighters who fight alongside the army were seen in Kidal.", "clash"),
        ("A convoy was to take medicine to the hospital in Jebba.", "looting"),
        ("Human Rights Watch interviewed 20 survivors who crossed into Chad.", "displacement"),
        ("The soldiers took it to the hospital.", "capture"),
        ("The general took it seriously.", "capture"),
        ("Two paratroopers were captured near Lahore.", "capture"),
        ("A gunman killed two officers and wounded a third in Karachi.", "casualties"),
    ],
)
def test_what_is_none(code: Code, text: str, unwanted: str) -> None:
    assert unwanted not in {claim.event for claim in code(text)}


@pytest.mark.parametrize(
    ("text", "event", "actors"),
    [
        ("Gunmen on a motorcycle shot dead a priest in Batticaloa.", "shooting", {"unknown"}),
        ("Rebels riding a motorbike shot dead a judge in Quetta.", "shooting", {"rebels"}),
        ("Suspected separatists set off a roadside bomb near Vavuniya.", "bombing", {"rebels"}),
        ("The rebels left Bria on Monday and the army took it back on Friday.", "capture", {"state_forces"}),
        ("M23 rebels seized Kanyabayonga. The army recaptured it on Tuesday.", "capture", {"state_forces"}),
        (
            "Clashes broke out in Wad Medani between the army and a tribal militia.",
            "clash",
            {"state_forces", "militia"},
        ),
        ("Fighting resumed near Sake between M23 rebels and the army.", "clash", {"state_forces", "rebels"}),
        ("Eighty U.S. Marines arrived by helicopter in Monrovia.", "deployment", {"state_forces"}),
        (
            "Islamic State took Palma. The defence ministry insisted that its forces had regained the town.",
            "capture",
            {"state_forces"},
        ),
        (
            "The soldiers came after rebels had killed two farmers in Bamenda. They opened fire on a church.",
            "shooting",
            {"state_forces"},
        ),
        (
            "Fighters of the M23 came in at dawn, set two trucks alight and rounded up 40 men, said a trader.",
            "detention",
            {"rebels"},
        ),
        ("(Nairobi) – The army killed nine people in Malakal, Human Rights Watch said.", "killing", {"state_forces"}),
        ("The UN pulled its staff from Bentiu.", "evacuation", {"igo"}),
    ],
)
def test_who_does_it(code: Code, text: str, event: str, actors: set[str]) -> None:
    assert {kind for _, kind in kinds(one(code, text, event), "actor")} == actors


@pytest.mark.parametrize(
    ("text", "event", "expected"),
    [
        (
            "Clashes broke out in Wau between two clans, leaving six dead and 21 injured.",
            "clash",
            {"killed", "injured"},
        ),
        ("Clashes between herders and farmers in Benue left 12 people dead.", "clash", {"killed"}),
        ("Iran fired 180 missiles at Israel; one man was killed in Jericho by debris.", "missile_strike", {"strikes"}),
        ("A shell hit a house in Kherson; three people were hurt.", "shelling", {"injured"}),
    ],
)
def test_whose_toll_it_is(code: Code, text: str, event: str, expected: set[str]) -> None:
    assert {f.measure for f in one(code, text, event).figures} == expected


@pytest.mark.parametrize(
    ("text", "event", "stance"),
    [
        ("A spokesman rejected claims that the town of Pauktaw had fallen to the rebels.", "capture", "denied"),
        ("The army dismissed allegations that its soldiers had shelled a school.", "shelling", "denied"),
        ("There are reports that soldiers have killed nine people in Goma.", "killing", "alleged"),
        ("Rebels said they had seized the town of Krasna Hora; Kyiv called that untrue.", "capture", "asserted"),
        ("The two ministers were to hold talks in Moscow on Friday.", "negotiation", "expected"),
        ("Troops freed those detained in Goma.", "detention", "asserted"),
    ],
)
def test_how_surely(code: Code, text: str, event: str, stance: str) -> None:
    assert one(code, text, event).stance == stance


@pytest.mark.parametrize(
    ("text", "event", "place"),
    [
        ("Mortar rounds hit a compound in Liberia's capital on Monday.", "shelling", "Monrovia"),
        ("A bomb exploded in Somalia's capital, Mogadishu.", "bombing", "Mogadishu"),
        ("A convoy of 12 aid trucks set off from Mopti for Kidal on Friday.", "aid_delivery", "Kidal"),
        ("(Nairobi) – The army killed nine people in Malakal, Human Rights Watch said.", "killing", "Malakal"),
    ],
)
def test_where_it_was(code: Code, text: str, event: str, place: str) -> None:
    claim = one(code, text, event)
    assert [p.name for p in claim.places if p.role in {"site", "destination"}] == [place]


def test_who_speaks_for_a_region_is_of_its_government(code: Code) -> None:
    claim = one(code, "A spokesman for the Amhara region said the army had killed nine people in Gondar.", "killing")
    assert [source.kind for source in claim.attribution.sources] == ["government"]


def test_a_toll_that_is_added_to_is_a_running_one(code: Code) -> None:
    claim = one(code, "Gunmen killed nine people in Gondar, adding to a toll that officials put at 80.", "killing")
    assert [(f.n, f.scope) for f in claim.figures] == [(9, "event"), (80, "cumulative")]


@pytest.mark.parametrize(
    ("text", "event", "expected"),
    [
        ("Troops killed three gunmen who had attacked a school in Jos.", "killing", {"state_forces"}),
        ("Three gunmen who attacked the hotel were killed by soldiers in Mogadishu.", "killing", {"state_forces"}),
        ("The army destroyed the battery that fired the shells at Omdurman.", "shelling", set()),
        ("The militia killed nine people who fled the shelling of Kutum.", "shelling", set()),
        ("A drone killed six fighters who were planting a bomb near Mosul.", "bombing", {"rebels"}),
        ("Shells that hit a market in Kutum killed nine people.", "shelling", set()),
    ],
)
def test_those_harmed_may_be_who_attacked(code: Code, text: str, event: str, expected: set[str]) -> None:
    assert {kind for _, kind in kinds(one(code, text, event), "actor")} == expected


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Two residents said soldiers had shot nine men in Gondar. One said a boy had died.", "civilians"),
        ("Two doctors said 30 people were hurt in Jos. One of them said four had died.", "medical"),
        ("The mayor said 30 people were hurt in Jos. One said a boy had died.", "unknown"),
    ],
)
def test_one_of_several_who_spoke_is_of_their_kind(code: Code, text: str, kind: str) -> None:
    assert [source.kind for source in code(text)[-1].attribution.sources] == [kind]


def test_one_who_only_tells_of_it_is_not_counted(code: Code) -> None:
    claim = one(code, "Four of the wounded died in Jos, one of them said.", "casualties")
    assert counts(claim) == [("killed", 4, "people")]


def test_who_is_killed_in_flight_is_counted_as_killed(code: Code) -> None:
    claim = one(code, "The militia killed nine people who had fled Kutum.", "killing")
    assert counts(claim) == [("killed", 9, "people")]


def test_what_is_set_on_fire_is_destroyed(code: Code) -> None:
    assert counts(one(code, "At least 60 houses were set on fire in Drodro.", "destruction")) == [
        ("destroyed", 60, "homes")
    ]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Islamic State claimed on Monday to have killed 55 people in Palma.", None),
        ("The rebels were reported on Tuesday to have killed nine people in Goma.", None),
        ("The rebels claimed to have killed nine people in Goma on Tuesday.", "2024-05-14"),
        ("On Monday gunmen killed nine people in Goma.", "2024-05-13"),
    ],
)
def test_the_day_of_a_claim_is_not_that_of_the_deed(code: Code, text: str, day: str | None) -> None:
    claim = one(code, text, "killing")
    assert (None if claim.time is None else claim.time.start) == day
    assert claim.stance == "asserted"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We lost one officer and two soldiers near Gao, he said.", [("casualties", 1), ("casualties", 2)]),
        ("The rebels lost 40 men and two tanks near Taiz.", [("casualties", 40), ("destroyed", 2)]),
        ("The rebels lost 40 men near Taiz and captured two tanks.", [("casualties", 40)]),
    ],
)
def test_losses_that_are_joined(code: Code, text: str, expected: list[tuple[str, int]]) -> None:
    assert [(f.measure, f.n) for f in one(code, text, "casualties").figures] == expected


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "One strike hit a shelter in Goma, killing five, and another flattened a house in Bukavu.",
            [("attack", ["Goma"], [5]), ("attack", ["Bukavu"], [])],
        ),
        ("Rebels overran Bria in the deadliest such assault this year.", [("ground_assault", ["Bria"], [])]),
        (
            "In Belgorod region, the governor said a drone had killed a woman driving home.",
            [("drone_strike", ["Belgorod"], [1])],
        ),
        ("Police said an abduction had taken place in Kano, not how many were missing.", [("abduction", ["Kano"], [])]),
    ],
)  # fmt: skip
def test_each_attack_has_its_own_place_and_toll(
    code: Code, text: str, told: list[tuple[str, list[str], list[int]]]
) -> None:
    found = [(c.event, [p.name for p in c.places if p.role == "site"], [f.n for f in c.figures]) for c in code(text)]
    assert found == told


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Aid group MSF said its base in Walikale was hit by bullets.", ("aid",)),
        ("The army said its base in Walikale was hit by bullets.", ("military",)),
    ],
)
def test_whose_base_was_hit(single: Single, text: str, kinds: tuple[str, ...]) -> None:
    assert single(text, "attack").target_kinds == kinds
