"""What two spellings of a place name share: a folded key, and a consonant skeleton for romanised names."""

from __future__ import annotations

import re
import unicodedata
from difflib import SequenceMatcher
from functools import lru_cache

#: Letters that Unicode does not take apart.
_PLAIN = str.maketrans(
    {
        "ł": "l",
        "Ł": "L",
        "ø": "o",
        "Ø": "O",
        "đ": "d",
        "Đ": "D",
        "ð": "d",
        "þ": "th",
        "ß": "ss",
        "æ": "ae",
        "Æ": "Ae",
        "œ": "oe",
        "ı": "i",
        "ə": "a",
        "ħ": "h",
    }
)
_APOSTROPHES = re.compile(r"[’‘'`ʻʼʽʾʿ´′ʹ\".]")
_BREAKS = re.compile(r"[^\w]+|_")
_SHORT = {"st": "saint", "ste": "sainte", "mt": "mount", "ft": "fort", "sheik": "sheikh"}

#: The Arabic article as news and gazetteers write it, with its assimilated forms.
ARTICLES = frozenset(
    [
        "al",
        "el",
        "ul",
        "il",
        "ad",
        "ed",
        "an",
        "en",
        "ar",
        "er",
        "as",
        "es",
        "ash",
        "esh",
        "at",
        "et",
        "az",
        "ez",
        "edh",
    ]
)
_SOUNDS = (
    ("sch", "s"),
    ("tch", "s"),
    ("kh", "k"),
    ("gh", "g"),
    ("ch", "s"),
    ("sh", "s"),
    ("th", "t"),
    ("dh", "d"),
    ("zh", "j"),
    ("ph", "f"),
    ("ck", "k"),
    ("ts", "s"),
    ("q", "k"),
    ("c", "k"),
    ("x", "ks"),
    ("p", "b"),
    ("dj", "j"),
    ("g", "j"),
)
#: A final -a, -ah, -at, -eh, -iya is one ending (ta marbuta) in as many spellings.
_ENDING = re.compile(r"(?:iyy?[ae]h?|[ae]h|[ae]tt?|h)$")


@lru_cache(maxsize=20_000)
def fold(name: str) -> str:
    """The key under which a name is indexed: "Ma‘arrat an-Nu‘mān" and "Maarrat An Numan" have one."""
    text = name
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text.translate(_PLAIN))
        text = "".join(c for c in text if not unicodedata.combining(c))
    text = _APOSTROPHES.sub("", text.casefold())
    words = _BREAKS.sub(" ", text).split()
    return " ".join(_SHORT.get(word, word) for word in words)


def without_article(key: str) -> str:
    """A folded key less the articles between or before its words; the key itself where nothing would be left."""
    words = key.split()
    kept = [word for word in words if word not in ARTICLES]
    return " ".join(kept) if kept else key


@lru_cache(maxsize=50_000)
def skeleton(name: str) -> str:
    """The consonants that romanisations of one name share: "Saraqeb", "Serakab" and "Saraqib" give "srkb".

    Empty where too little is left to tell names apart. A match is only as good as the rest of the two names is
    alike: see `likeness`.
    """
    key = without_article(fold(name))
    joined = "".join(_bones(word) for word in key.split())
    return joined if len(joined) >= 2 and len(key) >= 4 and key.replace(" ", "").isalpha() else ""


def _bones(word: str) -> str:
    for sound, letter in _SOUNDS:
        word = word.replace(sound, letter)
    if len(word) > 3:
        word = _ENDING.sub("", word)
    kept = ""
    for number, letter in enumerate(word):
        if letter in "aeiouwy":
            if number == 0 and letter not in "wy":
                kept = "a"
            continue
        if kept[-1:] != letter:
            kept += letter
    return kept


def likeness(first: str, second: str) -> float:
    """How alike two names are letter by letter, from 0 to 1."""
    a, b = (without_article(fold(name)).replace(" ", "") for name in (first, second))
    return SequenceMatcher(None, a, b, autojunk=False).ratio()


def edit_distance_within_one(first: str, second: str, mistaken: frozenset[str] | None = None) -> bool:
    """Whether one letter put in, left out, changed or swapped with its neighbour makes one word of the other.

    Of `mistaken`, pairs of letters in their order, one must be what was changed; None lets any letter be changed.
    """
    if first == second:
        return True
    if abs(len(first) - len(second)) > 1:
        return False
    start = 0
    while start < min(len(first), len(second)) and first[start] == second[start]:
        start += 1
    a, b = first[start:], second[start:]
    if len(a) == len(b):
        changed = mistaken is None or "".join(sorted(a[0] + b[0])) in mistaken
        return (changed and a[1:] == b[1:]) or (a[:2] == b[1::-1] and a[2:] == b[2:])
    return a[1:] == b if len(a) > len(b) else a == b[1:]
