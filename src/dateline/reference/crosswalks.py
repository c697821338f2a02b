"""Crosswalks: the codes that PLOVER, CAMEO, ACLED and UCDP have for an event of the ontology."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache

from dateline.records import Codes
from dateline.reference.files import Row, read_table
from dateline.reference.ontology import event_codes, kind, kind_codes, stance_codes

FITS = ("exact", "broader", "narrower", "none")
HAPPENED = frozenset({"asserted", "alleged", "unconfirmed"})
CAMEO_CODE = re.compile(r"\d{2,4}")
CONDITIONS = ("armed", "civilian", "international", "known", "nonstate", "state")


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """How well each scheme fits: exact, broader (theirs holds more), narrower (theirs holds less) or none."""

    plover: str
    cameo: str
    acled: str
    ucdp: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Crossing:
    """One row: when it holds, and the codes that it gives; `by_parties` where UCDP's type follows from the sides.

    `stances` is None where the row holds for every stance.
    """

    event: str
    row: int
    stances: frozenset[str] | None
    actor: tuple[str, ...]
    victim: tuple[str, ...]
    plover: tuple[str, str | None] | None
    cameo: str | None
    acled: tuple[str, str | None] | None
    by_parties: bool
    fit: Fit
    note: str

    def holds(self, actors: Collection[str], victims: Collection[str], stance: str) -> bool:
        """Whether the row is for such actors, victims and stance."""
        return (
            (self.stances is None or stance in self.stances)
            and _any_holds(self.actor, actors)
            and _any_holds(self.victim, victims)
        )


def codes_for(event: str, *, actor_kinds: Collection[str], victim_kinds: Collection[str], stance: str) -> Codes:
    """The codes of an event, by who did it, whom it hit (victims and targets) and how it is told.

    A strike that a party denies, or that is only feared, has no ACLED or UCDP code: they record what happened.
    """
    found = _crossing(event, frozenset(actor_kinds), frozenset(victim_kinds), stance)
    if found is None:
        return Codes()
    violence = type_of_violence(actor_kinds, victim_kinds) if found.by_parties else None
    return Codes(
        plover=None if found.plover is None else {"event": found.plover[0], "mode": found.plover[1]},
        cameo=found.cameo,
        acled=None if found.acled is None else {"event_type": found.acled[0], "sub_event_type": found.acled[1]},
        ucdp=None if violence is None else {"type_of_violence": violence},
    )


def type_of_violence(actor_kinds: Collection[str], victim_kinds: Collection[str]) -> int | None:
    """UCDP's type: 1 state-based, 2 non-state, 3 one-sided, None where a side is not known.

    Civilians count as the aim only where nobody armed was hit beside them.
    """
    types = _ucdp()
    attackers = [kind(k).side for k in actor_kinds]
    hit = [kind(k) for k in victim_kinds if k != "unknown"]
    armed = [k.side for k in hit if k.armed]
    sides = armed or ["civilian"] * bool(hit)
    found = {types[pair] for pair in ((a, v) for a in attackers for v in sides) if pair in types}
    return min(found) if found else None


@cache
def crossings() -> tuple[Crossing, ...]:
    """Every row of the crosswalk, in order; raises DataError where one is malformed."""
    columns = (
        "event row when_stance when_actor when_victim plover_event plover_mode plover_fit cameo cameo_fit "
        "acled_event_type acled_sub_event_type acled_fit ucdp ucdp_fit note"
    )
    found: list[Crossing] = []
    for row in read_table("crosswalks/events.csv", columns=tuple(columns.split())):
        crossing = _read(row)
        before = found[-1] if found else None
        expected = before.row + 1 if before is not None and before.event == crossing.event else 1
        if crossing.row != expected:
            raise row.fault(f"row {expected} of {crossing.event} is missing or out of place")
        if before is not None and crossing.event < before.event:
            raise row.fault(f"{crossing.event!r} stands after {before.event!r}: rows are sorted")
        found.append(crossing)
    return tuple(found)


@cache
def acled_types() -> dict[tuple[str, str], str]:
    """ACLED's event and sub-event types, each pair with its disorder type."""
    rows = read_table("crosswalks/acled.csv", columns=("event_type", "sub_event_type", "disorder_type"))
    return {(row["event_type"], row["sub_event_type"]): row["disorder_type"] for row in rows}


@cache
def plover_types() -> dict[tuple[str, str], int]:
    """PLOVER's events and modes ("" is no mode), each pair with its quad code."""
    rows = read_table("crosswalks/plover.csv", columns=("event", "mode", "quad"))
    return {(row["event"], row["mode"]): _whole(row, "quad") for row in rows}


@cache
def _ucdp() -> dict[tuple[str, str], int]:
    rows = read_table("crosswalks/ucdp.csv", columns=("actor", "victim", "type_of_violence", "label"))
    return {(row["actor"], row["victim"]): _whole(row, "type_of_violence") for row in rows}


@cache
def _by_event() -> dict[str, tuple[Crossing, ...]]:
    found: dict[str, list[Crossing]] = {}
    for crossing in crossings():
        found.setdefault(crossing.event, []).append(crossing)
    return {event: tuple(rows) for event, rows in found.items()}


@cache
def _crossing(event: str, actors: frozenset[str], victims: frozenset[str], stance: str) -> Crossing | None:
    return next((row for row in _by_event().get(event, ()) if row.holds(actors, victims, stance)), None)


def _any_holds(conditions: tuple[str, ...], kinds: Collection[str]) -> bool:
    return not conditions or any(_holds(condition, kinds) for condition in conditions)


def _holds(condition: str, kinds: Collection[str]) -> bool:
    known = [kind(code) for code in kinds if code != "unknown"]
    if condition == "known":
        return bool(known)
    if condition == "armed":
        return any(k.armed for k in known)
    if condition == "civilian":
        return bool(known) and not any(k.armed for k in known)
    return any(condition in (k.code, k.side) for k in known)


def _read(row: Row) -> Crossing:
    if row["event"] not in event_codes():
        raise row.fault(f"unknown event type {row['event']!r}")
    for column in ("when_actor", "when_victim"):
        for condition in row.many(column):
            if condition not in CONDITIONS and condition not in kind_codes():
                raise row.fault(f"{column}: no such kind or side: {condition!r}")
    plover, acled = row.get("plover_event"), row.get("acled_event_type")
    plover_mode, acled_sub = row.get("plover_mode"), row.get("acled_sub_event_type")
    if (plover or plover_mode) and (plover or "", plover_mode or "") not in plover_types():
        raise row.fault(f"PLOVER has no {plover} {plover_mode or ''}".rstrip())
    if (acled or acled_sub) and not any(
        event == acled and acled_sub in (None, sub_event) for event, sub_event in acled_types()
    ):
        raise row.fault(f"ACLED has no {acled} / {acled_sub}")
    if row["cameo"] and not CAMEO_CODE.fullmatch(row["cameo"]):
        raise row.fault(f"not a CAMEO code: {row['cameo']!r}")
    if row["ucdp"] not in {"", "parties"}:
        raise row.fault(f"ucdp is parties or empty, not {row['ucdp']!r}")
    return Crossing(
        event=row["event"],
        row=_whole(row, "row"),
        stances=_stances(row),
        actor=row.many("when_actor"),
        victim=row.many("when_victim"),
        plover=None if plover is None else (plover, plover_mode),
        cameo=row.get("cameo"),
        acled=None if acled is None else (acled, acled_sub),
        by_parties=row["ucdp"] == "parties",
        fit=_fit(row),
        note=row["note"],
    )


def _stances(row: Row) -> frozenset[str] | None:
    named = frozenset(row.many("when_stance"))
    if named == {"any"}:
        return None
    if unknown := sorted(named - stance_codes()):
        raise row.fault(f"unknown stance {unknown[0]!r}")
    return named or HAPPENED


def _fit(row: Row) -> Fit:
    pairs = {"plover": "plover_event", "cameo": "cameo", "acled": "acled_event_type", "ucdp": "ucdp"}
    for scheme, column in pairs.items():
        fit = row[f"{scheme}_fit"]
        if fit not in FITS:
            raise row.fault(f"{scheme}_fit: no such fit: {fit!r}")
        if (fit == "none") != (row[column] == ""):
            raise row.fault(f"{scheme}_fit is {fit!r}, but {column} is {row[column]!r}")
    return Fit(plover=row["plover_fit"], cameo=row["cameo_fit"], acled=row["acled_fit"], ucdp=row["ucdp_fit"])


def _whole(row: Row, column: str) -> int:
    number = row.number_of(column)
    if number is None or number != int(number):
        raise row.fault(f"{column} is not a whole number: {row[column]!r}")
    return int(number)
