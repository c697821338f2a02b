"""Quantities that are read only where a caller asks for one: "civilians were killed", "a hospital was hit"."""

from __future__ import annotations

from dateline.mentions.quantities.nouns import NounPhrase, find_noun, place_of, seen
from dateline.mentions.quantities.singles import harmed_many, noun_mention, uncounted
from dateline.nlp.parsed import Parsed, Token
from dateline.records.mentions import QuantityMention
from dateline.reference import counted


def bare_plural(parsed: Parsed, token: Token) -> QuantityMention | None:
    """The plural noun at a token as a vague quantity: "civilians" of "civilians were killed".

    A word of harm that stands for people is one too: "dead" and "wounded" of "there are dead and wounded". None where
    the word is no plural, or counts neither people nor what can be hit.
    """
    tokens = seen(token.sentence.tokens)
    lowers = [each.lower for each in tokens]
    place = place_of(tokens, token)
    if place < 0:
        return None
    found = uncounted(parsed, tokens, lowers, place) or harmed_many(parsed, tokens, lowers, place)
    return None if found is None else found.mention


def single(parsed: Parsed, token: Token) -> QuantityMention | None:
    """The singular noun at a token as one: "a hospital", "the school"; None where the lexicon lacks it."""
    tokens = seen(token.sentence.tokens)
    lowers = [each.lower for each in tokens]
    place = place_of(tokens, token)
    if place < 0:
        return None
    begin = place
    while begin and lowers[begin - 1] not in {"a", "an", "the", "one"} and tokens[begin - 1].head is token:
        begin -= 1
    noun = find_noun(tokens, lowers, begin, one=True)
    if noun is None or noun.head != place or noun.plural or noun.known is None:
        return None
    if begin and lowers[begin - 1] in {"a", "an", "the", "one"}:
        begin -= 1
    number_end = begin + 1 if begin < noun.begin else begin
    return noun_mention(parsed, tokens, begin, number_end, noun, noun.end, n=1.0, word="article")


def one(parsed: Parsed, token: Token) -> QuantityMention | None:
    """One person by name or by trade: "the driver died", "Col. Amal Nur was killed"; None for a word of many."""
    asked = single(parsed, token)
    if asked is not None and asked.unit == "person":
        return asked
    tokens = seen(token.sentence.tokens)
    place = place_of(tokens, token)
    if place < 0 or token.tag not in {"NN", "NNP"}:
        return None
    found = counted.longest((token.lower,), token.lemma or None)
    known = found[0] if found is not None else counted.look_up("person")
    if known is None or known.unit != "person":
        return None
    noun = NounPhrase(place, place, place + 1, known, False)
    return noun_mention(parsed, tokens, place, place, noun, place + 1, n=1.0, word="article")
