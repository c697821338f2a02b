"""A number with its quantifier before, its noun after, and what stands between."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import islice

from dateline.mentions.quantities.cores import Core
from dateline.mentions.quantities.exclusions import is_date, measures_nothing_counted
from dateline.mentions.quantities.lexicon import words
from dateline.mentions.quantities.measures import measured, read_money, read_percent
from dateline.mentions.quantities.nouns import NounPhrase, coordination_end, find_noun
from dateline.mentions.quantities.parts import Found
from dateline.mentions.quantities.persons import harm_after, harmed_person
from dateline.mentions.quantities.setting import Setting, found_with, read_setting
from dateline.mentions.quantities.skipping import determined, skip_aside, skip_inner
from dateline.nlp.parsed import Parsed, Token
from dateline.reference import counted
from dateline.reference.lexicons import words_of

_ASIDE = 12  # words of an aside between a number and its verb
_VERB_REACH = 4  # steps from a number to its verb
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_TOLL_REACH = 9  # words in which a toll is named before its number
_TOLL_FAR = 30  # the same where it "has risen to" it: "the number of people killed in ... has risen to 31"
_OBJECT_OF_VERB = frozenset({"nsubj", "nsubjpass", "dobj", "obj"})


def count(parsed: Parsed, tokens: Sequence[Token], lowers: Sequence[str], core: Core) -> Found | None:
    """The quantity of a number, a vague word or a fraction; None where it counts nothing."""
    setting = read_setting(lowers, core)
    if core.form == "number":
        sign = read_money(tokens, lowers, core) or read_percent(lowers, core)
        if sign is not None:
            return measured(parsed, tokens, lowers, core, setting, sign)
    if core.form == "fraction" and lowers[core.begin] == "half" and lowers[core.end : core.end + 1] == ["an"]:
        return None
    if setting.others is not None:
        return found_with(parsed, tokens, core, setting, None, setting.end, of="people", unit="person")
    return _with_noun(parsed, tokens, lowers, core, setting)


def _with_noun(
    parsed: Parsed, tokens: Sequence[Token], lowers: Sequence[str], core: Core, setting: Setting
) -> Found | None:
    begin, partitive, nested = setting.end, False, False
    if lowers[begin : begin + 1] == ["of"] or lowers[begin : begin + 2] == ["out", "of"]:
        partitive = True
        begin += 1 if lowers[begin] == "of" else 2
        after = determined(lowers, begin)
        if after < len(lowers) and (lowers[begin] not in words().pronouns or _is_noun(tokens, lowers, after)):
            begin = after
        if begin < len(lowers) and lowers[begin] in words().pronouns:
            if core.form == "number" and lowers[core.begin] == "one" and lowers[begin] in {"which", "us"}:
                return None
            named = _named_after(tokens, lowers, begin + 1)
            end = begin + 1 if named is None else named.end
            of = words().harmed_after.get(lowers[end]) if named is None and end < len(lowers) else None
            return found_with(
                parsed, tokens, core, setting, named, end, of=of, unit="person" if of else None, of_pronoun=True
            )
        begin, nested = skip_inner(tokens, lowers, begin)
    elif core.form == "fraction" or lowers[core.begin] == "both":
        begin = determined(lowers, begin)
    begin = skip_aside(lowers, begin)
    noun = _noun(tokens, lowers, core, begin, setting)
    if core.form == "number" and is_date(tokens, lowers, core, noun):
        return None
    if noun is not None and noun.known is None and core.form != "fraction":
        part = tokens[core.end - 1] if partitive else None
        noun = replace(noun, known=harmed_person(tokens, lowers, setting.begin, noun, part=part))
    if noun is not None and lowers[noun.head] == "others" and noun.begin == noun.head:
        setting = replace(setting, additive=True)
        return found_with(parsed, tokens, core, setting, noun, noun.end, of="people", unit="person")
    if noun is None or (noun.known is None and _is_harm(lowers, noun)):
        if partitive and begin < len(lowers) and lowers[begin] in words().harmed_after:
            of = words().harmed_after[lowers[begin]]
            return found_with(parsed, tokens, core, setting, None, begin + 1, of=of, unit="person" if of else None)
        return None if partitive else _without_noun(parsed, tokens, lowers, core, setting)
    if measures_nothing_counted(lowers, noun) or not _counts(tokens, lowers, core, noun, partitive):
        bare = core.form != "number" and not partitive
        return _without_noun(parsed, tokens, lowers, core, setting) if bare else None
    end = coordination_end(tokens, lowers, noun)
    return found_with(parsed, tokens, core, setting, noun, end, of_next=nested)


def _named_after(tokens: Sequence[Token], lowers: Sequence[str], begin: int) -> NounPhrase | None:
    """What they are, in "12 of them children" and "two of whom were women"."""
    if lowers[begin : begin + 1] in (["were"], ["are"], ["was"]):
        begin += 1
    noun = find_noun(tokens, lowers, begin)
    return noun if noun is not None and noun.known is not None and noun.plural else None


def _noun(
    tokens: Sequence[Token], lowers: Sequence[str], core: Core, begin: int, setting: Setting
) -> NounPhrase | None:
    skip = begin
    while skip < len(lowers) and lowers[skip] in words().harmed_after:
        skip += 1
    if begin >= len(lowers) or (skip > begin and not _is_noun(tokens, lowers, skip)):
        return None  # "12 badly wounded soldiers" counts soldiers, "12 wounded in" leaves the noun out
    numeral = tokens[core.end - 1] if setting.end == core.end else None
    one = core.form == "number" and core.n == 1 and lowers[begin - 1] != "of"
    noun = find_noun(tokens, lowers, skip, numeral=numeral, one=one)
    return noun if noun is None or skip == begin else replace(noun, begin=begin)


def _is_noun(tokens: Sequence[Token], lowers: Sequence[str], place: int) -> bool:
    if place >= len(lowers):
        return False
    return counted.longest((lowers[place],)) is not None or tokens[place].tag in {"NNS", "NNPS"}


def _counts(tokens: Sequence[Token], lowers: Sequence[str], core: Core, noun: NounPhrase, partitive: bool) -> bool:
    """Whether the noun is one that this kind of number may count."""
    if core.form == "number" and core.n == 1 and lowers[core.begin] == "one":
        return noun.known is not None and (partitive or not noun.plural or tokens[noun.head].tag == "NN")
    if not core.needs_noun:
        return True
    return noun.known is not None and noun.known.unit != "other" and noun.plural


def _is_harm(lowers: Sequence[str], noun: NounPhrase) -> bool:
    """Whether the parser took a word of harm for a noun: "12 WOUNDED"."""
    return lowers[noun.head] in words().harmed_after


def _without_noun(
    parsed: Parsed, tokens: Sequence[Token], lowers: Sequence[str], core: Core, setting: Setting
) -> Found | None:
    """ "killing 12", "12 were wounded", "scores injured": the words of harm around it stand for the noun."""
    lexicon = words()
    place = harm_after(lowers, setting.end) or _harm_after_aside(lowers, setting.end)
    if place is not None:
        of = lexicon.harmed_after[lowers[place]]
        return found_with(parsed, tokens, core, setting, None, setting.end, of=of, unit="person" if of else None)
    if lexicon.degrees.at(lowers, setting.end) is not None:
        return found_with(parsed, tokens, core, setting, None, setting.end, of="people", unit="person")
    before = lowers[setting.begin - 1] if setting.begin else ""
    closed = _closed(lowers, setting.end)
    if core.form == "number" and core.n == 1:
        sure = lexicon.victims.get((tokens[setting.begin - 1].lemma, "object"), False) if setting.begin else False
        if not (sure and closed and before in lexicon.harming_before):
            return None  # "one" is a number here only where somebody was "killing one"
    if lowers[setting.end : setting.end + 1] in (["are"], ["were"]):
        named = _named_after(tokens, lowers, setting.end)
        if named is not None:
            return found_with(parsed, tokens, core, setting, named, named.end)
    if before == "of" and closed and setting.begin > 1 and tokens[setting.begin - 2].lemma in words_of("many_people"):
        return found_with(parsed, tokens, core, setting, None, setting.end, of="people", unit="person")
    if before in lexicon.harming_before and closed:
        of = lexicon.harming_before[before]
        return found_with(parsed, tokens, core, setting, None, setting.end, of=of, unit="person" if of else None)
    if closed and before in lexicon.toll_links:
        near = lowers[max(0, setting.begin - 3) : setting.begin]
        reach = _TOLL_REACH if lexicon.changes.isdisjoint(near) else _TOLL_FAR
        told = [*lowers[max(0, setting.begin - reach) : setting.begin], *_toll_after(lowers, setting.end)]
        if not lexicon.tolls.isdisjoint(told) or _is_under_toll(tokens[core.end - 1]):
            rise = before == "by" and not lexicon.changes.isdisjoint(told)
            setting = replace(setting, additive=setting.additive or rise)
            return found_with(parsed, tokens, core, setting, None, setting.end, of="people", unit="person")
    last = tokens[core.end - 1]
    if last.dep in _OBJECT_OF_VERB and last.head.pos == "VERB" and closed:
        return found_with(parsed, tokens, core, setting, None, setting.end)
    return None


def _is_under_toll(number: Token) -> bool:
    """Whether a toll is the subject of a verb over a number: "the toll of the attack on the camp has gone up to 22"."""
    over = islice(number.ancestors(), _VERB_REACH)
    return any(t.lower in words().tolls and t.dep in _SUBJECTS for verb in over for t in verb.lefts)


def _toll_after(lowers: Sequence[str], end: int) -> Sequence[str]:
    """The toll that stands behind its number: "brought to 46 the number of people killed"."""
    return lowers[end + 1 : end + 3] if lowers[end : end + 1] == ["the"] else ()


def _harm_after_aside(lowers: Sequence[str], begin: int) -> int | None:
    """The word of harm after what stands between commas: "dozens, mostly women and children, were killed"."""
    closing = {",": ",", "(": ")"}.get(lowers[begin]) if begin < len(lowers) else None
    if closing is None or closing not in lowers[begin + 1 : begin + _ASIDE]:
        return None
    return harm_after(lowers, lowers.index(closing, begin + 1) + 1)


def _closed(lowers: Sequence[str], begin: int) -> bool:
    """Whether no noun can follow, at once or after auxiliaries."""
    place = begin
    while place < len(lowers) and place < begin + 5 and lowers[place] in words().auxiliaries:
        place += 1
    return place >= len(lowers) or any(
        lowers[each] in words().stops or not lowers[each][0].isalnum() for each in (begin, place)
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
    setting = read_setting(lowers, core)
    if reads != "count":
        setting = replace(setting, quantifier=reads, end=end + 2)
        if noun is None:
            return _without_noun(parsed, tokens, lowers, core, setting)
        return found_with(parsed, tokens, core, setting, noun, coordination_end(tokens, lowers, noun))
    known = noun.known if noun is not None and noun.known is not None and noun.known.unit == "person" else None
    last = noun.end if noun is not None else end + 2
    return found_with(parsed, tokens, core, setting, noun, last, of=known.of if known else "people", unit="person")
