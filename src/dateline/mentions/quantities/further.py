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

_BARE = frozenset({"percent", "money"})
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
    if not before or core.form not in {"number", "vague", "article"} or (quantity is not None and _counts(quantity)):
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


def _counts(quantity: Found) -> bool:
    mention = quantity.mention
    return not mention.additive or mention.noun is not None or mention.unit is not None


def _closes(tokens: Sequence[Token], lowers: Sequence[str], place: int) -> bool:
    """Whether no noun of its own can follow."""
    if place >= len(tokens) or lowers[place] in words().stops or not lowers[place][0].isalnum():
        return True
    return tokens[place].pos in _CLOSING and tokens[place].tag not in {"VBG", "VBN"}
