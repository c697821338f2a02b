"""`dateline compare --claims`: where two extractors differ on the same reports."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict

from dateline.cli.paper import Paper
from dateline.export.columns import cell_text
from dateline.export.wording import clean, counted
from dateline.pipeline.differing import Difference, Differences, differences, read_coding
from dateline.scoring.telling import brief

COLUMNS = ("report", "fields", "one", "other", "words")


def compare_claims(one: str, other: str, form: str) -> int:
    """Print what two codings share, and each claim in which they differ."""
    found = differences(read_coding(one), read_coding(other))
    if form == "table":
        _print(found, one, other)
        return 0
    text = json.dumps(asdict(found), ensure_ascii=False, indent=1) + "\n" if form == "json" else table(found.rows)
    sys.stdout.buffer.write(text.encode("utf-8", "replace"))
    sys.stdout.buffer.flush()
    return 0


def table(rows: Sequence[Difference]) -> str:
    """Differences as CSV."""
    page = io.StringIO()
    writer = csv.writer(page, lineterminator="\n")
    writer.writerow(COLUMNS)
    for row in rows:
        told = (row.report, " ".join(row.fields), brief(row.one), brief(row.other), row.words)
        writer.writerow(map(cell_text, told))
    return page.getvalue()


def _print(found: Differences, one: str, other: str) -> None:
    paper = Paper.for_file(None)
    told = f"{counted(found.reports, 'report')} in both" + (f", {found.alone:,} in one alone" if found.alone else "")
    paper.line(told, style="bold cyan")
    paper.line(f"claims in both: {found.both:,}, of which {found.same:,} with the same values")
    paper.line(f"only A ({clean(one)}): {found.only_one:,}; only B ({clean(other)}): {found.only_other:,}")
    shares = ", ".join(f"{field} {right} of {of}" for field, (right, of) in found.agreed.items())
    paper.line(f"agreed: {shares or 'nothing to compare'}")
    for row in found.rows:
        paper.line()
        kind = "only A" if row.other is None else "only B" if row.one is None else f"differ in {', '.join(row.fields)}"
        paper.line(f"{clean(row.report)}: {kind}", style="bold")
        paper.line(f"   words {clean(row.words)}")
        for name, claim in (("A", row.one), ("B", row.other)):
            if claim is not None:
                paper.line(f"   {name}     {clean(brief(claim))}")
    sys.stdout.buffer.write(paper.bytes())
    sys.stdout.buffer.flush()
