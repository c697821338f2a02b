"""What a noun counts: "paramedics" are health workers, "hilltops" settlements, "bodies" people."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from dateline.reference.files import read_table

#: Units whose members can be harmed: a plural of one of these may be a figure without a number.
HARMED = frozenset({"person", "household", "facility", "building", "settlement", "vehicle", "aircraft"})


@dataclass(frozen=True, slots=True)
class Counted:
    """A row of the lexicon: `phrase` in the singular; `kind` is a participant's kind, None where the word says none."""

    phrase: str
    of: str
    unit: str
    kind: str | None


def look_up(phrase: str) -> Counted | None:
    """What a noun or noun phrase counts, singular or plural: "health workers"."""
    words = phrase.lower().split()
    found = longest(words)
    return found[0] if found is not None and found[1] == len(words) else None


def longest(words: Sequence[str], lemma: str | None = None) -> tuple[Counted, int] | None:
    """The longest phrase of the lexicon that the lower-case words end in, and how many words it has.

    `lemma` is the singular of the last word where it is known: ["two", "police", "officers"] gives "police officer", 2.
    """
    if not words:
        return None
    table, longest_phrase = _table()
    last = _singulars(words[-1]) if not lemma or lemma == words[-1] else (words[-1], lemma, *_singulars(words[-1]))
    for size in range(min(longest_phrase, len(words)), 0, -1):
        before = " ".join(words[-size:-1])
        for singular in last:
            found = table.get(f"{before} {singular}" if before else singular)
            if found is not None:
                return found, size
    return None


def phrase_from(words: Sequence[str]) -> tuple[Counted, int] | None:
    """The longest phrase with "of" that the lower-case words begin with: ["members", "of", "the", "army"]."""
    if len(words) < 3 or words[1] != "of" or not starts_phrase(words[0]):
        return None
    table, longest_phrase = _table()
    for size in range(min(longest_phrase, len(words)), 2, -1):
        for first in _singulars(words[0]):
            found = table.get(" ".join((first, *words[1:size])))
            if found is not None:
                return found, size
    return None


def starts_phrase(word: str) -> bool:
    """Whether a phrase such as "member of the army" begins with this word, in singular or plural."""
    return any(singular in _heads() for singular in _singulars(word))


def singular(word: str) -> str:
    """The singular that the lexicon knows of a lower-case noun, else the word itself."""
    table, _ = _table()
    return next((form for form in _singulars(word) if form in table), word)


def rows() -> tuple[Counted, ...]:
    """Every row, in the order of the data file."""
    return tuple(_table()[0].values())


@cache
def _table() -> tuple[dict[str, Counted], int]:
    table = {}
    for row in read_table("lexicons/en/counted.csv", columns=("lemma", "of", "unit", "kind")):
        if row["lemma"] in table:
            raise row.fault(f"{row['lemma']!r} stands twice")
        table[row["lemma"]] = Counted(row["lemma"], row["of"], row["unit"], row.get("kind"))
    return table, max(len(phrase.split()) for phrase in table)


@cache
def _heads() -> frozenset[str]:
    return frozenset(phrase.split()[0] for phrase in _table()[0] if " of " in phrase)


@cache
def _irregular() -> dict[str, str]:
    columns = ("plural", "singular")
    return {row["plural"]: row["singular"] for row in read_table("lexicons/en/quantity_plurals.csv", columns=columns)}


@cache
def _singulars(word: str) -> tuple[str, ...]:
    """The forms that a noun may have in the singular, the likeliest first."""
    irregular = _irregular().get(word)
    if irregular is not None:
        return (irregular, word)
    forms = [word]
    if word.endswith("men") and len(word) > 4:
        forms.append(word[:-3] + "man")
    if word.endswith("ies") and len(word) > 4:
        forms.append(word[:-3] + "y")
    if word.endswith(("ches", "shes", "sses", "xes", "zes", "oes")):
        forms.append(word[:-2])
    if word.endswith("s") and not word.endswith("ss") and len(word) > 2:
        forms.append(word[:-1])
    return tuple(forms)
