"""Nouns for those who act, suffer and speak: "soldiers", "rebels", "residents", "foreign minister"."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from dateline.reference.files import read_table

TABLE = "lexicons/en/agents.csv"
TITLES = "lexicons/en/titles.csv"
CUES = "lexicons/en/party_cues.csv"
CLASSES = frozenset(
    (
        "action",
        "anaphor",
        "coalition",
        "document",
        "group",
        "materiel",
        "modifier",
        "none",
        "role",
        "un",
        "unit",
        "weapon",
    )
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Agent:
    """A noun for a kind of party; `forms` are its other words, `sector` the finer part of a party code.

    `noun_class` says how it behaves: a `group` is a party by itself ("rebels"), a `role` borrows what it is from
    the words around it ("police commander"), a `title` stands before a name.
    """

    lemma: str
    forms: tuple[str, ...]
    noun_class: str
    sector: str | None
    kind: str
    source_role: str | None

    @property
    def phrases(self) -> tuple[str, ...]:
        """Every writing of the noun, singular and plural."""
        plurals = () if self.noun_class in ("modifier", "action", "none") else (plural(self.lemma),)
        if self.noun_class == "title":
            plurals = (*plurals, *(plural(form) for form in self.forms))
        return tuple(dict.fromkeys((self.lemma, *self.forms, *plurals)))


@cache
def all_agents() -> tuple[Agent, ...]:
    """The nouns and the modifiers, in the order of the table."""
    found = []
    for row in read_table(TABLE, columns=("lemma", "forms", "class", "sector", "kind", "role")):
        if row["class"] not in CLASSES:
            raise row.fault(f"unknown class {row['class']!r}")
        found.append(
            Agent(
                lemma=row["lemma"],
                forms=row.many("forms"),
                noun_class=row["class"],
                sector=row.get("sector"),
                kind=row["kind"] or "unknown",
                source_role=row.get("role"),
            )
        )
    return tuple(found)


@cache
def all_titles() -> tuple[Agent, ...]:
    """Words before a name: "Foreign Minister", "Col."."""
    return tuple(
        Agent(
            lemma=row["title"],
            forms=row.many("forms"),
            noun_class="title",
            sector=row.get("sector"),
            kind=row["kind"] or "unknown",
            source_role=row.get("role"),
        )
        for row in read_table(TITLES, columns=("title", "forms", "sector", "kind", "role"))
    )


@cache
def party_cues() -> dict[str, str]:
    """Words that decide what a name beside them does: "backed" in "Russian-backed", "western" in "Western sources"."""
    return {row["word"]: row["class"] for row in read_table(CUES, columns=("word", "class", "example"))}


def agent(lemma_or_phrase: str) -> Agent | None:
    """The noun that a lemma or phrase is a form of: "policemen", "aid workers", "Foreign Minister"."""
    return _by_phrase().get(" ".join(lemma_or_phrase.lower().replace("’", "'").split()))


@cache
def _by_phrase() -> dict[str, Agent]:
    found: dict[str, Agent] = {}
    for known in (*all_agents(), *all_titles()):
        for phrase in known.phrases:
            if known.noun_class != "modifier":
                found.setdefault(phrase, known)
    return found


def plural(noun: str) -> str:
    """The regular plural of a noun: "army" gives "armies"."""
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return f"{noun[:-1]}ies"
    if noun.endswith("man"):
        return f"{noun[:-3]}men"
    if noun.endswith(("s", "x", "ch", "sh")):
        return f"{noun}es"
    return f"{noun}s"
