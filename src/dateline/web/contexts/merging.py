"""The queue of pairs: two incidents side by side, field by field, and what speaks for their being one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dateline.export import wording
from dateline.records import Claim, Incident
from dateline.store import Kind
from dateline.web.contexts.desk import Desk
from dateline.web.contexts.incident import version_of
from dateline.web.contexts.pairs import Near

MOST_WORDS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A field of both: `agrees` is "same", "other", or "one side" where only one of them tells it."""

    name: str
    one: str
    two: str
    agrees: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One of the two: its sentences, and who publishes them."""

    incident: Incident
    title: str
    version: str
    sentences: tuple[tuple[Claim, str, str | None], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PairOpen:
    """A pair, open; `key` names it in the address."""

    near: Near
    key: str
    one: Side
    two: Side
    fields: tuple[Field, ...]
    place: int
    total: int
    onward: str | None
    before: str | None


def key_of(near: Near) -> str:
    """The pair as an address names it."""
    return f"{near.one}.{near.two}"


COLUMNS = ("one", "two", "one_title", "two_title", "score", "bar")
PART = 200


def as_rows(desk: Desk, queue: Sequence[Near]) -> Iterator[dict[str, object]]:
    """The queue as a table."""
    for start in range(0, len(queue), PART):
        part = queue[start : start + PART]
        ids = sorted({key for near in part for key in (near.one, near.two)})
        titles = {one.id: wording.incident_title(one) for one in desk.store.incidents(ids)}
        for near in part:
            yield {
                "one": near.one,
                "two": near.two,
                "one_title": titles.get(near.one),
                "two_title": titles.get(near.two),
                "score": round(near.total, 3),
                "bar": near.bar,
            }


def open_pair(desk: Desk, queue: Sequence[Near], at: str, after: int) -> PairOpen | None:
    """The pair of a key, else the one at a place of the queue; None where there is none left."""
    keys = [key_of(near) for near in queue]
    place = keys.index(at) if at in keys else min(max(after, 0), len(keys) - 1)
    if not keys:
        return None
    near = queue[place]
    incidents = {one.id: one for one in desk.store.incidents([near.one, near.two])}
    if len(incidents) < 2:
        return None
    one, two = incidents[near.one], incidents[near.two]
    return PairOpen(
        near=near,
        key=keys[place],
        one=_side(desk, one),
        two=_side(desk, two),
        fields=tuple(_fields(one, two)),
        place=place + 1,
        total=len(keys),
        onward=keys[place + 1] if place + 1 < len(keys) else None,
        before=keys[place - 1] if place else None,
    )


def _side(desk: Desk, incident: Incident) -> Side:
    members = [member.claim for member in incident.claims if member.role != "excluded"]
    machine = desk.store.claims_by_id(members[:MOST_WORDS])
    reviews = desk.register.applied(list(machine.values()))
    claims = [reviews[one].claim or reviews[one].machine for one in members[:MOST_WORDS] if one in reviews]
    reports = desk.store.reports(sorted({claim.report for claim in claims}))
    told = [(claim, reports[claim.report].publisher or wording.headline(reports[claim.report])) for claim in claims]
    return Side(
        incident=incident,
        title=wording.incident_title(incident),
        version=version_of(incident),
        sentences=tuple((c, wording.clean(who), reports[c.report].published) for c, who in told),
    )


def _fields(one: Incident, two: Incident) -> Iterator[Field]:
    """What both tell, field by field."""
    yield _field("what", wording.event_words(one.event.value), wording.event_words(two.event.value))
    yield _field("when", _when(one), _when(two))
    yield _field("where", _where(one), _where(two))
    left, right = dict(wording.incident_rows(one)), dict(wording.incident_rows(two))
    yield _field("who", left["who"], right["who"])
    yield _field("to whom", left["to whom"], right["to whom"])
    counted = {(f.measure, f.of): None for i in (one, two) for f in i.figures if f.part_of is None}
    for measure, of in counted:
        yield _field(wording.measured(measure, of), _number(one, measure, of), _number(two, measure, of))
    yield _field("told by", wording.told_by(one), wording.told_by(two))


def _field(name: str, one: str, two: str) -> Field:
    agrees = "one side" if not one or not two else "same" if one.casefold() == two.casefold() else "other"
    return Field(name=name, one=one, two=two, agrees=agrees)


def _when(incident: Incident) -> str:
    time = incident.time.value if incident.time else None
    return wording.span_of_days(time.start, time.end) if time else ""


def _where(incident: Incident) -> str:
    return "; ".join(dict.fromkeys(wording.place_words(fused.value, with_role=False) for fused in incident.places))


def _number(incident: Incident, measure: str, of: str) -> str:
    found = [f for f in incident.figures if (f.measure, f.of) == (measure, of) and f.part_of is None]
    return "; ".join(wording.bounds(f.low, f.best, f.high) for f in found)


def last_judged(desk: Desk) -> tuple[str, str, str] | None:
    """The last pair that the person judged and did not take back: the id, what was judged, and of which."""
    for decision in reversed(desk.register.now().standing()):
        if decision.by == desk.user and decision.kind in (Kind.SAME, Kind.DIFFERENT):
            return decision.id, decision.kind, " and ".join(decision.subjects)
    return None
