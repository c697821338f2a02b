"""Whether an undated weekday or month looks back or ahead: the tense of the clause that it stands in."""

from __future__ import annotations

from functools import cache

from dateline.nlp.parsed import Parsed, Sentence, Token
from dateline.reference.files import read_table

CUES = "lexicons/en/time_cues.csv"
WINDOW = 12
#: "Said on Friday", "told reporters on Friday".
SAID = 3
_BOUNDARY = {";", "—", "–", ":"}


@cache
def cues() -> dict[str, str]:
    """Words that tell the direction, in small letters: "future", "past", or "said" for verbs that report."""
    return {row["word"]: row["direction"] for row in read_table(CUES, columns=("word", "direction"))}


def direction_at(parsed: Parsed, start: int, end: int, *, ahead: bool = False) -> str:
    """Future under "will meet" and "is due", past under a past tense, "term" under "told to leave by", else "near".

    `ahead` says that the preposition ("until", "by") looks ahead where the clause leaves it open.
    """
    token = parsed.token_at(start)
    if token is None:
        return "near"
    sentence = token.sentence
    at = token.index - sentence.tokens[0].index
    if any(cues().get(word.lower) == "said" for word in sentence.tokens[max(0, at - SAID) : at]):
        return "past"  # "said on Friday he will return": parsers hang the day on the wrong verb
    if sentence.parsed:
        return _by_tree(token, end, ahead)
    direction = _by_words(sentence, token, end)
    return "future" if ahead and direction == "near" else direction


def _cue(word: Token) -> str | None:
    """The direction that a word tells; "May" is a month, "may" is not."""
    if word.lower == "may" and (word.tag != "MD" or word.head.tag == "VBD") and not word.text.islower():
        return None
    return cues().get(word.lower)


def _by_tree(token: Token, end: int, ahead: bool) -> str:
    table = cues()
    for word in token.ancestors():
        if token.start <= word.start < end:
            continue
        if _cue(word) == "future" and word.tag not in ("VBD", "VB"):
            return "future"
        if word.pos not in ("VERB", "AUX"):
            continue
        apart = (child for child in word.children if not token.start <= child.start < end)  # "May saw 174 killed"
        helpers = {child.lower for child in apart if child.dep in ("aux", "auxpass")}
        if any(table.get(helper) == "future" for helper in helpers):
            return "past" if {"have", "would"} & helpers else "future"
        if word.tag == "VB" and "to" in helpers:
            governor = word.head
            if (
                table.get(governor.lower) == "future"
                or table.get(governor.lemma) == "future"
                or governor.lemma == "be"
                or ahead
            ):
                # "Were told to leave by 1 April": the term may be over by now.
                return "term" if ahead and governor.tag in ("VBD", "VBN") else "future"
            continue
        if word.tag == "VBD" or (word.tag == "VBN" and helpers):
            return "past"
        if word.tag == "VBG" and {"is", "are"} & helpers:
            return "future"
    return "future" if ahead else "near"


def _by_words(sentence: Sentence, token: Token, end: int) -> str:
    """The nearest cue before the date in its clause, else the first one after it."""
    tokens = sentence.tokens
    at = token.index - tokens[0].index
    for word in reversed(tokens[max(0, at - WINDOW) : at]):
        if cue := _cue(word):
            return _told(cue)
        if word.text in _BOUNDARY:
            break
    for word in tokens[at + 1 : at + 1 + WINDOW]:
        if word.start < end:
            continue
        if cue := _cue(word):
            return _told(cue)
    return "near"


def _told(direction: str) -> str:
    return "past" if direction == "said" else direction
