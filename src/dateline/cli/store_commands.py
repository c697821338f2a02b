"""The commands that work on a store, and their options; each one's work is imported when it is called."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

Where = Annotated[
    str | None,
    typer.Option(
        "--store",
        "-s",
        metavar="S",
        help="A path, or a postgresql:// address; else DATELINE_STORE, else ./dateline.db.",
    ),
]
Jobs = Annotated[int | None, typer.Option("--jobs", "-j", min=1, metavar="N", help="Code N reports side by side.")]
Places = Annotated[
    list[str] | None, typer.Option("--place", metavar="NAME", help="A place, unit or country by name or code.")
]
Parties = Annotated[
    list[str] | None,
    typer.Option("--party", metavar="CODE", help="A party by code, with all its parts (SYR:REB), or by name."),
]
Events = Annotated[list[str] | None, typer.Option("--event", metavar="TYPE", help="An event type.")]
From = Annotated[str | None, typer.Option("--from", metavar="DATE", help="Happened on that day or later.")]
To = Annotated[str | None, typer.Option("--to", metavar="DATE", help="Happened on that day or earlier.")]
AsOf = Annotated[
    str | None,
    typer.Option(metavar="DATE", help="What was known then: reports published, and decisions made, by that day."),
]
Grades = Annotated[
    list[str] | None,
    typer.Option("--grade", metavar="GRADE", help="Of incidents: Confirmed, Fair, Weak, Contested, Discounted."),
]
States = Annotated[
    list[str] | None,
    typer.Option("--state", metavar="STATE", help="In review: unreviewed, accepted, amended, rejected, changed."),
]
Publisher = Annotated[str | None, typer.Option(metavar="NAME", help="Of reports whose publisher's name holds this.")]
Search = Annotated[str | None, typer.Option(metavar="WORDS", help='Of reports that have all the words; "a phrase".')]
Numbers = Annotated[
    str | None,
    typer.Option(
        "--profile", metavar="NAME", help="Read numbers by these rules, whatever they were coded by: house, acled, …"
    ),
]
By = Annotated[str | None, typer.Option(metavar="NAME", help="Who decides.")]
Reason = Annotated[str | None, typer.Option(metavar="WORDS", help="Why.")]


class Form(StrEnum):
    """How rows are printed."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"


class Act(StrEnum):
    """What `dateline decide` can do."""

    ACCEPT = "accept"
    AMEND = "amend"
    REJECT = "reject"
    SPLIT = "split"
    FLAG = "flag"
    SAME = "same"
    DIFFERENT = "different"
    GRADE = "grade"
    NUMBER = "number"
    UNDO = "undo"
    LIST = "list"
    IMPORT = "import"


Shape = Annotated[Form, typer.Option("--format", "-f", help="How to print it.")]


def add(
    sources: Annotated[
        list[str],
        typer.Argument(
            metavar="SOURCE",
            help="Files, folders, ZIP, JSONL, feeds, .eml, mbox, WARC, what `dateline bulk` wrote; with --fetch, "
            "addresses of feeds and pages.",
        ),
    ],
    store: Where = None,
    published: Annotated[
        str | None, typer.Option(metavar="DATE", help="The day of publication of reports that do not say.")
    ] = None,
    publisher: Annotated[str | None, typer.Option(metavar="NAME", help="Who published those that do not say.")] = None,
    fetch: Annotated[
        bool | None,
        typer.Option("--fetch/--no-fetch", help="Whether addresses may be fetched; without it nothing is."),
    ] = None,
    fetch_pages: Annotated[
        bool, typer.Option("--fetch-pages", help="Fetch also the pages that feeds lead to, each once.")
    ] = False,
    jobs: Jobs = None,
    only_keep: Annotated[
        bool, typer.Option("--only-keep", help="Keep the reports; the next run without this codes them.")
    ] = False,
) -> int:
    """Read, code and keep reports. A run that was stopped is finished by the next one."""
    from dateline.cli.add import Adding, add_reports
    from dateline.settings import load_settings

    request = Adding(
        sources=tuple(sources),
        store=store,
        published=published,
        publisher=publisher,
        fetch_pages=fetch_pages,
        code=not only_keep,
    )
    return add_reports(request, load_settings(jobs=jobs, fetch=fetch))


class Engine(StrEnum):
    """What codes the parts of a bulk run."""

    LOCAL = "local"
    RAY = "ray"


def bulk(
    source: Annotated[str, typer.Argument(metavar="IN", help="A file or folder of JSONL, Parquet or WARC.")],
    out: Annotated[Path, typer.Argument(metavar="OUT", help="A folder for the shards and the manifest.")],
    engine: Annotated[Engine, typer.Option(help="This machine, or a cluster of Ray.")] = Engine.LOCAL,
    published: Annotated[
        str | None, typer.Option(metavar="DATE", help="The day of publication of reports that do not say.")
    ] = None,
    publisher: Annotated[str | None, typer.Option(metavar="NAME", help="Who published those that do not say.")] = None,
    per_shard: Annotated[
        int, typer.Option("--per-shard", min=1, metavar="N", help="At most so many reports are one part and one shard.")
    ] = 1000,
    address: Annotated[
        str | None,
        typer.Option(metavar="HOST:PORT", help="With ray: the head of the cluster; else RAY_ADDRESS, else made here."),
    ] = None,
    jobs: Jobs = None,
) -> int:
    """Code many reports into Parquet. A run that was stopped goes on; `dateline add OUT` puts it into a store."""
    from dateline.bulk.run import Engine as Which
    from dateline.bulk.run import Request
    from dateline.cli.bulk import code_in_bulk
    from dateline.settings import load_settings

    request = Request(
        source=source,
        out=out,
        engine=Which(engine.value),
        published=published,
        publisher=publisher,
        per_shard=per_shard,
        address=address,
    )
    return code_in_bulk(request, load_settings(jobs=jobs))


def recode(
    store: Where = None,
    jobs: Jobs = None,
    all_claims: Annotated[bool, typer.Option("--all", help="List also the claims that stay as they are.")] = False,
) -> int:
    """Code the kept reports again, and tell what changed, claim by claim; decisions survive."""
    from dateline.cli.add import Recoding, recode_reports
    from dateline.settings import load_settings

    return recode_reports(Recoding(store=store, list_all=all_claims), load_settings(jobs=jobs))


def claims(
    store: Where = None,
    place: Places = None,
    party: Parties = None,
    event: Events = None,
    start: From = None,
    end: To = None,
    as_of: AsOf = None,
    state: States = None,
    publisher: Publisher = None,
    search: Search = None,
    format: Shape = Form.TABLE,
) -> int:
    """List claims as they stand after review."""
    asked = {"place": place, "party": party, "event": event, "state": state}
    return _show("claims", store, format, asked, start, end, as_of, publisher, search)


def incidents(
    store: Where = None,
    place: Places = None,
    party: Parties = None,
    event: Events = None,
    start: From = None,
    end: To = None,
    as_of: AsOf = None,
    grade: Grades = None,
    publisher: Publisher = None,
    search: Search = None,
    format: Shape = Form.TABLE,
) -> int:
    """List incidents, made of the claims and the decisions."""
    asked = {"place": place, "party": party, "event": event, "grade": grade}
    return _show("incidents", store, format, asked, start, end, as_of, publisher, search)


def tally(
    store: Where = None,
    place: Places = None,
    party: Parties = None,
    event: Events = None,
    start: From = None,
    end: To = None,
    as_of: AsOf = None,
    grade: Grades = None,
    publisher: Publisher = None,
    search: Search = None,
    profile: Numbers = None,
    format: Shape = Form.TABLE,
) -> int:
    """Add incidents up, and list the totals that sources reported beside them."""
    asked = {"place": place, "party": party, "event": event, "grade": grade}
    return _show("tally", store, format, asked, start, end, as_of, publisher, search, profile)


def reports(
    store: Where = None,
    place: Places = None,
    party: Parties = None,
    event: Events = None,
    start: From = None,
    end: To = None,
    as_of: AsOf = None,
    publisher: Publisher = None,
    search: Search = None,
    problems: Annotated[bool, typer.Option("--problems", help="List instead what could not be read or coded.")] = False,
    format: Shape = Form.TABLE,
) -> int:
    """List reports, with their origins in JSON; with filters of claims, those that hold such a claim."""
    asked = {"place": place, "party": party, "event": event}
    return _show("reports", store, format, asked, start, end, as_of, publisher, search, problems=problems)


def sources(
    store: Where = None,
    as_of: AsOf = None,
    publisher: Publisher = None,
    search: Search = None,
    format: Shape = Form.TABLE,
) -> int:
    """List who published the reports."""
    return _show("sources", store, format, {}, None, None, as_of, publisher, search)


def decide(
    act: Annotated[Act, typer.Argument(help="What to decide; list prints decisions as JSONL, import reads them.")],
    ids: Annotated[
        list[str] | None,
        typer.Argument(metavar="ID", help="Claims (c-…), incidents (i-…), decisions (d-…) to undo; a file to import."),
    ] = None,
    store: Where = None,
    by: By = None,
    reason: Reason = None,
    field: Annotated[
        str | None, typer.Option(metavar="PATH", help="What to amend: stance, time.start, figures.0.best.")
    ] = None,
    value: Annotated[
        str | None, typer.Option(metavar="VALUE", help="The new value, the grade, or a split as JSON.")
    ] = None,
    output: Annotated[Path | None, typer.Option("--output", "-o", metavar="FILE", help="Where list writes.")] = None,
) -> int:
    """Accept, amend, reject, split, flag; judge incidents the same or different; grade; settle a number; undo."""
    from dateline.cli import decide as work
    from dateline.errors import SettingsError
    from dateline.pipeline.deciding import Deciding

    given = tuple(ids or ())
    if act is Act.LIST:
        if given:
            raise SettingsError("list: takes no ids; -o names a file to write")
        return work.list_decisions(store, output)
    if act is Act.IMPORT:
        if len(given) != 1:
            raise SettingsError("import: one JSONL file of decisions is needed; - is standard input")
        return work.import_decisions(store, given[0])
    request = Deciding(kind=act.value, ids=given, by=by, reason=reason, field=field, value=value)
    return work.decide(request, store)


def serve(
    store: Where = None,
    host: Annotated[str, typer.Option(metavar="ADDRESS", help="The address to listen at.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, metavar="N", help="The port; 0 takes a free one.")] = 8000,
    no_browser: Annotated[bool, typer.Option("--no-browser", help="Do not open a browser.")] = False,
    name: Annotated[
        list[str] | None,
        typer.Option(metavar="HOST", help="A name under which browsers ask, such as that of a proxy."),
    ] = None,
    login: Annotated[bool, typer.Option("--login", help="Ask for a login on this machine too.")] = False,
    certificate: Annotated[Path | None, typer.Option(metavar="FILE", help="For https: the certificate.")] = None,
    key: Annotated[Path | None, typer.Option(metavar="FILE", help="For https: its key.")] = None,
    fetch: Annotated[
        bool | None,
        typer.Option(
            "--fetch/--no-fetch", help="Whether coders may add reports by address; without it nothing is fetched."
        ),
    ] = None,
) -> int:
    """Serve the web application: read, review, look up. Stops with Ctrl-C."""
    from dateline.cli.serve import Serving
    from dateline.cli.serve import serve as work

    asked = Serving(
        store=store,
        host=host,
        names=tuple(name or ()),
        port=port,
        browser=not no_browser,
        login=login,
        certificate=certificate,
        key=key,
        fetch=fetch,
    )
    return work(asked)


def backup(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The copy: a new SQLite file.")],
    store: Where = None,
) -> int:
    """Copy a store, also while it is used, to one file; the copy is verified."""
    from dateline.cli.safekeeping import back_up_store

    return back_up_store(store, file)


def restore(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A copy that `dateline backup` wrote.")],
    store: Where = None,
) -> int:
    """Make a store of a copy, where none is yet; copy and store are verified."""
    from dateline.cli.safekeeping import restore_store

    return restore_store(file, store)


def doctor(store: Where = None) -> int:
    """Say how the program, its data and the store are, and what would mend what is not well."""
    from dateline.cli.safekeeping import examine_all
    from dateline.settings import load_settings

    return examine_all(store, load_settings())


def _show(
    kind: str,
    store: str | None,
    form: Form,
    lists: dict[str, list[str] | None],
    start: str | None,
    end: str | None,
    as_of: str | None,
    publisher: str | None,
    search: str | None,
    profile: str | None = None,
    *,
    problems: bool = False,
) -> int:
    from dateline.cli.look import show
    from dateline.pipeline.view import asked_for

    several = {name: tuple(values or ()) for name, values in lists.items()}
    asked = asked_for(**several, start=start, end=end, as_of=as_of, publisher=publisher, search=search, profile=profile)
    return show(kind, asked, store=store, form=form.value, problems=problems)


def mount(app: typer.Typer) -> None:
    """Give an application these commands."""
    for command in (
        *(add, bulk, claims, incidents, tally, reports, sources, decide, recode),
        *(backup, restore, doctor, serve),
    ):
        app.command()(command)
