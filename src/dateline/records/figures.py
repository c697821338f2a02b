"""A figure: how many, in whose words, and the bounds that those words allow."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.records.spans import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """The days that a running total or a flow covers; None is an open end."""

    start: str | None
    end: str | None
    mention: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One number that a source gives.

    `low`, `best` and `high` follow from `n` and `quantifier` by `rule` of `profile`; None is an open end.
    `scope` is event, cumulative, stock or flow; `part_of` is the index of the figure, in the same claim,
    that this one is a part of. `breakdown` says how it divides the whole ("sex", "age", "status"), else None.
    """

    measure: str
    of: str
    quantifier: str
    mention: Span
    n: float | None = None
    n2: float | None = None
    low: float | None = None
    best: float | None = None
    high: float | None = None
    unit: str = "person"
    scope: str = "event"
    period: Period | None = None
    part_of: int | None = None
    breakdown: str | None = None
    additive: bool = False
    rule: str = ""
    profile: str = "house"
