"""Datelines of wire stories, and what only looks like one."""

from __future__ import annotations

import pytest

from dateline.text.segments import find_dateline, find_paragraphs

_STORY = "Rebels shelled the town for an hour, residents said."


@pytest.mark.parametrize(
    ("head", "place", "day", "agency"),
    [
        ("AMMAN, Dec 22 (Reuters) - ", "AMMAN", "Dec 22", "Reuters"),
        ("BEIRUT (AP) — ", "BEIRUT", None, "AP"),
        ("KYIV, Ukraine, 4 June 2024 – ", "KYIV, Ukraine", "4 June 2024", None),
        ("GENEVA/NAIROBI, 3 May (OCHA) - ", "GENEVA/NAIROBI", "3 May", "OCHA"),
        ("New York, 5 May 2020 – ", "New York", "5 May 2020", None),
        ("(Port Sudan, 12 August 2024) – ", "Port Sudan", "12 August 2024", None),
        ("Damascus, SANA - ", "Damascus", None, "SANA"),
        ("N'DJAMENA, Sept. 3, 2021 (AFP) -- ", "N'DJAMENA", "Sept. 3, 2021", "AFP"),
        ("BAGHDAD, Monday (Xinhua) -- ", "BAGHDAD", "Monday", "Xinhua"),
        ("WASHINGTON — ", "WASHINGTON", None, None),
        ("PORT-AU-PRINCE, Haiti — ", "PORT-AU-PRINCE, Haiti", None, None),
        ("SAN PEDRO, 10 JAN 90 (RADIO NORTE) -- [TEXT] ", "SAN PEDRO", "10 JAN 90", "RADIO NORTE"),
        ("SAN PEDRO (COSTA NUEVA), 9 OCT (ABC) -- [REPORT] [JUAN PEREZ] [TEXT] ", "SAN PEDRO", "9 OCT", "ABC"),
    ],
)
def test_datelines_are_found(head: str, place: str, day: str | None, agency: str | None) -> None:
    text = f"A title over the story\n\n{head}{_STORY}\n\nThe army did not comment."
    dateline = find_dateline(text, find_paragraphs(text))
    assert dateline is not None
    assert text[dateline.body :].startswith(_STORY)
    found = [span and span.text for span in (dateline.place, dateline.day, dateline.agency)]
    assert found == [place, day, agency]
    for span in (dateline.mention, dateline.place, dateline.day, dateline.agency):
        assert span is None or text[span.start : span.end] == span.text


def test_a_line_with_the_day_alone_is_a_dateline() -> None:
    text = "Flash update number four\n\nPort Sudan, 14 May 2024\n\nShells fell on the market of the town."
    dateline = find_dateline(text, find_paragraphs(text))
    assert dateline is not None
    assert dateline.place is not None
    assert dateline.day is not None
    assert (dateline.place.text, dateline.day.text) == ("Port Sudan", "14 May 2024")


@pytest.mark.parametrize(
    "text",
    [
        "Aleppo - once the country's largest city - fell after a siege of four years.",
        "Hayat Tahrir al-Sham (HTS) - a former branch of al Qaeda - holds the province.",
        "The Syrian Democratic Forces (SDF) – backed by Washington – said they had taken the dam.",
        "THE ARMY -- WHICH HAS DENIED THE CHARGE -- SAID NOTHING MORE.",
        "May 4 was the worst day of the siege - so far.",
        "NATO — which met on Tuesday — promised more air defence.",
        "KHERSON: two people were hurt.",
        "On 4 May (Saturday) - a day after the truce - shells fell again.",
    ],
)
def test_other_beginnings_are_no_datelines(text: str) -> None:
    assert find_dateline(text, find_paragraphs(text)) is None
