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
