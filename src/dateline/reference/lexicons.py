"""Word lists of the English lexicon, loaded once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from dateline.reference.files import read_table


@dataclass(frozen=True, slots=True)
class ReportingWord:
    """A word that says that somebody says something; `force` is how, `stance` what it does to the content."""

    word: str
    force: str
    stance: str


@cache
def reporting_words() -> dict[str, ReportingWord]:
    """Reporting verbs by lemma."""
    rows = read_table("lexicons/en/reporting.csv", columns=("word", "force", "stance", "example"))
    return {row["word"]: ReportingWord(row["word"], row["force"], row["stance"]) for row in rows}


@cache
def word_classes() -> dict[str, frozenset[str]]:
    """Classes of a lemma ("shell" is a projectile), which conditions and roles are told in."""
    found: dict[str, set[str]] = {}
    for row in read_table("lexicons/en/classes.csv", columns=("class", "words")):
        for word in row.many("words"):
            found.setdefault(word, set()).add(row["class"])
    return {word: frozenset(classes) for word, classes in found.items()}


@cache
def words_of(name: str) -> frozenset[str]:
    """The lemmas of one class; empty where there is no such class."""
    return frozenset(word for word, classes in word_classes().items() if name in classes)


@cache
def object_kinds() -> dict[str, str]:
    """Target kinds by lemma or phrase."""
    return {
        row["word"]: row["target_kind"]
        for row in read_table("lexicons/en/objects.csv", columns=("word", "target_kind"))
    }


@cache
def light_verbs() -> dict[str, str]:
    """What the subject of a verb is to the event that is its object: actor, target or none."""
    return {row["word"]: row["role"] for row in read_table("lexicons/en/light_verbs.csv", columns=("word", "role"))}


@dataclass(frozen=True, slots=True)
class MeasureWord:
    """What a number counts that is a `part` (subject, object, or the word itself) of this word."""

    word: str
    pos: str
    part: str
    measure: str


@cache
def measure_words() -> dict[tuple[str, str], MeasureWord]:
    """Measures by lemma and part of speech."""
    rows = read_table("lexicons/en/measures.csv", columns=("word", "pos", "part", "measure"))
    return {
        (row["word"], row["pos"]): MeasureWord(row["word"], row["pos"], row["part"], row["measure"]) for row in rows
    }


@cache
def stance_words() -> dict[tuple[str, str], str]:
    """Stances by lemma and the part that it plays: governor, modifier, auxiliary or mark."""
    rows = read_table("lexicons/en/stance.csv", columns=("word", "part", "stance"))
    return {(row["word"], row["part"]): row["stance"] for row in rows}


@cache
def instruments() -> dict[str, str]:
    """The event that a weapon or the one who carries it makes of an attack, by lemma or phrase."""
    return {row["word"]: row["event"] for row in read_table("lexicons/en/instruments.csv", columns=("word", "event"))}


@cache
def irregular_forms() -> dict[str, str]:
    """Lemmas of irregular forms, and of forms that taggers get wrong."""
    return {row["form"]: row["lemma"] for row in read_table("lexicons/en/irregular.csv", columns=("form", "lemma"))}


@dataclass(frozen=True, slots=True)
class BodyWord:
    """A word for an organisation, which may stand for it alone; `kind` and `role` where the word tells them."""

    word: str
    kind: str | None
    role: str | None


@cache
def body_words() -> dict[str, BodyWord]:
    """Words for organisations ("commission", "network") by lemma."""
    rows = read_table("lexicons/en/bodies.csv", columns=("word", "kind", "role", "example"))
    return {row["word"]: BodyWord(row["word"], row.get("kind"), row.get("role")) for row in rows}
