"""How many people an incident harmed, as one low, best and high for a measure, and who they were by side.

Rows that may overlap are never added: the row of all people stands before rows of some of them. Rows of one measure
are added where nobody can be in both: civilians, a state's people under arms, and those of others; and where a sentence
joins them with "and".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from dateline.export.contents import ReviewedClaim, ReviewedIncident
from dateline.records import Claim, Figure, FusedFigure, Incident
from dateline.reference.counted import rows as counted_rows
from dateline.reference.numbers import resolve_again
from dateline.reference.ontology import kind

#: Counted words for everybody, whoever they are.
ALL = ("people",)


@dataclass(frozen=True, slots=True, kw_only=True)
class Harm:
    """Bounds of one measure; None is an open end. `parts` says whose they are: a counted word and its row."""

    low: float | None
    best: float | None
    high: float | None
    parts: tuple[FusedFigure, ...] = ()
    rows: tuple[FusedFigure, ...] = ()

    @property
    def whole(self) -> tuple[int, int, int]:
        """Low, best and high as whole numbers in their order: an open low is 0, an open best the low, high the best."""
        low = int(self.low or 0)
        best = int(self.best) if self.best is not None else low
        high = int(self.high) if self.high is not None else max(best, low)
        return min(low, best), best, max(high, best)


def harm(incident: Incident, measure: str, claims: Sequence[ReviewedClaim] = ()) -> Harm | None:
    """The people of a measure; None where nobody was counted.

    `claims` are those of the incident: "two doctors and three patients" are five only by the words of their claim.
    """
    mine = [(n, f) for n, f in enumerate(incident.figures) if f.measure == measure and f.unit == "person"]
    tops = [(n, f) for n, f in mine if f.part_of is None]
    if not tops:
        return None
    whole = next((row for row in tops if row[1].of in ALL), None)
    rest = [row for row in tops if row is not whole]
    if whole is None or any(_size(figure) > _size(whole[1]) for _, figure in rest):
        chosen = _disjoint(rest)  # what is less than one of its parts counts somebody else
    else:
        chosen = [whole, *_joined(whole, rest, claims)]
    numbers = {number for number, _ in chosen}
    parts = tuple(f for n, f in mine if f.part_of in numbers) if len(chosen) == 1 else ()
    rows = tuple(figure for _, figure in chosen)
    low, best, high = (_sum([getattr(row, bound) for row in rows]) for bound in ("low", "best", "high"))
    return Harm(low=low, best=best, high=high, rows=rows, parts=parts or rows)


Row = tuple[int, FusedFigure]


def _joined(whole: Row, rest: Sequence[Row], claims: Sequence[ReviewedClaim]) -> list[Row]:
    """The rows of some people that a claim joins with that of others: "killing two doctors and three patients"."""
    setting = {whole[1].low_from, whole[1].best_from, whole[1].high_from}
    own = [one.claim for one in claims if one.claim.id in setting]
    return [row for row in rest if any(_are_joined(claim, whole[1], row[1]) for claim in own)]


def _are_joined(claim: Claim, one: FusedFigure, other: FusedFigure) -> bool:
    """Whether a claim counts both with nothing but "and" between them."""
    words = [
        [re.escape(f.mention.text) for f in claim.figures if f.part_of is None and _is_of(f, row)]
        for row in (one, other)
    ]
    return any(
        re.search(rf"\b{first},?\s+and\s+{second}\b", claim.evidence.text)
        for before, after in (words, words[::-1])
        for first in before
        for second in after
    )


def _disjoint(tops: Sequence[Row]) -> list[Row]:
    """The greatest row of civilians, and of each side's people under arms: nobody is in two of them."""
    groups: dict[str | None, Row] = {}
    for row in tops:
        group = _group(row[1].of)
        before = groups.get(group)
        if before is None or _size(row[1]) > _size(before[1]):
            groups[group] = row
    unknown = groups.pop(None, None)
    known = sorted(groups.values())
    if unknown is None:
        return known
    if not known or _size(unknown[1]) > sum(_size(figure) for _, figure in known):
        return [unknown]
    return known


def _group(of: str) -> str | None:
    """Civilians, or the side whose arms they bear; None where the word does not say."""
    armed = is_armed(of)
    if not armed:
        return "unarmed" if armed is False else None
    known = kind_of(of)
    return kind(known).side if known is not None else "nonstate"


def _size(figure: FusedFigure) -> float:
    return figure.best or figure.low or figure.high or 0.0


def _sum(values: Sequence[float | None]) -> float | None:
    return None if any(value is None for value in values) else sum(value or 0.0 for value in values)


@cache
def kind_of(of: str) -> str | None:
    """The kind of those that a counted word stands for; None where it says none, or several."""
    kinds = {row.kind for row in counted_rows() if row.of == of}
    return next(iter(kinds)) if len(kinds) == 1 else None


@cache
def is_armed(of: str) -> bool | None:
    """Whether a counted word is for people under arms; None where it does not say."""
    if of == "fighters":
        return True
    known = kind_of(of)
    return None if known is None else kind(known).armed


def counted(incident: Incident, measures: Sequence[str], ofs: Sequence[str]) -> FusedFigure | None:
    """The row of a measure that counts one of these; the first of `ofs` that is there."""
    for of in ofs:
        for figure in incident.figures:
            if figure.measure in measures and figure.of == of:
                return figure
    return None


def under_profile(row: ReviewedIncident, figure: FusedFigure, profile: str) -> float | None:
    """The best number of a row under another profile, from the words of the claim that set it.

    A row whose words cannot be found again keeps its own number.
    """
    found = figure_of(row, figure)
    if found is None or found.profile == profile:
        return figure.best if figure.best is not None else figure.low
    read = resolve_again(found, profile)
    return read.best if read.best is not None else read.low


def figure_of(row: ReviewedIncident, figure: FusedFigure) -> Figure | None:
    """The figure of the claim that set a row's best number, with its words; None where it cannot be found again."""
    said = row.claim(figure.best_from or figure.low_from or figure.high_from)
    return next((one for one in (said.claim.figures if said else ()) if _is_of(one, figure)), None)


def _is_of(figure: Figure, row: FusedFigure) -> bool:
    same = figure.measure == row.measure and figure.of == row.of and figure.scope == "event"
    return same and row.best in (None, figure.best) and row.low in (None, figure.low, figure.best)
