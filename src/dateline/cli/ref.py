"""`dateline ref`: the ontology and the lexicons as tables, searched by words."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from dateline.cli.paper import Paper
from dateline.export.wording import clean, plain


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """A table to show: its title, its columns, its rows."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def holding(self, query: str | None) -> Listing:
        """The listing with only those rows that hold every word of `query`, in any case."""
        words = (query or "").casefold().replace("_", " ").split()
        kept = (row for row in self.rows if all(word in _searched(row) for word in words))
        return Listing(title=self.title, columns=self.columns, rows=tuple(kept))


def show(table: str, query: str | None) -> int:
    """Print a table, or those of its rows that hold the words of `query`; 1 where there are none."""
    listings = [listing.holding(query) for listing in TABLES[table]()]
    paper = Paper.for_file(None)
    found = [listing for listing in listings if listing.rows]
    for number, listing in enumerate(found):
        if number:
            paper.line()
        _print(listing, paper)
    sys.stdout.buffer.write(paper.bytes())
    sys.stdout.buffer.flush()
    if not found:
        print(f"dateline: {table}: nothing holds {query!r}", file=sys.stderr)
        return 1
    return 0


def _searched(row: tuple[str, ...]) -> str:
    return " ".join(row).casefold().replace("_", " ")


def _print(listing: Listing, paper: Paper) -> None:
    from rich.table import Table

    rows = len(listing.rows)
    paper.line(f"{listing.title} ({rows} row{'' if rows == 1 else 's'})", style="bold cyan")
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="bold", pad_edge=False)
    for number, column in enumerate(listing.columns):
        table.add_column(column, overflow="fold", style="bold" if number == 0 else "", no_wrap=number == 0)
    for row in listing.rows:
        table.add_row(*(clean(cell) for cell in row))
    paper.put(table)


def events() -> Iterable[Listing]:
    """The event types by group."""
    from dateline.reference.ontology import event_types

    rows = sorted((term.group, term.code, term.label, term.definition, term.example) for term in event_types())
    return [
        Listing(
            title="Event types",
            columns=("code", "group", "name", "meaning", "example"),
            rows=tuple((code, group, label, definition, example) for group, code, label, definition, example in rows),
        )
    ]


def parties() -> Iterable[Listing]:
    """The parties with their other names."""
    from dateline.reference.parties import rows

    return [
        Listing(
            title="Parties",
            columns=("code", "name", "kind", "country", "years", "other names"),
            rows=tuple(
                (
                    party.code,
                    party.name,
                    plain(party.kind),
                    party.country or "",
                    _years(party.start, party.end),
                    "; ".join(party.aliases),
                )
                for party in rows()
            ),
        )
    ]


def _years(first: int | None, last: int | None) -> str:
    return f"{first or ''}-{last or ''}" if first or last else ""


def numbers() -> Iterable[Listing]:
    """How each profile reads a quantifier or a vague word."""
    from dateline.reference.numbers import rows

    return [
        Listing(
            title="From words to numbers",
            columns=("profile", "words", "low", "best", "high", "look again", "example"),
            rows=tuple(
                (
                    rule.profile,
                    plain(rule.quantifier) + (f": {rule.word}" if rule.word else ""),
                    rule.low or "open",
                    rule.best or "open",
                    rule.high or "open",
                    "yes" if rule.review else "",
                    rule.example,
                )
                for rule in rows()
            ),
        )
    ]


def crosswalk() -> Iterable[Listing]:
    """The codes of other schemes for each event type, and how well they fit."""
    from dateline.reference.crosswalks import Crossing, crossings

    def row(crossing: Crossing) -> tuple[str, ...]:
        when = [
            *(f"actor {condition}" for condition in crossing.actor),
            *(f"victim {condition}" for condition in crossing.victim),
            *sorted(crossing.stances or ()),
        ]
        fit = crossing.fit
        return (
            crossing.event,
            ", ".join(when),
            _code(crossing.plover, fit.plover),
            _code((crossing.cameo,) if crossing.cameo else None, fit.cameo),
            _code(crossing.acled, fit.acled),
            _code(("by the parties",) if crossing.by_parties else None, fit.ucdp),
            crossing.note,
        )

    return [
        Listing(
            title="Event types in other schemes (not exact: how their code fits)",
            columns=("code", "when", "PLOVER", "CAMEO", "ACLED", "UCDP violence", "note"),
            rows=tuple(row(crossing) for crossing in crossings()),
        )
    ]


def _code(parts: Sequence[str | None] | None, fit: str) -> str:
    if not parts:
        return "none"
    words = ": ".join(part for part in parts if part)
    return words if fit == "exact" else f"{words} ({fit})"


def measures() -> Iterable[Listing]:
    """What figures measure, and the nouns that they count."""
    from dateline.reference import counted
    from dateline.reference.ontology import measures as all_measures

    nouns: dict[tuple[str, str], list[str]] = {}
    for noun in counted.rows():
        nouns.setdefault((noun.of, noun.unit), []).append(noun.phrase)
    return [
        Listing(
            title="Measures",
            columns=("code", "name", "counts", "meaning", "example"),
            rows=tuple((m.code, m.label, m.counts, m.definition, m.example) for m in all_measures()),
        ),
        Listing(
            title="What is counted, and the words for it",
            columns=("of", "unit", "words"),
            rows=tuple((of, unit, ", ".join(words)) for (of, unit), words in sorted(nouns.items())),
        ),
    ]


TABLES: dict[str, Callable[[], Iterable[Listing]]] = {
    "events": events,
    "parties": parties,
    "numbers": numbers,
    "crosswalk": crosswalk,
    "measures": measures,
}
