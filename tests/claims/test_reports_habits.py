"""How bulletins, communiqués and wire copy tell: lists, headings, asides, and words that only look like events."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dateline.incidents.views import event_figures
from dateline.records import Claim

Code = Callable[..., tuple[Claim, ...]]
Single = Callable[..., Claim]


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("The delegation arrived in Geneva on Monday.", "displacement"),
        ("The minister left the room without answering.", "displacement"),
        ("The soldiers left Kupiansk for the capital.", "displacement"),
        ("The council held a meeting on the drought.", "detention"),
        ("The report holds the two officers responsible.", "detention"),
        ("He was refused a loan by the bank.", "aid_obstruction"),
        ("The police had not been able to reach the site by nightfall.", "aid_obstruction"),
        ("Prices fell sharply in Kampala on Monday.", "capture"),
        ("He took a photograph of the camera.", "looting"),
        ("The company cut costs at the port.", "siege"),
        ("The two sides have no plan for the talks.", "humanitarian_need"),
        ("The union works to defeat the militia on all fronts.", "clash"),
        ("She asked us what language we spoke.", "demand"),
    ],
)
def test_word_alone_is_no_event(code: Code, text: str, event: str) -> None:
    assert event not in [claim.event for claim in code(text)]


@pytest.mark.parametrize(
    ("text", "event", "expected"),
    [
        ("Gunmen killed between 30 and 40 of their neighbours.", "killing", [("killed", 30, 40)]),
        ("The crew of seven was held for two days.", "detention", [("detained", 7, None)]),
        ("A married couple were killed in Homs.", "killing", [("killed", 2, None)]),
        ("Of the convoy 11 of the roughly 60 lorries were burnt.", "destruction", [("destroyed", 11, None)]),
        ("The earlier toll of 12 dead was revised down to nine.", "casualties", [("killed", 9, None)]),
        ("At least 26 persons remain in the hands of the rebels.", "abduction", [("abducted", 26, None)]),
        (
            "Deaths: 41 (30 soldiers, 11 civilians).",
            "casualties",
            [("killed", 41, None), ("killed", 30, None), ("killed", 11, None)],
        ),
        (
            "The following have been destroyed: nine tanks and four trucks.",
            "destruction",
            [("destroyed", 9, None), ("destroyed", 4, None)],
        ),
        ("The army put its losses at twelve.", "casualties", [("casualties", 12, None)]),
    ],
)
def test_figures_in_lists_and_corrections(
    single: Single, text: str, event: str, expected: list[tuple[str, float, float | None]]
) -> None:
    assert [(f.measure, f.n, f.n2) for f in single(text, event).figures] == expected


def test_parts_of_a_heading_are_inside_their_whole(single: Single) -> None:
    figures = single("Deaths: 41 (30 soldiers, 11 civilians).", "casualties").figures
    assert [f.part_of for f in figures] == [None, 0, 0]


def test_all_of_the_dead_are_dead(single: Single) -> None:
    figures = single("As many as 30 of the 45 dead were children.", "casualties").figures
    assert {f.n for f in figures} == {30, 45}


@pytest.mark.parametrize(
    ("text", "event", "day"),
    [
        ("Eight civilians were killed and four abducted in Beni on 6 May.", "killing", "2024-05-06"),
        ("On 11 and 12 May armed men entered the camp and set fire to the market.", "destruction", "2024-05-11"),
        ("The hamlet was empty when it was shelled, as residents had left the day before.", "shelling", None),
    ],
)
def test_time_shared_by_joined_verbs(single: Single, text: str, event: str, day: str | None) -> None:
    time = single(text, event).time
    assert (None if time is None else str(time.start)) == day


@pytest.mark.parametrize(
    ("text", "event", "who"),
    [
        ("The town has been under blockade by Boko Haram for a year.", "siege", [("actor", "Boko Haram")]),
        ("The two ambassadors ended a week of talks in Muscat.", "negotiation", [("actor", "ambassadors")]),
        ("A drone struck a passenger car in Bryansk.", "drone_strike", [("instrument", "drone")]),
        (
            "Mediators from Egypt and Qatar resumed talks on Wednesday.",
            "negotiation",
            [("actor", "Mediators from Egypt"), ("actor", "Qatar")],
        ),
    ],
)
def test_who_takes_part(single: Single, text: str, event: str, who: list[tuple[str, str]]) -> None:
    assert [(p.role, p.mention.text) for p in single(text, event).participants] == who


def test_each_verb_of_a_list_has_the_same_demander(code: Code) -> None:
    text = "The African Union demands that the army lift the siege, urges calm and asks Kenya to send food."
    claims = [claim for claim in code(text) if claim.event == "demand"]
    assert len(claims) == 3
    assert all("African Union" in [p.mention.text for p in c.participants if p.role == "actor"] for c in claims[1:])


@pytest.mark.parametrize(
    ("text", "event", "source"),
    [
        (
            "In Bouar itself, residents said, soldiers on Monday shot dead two men.",
            "shooting",
            ("civilians", "residents"),
        ),
        (
            "Rebels stormed the town in March, killing 300 people, by Nigerian tallies.",
            "ground_assault",
            ("government", "Nigerian tallies"),
        ),
        (
            "The hospital's director, Amina Saleh, said four patients had died in Taiz.",
            "casualties",
            ("medical", "hospital's director, Amina Saleh"),
        ),
        ("The U.N. mission recorded 60 deaths in Kabul.", "casualties", ("igo", "U.N. mission")),
    ],
)
def test_source_that_interrupts_counts_or_has_a_house(
    single: Single, text: str, event: str, source: tuple[str, str]
) -> None:
    assert [(s.kind, s.mention.text) for s in single(text, event).attribution.sources if s.mention] == [source]


def test_what_is_burnt_beside_a_shooting_is_an_event_of_its_own(code: Code) -> None:
    claims = code("The gunmen shot a policeman dead and burnt the archives of the court.")
    assert [claim.event for claim in claims] == ["shooting", "destruction"]


@pytest.mark.parametrize(
    ("text", "event", "sites"),
    [
        ("Fighters stormed two barracks in the Somali capital on Monday.", "ground_assault", ["Mogadishu"]),
        ("Two shells fell on the Yemeni capital, Sanaa, on Monday.", "shelling", ["Sanaa"]),
        ("The fall of Konga Dogo ended the campaign, the ministry said.", "capture", ["Konga Dogo"]),
        ("The Peshawar bombing killed six people.", "bombing", ["Peshawar"]),
    ],
)
def test_a_place_is_told_by_its_country_its_fall_or_before_the_deed(
    single: Single, text: str, event: str, sites: list[str]
) -> None:
    claim = single(text, event)
    assert [place.name or place.mention.text for place in claim.places if place.role == "site"] == sites
    assert not [p for p in claim.participants if p.mention.text in {"Peshawar", "Konga Dogo"}]


@pytest.mark.parametrize(
    ("text", "event", "actors"),
    [
        ("The Kenyan-led offensive on Barawe began on Monday.", "ground_assault", ["Kenyan"]),
        ("The army, together with the local militia, attacked the port of Aden.", "attack", ["army", "militia"]),
        ("Talks will be held between Kenya and Somalia on Monday.", "negotiation", []),
        ("The withdrawal of the marines was announced by the ministry on Monday.", "withdrawal", ["marines"]),
    ],
)
def test_who_leads_joins_or_only_announces(single: Single, text: str, event: str, actors: list[str]) -> None:
    found = [p.mention.text for p in single(text, event).participants if p.role == "actor"]
    assert len(found) == len(actors)
    assert all(word in told for word, told in zip(actors, found, strict=True))


def test_ground_lost_is_no_life_lost_and_its_share_is_no_count(single: Single) -> None:
    assert not single("The rebels lost ground near Sirte.", "loss").figures
    (share,) = single("The group has lost 40 per cent of the territory that it held in Iraq.", "loss").figures
    assert (share.measure, share.of, share.unit, share.best) == ("captured", "territory", "percent", 40)
    assert event_figures(single("The group has lost 40 per cent of the territory that it held in Iraq.", "loss")) == ()


@pytest.mark.parametrize(
    ("text", "event", "figure"),
    [
        ("The shelling left hundreds dead and injured in Aleppo.", "shelling", "casualties"),
        ("The attack claimed 56 lives in Quetta.", "attack", "killed"),
        ("The lives of at least 13 people were lost in the bombing in Basra.", "bombing", "killed"),
    ],
)
def test_lives_and_dead_with_injured(single: Single, text: str, event: str, figure: str) -> None:
    assert [f.measure for f in single(text, event).figures] == [figure]
