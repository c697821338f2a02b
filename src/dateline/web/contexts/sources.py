"""Who says what: every source with its claims, how often it stands alone, how often it is denied."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from dateline.reference.ontology import kind, kind_codes
from dateline.store.canon import fold
from dateline.web.contexts.desk import Desk
from dateline.web.contexts.register import State
from dateline.web.contexts.rows import ClaimRow, ReportRow, Voice

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
    """A source by its words and kind: its claims, those of which it is the only source, those that are denied.

    `key` is by what its notes are found: its folded words and its kind.
    """

    name: str
    kind: str
    side: str
    key: tuple[str, str]
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
    """All sources; the reports that did not change since the last time are not gathered again."""
    parts: Mapping[str, tuple[SourceLine, ...]] = state.of_each("sources", _of_report)
    found: dict[tuple[str, str], SourceLine] = {}
    wanted = publisher.casefold()
    for report, lines in parts.items():
        if wanted and wanted not in (state.reports[report].publisher or "").casefold():
            continue
        for line in lines:
            whole = found.get(line.key)
            if whole is None:
                whole = found[line.key] = SourceLine(name=line.name, kind=line.kind, side=line.side, key=line.key)
            _add(whole, line)
    return sorted(found.values(), key=lambda line: (-line.claims, line.name.casefold()))


def _of_report(report: ReportRow, claims: tuple[ClaimRow, ...]) -> tuple[SourceLine, ...]:
    """The sources of one report: a claim is denied by claims of its own report alone."""
    kept = [row for row in claims if row.state != "rejected"]
    disputed = {one for row in kept for one in row.disputes}
    found: dict[tuple[str, str], SourceLine] = {}
    for row in kept:
        voices = row.sources or (_publisher(report.publisher),)
        for voice in dict.fromkeys(voices):
            key = (voice.key, voice.kind)
            line = found.get(key)
            if line is None:
                side = kind(voice.kind).side if voice.kind in kind_codes() else PUBLISHER
                line = found[key] = SourceLine(name=voice.name, kind=voice.kind, side=side, key=key)
            _count(line, row, report.published, alone=len(voices) == 1, denied=row.id in disputed)
    return tuple(found.values())


def _add(whole: SourceLine, line: SourceLine) -> None:
    for name in ("claims", "alone", "denied", "unverified", "harmed"):
        setattr(whole, name, getattr(whole, name) + getattr(line, name))
    whole.reports |= line.reports
    whole.directness.update(line.directness)
    if line.first and line.last:
        whole.first = min(whole.first or line.first, line.first)
        whole.last = max(whole.last or line.last, line.last)


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
