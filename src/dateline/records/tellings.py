"""A telling: what one report tells of one happening, as it is compared with what other reports tell."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.records.claims import Participant, Place
from dateline.records.incidents import FusedFigure, Link, Membership

#: Keys of a telling, as JSON, of which the comparison with those of other reports takes nothing.
UNCOMPARED = frozenset({"denials", "early", "links", "members", "position"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """The claims of one report about one happening, and what they say of it together.

    `claims` tell of it, `members` are all that have a part in it, each with its role and why: a claim that supports
    it, a total or a denial that stands beside it. `denials` deny it. `first` and `last` are days as `date.toordinal`
    counts them, None where open; `soft_time` and `soft_place` say that the context gave them and not the claims' own
    words. `hours` are parts of the day ("MO", "14"), `harmed` the telling words of who or what was hit, `names` other
    names in the evidence, `words` its longer words, `shingles` hashes of its runs of words, `said_by` the sources.
    `early` is 1 at the head of the report and 0 at its end. `catalogue` is the set of events that it was imported from:
    whoever made that set has told its events apart already.
    """

    id: str
    report: str
    published: str | None
    position: int
    claims: tuple[str, ...]
    members: tuple[Membership, ...]
    denials: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    event: str
    events: tuple[str, ...]
    sites: tuple[Place, ...] = ()
    soft_place: bool = False
    first: int | None = None
    last: int | None = None
    soft_time: bool = False
    hours: tuple[str, ...] = ()
    actors: tuple[Participant, ...] = ()
    harmed: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    figures: tuple[FusedFigure, ...] = ()
    said_by: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    shingles: tuple[int, ...] = ()
    later: bool = False
    plural: bool = False
    early: float = 0.0
    catalogue: str | None = None

    @property
    def order(self) -> tuple[str, str, int]:
        """Where it stands among all tellings: by day of publication, by report, by its place in the text."""
        return self.published or "", self.report, self.position
