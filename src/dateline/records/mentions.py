"""What is found in a text before any coding: places, times, quotes, parties, quantities."""

from __future__ import annotations

from dataclasses import dataclass, field

from dateline.records.spans import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceCandidate:
    """A gazetteer row that a name may stand for, its score from 0 to 1, and why."""

    name: str
    geonames: str | None
    country: str | None
    admin1: str | None
    latitude: float | None
    longitude: float | None
    score: float
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceMention:
    """A place name in the text and the place it was resolved to.

    `form` is "adjective" for "Syrian" and "Syrians", which name a party more often than a place.
    `country` is ISO 3166-1 alpha-3, `admin1` and `admin2` are names of units, `precision` is UCDP's 1-7,
    `radius_km` says how far what is not a point reaches, `relation` keeps "around" or "east of".
    `part` keeps "rural southeastern" of a unit. A name that is found but not placed keeps its span and
    has None for the rest. `score` is the chance that the choice is right, `reasons` what spoke for it.
    """

    span: Span
    form: str = "name"
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
    part: str | None = None
    feature: str | None = None  # country, admin1, admin2, town, village, region, water, road, border, facility
    score: float | None = None
    matched: str | None = None  # name, alias, bare (no article), skeleton (romanised otherwise), slip
    reasons: tuple[str, ...] = ()
    runners_up: tuple[PlaceCandidate, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeMention:
    """A time expression (TIMEX3 `type`, `value`, `modifier`) without its preposition, and the days that it means.

    `start` and `end` are ISO dates of the words with "since" and "until" applied (`from` and `to` in JSON),
    None where open or not anchored. `precision` is UCDP's 1-5. `anchor` is "text", "dateline", "published"
    or None. `signal` is the preposition before it ("since", "on"), which the span leaves out. `recipe` says how a day
    of publication that becomes known later resolves it, None where it needs none; `possessive` is true of "Sunday's".
    """

    span: Span
    type: str
    value: str
    modifier: str | None = None
    start: str | None = None
    end: str | None = None
    precision: int | None = None
    anchor: str | None = None
    signal: Span | None = None
    recipe: str | None = None
    possessive: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteMention:
    """Direct or indirect speech: the content, the word that reports it, and who says it."""

    content: Span
    cue: Span | None = None
    source: Span | None = None
    direct: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyMention:
    """Words that name an actor, and the party they stand for.

    `party` is a party code or None, `kind` one of the contract's kinds, `country` ISO 3166-1 alpha-3 or None.
    `head` is the offset of the mention's main word. `resolved_by` says how: "table", "demonym", "country",
    "agent", "title", "entity", "context", "name" (by the words of a name that no table holds).
    """

    span: Span
    head: int
    name: str
    party: str | None = None
    kind: str = "unknown"
    country: str | None = None
    resolved_by: str = "table"


@dataclass(frozen=True, slots=True, kw_only=True)
class QuantityMention:
    """A number with its quantifier and the noun that it counts.

    `span` runs from the quantifier to the noun ("at least eight people"); `number` is the number word(s) alone.
    `noun` is the counted noun phrase, None where the text leaves it out ("killing 12"); `noun_head` is the
    offset of its head word. `of` and `unit` are the lexicon's words. `n` is null for vague words, whose rule is `word`
    ("dozens"). `fraction` is "half" of "half of them". `inside` is the index, in the same list, of the quantity that
    this one is a part of ("eight people, including three women").
    """

    span: Span
    number: Span
    quantifier: str
    n: float | None = None
    n2: float | None = None
    word: str | None = None
    noun: Span | None = None
    noun_head: int | None = None
    of: str | None = None
    unit: str | None = None
    additive: bool = False
    fraction: float | None = None
    inside: int | None = None


@dataclass(frozen=True, slots=True)
class Mentions:
    """All that was found in one report, each list in the order of the text."""

    places: tuple[PlaceMention, ...] = ()
    times: tuple[TimeMention, ...] = ()
    quotes: tuple[QuoteMention, ...] = ()
    parties: tuple[PartyMention, ...] = ()
    quantities: tuple[QuantityMention, ...] = field(default=())
