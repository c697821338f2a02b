"""Which quantity is a part of which: "eight people, including three women and two children"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from dateline.mentions.quantities.lexicon import words
from dateline.records.mentions import QuantityMention

_LISTING = frozenset({",", "and", "&"})
_OUT_OF = (["of"], ["of", "the"], ["out", "of"], ["out", "of", "the"], ["among"], ["among", "the"])
_NEAR = 6  # words between "of the 40 wounded," and its part
_OPENING = frozenset({"(", ":", "—", "–", "-"})


@dataclass(frozen=True, slots=True)
class Found:
    """A quantity of a sentence with the tokens that it covers; `of_pronoun` marks "two of them"."""

    mention: QuantityMention
    begin: int
    end: int
    of_pronoun: bool = False
    of_next: bool = False  # "one of 12 posts": the whole is the quantity after it
    aside: bool = False  # an article or a negative, which is never a whole


def link_parts(
    found: Sequence[Found],
    lowers: Sequence[str],
    offset: int,
    earlier: QuantityMention | None,
    earlier_index: int | None,
) -> list[QuantityMention]:
    """The quantities of a sentence with `inside` set; `offset` is the index of the first of them in the report.

    `earlier` is the last whole of the sentence before, for "Three of them were children".
    """
    whole_of: list[int | None] = []
    for number, part in enumerate(found):
        whole = _whole(found, whole_of, number, lowers)
        whole_of.append(whole)
        if whole is not None and not _fits(part.mention, found[whole].mention):
            whole_of[number] = None
    linked = []
    for part, whole in zip(found, whole_of, strict=True):
        inside, whole_mention = None, None
        if whole is not None:
            inside, whole_mention = offset + whole, found[whole].mention
        elif part.of_pronoun and earlier is not None and _fits(part.mention, earlier):
            inside, whole_mention = earlier_index, earlier
        linked.append(part.mention if whole_mention is None else _inside(part.mention, inside, whole_mention))
    return linked


def _inside(part: QuantityMention, inside: int | None, whole: QuantityMention) -> QuantityMention:
    """The part with its whole; "half of them" counts what the whole counts."""
    if part.of is None and part.noun is None:
        return replace(part, inside=inside, of=whole.of, unit=part.unit or whole.unit)
    return replace(part, inside=inside)


def _whole(found: Sequence[Found], whole_of: Sequence[int | None], number: int, lowers: Sequence[str]) -> int | None:
    part = found[number]
    if part.of_next and number + 1 < len(found):
        return number + 1
    if part.of_pronoun:
        before = found[number - 1] if number else None
        if before is not None and not before.aside and list(lowers[before.end : part.begin]) == [","]:
            # "four aid workers, two of them foreigners"; in "12 of them children, 3 of them women" both have one whole
            return whole_of[number - 1] if before.of_pronoun else number - 1
        return _last_whole(found, whole_of, number)
    if number + 1 < len(found) and words().wholes_after.before(lowers, found[number + 1].begin) is not None:
        between = lowers[part.end : found[number + 1].begin]
        if (len(between) <= 3 and between[-1:] == ["among"]) or between == ["of"]:
            return number + 1
    if number == 0:
        return None
    previous = found[number - 1]
    gap = list(lowers[previous.end : part.begin])
    if number == 1 and list(lowers[: previous.begin]) in _OUT_OF and "," in gap and len(gap) <= _NEAR:
        return 0  # "of the 40 wounded, 12 were women"
    if _tells_degree(part, lowers):
        return _last_whole(found, whole_of, number, smaller=True)
    if previous.mention.inside is None and whole_of[number - 1] is not None and _goes_on(found, whole_of, number, gap):
        return whole_of[number - 1]
    if ";" in gap or (part.mention.additive and not _says_part(gap)):
        return None
    if _says_part(gap):
        return _last_whole(found, whole_of, number)
    if gap and gap[-1] in _OPENING and len(gap) <= 3 and part.mention.noun is not None:
        return _last_whole(found, whole_of, number) if _smaller(part, previous) else None
    return None


def _goes_on(found: Sequence[Found], whole_of: Sequence[int | None], number: int, gap: Sequence[str]) -> bool:
    """Whether a list of parts goes on: "including three women and two children".

    A comma before the "and" that follows the only part ends the aside: "including three children, and two soldiers".
    """
    if not gap or any(word not in _LISTING for word in gap) or found[number].mention.noun is None:
        return False
    if found[number].mention.additive:
        return False
    first = number < 2 or whole_of[number - 2] != whole_of[number - 1]
    return not (first and list(gap) == [",", "and"])


def _tells_degree(part: Found, lowers: Sequence[str]) -> bool:
    """Whether the number only tells how badly some were hurt: "14 were hurt, six seriously"."""
    if part.mention.noun is not None or part.mention.additive or part.mention.unit != "person":
        return False
    degree = words().degrees.at(lowers, part.end)
    if degree is None:
        return False
    end = degree[0]
    return end >= len(lowers) or lowers[end] not in words().harmed_after


def _says_part(gap: Sequence[str]) -> bool:
    """Whether the words between two quantities end in "including" or "among them", or hold it close by."""
    tail = list(gap[-6:])
    for end in range(len(tail), 0, -1):
        match = words().wholes_before.before(tail, end)
        if match is not None:
            return not any(word in {".", ";"} for word in tail[end:])
    return False


def _last_whole(
    found: Sequence[Found], whole_of: Sequence[int | None], number: int, *, smaller: bool = False
) -> int | None:
    for earlier in range(number - 1, -1, -1):
        candidate = found[earlier]
        if whole_of[earlier] is None and not candidate.aside and _fits(found[number].mention, candidate.mention):
            return earlier if not smaller or _smaller(found[number], candidate) else None
    return None


def _smaller(part: Found, whole: Found) -> bool:
    return part.mention.n is not None and whole.mention.n is not None and part.mention.n < whole.mention.n


def _fits(part: QuantityMention, whole: QuantityMention) -> bool:
    """Whether one can be a part of the other: no greater, and not another kind of thing."""
    if part.n is not None and whole.n is not None and part.n > whole.n and part.unit != "percent":
        return False
    if whole.unit in {"percent", "money"} or whole.quantifier == "none_reported":
        return False
    return part.unit is None or whole.unit is None or part.unit == whole.unit or part.unit == "percent"
