"""What is veiled: the names of private persons, and passages that are graphic."""

from __future__ import annotations

import re
from functools import cache

from dateline.reference.agents import all_agents, all_titles
from dateline.reference.counted import look_up
from dateline.reference.countries import country_by_demonym, country_by_name
from dateline.reference.files import read_table
from dateline.reference.terms import flag

#: A word of a name; a hyphen parts two ("al-Mansouri"), an apostrophe does not ("O'Brien").
WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")


def private_name(name: str, kind: str, role: str | None, party: str | None) -> tuple[str, ...]:
    """The words of the personal name in what a claim calls someone; none where it is no private person.

    Words before the name ("shopkeeper Sani Aliyu") are left out. `party` is a party's code: who is one by a table is no
    private person, while `SOM:CIV` only says whose civilian someone is.
    """
    single = private_kinds().get(kind)
    if single is None or role in offices() or (party and not party.endswith((":CIV", ":UNK", ":MED", ":HLH"))):
        return ()
    words = [match[0] for match in WORD.finditer(name)]
    described = False
    while words and not words[0][0].isupper() and words[0].casefold() not in particles():
        described = words.pop(0).casefold() not in _common()
    while words and words[0].casefold() in _common() | courtesy():
        words.pop(0)
    taken = []
    for word in words:
        if not word[0].isupper() and word.casefold() not in particles():
            break
        taken.append(word)
    real = [word for word in taken if word.casefold() not in particles()]
    if not real or any(_is_no_name(word) for word in real) or country_by_name(" ".join(taken)):
        return ()
    if len(real) == 1 and not (single and len(words) == 1 and not described and not real[0].endswith("s")):
        return ()
    return tuple(taken)


def _is_no_name(word: str) -> bool:
    low = word.casefold().removesuffix("'s").removesuffix("’s")
    return (
        low in not_names()
        or low in _common()
        or country_by_demonym(low) is not None
        or country_by_name(low) is not None
        or look_up(low) is not None
        or (word.isupper() and len(word) <= 5)
    )


@cache
def _common() -> frozenset[str]:
    """Words for those who act, suffer and speak: none of them is a name."""
    phrases = [phrase for agent in (*all_agents(), *all_titles()) for phrase in agent.phrases]
    return frozenset(word.casefold() for phrase in phrases for word in phrase.split())


@cache
def private_kinds() -> dict[str, bool]:
    """The kinds among whom private persons are, and whether one word is a name there."""
    rows = read_table("veil/kinds.csv", columns=("kind", "single", "example"))
    return {row["kind"]: flag(row, "single") for row in rows}


@cache
def offices() -> frozenset[str]:
    """The roles of sources that are an office or an organisation."""
    return frozenset(row["role"] for row in read_table("veil/offices.csv", columns=("role", "example")))


@cache
def not_names() -> frozenset[str]:
    """Words that no name of a person has."""
    return frozenset(row["word"] for row in read_table("veil/not_names.csv", columns=("word",)))


@cache
def particles() -> frozenset[str]:
    """Parts of names that are not veiled when they stand alone."""
    return frozenset(row["word"] for row in read_table("veil/particles.csv", columns=("word",)))


@cache
def courtesy() -> frozenset[str]:
    """What stands before a name and is no part of it."""
    rows = read_table("veil/particles.csv", columns=("word", "courtesy"))
    return frozenset(row["word"] for row in rows if flag(row, "courtesy"))


def is_graphic(text: str) -> bool:
    """Whether a passage has words that not everybody wants to meet unasked."""
    return _graphic().search(text) is not None


@cache
def _graphic() -> re.Pattern[str]:
    found = []
    for row in read_table("veil/graphic.csv", columns=("word", "form", "example")):
        if row["form"] not in ("word", "start"):
            raise row.fault(f"form: {row['form']!r} is neither word nor start")
        found.append(re.escape(row["word"]) + (r"\b" if row["form"] == "word" else ""))
    return re.compile(rf"\b(?:{'|'.join(found)})", re.IGNORECASE)
