"""Which words of offices, monitors and relief agencies are claims, and which of their sentences tell of no event."""

from __future__ import annotations

import pytest
from tests.claims.conftest import Code


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("The Treasury designated the leader of the militia and two of his companies.", "sanction"),
        ("The European Union listed six individuals and three entities.", "sanction"),
        ("Four vessels were added to the list in June.", "sanction"),
        ("The ministry froze the accounts of the movement.", "sanction"),
        ("All assets of the two generals have been blocked.", "sanction"),
        ("The group proposed a ceasefire of two weeks.", "demand"),
        ("The rebels offered talks without conditions.", "demand"),
        ("The Assembly mandated the chairman to send a mission.", "order"),
        ("She visited Juba, where she called on both parties to honour the accord.", "demand"),
        ("He flew to Doha, where he urged the movement to release the women.", "demand"),
        ("France regrets the closure of the crossing.", "condemnation"),
        ("The ministry regrets the collapse of the truce.", "condemnation"),
        ("The commission has not received any reply from Damascus.", "no_comment"),
        ("Our letters to the governor received no response.", "no_comment"),
        ("The donors provided the brigade with forty drones.", "support"),
        ("Tehran supplied Hezbollah with rockets.", "support"),
    ],
)
def test_offices_speak_and_act(code: Code, text: str, event: str) -> None:
    assert event in [claim.event for claim in code(text)]


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("The agency provided vouchers to displaced households.", "aid_delivery"),
        ("Twelve lorries with medicine are stuck at the crossing.", "aid_obstruction"),
        ("The junta did not grant the envoy access to the detained president.", "aid_obstruction"),
        ("The authorities have never granted the inspectors access to the site.", "aid_obstruction"),
        ("Thirty schools in the county remain shut.", "service_disruption"),
        ("Some 9,000 children are without schooling.", "service_disruption"),
        ("We have had to suspend our activities in Kitshanga.", "service_disruption"),
        ("More than 400 of the students are still behind bars.", "detention"),
        ("Police evicted forty families from the camp.", "displacement"),
        ("The envoy welcomed the release on Sunday of 30 prisoners.", "release"),
        ("The minister mourned the loss of life in the northern valley.", "casualties"),
        ("The council condemned the launch of missiles at the tanker.", "missile_strike"),
        ("The firing of mortar shells into Agdam wounded two farmers.", "missile_strike"),
        ("The heinous and cowardly terrorist attack in Lahore left nine dead.", "attack"),
        ("Students staged a march to the palace.", "protest"),
        ("The fire gutted two warehouses in Aden on Monday.", "destruction"),
    ],
)
def test_what_relief_agencies_and_monitors_tell(code: Code, text: str, event: str) -> None:
    assert event in [claim.event for claim in code(text)]


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("The guide lists five companies that build bridges.", "sanction"),
        ("The report lists the members of the panel.", "sanction"),
        ("The area was designated as a national park.", "sanction"),
        ("The lake froze in January.", "sanction"),
        ("The tailor proposed a jacket of blue cloth.", "demand"),
        ("The minister asked where the men were held.", "demand"),
        ("The sign directed drivers to the left.", "order"),
        ("The office regrets any inconvenience.", "condemnation"),
        ("The company received no orders from abroad.", "no_comment"),
        ("The council supplied the school with desks.", "support"),
        ("The bank distributed cash to its branches.", "aid_delivery"),
        ("The stamp is stuck to the letter.", "aid_obstruction"),
        ("The app does not allow access to the camera.", "aid_obstruction"),
        ("The case is closed.", "service_disruption"),
        ("The landlord evicted a tenant over unpaid rent.", "displacement"),
        ("The release on Friday of the survey surprised investors.", "release"),
        ("We must avoid any further loss of life.", "casualties"),
        ("The launch of a satellite was delayed.", "missile_strike"),
        ("The accused was brought to court.", "accusation"),
    ],
)
def test_same_words_of_other_things_tell_nothing(code: Code, text: str, event: str) -> None:
    assert event not in [claim.event for claim in code(text)]


@pytest.mark.parametrize(
    "text",
    [
        "Any act of terrorism is criminal and unjustifiable.",
        "Such acts of violence are unacceptable.",
        "Attacks against hospitals are prohibited under international law.",
        "Air strikes on schools violate the laws of war.",
        "Violence against journalists must never go unpunished.",
    ],
)
def test_judgement_of_a_kind_of_deed_is_no_deed(code: Code, text: str) -> None:
    assert {claim.event for claim in code(text)} <= {"demand", "condemnation"}


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("The attack on the clinic is a war crime.", "attack"),
        ("Attacks on the port of Odesa on Friday were unacceptable.", "attack"),
        ("These air strikes by the junta violate the laws of war.", "airstrike"),
        ("Attacks against nine hospitals are a breach of the accord.", "attack"),
        ("Shelling of Avdiivka is unacceptable.", "shelling"),
    ],
)
def test_judgement_of_one_deed_tells_of_it(code: Code, text: str, event: str) -> None:
    assert event in [claim.event for claim in code(text)]


@pytest.mark.parametrize(
    ("text", "events"),
    [
        ("The party alleged that soldiers had beaten 14 boys.", {"torture"}),
        ("Since the beginning of the special operation, 662 aircraft have been destroyed.", {"destruction"}),
        ("Talks on the humanitarian situation in Aleppo were held in Paris.", {"negotiation"}),
        ("The ministers discussed the humanitarian crisis in Sudan.", {"negotiation"}),
        ("We have seen images of destruction from Aleppo.", set()),
        ("The council voted £1.1bn for vulnerable and displaced people inside Syria.", set()),
        ("We look to build greater relationships with our partners.", set()),
        ("The Secretary has authorized a reward of up to $5 million.", set()),
        ("The soldier was supporting Operation Inherent Resolve.", set()),
        ("We are targeting developers of chemical weapons with new sanctions.", {"sanction"}),
        ("The coalition provided 24,000 chemical masks to the Iraqi security forces.", {"support"}),
        ("The mosque was hit in an air strike.", {"airstrike"}),
        ("Two ambulances were targeted during the shelling of Bakhmut.", {"shelling"}),
        ("The Council urges restraint and the members of the Council urge the envoy to return to Juba.", {"demand"}),
        ("Troops made a breakthrough near Lyman.", {"advance"}),
        ("The envoy said there was no breakthrough in the talks.", {"negotiation"}),
        ("The envoy welcomed the signing of a truce.", {"statement", "ceasefire"}),
        ("The meaning of a truce is not clear.", set()),
    ],
)
def test_nothing_but_the_deed_is_told(code: Code, text: str, events: set[str]) -> None:
    assert {claim.event for claim in code(text)} == events


@pytest.mark.parametrize(
    ("text", "event", "measures"),
    [
        ("The bloc condemns in the strongest terms the attack today in Gao that killed nine.", "attack", ["killed"]),
        (
            "The ministry condemns strongly the shelling this morning in Avdiivka that killed two and wounded nine.",
            "shelling",
            ["killed", "injured"],
        ),
        ("We condemn yesterday's attack in Nice, which killed 84 people.", "attack", ["killed"]),
    ],
)
def test_what_a_condemned_attack_did_is_part_of_it(code: Code, text: str, event: str, measures: list[str]) -> None:
    claims = code(text)
    assert [claim.event for claim in claims] == ["condemnation", event]
    assert [figure.measure for figure in claims[1].figures] == measures


def test_no_reaches_over_or(code: Code) -> None:
    claims = code("There were no injuries or damage to the ship.")
    assert [claim.stance for claim in claims if claim.event == "destruction"] == ["negated"]
