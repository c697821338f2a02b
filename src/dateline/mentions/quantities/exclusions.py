"""Numbers that count nothing: years, days, hours, ages, distances, designations, scores."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.mentions.quantities.cores import Core
from dateline.mentions.quantities.lexicon import words
from dateline.mentions.quantities.nouns import NounPhrase
from dateline.nlp.parsed import Token
from dateline.reference.lexicons import words_of

_OLDEST = 125  # no age is greater


def counts_nothing(tokens: Sequence[Token], lowers: Sequence[str], core: Core) -> bool:
    """Whether the words around a number show that it is no quantity, whatever noun may follow."""
    lexicon = words()
    before = lowers[core.begin - 1] if core.begin else ""
    after = lowers[core.end] if core.end < len(lowers) else ""
    if core.n2 is not None and core.n is not None and core.n2 <= core.n:
        return True
    if after in lexicon.no_number_after or (before in lexicon.no_number_before and before not in lexicon.months):
        return True
    if before == "." and core.begin > 1 and lowers[core.begin - 2] in {"no", "nos"}:
        return True
    if core.digits and len(lowers[core.begin]) > 1 and lowers[core.begin].startswith("0"):
        return True
    if after == "-" and tokens[core.end].start == tokens[core.end - 1].end:
        return True  # "two-day": what it may count is told by the word after the hyphen
    of = lowers[core.begin - 2] if before == "of" and core.begin > 1 else ""
    if of in lexicon.kin and of not in words_of("many_people") and _ends(lowers, core):
        return True  # "12 families of five": the size of each; "a man of 60"; but "a family of six" are six
    if before in {"and", "or", ","} and _goes_on_with_ages(lowers, core.begin - 1):
        return True
    if before == "in" and core.begin > 1 and _is_number_word(lowers[core.begin - 2]):
        return True  # "one in five"
    if after == "in" and core.end + 1 < len(lowers) and core.n == 1 and _is_number_word(lowers[core.end + 1]):
        return True
    if _in_compound(tokens, core, before):
        return True
    if core.n is not None and core.n != int(core.n) and not core.scaled and after not in {"%", "percent", "per"}:
        return True
    return _is_item(tokens, core, after) or _is_age(tokens, core, before, after)


def _ends(lowers: Sequence[str], core: Core) -> bool:
    """Whether no noun can follow the number."""
    after = lowers[core.end] if core.end < len(lowers) else "."
    return not after[0].isalnum() or after in words().stops or after in words().auxiliaries


def _goes_on_with_ages(lowers: Sequence[str], place: int) -> bool:
    """Whether the words before tell ages: "aged 7, 9 and 12"."""
    while place > 0 and (lowers[place] in {"and", "or", ",", "to"} or _is_number_word(lowers[place])):
        place -= 1
    return lowers[place] in {"aged", "ages"}


def _is_number_word(word: str) -> bool:
    return (word.isdecimal() and len(word) < 4) or word in words().values


def _in_compound(tokens: Sequence[Token], core: Core, before: str) -> bool:
    """Whether a hyphen or a letter ties the number to the word before it: "Covid-19", "mid-60s"."""
    if core.begin == 0:
        return False
    first, previous = tokens[core.begin], tokens[core.begin - 1]
    return previous.end == first.start and (before in {"-", "/", ":", "#", "."} or before[-1].isalnum())


def _is_item(tokens: Sequence[Token], core: Core, after: str) -> bool:
    """Whether the number only counts the points of a list: "1." at the head of a sentence."""
    return core.begin == 0 and core.digits and after in {".", ")", ":"} and len(tokens) > core.end


def _is_age(tokens: Sequence[Token], core: Core, before: str, after: str) -> bool:
    """Whether it stands between commas after a name: "Ahmad, 35, was hit"."""
    if not core.digits or core.n is None or core.n > _OLDEST or core.begin < 2:
        return False
    if before not in {",", "("} or after not in {",", ")", ".", ";", ""}:
        return False
    name = tokens[core.begin - 2]
    return name.text[:1].isupper()


def is_date(tokens: Sequence[Token], lowers: Sequence[str], core: Core, noun: NounPhrase | None) -> bool:
    """Whether it is a year or a day of a month, unless a counted noun follows and nothing dates it."""
    if not core.digits or core.n is None:
        return False
    before = core.begin - 1
    follows = core.end < len(lowers) and _is_month(tokens[core.end], lowers[core.end])
    preceded = before >= 0 and _is_month(tokens[before], lowers[before])
    counts = noun is not None and noun.known is not None and noun.begin == core.end
    if follows and core.n <= 31:
        return True
    if preceded:
        month_of = lowers[before - 1] if before else ""
        return not (counts and month_of in {"in", "since", "early", "late", "mid"})
    year = 1900 <= core.n <= 2100 and len(lowers[core.begin]) == 4
    if not year:
        return False
    dated = before >= 0 and lowers[before] in {
        "in",
        "since",
        "of",
        "until",
        "from",
        "during",
        "by",
        "early",
        "late",
        "to",
    }
    return dated or not counts


def _is_month(token: Token, lower: str) -> bool:
    return lower in words().months and token.text != "may"


def measures_nothing_counted(lowers: Sequence[str], noun: NounPhrase) -> bool:
    """Whether the noun is a span of time or space: "two working days", "12 nautical miles"."""
    return noun.known is None and lowers[noun.head] in words().no_number_after
