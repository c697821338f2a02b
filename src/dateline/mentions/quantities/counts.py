"""A number with its quantifier before, its noun after, and what stands between."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from dateline.mentions.quantities.cores import Core, read_core
from dateline.mentions.quantities.exclusions import is_date, measures_nothing_counted
from dateline.mentions.quantities.lexicon import words
from dateline.mentions.quantities.nouns import NounPhrase, coordination_end, determined, find_noun
from dateline.mentions.quantities.parts import Found
from dateline.nlp.parsed import Parsed, Token
from dateline.records.mentions import QuantityMention
from dateline.records.spans import Span
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
_TOLL = frozenset({"toll", "tolls", "dead", "deaths", "casualties", "fatalities", "killed", "wounded", "injured"})
_TOLL_TO = frozenset({"to", "at", "of", "is", "was", "stands", "reached", "reaches", "hit", "tops", "topped"})
_OBJECT_OF_VERB = frozenset({"nsubj", "nsubjpass", "dobj", "obj"})


@dataclass(frozen=True, slots=True)
class _Setting:
    """The words around a number that belong to it: from token `begin` to before token `end`."""

    begin: int
    end: int
    quantifier: str | None
    additive: bool
    others: int | None = None  # the token "others", which stands for the noun


def count(parsed: Parsed, tokens: Sequence[Token], lowers: Sequence[str], core: Core) -> Found | None:
    """The quantity of a number, a vague word or a fraction; None where it counts nothing."""
    setting = _setting(lowers, core)
    if core.form == "number":
        sign = _money(lowers, core) or _percent(lowers, core)
        if sign is not None:
            return _measured(parsed, tokens, lowers, core, setting, sign)
    if core.form == "fraction" and lowers[core.begin] == "half" and lowers[core.end : core.end + 1] == ["an"]:
        return None
    if setting.others is not None:
        return _found(parsed, tokens, core, setting, None, setting.end, of="people", unit="person")
    return _with_noun(parsed, tokens, lowers, core, setting)


def _with_noun(
    parsed: Parsed, tokens: Sequence[Token], lowers: Sequence[str], core: Core, setting: _Setting
) -> Found | None:
    begin, partitive, nested = setting.end, False, False
    if lowers[begin : begin + 1] == ["of"]:
        partitive = True
        begin += 1
        if lowers[begin : begin + 1] == ["the"] or (begin < len(lowers) and lowers[begin] in {"its", "their", "all"}):
            begin = determined(lowers, begin)
        if begin < len(lowers) and lowers[begin] in words().pronouns:
            if core.form == "number" and lowers[core.begin] == "one" and lowers[begin] in {"which", "us"}:
                return None
            named = _named_after(tokens, lowers, begin + 1)
            end = begin + 1 if named is None else named.end
            return _found(parsed, tokens, core, setting, named, end, of_pronoun=True)
        begin, nested = _skip_inner(tokens, lowers, begin)
    elif core.form == "fraction":
        begin = determined(lowers, begin)
    noun = _noun(tokens, lowers, core, begin, setting)
    if core.form == "number" and is_date(tokens, lowers, core, noun):
        return None
    if noun is not None and lowers[noun.head] == "others" and noun.begin == noun.head:
        setting = replace(setting, additive=True)
        return _found(parsed, tokens, core, setting, noun, noun.end, of="people", unit="person")
    if noun is None or (noun.known is None and _is_harm(lowers, noun)):
        if partitive and begin < len(lowers) and lowers[begin] in words().harmed_after:
            of = words().harmed_after[lowers[begin]]
            return _found(parsed, tokens, core, setting, None, begin + 1, of=of, unit="person" if of else None)
        return None if partitive else _without_noun(parsed, tokens, lowers, core, setting)
    if measures_nothing_counted(lowers, noun) or not _counts(lowers, core, noun, partitive):
        return _without_noun(parsed, tokens, lowers, core, setting) if core.form != "number" else None
    end = coordination_end(tokens, lowers, noun)
    return _found(parsed, tokens, core, setting, noun, end, of_next=nested)


def _named_after(tokens: Sequence[Token], lowers: Sequence[str], begin: int) -> NounPhrase | None:
    """What they are, in "12 of them children" and "two of whom were women"."""
    if lowers[begin : begin + 1] in (["were"], ["are"], ["was"]):
        begin += 1
    noun = find_noun(tokens, lowers, begin)
    return noun if noun is not None and noun.known is not None and noun.plural else None


def _noun(
    tokens: Sequence[Token], lowers: Sequence[str], core: Core, begin: int, setting: _Setting
) -> NounPhrase | None:
    if begin >= len(lowers) or (lowers[begin] in words().harmed_after and not _is_noun(tokens, lowers, begin + 1)):
        return None  # "12 wounded soldiers" counts soldiers, "12 wounded in" leaves the noun out
    numeral = tokens[core.end - 1] if setting.end == core.end else None
    one = core.form == "number" and core.n == 1 and lowers[begin - 1] != "of"
    skip = begin + 1 if begin < len(lowers) and lowers[begin] in words().harmed_after else begin
    noun = find_noun(tokens, lowers, skip, numeral=numeral, one=one)
    return noun if noun is None or skip == begin else replace(noun, begin=begin)


def _is_noun(tokens: Sequence[Token], lowers: Sequence[str], place: int) -> bool:
    if place >= len(lowers):
        return False
    return counted.longest((lowers[place],)) is not None or tokens[place].tag in {"NNS", "NNPS"}


def _skip_inner(tokens: Sequence[Token], lowers: Sequence[str], begin: int) -> tuple[int, bool]:
    """Step over the whole in "one of 12 posts", "a third of the 60": where its noun begins, and that there is one."""
    if begin >= len(lowers):
        return begin, False
    place = begin
    for _ in range(3):
        if place < len(lowers) and read_core(tokens, lowers, place) is None:
            place += 1
    if place >= len(lowers) or place - begin > 3:
        return begin, False
    inner = read_core(tokens, lowers, place)
    if inner is None or inner.form not in {"number", "vague"}:
        return begin, False
    if place > begin and words().before.before(lowers, place) is None:
        return begin, False
    end = inner.end
    return (end + 1 if lowers[end : end + 1] == ["of"] else end), True


def _counts(lowers: Sequence[str], core: Core, noun: NounPhrase, partitive: bool) -> bool:
    """Whether the noun is one that this kind of number may count."""
    if core.form == "number" and core.n == 1 and lowers[core.begin] == "one":
        return noun.known is not None and (partitive or not noun.plural)
    if not core.needs_noun:
        return True
    return noun.known is not None and noun.known.unit != "other" and noun.plural


def _is_harm(lowers: Sequence[str], noun: NounPhrase) -> bool:
    """Whether the parser took a word of harm for a noun: "12 WOUNDED"."""
    return lowers[noun.head] in words().harmed_after


def _without_noun(
    parsed: Parsed, tokens: Sequence[Token], lowers: Sequence[str], core: Core, setting: _Setting
) -> Found | None:
    """ "killing 12", "12 were wounded", "scores injured": the words of harm around it stand for the noun."""
    lexicon = words()
    place = setting.end
    while place < len(lowers) and place < setting.end + 5 and lowers[place] in lexicon.auxiliaries:
        place += 1
    if place < len(lowers) and lowers[place] in lexicon.harmed_after:
        of = lexicon.harmed_after[lowers[place]]
        return _found(parsed, tokens, core, setting, None, setting.end, of=of, unit="person" if of else None)
    if core.form == "number" and core.n == 1:
        return None
    before = lowers[setting.begin - 1] if setting.begin else ""
    closed = place >= len(lowers) or not lowers[place][0].isalnum() or lowers[place] in lexicon.stops
    if before in lexicon.harming_before and closed:
        of = lexicon.harming_before[before]
        return _found(parsed, tokens, core, setting, None, setting.end, of=of, unit="person" if of else None)
    if closed and before in _TOLL_TO and _TOLL.intersection(lowers[max(0, setting.begin - 6) : setting.begin]):
        return _found(parsed, tokens, core, setting, None, setting.end, of="people", unit="person")
    last = tokens[core.end - 1]
    if last.dep in _OBJECT_OF_VERB and last.head.pos == "VERB" and closed:
        return _found(parsed, tokens, core, setting, None, setting.end)
    return None


def _setting(lowers: Sequence[str], core: Core) -> _Setting:
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
    return _Setting(begin, end, quantifier, additive, others)


def _money(lowers: Sequence[str], core: Core) -> tuple[int, int, str, str] | None:
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


def _percent(lowers: Sequence[str], core: Core) -> tuple[int, int, str, str] | None:
    after = lowers[core.end : core.end + 2]
    if after[:1] in (["%"], ["percent"], ["pct"]):
        return core.begin, core.end + 1, "", "percent"
    return (core.begin, core.end + 2, "", "percent") if after == ["per", "cent"] else None


def _measured(
    parsed: Parsed,
    tokens: Sequence[Token],
    lowers: Sequence[str],
    core: Core,
    setting: _Setting,
    sign: tuple[int, int, str, str],
) -> Found:
    """A sum of money, or a share in percent of what follows "of"."""
    begin, end, of, unit = sign
    if begin < core.begin:
        setting = _setting(lowers, replace(core, begin=begin))
    noun, pronoun, nested = None, False, False
    if unit == "percent" and lowers[end : end + 1] == ["of"]:
        place = determined(lowers, end + 1)
        if place < len(lowers) and lowers[place] in words().pronouns:
            end, pronoun = place + 1, True
        else:
            place, nested = _skip_inner(tokens, lowers, place)
            noun = find_noun(tokens, lowers, place)
            end = noun.end if noun is not None else end
    share = core.n / 100 if unit == "percent" and core.n is not None else None
    known = noun.known.of if noun is not None and noun.known is not None else None
    return _found(
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


def compound(parsed: Parsed, tokens: Sequence[Token], lowers: Sequence[str], core: Core) -> Found | None:
    """ "a 20,000-strong force", "a 10-member family": a number tied by a hyphen to a word that counts people."""
    end = core.end
    if lowers[end : end + 1] != ["-"] or end + 1 >= len(lowers):
        return None
    reads = words().compounds.get(lowers[end + 1])
    if reads is None:
        return None
    noun = find_noun(tokens, lowers, end + 2)
    setting = _setting(lowers, core)
    if reads != "count":
        setting = replace(setting, quantifier=reads, end=end + 2)
        if noun is None:
            return _without_noun(parsed, tokens, lowers, core, setting)
        return _found(parsed, tokens, core, setting, noun, coordination_end(tokens, lowers, noun))
    known = noun.known if noun is not None and noun.known is not None and noun.known.unit == "person" else None
    last = noun.end if noun is not None else end + 2
    return _found(parsed, tokens, core, setting, noun, last, of=known.of if known else "people", unit="person")


def _found(
    parsed: Parsed,
    tokens: Sequence[Token],
    core: Core,
    setting: _Setting,
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
        span=parsed.span(tokens[begin].start, tokens[end - 1].end),
        number=parsed.span(tokens[core.begin].start, tokens[core.end - 1].end),
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


def _quantifier(core: Core, setting: _Setting) -> str:
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
        return parsed.span(tokens[noun.begin].start, tokens[end - 1].end)
    return None if named is None else parsed.span(tokens[named].start, tokens[named].end)
