"""Splitting a claim in two: what there is to share out, how it is shared at first, and what a form says of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from dateline.export import wording
from dateline.records import Claim
from dateline.review.splitting import APART, PARTS

BOTH = "both"


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """A value of a list: the name of its field in the form, its words, and the part that it goes to at first."""

    name: str
    words: str
    part: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Values:
    """A list of a claim that is shared out."""

    path: str
    title: str
    values: tuple[Value, ...]


def lists_of(claim: Claim) -> list[Values]:
    """What a claim has to share out: of several numbers or sites the first stays, and the others go."""
    told = (
        ("participants", "who", [wording.participant_words(one) for one in claim.participants], False),
        ("places", "where", [wording.place_words(one) for one in claim.places], True),
        ("figures", "how many", [wording.figure_words(one) for one in claim.figures], True),
        ("attribution.sources", "according to", [wording.source_words(s) for s in claim.attribution.sources], False),
    )
    return [
        Values(
            path=path,
            title=title,
            values=tuple(
                Value(name=f"{path}.{number}", words=words, part=_part(number) if shared and len(every) > 1 else BOTH)
                for number, words in enumerate(every)
            ),
        )
        for path, title, every, shared in told
        if every
    ]


def _part(number: int) -> str:
    return PARTS[min(number, 1)]


def asked_of(claim: Claim, form: Mapping[str, str]) -> dict[str, Any]:
    """What a form says: for each part the places of the values that it keeps; a value that is not told goes to both."""
    asked: dict[str, Any] = {part: {} for part in PARTS}
    for values in lists_of(claim):
        chosen = [form.get(value.name, BOTH) for value in values.values]
        for part in PARTS:
            asked[part][values.path] = [number for number, one in enumerate(chosen) if one in (part, BOTH)]
    if form.get("event"):
        asked["second"]["event"] = form["event"]
    asked[APART] = form.get("happenings", "two") == "two"
    return asked
