"""JSON lines and Parquet: every row whole, so that it can be read back."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator, Sequence
from contextlib import suppress
from itertools import islice
from typing import Any

from dateline.errors import ErasedError
from dateline.export.columns import Cell, Field, Table, typed
from dateline.export.contents import KINDS, KeptReport, ReviewedClaim, ReviewedIncident
from dateline.export.exporter import Exporter, Sheet, Target
from dateline.export.picking import Picked
from dateline.export.tables import LED_BY, records
from dateline.records.encode import claim_to_json, incident_to_json, report_to_json

Json = dict[str, Any]

#: Rows that are turned into columns at once, and rows that lie together in a file.
BATCH, ROW_GROUP = 2_000, 20_000
RECORD = Field("record", "the whole record as JSON, as a line of the jsonl format holds it")
_TEXT = "the text of a report, and the bytes that it was read from"


def line_of(row: Any) -> Json:
    """A row as a line of JSONL holds it: the record of the contract, and what the review says of it."""
    if isinstance(row, KeptReport):
        return _report(row)
    if isinstance(row, ReviewedClaim):
        machine = claim_to_json(row.machine) if row.machine is not None else None
        told = {"state": row.state, "decisions": list(row.decisions), "machine": machine}
        source = {key: getattr(row.report, key) for key in ("title", "publisher", "published", "url")}
        line = {**claim_to_json(row.claim), "source": source, "review": told}
        return {**line, "withheld": ["names"]} if row.withheld else line
    if isinstance(row, ReviewedIncident):
        return {**incident_to_json(row.incident), "review": str(row.standing)}
    return dict(row)


def _report(row: KeptReport) -> Json:
    line = report_to_json(row.report)
    if row.withheld:
        return {**line, "text": None, "review": str(row.standing), "withheld": ["text", "names"]}
    original = None
    if row.original is not None:
        with suppress(ErasedError):
            original = base64.b64encode(row.original()).decode()
    return {**line, "original": original, "review": str(row.standing)}


def dumped(line: Json) -> str:
    """A line of JSONL, without its end."""
    return json.dumps(line, ensure_ascii=False)


class Jsonl(Exporter):
    """A JSON object a line."""

    name = "jsonl"
    title = "JSON lines, a record a line"
    kinds = KINDS
    withheld = (_TEXT,)

    def write(self, picked: Picked, kind: str, target: Target) -> None:
        """Write a line for each row, as soon as it is there."""
        rows = 0
        with target.path.open("wb") as file:
            for record in records(picked, kind):
                file.write((dumped(line_of(record)) + "\n").encode("utf-8", "replace"))
                rows += 1
        target.count(rows)

    def sheets(self) -> Sequence[Sheet]:
        """What a line holds beside the record of the contract."""
        return (
            Sheet(
                name="claims",
                fields=(
                    Field("source", "title, publisher, published and url of the report"),
                    Field("review", "state, decisions, and the machine's own claim where it was amended"),
                    Field("withheld", "what was taken out; not there where nothing was"),
                ),
            ),
            Sheet(name="incidents", fields=(Field("review", "reviewed, partly reviewed or unreviewed"),)),
            Sheet(
                name="reports",
                fields=(
                    Field("original", "the bytes that were read, in Base64; only with --sensitive"),
                    Field("review", "reviewed, partly reviewed or unreviewed"),
                    Field("withheld", "what was taken out; not there where nothing was"),
                ),
            ),
            Sheet(name="tallies", fields=LED_BY["tallies"].fields),
        )


def _cells(table: Table[Any], record: Any) -> Iterator[Cell]:
    return (typed(column.read(record), column.kind) for column in table.columns)


class Parquet(Exporter):
    """Typed columns, and the whole record beside them."""

    name = "parquet"
    title = "Parquet, typed columns and the whole record"
    kinds = KINDS
    needs = ("polars",)
    withheld = (_TEXT,)

    def write(self, picked: Picked, kind: str, target: Target) -> None:
        """Write one file with the columns of the table and the record."""
        import polars

        table = LED_BY[kind]
        types = {"text": polars.String, "date": polars.String, "integer": polars.Int64, "number": polars.Float64}
        schema = {field.name: types[field.kind] for field in (*table.fields, RECORD)}
        frame = polars.DataFrame(schema=schema)
        found = records(picked, kind)
        while batch := list(islice(found, BATCH)):
            rows = [(*_cells(table, record), dumped(line_of(record))) for record in batch]
            frame.vstack(polars.DataFrame(rows, schema=schema, orient="row"), in_place=True)
        frame.write_parquet(target.path, compression="zstd", statistics=True, row_group_size=ROW_GROUP)
        target.count(frame.height)

    def sheets(self) -> Sequence[Sheet]:
        """The columns of each kind."""
        return tuple(Sheet(name=kind, fields=(*table.fields, RECORD)) for kind, table in LED_BY.items())
