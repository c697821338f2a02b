"""Canonical text: wraps, hyphens, characters, lists, pages."""

from __future__ import annotations

import subprocess
import sys

import pytest

from dateline.text.cleaning import canonical

WRAPPED = """\
 Army Takes Bridge in
Third Day of Offensive
 The army took the bridge at Karsen on Sunday after a three-day assault on the last stretch of
the river that rebels still held, residents and two officials said, and the road to the al-
Numan dam lay open. Thousands of people were fleeing north.

""We left everything,"" said Tomas, a baker. He had walked for two days with al Qaeda-
inspired fighters behind him, he said, after bom-
bardment from the hills.

There was no comment from the rebels.
"""


def test_a_wrapped_report_is_unwrapped() -> None:
    assert canonical(WRAPPED).split("\n\n") == [
        "Army Takes Bridge in Third Day of Offensive",
        (
            "The army took the bridge at Karsen on Sunday after a three-day assault on the last stretch of the river"
            " that rebels still held, residents and two officials said, and the road to the al-Numan dam lay open."
            " Thousands of people were fleeing north."
        ),
        (
            '"We left everything," said Tomas, a baker. He had walked for two days with al Qaeda-inspired fighters'
            " behind him, he said, after bombardment from the hills."
        ),
        "There was no comment from the rebels.",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("shells hit Maarat al-\nNuman on Monday", "shells hit Maarat al-Numan on Monday"),
        ("shells hit Maarat al- Numan on Monday", "shells hit Maarat al-Numan on Monday"),
        ("after a week of bom-\nbardment, they fled", "after a week of bombardment, they fled"),
        ("villages in rebel-\nheld country", "villages in rebel-held country"),
        ("the al Qaeda- inspired group", "the al Qaeda-inspired group"),
        ("an anti-\ngovernment march", "an anti-government march"),
        ("twenty-\nfive of them were children", "twenty-five of them were children"),
        ("in mid-\nDecember the road closed", "in mid-December the road closed"),
        ("the two-\nand three-day truces", "the two- and three-day truces"),
        ("pre- and post-war losses", "pre- and post-war losses"),
        ("between 2011-\n2014 they fought", "between 2011-2014 they fought"),
        ("the DISPLACE-\nMENT OF PEOPLE GOES ON", "the DISPLACEMENT OF PEOPLE GOES ON"),
        ("a cease-\nfire held; the ceasefire was the third", "a ceasefire held; the ceasefire was the third"),
        ("a cease-\nfire held; the cease-fire was the third", "a cease-fire held; the cease-fire was the third"),
        ("the bomb\u00ad\ning went on", "the bombing went on"),
        ("the bomb\u00ading went on", "the bombing went on"),
        ("they came from the north -\nas they always did", "they came from the north - as they always did"),
    ],
)
def test_hyphens_at_line_ends(text: str, expected: str) -> None:
    assert canonical(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('""They came at night,"" she said.', '"They came at night," she said.'),
        ("``They came at night,'' she said.", '"They came at night," she said.'),
        ("“They came,” she said – ‘at night’.", "“They came,” she said – ‘at night’."),
        ("Russiaâ€™s army and Idlibâ€™s people", "Russia’s army and Idlib’s people"),
        ("The cafÃ© in BogotÃ¡ was bombed.", "The café in Bogotá was bombed."),
        ("Mevlüt Çavuşoğlu met the envoy in Zürich.", "Mevlüt Çavuşoğlu met the envoy in Zürich."),
        ("3\u00a0000 people fled\u200b the\ufeff town\u200e.", "3 000 people fled the town."),
        ("They  fled \t north , he said .", "They fled north, he said."),
        ("The sixth &amp; last convoy &quot;left&quot;&nbsp;at dawn.", 'The sixth & last convoy "left" at dawn.'),
        ("Heavy ﬁghting in the o\ufb03ce quarter", "Heavy fighting in the office quarter"),
        ("one\r\n\r\ntwo\r\rthree", "one\n\ntwo\n\nthree"),
        ("\ufeff\n\n  The army came.  \n\n\n\n It left. \n", "The army came.\n\nIt left."),
        ("broken \ud83d half", "broken \ufffd half"),
    ],
)
def test_characters_are_mended(text: str, expected: str) -> None:
    assert canonical(text) == expected


@pytest.mark.parametrize(
    ("text", "paragraphs"),
    [
        # Blank lines part paragraphs; short lines inside one do not.
        (
            (
                "The army said on Monday that it had taken the\ntown of Karsen after two days of fighting in the\n"
                "hills.\n\nRebels denied it and said that they had driven\nthe army back across the river."
            ),
            2,
        ),
        # No blank lines: a short last line with a full stop parts them.
        (
            (
                "The army said on Monday that it had taken the town of Karsen after two\n"
                "days of fighting in the hills, and four men had died.\n"
                "Rebels denied it.\n"
                "They said that they had driven the army back across the river, where it\n"
                "was digging in for the night, and that nobody had been hurt on their\n"
                "side of it.\n"
            ),
            3,
        ),
        # Indented paragraphs without blank lines.
        (
            (
                "   The army said on Monday that it had taken the town of Karsen after two\n"
                "days of fighting in the hills, and that four of its men were dead there.\n"
                "   Rebels denied it and said that they had driven the army back over the\n"
                "river, where it was digging in for the night, and that nobody was harmed.\n"
            ),
            2,
        ),
        # A line is a paragraph: nothing is wrapped.
        (
            (
                "The mayor said on Monday that the town had been shelled for an hour by guns from across the river.\n"
                "No one was hurt.\n"
                "A spokesman for the army denied that it had fired, and blamed a fault at the ammunition depot nearby."
            ),
            3,
        ),
        # Points of a list stay apart, over their wrapped lines too.
        (
            (
                "Over the past day the observers recorded the following incidents\nin the valley and on the hills:\n"
                "- three shells fell near the mill in Karsen, where they damaged\n  two houses\n"
                "- a patrol was turned back at the bridge\n"
                "1. a man was hurt by a mine\n2. a second mine was found"
            ),
            5,
        ),
    ],
)
def test_paragraphs(text: str, paragraphs: int) -> None:
    assert len(canonical(text).split("\n\n")) == paragraphs


def test_a_number_at_a_line_head_is_no_list() -> None:
    text = (
        "Trucks were turned back at the bridge on the road to the dam by soldiers who\n"
        "had dug in there, and a queue of some two kilometres stood there by nightfall.\n"
        "The observers said that the road had been closed for the whole of December\n"
        "12. They added that the number of trucks that passed in the week before was\n"
        "40. That was half of what had passed in the week before that, they also said."
    )
    assert "\n" not in canonical(text)


def test_pages_are_joined_and_page_numbers_go() -> None:
    text = (
        "The observers said that the road had been closed for the whole\nof the week, and that the\n\n- 3 -\n\f"
        "trucks had turned back.\n\nPage 4 of 9\n\n\fNobody was hurt.\n"
    )
    assert canonical(text) == (
        "The observers said that the road had been closed for the whole of the week, and that the trucks had turned"
        " back.\n\nNobody was hurt."
    )


def test_clean_text_loads_no_heavy_library() -> None:
    program = (
        "import sys; from dateline.text.readers import read_reports_from_bytes as read;"
        "print(next(iter(read('The army said that it had left the café in the town.'.encode(), '-'))).language);"
        "print([name for name in ('ftfy', 'charset_normalizer', 'trafilatura', 'pypdfium2', 'py3langid')"
        " if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.split("\n")[:2] == ["en", "[]"]
