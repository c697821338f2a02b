"""Every word that can name a party, indexed by its first word, and the search for them in a sentence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import IntEnum
from functools import cache

from dateline.mentions.parties.groups import ARMED_GROUP, goes_on, group_end, is_group_noun
from dateline.mentions.parties.words import Words
from dateline.nlp.parsed import Token
from dateline.reference.agents import Agent, all_agents, all_titles
from dateline.reference.countries import all_countries
from dateline.reference.files import read_table
from dateline.reference.parties import PartyRow, name_words, peoples, rows

AMBIGUOUS = "parties/ambiguous.csv"


class What(IntEnum):
    """What a found word is; the lower wins where a phrase is two things."""

    PARTY = 0
    PERSON = 1
    COUNTRY = 2
    DEMONYM = 3
    CAPITAL = 4
    PEOPLE = 5
    AGENT = 6
    TITLE = 7


@dataclass(slots=True, eq=False)
class Entry:
    """A phrase of the lexicon: what it is, and how it must be printed to count. Read it, never change it."""

    what: What
    country: str | None = None
    parties: tuple[PartyRow, ...] = ()
    agent: Agent | None = None
    title: Agent | None = None
    plural: bool = False  # a demonym that is a noun: "Syrians"
    initials: bool = False  # counts only in capitals, except where the whole text is
    cased: bool = False  # a name: one capital at least
    titled: bool = False  # every long word has a capital: "Immediate Action", not "Immediate action"
    mixed_only: bool = False  # not in a text of capitals: "IS", "WHO"
    inside_only: bool = False  # not as the first word of a sentence


@dataclass(frozen=True, slots=True)
class Item:
    """A phrase of the lexicon found in a sentence: words `start` to `end`."""

    start: int
    end: int
    entry: Entry


ADDRESS = frozenset({"dr", "lady", "lord", "madam", "madame", "miss", "mr", "mrs", "ms", "sir"})
Phrases = list[tuple[tuple[str, ...], Entry]]


def find_items(words: Words) -> list[Item]:
    """The phrases found in a sentence, the longest from each word on, none overlapping."""
    index = lexicon()
    norms = words.norms
    items: list[Item] = []
    position, count = 0, len(norms)
    while position < count:
        phrases = index.get(norms[position])
        group = group_end(words, position) if _may_begin(words, items, position) else None
        if group is not None and not _is_listed(words, phrases or [], position, group):
            items.append(Item(position, group, Entry(What.AGENT, agent=ARMED_GROUP)))
            position = group
            continue
        if phrases is not None:
            for phrase, entry in phrases:
                size = len(phrase)
                if size > 1 and tuple(norms[position : position + size]) != phrase:
                    continue
                passed = _is_byname(words, position, entry) or _is_in_name(words, items, position, entry)
                if _printed_right(words, position, position + size, entry) and not passed:
                    items.append(Item(position, position + size, entry))
                    position += size - 1
                    break
        position += 1
    return items


def _is_byname(words: Words, position: int, entry: Entry) -> bool:
    """Whether a people is only in a man's byname: "Abu Sayyed al-Iraqi"."""
    if entry.what not in (What.DEMONYM, What.PEOPLE) or entry.plural or position < 2:
        return False
    hyphened = words.norms[position - 1] in ("al", "el") and words.hyphened(position)
    return hyphened and words.capital(position - 2) and words.glued(position - 1)


def _is_in_name(words: Words, items: list[Item], position: int, entry: Entry) -> bool:
    """Whether a title is only a part of somebody's name: "Hassan Sheikh Mohamud", "Ahmad Sultan al-Bajari"."""
    token = words.tokens[position]
    if position == 0 or token.entity != "PERSON" or not words.capital(position) or words.upper:
        return False
    if entry.what is What.AGENT and not entry.plural and words.norms[position - 1] in ADDRESS:
        return True  # "Ms Bishop"
    after_name = words.tokens[position - 1].entity == "PERSON" and not token.entity_begins
    if entry.what is What.AGENT and not entry.plural and after_name and token.dep != "compound":
        return words.glued(position)  # "Julie Bishop"
    if entry.what is not What.TITLE or token.dep != "compound":
        return False
    led = bool(items) and items[-1].end == position  # "Prime Minister", "Army Major"
    before = words.tokens[position - 1]
    return not led and words.glued(position) and before.entity == "PERSON" and before.head is token.head


def _may_begin(words: Words, items: list[Item], position: int) -> bool:
    """Whether a name can begin with a word: after no other word of a name, and owned by no state."""
    if not words.glued(position) or not goes_on(words, position - 1):
        return True
    before = items[-1] if items else None
    return before is not None and before.end == position and before.entry.what in (What.DEMONYM, What.PEOPLE)


def _is_listed(words: Words, phrases: Phrases, start: int, end: int) -> bool:
    """Whether what may be a group's name begins with what the tables know: a name up to its last word, or a country."""
    for phrase, entry in phrases:
        last = start + len(phrase)
        whole = entry.what is What.PARTY and last >= end
        if not whole and entry.what not in (What.COUNTRY, What.DEMONYM, What.PEOPLE):
            continue
        if tuple(words.norms[start:last]) == phrase and _printed_right(words, start, last, entry):
            return True
    return False


def _printed_right(words: Words, start: int, end: int, entry: Entry) -> bool:
    """Whether the phrase has the capitals that its kind needs, and no comma or full stop inside it."""
    for index in range(start + 1, end):
        if not words.glued(index) and words.text[words.ends[index - 1] : words.starts[index]] not in (
            " & ",
            "/",
            " - ",
        ):
            return False
    if words.upper:
        if entry.inside_only or (entry.mixed_only and "." not in words.surface(start, end)):
            return False
    elif entry.initials:
        if not words.surface(start, end).replace(".", "").isupper():
            return False
    elif entry.titled:
        if not all(words.capital(index) for index in range(start, end) if len(words.norms[index]) > 3):
            return False
    elif entry.cased and not any(words.capital(index) for index in range(start, end)):
        return False
    if entry.inside_only and (start == 0 or (entry.parties[0].kind == "media" and is_group_noun(words, end))):
        return False
    if entry.what is What.PERSON and words.sentence.parsed and (end - start == 1 or words.norms[start] in ("al", "el")):
        return not _is_part_of_a_name(words, start, end)
    if entry.what in (What.AGENT, What.TITLE) and not words.upper and words.sentence.parsed:
        return end - start > 1 or _is_noun(words.tokens[start], entry)
    return True


def _is_noun(token: Token, entry: Entry) -> bool:
    """Whether a word is the noun that the lexicon means: not "relative safety", not "forces them to leave"."""
    if token.pos == "ADJ" and entry.agent is not None and entry.agent.kind == "civilians":
        return entry.agent.lemma == "civilian"
    return token.pos not in ("VERB", "AUX", "ADV", "ADP", "SCONJ", "PRON")


def _is_part_of_a_name(words: Words, start: int, end: int) -> bool:
    """Whether a surname belongs to another person: "Abbas" in "Abbas Araqchi", "Assad" in "Asma Assad"."""
    after = words.tokens[end] if end < len(words) and words.glued(end) else None
    if after is not None and after.entity == "PERSON" and not after.entity_begins and after.text[:1].isalpha():
        return True
    first = words.tokens[start]
    return (
        first.entity == "PERSON"
        and not first.entity_begins
        and start > 0
        and words.tokens[start - 1].entity == "PERSON"
    )


@cache
def lexicon() -> dict[str, Phrases]:
    """Phrases by first word, the longest first."""
    found: dict[tuple[str, ...], Entry] = {}
    for phrase, entry in _entries():
        if not phrase:
            continue
        known = found.get(phrase)
        if known is None:
            found[phrase] = entry
        elif known.what in (What.PARTY, What.PERSON) and entry.what in (What.PARTY, What.PERSON):
            found[phrase] = replace(known, parties=tuple(dict.fromkeys((*known.parties, *entry.parties))))
        elif known.what is What.AGENT and entry.what is What.TITLE:
            found[phrase] = replace(known, title=entry.title)
    index: dict[str, Phrases] = {}
    for phrase, entry in found.items():
        index.setdefault(phrase[0], []).append((phrase, entry))
    for phrases in index.values():
        if len(phrases) > 1:
            phrases.sort(key=lambda known: -len(known[0]))
    return index


def _entries() -> Iterator[tuple[tuple[str, ...], Entry]]:
    rules = {row["alias"]: row["rule"] for row in read_table(AMBIGUOUS, columns=("alias", "rule", "example"))}
    for row in rows():
        what = What.PERSON if row.person else What.PARTY
        for name in (row.name, *row.aliases):
            words = name_words(name)
            yield (
                words[1:] if words[:1] == ("the",) and len(words) > 1 else words,
                Entry(
                    what,
                    country=row.country,
                    parties=(row,),
                    initials=len(words) == 1 and name.isupper() and len(name) <= 8,
                    cased=name != name.lower(),
                    titled=row.source == "phoenix",
                    mixed_only=rules.get(name) == "mixed" or (row.source == "phoenix" and not row.person),
                    inside_only=rules.get(name) == "inside",
                ),
            )
    for country in all_countries():
        for name in (country.name, *country.aliases):
            bare = name.replace(".", "")
            initials = bare.isupper() and len(bare) <= 4
            yield (
                name_words(name),
                Entry(What.COUNTRY, country.iso3, initials=initials, cased=True, mixed_only=bare == "US"),
            )
        for word in country.adjectives:
            is_noun = word.endswith(("s", "men")) and not word.endswith("ss")
            yield name_words(word), Entry(What.DEMONYM, country.iso3, plural=is_noun, cased=True)
        for capital in country.capitals:
            yield name_words(capital), Entry(What.CAPITAL, country.iso3, cased=True)
    for word, country_code in peoples().items():
        yield name_words(word), Entry(What.PEOPLE, country_code, plural=word.endswith("s"), cased=True)
    for agent in all_agents():
        for form in agent.phrases:
            yield name_words(form), Entry(What.AGENT, agent=agent, plural=_is_plural(form))
    for title in all_titles():
        for form in title.phrases:
            yield name_words(form), Entry(What.TITLE, title=title, plural=_is_plural(form))


def _is_plural(form: str) -> bool:
    return form.endswith(("s", "men", "people", "children")) and not form.endswith("ss")
