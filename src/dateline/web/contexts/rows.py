"""The rows of the register: what lists and queues need to know of a report and of a claim."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from dateline.export import wording
from dateline.records import Report
from dateline.records.encode import claim_to_json
from dateline.reference.ontology import measures
from dateline.review import Review, State
from dateline.review.doubts import doubts_of, weighed
from dateline.store.canon import fold
from dateline.store.claims import wider


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportRow:
    """A report in a list."""

    id: str
    title: str
    publisher: str | None
    published: str | None
    language: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Total:
    """A running total, a stock or a flow, in the bounds that its words allow."""

    measure: str
    of: str
    scope: str
    low: float | None
    best: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Voice:
    """A source of a claim: its name, its kind, and its name folded, by which it is found."""

    name: str
    kind: str
    key: str


@dataclass(frozen=True, slots=True)
class Point:
    """Where the first place of a claim that is on the map lies; precision is UCDP's, the radius in kilometres."""

    latitude: float
    longitude: float
    precision: int | None
    radius_km: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimRow:
    """A claim in a list, as it stands now; `weight` is the highest number of people that it says were harmed.

    `reviewers` are those whose decisions on it stand, `site` the name of its first place, `doubts` the codes of the
    reasons to look at it sooner, and `doubt` what they weigh together. It `waits` where nobody has looked at it, or
    it reads otherwise since; `flags` are those who ask for another look. `kinds` are those of what was hit, `words`
    those of its evidence, `places` and `parties` the names and codes by which it is found, all folded.
    """

    id: str
    report: str
    event: str
    state: str
    stance: str
    start: str | None
    end: str | None
    verification: str | None
    directness: str
    site: str | None
    country: str | None
    point: Point | None
    actors: tuple[str, ...]
    sources: tuple[Voice, ...]
    disputes: tuple[str, ...]
    weight: float
    totals: tuple[Total, ...]
    reviewers: tuple[str, ...]
    doubt: float
    doubts: tuple[str, ...]
    waits: bool
    kinds: tuple[str, ...]
    flags: tuple[str, ...]
    words: str
    places: tuple[str, ...]
    parties: tuple[str, ...]


def report_row(report: Report) -> ReportRow:
    """The row of a report."""
    return ReportRow(
        id=report.id,
        title=wording.headline(report) or "(no title)",
        publisher=report.publisher and wording.clean(report.publisher),
        published=report.published,
        language=report.language,
    )


def claim_row(machine: Mapping[str, Any], review: Review | None, *, disputed: bool = False) -> ClaimRow:
    """The row of a claim as the coder wrote it down, or as people left it."""
    record = claim_to_json(review.claim) if review is not None and review.claim is not None else machine
    time = record.get("time") or {}
    places = record.get("places") or []
    first = places[0] if places else {}
    attribution = record.get("attribution") or {}
    state = review.state if review is not None else State.UNREVIEWED
    flags = tuple(dict.fromkeys(d.by for d in review.flags)) if review is not None else ()
    doubts = doubts_of(record, disputed=disputed, changed=state is State.CHANGED, flagged=bool(flags))
    return ClaimRow(
        id=record["id"],
        report=record["report"],
        event=record["event"],
        state=str(state),
        waits=state in (State.UNREVIEWED, State.CHANGED),
        stance=record["stance"],
        start=time.get("start"),
        end=time.get("end"),
        verification=record.get("verification"),
        directness=attribution.get("directness", ""),
        site=first.get("name") or (first.get("mention") or {}).get("text"),
        country=first.get("country"),
        point=_point(places),
        actors=tuple(p["name"] for p in record.get("participants", ()) if p["role"] == "actor"),
        sources=tuple(_voice(source["name"], source["kind"]) for source in attribution.get("sources", ())),
        disputes=tuple(record.get("disputes") or ()),
        weight=_weight(record),
        totals=tuple(_totals(record)),
        reviewers=tuple(dict.fromkeys(d.by for d in review.decisions)) if review is not None else (),
        doubt=weighed(record, doubts),
        kinds=_same(tuple(record.get("target_kinds") or ())),
        doubts=_same(tuple(doubt.code for doubt in doubts)),
        flags=flags,
        words=fold(record["evidence"]["text"]),
        places=_same(tuple(_place_names(places))),
        parties=_same(tuple(_party_names(record))),
    )


#: Values that many claims share are kept once.
_KEPT: dict[Any, Any] = {}


def _same(value: tuple[str, ...]) -> tuple[str, ...]:
    if len(_KEPT) > 200_000:
        _KEPT.clear()
    kept: tuple[str, ...] = _KEPT.setdefault(value, value)
    return kept


@lru_cache(maxsize=50_000)
def _voice(name: str, kind: str) -> Voice:
    return Voice(name, kind, fold(name))


@lru_cache(maxsize=50_000)
def _folded(name: str) -> str:
    return fold(name)


def _point(places: Sequence[Mapping[str, Any]]) -> Point | None:
    for place in sorted(places, key=lambda one: one["role"] != "site"):
        if place.get("latitude") is not None and place.get("longitude") is not None:
            return Point(place["latitude"], place["longitude"], place.get("precision"), place.get("radius_km"))
    return None


def _place_names(places: Sequence[Mapping[str, Any]]) -> list[str]:
    keys = ("name", "admin1", "admin2", "country", "geonames")
    names = {place[key] for place in places for key in keys if place.get(key)}
    return sorted({_folded(name) for name in names | {place["mention"]["text"] for place in places}} - {""})


def _party_names(record: Mapping[str, Any]) -> list[str]:
    named = [*record.get("participants", ()), *(record.get("attribution") or {}).get("sources", ())]
    codes = {code for one in named if one.get("party") for code in wider(one["party"])}
    return sorted((codes | {_folded(one["name"]) for one in named}) - {""})


@cache
def _harm() -> frozenset[str]:
    """The measures that count harm done to people."""
    return frozenset(measure.code for measure in measures() if measure.harm and measure.counts == "people")


def _weight(record: Mapping[str, Any]) -> float:
    return max(
        (
            figure.get("high") or figure.get("best") or figure.get("low") or 0.0
            for figure in record.get("figures") or ()
            if figure["measure"] in _harm()
        ),
        default=0.0,
    )


def _totals(record: Mapping[str, Any]) -> Iterator[Total]:
    names = ("measure", "of", "scope", "low", "best", "high")
    for figure in record.get("figures") or ():
        if figure.get("scope", "event") != "event" and figure.get("part_of") is None:
            yield Total(**{name: figure.get(name) for name in names})
