"""The commands for a store that may end in court: its chain, its keys, what is erased; work is imported when called."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from dateline.cli.store_commands import By, Reason, Where

PublicKeys = Annotated[
    list[Path] | None,
    typer.Option(
        "--public-key",
        metavar="FILE",
        help="A key that must have signed the last entry of the log, and no other any; several may be given.",
    ),
]
keys = typer.Typer(help="The key that signs the log: an Ed25519 key in PEM.", no_args_is_help=True)


class Chain(StrEnum):
    """How a chain is printed."""

    TABLE = "table"
    JSON = "json"


def verify(
    store: Where = None,
    seal: Annotated[
        str | None, typer.Option(metavar="SEAL", help="The seal that an earlier run printed: it must be in the log.")
    ] = None,
    public_key: PublicKeys = None,
    incidents: Annotated[
        bool, typer.Option("--incidents", help="Make all incidents anew as well, and compare: this takes longer.")
    ] = False,
) -> int:
    """Work every hash, span, seal and signature of a store out again, and name what does not hold."""
    from dateline.cli.verify import verify_store

    return verify_store(store, seal=seal, keys=public_key or (), remake=incidents)


def custody(
    report: Annotated[str, typer.Argument(metavar="REPORT", help="The id of a report (r-…), or its beginning.")],
    store: Where = None,
    format: Annotated[Chain, typer.Option("--format", "-f", help="How to print it.")] = Chain.TABLE,
    public_key: PublicKeys = None,
) -> int:
    """Print the chain of a report: what was read, when, by which version, every decision and by whom."""
    from dateline.cli.custody import print_custody

    return print_custody(report, store, form=format.value, keys=public_key or ())


def redact(
    words: Annotated[
        list[str],
        typer.Argument(metavar="WORDS", help='A name and each other way in which it is written: "Halima Nur" Halima.'),
    ],
    store: Where = None,
    report: Annotated[
        list[str] | None, typer.Option("--report", metavar="ID", help="In this report alone; else in all.")
    ] = None,
    by: By = None,
    reason: Reason = None,
    yes: Annotated[
        bool, typer.Option("--yes", help="Do it: it cannot be taken back. Else only say what would be erased.")
    ] = False,
) -> int:
    """Erase words about a person from everything in a store; hashes stay, and the log goes on to hold."""
    from dateline.cli.redacting import redact_words

    return redact_words(tuple(words), store, reports=tuple(report or ()), by=by, reason=reason, do_it=yes)


@keys.command()
def make(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A new file; the public half gets the ending .pub.")],
) -> int:
    """Make a key; the setting `sign_key` (DATELINE_SIGN_KEY) has changes of stores signed with it."""
    from dateline.store.signing import PUBLIC_ENDING, make_key

    public = make_key(file)
    print(f"{file}: keep it where nobody else can read it, away from the store")
    print(f"{file}{PUBLIC_ENDING}: {public}")
    return 0


@keys.command()
def show(file: Annotated[Path, typer.Argument(metavar="FILE", help="Either half of a key.")]) -> int:
    """Print the public half of a key, as the log and `verify` name it."""
    from dateline.store.signing import read_public

    print(read_public(file))
    return 0


def mount(app: typer.Typer) -> None:
    """Give an application these commands."""
    for command in (verify, custody, redact):
        app.command()(command)
    app.add_typer(keys, name="key", short_help="The key that signs the log.")
