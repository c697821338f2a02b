"""The party table: states' branches, armed groups, organizations, media and leaders, with their years."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from functools import cache

from dateline.reference.agents import Agent, agent
from dateline.reference.files import Row, read_table

__all__ = ["Agent", "PartyRow", "agent", "armed_groups", "choose", "name_words", "party_by_name", "peoples", "rows"]

TABLES = (
    "forces",
    "groups",
    "leaders",
    "organizations",
    "groups_phoenix",
    "leaders_phoenix",
    "organizations_phoenix",
)
COLUMNS = ("code", "name", "aliases", "kind", "country", "from", "to", "role", "source")
PEOPLES = "parties/peoples.csv"
_ARMED = frozenset(["rebels", "militia", "jihadists"])

#: Words of names that are spelt in two ways.
SPELLINGS = (("Defence", "Defense"), ("Organisation", "Organization"), ("Centre", "Center"), ("Labour", "Labor"))

_QUOTES = re.compile(r"[.'’‘ʼʻ`´\"“”()]")
_POSSESSIVE = re.compile(r"['’]s$", re.IGNORECASE)
_SPLIT = re.compile(r"[\s\-‐‑–—/,&]+")
_LIGATURES = str.maketrans({"ı": "i", "ł": "l", "đ": "d", "ø": "o", "ß": "ss"})


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyRow:
    """A party of the table; `start` and `end` are years, None where it goes back or on without one."""

    code: str
    name: str
    aliases: tuple[str, ...]
    kind: str
    country: str | None
    start: int | None
    end: int | None
    source_role: str | None
    source: str
    person: bool

    def lived_in(self, year: int) -> bool:
        """Whether the party was there in a year."""
        return (self.start is None or self.start <= year) and (self.end is None or year <= self.end)


@cache
def rows() -> tuple[PartyRow, ...]:
    """Every row of the party tables, table by table."""
    found = []
    for table in TABLES:
        for row in read_table(f"parties/{table}.csv", columns=COLUMNS):
            found.append(
                PartyRow(
                    code=row["code"],
                    name=row["name"],
                    aliases=_spelt(row["name"], row.many("aliases")),
                    kind=row["kind"],
                    country=row.get("country"),
                    start=_year(row, "from"),
                    end=_year(row, "to"),
                    source_role=row.get("role"),
                    source=row["source"],
                    person=table.startswith("leaders"),
                )
            )
    return tuple(found)


def _spelt(name: str, aliases: tuple[str, ...]) -> tuple[str, ...]:
    """The aliases of a party, with the British or American spelling of each name that has another."""
    others: list[str] = []
    for known in (name, *aliases):
        for one, two in SPELLINGS:
            others += [known.replace(a, b) for a, b in ((one, two), (two, one)) if a in known]
    return (*aliases, *(other for other in others if other not in aliases and other != name))


@cache
def peoples() -> dict[str, str | None]:
    """Words for peoples and faiths ("Kurdish", "Sunnis") that are no state's, with their country if they have one."""
    return {
        word: row.get("country")
        for row in read_table(PEOPLES, columns=("word", "forms", "country"))
        for word in (row["word"], *row.many("forms"))
    }


def party_by_name(name: str, on: date | None = None, country: str | None = None) -> PartyRow | None:
    """The party that a name or alias stands for: "ISIL", "Da’esh", "Hay'at Tahrir al-Sham".

    Where a name is shared, `on` prefers who was there in that year and `country` (ISO3) its own.
    """
    words = name_words(name)
    if words[:1] == ("the",):
        words = words[1:]
    return choose(_by_words().get(words, ()), year=on.year if on else None, countries=(country,) if country else ())


def choose(known: tuple[PartyRow, ...], *, year: int | None, countries: tuple[str, ...] = ()) -> PartyRow | None:
    """The best of the parties that share a name: of its time, then of the story's countries, then the first."""
    if len(known) < 2:
        return known[0] if known else None
    living = [row for row in known if year is None or row.lived_in(year)] or list(known)
    for country in countries:
        for row in living:
            if row.country == country:
                return row
    # Without a date the one that is still there, or ended last, is meant.
    return max(living, key=lambda row: row.end or 9999) if year is None else living[0]


@cache
def armed_groups() -> dict[tuple[str, ...], str]:
    """The country (ISO3) of each armed group by the words of its names, of the names that are borne in one country."""
    found: dict[tuple[str, ...], str] = {}
    for words, known in _by_words().items():
        country = known[0].country
        if country and all(r.country == country and r.kind in _ARMED and not r.person for r in known):
            found[words] = country
    return found


def name_words(name: str) -> tuple[str, ...]:
    """A name as words that do not differ by case, marks, hyphens or apostrophes: "Dae’sh" is ("daesh",)."""
    if name.isascii() and name.replace(" ", "").isalnum():
        return tuple(name.lower().split())
    found: list[str] = []
    for piece in _SPLIT.split(name):
        bare = _POSSESSIVE.sub("", piece)
        folded = fold(bare)
        if folded:
            found.append(folded)
        if bare != piece:
            found.append("s")
    return tuple(found)


def fold(word: str) -> str:
    """A word without case, marks, full stops and apostrophes."""
    if word.isascii():
        return _QUOTES.sub("", word).lower()
    bare = _QUOTES.sub("", word).lower().translate(_LIGATURES)
    return "".join(c for c in unicodedata.normalize("NFKD", bare) if not unicodedata.combining(c))


@cache
def _by_words() -> dict[tuple[str, ...], tuple[PartyRow, ...]]:
    found: dict[tuple[str, ...], tuple[PartyRow, ...]] = {}
    for row in rows():
        for name in (row.name, *row.aliases):
            words = name_words(name)
            words = words[1:] if words[:1] == ("the",) and len(words) > 1 else words
            if row not in found.get(words, ()):
                found[words] = (*found.get(words, ()), row)
    return found


def _year(row: Row, column: str) -> int | None:
    year = row.number_of(column)
    return None if year is None else int(year)
