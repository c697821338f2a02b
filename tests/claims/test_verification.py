"""What the publisher could not verify, bound to the claims that it speaks of."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dateline.records import Claim

Code = Callable[..., tuple[Claim, ...]]
Single = Callable[..., Claim]


@pytest.mark.parametrize(
    "words",
    [
        "Reuters could not independently verify the report.",
        "The claim could not be verified.",
        "The account could not be independently confirmed.",
        "We were unable to verify the claim.",
        "There was no independent confirmation of the claim.",
        "The report has not been independently verified.",
        "Valley Courier was not able to confirm the account.",
    ],
)
def test_could_not_verify(single: Single, words: str) -> None:
    claim = single(f"Rebels said that they had captured Bunia. {words}", "capture")
    assert claim.verification == "could_not_verify"
    assert claim.verification_mention is not None
    assert claim.verification_mention.text in words


@pytest.mark.parametrize(
    "words",
    [
        "The footage was independently verified.",
        "Valley Courier independently verified the footage.",
    ],
)
def test_verified(single: Single, words: str) -> None:
    assert single(f"Jets bombed a market in Idlib. {words}", "airstrike").verification == "verified"


def test_doubt_leaves_stance_and_figures_alone(single: Single) -> None:
    claim = single("Shelling killed eight people in Nyala. The report could not be verified.", "shelling")
    assert (claim.stance, [f.n for f in claim.figures]) == ("asserted", [8])


def test_doubt_reaches_back_one_sentence_and_not_on(code: Code) -> None:
    text = "Troops killed 30 rebels in Menaka. The toll could not be verified. In Niger, gunmen killed a farmer."
    first, second = code(text)
    assert (first.verification, second.verification) == ("could_not_verify", None)


def test_doubt_is_about_the_sentence_before_it(code: Code) -> None:
    claims = code(
        "Shells hit a bakery in Kherson on Monday.\n\n"
        "Rebels said that they had captured Bunia. The claim could not be verified.\n\n"
        "Jets bombed Idlib on Tuesday."
    )
    assert {c.event: c.verification for c in claims} == {
        "shelling": None,
        "capture": "could_not_verify",
        "airstrike": None,
    }


@pytest.mark.parametrize(
    "text",
    [
        "The mayor confirmed that shells had hit a bakery in Kherson.",
        "Shells hit a bakery in Kherson. Officials check the tickets of travellers.",
    ],
)
def test_others_who_confirm_are_not_the_publisher(single: Single, text: str) -> None:
    assert single(text, "shelling").verification is None


def test_the_figures_are_those_of_every_claim_just_before(code: Code) -> None:
    text = (
        "Shells killed 12 people in Nyala, doctors said. Officials said nine people died when jets bombed Kutum. "
        "Valley Courier could not verify the figures."
    )
    assert [c.verification for c in code(text)] == ["could_not_verify", "could_not_verify"]


def test_the_figure_is_that_of_the_nearest_claim(code: Code) -> None:
    text = (
        "Shells killed 12 people in Nyala, doctors said. Officials said nine people died when jets bombed Kutum. "
        "Valley Courier could not verify the figure."
    )
    assert [c.verification for c in code(text)] == [None, "could_not_verify"]


def test_what_is_doubted_of_the_toll_is_the_nearest_claim_of_dead(code: Code) -> None:
    claims = code(
        "Shells hit a market in Nyala and killed nine people, residents said. Thousands fled to Kass. "
        "Reuters could not verify the death toll."
    )
    doubted = [claim.event for claim in claims if claim.verification == "could_not_verify"]
    assert "displacement" not in doubted
    assert doubted


def test_neither_claim_is_what_both_sides_said_in_the_paragraph(code: Code) -> None:
    claims = code(
        "The Sudanese army said it had killed 20 rebels in Nyala. The rebels said they had shot down a drone in Kass. "
        "Neither claim could be independently verified."
    )
    said = [claim for claim in claims if claim.attribution.sources]
    assert len(said) >= 2
    assert {claim.verification for claim in said} == {"could_not_verify"}


def test_an_office_verifies_what_it_publishes(code: Code) -> None:
    text = "Shells killed at least nine civilians in Nyala on 3 May, the Office has verified."
    assert code(text, publisher="UN Monitoring Office")[0].verification == "verified"
    assert code(text, publisher="Reuters")[0].verification is None


def test_the_toll_is_that_of_the_lead_and_not_of_the_wounded_told_between(code: Code) -> None:
    claims = code(
        "At least 14 people were killed when mortar rounds hit a camp near Goma on Monday, aid workers said.\n\n"
        "A surgeon said the dead included six children. “We received 31 wounded,” he said.\n\n"
        "The army blamed the rebels.\n\nValley Courier could not independently verify the death toll."
    )
    doubted = [f.n for claim in claims if claim.verification for f in claim.figures]
    assert doubted == [14]


def test_neither_account_is_what_the_two_sides_said(code: Code) -> None:
    claims = code(
        "The Sudanese army said it had killed 17 rebels in Nyala. The rebels said four soldiers died in a clash.\n\n"
        "“They shot at every house,” a farmer in Nyala said.\n\nIt was not possible to verify either account."
    )
    doubted = {claim.attribution.sources[0].name for claim in claims if claim.verification == "could_not_verify"}
    assert len(doubted) == 2
    assert "farmer" not in doubted


def test_the_footage_is_of_what_the_sentence_with_the_video_tells(code: Code) -> None:
    claims = code(
        "A video showed that soldiers had shot two men in Gao. A mine wounded a herder near Kidal on Monday. "
        "Valley Courier could not verify the footage."
    )
    assert [claim.event for claim in claims if claim.verification] == ["shooting"]


def test_neither_toll_is_each_of_the_tolls(code: Code) -> None:
    claims = code(
        "Fighters stormed a camp in North Darfur on Sunday, killing at least 40 civilians, two relief workers said.\n\n"
        "The army said it had killed 12 fighters in Kutum. The governor put the number of dead at 65. "
        "Neither toll could be independently confirmed."
    )
    assert [f.n for claim in claims if claim.verification for f in claim.figures] == [40, 65]
