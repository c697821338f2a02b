"""An incident: claims judged to be one happening, and the low, best and high that they allow."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

from dateline.records.claims import Codes, Participant, Place, Time

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True, kw_only=True)
class Fused(Generic[Value]):
    """A fused value and the ids of the claims that carry it (`from` in JSON)."""

    value: Value
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Membership:
    """A claim's part in an incident: primary, supporting, superseded or excluded, and why."""

    claim: str
    role: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """Who settled a number, when and why; `low`, `best` and `high` are what the claims give."""

    low: float | None
    best: float | None
    high: float | None
    reason: str
    by: str
    at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FusedFigure:
    """The bounds of one measure, each naming the claim that set it.

    `part_of` is the index, in the incident's list, of the row that this one is a part of and is never added to;
    `counting` is the policy that chose between several numbers; `reason` tells by which rules the bounds were set.
    Where a person `settled` them, no claim sets those that differ from what the claims give.
    """

    measure: str
    of: str
    low: float | None
    best: float | None
    high: float | None
    low_from: str | None
    best_from: str | None
    high_from: str | None
    profile: str
    counting: str = "house"
    unit: str = "person"
    part_of: int | None = None
    reason: str = ""
    settled: Settled | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Grade:
    """The Airwars grade that the program suggests, and the one that a person decided, if any."""

    suggested: str
    reason: str
    decided: str | None = None
    by: str | None = None
    at: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Feature:
    """One reason for or against two claims being one happening."""

    feature: str
    score: float
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Why two claims were put together."""

    one: str
    two: str
    features: tuple[Feature, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident:
    """One happening, as a pure function of claims and decisions."""

    id: str
    event: Fused[str]
    claims: tuple[Membership, ...]
    places: tuple[Fused[Place], ...] = ()
    time: Fused[Time] | None = None
    participants: tuple[Fused[Participant], ...] = ()
    target_kinds: tuple[Fused[str], ...] = ()
    codes: Fused[Codes] | None = None
    figures: tuple[FusedFigure, ...] = ()
    reports: int = 1
    origins: int = 1
    status: str = "reported"
    grade: Grade | None = None
    links: tuple[Link, ...] = ()
