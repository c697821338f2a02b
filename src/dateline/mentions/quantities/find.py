"""Numbers in a report with what they count: "at least eight people, including three women"."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.mentions.quantities.cores import Core, read_core
from dateline.mentions.quantities.counts import compound, count
from dateline.mentions.quantities.exclusions import counts_nothing
from dateline.mentions.quantities.further import further
from dateline.mentions.quantities.lexicon import words
from dateline.mentions.quantities.nouns import seen
from dateline.mentions.quantities.parts import Found, link_parts
from dateline.mentions.quantities.singles import none_reported, one_person, uncounted
from dateline.nlp.parsed import Parsed, Token
from dateline.records.mentions import QuantityMention
from dateline.reference import counted


def find_quantities(parsed: Parsed, *, bare_plurals: bool = False) -> list[QuantityMention]:
    """Every number, vague number and "no one" that counts something, in the order of the text.

    Dates, ages, distances and designations are left out. `bare_plurals` adds nouns without a number ("civilians
    were killed"); without it a caller asks for one with `bare_plural`.
    """
    found: list[QuantityMention] = []
    earlier: tuple[int, int] | None = None  # the last whole: its index, and its sentence
    for sentence in parsed.sentences:
        tokens = seen(sentence.tokens)
        lowers = [token.lower for token in tokens]
        here = _find_in(parsed, tokens, lowers, bare_plurals)
        if not here:
            continue
        near = earlier is not None and sentence.index - earlier[1] == 1
        whole = earlier[0] if earlier is not None and near else None
        linked = link_parts(here, lowers, len(found), found[whole] if whole is not None else None, whole)
        for number, mention in enumerate(linked):
            if mention.inside is None and not here[number].aside:
                earlier = (len(found) + number, sentence.index)
        found.extend(linked)
    return found


def _find_in(parsed: Parsed, tokens: Sequence[Token], lowers: list[str], bare_plurals: bool) -> list[Found]:
    starts, tied, place = words().starts, words().currencies.tied, 0
    found: list[Found] = []
    taken = 0  # tokens before this one belong to a noun phrase that is already counted
    for begin, word in enumerate(lowers):
        if begin < place:
            continue
        if word not in starts and not word[0].isdigit() and not (word[-1].isdigit() and tied(lowers, begin)):
            if bare_plurals and begin >= taken and counted.longest((word,)) is not None:
                plural = uncounted(parsed, tokens, lowers, begin)
                if plural is not None:
                    found.append(plural)
            continue
        core = read_core(tokens, lowers, begin)
        if core is None:
            continue
        quantity = further(parsed, tokens, lowers, core, _quantity(parsed, tokens, lowers, core), found)
        if core.form not in {"article", "none"}:
            place = core.end
        if quantity is not None:
            found.append(quantity)
            taken = max(taken, quantity.end)
    return found


def _quantity(parsed: Parsed, tokens: Sequence[Token], lowers: Sequence[str], core: Core) -> Found | None:
    if core.form == "article":
        return one_person(parsed, tokens, lowers, core)
    if core.form == "none":
        return none_reported(parsed, tokens, lowers, core)
    if core.form == "number" and counts_nothing(tokens, lowers, core):
        return compound(parsed, tokens, lowers, core)
    return count(parsed, tokens, lowers, core)
