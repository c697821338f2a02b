"""The words of quantities, read from the data folder once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Generic, TypeVar

from dateline.mentions.quantities.currencies import Currencies
from dateline.reference.files import Row, read_table

Meaning = TypeVar("Meaning")


class Phrases(Generic[Meaning]):
    """Phrases of one or more words and what each means; the longest that matches wins."""

    def __init__(self, entries: Sequence[tuple[str, Meaning]]) -> None:
        split = [(tuple(phrase.split()), meaning) for phrase, meaning in entries]
        split.sort(key=lambda entry: -len(entry[0]))
        self._by_first: dict[str, list[tuple[tuple[str, ...], Meaning]]] = {}
        self._by_last: dict[str, list[tuple[tuple[str, ...], Meaning]]] = {}
        for words, meaning in split:
            self._by_first.setdefault(words[0], []).append((words, meaning))
            self._by_last.setdefault(words[-1], []).append((words, meaning))

    @property
    def first_words(self) -> frozenset[str]:
        return frozenset(self._by_first)

    def at(self, words: Sequence[str], begin: int) -> tuple[int, Meaning] | None:
        """The phrase that begins at `begin`: where it ends, and its meaning."""
        if begin >= len(words):
            return None
        for phrase, meaning in self._by_first.get(words[begin], ()):
            if len(phrase) == 1 or tuple(words[begin : begin + len(phrase)]) == phrase:
                return begin + len(phrase), meaning
        return None

    def before(self, words: Sequence[str], end: int) -> tuple[int, Meaning] | None:
        """The phrase that ends just before `end`: where it begins, and its meaning."""
        if end <= 0:
            return None
        for phrase, meaning in self._by_last.get(words[end - 1], ()):
            begin = end - len(phrase)
            if begin >= 0 and (len(phrase) == 1 or tuple(words[begin:end]) == phrase):
                return begin, meaning
        return None


@dataclass(frozen=True, slots=True)
class Vague:
    """A word for a number: `needs_noun` where only a counted noun tells that it is one ("some people")."""

    word: str
    needs_noun: bool
    takes_of: bool  # its phrase ends in "of", which stays outside the number


@dataclass(frozen=True)
class Words:
    """Every word list of quantities."""

    values: dict[str, tuple[float, str]]
    vague: Phrases[Vague]
    before: Phrases[str]
    after: Phrases[str]
    additive_before: Phrases[bool]
    additive_after: frozenset[str]
    negatives: Phrases[bool]
    fractions: Phrases[tuple[float, bool]]
    harmed_after: dict[str, str | None]
    harming_before: dict[str, str | None]
    auxiliaries: frozenset[str]
    no_number_after: frozenset[str]
    no_number_before: frozenset[str]
    months: frozenset[str]
    pronouns: frozenset[str]
    wholes_before: Phrases[bool]
    wholes_after: Phrases[bool]
    stops: frozenset[str]
    compounds: dict[str, str]
    changes: frozenset[str]
    speech: frozenset[str]
    degrees: Phrases[bool]
    tolls: frozenset[str]
    toll_links: frozenset[str]
    victims: dict[tuple[str, str], bool]  # (lemma of a verb or noun of harm, role) and whether only people suffer it
    person_endings: tuple[str, ...]
    no_persons: frozenset[str]
    kin: frozenset[str]
    currencies: Currencies
    starts: frozenset[str]


@cache
def words() -> Words:
    """The word lists of the data folder."""
    values = {row["word"]: (float(row["value"]), row["kind"]) for row in _rows("numbers", "word", "value", "kind")}
    vague = Phrases([_vague(row) for row in _rows("vague", "phrase", "word", "needs")])
    quantifiers = list(_rows("quantifiers", "phrase", "quantifier", "side"))
    additive = list(_rows("additive", "phrase", "side"))
    negatives = Phrases([(r["phrase"], r["needs"] == "noun") for r in _rows("negatives", "phrase", "needs")])
    fractions = Phrases([_fraction(row) for row in _rows("fractions", "phrase", "fraction")])
    predicates = list(_rows("predicates", "word", "side", "of"))
    excluded = list(_rows("excluded", "word", "side", "why"))
    parts = list(_rows("parts", "phrase", "whole"))
    tolls = list(_rows("tolls", "word", "is"))
    currencies = list(_rows("currencies", "word", "side", "of"))
    compounds = {row["word"]: row["reads"] for row in _rows("compounds", "word", "reads")}
    return Words(
        values=values,
        vague=vague,
        before=Phrases([(r["phrase"], r["quantifier"]) for r in quantifiers if r["side"] == "before"]),
        after=Phrases([(r["phrase"], r["quantifier"]) for r in quantifiers if r["side"] == "after"]),
        additive_before=Phrases([(r["phrase"], True) for r in additive if r["side"] == "before"]),
        additive_after=frozenset(r["phrase"] for r in additive if r["side"] == "after"),
        negatives=negatives,
        fractions=fractions,
        harmed_after={r["word"]: r.get("of") for r in predicates if r["side"] == "after"},
        harming_before={r["word"]: r.get("of") for r in predicates if r["side"] == "before"},
        auxiliaries=_set("auxiliaries"),
        no_number_after=frozenset(r["word"] for r in excluded if r["side"] == "after"),
        no_number_before=frozenset(r["word"] for r in excluded if r["side"] == "before"),
        months=frozenset(r["word"] for r in excluded if r["why"] == "month"),
        pronouns=_set("pronouns"),
        wholes_before=Phrases([(r["phrase"], True) for r in parts if r["whole"] == "earlier"]),
        wholes_after=Phrases([(r["phrase"], True) for r in parts if r["whole"] == "later"]),
        stops=_set("stops"),
        compounds=compounds,
        changes=_set("changes"),
        speech=_set("speech"),
        degrees=Phrases([(r["phrase"], True) for r in _rows("degrees", "phrase")]),
        tolls=frozenset(r["word"] for r in tolls if r["is"] == "toll"),
        toll_links=frozenset(r["word"] for r in tolls if r["is"] == "link"),
        victims={(r["lemma"], r["role"]): r["victim"] == "people" for r in _rows("victims", "lemma", "role", "victim")},
        person_endings=tuple(row["ending"] for row in _rows("person_endings", "ending")),
        no_persons=_set("no_persons"),
        kin=_set("kin"),
        currencies=Currencies(
            signs={r["word"]: r["of"] for r in currencies if r["side"] == "before"},
            names={r["word"]: r["of"] for r in currencies if r["side"] == "after"},
        ),
        starts=frozenset(values)
        | vague.first_words
        | negatives.first_words
        | fractions.first_words
        | frozenset({"a", "an", "another", "half"}),
    )


def _rows(name: str, *columns: str) -> list[Row]:
    return list(read_table(f"lexicons/en/quantity_{name}.csv", columns=columns))


def _set(name: str) -> frozenset[str]:
    return frozenset(row["word"] for row in _rows(name, "word"))


def _vague(row: Row) -> tuple[str, Vague]:
    return row["phrase"], Vague(row["word"], row["needs"] == "noun", row["phrase"].endswith(" of"))


def _fraction(row: Row) -> tuple[str, tuple[float, bool]]:
    return row["phrase"], (row.number_of("fraction") or 0.0, row["phrase"].endswith(" of"))
