"""Statements of ministries, councils and missions: what was once wrong in them, class by class."""

from __future__ import annotations

import pytest
from tests.claims.conftest import Code, Single

from dateline.claims.publisher import publisher_party
from dateline.text.readers import make_report


@pytest.mark.parametrize(
    ("publisher", "party"),
    [
        ("Foreign, Commonwealth & Development Office", "GBR:GOV"),
        ("Ministry of Defence (UK)", "GBR:GOV"),
        ("Ministry of Foreign Affairs of the People's Republic of China", "CHN:GOV"),
        ("German Federal Foreign Office", "DEU:GOV"),
        ("Global Affairs Canada", "CAN:GOV"),
        ("Embassy of France in Mali", "FRA:GOV"),
        ("U.S. Embassy in Kenya", "USA:GOV"),
        ("Permanent Mission of Norway to the United Nations", "NOR:GOV"),
        ("United Nations Assistance Mission for Iraq", "UNO.AMI"),
        ("Council of the European Union", "IGO.EU"),
    ],
)
def test_a_post_or_ministry_speaks_for_the_state_that_sends_it(publisher: str, party: str) -> None:
    found = publisher_party(make_report("We met today.", publisher=publisher))
    assert found is not None
    assert found.party == party


@pytest.mark.parametrize("publisher", ["Office of the Special Envoy for Syria", "EU4Peace Bulletin"])
def test_an_office_is_not_of_the_country_that_it_sees_to(publisher: str) -> None:
    assert publisher_party(make_report("We met today.", publisher=publisher)) is None


@pytest.mark.parametrize(
    ("text", "event", "stance"),
    [
        ("I can tell the House that the RSF killed 124 people in Bara in Sudan.", "killing", "asserted"),
        ("I can confirm that our aircraft struck four targets near Hodeidah.", "airstrike", "asserted"),
        ("I must inform the House that two soldiers were killed in Erbil.", "killing", "asserted"),
        ("Officials said the strike could kill thousands in Aden.", "attack", "conditional"),
        ("The army should not have shelled the camp in Zamzam, the minister said.", "shelling", "negated"),
    ],
)
def test_what_one_can_tell_is_so(single: Single, text: str, event: str, stance: str) -> None:
    assert single(text, event).stance == stance


@pytest.mark.parametrize(
    ("text", "events"),
    [
        ("Children must never be targeted.", ["demand"]),
        ("The army must not attack the camp in Zamzam.", ["demand"]),
        ("Civilians should not be killed for seeking food.", []),
        ("The army did not attack the camp in Zamzam.", ["attack"]),
    ],
)
def test_what_is_to_be_left_undone_is_no_deed(code: Code, text: str, events: list[str]) -> None:
    assert [claim.event for claim in code(text)] == events


@pytest.mark.parametrize(
    "text",
    [
        "Kuwait condemns the bombing of a school sheltering displaced people in Rafah that took the lives of 27 men.",
        "The latest of these crimes was the bombing of a school in Rafah that claimed the lives of 27 civilians.",
    ],
)
def test_a_bombing_claims_lives_and_not_the_people_before_it(single: Single, text: str) -> None:
    claim = single(text, "bombing")
    assert [p.name for p in claim.participants if p.role == "actor"] == []
    assert [(f.measure, f.best) for f in claim.figures] == [("killed", 27)]


@pytest.mark.parametrize(
    ("text", "event", "actors"),
    [
        ("The Kingdom affirms its categorical rejection of any attempt to divide Yemen.", "rejection", ["SAU:GOV"]),
        ("Qatar reiterates its rejection of the plan.", "rejection", ["QAT:GOV"]),
        ("The Ministry expresses its denunciation of the storming by settlers.", "condemnation", ["SAU:GOV"]),
        ("Jordan conveyed its firm refusal of foreign interference.", "rejection", ["JOR:GOV"]),
    ],
)  # fmt: skip
def test_who_rejects_and_denounces_in_nouns(single: Single, text: str, event: str, actors: list[str]) -> None:
    claim = single(text, event, publisher="Ministry of Foreign Affairs of the Kingdom of Saudi Arabia")
    assert [p.party for p in claim.participants if p.role == "actor"] == actors


def test_what_an_attack_is_called_is_not_whom_one_condemns(single: Single) -> None:
    claim = single("The council condemns the terrorist attack in Mogadishu.", "condemnation")
    assert [p.name for p in claim.participants if p.role == "target"] == []


@pytest.mark.parametrize(
    "text",
    [
        "The United States is imposing visa restrictions on RSF General Abdul Rahman Juma.",
        "Canada announced travel bans against five commanders.",
    ],
)
def test_visa_restrictions_are_sanctions(code: Code, text: str) -> None:
    assert {claim.event for claim in code(text)} == {"sanction"}


@pytest.mark.parametrize(
    ("text", "event", "place", "start"),
    [
        (
            "July 4, 2017, near Tal Afar, Iraq, via media report. During a strike it was assessed that four men died.",
            "attack",
            "Tal Afar",
            "2017-07-04",
        ),
        ("12 May 2017, Mosul, Iraq. Five civilians were killed in a strike.", "attack", "Mosul", "2017-05-12"),
        ("Tuesday, 14 May, Kharkiv. A shop was hit by a drone.", "drone_strike", "Kharkiv", "2024-05-14"),
    ],
)
def test_a_day_and_a_place_at_the_head_hold_for_the_paragraph(
    single: Single, text: str, event: str, place: str, start: str
) -> None:
    claim = single(text, event)
    assert claim.places[0].mention.text == place
    assert claim.time is not None
    assert claim.time.start == start
    assert {"places", "time"} <= set(claim.implied)


def test_a_heading_that_tells_of_something_places_nothing_else(code: Code) -> None:
    assert not code("A second round of talks in Geneva on 3 May. Rebels killed nine traders.")[-1].places


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("There is insufficient evidence to find that soldiers executed prisoners in Bucha.", "unconfirmed"),
        ("There is ample evidence that soldiers executed prisoners in Bucha.", "asserted"),
        ("There is no evidence that soldiers executed prisoners in Bucha.", "negated"),
    ],
)
def test_scant_evidence_confirms_nothing(single: Single, text: str, stance: str) -> None:
    claim = single(text, "killing")
    assert claim.stance == stance
    assert claim.attribution.sources == ()


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        (
            "The attack in Obo resulted in the death of one peacekeeper and injuries to two others.",
            [("killed", 1), ("injured", 2)],
        ),
        ("The ambush in Kidal caused injuries to four peacekeepers.", [("injured", 4)]),
        ("The raid led to the death of seven soldiers and several traders.", [("killed", 7), ("killed", 2)]),
        (
            "The bombing led to the deaths of twelve civilians and a number of police officers.",
            [("killed", 12), ("killed", 2)],
        ),
        ("The raid in Kona led to the killing of nine men and at least ten guards.", [("killed", 9), ("killed", 10)]),
        ("The attack killed nine soldiers and civilians in Kona.", [("killed", 9)]),
    ],
)  # fmt: skip
def test_deaths_and_injuries_told_by_nouns(code: Code, text: str, figures: list[tuple[str, int]]) -> None:
    claim = code(text)[0]
    assert [(f.measure, f.best) for f in claim.figures] == figures


def test_the_occupation_is_who_does_it_and_targeting_an_attack(code: Code) -> None:
    text = "He denounced the Israeli occupation's targeting of Nasser Hospital, which led to the martyrdom of 20 men."
    condemnation, attack = code(text)
    assert (condemnation.event, attack.event) == ("condemnation", "attack")
    assert [p.party for p in attack.participants if p.role == "actor"] == ["ISR:MIL"]
    assert [(f.measure, f.best) for f in attack.figures] == [("killed", 20)]
    assert attack.target_kinds == ("health_facility",)


@pytest.mark.parametrize(
    ("text", "events"),
    [
        ("He called on the Security Council to assume its responsibilities.", ["demand"]),
        ("The envoy asked the mission to take responsibility for protecting civilians.", ["demand"]),
        ("The group took responsibility for the attack.", ["claim_of_responsibility"]),
    ],
)
def test_responsibilities_that_are_assumed_claim_no_deed(code: Code, text: str, events: list[str]) -> None:
    assert [claim.event for claim in code(text) if claim.event != "attack"] == events


@pytest.mark.parametrize(
    ("text", "stances"),
    [
        ("The EU condemns the attack in Bara on Monday, reportedly in anger at a defection.", ["asserted", "asserted"]),
        ("The army attacked the village of Kona, allegedly out of spite for its elders.", ["asserted"]),
        ("Two men were reportedly killed in Bara.", ["unconfirmed"]),
        ("Reportedly, two men died in Bara.", ["unconfirmed"]),
    ],
)  # fmt: skip
def test_reportedly_before_a_reason_doubts_the_reason_alone(code: Code, text: str, stances: list[str]) -> None:
    assert [claim.stance for claim in code(text)] == stances


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("The Council condemned the attack perpetrated on 11 March against a convoy of MINUSCA near Obo.", "MINUSCA"),
        ("The EU condemns the attacks carried out by the RSF against civilians in Gezira in Sudan.", "civilians"),
        ("The attack launched on Tuesday on the police station in Goma killed three.", "police"),
    ],
)
def test_whom_an_attack_was_carried_out_against(single: Single, text: str, target: str) -> None:
    targets = [p.name for p in single(text, "attack").participants if p.role == "target"]
    assert len(targets) == 1
    assert target in targets[0]


@pytest.mark.parametrize(
    ("text", "publisher", "kinds"),
    [
        ("WHO has verified that 62 attacks hit clinics in Sudan.", "World Health Organization", ["igo"]),
        ("Mr. Dujarric: On 3 May, two peacekeepers were killed near Kidal.", "United Nations", ["igo"]),
        (
            "The Prime Minister (Mrs Theresa May): On 7 April, 75 people were killed in an attack in Douma.",
            "UK Government",
            ["government"],
        ),
        (
            "The Special Representative of the Secretary-General for Somalia said that shells killed four in Baidoa.",
            None,
            ["igo"],
        ),
    ],
)
def test_who_speaks_in_records_and_releases(code: Code, text: str, publisher: str | None, kinds: list[str]) -> None:
    claim = code(text, publisher=publisher)[0]
    assert [source.kind for source in claim.attribution.sources] == kinds
    assert [p.kind for p in claim.participants if p.role in {"victim", "actor"} and p.kind == "government"] == []


def test_the_office_of_the_treasury_that_designates_is_the_states(single: Single) -> None:
    text = "Today, the Department of the Treasury's Office of Foreign Assets Control (OFAC) designated two generals."
    claim = single(text, "sanction")
    assert [p.party for p in claim.participants if p.role == "actor"] == ["USA:GOV"]


@pytest.mark.parametrize(
    ("text", "event", "places"),
    [
        ("I thank the Kingdom of Saudi Arabia for its role in reaching this agreement.", "agreement", []),
        ("The members condoled with the family of the soldier killed, and expressed sympathy to Kenya.", "killing", []),
        ("The bloc condemns this act and expresses its condolences to the people of Niger.", "condemnation", []),
        ("On Friday I spoke to my Egyptian counterpart about the situation in El Fasher.", "negotiation", []),
        ("The ministers held talks on their common border in Brussels.", "negotiation", ["Brussels"]),
    ],
)
def test_who_is_thanked_and_what_is_talked_of_is_no_site(
    single: Single, text: str, event: str, places: list[str]
) -> None:
    assert [place.mention.text for place in single(text, event).places] == places


def test_whom_one_spoke_to_is_the_counterpart(single: Single) -> None:
    claim = single("On Friday I spoke to my Egyptian counterpart.", "negotiation", publisher="UK Government")
    assert [(p.role, p.party) for p in claim.participants] == [("actor", "GBR:GOV"), ("counterpart", "EGY:GOV")]


def test_a_feeling_is_not_of_the_day_of_the_deed(code: Code) -> None:
    condemnation, killing = code("I am appalled by the killing of three nurses in Bria on Sunday.", publisher="OCHA")
    assert condemnation.time is None
    assert killing.time is not None


@pytest.mark.parametrize(
    ("text", "victim"),
    [
        ("North Kivu Governor Peter Cirimwami was killed near Sake.", "COD:GOV"),
        ("The Foreign Secretary Boris Johnson was killed.", "GBR:GOV"),
    ],
)
def test_a_governor_is_of_the_country_of_his_seat(single: Single, text: str, victim: str) -> None:
    publisher = "U.S. Department of State" if "Kivu" in text else "UK Government"
    claim = single(text, "killing", publisher=publisher)
    assert [p.party for p in claim.participants if p.role == "victim"] == [victim]


def test_refugees_who_lost_their_lives_are_the_dead_and_not_on_the_move(code: Code) -> None:
    (claim,) = code("In Khartoum, at least ten refugees from Eritrea lost their lives when a shell hit their building.")
    assert claim.event == "shelling"
    assert [(f.measure, f.low) for f in claim.figures] == [("killed", 10)]


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("A U.S.-sanctioned armed group killed nine traders in North Kivu.", "killing"),
        ("The EU-listed militia attacked a village near Goma.", "attack"),
        ("U.S.-designated terrorists claimed the bombing in Beni.", "claim_of_responsibility"),
    ],
)
def test_who_lists_a_group_is_no_party_to_its_deeds(single: Single, text: str, event: str) -> None:
    actors = [p.party or "" for p in single(text, event).participants if p.role == "actor"]
    assert actors
    assert not any(party.startswith(("USA", "IGO")) for party in actors)


@pytest.mark.parametrize(
    ("text", "events"),
    [
        ("Attacks on humanitarian workers are unconscionable.", []),
        ("The attack on the clinic in Bria is unconscionable.", ["attack"]),
        ("Missiles hit a temporary deployment point of nationalists near Sumy.", ["missile_strike"]),
        ("Troops began their deployment to Sumy.", ["deployment"]),
        ("Nine people died when shells hit the community kitchen in Bara.", ["shelling"]),
    ],
)
def test_kinds_of_deeds_and_points_of_deployment_are_no_events(code: Code, text: str, events: list[str]) -> None:
    found = [claim.event for claim in code(text)]
    assert [e for e in found if e == "deployment" or "deployment point" not in text] == [
        e for e in events if e == "deployment" or "deployment point" not in text
    ]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("May saw at least 174 killed in Ukraine.", "2024-05"),
        ("March witnessed heavy fighting in Bakhmut.", "2024-03"),
        ("The March 23 Movement killed nine men in Goma.", None),
        ("In May, 174 were killed in Ukraine.", "2024-05"),
    ],
)
def test_months_that_see_things_and_movements_named_by_days(code: Code, text: str, value: str | None) -> None:
    (claim,) = code(text, published="2024-06-11")
    assert claim.stance == "asserted"
    assert (claim.time.value if claim.time is not None else None) == value


@pytest.mark.parametrize(
    ("text", "victims"),
    [
        ("Four jets attacked a military airfield near Homs.", []),
        ("Four jets attacked a Syrian military airfield near Homs.", ["SYR:MIL"]),
    ],
)
def test_a_military_airfield_is_nobodys_that_is_named(single: Single, text: str, victims: list[str]) -> None:
    claim = single(text, "airstrike")
    assert [p.party for p in claim.participants if p.role in {"target", "victim"}] == victims


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Militants attacked the Buulo Mareer base on Friday.", "Buulo Mareer"),
        ("Gunmen stormed the Konga camp.", "Konga"),
    ],
)
def test_a_base_tells_where_by_its_name(code: Code, text: str, place: str) -> None:
    (claim,) = code(text)
    assert [p.mention.text for p in claim.places] == [place]


def test_a_general_secretariat_is_no_general_and_leaves_nobody_dead(code: Code) -> None:
    text = (
        "The General Secretariat condemned the attack on a mosque in El Fasher, leaving more than 70 worshippers dead."
    )
    condemnation, attack = code(text, publisher="Organisation of Islamic Cooperation")
    assert [p.kind for p in condemnation.participants] == ["igo"]
    assert [p.name for p in attack.participants if p.role == "victim"] == ["worshippers"]


@pytest.mark.parametrize(
    ("text", "event", "figures"),
    [
        ("We condemn Israel's air strikes on Damascus, which targeted the ministry of defence.", "airstrike", 0),
        ("A strike was carried out in Khan Yunis, targeting Mohammed Deif.", "attack", 0),
        ("Four Typhoons used Paveway bombs to conduct strikes on two Houthi depots.", "airstrike", 1),
        ("Twenty-one passengers and four soldiers embraced martyrdom.", "casualties", 2),
    ],
)
def test_one_deed_told_twice_is_one(code: Code, text: str, event: str, figures: int) -> None:
    deeds = [claim for claim in code(text, publisher="UK Government") if claim.event != "condemnation"]
    assert [claim.event for claim in deeds] == [event]
    assert len(deeds[0].figures) >= figures


@pytest.mark.parametrize(
    ("text", "event", "victims", "actors"),
    [
        ("Service providers recorded 221 cases of child rape in Sudan.", "sexual_violence", ["child"], []),
        ("The EU will provide Ukraine with military and humanitarian support.", "aid_delivery", [], ["EU"]),
    ],
)
def test_a_word_before_a_deed_that_did_not_do_it(
    single: Single, text: str, event: str, victims: list[str], actors: list[str]
) -> None:
    claim = single(text, event)
    assert [p.mention.text for p in claim.participants if p.role == "victim"] == victims
    assert [p.mention.text for p in claim.participants if p.role == "actor"] == actors


def test_what_a_site_is_used_for_is_no_deed(code: Code) -> None:
    assert code("One was a site at Bani in Yemen used to launch attack drones.") == ()
    assert [c.event for c in code("The hill was used by the rebels to shell Bara.")] == ["shelling"]


def test_an_operation_by_name_is_no_place(code: Code) -> None:
    places = [p.mention.text for c in code("The Indian Armed Forces launched Operation Sindoor.") for p in c.places]
    assert places == []


@pytest.mark.parametrize(
    ("text", "event", "actors"),
    [
        (
            "UN Human Rights Chief Volker Türk deplored the killing. Türk called on the army to stop.",
            "demand",
            ["UNO.OHCHR"],
        ),
        ("U.S. and coalition military forces attacked the Islamic State near Raqqa.", "attack", ["USA:MIL", None]),
        ("U.S. and French officials condemned the attack.", "condemnation", ["USA:GOV", "FRA:GOV"]),
    ],
)
def test_surnames_and_allies(single: Single, text: str, event: str, actors: list[str | None]) -> None:
    assert [p.party for p in single(text, event).participants if p.role == "actor"] == actors


def test_our_office_is_the_publishers(single: Single) -> None:
    text = "Our Office verified the deaths of 540 civilians in Myanmar."
    claim = single(text, "casualties", publisher="OHCHR")
    assert [source.kind for source in claim.attribution.sources] == ["igo"]


def test_nobody_eliminates_a_commander_of_his_own(single: Single) -> None:
    text = "Our troops eliminated Battalion Commander Ahmed Ghandour in Jabalia."
    claim = single(text, "killing", publisher="Israel Defense Forces")
    assert {p.role: p.party for p in claim.participants} == {"actor": "ISR:MIL", "victim": None}


def test_a_hospital_for_children_is_no_child(single: Single) -> None:
    claim = single("In Kyiv a missile hit the Okhmatdyt children's hospital.", "missile_strike")
    assert [p.name for p in claim.participants if p.role == "target"] == []
    assert claim.target_kinds == ("health_facility",)


@pytest.mark.parametrize(
    ("text", "event", "actors"),
    [
        ("The EU reiterates its call on M23 to halt its advance in Kivu in DR Congo.", "advance", ["COD:REB.M23"]),
        ("The EU called on M23 to halt its advance in Kivu in DR Congo.", "advance", ["COD:REB.M23"]),
        ("Today the EU Council adopted restrictive measures against nine men.", "sanction", ["IGO.EU"]),
    ],
)
def test_those_called_on_do_what_is_to_end(single: Single, text: str, event: str, actors: list[str]) -> None:
    assert [p.party for p in single(text, event).participants if p.role == "actor"] == actors


def test_backers_of_an_offensive_do_not_back_who_condemns_it(code: Code) -> None:
    claims = code("The EU condemns the offensive by M23, supported by the Rwandan armed forces, in Kivu.")
    assert "support" not in {claim.event for claim in claims}


def test_whose_efforts_are_commended_is_no_site(single: Single) -> None:
    assert not single("The EU commends the efforts of Angola and Kenya.", "statement").places


def test_who_rejects_an_accusation_does_not_make_it(code: Code) -> None:
    accusers = [
        p.party
        for claim in code("Rwanda condemned the accusation by Burundi against its army.")
        for p in claim.participants
        if claim.event == "accusation" and p.role == "actor"
    ]
    assert "RWA:GOV" not in accusers
