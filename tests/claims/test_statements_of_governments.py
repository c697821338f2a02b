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


@pytest.mark.parametrize(
    ("text", "event", "actors"),
    [
        (
            "We will press the regime until it ends the violence and engages in negotiations with the opposition.",
            "negotiation",
            ["it"],
        ),
        (
            "The Security Council adopted Resolution 2249, which condemned the attacks.",
            "condemnation",
            ["Resolution 2249"],
        ),
        ("President Assad has caused destruction on a tragic scale in Aleppo.", "destruction", ["President Assad"]),
        ("Mogherini proposed it to leaders. She held talks with Turkey in Ankara.", "negotiation", ["She"]),
        (
            "Deputy Secretary of State Antony Blinken met officials in Erbil.",
            "negotiation",
            ["Deputy Secretary of State Antony Blinken"],
        ),
    ],
)
def test_who_does_it_in_statements(single: Single, text: str, event: str, actors: list[str]) -> None:
    claim = single(text, event)
    assert [p.mention.text for p in claim.participants if p.role == "actor"] == actors


def test_what_is_to_come_of_pressure_is_expected(single: Single) -> None:
    text = "We will press the regime until it ends the violence and engages in negotiations with the opposition."
    assert single(text, "negotiation").stance == "expected"


@pytest.mark.parametrize(
    ("text", "event", "places"),
    [
        ("Lavrov and Kerry held talks in Paris on the situation in Aleppo.", "negotiation", ["Paris"]),
        ("They met officials in Baghdad, where they discussed the drive to free Mosul.", "negotiation", ["Baghdad"]),
        ("Today the United States and Iraq signed an agreement that will enable Iraq to buy oil.", "agreement", []),
        ("Two soldiers were killed in the vicinity of Tal Rumman on Monday.", "killing", ["Tal Rumman"]),
        ("A soldier was killed in the vicinity of Ayn Lissa in northern Syria.", "killing", ["Syria", "Ayn Lissa"]),
    ],
)
def test_where_it_was_in_statements(code: Code, text: str, event: str, places: list[str]) -> None:
    claim = [claim for claim in code(text) if claim.event == event][-1]
    assert [place.mention.text for place in claim.places] == places


def test_people_besieged_are_counted(single: Single) -> None:
    claim = single("The aid will help 40,000 civilians besieged within the city of Madaya in Syria.", "siege")
    assert [(figure.measure, figure.n) for figure in claim.figures] == [("affected", 40000)]


@pytest.mark.parametrize(
    ("text", "targets"),
    [
        ("On behalf of the American people, I congratulate the people of Turkey.", ["TUR:CIV"]),
        ("The army fights rebels in Anbar. The council urged all political parties in Iraq to stay calm.", ["IRQ:OPP"]),
        (
            "The council demanded access for the UN across Syria and requested it to watch the evacuation of Homs.",
            ["UNO"],
        ),
    ],
)
def test_whom_statements_address(code: Code, text: str, targets: list[str]) -> None:
    claims = [c for c in code(text, publisher="US State Department") if c.event in {"demand", "statement"}]
    assert [p.party for p in claims[-1].participants if p.role == "target"] == targets


@pytest.mark.parametrize(
    ("text", "events"),
    [
        ("It is worthwhile when you get to execute what is going on.", []),
        ("Floods caused destruction in Derna.", []),
        (
            "For Islamic State this is a military defeat in Iraq. They have lost 30 percent of their territory.",
            ["loss"],
        ),
    ],
)
def test_what_statements_tell(code: Code, text: str, events: list[str]) -> None:
    assert [claim.event for claim in code(text)] == events


def test_a_military_defeat_is_nobody(single: Single) -> None:
    text = "For Islamic State this is a military defeat in Iraq. They have lost 30 percent of their territory."
    assert [p.party for p in single(text, "loss").participants] == ["INT:REB.IS"]


def test_who_speaks_on_as_i_behind_a_colon_says_the_rest(code: Code) -> None:
    text = "Tobias Ellwood said: I utterly condemn the raid on Sinjar. ISIL has killed thousands of civilians in Mosul."
    killing = next(c for c in code(text, publisher="UK Government") if c.event == "killing")
    assert [source.mention.text for source in killing.attribution.sources] == ["Tobias Ellwood"]


def test_a_line_of_a_live_page_ends_with_itself(code: Code) -> None:
    text = "The ministry said: Five people were killed in Kabul. Shells killed three people in Ghazni."
    last = code(text, publisher="Reuters")[-1]
    assert last.attribution.sources == ()


def test_officers_in_a_statement_of_a_ministry_are_of_no_known_army(single: Single) -> None:
    claim = single(
        "I condemn the murder of Lieutenant Muath al-Kasasbeh by ISIL.", "killing", publisher="UK Government"
    )
    assert [(p.kind, p.party) for p in claim.participants if p.role == "victim"] == [("state_forces", None)]


@pytest.mark.parametrize(
    ("text", "event", "figures"),
    [
        ("Since May more than 800,000 people, most of them women, have been forced to leave their homes.",
         "displacement", [800000, None]),
        ("The funding will provide food to 4.8 million refugees from Syria.", "displacement", [4800000]),
        ("Aircraft disabled the last of the five bridges over the Tigris.", "airstrike", []),
        ("Aircraft hit two of the five bridges over the Tigris.", "airstrike", [2]),
    ],
)  # fmt: skip
def test_what_statements_count(single: Single, text: str, event: str, figures: list[int | None]) -> None:
    assert [figure.n for figure in single(text, event).figures] == figures


@pytest.mark.parametrize(
    ("text", "event", "places"),
    [
        ("The EU calls on all parties to respect the truce agreed in Sochi and to allow aid.", "demand", []),
        ("The EU supports the work of the envoy Geir Pedersen, who met the parties in Geneva.", "support", []),
        ("The regime must end its siege of Madaya and stop the use of barrel bombs.", "airstrike", []),
    ],
)
def test_what_else_is_told_lends_no_place(single: Single, text: str, event: str, places: list[str]) -> None:
    assert [place.mention.text for place in single(text, event).places] == places


@pytest.mark.parametrize(
    ("text", "event", "stance"),
    [
        (
            "The EU calls on both to hold fire and to guarantee humanitarian access to those in need.",
            "aid_delivery",
            "expected",
        ),
        ("The army provided humanitarian access to Idlib.", "aid_delivery", "asserted"),
        ("We urge the army to begin talks with the rebels in Juba.", "negotiation", "expected"),
    ],
)
def test_what_others_are_asked_to_grant_is_expected(single: Single, text: str, event: str, stance: str) -> None:
    assert single(text, event).stance == stance


@pytest.mark.parametrize(
    ("text", "events"),
    [
        ("The regime goes on to block aid convoys to besieged towns in Syria.", ["aid_obstruction"]),
        ("The European Union has mobilised €25 million for Syria.", []),
        ("Troops shot at those who tried to flee.", ["shooting"]),
    ],
)
def test_no_more_than_is_told(code: Code, text: str, events: list[str]) -> None:
    assert [claim.event for claim in code(text)] == events


def test_who_is_to_end_an_assault_need_not_lead_it(single: Single) -> None:
    claim = single("Washington will act unless Moscow takes steps to end the assault on Aleppo.", "ground_assault")
    assert [p.mention.text for p in claim.participants if p.role == "actor"] == []


def test_with_whom_one_spoke_and_whom_one_will_meet(code: Code) -> None:
    text = (
        "I have spoken to Secretary Kerry and to Staffan de Mistura, and will attend the meeting in Munich on 11 May."
    )
    spoken, meeting = code(text, publisher="UK Government")
    assert [p.party for p in spoken.participants if p.role == "counterpart"] == ["USA:GOV", "UNO.ENVOY"]
    assert (meeting.stance, [place.name for place in meeting.places]) == ("expected", ["Munich"])


def test_what_was_tried_killed_nobody(single: Single) -> None:
    claim = single("Gunmen tried to kill a judge in Goma.", "killing")
    assert (claim.stance, claim.figures) == ("expected", ())


def test_the_same_word_stands_for_the_same_people(code: Code) -> None:
    text = (
        "ISIL fighters have dug in. “They use people of Mosul as shields, they are firing mortars from mosques, and "
        "they have executed hundreds of men who refused to fight for them,” he said."
    )
    shelling, killing = (claim for claim in code(text) if claim.event in {"shelling", "killing", "clash"})
    assert [p.party for c in (shelling, killing) for p in c.participants if p.role == "actor"] == ["INT:REB.IS"] * 2
    assert (shelling.figures, [figure.measure for figure in killing.figures]) == ((), ["killed"])


@pytest.mark.parametrize(
    ("text", "events"),
    [
        ("ISIL has used more than 900 vehicle bombs since the battle began in October.", ["bombing"]),
        ("The strikes destroyed nine buildings with fighting positions.", ["attack"]),
        ("The UK acts to meet immediate needs of people in Syria.", []),
        ("On 12 December the Council added ten ministers of the regime to the sanctions list.", ["sanction"]),
    ],
)
def test_which_events_statements_tell(code: Code, text: str, events: list[str]) -> None:
    assert [claim.event for claim in code(text)] == events


def test_a_surname_that_is_an_office_is_none(code: Code) -> None:
    text = "Foreign Minister Julie Bishop said shells had hit Mosul. Ms Bishop met Haider al-Abadi in Baghdad."
    shelling, talks = code(text, publisher="Australian Department of Foreign Affairs")
    assert [source.kind for source in shelling.attribution.sources] == ["government"]
    assert [p.party for p in talks.participants if p.role == "actor"] == ["AUS:GOV"]
    (wounded,) = code("Bishop Christian Carlassare was wounded in Rumbek.")
    assert [p.kind for p in wounded.participants] == ["civilians"]


@pytest.mark.parametrize(
    ("text", "event", "role", "parties"),
    [
        ("I call on the regime, Russia and Iran to halt it.", "demand", "target", [None, "RUS:GOV", "IRN:GOV"]),
        ("The killing of two Congolese soldiers at a UN base shocked us.", "killing", "victim", ["COD:MIL"]),
        ("The attack, which the UN attributes to the ADF, hurt 53 in Bunia.", "attack", "actor", ["COD:REB.ADF"]),
        ("There was no damage reported by U.S. vessels in Aden.", "destruction", "actor", []),
        ("She condemned the raid, for which the RSF bears responsibility.", "raid", "actor", ["SDN:UAF.RSF"]),
        ("President Biden expresses his sympathy to families and calls for a truce.", "demand", "actor", ["USA:GOV"]),
    ],
)  # fmt: skip
def test_who_else_is_meant(code: Code, text: str, event: str, role: str, parties: list[str | None]) -> None:
    claim = next(claim for claim in code(text) if claim.event == event)
    assert [p.party for p in claim.participants if p.role == role] == parties


def test_civilians_beside_members_of_a_force_are_civilians(single: Single) -> None:
    claim = single(
        "Scores of civilians and members of the security forces died in Djibo in Burkina Faso.", "casualties"
    )
    assert claim.participants[0].kind == "civilians"
