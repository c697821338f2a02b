"""Who says what: every source with its claims, how often it stands alone, how often it is denied."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from functools import lru_cache

from dateline.reference.ontology import kind, kind_codes
from dateline.store.canon import fold
from dateline.web.contexts.desk import Desk
from dateline.web.contexts.register import State
from dateline.web.contexts.rows import ClaimRow, Voice

SORTS = ("claims", "reports", "alone", "denied", "name")
PUBLISHER = "publisher"


@dataclass(frozen=True, slots=True, kw_only=True)
class SourcesAsked:
    """Which sources are asked for; an empty text asks for nothing. Publishers speak for themselves."""

    q: str = ""
    kind: str = ""
    side: str = ""
    publisher: str = ""
    sort: str = "claims"


@dataclass(slots=True, kw_only=True)
class SourceLine:
    """A source by its words and kind: its claims, those of which it is the only source, those that are denied."""

    name: str
    kind: str
    side: str
    claims: int = 0
    alone: int = 0
    denied: int = 0
    unverified: int = 0
    harmed: int = 0
    reports: set[str] = field(default_factory=set)
    directness: Counter[str] = field(default_factory=Counter)
    first: str | None = None
    last: str | None = None

    @property
    def key(self) -> tuple[str, str]:
        """By what its notes are found."""
        return fold(self.name), self.kind

    @property
    def how(self) -> str:
        """How it mostly knows: eyewitness, party, second hand."""
        return self.directness.most_common(1)[0][0] if self.directness else ""


def listed(desk: Desk, asked: SourcesAsked) -> list[SourceLine]:
    """The sources that are asked for."""
    state = desk.register.now()
    every: list[SourceLine] = state.remembered(("sources", asked.publisher), lambda: _gathered(state, asked.publisher))
    words = fold(asked.q)
    kept = [
        line
        for line in every
        if (not words or words in fold(line.name))
        and (not asked.kind or line.kind == asked.kind)
        and (not asked.side or line.side == asked.side)
    ]
    if asked.sort == "name":
        return sorted(kept, key=lambda line: line.name.casefold())
    if asked.sort == "reports":
        return sorted(kept, key=lambda line: -len(line.reports))
    return sorted(kept, key=lambda line: -int(getattr(line, asked.sort)))


def _gathered(state: State, publisher: str) -> list[SourceLine]:
    disputed = {one for row in state.all_claims() if row.state != "rejected" for one in row.disputes}
    found: dict[tuple[str, str], SourceLine] = {}
    wanted = publisher.casefold()
    for row in state.all_claims():
        report = state.reports[row.report]
        if row.state == "rejected" or (wanted and wanted not in (report.publisher or "").casefold()):
            continue
        voices = row.sources or (_publisher(report.publisher),)
        for voice in dict.fromkeys(voices):
            line = found.get((voice.key, voice.kind))
            if line is None:
                side = kind(voice.kind).side if voice.kind in kind_codes() else PUBLISHER
                line = found[voice.key, voice.kind] = SourceLine(name=voice.name, kind=voice.kind, side=side)
            _count(line, row, report.published, alone=len(voices) == 1, denied=row.id in disputed)
    return sorted(found.values(), key=lambda line: (-line.claims, line.name.casefold()))


@lru_cache(maxsize=10_000)
def _publisher(name: str | None) -> Voice:
    """The publisher, where it speaks for itself."""
    return Voice(name or "publisher not known", PUBLISHER, fold(name or ""))


def _count(line: SourceLine, row: ClaimRow, published: str | None, *, alone: bool, denied: bool) -> None:
    line.claims += 1
    line.alone += alone
    line.denied += denied
    line.unverified += row.verification == "could_not_verify"
    line.harmed += row.weight > 0
    line.reports.add(row.report)
    line.directness[row.directness] += 1
    if day := (published or "")[:10]:
        line.first = min(line.first or day, day)
        line.last = max(line.last or day, day)


#: The columns of the list as CSV and JSON.
COLUMNS = (
    *("source", "kind", "side", "claims", "reports", "alone", "denied", "unverified", "harmed", "directness"),
    *("first", "last"),
)


def row_of(line: SourceLine) -> dict[str, str | int | None]:
    """A source as a row."""
    return {
        "source": line.name,
        "kind": line.kind,
        "side": line.side,
        "claims": line.claims,
        "reports": len(line.reports),
        "alone": line.alone,
        "denied": line.denied,
        "unverified": line.unverified,
        "harmed": line.harmed,
        "directness": line.how,
        "first": line.first,
        "last": line.last,
    }
