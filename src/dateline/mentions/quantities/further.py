"""Numbers that take their noun from the one counted before: "12 strikes on posts and 2 more on depots"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dateline.mentions.quantities.cores import Core
from dateline.mentions.quantities.exclusions import counts_nothing
from dateline.mentions.quantities.lexicon import words
from dateline.mentions.quantities.parts import Found
from dateline.mentions.quantities.setting import found_with, read_setting
from dateline.nlp.parsed import Parsed, Token
from dateline.reference.lexicons import measure_words

_BARE = frozenset({"percent", "money"})
_THINGS = frozenset({"vehicle", "weapon", "facility", "building", "settlement"})
_DONE_TO_THINGS = frozenset({"destroyed", "damaged", "captured", "attacked"})
_AT_PLACE = frozenset({"in", "at", "near", "outside", "around"})
_LIST_REACH = 9  # words between two numbers of a list by place
_CLOSING = frozenset({"ADP", "AUX", "CCONJ", "PART", "PUNCT", "SCONJ", "VERB"})


def further(
    parsed: Parsed,
    tokens: Sequence[Token],
    lowers: Sequence[str],
    core: Core,
    quantity: Found | None,
    before: Sequence[Found],
) -> Found | None:
    """The quantity itself; where it has no noun but comes on top of an earlier one, with what that one counts."""
    if not before:
        return quantity
    shared = _shared(parsed, tokens, lowers, core, quantity, before[-1])
    if shared is not None:
        return shared
    if core.form not in {"number", "vague", "article"} or (quantity is not None and _counts(quantity)):
        return quantity
    if core.form == "article" and (quantity is not None or lowers[core.begin] != "another"):
        return quantity
    last = before[-1].mention
    if last.unit is None or last.unit in _BARE or last.quantifier == "none_reported":
        return quantity
    if quantity is not None:
        return replace(quantity, mention=replace(quantity.mention, of=last.of, unit=last.unit))
    if core.form == "number" and counts_nothing(tokens, lowers, core):
        return None
    setting = read_setting(lowers, core)
    additive = setting.additive or core.form == "article"
    if not additive or not _closes(tokens, lowers, setting.end):
        return None
    plain = replace(core, word=None) if core.form == "article" else core
    return found_with(
        parsed, tokens, plain, replace(setting, additive=True), None, setting.end, of=last.of, unit=last.unit
    )


def _shared(
    parsed: Parsed,
    tokens: Sequence[Token],
    lowers: Sequence[str],
    core: Core,
    quantity: Found | None,
    last: Found,
) -> Found | None:
    """A number alone that counts what the last one does: "sank two boats, seized one", "four raids on X, two on Y"."""
    number, counted = tokens[core.end - 1], last.mention
    if core.form != "number" or counted.unit in _BARE or counted.unit is None:
        return None
    if quantity is not None and quantity.mention.noun is not None:
        return None
    setting = read_setting(lowers, core)
    if _is_listed(tokens, lowers, core, setting.end, last):
        alike = True
    elif number.dep == "conj" and number.head.start == counted.noun_head:
        alike = _goes_on(number, setting.end, tokens)
    else:
        verb = number.head
        word = measure_words().get((verb.lemma, "verb")) if number.dep == "dobj" else None
        alike = word is not None and word.measure in _DONE_TO_THINGS and counted.unit in _THINGS
        alike = alike and _closes(tokens, lowers, setting.end)
    if not alike:
        return None
    return found_with(parsed, tokens, core, setting, None, setting.end, of=counted.of, unit=counted.unit)


def _is_listed(tokens: Sequence[Token], lowers: Sequence[str], core: Core, end: int, last: Found) -> bool:
    """Whether it goes on with a list by place: "ten people were killed in X, seven in Y and four in Z"."""
    between = lowers[last.end : core.begin]
    if lowers[end : end + 1] == [] or lowers[end] not in _AT_PLACE or end + 1 >= len(tokens):
        return False
    in_list = bool(between) and between[-1] in {",", "and"} and not _AT_PLACE.isdisjoint(between)
    return in_list and len(between) <= _LIST_REACH and tokens[end + 1].text[0].isupper()


def _goes_on(number: Token, end: int, tokens: Sequence[Token]) -> bool:
    """Whether a preposition that hangs on the number follows it, as one did on the noun before."""
    after = tokens[end] if end < len(tokens) else None
    return after is not None and after.pos == "ADP" and after.head is number and after.lower not in {"of", "to"}


def _counts(quantity: Found) -> bool:
    mention = quantity.mention
    return not mention.additive or mention.noun is not None or mention.unit is not None


def _closes(tokens: Sequence[Token], lowers: Sequence[str], place: int) -> bool:
    """Whether no noun of its own can follow."""
    if place >= len(tokens) or lowers[place] in words().stops or not lowers[place][0].isalnum():
        return True
    return tokens[place].pos in _CLOSING and tokens[place].tag not in {"VBG", "VBN"}
