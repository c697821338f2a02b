"""According to whom: the source of a claim, its kind, how many they are, and how near they were."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dateline.records import Claim

Code = Callable[..., tuple[Claim, ...]]
Single = Callable[..., Claim]


def sources(claim: Claim) -> list[tuple[str, str]]:
    return [(s.mention.text, s.kind) for s in claim.attribution.sources]


@pytest.mark.parametrize(
    ("text", "event", "expected"),
    [
        ("Shells hit a bakery in Kherson, the mayor said.", "shelling", [("mayor", "government")]),
        ("The mayor said that shells had hit a bakery in Kherson.", "shelling", [("mayor", "government")]),
        ("According to the mayor, shells hit a bakery in Kherson.", "shelling", [("mayor", "government")]),
        ("Shells hit a bakery in Kherson, according to residents.", "shelling", [("residents", "civilians")]),
        ("A resident told Reuters that shells had hit a bakery in Kherson.", "shelling", [("resident", "civilians")]),
        ("Witnesses reported that rebels had attacked a convoy near Goma.", "attack", [("Witnesses", "civilians")]),
        ("“Shells hit our bakery,” said a medic in Kherson.", "shelling", [("medic", "medical")]),
        ("The United Nations documented the killing of 40 civilians in Bunia.", "killing", [("United Nations", "igo")]),
        (
            "State television said that jets had bombed the port of Latakia.",
            "airstrike",
            [("State television", "media")],
        ),
        ("Jets bombed the port of Latakia, state television reported.", "airstrike", [("state television", "media")]),
        ("Rescuers said that jets had bombed the market in Idlib.", "airstrike", [("Rescuers", "aid")]),
        ("Activists say that jets bombed the market in Idlib.", "airstrike", [("Activists", "civilians")]),
        ("Two police officers said militants had attacked the bank in Gao.", "attack", [("police officers", "police")]),
        ("The rebels said that they had captured Bunia.", "capture", [("rebels", "rebels")]),
        (
            "Amnesty International said that soldiers had burned the village.",
            "destruction",
            [("Amnesty International", "ngo")],
        ),
    ],
)
def test_who_says_it(single: Single, text: str, event: str, expected: list[tuple[str, str]]) -> None:
    assert sources(single(text, event)) == expected


@pytest.mark.parametrize(
    ("text", "event", "counts"),
    [
        ("Jets bombed the market in Idlib, two residents and one rescuer said.", "airstrike", [2, 1]),
        ("Three witnesses said that militants had attacked the bank in Gao.", "attack", [3]),
        ("A resident said that militants had attacked the bank in Gao.", "attack", [1]),
        ("Residents said that militants had attacked the bank in Gao.", "attack", [None]),
        ("Militants killed 18 farmers near Damboa, two local leaders said.", "killing", [2]),
    ],
)
def test_how_many_they_are(single: Single, text: str, event: str, counts: list[int | None]) -> None:
    assert [s.count for s in single(text, event).attribution.sources] == counts


@pytest.mark.parametrize(
    ("text", "event", "anonymous"),
    [
        ("Two residents said that militants had attacked the bank in Gao.", "attack", True),
        ("A security official said that militants had attacked the bank in Gao.", "attack", True),
        ("The Kremlin said that drones had attacked Kursk.", "drone_strike", False),
        ("Olena Shevchuk, a nurse, said that shells had hit the clinic in Kherson.", "shelling", False),
    ],
)
def test_whether_they_are_named(single: Single, text: str, event: str, anonymous: bool) -> None:
    assert [s.anonymous for s in single(text, event).attribution.sources] == [anonymous]


@pytest.mark.parametrize(
    ("text", "event", "role", "directness"),
    [
        ("Witnesses said that shells had hit the clinic in Kherson.", "shelling", "witness", "eyewitness"),
        ("The governor said that shells had hit the clinic in Kherson.", "shelling", "official", "official"),
        ("The rebels said that they had captured Bunia.", "capture", None, "party"),
        ("An army spokesman said that troops had captured Bunia.", "capture", "spokesperson", "party"),
    ],
)
def test_how_near_they_were(single: Single, text: str, event: str, role: str | None, directness: str) -> None:
    attribution = single(text, event).attribution
    assert attribution.directness == directness
    if role is not None:
        assert [s.role for s in attribution.sources] == [role]


def test_speech_is_carried_on_by_who_added_more(single: Single) -> None:
    text = "“It was chaos,” Amina Diallo, a teacher, said. She added that militants had attacked the school in Gao."
    assert sources(single(text, "attack")) == [("She", "civilians")]


def test_a_pronoun_takes_the_kind_of_whom_it_stands_for(single: Single) -> None:
    claim = single(
        "The mayor spoke to reporters on Monday. He said that shells had hit a bakery in Kherson.", "shelling"
    )
    assert sources(claim) == [("He", "government")]


def test_speech_carries_over_into_its_own_quotation(single: Single) -> None:
    claim = single(
        "“We heard the planes at dawn,” said Omar Khalil, a resident. “Jets bombed the market twice.”", "airstrike"
    )
    assert [s.kind for s in claim.attribution.sources] == ["civilians"]


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("Jets bombed the port of Latakia on Monday.", "airstrike"),
        ("Militants attacked a bank in Gao.", "attack"),
    ],
)
def test_without_a_source_the_publisher_speaks(single: Single, text: str, event: str) -> None:
    attribution = single(text, event).attribution
    assert (attribution.sources, attribution.directness, attribution.origin) == ((), "publisher", "Valley Courier")


def test_who_speaks_of_one_sentence_does_not_speak_for_the_next(code: Code) -> None:
    shelling, attack = code(
        "Shells hit a bakery in Kherson, the mayor said. Militants attacked a bank in Gao on Monday."
    )
    assert sources(shelling) == [("mayor", "government")]
    assert sources(attack) == []


def test_the_cue_is_the_word_that_reports(single: Single) -> None:
    claim = single("According to the mayor, shells hit a bakery in Kherson.", "shelling")
    assert claim.attribution.cue is not None
    assert claim.attribution.cue.text == "According to"


@pytest.mark.parametrize(
    "text",
    [
        "Militants reportedly attacked a bank in Gao.",
        "Militants are said to have attacked a bank in Gao.",
    ],
)
def test_a_report_without_a_source_is_unattributed(single: Single, text: str) -> None:
    attribution = single(text, "attack").attribution
    assert (attribution.sources, attribution.directness) == ((), "unattributed")


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("The ministry and the mayor said that jets had bombed Idlib.", 2),
        ("Residents, medics and a rescuer said that jets had bombed Idlib.", 3),
    ],
)
def test_several_sources_are_kept_in_order(single: Single, text: str, count: int) -> None:
    starts = [s.mention.start for s in single(text, "airstrike").attribution.sources]
    assert len(starts) == count
    assert starts == sorted(starts)


@pytest.mark.parametrize(
    ("text", "event", "kinds"),
    [
        (
            "The report released by the UN Commission today is long. It documents the torture of prisoners in Homs.",
            "torture",
            ["igo"],
        ),
        ("One of the doctors said that a shell hit a bakery in Kherson.", "shelling", ["medical"]),
        ("Its spokesman said that rebels killed nine people in Goma.", "killing", ["unknown"]),
        ("Two were hurt, she said, adding that a shell hit a bakery in Kherson.", "shelling", ["unknown"]),
        ("Interior ministry: shells hit a bakery in Kherson", "shelling", ["government"]),
        (
            "A shell hit a bakery in Kherson, two doctors and a resident said, as fighting went on in the north.",
            "shelling",
            ["medical", "civilians"],
        ),
    ],
)
def test_sources_behind_documents_lists_and_pronouns(single: Single, text: str, event: str, kinds: list[str]) -> None:
    assert [s.kind for s in single(text, event).attribution.sources] == kinds


def test_what_nobody_could_verify_is_not_said_by_those_who_could_not(single: Single) -> None:
    claim = single("The military says it killed 14 militants in Goma, a figure that we could not verify.", "killing")
    assert sources(claim) == [("military", "state_forces")]


@pytest.mark.parametrize(
    ("text", "event", "expected"),
    [
        (
            "Shelling killed three people in Izium, the regional governor, Oleh Bondar, said.",
            "shelling",
            [("regional governor, Oleh Bondar", "government")],
        ),
        (
            "A drone strike killed two medics in Kutum, the hospital's director, Dr Salah Omar, said on Friday.",
            "drone_strike",
            [("hospital's director, Dr Salah Omar", "medical")],
        ),
        (
            "The raid on Sake left seven dead, a senior official of the province, who asked not to be named, said.",
            "raid",
            [("senior official", "government")],
        ),
        (
            "Rebels shot dead four officers near Cali, the army's commander, General Luis Ospina, told reporters.",
            "shooting",
            [("army's commander, General Luis Ospina", "state_forces")],
        ),
        ("Rockets struck Haifa, Acre and Safed, wounding 12, medics said.", "shelling", [("medics", "medical")]),
        ("Shells hit Kutum, killing a nurse, Halima Adam, said her brother.", "shelling", [("brother", "civilians")]),
    ],
)
def test_an_office_and_a_name_between_commas_say_it(
    code: Code, text: str, event: str, expected: list[tuple[str, str]]
) -> None:
    assert [sources(claim) for claim in code(text) if claim.event == event] == [expected]


@pytest.mark.parametrize(
    ("text", "event", "expected"),
    [
        (
            "Turkish drones struck a depot in Sirte, according to two diplomats; Ankara has not commented.",
            "no_comment",
            [],
        ),
        (
            "The prosecutor cited gendarmes as saying that 60 civilians had been killed in Karma.",
            "killing",
            [("prosecutor", "government"), ("gendarmes", "police")],
        ),
        (
            "Armed men torched houses in Goma on Sunday, a police officer told Reuters, asking not to be named.",
            "destruction",
            [("police officer", "police")],
        ),
        (
            "The Office recorded the shelling of Goma on Sunday.",
            "shelling",
            [("Office", "igo")],
        ),
    ],
)
def test_who_says_which_part(code: Code, text: str, event: str, expected: list[tuple[str, str]]) -> None:
    claims = code(text, publisher="UN Monitoring Office")
    assert [sources(claim) for claim in claims if claim.event == event] == [expected]


def test_who_is_blamed_for_a_deed_did_it_by_that_account(single: Single) -> None:
    claim = single("Residents blamed the Sudanese army for the massacre in Nyala.", "killing")
    assert [p.party for p in claim.participants if p.role == "actor"] == ["SDN:MIL"]
    assert sources(claim) == [("Residents", "civilians")]


def test_he_is_the_spokesman_who_denied_it_just_before(code: Code) -> None:
    text = 'A spokesman for the M23 denied the report. "The army shelled the camp in Sake," he told reporters.'
    (shelling,) = (claim for claim in code(text) if claim.event == "shelling")
    assert sources(shelling) == [("he", "rebels")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "A doctor, a priest and residents told Reuters that gunmen had killed 12 people in Jos.",
            ["doctor", "priest", "residents"],
        ),
        (
            "Gunmen killed 12 people in Bambari, a doctor, a priest and two residents said.",
            ["doctor", "priest", "residents"],
        ),
        (
            "At least 14 people died when shells hit a camp near Sake, a hospital director and aid workers said.",
            ["hospital director", "aid workers"],
        ),
        ("The mayor, a retired teacher and father of two, said shells hit a market in Kherson.", ["mayor"]),
        ("Two farmers, a nurse and a driver were killed in Jos, police said.", ["police"]),
        (
            "Shells hit a camp near Nyala, the camp's coordinator, Adam Rojal, and two relief workers said.",
            ["coordinator, Adam Rojal", "relief workers"],
        ),
    ],
)
def test_all_who_speak_in_a_row(code: Code, text: str, expected: list[str]) -> None:
    assert [source.mention.text for source in code(text)[0].attribution.sources] == expected


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("The governor, Jean Lukala, said shells hit Kherson.", "governor, Jean Lukala"),
        (
            "The director of Al-Aqsa hospital, Iyad Jabri, said shells hit Gaza.",
            "director of Al-Aqsa hospital, Iyad Jabri",
        ),
        ("Shells hit Kherson, said Ivan Koval, the head of the civil society in Kherson.", "Ivan Koval"),
        ("A resident of Omdurman, Khartoum State, said shells hit a market.", "resident"),
    ],
)
def test_a_speaker_has_a_name_and_keeps_it_as_he(code: Code, words: str, name: str) -> None:
    said, he = code(f"{words} He said two people were killed.")[:2]
    assert [said.attribution.sources[0].name, he.attribution.sources[0].name] == [name, name]
    assert he.attribution.sources[0].mention.text == "He"


def test_whoever_gives_or_raises_a_toll_is_its_source(code: Code) -> None:
    for text in (
        "Shells hit a market in Goma. An army spokesman gave a toll of 18 dead.",
        "Shells hit a market in Goma. An army spokesman raised the toll to 18.",
    ):
        assert [s.kind for s in code(text)[-1].attribution.sources] == ["state_forces"]


def test_an_attack_that_one_blames_on_another_is_his_word(code: Code) -> None:
    text = (
        "A drone strike on a bus station in Nyala killed 22 people on Monday, two medics said, in an attack that the "
        "Rapid Support Forces blamed on the army."
    )
    strike, attack = (next(c for c in code(text) if c.event == event) for event in ("drone_strike", "attack"))
    assert [s.kind for s in strike.attribution.sources] == ["medical"]
    assert (attack.stance, [s.name for s in attack.attribution.sources]) == ("alleged", ["Rapid Support Forces"])


def test_who_speaks_blames_where_the_sentence_ends_so(single: Single) -> None:
    text = "Gunmen killed 26 people in a raid near Bunia, local officials said on Monday, blaming the CODECO militia."
    claim = single(text, "accusation")
    assert [p.name for p in claim.participants if p.role == "actor"] == ["local officials"]


def test_who_said_it_is_no_source_of_the_denial_behind_a_semicolon(code: Code) -> None:
    bombing, denial = code(
        "At least 30 people were killed when a bomb went off in Kabul, officials said; the Taliban denied involvement."
    )
    assert [s.name for s in bombing.attribution.sources] == ["officials"]
    assert denial.attribution.sources == ()
    assert [p.party for p in denial.participants] == ["AFG:GOV.TALIBAN"]


def test_who_counted_is_the_nearer_source(code: Code) -> None:
    claims = code("Its team counted 19 bodies in Tall, a spokesman said; others may have been buried before.")
    assert [s.name for s in claims[0].attribution.sources] == ["team"]


def test_what_is_told_of_says_nothing(code: Code) -> None:
    claims = code(
        "The agency, citing an army source, said the raid on Idlib had caused losses and wounded two soldiers."
    )
    assert "raid" not in {s.name for claim in claims for s in claim.attribution.sources}


def test_who_finds_bodies_is_not_who_tells_of_them(single: Single) -> None:
    claim = single(
        "Troops found the bodies of 24 men in a mass grave near Tarhuna, the mayor's office said.", "casualties"
    )
    assert [s.name for s in claim.attribution.sources] == ["mayor's office"]
