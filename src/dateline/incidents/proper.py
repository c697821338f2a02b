"""Proper names in the words of a telling, under keys that spellings share: villages, streets, schools, persons.

They tell happenings apart where the gazetteer knows no place. Names that say nothing of which happening is meant are
left out: parties, sources, publishers, provinces and countries, days and months.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable

from dateline.incidents.policy import words as words_of
from dateline.records import Claim, Place, Report
from dateline.reference.gazetteer.names import fold, skeleton

_RUN = re.compile(r"\b[A-Z][\w’'-]*(?: (?:[A-Z][\w’'-]*|al-\w+))*")
_BEGINS = re.compile(r"(?:^|[.!?:;“”\"]|\n)\s*$")
_DATES = frozenset(fold(name) for name in (*calendar.day_name, *calendar.month_name, *calendar.month_abbr) if name)
SHORTEST, SHORTEST_BONES, SHORTEST_SITE = 4, 4, 2
DISTRICT = 3  # UCDP precision: from here on a place is too wide to tell happenings apart


class Proper:
    """The proper names of one report's claims that tell happenings apart."""

    def __init__(self, claims: Iterable[Claim], report: Report | None) -> None:
        told: set[str] = set(_DATES)
        for claim in claims:
            told |= _keys_of_others(claim)
        for name in (report.publisher, report.author) if report else ():
            told |= _words(name or "")
        if report and report.dateline:
            told |= _words(report.dateline.mention.text)
        self._told = told

    def of(self, texts: Iterable[str]) -> frozenset[str]:
        """The keys of the names in some texts."""
        return frozenset(key for text in texts for name in self._names(text) for key in keys_of(name))

    def _names(self, text: str) -> Iterable[str]:
        for match in _RUN.finditer(text):
            words = match[0].split()
            if _BEGINS.search(text[: match.start()]):
                words = words[1:] if len(words) > 1 and words_of("opening").fullmatch(words[0]) else words
                if len(words) == 1:
                    continue  # any word begins a sentence with a capital
            kept = [word for word in words if not _words(word) <= self._told]
            if kept:
                yield " ".join(kept)


def keys_of(name: str) -> set[str]:
    """The keys of one name: its letters without spaces and signs, and the consonants that its spellings share."""
    folded = fold(name.removesuffix("’s").removesuffix("'s"))
    joined = folded.replace(" ", "")
    if len(joined) < SHORTEST:
        return set()
    bones = skeleton(folded)
    return {joined, f"~{bones}"} if len(bones) >= SHORTEST_BONES else {joined}


def site_keys(sites: Iterable[Place]) -> set[str]:
    """The keys of the names of places that are towns or smaller, or not known to the gazetteer."""
    found: set[str] = set()
    for place in sites:
        if place.precision is None or place.precision < DISTRICT:
            found |= keys_of(place.mention.text) | keys_of(place.name or "")
    return found


def bones_of(place: Place) -> str | None:
    """What the spellings of a place's name share, short as it may be; None of a place too wide to be mistaken."""
    if place.precision is not None and place.precision > DISTRICT:
        return None
    bones = skeleton(fold(place.mention.text))
    return bones if len(bones) >= SHORTEST_SITE else None


def shared_names(one: Iterable[str], other: Iterable[str]) -> list[str]:
    """The names in both, those that only share their consonants after those that are one."""
    both = set(one) & set(other)
    exact = sorted(key for key in both if not key.startswith("~"))
    bones = sorted(key for key in both if key.startswith("~"))
    covered = {f"~{skeleton(name)}" for name in exact}
    return exact + [key for key in bones if key not in covered]


def _keys_of_others(claim: Claim) -> set[str]:
    wide = [p for p in claim.places if p.precision is not None and p.precision >= DISTRICT]
    names = [name for place in wide for name in (place.mention.text, place.name, place.admin1, place.country) if name]
    names += [name for place in claim.places for name in (place.admin1,) if name]
    names += [text for who in claim.participants if who.party for text in (who.name, who.mention.text)]
    names += [text for source in claim.attribution.sources for text in (source.name, source.mention.text)]
    if claim.time and claim.time.mention:
        names.append(claim.time.mention.text)
    return {word for name in names for word in _words(name)}


def _words(name: str) -> set[str]:
    return set(fold(name.removesuffix("’s").removesuffix("'s")).split())
