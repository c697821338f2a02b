"""`dateline import` and `dateline compare`: others' coding as claims of theirs, and two sets side by side."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from dateline.cli.paper import Paper
from dateline.errors import ExportError
from dateline.export import wording
from dateline.export.columns import cell_text
from dateline.pipeline.comparing import Comparison, Sighting, compare, rows_of, sightings
from dateline.pipeline.importing.keeping import OURS, import_files, layout_of
from dateline.store import Store


def import_all(paths: Sequence[Path], *, source: str | None, where: str | None) -> int:
    """Keep what files hold; 0, or 1 where some rows could not be kept, or 2 where none could."""
    for path in paths:  # before a store is made for nothing
        if layout_of(path) != OURS and not (source or "").strip():
            raise ExportError(f"{path}: --source: whose coding is this? A claim names who says it")
    with Store.open(where, make=True) as store:
        kept = import_files(store, paths, source=source)
        store.tidy()
        shown = store.address.shown
    for problem in kept.problems:
        print(f"dateline: {problem}", file=sys.stderr)
    words = f"{wording.counted(kept.reports, 'new report')}, {kept.known:,} there already; "
    words += f"{kept.claims:,} new or changed claims; {kept.decisions:,} new decisions"
    if kept.follow:
        words += f"; {kept.follow:,} incidents and tallies not kept, as they follow from claims"
    print(f"{shown}: {words}")
    if not kept.problems:
        return 0
    return 1 if kept.reports or kept.claims or kept.known else 2


def compare_sets(one: str, other: str, form: str) -> int:
    """Print what two sets share, and what only one of them has."""
    found = compare(sightings(one), sightings(other))
    if form == "table":
        _print(found, one, other)
        return 0
    rows = list(rows_of(found))
    text = json.dumps(rows, ensure_ascii=False, indent=1) + "\n" if form == "json" else _csv(rows)
    sys.stdout.buffer.write(text.encode("utf-8", "replace"))
    sys.stdout.buffer.flush()
    return 0


def _csv(rows: Sequence[dict[str, Any]]) -> str:
    page = io.StringIO()
    writer = csv.writer(page, lineterminator="\n")
    writer.writerow(COLUMNS)
    for row in rows:
        writer.writerow([cell_text(row[column]) for column in COLUMNS])
    return page.getvalue()


def _print(found: Comparison, one: str, other: str) -> None:
    from rich.table import Table

    paper = Paper.for_file(None)
    paper.line(f"In both ({wording.counted(len(found.pairs), 'incident')})", style="bold cyan")
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="bold", pad_edge=False)
    for column in (
        f"A: {one}",
        f"B: {other}",
        "killed A",
        "killed B",
        "injured A",
        "injured B",
        "days apart",
        "km apart",
    ):
        table.add_column(wording.clean(column), overflow="fold")
    for pair in found.pairs:
        a, b = pair.one, pair.other
        counts = (_words(a.killed), _words(b.killed), _words(a.injured), _words(b.injured))
        km = "" if pair.km is None else wording.number(pair.km)
        table.add_row(wording.clean(a.title), wording.clean(b.title), *counts, str(pair.days), km)
    if found.pairs:
        paper.put(table)
    for name, where, several in (("A", one, found.only_one), ("B", other, found.only_other)):
        paper.line()
        title = f"Only in {name}, {wording.clean(where)} ({wording.counted(len(several), 'incident')})"
        paper.line(title, style="bold cyan")
        for line in _lines(several):
            paper.item(line)
    sys.stdout.buffer.write(paper.bytes())
    sys.stdout.buffer.flush()


def _lines(several: Sequence[Sighting]) -> Iterator[str]:
    for one in several:
        told = [
            f"{name} {_words(bounds)}" for name, bounds in (("killed", one.killed), ("injured", one.injured)) if bounds
        ]
        yield "; ".join([wording.clean(one.title), *told]) + f"  {one.id}"


def _words(bounds: tuple[float | None, float | None, float | None] | None) -> str:
    return "" if bounds is None else wording.bounds(*bounds)


_HALF = ("id", "incident", *(f"{m}_{b}" for m in ("killed", "injured") for b in ("low", "best", "high")))
COLUMNS = ("in", *(f"a_{name}" for name in _HALF), *(f"b_{name}" for name in _HALF), "days", "km")
