"""Armed groups that no table holds, told by the words of their names: "the Western Highlands Liberation Front"."""

from __future__ import annotations

from functools import cache

from dateline.mentions.parties.words import Words
from dateline.reference.agents import Agent
from dateline.reference.files import read_table

TABLE = "lexicons/en/group_names.csv"
LINKS = frozenset({"for", "of"})
NOMINAL = frozenset({"PROPN", "NOUN", "ADJ"})
LONGEST = 7
#: A group of no known country, and of no code: a code would join it with other rebels.
ARMED_GROUP = Agent(lemma="armed group", forms=(), noun_class="group", sector=None, kind="rebels", source_role=None)


def group_end(words: Words, start: int) -> int | None:
    """Where the name of an armed group ends that begins with a word, None where none does.

    Either its last word says what it is ("Free Highland Army") or its first ("Front for the Liberation of the Delta").
    """
    if words.upper or not words.sentence.parsed or not goes_on(words, start):
        return None
    end = start + 1
    while end < len(words) and end - start < LONGEST and words.glued(end) and goes_on(words, end):
        end += 1
    if is_group_noun(words, start):
        end = _linked(words, end)
    else:
        while end - start > 1 and not is_group_noun(words, end - 1):
            end -= 1
    norms = words.norms[start:end]
    armed = not _words("arms").isdisjoint(norms)
    cues = _words("cue") | _words("arms_cue") if armed else _words("cue")
    named = len(norms) > 1 and (armed or not _words("body").isdisjoint(norms)) and not cues.isdisjoint(norms)
    return end if named and _words("civil").isdisjoint(norms) else None


def is_group_noun(words: Words, index: int) -> bool:
    """Whether a word of a name says that it is a group's: "Army", "Movement"."""
    return index < len(words) and words.capital(index) and words.norms[index] in _words("arms") | _words("body")


def _linked(words: Words, end: int) -> int:
    """Where a name goes on after "for the" and "of the": "Front for the Liberation of the Coast"."""
    while end < len(words) and words.glued(end) and words.norms[end] in LINKS:
        first = end + 1 + (words.norms[end + 1 : end + 2] == ["the"])
        if first >= len(words) or not goes_on(words, first):
            break
        end = first + 1
        while end < len(words) and words.glued(end) and goes_on(words, end):
            end += 1
    return end


def goes_on(words: Words, index: int) -> bool:
    """Whether a word can be one of a name: a noun or an adjective with a capital, or the "'s" of one."""
    owner = words.norms[index] == "s" and index > 0 and words.capital(index - 1)  # "People's"
    return owner or (words.capital(index) and words.tokens[index].pos in NOMINAL)


@cache
def _words(part: str) -> frozenset[str]:
    rows = read_table(TABLE, columns=("word", "part", "example"))
    return frozenset(row["word"] for row in rows if row["part"] == part)
