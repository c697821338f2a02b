"""Counts that no number tells: "a woman", "no one was hurt", "civilians were killed"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dateline.mentions.quantities.cores import Core
from dateline.mentions.quantities.lexicon import words
from dateline.mentions.quantities.nouns import NounPhrase, coordination_end, find_noun
from dateline.mentions.quantities.parts import Found
from dateline.mentions.quantities.persons import harm_after, harmed_person
from dateline.mentions.quantities.skipping import determined, skip_inner
from dateline.nlp.parsed import Parsed, Token
from dateline.records.mentions import QuantityMention
from dateline.records.spans import Span
from dateline.reference import counted
from dateline.reference.counted import HARMED
from dateline.reference.lexicons import words_of

_NOT_HARMED_AFTER = frozenset({"as", "by", "like", "to", "than"})
_HARM_ROLES = frozenset(
    {"", "nsubj", "nsubjpass", "dobj", "obj", "conj", "appos", "pobj", "ROOT", "dep", "oprd", "attr"}
)


def one_person(parsed: Parsed, tokens: Sequence[Token], lowers: Sequence[str], core: Core) -> Found | None:
    """ "A woman" is one where she is who something happens to; not the one who speaks, nor "as a doctor".

    Of "another" other things are counted too: "another clinic was hit".
    """
    noun = find_noun(tokens, lowers, core.end, one=True)
    additive = lowers[core.begin] == "another"
    if noun is None or noun.known is None:
        noun = _person_by_age(lowers, core.end) or _person_by_form(tokens, lowers, core, noun)
    if noun is None and lowers[core.begin] == "another":
        return _another(parsed, tokens, lowers, core)
    if noun is None or noun.known is None or noun.plural:
        return None
    if noun.known.unit != "person" and not (additive and noun.known.unit in HARMED):
        return None
    head = tokens[noun.head]
    if head.dep not in _HARM_ROLES or _speaks(head):
        return None
    if head.dep == "pobj" and head.head.lower in _NOT_HARMED_AFTER:
        return None
    mention = noun_mention(parsed, tokens, core.begin, core.end, noun, noun.end, n=1.0, word="article")
    if head.lemma in words_of("two_people"):
        mention = replace(mention, n=2.0)  # "a married couple"
    return Found(replace(mention, additive=additive), core.begin, noun.end, aside=True)


def _speaks(head: Token) -> bool:
    """Whether it is who says something, or stands beside the name of one: "said Amal Nur, a shopkeeper"."""
    for _ in range(3):
        if head.dep not in {"appos", "conj"}:
            break
        head = head.head
    return head.dep == "nsubj" and head.head.lower in words().speech


def _person_by_age(lowers: Sequence[str], begin: int) -> NounPhrase | None:
    """The age that stands for a person: "a 22-year-old"."""
    age = list(lowers[begin : begin + 8])
    if "old" not in age[2:] or age[age.index("old") - 2 :][0] not in {"year", "month"}:
        return None
    head = begin + age.index("old")
    return NounPhrase(begin, head, head + 1, counted.look_up("person"), False)


def _person_by_form(
    tokens: Sequence[Token], lowers: Sequence[str], core: Core, noun: NounPhrase | None
) -> NounPhrase | None:
    """Someone harmed whom the lexicon lacks: "a welder was shot"."""
    if noun is None or noun.plural:
        return None
    known = harmed_person(tokens, lowers, core.begin, noun, by_form=True)
    return None if known is None else replace(noun, known=known)


def _another(parsed: Parsed, tokens: Sequence[Token], lowers: Sequence[str], core: Core) -> Found | None:
    """ "one arrested and another injured": a further one."""
    if harm_after(lowers, core.end) is None:
        return None
    span = parsed.span(tokens[core.begin].start, tokens[core.begin].end)
    mention = QuantityMention(
        span=span, number=span, quantifier="exact", n=1.0, of="people", unit="person", additive=True
    )
    return Found(mention, core.begin, core.end, aside=True)


def none_reported(parsed: Parsed, tokens: Sequence[Token], lowers: Sequence[str], core: Core) -> Found | None:
    """ "no casualties", "nobody was hurt": nought, where it is harm that did not happen."""
    if core.needs_noun:
        noun = find_noun(tokens, lowers, core.end)
        if noun is None or noun.known is None or noun.known.unit not in HARMED:
            return None
        mention = noun_mention(
            parsed,
            tokens,
            core.begin,
            core.end,
            noun,
            coordination_end(tokens, lowers, noun),
            n=0.0,
            quantifier="none_reported",
        )
        return Found(mention, core.begin, noun.end, aside=True)
    if lowers[core.end : core.end + 1] == ["of"]:
        return _none_of(parsed, tokens, lowers, core)
    if harm_after(lowers, core.end) is None:
        return None
    span = parsed.span(tokens[core.begin].start, tokens[core.end - 1].end)
    mention = QuantityMention(span=span, number=span, quantifier="none_reported", n=0.0, of="people", unit="person")
    return Found(mention, core.begin, core.end, aside=True)


def _none_of(parsed: Parsed, tokens: Sequence[Token], lowers: Sequence[str], core: Core) -> Found | None:
    """ "None of the 12 sailors was hurt": nought of those whom the words name, their number taken in."""
    begin, _ = skip_inner(tokens, lowers, determined(lowers, core.end + 1))
    noun = find_noun(tokens, lowers, begin)
    if noun is None or noun.known is None or harm_after(lowers, noun.end) is None:
        return None
    mention = noun_mention(parsed, tokens, core.begin, core.end, noun, noun.end, n=0.0, quantifier="none_reported")
    return Found(mention, core.begin, noun.end, aside=True)


def uncounted(parsed: Parsed, tokens: Sequence[Token], lowers: Sequence[str], place: int) -> Found | None:
    """A plural without a number whose head is the token at `place`: "civilians"; None where the lexicon lacks it."""
    begin = place
    while begin and tokens[begin - 1].pos in {"ADJ", "NOUN", "PROPN"} and tokens[begin - 1].head is tokens[place]:
        begin -= 1
    found = counted.longest(lowers[begin : place + 1], tokens[place].lemma or None)
    noun = find_noun(tokens, lowers, place)
    if found is None or found[0].unit not in HARMED or noun is None or noun.head != place or not noun.plural:
        return None
    whole = NounPhrase(begin, place, noun.end, noun.known if noun.end > place + 1 else found[0], True)
    mention = noun_mention(
        parsed,
        tokens,
        begin,
        begin,
        whole,
        coordination_end(tokens, lowers, whole),
        quantifier="vague",
        word="bare_plural",
    )
    return Found(mention, begin, whole.end, aside=True)


def harmed_many(parsed: Parsed, tokens: Sequence[Token], lowers: Sequence[str], place: int) -> Found | None:
    """ "dead" or "wounded" for those who are: of "civilians" where it says "among civilians", else of people."""
    if lowers[place] not in words().tolls or words().harmed_after.get(lowers[place]) is None:
        return None
    end = place + 1
    if end < len(lowers) and lowers[end] not in words().stops and lowers[end][0].isalnum():
        return None  # "dead civilians", "wounded were carried"
    while end < len(lowers) and (lowers[end] in {",", "and", "or"} or lowers[end] in words().harmed_after):
        end += 1
    among = find_noun(tokens, lowers, determined(lowers, end + 1)) if lowers[end : end + 1] == ["among"] else None
    known = among.known if among is not None and among.known is not None and among.known.unit == "person" else None
    noun = NounPhrase(place, place, place + 1, known or counted.look_up("person"), True)
    mention = noun_mention(parsed, tokens, place, place, noun, place + 1, quantifier="vague", word="bare_plural")
    return Found(mention, place, place + 1, aside=True)


def noun_mention(
    parsed: Parsed,
    tokens: Sequence[Token],
    begin: int,
    number_end: int,
    noun: NounPhrase,
    end: int,
    *,
    n: float | None = None,
    quantifier: str = "exact",
    word: str | None = None,
) -> QuantityMention:
    """A mention from token `begin` to before token `end`; without number words the noun stands for them."""
    phrase = parsed.span(tokens[noun.begin].start, tokens[end - 1].end)
    number: Span = phrase
    if number_end > begin:
        number = parsed.span(tokens[begin].start, tokens[number_end - 1].end)
    known = noun.known
    return QuantityMention(
        span=parsed.span(tokens[begin].start, tokens[end - 1].end),
        number=number,
        quantifier=quantifier,
        n=n,
        word=word,
        noun=phrase,
        noun_head=tokens[noun.head].start,
        of=known.of if known is not None else None,
        unit=known.unit if known is not None else "other",
    )
