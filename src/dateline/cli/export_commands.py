"""The commands that hand a store's contents on and take others' in; each one's work is imported when it is called."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from dateline.cli.store_commands import (
    AsOf,
    Events,
    Form,
    From,
    Grades,
    Numbers,
    Parties,
    Places,
    Publisher,
    Search,
    Shape,
    States,
    To,
    Where,
)


class Rows(StrEnum):
    """What `dateline export` can write."""

    REPORTS = "reports"
    CLAIMS = "claims"
    INCIDENTS = "incidents"
    TALLIES = "tallies"


class As(StrEnum):
    """The formats of `dateline export`."""

    CSV = "csv"
    JSONL = "jsonl"
    PARQUET = "parquet"
    XLSX = "xlsx"
    GEOJSON = "geojson"
    GEOPACKAGE = "geopackage"
    HXL = "hxl"
    DATAPACKAGE = "datapackage"
    UCDP = "ucdp"
    ACLED = "acled"
    SSA = "ssa"
    SHCC = "shcc"
    IDU = "idu"
    PLOVER = "plover"
    FTM = "ftm"
    SQLITE = "sqlite"
    HTML = "html"
    PDF = "pdf"


def export(
    kind: Annotated[Rows, typer.Argument(metavar="KIND", help="reports, claims, incidents or tallies.")],
    format: Annotated[As, typer.Option("--as", metavar="FORMAT", help="The format; docs/exports.md tells of each.")],
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="PATH", help="A file; a folder where the format has several.")
    ],
    store: Where = None,
    unreviewed: Annotated[
        bool, typer.Option("--unreviewed", help="In formats for publication: also what no person reviewed, marked.")
    ] = False,
    sensitive: Annotated[
        bool, typer.Option("--sensitive", help="Also names of private persons, texts, and what a format withholds.")
    ] = False,
    generalise: Annotated[
        bool | None,
        typer.Option(
            "--generalise/--exact", help="Only roughly where aid, camps and hospitals are; else as the setting has it."
        ),
    ] = None,
    layout: Annotated[
        str | None, typer.Option(metavar="NAME", help="Which layout, where the format has several.")
    ] = None,
    place: Places = None,
    party: Parties = None,
    event: Events = None,
    start: From = None,
    end: To = None,
    as_of: AsOf = None,
    grade: Grades = None,
    state: States = None,
    publisher: Publisher = None,
    search: Search = None,
    profile: Numbers = None,
) -> int:
    """Write what a store holds as files for other programs, each with a manifest."""
    from dateline.cli.export import Request, export_kind
    from dateline.pipeline.view import asked_for
    from dateline.settings import load_settings

    asked = asked_for(
        place=place or (),
        party=party or (),
        event=event or (),
        start=start,
        end=end,
        as_of=as_of,
        grade=grade or (),
        state=state or (),
        publisher=publisher,
        search=search,
        profile=profile,
    )
    request = Request(
        kind=kind.value,
        format=format.value,
        output=output,
        store=store,
        asked=asked,
        sensitive=sensitive,
        unreviewed=unreviewed,
        layout=layout,
    )
    return export_kind(request, load_settings(generalise=generalise))


def import_(
    files: Annotated[
        list[Path],
        typer.Argument(metavar="FILE", help="UCDP GED or ACLED as CSV; JSONL or Parquet that `dateline export` wrote."),
    ],
    source: Annotated[
        str | None, typer.Option(metavar="NAME", help="Whose coding a CSV is; its claims are according to them.")
    ] = None,
    store: Where = None,
) -> int:
    """Read others' coding as claims by a named source; best into a store of its own."""
    from dateline.cli.exchange import import_all

    return import_all(files, source=source, where=store)


def compare(
    one: Annotated[str, typer.Argument(metavar="A", help="A store, or a file of incidents that `import` can read.")],
    other: Annotated[str, typer.Argument(metavar="B", help="Another.")],
    format: Shape = Form.TABLE,
    claims: Annotated[
        bool,
        typer.Option("--claims", help="Compare the claims of the same reports: stores, or files of `dateline code`."),
    ] = False,
) -> int:
    """Match the incidents of two sets, or the claims of two extractors, and show where they differ."""
    if claims:
        from dateline.cli.differing import compare_claims

        return compare_claims(one, other, format.value)
    from dateline.cli.exchange import compare_sets

    return compare_sets(one, other, format.value)


def mount(app: typer.Typer) -> None:
    """Give an application these commands."""
    app.command()(export)
    app.command("import")(import_)
    app.command()(compare)
