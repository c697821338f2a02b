"""The commands and their options; each one's work is imported when it is called."""

from __future__ import annotations

import importlib
import importlib.util
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from dateline import __version__
from dateline.cli import learn, users
from dateline.cli.custody_commands import mount as mount_custody_commands
from dateline.cli.export_commands import mount as mount_export_commands
from dateline.cli.store_commands import mount as mount_store_commands

app = typer.Typer(
    help="Read reports of armed conflict: who did what to whom, where, when, how many, according to whom.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)


class Format(StrEnum):
    """What `dateline code` prints."""

    TABLE = "table"
    JSON = "json"
    JSONL = "jsonl"
    CSV = "csv"
    HTML = "html"


class Profile(StrEnum):
    """Whose rules turn words into low, best and high."""

    HOUSE = "house"
    ACLED = "acled"
    AIRWARS = "airwars"
    SHCC = "shcc"
    IDMC = "idmc"


class Reference(StrEnum):
    """The tables that `dateline ref` shows."""

    EVENTS = "events"
    PARTIES = "parties"
    NUMBERS = "numbers"
    CROSSWALK = "crosswalk"
    MEASURES = "measures"


def _print_version(wanted: bool) -> None:
    if wanted:
        print(f"dateline {__version__}")
        raise typer.Exit


@app.callback()
def _common(
    version: Annotated[
        bool, typer.Option("--version", help="Show the version and leave.", is_eager=True, callback=_print_version)
    ] = False,
) -> None:
    pass


@app.command()
def code(
    files: Annotated[
        list[str], typer.Argument(metavar="FILE", help="Reports: text, HTML, PDF, JSONL; - is standard input.")
    ],
    published: Annotated[
        str | None,
        typer.Option(metavar="DATE", help="The day of publication (2019-12-22); without it no date is guessed."),
    ] = None,
    publisher: Annotated[str | None, typer.Option(metavar="NAME", help="Who published it.")] = None,
    title: Annotated[str | None, typer.Option(metavar="TITLE", help="Its title, where the text has none.")] = None,
    format: Annotated[
        Format | None, typer.Option("--format", "-f", help="What to print; the ending of -o decides, else table.")
    ] = None,
    profile: Annotated[Profile | None, typer.Option(help="Whose rules turn words into low, best and high.")] = None,
    explain: Annotated[bool, typer.Option("--explain", help="Tell for each claim how it came about.")] = False,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write to a file, not to the screen.")
    ] = None,
    pipeline: Annotated[
        str | None, typer.Option(metavar="NAME", help="An installed spaCy pipeline to parse with.")
    ] = None,
    extractor: Annotated[
        str | None,
        typer.Option(metavar="ADDRESS", help="A model that codes in place of the rules: http://HOST:PORT/v1/MODEL."),
    ] = None,
    jobs: Annotated[
        int | None, typer.Option("--jobs", "-j", min=1, metavar="N", help="Code N reports side by side.")
    ] = None,
) -> int:
    """Code reports and print their claims and incidents."""
    from dateline.cli.code import Request, code_reports
    from dateline.settings import load_settings

    settings = load_settings(profile=profile and profile.value, pipeline=pipeline, jobs=jobs, extractor=extractor)
    request = Request(
        files=tuple(files),
        published=published,
        publisher=publisher,
        title=title,
        format=str(format or _format_of(output)),
        explain=explain,
        output=output,
    )
    return code_reports(request, settings)


def _format_of(output: Path | None) -> Format:
    ending = output.suffix.lstrip(".").lower() if output else ""
    return {"htm": Format.HTML, "ndjson": Format.JSONL}.get(ending) or (
        Format(ending) if ending in {f.value for f in Format} else Format.TABLE
    )


@app.command()
def explain(
    id: Annotated[
        str, typer.Argument(metavar="ID", help="The id of a claim (c-…) or an incident (i-…), or its beginning.")
    ],
    coded: Annotated[
        str | None,
        typer.Option(
            "--in", metavar="CODED.json", help="JSON or JSONL that `dateline code` wrote; - is standard input."
        ),
    ] = None,
    store: Annotated[
        str | None, typer.Option(metavar="S", help="A store: a SQLite file or a postgresql:// address.")
    ] = None,
) -> int:
    """Tell in words why a claim or an incident is what it is: of a coded file, else of the store."""
    from dateline.cli.explain import explain_id, explain_kept

    return explain_kept(id, store) if coded is None else explain_id(id, coded)


@app.command()
def redate(
    coded: Annotated[
        str, typer.Argument(metavar="CODED.json", help="JSON or JSONL that `dateline code` wrote; - is standard input.")
    ],
    published: Annotated[str, typer.Option(metavar="DATE", help="The day of publication (2019-12-22).")],
    format: Annotated[
        Format | None, typer.Option("--format", "-f", help="What to print; the ending of -o decides, else as it came.")
    ] = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write to a file, not to the screen.")
    ] = None,
) -> int:
    """Date the times of coded reports whose day of publication has become known, without coding them again."""
    from dateline.cli.redate import redate_reports

    form = format or (_format_of(output) if output else None)
    return redate_reports(coded, published, form=form and form.value, output=output)


@app.command()
def ref(
    table: Annotated[Reference, typer.Argument(help="Which table.")],
    query: Annotated[str | None, typer.Argument(help="Show only rows that hold these words.")] = None,
) -> int:
    """Show the ontology and the lexicons."""
    from dateline.cli.ref import show

    return show(table.value, query)


class ScoreForm(StrEnum):
    """How `dateline score` prints."""

    TABLE = "table"
    JSON = "json"


@app.command()
def score(
    suite: Annotated[
        str,
        typer.Argument(
            help="A suite (geovirus, health, muc_dev, plover, re3d, time_phrases), or a folder coded by hand."
        ),
    ],
    coded: Annotated[
        Path | None,
        typer.Argument(metavar="CODED.jsonl", help="What `dateline code` wrote of it; without it the suite is coded."),
    ] = None,
    bench: Annotated[
        Path | None, typer.Option(metavar="FOLDER", help="The folder of suites; else DATELINE_BENCH_DIR.")
    ] = None,
    worst: Annotated[int, typer.Option(min=0, metavar="N", help="Show the N worst cases.")] = 10,
    format: Annotated[ScoreForm, typer.Option("--format", "-f", help="How to print it.")] = ScoreForm.TABLE,
    jobs: Annotated[
        int | None, typer.Option("--jobs", "-j", min=1, metavar="N", help="Code N reports side by side.")
    ] = None,
) -> int:
    """Measure the coder on labelled reports; a third of each suite is held out and never shown."""
    from dateline.cli.score import score_suite
    from dateline.settings import load_settings

    settings = load_settings(jobs=jobs, bench_dir=bench)
    return score_suite(suite, settings, coded=coded, worst=worst, form=format.value)


mount_store_commands(app)
mount_custody_commands(app)
mount_export_commands(app)

_GAZETTEER = "Look a place name up, add places to the index."

if importlib.util.find_spec("dateline.cli.gazetteer") is not None:
    app.add_typer(importlib.import_module("dateline.cli.gazetteer").app, name="gazetteer", short_help=_GAZETTEER)
app.command()(learn.learn)
app.add_typer(learn.lexicon, name="lexicon", short_help="Words that the decisions of a store ask for.")
app.add_typer(users.app, name="user", short_help="Who may log in at the pages of a store.")
