"""Deeds that only name another noun: "the 5 March Mogadishu hotel bombing investigation" has its own day and place."""

from __future__ import annotations

from dateline.nlp import Token
from dateline.reference.lexicons import words_of

INSIDE = frozenset({"ADJ", "NOUN", "NUM", "PROPN"})
COMMA = ","


def name_before(deed: Token) -> set[int]:
    """The words before a deed that name it with what it is named for; none where it names no inquiry, trial or victim.

    They reach back to the article: "September 17 Dayr az Zawr, Syria" before "airstrike investigation".
    """
    words = deed.sentence.tokens
    at = deed.index - words[0].index
    following = words[at + 1] if at + 1 < len(words) else None
    if following is None or following.pos not in {"NOUN", "PROPN"} or following.lemma not in words_of("about_event"):
        return set()
    first = at
    while first > 0 and (words[first - 1].pos in INSIDE or words[first - 1].text == COMMA):
        first -= 1
    return {t.index for t in words[first:at]}
