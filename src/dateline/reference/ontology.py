"""The ontology: which codes a claim may bear, what each means, and an example of each."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from dateline.errors import DatelineError
from dateline.reference.files import Row, read_table
from dateline.reference.terms import Term, flag, read_plain_terms, read_terms

GROUPS = ("attacks", "control", "people", "property", "politics")
SIDES = ("state", "nonstate", "civilian", "international", "unknown")


@dataclass(frozen=True, slots=True, kw_only=True)
class EventType(Term):
    """A kind of happening; events that share one of `families` may be two tellings of the same thing."""

    group: str
    families: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure(Term):
    """What a figure says of the things it counts; `harm` where people are hurt, taken or driven out."""

    counts: str
    harm: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetKind(Term):
    """What was hit; `protected` where the laws of war name it so."""

    protected: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind(Term):
    """A kind of party or source; `side` is state, nonstate, civilian, international or unknown."""

    side: str
    armed: bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRole(Term):
    """Who a source is; `directness` is what its word counts as unless the text says more."""

    directness: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Role(Term):
    """A part in an event, played by one of the claim's `participants` or `places` (`list`)."""

    list: str


@cache
def event_types() -> tuple[EventType, ...]:
    """Every event type, sorted by code."""

    def read(row: Row) -> EventType:
        if row["group"] not in GROUPS:
            raise row.fault(f"no such group: {row['group']!r}")
        if not row.many("families"):
            raise row.fault("an event type belongs to a family")
        return EventType(
            code=row["code"],
            label=row["label"],
            definition=row["definition"],
            example=row["example"],
            group=row["group"],
            families=row.many("families"),
        )

    return read_terms("events", ("group", "families"), read)


def event_type(code: str) -> EventType:
    """The event type of a code; raises DatelineError where there is none."""
    found = _events_by_code().get(code)
    if found is None:
        raise DatelineError(f"no event type {code!r}: `dateline ref events` lists them")
    return found


def same_family(one: str, other: str) -> bool:
    """Whether two event codes may be two tellings of one happening ("attack" and "airstrike")."""
    return one == other or not _families(one).isdisjoint(_families(other))


def event_set(code: str) -> frozenset[str]:
    """The events of a named set that rules speak of ("harm", "route"); empty where there is no such set."""
    return _event_sets().get(code, frozenset())


@cache
def _event_sets() -> dict[str, frozenset[str]]:
    found = {}
    for row in read_table("ontology/event_sets.csv", columns=("code", "events", "definition")):
        unknown = [event for event in row.many("events") if event not in event_codes()]
        if unknown:
            raise row.fault(f"no such event type: {', '.join(unknown)}")
        found[row["code"]] = frozenset(row.many("events"))
    return found


@cache
def measures() -> tuple[Measure, ...]:
    """Every measure, sorted by code."""
    return read_terms(
        "measures",
        ("counts", "harm"),
        lambda row: Measure(
            code=row["code"],
            label=row["label"],
            definition=row["definition"],
            example=row["example"],
            counts=row["counts"],
            harm=flag(row, "harm"),
        ),
    )


@cache
def target_kinds() -> tuple[TargetKind, ...]:
    """Every kind of target, sorted by code."""
    return read_terms(
        "target_kinds",
        ("protected",),
        lambda row: TargetKind(
            code=row["code"],
            label=row["label"],
            definition=row["definition"],
            example=row["example"],
            protected=flag(row, "protected"),
        ),
    )


@cache
def kinds() -> tuple[Kind, ...]:
    """Every kind of party and source, sorted by code."""

    def read(row: Row) -> Kind:
        if row["side"] not in SIDES:
            raise row.fault(f"no such side: {row['side']!r}")
        arms = {"armed": True, "unarmed": False, "unknown": None}
        if row["arms"] not in arms:
            raise row.fault(f"arms is armed, unarmed or unknown, not {row['arms']!r}")
        return Kind(
            code=row["code"],
            label=row["label"],
            definition=row["definition"],
            example=row["example"],
            side=row["side"],
            armed=arms[row["arms"]],
        )

    return read_terms("kinds", ("side", "arms"), read)


@cache
def armed_kinds() -> frozenset[str]:
    """The kinds of parties that bear arms."""
    return frozenset(kind.code for kind in kinds() if kind.armed)


def kind(code: str) -> Kind:
    """The kind of a code; raises DatelineError where there is none."""
    found = _kinds_by_code().get(code)
    if found is None:
        raise DatelineError(f"no kind of party {code!r}")
    return found


@cache
def source_roles() -> tuple[SourceRole, ...]:
    """Every role of a source, sorted by code."""

    def read(row: Row) -> SourceRole:
        if row["directness"] not in directness_codes():
            raise row.fault(f"no such directness: {row['directness']!r}")
        return SourceRole(
            code=row["code"],
            label=row["label"],
            definition=row["definition"],
            example=row["example"],
            directness=row["directness"],
        )

    return read_terms("source_roles", ("directness",), read)


@cache
def roles() -> tuple[Role, ...]:
    """Every role of a participant or a place, sorted by code."""

    def read(row: Row) -> Role:
        if row["list"] not in {"participants", "places"}:
            raise row.fault(f"list is participants or places, not {row['list']!r}")
        return Role(
            code=row["code"],
            label=row["label"],
            definition=row["definition"],
            example=row["example"],
            list=row["list"],
        )

    return read_terms("roles", ("list",), read)


@cache
def stances() -> tuple[Term, ...]:
    """Every stance, sorted by code."""
    return read_plain_terms("stances")


@cache
def quantifiers() -> tuple[Term, ...]:
    """Every quantifier, sorted by code; the definition gives low, best and high for eight."""
    return read_plain_terms("quantifiers")


@cache
def scopes() -> tuple[Term, ...]:
    """Every scope of a figure, sorted by code."""
    return read_plain_terms("scopes")


@cache
def directness() -> tuple[Term, ...]:
    """Every directness of an attribution, sorted by code."""
    return read_plain_terms("directness")


@cache
def event_codes() -> frozenset[str]:
    """The codes of the event types."""
    return frozenset(term.code for term in event_types())


@cache
def measure_codes() -> frozenset[str]:
    """The codes of the measures."""
    return frozenset(term.code for term in measures())


@cache
def target_kind_codes() -> frozenset[str]:
    """The codes of the target kinds."""
    return frozenset(term.code for term in target_kinds())


@cache
def kind_codes() -> frozenset[str]:
    """The codes of the kinds of party."""
    return frozenset(term.code for term in kinds())


@cache
def stance_codes() -> frozenset[str]:
    """The codes of the stances."""
    return frozenset(term.code for term in stances())


@cache
def quantifier_codes() -> frozenset[str]:
    """The codes of the quantifiers."""
    return frozenset(term.code for term in quantifiers())


@cache
def source_role_codes() -> frozenset[str]:
    """The codes of the roles of a source."""
    return frozenset(term.code for term in source_roles())


@cache
def role_codes() -> frozenset[str]:
    """The codes of the roles of participants and places."""
    return frozenset(term.code for term in roles())


@cache
def directness_codes() -> frozenset[str]:
    """The codes of directness."""
    return frozenset(term.code for term in directness())


@cache
def _events_by_code() -> dict[str, EventType]:
    return {term.code: term for term in event_types()}


@cache
def _kinds_by_code() -> dict[str, Kind]:
    return {term.code: term for term in kinds()}


@cache
def _families(code: str) -> frozenset[str]:
    return frozenset(event_type(code).families)
