"""Quantities that are read only where a caller asks for one: "civilians were killed", "a hospital was hit"."""

from __future__ import annotations

from dateline.mentions.quantities.nouns import find_noun, place_of, seen
from dateline.mentions.quantities.singles import harmed_many, noun_mention, uncounted
from dateline.nlp.parsed import Parsed, Token
from dateline.records.mentions import QuantityMention


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
