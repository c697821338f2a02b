"""The words around a number that belong to it, and the mention that they make."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dateline.mentions.quantities.cores import Core
from dateline.mentions.quantities.lexicon import words
from dateline.mentions.quantities.nouns import NounPhrase
from dateline.mentions.quantities.parts import Found
from dateline.nlp.parsed import Parsed, Token
from dateline.records.mentions import QuantityMention
from dateline.records.spans import Span


@dataclass(frozen=True, slots=True)
class Setting:
    """The words around a number that belong to it: from token `begin` to before token `end`."""

    begin: int
    end: int
    quantifier: str | None
    additive: bool
    others: int | None = None  # the token "others", which stands for the noun


def read_setting(lowers: Sequence[str], core: Core) -> Setting:
    """Quantifiers and words for "more" on both sides of the number."""
    lexicon, begin, end = words(), core.begin, core.end
    quantifier, additive, others = None, False, None
    if core.n2 is not None and begin and lowers[begin - 1] in {"between", "from"}:
        begin -= 1
    while True:
        more = lexicon.additive_before.before(lowers, begin)
        said = lexicon.before.before(lowers, begin)
        if said is not None and (more is None or said[0] < more[0]):
            begin = said[0]
            # the outer one rules: "at least some 8"
            quantifier = said[1] if said[1] != "exact" or quantifier is None else quantifier
        elif more is not None:
            begin, additive = more[0], True
        else:
            break
    while end < len(lowers):
        said_after = lexicon.after.at(lowers, end)
        if said_after is not None and not (lowers[end] == "and" and lowers[end + 1] == "more"):
            end, quantifier = said_after[0], quantifier or said_after[1]
        elif lowers[end] == "+":
            end, quantifier = end + 1, "at_least"
        elif lowers[end] in lexicon.additive_after and lowers[end + 1 : end + 2] != ["than"]:
            others = end if lowers[end] == "others" else None
            end, additive = end + 1, True
        else:
            break
    return Setting(begin, end, quantifier, additive, others)


def found_with(
    parsed: Parsed,
    tokens: Sequence[Token],
    core: Core,
    setting: Setting,
    noun: NounPhrase | None,
    end: int,
    *,
    of: str | None = None,
    unit: str | None = None,
    of_pronoun: bool = False,
    of_next: bool = False,
) -> Found:
    """The mention from the first word of its setting to the token before `end`."""
    begin, end = min(setting.begin, core.begin), max(end, core.end, setting.end)
    if noun is not None and of is None and noun.known is not None:
        of = noun.known.of
    if noun is not None and unit is None:
        unit = noun.known.unit if noun.known is not None else "other"
    named = setting.others if noun is None else None
    mention = QuantityMention(
        span=parsed.span(tokens[begin].start, _end_of(tokens[end - 1])),
        number=parsed.span(tokens[core.begin].start, _end_of(tokens[core.end - 1])),
        quantifier=_quantifier(core, setting),
        n=core.n,
        n2=core.n2,
        word=core.word,
        noun=_noun_span(parsed, tokens, noun, end, named),
        noun_head=tokens[noun.head].start if noun is not None else (tokens[named].start if named is not None else None),
        of=of,
        unit=unit,
        additive=setting.additive,
        fraction=core.fraction,
    )
    return Found(mention, begin, end, of_pronoun=of_pronoun, of_next=of_next)


def _end_of(token: Token) -> int:
    """Where a token ends, without the full stop that the parser leaves on "m." of "$20m."."""
    return token.end - 1 if token.lower == "m." else token.end


def _quantifier(core: Core, setting: Setting) -> str:
    if core.form == "vague":
        return "vague"
    if core.n2 is not None:
        return "between"
    if core.n == 1 and setting.quantifier in {"about", "less_than"}:
        return "exact"  # "close to one of the posts" is near it
    return setting.quantifier or "exact"


def _noun_span(
    parsed: Parsed, tokens: Sequence[Token], noun: NounPhrase | None, end: int, named: int | None
) -> Span | None:
    if noun is not None:
        return parsed.span(tokens[noun.begin].start, _end_of(tokens[end - 1]))
    return None if named is None else parsed.span(tokens[named].start, tokens[named].end)
