"""A Frictionless Data Package: a folder of tables, their types, keys and hashes in `datapackage.json`."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from typing import Any

from dateline.export.columns import Field, Table
from dateline.export.contents import KINDS
from dateline.export.exporter import Exporter, Sheet, Target
from dateline.export.manifest import ABOUT, dump, file_entry
from dateline.export.picking import Picked
from dateline.export.spreadsheets import open_csv, write_csv
from dateline.export.tables import ALL_TABLES
from dateline.export.whole import rows_of_all

Json = dict[str, Any]

TYPES = {"text": "string", "date": "date", "integer": "integer", "number": "number"}
SCHEMA = "https://datapackage.org/profiles/2.0/datapackage.json"


class DataPackage(Exporter):
    """All tables as CSV, told by one descriptor."""

    name = "datapackage"
    title = "Frictionless Data Package, all tables"
    kinds = KINDS
    layouts = ("v2",)
    publication = True
    is_folder = True
    withheld = ("the text of a report",)

    def write(self, picked: Picked, kind: str, target: Target) -> None:
        """Write the tables and the descriptor; the kind says only what the first line of the answer counts."""
        counts = dict.fromkeys((table.name for table in ALL_TABLES), 0)
        with ExitStack() as files:
            open_files = {
                table.name: files.enter_context(open_csv(target.file(_file(table)), mark=False)) for table in ALL_TABLES
            }
            for table in ALL_TABLES:
                write_csv(open_files[table.name], [[field.name for field in table.fields]], ())
            for table, cells in rows_of_all(picked):
                counts[table.name] += write_csv(open_files[table.name], (), (cells,))
        resources = []
        for table in ALL_TABLES:
            path = target.file(_file(table), rows=counts[table.name])
            resources.append(_resource(table, file_entry(path, _file(table), counts[table.name])))
        target.file("datapackage.json", rows=counts[kind]).write_text(dump(_package(resources)), encoding="utf-8")

    def sheets(self) -> Sequence[Sheet]:
        """Every table."""
        return tuple(Sheet(name=table.name, fields=table.fields) for table in ALL_TABLES)


def _file(table: Table[Any]) -> str:
    return f"{table.name}.csv"


def _package(resources: Sequence[Json]) -> Json:
    return {
        "$schema": SCHEMA,
        "name": "dateline-export",
        "title": "Reports, claims and incidents coded by Dateline",
        "description": ABOUT,
        "licenses": [{"name": "other-closed", "title": "As the owner of the reports says"}],
        "resources": list(resources),
    }


def _resource(table: Table[Any], entry: Json) -> Json:
    schema: Json = {"fields": [_field(table, field) for field in table.fields], "missingValues": [""]}
    if table.key:
        schema["primaryKey"] = list(table.key)
    if table.foreign:
        schema["foreignKeys"] = [
            {"fields": [column], "reference": {"resource": other, "fields": [_key(other)]}}
            for column, other in table.foreign
        ]
    return {
        "name": table.name,
        "title": table.name,
        "description": table.help,
        "type": "table",
        "path": entry["path"],
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": entry["bytes"],
        "hash": f"sha256:{entry['sha256']}",
        "schema": schema,
    }


def _key(name: str) -> str:
    return next(table for table in ALL_TABLES if table.name == name).key[0]


def _field(table: Table[Any], field: Field) -> Json:
    told: Json = {"name": field.name, "type": TYPES[field.kind], "description": field.help}
    if field.name in table.key:
        told["constraints"] = {"required": True}
    return told
