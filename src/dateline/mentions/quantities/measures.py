"""Sums of money and shares in percent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dateline.mentions.quantities.cores import Core
from dateline.mentions.quantities.lexicon import words
from dateline.mentions.quantities.nouns import find_noun
from dateline.mentions.quantities.parts import Found
from dateline.mentions.quantities.setting import Setting, found_with, read_setting
from dateline.mentions.quantities.skipping import determined, skip_inner
from dateline.nlp.parsed import Parsed, Token
from dateline.reference import counted

_NAMED_WITHIN = 4  # words that name a currency: "West African CFA francs"


def read_money(tokens: Sequence[Token], lowers: Sequence[str], core: Core) -> tuple[int, int, str, str] | None:
    """A sign before the number, or a currency's name after it: where it begins and ends, its `of` and unit."""
    currencies = words().currencies
    sign = currencies.before(lowers, core.begin)
    if sign is not None:
        return sign[0], core.end, sign[1], "money"
    end, money = core.end, None
    for place in range(core.end, min(len(lowers), core.end + _NAMED_WITHIN)):
        known = counted.longest((lowers[place],))
        if lowers[place] in currencies.names or (known is not None and known[0].unit == "money"):
            of = currencies.names.get(lowers[place]) or f"{known[0].phrase.split()[-1]}s" if known else lowers[place]
            end, money = place + 1, currencies.names.get(lowers[place], of)
        elif not tokens[place].text[0].isupper() or (money is not None and known is not None):
            break
    return None if money is None else (core.begin, end, money, "money")


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
