"""Which language a text is in, and which are refused."""

from __future__ import annotations

import pytest

from dateline.errors import LanguageError
from dateline.text.language import check_language
from dateline.text.making import make_report


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            (
                "Au moins neuf personnes ont été tuées jeudi matin quand des obus sont tombés sur le marché couvert de"
                " la ville, a déclaré le gouverneur du district, qui accuse les rebelles des collines."
            ),
            "French",
        ),
        (
            (
                "Mindestens neun Menschen starben am Donnerstag, als Granaten den Markt der Stadt trafen, sagte der"
                " Gouverneur des Bezirks. Die Armee bestritt, auf die Stadt geschossen zu haben."
            ),
            "German",
        ),
        (
            (
                "Al menos nueve personas murieron el jueves cuando varios proyectiles cayeron sobre el mercado de la"
                " ciudad, dijo el gobernador del distrito, que acusó a los rebeldes de las colinas."
            ),
            "Spanish",
        ),
        ("По меньшей мере девять человек погибли в четверг при обстреле рынка, сообщил губернатор района.", "Russian"),
        ("قتل تسعة أشخاص على الأقل يوم الخميس عندما سقطت قذائف على سوق المدينة، حسبما قال محافظ المنطقة", "Arabic"),
    ],
)
def test_other_languages_are_refused(text: str, name: str) -> None:
    with pytest.raises(LanguageError, match=f"is in {name}.*not coded"):
        check_language(make_report(text))


@pytest.mark.parametrize(
    "text",
    [
        "THE ARMY TODAY HELD THE BRIDGE OVER THE RIVER AGAINST AN ATTACK BY REBELS, ACCORDING TO REPORTS.",
        "Six killed in Karsen shelling",
        "Karsen clinic shelled",
        "May 2020: clinic shelled, nurse abducted; Karsen, Halmar, Bardun districts",
        "Shells hit Deir ez-Zor, Maarat al-Numan, Khan Shaykhun, Saraqeb, Tell Abyad and Ras al-Ayn.",
        "Abdullahi Hassan Mohamed, Sheikh Ali Warsame",
        "Нет",
    ],
)
def test_english_and_short_texts_pass(text: str) -> None:
    check_language(make_report(text))


def test_a_text_that_calls_itself_english_and_is_not_is_refused() -> None:
    text = (
        "Снаряди влучили в ринок у Херсоні у вівторок, загинуло щонайменше дванадцять людей, серед них троє дітей, "
        "повідомив голова обласної адміністрації."
    )
    with pytest.raises(LanguageError, match="Ukrainian"):
        check_language(make_report(text, language="en"))


def test_a_language_that_is_given_is_believed() -> None:
    check_language(make_report("Neuf morts", language="en-GB"))
    with pytest.raises(LanguageError, match="French"):
        check_language(make_report("The nine were killed", language="fr"))
