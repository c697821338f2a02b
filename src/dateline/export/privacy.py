"""Names of private persons, found in what claims say and left out of what is handed on.

A name is looked for in the words of participants and sources of the kinds that `data/exports/privacy.toml` lists, and
in a claim's evidence after a noun or a title for such a person ("nurse Amina Yusuf") and before an age. People who act
in public (officials, commanders, leaders of the party table) and organisations keep their names. What no rule finds
stays: read a file before it is published.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from functools import cache, lru_cache
from typing import Any, TypeVar

from dateline.records import Claim, Participant, Source
from dateline.reference.agents import Agent, all_agents, all_titles
from dateline.reference.counted import rows as counted_rows
from dateline.reference.countries import country_by_demonym, country_by_name
from dateline.reference.files import read_toml
from dateline.reference.parties import party_by_name

Value = TypeVar("Value")

_WORD = re.compile(r"[^\W\d_](?:[\w'’.\-‐‑]*[\w])?\.?")
_AGE = re.compile(r"\s*(?:,|\()\s*(?:aged )?\d{1,3}\b(?!\s*(?:people|others|civilians|[a-z]+s\b))")


@dataclass(frozen=True, slots=True)
class Privacy:
    """The rules of the data file."""

    roles: frozenset[str]
    kinds: frozenset[str]
    public_roles: frozenset[str]
    particles: frozenset[str]
    not_names: frozenset[str]
    placeholder: str


@cache
def privacy() -> Privacy:
    """The rules."""
    table = read_toml("exports/privacy.toml")
    sets = {name: frozenset(table[name]) for name in ("roles", "kinds", "public_roles", "particles", "not_names")}
    return Privacy(placeholder=table["placeholder"], **sets)


def private_names(claim: Claim) -> frozenset[str]:
    """The names of private persons that a claim's words hold."""
    found: set[str] = set()
    sources = [one for one in claim.attribution.sources if one.role not in privacy().public_roles]
    named: tuple[Participant | Source, ...] = (*claim.participants, *sources)
    for one in named:
        if one.kind in privacy().kinds and party_by_name(one.name) is None:
            for words in (one.name, one.mention.text):
                found.update(_names_in(words))
    found.update(_told_in(claim.evidence.text))
    return frozenset(found)


def _names_in(words: str) -> Iterator[str]:
    """Runs of capitalised words that are neither nouns nor names of organisations."""
    run: list[re.Match[str]] = []
    for match in (*_WORD.finditer(words), None):
        if match is not None and _goes_on(match[0], words, run, match.start()):
            run.append(match)
            continue
        while run and run[-1][0].casefold() in privacy().particles:
            run.pop()
        if run:
            name = words[run[0].start() : run[-1].end()].rstrip(".")
            if _is_private(name):
                yield name
        run = []


def _goes_on(word: str, words: str, run: list[re.Match[str]], start: int) -> bool:
    """Whether a word is part of a name that may have begun before it."""
    if run and words[run[-1].end() : start].strip(" -‐‑"):
        return False
    bare = word.casefold().rstrip(".")
    if bare in privacy().particles and run:
        return True
    if re.match(r"(?:al|el|ul)[-‐‑]\w", word):
        return True
    if not word[0].isupper() or bare in privacy().not_names:
        return False
    return bool(run) or bare not in _nouns()


def _is_private(name: str) -> bool:
    known = party_by_name(name)
    if known is not None:
        return False  # an organisation, or a person of the party table, who acts in public
    is_word = len(name) > 1 and not any(letter.isdigit() for letter in name)
    return is_word and country_by_name(name) is None and country_by_demonym(name) is None


def _told_in(text: str) -> Iterator[str]:
    """Names after a noun or title for a person, or before an age."""
    words = list(_WORD.finditer(text))
    for number, match in enumerate(words):
        before = words[number - 1] if number else None
        begins = before is None or not _is_capital(before[0]) or before[0].casefold().rstrip(".") in _person_nouns()
        if not begins or not _is_capital(match[0]) or match[0].casefold() in privacy().not_names:
            continue
        end = _end_of_name(text, words, number)
        name = text[match.start() : end].rstrip(".")
        noun = before is not None and _names_person(text, words, number - 1)
        if before is not None and noun and party_by_name(text[before.start() : end]) is not None:
            continue  # "Doctors Without Borders"
        glued = before is not None and not text[before.end() : match.start()].strip(" ")
        aged = _AGE.match(text, end) is not None
        if ((noun and glued) or (aged and " " in name)) and _is_private(name):
            yield name


def _names_person(text: str, words: list[re.Match[str]], number: int) -> bool:
    """Whether a word is a noun or title for a person, and no part of a name: "Darfur Civilian Harm Desk"."""
    word = words[number]
    if word[0].casefold().rstrip(".") not in _person_nouns():
        return False
    before = words[number - 1] if number else None
    glued = before is not None and not text[before.end() : word.start()].strip(" ")
    return not (_is_capital(word[0]) and before is not None and glued and _is_capital(before[0]))


def _end_of_name(text: str, words: list[re.Match[str]], first: int) -> int:
    last = first
    for number in range(first + 1, len(words)):
        word = words[number][0]
        part = _is_capital(word) or word.casefold() in privacy().particles or re.match(r"(?:al|el|ul)[-‐‑]\w", word)
        if not part or text[words[number - 1].end() : words[number].start()].strip(" -‐‑"):
            break
        last = number
    return words[last].end()


def _is_capital(word: str) -> bool:
    return word[0].isupper()


@cache
def _nouns() -> frozenset[str]:
    """Words that a kind of person or party begins with, and so no name: "Gunmen", "Residents"."""
    counted = {word for row in counted_rows() for word in (row.phrase, f"{row.phrase}s")}
    agents = {phrase for agent in all_agents() for phrase in agent.phrases}
    return frozenset({word.split()[0].casefold() for word in (*counted, *agents) if word} | counted)


@cache
def _person_nouns() -> frozenset[str]:
    """Single words before a private person's name: "nurse", "teacher", "Dr"."""
    kinds = privacy().kinds
    nouns = {row.phrase for row in counted_rows() if row.unit == "person" and (row.kind or "unknown") in kinds}
    named = {
        phrase
        for agent in (*all_agents(), *all_titles())
        if _is_unofficial(agent)
        for phrase in (agent.lemma, *agent.forms)
    }
    return frozenset(word.casefold() for word in nouns | named if " " not in word)


def _is_unofficial(agent: Agent) -> bool:
    return agent.kind in privacy().kinds and agent.source_role not in privacy().public_roles


def veiled(record: Value, names: Iterable[str]) -> Value:
    """A record, however deep, with a placeholder in place of each name; spans keep their offsets."""
    pattern = _pattern(frozenset(names))
    return record if pattern is None else _veiled(record, pattern)


def veiled_text(text: str, names: Iterable[str]) -> str:
    """A text with a placeholder in place of each name."""
    pattern = _pattern(frozenset(names))
    return text if pattern is None else pattern.sub(privacy().placeholder, text)


@lru_cache(maxsize=1024)
def _pattern(names: frozenset[str]) -> re.Pattern[str] | None:
    """Finds the names, whole or by their last word, the longest first."""
    parts = set(names)
    for name in names:
        last = name.split()[-1]
        if len(last) > 2 and last[0].isupper() and last.casefold() not in _nouns() and _is_private(last):
            parts.add(last)
    if not parts:
        return None
    ordered = sorted(parts, key=lambda part: (-len(part), part))
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, ordered)) + r")(?!\w)")


def _veiled(value: Any, pattern: re.Pattern[str]) -> Any:  # any field of any record
    if isinstance(value, str):
        return pattern.sub(privacy().placeholder, value)
    if isinstance(value, tuple):
        return tuple(_veiled(item, pattern) for item in value)
    if isinstance(value, dict):
        return {key: _veiled(item, pattern) for key, item in value.items()}
    if is_dataclass(value) and not isinstance(value, type):
        changed = {
            field.name: new
            for field in fields(value)
            if (new := _veiled(old := getattr(value, field.name), pattern)) is not old
        }
        return replace(value, **changed) if changed else value
    return value
