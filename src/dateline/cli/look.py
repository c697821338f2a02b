"""`dateline claims`, `incidents`, `tally`, `reports` and `sources`: what a store holds, as a table, JSON or CSV."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from dateline.cli.paper import Paper
from dateline.export import wording
from dateline.export.claims_csv import header
from dateline.export.claims_csv import rows as claims_csv_rows
from dateline.pipeline.rows import (
    CLAIM_COLUMNS,
    INCIDENT_COLUMNS,
    Row,
    cell,
    claim_now,
    claim_record,
    claim_row,
    incident_row,
)
from dateline.pipeline.tally import COLUMNS, tallies, tally_rows
from dateline.pipeline.view import Asked, View
from dateline.records import Coded, Report
from dateline.records.encode import incident_to_json, problem_to_json, report_to_json
from dateline.store import Store


def show(kind: str, asked: Asked, *, store: str | None, form: str, problems: bool = False) -> int:
    """Print what is asked for; 0 also where it is nothing."""
    with Store.open(store) as opened:
        view = View(opened, asked)
        if problems:
            rows: Iterable[Row] = [problem_to_json(problem) for problem in opened.problems()]
            _print(rows, rows, form, title="Problems", columns=("report", "step", "message"))
            return 0
        if kind == "claims" and form == "csv":
            _put(header())
            for report, reviews in view.reviews():
                _put(claims_csv_rows(Coded(report=report, claims=tuple(claim_now(review) for review in reviews))))
            return 0
        flat, full, columns = KINDS[kind](opened, view)
        _print(flat, full, form, title=kind.capitalize(), columns=columns)
    return 0


def _print(flat: Iterable[Row], full: Iterable[Any], form: str, *, title: str, columns: tuple[str, ...]) -> None:
    if form == "json":
        _put_json(full)
    elif form == "csv":
        _put_csv(flat, columns)
    else:
        _put_table(flat, title, columns)


def _put(text: str) -> None:
    sys.stdout.buffer.write(text.encode("utf-8", "replace"))
    sys.stdout.buffer.flush()


def _put_json(values: Iterable[Any]) -> None:
    """One array, each value as soon as it is there."""
    number = 0
    for number, value in enumerate(values, start=1):
        _put(("[\n" if number == 1 else ",\n") + json.dumps(value, ensure_ascii=False, indent=1))
    _put("\n]\n" if number else "[]\n")


def _put_csv(rows: Iterable[Row], columns: tuple[str, ...]) -> None:
    page = io.StringIO()
    writer = csv.writer(page, lineterminator="\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([cell(row[column]) for column in columns])
        _put(page.getvalue())
        page.seek(0)
        page.truncate()
    _put(page.getvalue())


def _put_table(rows: Iterable[Row], title: str, columns: tuple[str, ...]) -> None:
    from rich.table import Table

    shown = list(rows)
    paper = Paper.for_file(None)
    paper.line(f"{title} ({len(shown):,} row{'' if len(shown) == 1 else 's'})", style="bold cyan")
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="bold", pad_edge=False)
    for number, column in enumerate(columns):
        table.add_column(wording.plain(column), overflow="fold", no_wrap=number == 0)
    for row in shown:
        table.add_row(*(wording.clean(_shown(row[column])) for column in columns))
    if shown:
        paper.put(table)
    sys.stdout.buffer.write(paper.bytes())
    sys.stdout.buffer.flush()


def _shown(value: Any) -> str:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return wording.number(value)
    return "" if value is None else str(value)


Answer = tuple[Iterable[Row], Iterable[Any], tuple[str, ...]]


def _claims(_: Store, view: View) -> Answer:
    def flat() -> Iterator[Row]:
        for _, reviews in view.reviews():
            yield from map(claim_row, reviews)

    def full() -> Iterator[Any]:
        for _, reviews in view.reviews():
            yield from map(claim_record, reviews)

    return flat(), full(), CLAIM_COLUMNS


def _incidents(_: Store, view: View) -> Answer:
    flat = (incident_row(incident, members) for incident, members in view.incidents())
    return flat, (incident_to_json(incident) for incident, _ in view.incidents()), INCIDENT_COLUMNS


def _tally(_: Store, view: View) -> Answer:
    return tally_rows(view), (tally for asked in (view,) for tally in tallies(asked)), COLUMNS


def _reports(store: Store, view: View) -> Answer:
    columns = ("id", "published", "publisher", "title", "origins", "claims")
    ids = _asked_reports(view)

    def each() -> Iterator[tuple[Report, Any, int]]:
        for start in range(0, len(ids), 200):
            part = ids[start : start + 200]
            reports, origins = store.reports(part), store.origins(part)
            counts = dict.fromkeys(part, 0)
            for claim in store.claims(of=part):
                counts[claim.report] += 1
            yield from ((reports[one], origins[one], counts[one]) for one in part)

    def row(report: Report, origins: Any, claims: int) -> Row:
        known = {"published": report.published, "publisher": report.publisher, "title": wording.headline(report)}
        return {"id": report.id, **known, "origins": len(origins), "claims": claims}

    def whole(report: Report, origins: Any, claims: int) -> Any:
        names = ("name", "retrieved", "original", "publisher", "url", "published")
        met = [{name: getattr(origin, name) for name in names} for origin in origins]
        return {**report_to_json(report), "origins": met, "claims": claims}

    return (row(*one) for one in each()), (whole(*one) for one in each()), columns


def _asked_reports(view: View) -> list[str]:
    if not view.asked.narrows_claims:
        return view.report_ids
    return [report.id for report, _ in view.reviews()]


def _sources(store: Store, view: View) -> Answer:
    """Who published the reports, and how much."""
    columns = ("publisher", "reports", "claims", "first", "last")
    found: dict[str, dict[str, Any]] = {}
    for row in _reports(store, view)[0]:
        name = row["publisher"] or ""
        one = found.setdefault(
            name, {"publisher": name or None, "reports": 0, "claims": 0, "first": None, "last": None}
        )
        one["reports"] += 1
        one["claims"] += row["claims"]
        if day := row["published"] and row["published"][:10]:
            one["first"] = min(one["first"] or day, day)
            one["last"] = max(one["last"] or day, day)
    rows = sorted(found.values(), key=lambda one: (-one["reports"], one["publisher"] or ""))
    return rows, rows, columns


KINDS: dict[str, Callable[[Store, View], Answer]] = {
    "claims": _claims,
    "incidents": _incidents,
    "tally": _tally,
    "reports": _reports,
    "sources": _sources,
}
