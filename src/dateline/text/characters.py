"""Characters mended one by one: mojibake, invisible characters, odd spaces, doubled quotation marks."""

from __future__ import annotations

import html
import re

# A character that opens a UTF-8 sequence, read as cp1252 or Latin-1, and one that goes on with it: "â€™", "Ã©".
_MOJIBAKE = re.compile(r"[\u0080-\u009f]|[\u00c2-\u00f4][\u0080-\u00bf\u0152-\u0192\u02c6\u02dc\u2013-\u2122]")
_QUOTES = re.compile('"{2,}')
_AMPERSAND = re.compile("&(?:amp;)+")
_ENTITY = re.compile(
    r"&(?:apos|gt|hellip|ldquo|lsquo|lt|mdash|nbsp|ndash|quot|rdquo|rsquo|#\d{1,7}|#[xX][0-9a-fA-F]{1,6});"
)
_LIGATURES = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "st", 0xFB06: "st"}
_SPACES = dict.fromkeys((0x09, 0xA0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000), " ")
_BREAKS = {0x0B: "\n", 0x2028: "\n", 0x2029: "\n\n"}
_GONE = dict.fromkeys(
    (
        *(code for code in range(0x20) if code not in (0x09, 0x0A, 0x0B, 0x0C, 0x0D)),
        *range(0x7F, 0xA0),
        *(0x200B, 0x200E, 0x200F, 0x2060, 0xFEFF, 0xFFFC),
        *range(0x202A, 0x202F),
        *range(0x2066, 0x206A),
        *range(0xFFF9, 0xFFFC),
        *range(0xFDD0, 0xFDF0),
    )
)
_TABLE: dict[int, str | None] = {**_LIGATURES, **_SPACES, **_BREAKS, **_GONE, 0xAD: None}
_UNUSUAL = re.compile("[" + "".join(re.escape(chr(code)) for code in _TABLE) + "]")
# Extractors of PDF text write the hyphen at a line's end as one of these.
_LINE_END_HYPHEN = re.compile("[\u00ad\u0002\ufffe](?=[ \\t]*\n)")
# Joiners shape Arabic and Indic letters; between Latin ones they only hide.
_JOINERS = re.compile("(?<![\u0590-\u1fff])[\u200c\u200d]|[\u200c\u200d](?![\u0590-\u1fff])")
_SURROGATES = re.compile("[\ud800-\udfff]")


def mend_characters(text: str) -> str:
    """The text with its characters mended: no mojibake, no invisible ones, plain spaces and line ends.

    Curly quotation marks, dashes and accents stay as they are.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text
    if not text.isascii():
        text = replace_surrogates(text)
        if _MOJIBAKE.search(text):
            text = _unscramble(text)
        text = _LINE_END_HYPHEN.sub("-", text)
        text = _JOINERS.sub("", text).replace("\ufffe", "").replace("\uffff", "")
    elif "\x02" in text:
        text = _LINE_END_HYPHEN.sub("-", text)
    if _UNUSUAL.search(text):
        text = text.translate(_TABLE)
    if "&" in text:
        text = _AMPERSAND.sub("&", text)
        text = _ENTITY.sub(lambda match: html.unescape(match[0]), text)
    if '""' in text:
        text = _QUOTES.sub('"', text)
    if "``" in text:
        text = text.replace("``", '"').replace("''", '"')
    return text


def replace_surrogates(text: str) -> str:
    """The text with half characters, which no encoding can write, replaced one by one."""
    return _SURROGATES.sub("\ufffd", text)


def _unscramble(text: str) -> str:
    """The text with sequences undone that were written in one encoding and read in another."""
    import ftfy  # late: clean text never needs it

    config = ftfy.TextFixerConfig(
        unescape_html=False,
        remove_terminal_escapes=False,
        fix_latin_ligatures=False,
        fix_character_width=False,
        uncurl_quotes=False,
        fix_line_breaks=False,
        fix_surrogates=False,
        remove_control_chars=False,
        normalization=None,
    )
    return ftfy.fix_text(text, config)
