"""What each paragraph of a text is for."""

from __future__ import annotations

import pytest

from dateline.text.making import make_report
from dateline.text.segments import find_paragraphs


def _kinds(text: str) -> list[tuple[str, str]]:
    return [(str(p.kind), text[p.start : p.end]) for p in find_paragraphs(text)]


def test_a_wire_story() -> None:
    text = "\n\n".join(
        [
            "Army Takes Bridge, Says Governor",
            "By Ana Petrova and Jo Karimi",
            "KARSEN, May 4 (Reuters) - The army took the bridge on Sunday.",
            '"We left everything," said a baker.',
            "(Reporting by Ana Petrova; editing by Jo Karimi)",
            "© 2023 The Valley Courier. All rights reserved.",
        ]
    )
    assert [kind for kind, _ in _kinds(text)] == ["headline", "publisher", "body", "body", "publisher", "boilerplate"]


def test_a_situation_update() -> None:
    text = "\n".join(
        [
            "Karsen: Flash Update No. 4",
            "14 May 2024",
            "KEY FIGURES",
            "• 42,000 people fled",
            "•\u00a0 Six clinics were closed.",
            ".\u00a0 \u00a0Near the dam, one strike hit a truck.",
            "Humanitarian access",
            "Two trucks were looted near the mill.",
            "The minister said:",
            "For further information, please contact the office.",
        ]
    )
    assert _kinds(text) == [
        ("headline", "Karsen: Flash Update No. 4"),
        ("publisher", "14 May 2024"),
        ("heading", "KEY FIGURES"),
        ("item", "42,000 people fled"),
        ("item", "Six clinics were closed."),
        ("item", "Near the dam, one strike hit a truck."),
        ("heading", "Humanitarian access"),
        ("body", "Two trucks were looted near the mill."),
        ("body", "The minister said:"),
        ("boilerplate", "For further information, please contact the office."),
    ]


def test_a_verbatim_text_keeps_wrapped_lines_in_one_paragraph() -> None:
    text = (
        "SAN PEDRO, 9 JAN 90 (ABC) -- [TEXT] THE ARMY TODAY HELD THE BRIDGE OVER\n"
        "THE RIVER AGAINST AN ATTACK BY REBELS, ACCORDING TO REPORTS BY\n"
        "OFFICIALS.\n\n"
        "   THE REBELS, THE REPORTS SAID, CAME FROM THE HILLS TO THE NORTH OF THE\n"
        "TOWN AND LEFT BY THE SAME ROAD.\n"
    )
    paragraphs = find_paragraphs(text)
    assert [text[p.start : p.end].count("\n") for p in paragraphs] == [2, 1]
    assert make_report(text, verbatim=True).text == text


@pytest.mark.parametrize(
    "first",
    [
        "The army took the bridge on Sunday.",
        "The minister said:",
        "and so the war went on",
        "BEIRUT (AP) — Two people were hurt.",
        "Two people were hurt. Nobody knows who fired",
    ],
)
def test_these_are_no_headlines(first: str) -> None:
    assert _kinds(f"{first}\n\nThe army did not comment.")[0] == ("body", first)


def test_a_text_of_one_line_is_body() -> None:
    assert _kinds("May 2020: a clinic was shelled by the army") == [
        ("body", "May 2020: a clinic was shelled by the army")
    ]


@pytest.mark.parametrize(
    ("title", "expected", "kind"),
    [
        (None, "Army takes bridge", "headline"),
        ("ARMY TAKES BRIDGE", "ARMY TAKES BRIDGE", "headline"),
        ("Another title", "Another title", "headline"),
    ],
)
def test_titles(title: str | None, expected: str, kind: str) -> None:
    report = make_report("Army takes bridge\n\nThe army took the bridge on Sunday.", title=title)
    assert (report.title, report.paragraphs[0].kind) == (expected, kind)


def test_a_title_from_elsewhere_stays_out_of_the_text() -> None:
    report = make_report("The army took the bridge on Sunday.", title="  Army takes\nbridge ")
    assert (report.title, report.text) == ("Army takes bridge", "The army took the bridge on Sunday.")


def test_the_lead_that_repeats_the_title_is_a_headline() -> None:
    report = make_report("The army took the bridge.\n\nNobody was hurt.", title="The army took the bridge")
    assert [paragraph.kind for paragraph in report.paragraphs] == ["headline", "body"]
