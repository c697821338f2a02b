"""Values that were once wrong in reports of our own and of the read halves, class by class."""

from __future__ import annotations

import pytest
from tests.claims.conftest import Code, Single


@pytest.mark.parametrize(
    ("text", "events"),
    [
        ("The militia said it had executed 50 hostages in retaliation for army shelling.", ["killing", "shelling"]),
        ("Twelve men were shot dead in apparent revenge for the army's shelling of Bria.", ["shooting", "shelling"]),
        ("Gunmen killed nine in reprisal for a raid that killed two herders.", ["killing", "raid"]),
        ("Rwandan troops repelled an attack on Mbau and killed 11 insurgents.", ["attack", "killing"]),
        ("Soldiers repelled an assault on the bridge, killing four rebels.", ["ground_assault", "killing"]),
        ("An attack targeting a convoy of police killed six in Kano.", ["attack"]),
        ("The shelling of Bria killed nine.", ["shelling"]),
    ],
)
def test_what_is_answered_or_repelled_is_not_what_killed(code: Code, text: str, events: list[str]) -> None:
    assert [claim.event for claim in code(text)] == events


def test_those_who_repel_an_attack_kill_and_do_not_attack(code: Code) -> None:
    attack, killing = code("Rwandan troops repelled an attack on Mbau and killed 11 insurgents.")
    assert [p.party for p in attack.participants if p.role == "actor"] == []
    assert [p.party for p in killing.participants if p.role == "actor"] == ["RWA:MIL"]


@pytest.mark.parametrize(
    ("text", "event", "actors"),
    [
        ("Missile and drone attacks by Russian forces on 29 December killed 58 in Kyiv.", "drone_strike", ["RUS:MIL"]),
        ("Rocket and mortar attacks by the Houthis on 3 May killed two.", "shelling", ["YEM:REB.HOUTHI"]),
        ("The clashes pitted the army of Sudan against the RSF.", "clash", ["SDN:MIL.ARMY", "SDN:UAF.RSF"]),
        ("Men in army uniform killed 60 villagers in Karma in Burkina Faso.", "killing", ["BFA:UAF"]),
        ("Men wearing police uniforms abducted two traders in Kano.", "abduction", ["NGA:UAF"]),
        ("Police commandos shot three boys in Kano.", "shooting", ["NGA:COP"]),
        ("Shelling by the Agwelek forces killed two in Malakal in South Sudan.", "shelling", [None]),
        ("Shelling by Ukrainian forces killed two in Donetsk.", "shelling", ["UKR:MIL"]),
    ],
)
def test_who_did_it(single: Single, text: str, event: str, actors: list[str | None]) -> None:
    assert [p.party for p in single(text, event).participants if p.role == "actor"] == actors


@pytest.mark.parametrize("text", ["At least 23 civilians killed and injured in Kherson, officials say."])
def test_those_killed_in_a_headline_killed_nobody(single: Single, text: str) -> None:
    claim = single(text, "killing")
    assert [p.role for p in claim.participants] == ["victim"]
    assert [(f.measure, f.n) for f in claim.figures] == [("casualties", 23)]


@pytest.mark.parametrize(
    ("text", "party"),
    [
        ("The Houthis attacked a cargo ship off Aden, killing four sailors.", None),
        ("The Houthis attacked a frigate off Aden, killing four sailors.", "YEM:MIL.NAVY"),
    ],
)
def test_sailors_of_a_cargo_ship_are_no_soldiers(single: Single, text: str, party: str | None) -> None:
    (victims,) = [p for p in single(text, "attack").participants if p.role == "victim"]
    assert victims.kind == ("state_forces" if party else "civilians")


@pytest.mark.parametrize(
    ("text", "event", "figures"),
    [
        ("The losses of the brigade amounted to 240 men and two tanks.", "casualties", ["casualties", "destroyed"]),
        ("Enemy losses reached 1,200 killed and wounded.", "casualties", ["casualties"]),
        ("The raid left 12 killed and 30 wounded.", "raid", ["killed", "injured"]),
        ("A gunman fired at a convoy near Tripoli.", "shooting", []),
        ("The militia fired 85 rockets at Tripoli.", "shelling", ["strikes"]),
    ],
)
def test_what_is_counted(single: Single, text: str, event: str, figures: list[str]) -> None:
    assert [f.measure for f in single(text, event).figures] == figures


@pytest.mark.parametrize(
    ("text", "scope"),
    [
        ("The toll in the offensive stood at 1,300.", "cumulative"),
        ("The toll of the strike stood at 13.", "event"),
    ],
)
def test_the_toll_of_a_campaign_is_a_running_one(code: Code, text: str, scope: str) -> None:
    (figure,) = [f for claim in code(text) for f in claim.figures]
    assert figure.scope == scope


@pytest.mark.parametrize(
    ("text", "event", "sources"),
    [
        ("A spokesman said the rebels had refused to say where they held nine men.", "detention", ["spokesman"]),
        ("The envoy repeated on Friday that the army had shelled Tripoli.", "shelling", ["envoy"]),
        ("A collective of families put the toll of the raid at 136.", "raid", ["collective"]),
    ],
)
def test_who_says_it(single: Single, text: str, event: str, sources: list[str]) -> None:
    claim = single(text, event)
    assert [s.name for s in claim.attribution.sources] == sources
    assert claim.stance == "asserted"


def test_what_nobody_would_tell_is_no_claim(code: Code) -> None:
    assert code("The army declined to say how many were killed in the strike.") == ()


@pytest.mark.parametrize(
    ("text", "event", "stance"),
    [
        ("Residents described soldiers going from house to house and shooting men.", "shooting", "asserted"),
        ("The army is going to attack Goma.", "attack", "expected"),
        ("Hamas denied that it had been there and called the strike a war crime.", "condemnation", "asserted"),
        ("Hamas denied that it had shelled the town and burned it.", "shelling", "denied"),
    ],
)
def test_how_surely(code: Code, text: str, event: str, stance: str) -> None:
    assert {claim.stance for claim in code(text) if claim.event == event} == {stance}


def test_each_demand_of_a_row_is_made(code: Code) -> None:
    text = (
        "The envoy demands that the ELN free them, urges the Gaitanist Self-Defence Forces to leave, "
        "and asks the Government to send food."
    )
    demands = [claim for claim in code(text) if claim.event == "demand"]
    assert {claim.stance for claim in demands} == {"asserted"}
    targets = [p.party for claim in demands for p in claim.participants if p.role == "target"]
    assert targets[:2] == ["COL:REB.ELN", "COL:CRM.CLANGOLFO"]


def test_the_region_of_an_office_is_no_place_of_what_it_says(single: Single) -> None:
    assert single("The governor of Kherson region denied the report.", "denial").places == ()


def test_what_was_taken_is_named_beside_its_region(single: Single) -> None:
    claim = single("The army completed the liberation of Kazachya Loknya in Kursk region.", "capture")
    assert "Kazachya Loknya" in [place.name for place in claim.places]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("More than 400 people fled in the first half of June 2023.", ("2023-06-01", "2023-06-15")),
        ("More than 400 people fled in the second half of May 2023.", ("2023-05-16", "2023-05-31")),
        ("More than 400 people fled in the latter half of March 2023.", ("2023-03-16", "2023-03-31")),
        ("More than 400 people fled in the first half of 2023.", ("2023-01-01", "2023-06-30")),
    ],
)
def test_halves_of_a_month(single: Single, text: str, days: tuple[str, str]) -> None:
    time = single(text, "displacement").time
    assert time is not None
    assert (time.start, time.end) == days


@pytest.mark.parametrize(
    ("text", "origin"),
    [
        ("Fighting broke out in Ancuabe in Mozambique. Some 9,000 people fled the district.", ["Ancuabe District"]),
        ("Rebels took Nahud in Sudan on Friday. Thousands of families fled the city.", ["An Nuhūd"]),
        ("Rebels took Nahud and El Obeid in Sudan. Thousands of families fled the city.", []),
        ("Rebels took Nahud in Sudan. Thousands of families fled the city where they were born.", []),
    ],
)
def test_the_place_that_people_left_is_recalled_where_it_can_be_only_one(
    single: Single, text: str, origin: list[str]
) -> None:
    assert [place.name for place in single(text, "displacement").places] == origin


@pytest.mark.parametrize(
    ("text", "event", "days"),
    [
        ("The United Kingdom condemns the bombing of a mosque in Mogadishu on Friday.", "condemnation", None),
        ("The UN on Friday condemned the bombing of a mosque in Mogadishu.", "condemnation", "2024-05-10"),
        (
            "Two died in Sarmin in 2015. In August of that year six people were killed in Marea.",
            "killing",
            "2015-08-01",
        ),
        ("Clinics have been given £7 million since 2014, and jets have struck 250 targets.", "airstrike", None),
    ],
)
def test_days_of_speech_and_of_other_clauses(single: Single, text: str, event: str, days: str | None) -> None:
    time = single(text, event).time
    assert (None if time is None else time.start) == days


@pytest.mark.parametrize(
    ("text", "event", "stance"),
    [
        ("The fighting in Upper Nile must end, the envoy said.", "clash", "asserted"),
        ("The shelling of Goma cannot go unpunished, the envoy said.", "shelling", "asserted"),
        ("The army must protect residents in line with the agreement it signed in 2011.", "agreement", "asserted"),
        ("The shelling of Goma will begin on Monday, the envoy said.", "shelling", "expected"),
    ],
)
def test_what_must_end_goes_on(single: Single, text: str, event: str, stance: str) -> None:
    assert single(text, event).stance == stance


def test_forces_that_another_government_tells_of_are_not_its_own(single: Single) -> None:
    text = "The UK will work with its partners. The report finds that government forces used chlorine gas in Sarmin."
    (actor,) = single(text, "chemical_attack", publisher="UK Government").participants
    assert (actor.kind, actor.party) == ("state_forces", None)


def test_each_gift_has_its_own_sum(code: Code) -> None:
    text = (
        "The UK has given £450 million of aid to Syria, and last week pledged a further £30 million to help refugees."
    )
    gifts = [claim for claim in code(text, publisher="UK Government") if claim.event == "aid_delivery"]
    assert [[f.n for f in claim.figures] for claim in gifts] == [[450e6], [30e6]]


def test_what_was_done_in_an_unknown_place_borrows_none(code: Code) -> None:
    text = "Government forces killed six people in Idlib, and ISIL used mustard gas in Umm Qafar in the same week."
    places = [[place.name for place in claim.places] for claim in code(text)]
    assert places == [["Idlib"], ["Umm Qafar"]]


@pytest.mark.parametrize(
    ("text", "event", "parties"),
    [
        ("Israeli strikes hit a school in Nuseirat, killing 40.", "attack", ["ISR:MIL"]),
        ("A wave of Russian strikes killed six people in Kyiv.", "attack", ["RUS:MIL", "UKR:CIV"]),
        ("Gunmen fired on a passenger plane near Bamako in Mali.", "shooting", ["MLI:UAF"]),
        ("A peacekeeper from Tunisia was killed near Obo.", "killing", ["TUN:MIL.PKO"]),
    ],
)
def test_strikes_are_of_forces_and_airliners_of_none(single: Single, text: str, event: str, parties: list[str]) -> None:
    assert [p.party for p in single(text, event).participants] == parties


def test_what_is_condemned_was_done_to_those_after_against(code: Code) -> None:
    text = "The members of the Security Council condemned the attack on 4 March against a patrol of MINUSCA near Obo."
    condemned, attack = code(text)
    assert ([p.role for p in condemned.participants], condemned.time) == (["actor"], None)
    assert [(p.role, p.party) for p in attack.participants] == [("target", "UNO.PKO.MINUSCA")]


def test_one_of_our_soldiers_is_of_who_speaks(single: Single) -> None:
    text = 'The Foreign Ministry of Türkiye said: "In northern Iraq one of our soldiers was killed last week."'
    (victim,) = single(text, "killing", publisher="UK Government").participants
    assert victim.party == "TUR:MIL"


def test_what_is_said_in_a_relative_clause_leaves_the_rest_as_it_is(code: Code) -> None:
    text = (
        "He spoke of reports of drone strikes, in which dozens are said to have died, and called for a truce in Amhara."
    )
    assert {claim.event: claim.stance for claim in code(text)}["demand"] == "asserted"


def test_baseless_allegations_are_rejected_once(single: Single) -> None:
    assert single("We strongly reject the baseless allegations in the report.", "denial").stance == "denied"


@pytest.mark.parametrize(
    ("text", "event", "roles"),
    [
        (
            "Gang members opened fire in Haiti on Thursday, leaving at least 70 people dead.",
            "shooting",
            [("actor", "HTI:CRM"), ("victim", "HTI:CIV")],
        ),
        ("A JNIM statement put the dead at 50 Russians and ten Malians.", "casualties", []),
        (
            "A drone killed a commander in Hezbollah's Radwan force near Tyre.",
            "drone_strike",
            [("victim", "LBN:REB")],
        ),
        (
            "Mali's army was ambushed, and Tuareg rebels said they had killed 47 soldiers in Mali.",
            "killing",
            [("actor", "MLI:REB"), ("victim", "MLI:MIL")],
        ),
    ],
)
def test_who_is_dead_and_who_killed(single: Single, text: str, event: str, roles: list[tuple[str, str]]) -> None:
    assert [(p.role, p.party) for p in single(text, event).participants if p.role != "instrument"] == roles


def test_one_of_a_people_is_counted(single: Single) -> None:
    text = "Rockets were fired at Kiryat Shmona; one Israeli was lightly injured by shrapnel."
    assert ("injured", 1) in [(f.measure, f.n) for f in single(text, "shelling").figures]


def test_live_rounds_are_no_shelling(code: Code) -> None:
    assert [claim.event for claim in code("Police fired live rounds at protesters in Nairobi.")] == ["shooting"]


def test_a_capital_that_speaks_is_no_site(code: Code) -> None:
    text = "Moscow, which denies targeting civilians, did not comment on the strike in Kyiv."
    assert {p.party for claim in code(text) for p in claim.participants} == {"RUS:GOV", "UKR:CIV"}


def test_a_village_that_no_gazetteer_holds_keeps_its_name(single: Single) -> None:
    claim = single("An air raid on a monastery in Sagaing's Lintalu village killed 22 people.", "airstrike")
    assert [place.name for place in claim.places] == ["Sagaing", "Lintalu"]


@pytest.mark.parametrize(
    ("text", "event", "actors"),
    [
        ("We condemn the offensive of the Sudanese army in Darfur.", "ground_assault", ["SDN:MIL"]),
        ("We condemn the invasion of Ukraine.", "ground_assault", []),
        ("The SDF have begun the second phase of the campaign to isolate Raqqa.", "ground_assault", ["SYR:REB.SDF"]),
    ],
)
def test_whose_offensive_it_is(single: Single, text: str, event: str, actors: list[str]) -> None:
    assert [p.party for p in single(text, event).participants if p.role == "actor"] == actors


@pytest.mark.parametrize(
    "text",
    [
        "We call on China, which supplies the junta with aircraft, to use its influence.",
        "The envoy urged Rwanda, which backs the M23, to withdraw its troops.",
    ],
)
def test_what_is_said_of_whom_one_urges_hides_no_demand(code: Code, text: str) -> None:
    (demand,) = [claim for claim in code(text) if claim.event == "demand"]
    assert {p.party for p in demand.participants if p.role == "target"} & {"CHN:GOV", "RWA:GOV"}


def test_those_who_do_such_things_have_done_none(code: Code) -> None:
    text = "Those who target hospitals and aid workers must be held to account."
    assert [claim.event for claim in code(text)] == ["demand"]


@pytest.mark.parametrize(
    ("text", "event", "start"),
    [
        ("These attacks violate the truce of 14 April, the envoy said.", "ceasefire_violation", None),
        ("The UK has been clear that troops must leave Kherson, and voted last month to stay.", "demand", None),
        ("The rebels shelled Goma and left on Monday.", "shelling", "2024-05-13"),
    ],
)
def test_the_day_of_a_truce_and_of_a_vote(single: Single, text: str, event: str, start: str | None) -> None:
    time = single(text, event).time
    assert (None if time is None else time.start) == start


@pytest.mark.parametrize(
    ("text", "measures"),
    [
        ("Iraqi forces have retaken more than a quarter of the eastern half of the city.", []),
        ("The SDF has liberated over 700 square kilometres and dozens of villages.", ["captured", "captured"]),
    ],
)
def test_a_part_of_a_city_is_no_number_of_cities(single: Single, text: str, measures: list[str]) -> None:
    claim = single(text, "capture")
    assert [f.measure for f in claim.figures] == measures
    assert not [p for p in claim.participants if p.role == "target"]


@pytest.mark.parametrize(
    ("text", "event", "actors"),
    [
        ("Jihadists linked to al Qaeda shot dead 20 people outside Dori.", "shooting", ["jihadists"]),
        ("Six were killed in shelling of Omdurman by the paramilitary Rapid Support Forces.", "shelling", ["militia"]),
        ("The army said the bombs had been fired by M23 rebels from positions near Sake.", "shelling", ["rebels"]),
    ],
)
def test_who_fired(single: Single, text: str, event: str, actors: list[str]) -> None:
    assert [p.kind for p in single(text, event).participants if p.role == "actor"] == actors


def test_a_military_convoy_carries_no_aid(code: Code) -> None:
    assert "aid_obstruction" not in {claim.event for claim in code("Residents stopped a military convoy near Argelia.")}
    assert [claim.event for claim in code("Soldiers stopped an aid convoy near Argelia.")] == ["aid_obstruction"]


@pytest.mark.parametrize(
    ("text", "event", "figures"),
    [
        ("Three people were shot dead by off-duty soldiers and a civilian.", "shooting", [("killed", 3)]),
        (
            "Ukraine said it had shot down 29 of 33 Shahed drones that Russia launched overnight from Crimea.",
            "attack",
            [("destroyed", 29)],
        ),
        ("Eleven of the 60 lorries were burnt.", "destruction", [("destroyed", 11)]),
    ],
)
def test_who_shot_and_what_is_left_are_not_counted(
    single: Single, text: str, event: str, figures: list[tuple[str, int]]
) -> None:
    claim = single(text, event)
    assert [(f.measure, f.n) for f in claim.figures] == figures
    assert claim.places == ()


@pytest.mark.parametrize(
    ("text", "event", "kinds"),
    [
        ("A missile hit a parade in Yemen, killing three officers, medics and an official said.", "missile_strike", ()),
        ("Six medics were killed in the raid, a nurse said.", "raid", ("health_workers",)),
    ],
)
def test_medics_who_tell_of_it_are_no_targets(single: Single, text: str, event: str, kinds: tuple[str, ...]) -> None:
    assert single(text, event).target_kinds == kinds


def test_fighters_who_come_back_are_no_returnees(code: Code) -> None:
    assert code("Rebels returned to the town on Monday.") == ()
    assert [claim.event for claim in code("Some 400 people returned to Goma on Monday.")] == ["return"]


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("Units of the Malian army killed eleven fighters in the forest of Sama.", "Sama", None),
        ("Armed men stopped a convoy near Kass. Authorities in Nyala denied a permit.", "Kass", None),
        ("Indian police arrested two men in Bombay.", "Mumbai", "IND"),
    ],
)
def test_another_name_of_a_town_in_a_country_that_nobody_named_is_not_meant(
    code: Code, text: str, name: str, country: str | None
) -> None:
    assert (name, country) in {(place.name, place.country) for claim in code(text) for place in claim.places}


def test_those_freed_are_not_those_who_took_them(code: Code) -> None:
    took, freed = code("Armed men took two drivers hostage; they were released the following day in Nyala.")
    assert [(f.of, f.n) for f in took.figures] == [("people", 2)]
    assert [p.party for p in freed.participants] == ["SDN:CIV"]


def test_men_who_take_people_away_are_of_no_known_side(single: Single) -> None:
    claim = single("Two traders were abducted by men who spoke Kinyarwanda in Goma.", "abduction")
    assert [p.party for p in claim.participants if p.role == "actor"] == ["COD:UAF"]


def test_who_was_quoted_goes_on_to_speak(code: Code) -> None:
    text = (
        '"Men took my brothers from their beds," said a farmer from Kibirizi. "We found one of them dead in a field."'
    )
    assert {s.name for claim in code(text, publisher="OCHA") for s in claim.attribution.sources} == {"farmer"}


def test_what_no_longer_works_does_not_work(single: Single) -> None:
    text = "Nearly 60 per cent of health facilities in Kherson are no longer functional."
    assert single(text, "service_disruption").stance == "asserted"


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("The toll of the attack on the site of Bule has gone up from 17 to 22.", [("killed", 22)]),
        ("The death toll from the floods in the camp in the north rose to 40.", [("killed", 40)]),
        ("The doctor had a list of 31 wounded.", [("injured", 31)]),
    ],
)
def test_tolls_far_from_their_numbers_and_lists(code: Code, text: str, figures: list[tuple[str, int]]) -> None:
    assert [(f.measure, f.n) for claim in code(text) for f in claim.figures] == figures


@pytest.mark.parametrize(
    ("text", "event", "actors"),
    [
        (
            "CODECO militiamen killed 19 people in Djugu, the administrator said. They burned 46 houses.",
            "destruction",
            ["COD:UAF.CODECO"],
        ),
        (
            "Separatists shot 23 passengers near Quetta. Nine of the victims were teachers. They blew up a bridge.",
            "bombing",
            ["PAK:REB"],
        ),
        ("US and British forces carried out 18 strikes on Saturday in Yemen.", "attack", ["USA:MIL", "GBR:MIL"]),
        ("A drone boat struck a tanker in the Red Sea on Tuesday.", "drone_strike", []),
    ],
)
def test_who_did_it_next(single: Single, text: str, event: str, actors: list[str]) -> None:
    assert [p.party for p in single(text, event).participants if p.role == "actor"] == actors


@pytest.mark.parametrize(
    ("text", "unwanted"),
    [
        ("The crew of 22 abandoned ship and were picked up by a French frigate.", "detention"),
        ("Families trapped in Ain Zara were taken out by ambulances.", "attack"),
    ],
)
def test_rescue_is_no_violence(code: Code, text: str, unwanted: str) -> None:
    assert unwanted not in {claim.event for claim in code(text)}


def test_the_number_of_a_brigade_is_no_count(single: Single) -> None:
    claim = single("The commander of the 444 Brigade was seized at Mitiga airport by gunmen.", "abduction")
    assert [f.n for f in claim.figures] == [1]
