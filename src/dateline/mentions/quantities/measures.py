"""Sums of money and shares in percent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dateline.mentions.quantities.cores import Core
from dateline.mentions.quantities.lexicon import words
from dateline.mentions.quantities.nouns import determined, find_noun, skip_inner
from dateline.mentions.quantities.parts import Found
from dateline.mentions.quantities.setting import Setting, found_with, read_setting
from dateline.nlp.parsed import Parsed, Token
from dateline.reference import counted

_CURRENCIES = {
    "$": "dollars",
    "us$": "dollars",
    "usd": "dollars",
    "£": "pounds",
    "gbp": "pounds",
    "€": "euros",
    "eur": "euros",
}


def read_money(lowers: Sequence[str], core: Core) -> tuple[int, int, str, str] | None:
    """A sign before the number, or a currency's name after it: where it begins and ends, its `of` and unit."""
    before = lowers[core.begin - 1] if core.begin else ""
    if before in _CURRENCIES:
        return core.begin - 1, core.end, _CURRENCIES[before], "money"
    for size in (3, 2, 1):
        after = lowers[core.end : core.end + size]
        known = counted.longest(after) if len(after) == size else None
        if known is not None and known[0].unit == "money" and known[1] == size:
            name = known[0].phrase.split()[-1]
            return core.begin, core.end + size, name + "s", "money"
    return None


def read_percent(lowers: Sequence[str], core: Core) -> tuple[int, int, str, str] | None:
    after = lowers[core.end : core.end + 2]
    if after[:1] in (["%"], ["percent"], ["pct"]):
        return core.begin, core.end + 1, "", "percent"
    return (core.begin, core.end + 2, "", "percent") if after == ["per", "cent"] else None


def measured(
    parsed: Parsed,
    tokens: Sequence[Token],
    lowers: Sequence[str],
    core: Core,
    setting: Setting,
    sign: tuple[int, int, str, str],
) -> Found:
    """A sum of money, or a share in percent of what follows "of"."""
    begin, end, of, unit = sign
    if begin < core.begin:
        setting = read_setting(lowers, replace(core, begin=begin))
    noun, pronoun, nested = None, False, False
    if unit == "percent" and lowers[end : end + 1] == ["of"]:
        place = determined(lowers, end + 1)
        if place < len(lowers) and lowers[place] in words().pronouns:
            end, pronoun = place + 1, True
        else:
            place, nested = skip_inner(tokens, lowers, place)
            noun = find_noun(tokens, lowers, place)
            end = noun.end if noun is not None else end
    share = core.n / 100 if unit == "percent" and core.n is not None else None
    known = noun.known.of if noun is not None and noun.known is not None else None
    return found_with(
        parsed,
        tokens,
        replace(core, fraction=share),
        setting,
        noun,
        max(end, setting.end),
        of=of or known,
        unit=unit,
        of_pronoun=pronoun,
        of_next=nested,
    )
