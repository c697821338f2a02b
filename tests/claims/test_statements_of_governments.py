"""Statements of governments and councils: who is quoted in them, whom they sanction, ask and name."""

from __future__ import annotations

import pytest
from tests.claims.conftest import Code, Single


def test_who_is_named_inside_a_quotation_does_not_speak_the_rest_of_it(code: Code) -> None:
    text = (
        "The minister Boris Johnson said:\n\n“The army now claims control of Aleppo, but this is hollow. "
        "The regime shelled two hospitals in Idlib.”"
    )
    shelling = next(claim for claim in code(text) if claim.event == "shelling")
    assert [source.kind for source in shelling.attribution.sources] == ["government"]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("The sanctions show that Europe is appalled by the shelling of Homs.", []),
        ("The attack shows that the rebels shelled Homs from the north.", []),
        ("Video showed that rebels shelled Homs from the north.", ["unknown"]),
        ("The hospital said rebels shelled Homs.", ["medical"]),
        (
            "The Board of Inquiry found that rebels shelled Homs, making it clear that the strike came at night.",
            ["igo"],
        ),
    ],
)
def test_deeds_and_things_tell_nobody_anything(code: Code, text: str, kinds: list[str]) -> None:
    shelling = next(claim for claim in code(text) if claim.event == "shelling")
    assert [source.kind for source in shelling.attribution.sources] == kinds


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        ("Arab and Kurdish fighters captured Tabqa from Islamic State in Syria.", ["SYR:REB", "SYR:REB"]),
        ("Amhara and Oromo militias clashed near Ataye in Ethiopia.", ["ETH:UAF", "ETH:UAF"]),
        ("Somali and Ethiopian troops shelled Baidoa.", ["SOM:MIL", "ETH:MIL"]),
    ],
)
def test_a_people_shares_the_noun_of_the_next(code: Code, text: str, parties: list[str]) -> None:
    assert [p.party for p in code(text)[0].participants if p.role == "actor"] == parties


def test_fighters_of_a_people_are_not_the_jihadists_named_last(code: Code) -> None:
    claims = code("For Islamic State this is another defeat in Iraq. Kurdish and Yezidi fighters took Sinjar.")
    capture = next(claim for claim in claims if claim.event == "capture")
    assert [p.party for p in capture.participants if p.role == "actor"] == ["IRQ:REB", "IRQ:REB"]


@pytest.mark.parametrize(
    "text",
    [
        "The sanctions on Syria are new. We are targeting developers and users of chemical weapons.",
        "New listings were agreed. They target individuals who supply oil to the junta.",
    ],
)
def test_who_is_targeted_by_sanctions_is_not_attacked(code: Code, text: str) -> None:
    assert "attack" not in [claim.event for claim in code(text, publisher="UK Government")]


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        ("The council adopted new Syria sanctions on Monday.", []),
        ("The council welcomed new US sanctions on Syria on Monday.", ["USA:GOV"]),
    ],
)
def test_whom_sanctions_are_named_by(single: Single, text: str, actors: list[str]) -> None:
    sanction = single(text, "sanction")
    assert [p.party for p in sanction.participants if p.role == "actor"] == actors


@pytest.mark.parametrize(
    ("text", "targets"),
    [
        ("It is essential that the Syrian army lift the siege of Homs.", ["SYR:MIL"]),
        ("It is imperative for the Syrian army to lift the siege of Homs.", ["SYR:MIL"]),
        ("It is unacceptable that the Syrian army has not lifted the siege of Homs.", []),
        ("All parties, including the RSF and Sudanese troops, must protect them.", [None, "SDN:UAF.RSF", "SDN:MIL"]),
    ],
)
def test_of_whom_it_is_demanded(code: Code, text: str, targets: list[str | None]) -> None:
    demand = next(claim for claim in code(text) if claim.event == "demand")
    assert [(p.party or "")[:11] or None for p in demand.participants if p.role == "target"] == targets
    assert {p.mention.text for p in demand.participants}.isdisjoint(place.mention.text for place in demand.places)


@pytest.mark.parametrize(
    ("text", "events"),
    [
        ("Did the army shell the camp in Nyala?", []),
        ("Minister, did the army shell Nyala?", []),
        ("Who killed the nine men in Nyala?", ["killing"]),
    ],
)
def test_what_is_only_asked_is_not_told(code: Code, text: str, events: list[str]) -> None:
    assert [claim.event for claim in code(text)] == events


@pytest.mark.parametrize(
    "text",
    [
        "Following the meeting in Paris the minister will return to the Gulf, visiting Riyadh on 11 December.",
        "After the talks in Doha the envoy left for Kabul on Tuesday.",
    ],
)
def test_what_came_after_the_talks_does_not_date_them(single: Single, text: str) -> None:
    assert single(text, "negotiation").time is None


def test_who_is_responsible_for_a_deed_did_it(single: Single) -> None:
    claim = single("The minister said the measures hit officers responsible for shelling Homs.", "shelling")
    assert [p.kind for p in claim.participants if p.role == "actor"] == ["state_forces"]


def test_whom_one_praises_for_their_deed_did_it(single: Single) -> None:
    text = "Islamic State is beaten. I commend the Iraqi army and the Peshmerga for their offensive in Sinjar."
    claim = single(text, "ground_assault")
    assert [p.party for p in claim.participants if p.role == "actor"] == ["IRQ:MIL"]
