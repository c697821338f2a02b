"""Claims as the scorer compares them: one form for what was coded by hand and for what was predicted."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from dateline.scoring import contract
from dateline.scoring.positions import Interval, Letters, Locator, locate, shared

Json = dict[str, Any]
NEAR_KM = 25.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """Who takes part. Several countries or kinds: each is right."""

    role: str
    code: str | None
    countries: tuple[str | None, ...]
    kinds: tuple[str, ...]
    implicit: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """Where; right by one of the names, or by a point within `radius` kilometres."""

    names: tuple[str, ...]
    country: str | None
    admin1: str | None
    point: tuple[float, float] | None
    radius: float = NEAR_KM
    optional: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """First and last day. `unanchored`: the words leave the year open, so that a date for them is made up."""

    start: date | None
    end: date | None
    tolerance: int = 0
    implicit: bool = False
    open_end: bool = False
    unanchored: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """How many; `bounds` are low, best and high."""

    measures: tuple[str, ...]
    of: tuple[str, ...]
    quantifiers: tuple[str, ...]
    n: float | None
    n2: float | None
    bounds: tuple[float | None, float | None, float | None]
    optional: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """Who says so."""

    kinds: tuple[str, ...]
    words: Interval | None
    pronoun: bool
    optional: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A claim, its spans as letters of the gold text. Where a field has several values, each is right."""

    events: tuple[str, ...]
    evidence: Interval | None
    trigger: Interval | None
    parties: tuple[Party, ...]
    spare_actors: tuple[Party, ...]
    sites: tuple[Site, ...]
    when: When | None
    counts: tuple[Count, ...]
    voices: tuple[Voice, ...]
    stances: tuple[str, ...]
    verifications: tuple[str | None, ...]
    targets: frozenset[str]
    spare_targets: frozenset[str]
    core: bool
    raw: Json = field(repr=False)

    @property
    def actors(self) -> list[Party]:
        return [party for party in self.parties if party.role == "actor"]

    @property
    def affected(self) -> list[Party]:
        return [party for party in self.parties if party.role in ("target", "victim")]


def read_gold(raw: Json, text: str, letters: Letters) -> Claim:
    """A claim coded by hand; a span is a `quote`, or its offsets under `span`."""

    def words(node: Json | None, inside: Interval | None) -> Interval | None:
        if node and node.get("span"):
            return letters.interval(*node["span"])
        return letters.interval(*locate(text, node["quote"], inside)) if node and node.get("quote") else None

    held = raw["evidence"]
    inside = tuple(held["span"]) if held.get("span") else locate(text, held["quote"])
    speakers = [words(p, inside) for p in raw["participants"] if p["role"] == "actor"]
    spoken = speakers if raw["event"] in contract.SPEECH else []

    def voice(source: Json) -> Voice:
        at = words(source, inside)
        free = bool(source.get("optional") or source.get("implicit") or any(shared(at, other) for other in spoken))
        return Voice(kinds=_all(source, "kind", "alt_kinds"), words=at, pronoun=_pronoun(letters, at), optional=free)

    return Claim(
        events=_all(raw, "event", "alt_events"),
        evidence=letters.interval(*inside),
        trigger=words(raw.get("trigger"), inside),
        parties=tuple(
            Party(
                role=p["role"],
                code=p.get("party"),
                countries=(p.get("country"), *p.get("alt_countries", ())),
                kinds=_all(p, "kind", "alt_kinds"),
                implicit=bool(p.get("implicit")),
            )
            for p in raw["participants"]
        ),
        spare_actors=tuple(
            Party(role="actor", code=code, countries=(country,), kinds=(kind,))
            for code, country, kind in raw.get("alt_actors", ())
        ),
        sites=tuple(
            Site(
                names=_all(p, "name", "names"),
                country=p.get("country"),
                admin1=p.get("admin1"),
                point=_point(p.get("lat"), p.get("lon")),
                radius=max(NEAR_KM, p.get("radius_km") or 0.0),
                optional=bool(p.get("optional") or p.get("implicit")),
            )
            for p in raw["places"]
        ),
        when=_gold_time(raw.get("time")),
        counts=tuple(_count(f, optional=bool(f.get("optional"))) for f in raw["figures"]),
        voices=tuple(voice(source) for source in raw["sources"]),
        stances=_all(raw, "stance", "alt_stances"),
        verifications=(raw.get("verification"), *raw.get("alt_verifications", ())),
        targets=frozenset(raw["target_kinds"]),
        spare_targets=frozenset(raw.get("optional_target_kinds", ())),
        core=raw["importance"] == "core",
        raw=raw,
    )


def read_predicted(raw: Json, locator: Locator) -> Claim:
    """A claim in the form of the records."""
    held = raw.get("evidence") or raw.get("trigger")
    evidence = locator.place(held)
    beside = None
    if evidence is not None and held is not None:
        beside = (locator.predicted.interval(held["start"], held["end"]), evidence)

    def voice(source: Json) -> Voice:
        at = locator.place(source.get("mention"), beside)
        return Voice(kinds=(contract.kind(source.get("kind")),), words=at, pronoun=_pronoun(locator.gold, at))

    time = raw.get("time")
    sources = (raw.get("attribution") or {}).get("sources") or ()
    return Claim(
        events=_all(raw, "event"),
        evidence=evidence,
        trigger=locator.place(raw.get("trigger"), beside),
        parties=tuple(
            Party(
                role=str(p.get("role")),
                code=p.get("party"),
                countries=(p.get("country"),),
                kinds=(contract.kind(p.get("kind")),),
            )
            for p in raw.get("participants") or ()
        ),
        spare_actors=(),
        sites=tuple(
            Site(
                names=tuple(n for n in (p.get("name"), (p.get("mention") or {}).get("text")) if n),
                country=p.get("country"),
                admin1=p.get("admin1"),
                point=_point(p.get("latitude"), p.get("longitude")),
            )
            for p in raw.get("places") or ()
        ),
        when=When(start=_day(time.get("start")), end=_day(time.get("end"))) if time else None,
        counts=tuple(_count(f) for f in raw.get("figures") or ()),
        voices=tuple(voice(s) for s in sources if s.get("mention") or s.get("kind") not in (None, "publisher")),
        stances=_all(raw, "stance"),
        verifications=(raw.get("verification"),),
        targets=frozenset(raw.get("target_kinds") or ()),
        spare_targets=frozenset(),
        core=True,
        raw=raw,
    )


def _all(raw: Json, name: str, others: str | None = None) -> tuple[str, ...]:
    first = raw.get(name)
    return (*((first,) if first else ()), *(raw.get(others, ()) if others else ()))


def _count(raw: Json, *, optional: bool = False) -> Count:
    return Count(
        measures=_all(raw, "measure", "alt_measures"),
        of=_all(raw, "of", "alt_of"),
        quantifiers=_all(raw, "quantifier", "alt_quantifiers"),
        n=raw.get("n"),
        n2=raw.get("n2"),
        bounds=(raw.get("low"), raw.get("best"), raw.get("high")),
        optional=optional,
    )


def _gold_time(raw: Json | None) -> When | None:
    if raw is None:
        return None
    return When(
        start=_day(raw.get("start")),
        end=_day(raw.get("end")),
        tolerance=raw.get("tol_days") or 0,
        implicit=bool(raw.get("implicit")),
        open_end=bool(raw.get("open_end")),
        unanchored=str(raw.get("value") or "").startswith("XXXX"),
    )


def _day(value: str | None) -> date | None:
    try:
        return date.fromisoformat(value[:10]) if value else None
    except ValueError:
        return None


def _point(latitude: float | None, longitude: float | None) -> tuple[float, float] | None:
    return None if latitude is None or longitude is None else (latitude, longitude)


def _pronoun(letters: Letters, at: Interval | None) -> bool:
    return at is not None and letters.words(at) in contract.PRONOUNS
