"""A claim: what a source says happened, to whom, where, when, how many and how surely."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.records.figures import Figure
from dateline.records.spans import Span

#: How the coder of a claim is named that was imported: the program did not code it.
IMPORTED = "import"


@dataclass(frozen=True, slots=True, kw_only=True)
class Participant:
    """Who takes part; `role` is actor, backer, target, victim, instrument or counterpart."""

    role: str
    mention: Span
    name: str
    party: str | None = None
    kind: str = "unknown"
    country: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where; `role` is site, origin, destination or area; `precision` is UCDP's 1-7."""

    role: str
    mention: Span
    name: str | None = None
    geonames: str | None = None
    country: str | None = None
    admin1: str | None = None
    admin2: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    precision: int | None = None
    radius_km: float | None = None
    relation: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Time:
    """When; `start` and `end` are ISO dates or None, `precision` UCDP's 1-5, `value` the TIMEX3 value."""

    mention: Span | None = None
    start: str | None = None
    end: str | None = None
    precision: int | None = None
    anchor: str | None = None
    value: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Who says so; `count` is how many of them ("two residents"), None where not said."""

    mention: Span
    name: str
    kind: str = "unknown"
    role: str | None = None
    party: str | None = None
    anonymous: bool = False
    count: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """Whose word a claim is; without sources the publisher (`origin`) speaks for itself."""

    sources: tuple[Source, ...] = ()
    cue: Span | None = None
    origin: str | None = None
    directness: str = "publisher"


@dataclass(frozen=True, slots=True, kw_only=True)
class Codes:
    """The event in the schemes that users already have; None where a scheme has no home for it."""

    plover: dict[str, str | None] | None = None
    cameo: str | None = None
    acled: dict[str, str | None] | None = None
    ucdp: dict[str, int | None] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Coder:
    """What made a claim: name and version of the coder, of its language model and of its data.

    A claim that was imported has a name that begins with `IMPORTED`, and whose coding it is in place of a model.
    """

    name: str
    version: str
    model: str
    data: str

    @property
    def catalogue(self) -> str | None:
        """Whose set of events the claim was imported from, None where a coder read it in a text."""
        return self.model if self.name.startswith(f"{IMPORTED} ") else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A step that led to a value, or an answer that was considered and dropped: what `explain` tells."""

    field: str
    text: str
    span: Span | None = None
    dropped: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One claim of one report; the contract's fields, and three more.

    `answers` holds the claims that a denial or a "no comment" speaks to, `notes` how each value came about,
    `confidence` the chance from 0 to 1 that nothing of it is wrong, None where nobody can tell.
    """

    id: str
    report: str
    event: str
    trigger: Span | None
    evidence: Span
    participants: tuple[Participant, ...] = ()
    places: tuple[Place, ...] = ()
    time: Time | None = None
    figures: tuple[Figure, ...] = ()
    attribution: Attribution = Attribution()
    stance: str = "asserted"
    verification: str | None = None
    verification_mention: Span | None = None
    target_kinds: tuple[str, ...] = ()
    disputes: tuple[str, ...] = ()
    answers: tuple[str, ...] = ()
    codes: Codes = Codes()
    implied: tuple[str, ...] = ()
    rule: str = ""
    coder: Coder | None = None
    notes: tuple[Note, ...] = ()
    confidence: float | None = None
