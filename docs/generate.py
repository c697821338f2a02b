"""Write the reference pages from the code: `python docs/generate.py`; `--check` only says whether they are current."""

from __future__ import annotations

import argparse
import inspect
import io
import json
import os
import re
import shlex
import subprocess
import sys
import tempfile
import types
from collections.abc import Iterator, Sequence
from contextlib import redirect_stdout
from dataclasses import fields
from enum import Enum
from pathlib import Path
from typing import Any, TypeVar, Union, get_args, get_origin

from dateline.cli import run
from dateline.cli.app import app
from dateline.export.claims_csv import COLUMNS
from dateline.export.columns import Field
from dateline.export.formats import exporters
from dateline.export.tables import ALL_TABLES
from dateline.records import (
    Attribution,
    Claim,
    Coded,
    Coder,
    Codes,
    Dateline,
    Feature,
    Figure,
    Fused,
    FusedFigure,
    Grade,
    Incident,
    Link,
    Membership,
    Mentions,
    Note,
    Paragraph,
    Participant,
    PartyMention,
    Period,
    Place,
    PlaceCandidate,
    PlaceMention,
    Problem,
    QuantityMention,
    QuoteMention,
    Report,
    Source,
    Span,
    Time,
    TimeMention,
)
from dateline.records.encode import json_keys
from dateline.settings import Settings, variable

REFERENCE = Path(__file__).parent / "reference"
TUTORIAL = Path(__file__).parent / "tutorial.md"
#: The records in the order in which a reader meets them.
RECORDS = (
    *(Coded, Span, Report, Paragraph, Dateline, Claim, Participant, Place, Time, Figure, Period, Attribution, Source),
    *(Codes, Note, Coder, Incident, Fused, Membership, FusedFigure, Grade, Link, Feature),
    *(Mentions, PlaceMention, PlaceCandidate, TimeMention, QuoteMention, PartyMention, QuantityMention, Problem),
)
JSON_FORM = """\
`dateline code … --format json` gives one object for one report and an array for several; `--format jsonl` gives an
object a line. Its `id` is the id that the report's line came with, else the report's own. A report that could not
be read has `null` for `report` and `mentions`, and its reason under `problems`. Offsets count Unicode code points
of the report's `text`: `text[start:end]` is what stands under a span's `text`, always. What the text does not say
is `null`. Keys may be added in later versions; none changes its meaning.

A mention's span stands in its own row (`start`, `end`, `text`). A fused value is `{value, from}`, where `from`
names the claims that carry it."""
MADE = "<!-- Made by docs/generate.py from the code. Change the code, then run it again. -->"


def cli() -> Iterator[str]:
    """The commands, their arguments and their options."""
    yield "# Commands"
    yield f"{MADE}\n"
    yield f"```text\n{_help(())}\n```\n"
    yield "| exit status | meaning |"
    yield "|---|---|"
    yield "| 0 | done |"
    yield "| 1 | some reports had problems; each has a line on standard error, and the others are done |"
    yield "| 2 | bad arguments, or input of which nothing could be coded; one line says what is wrong |"
    yield "| 130 | stopped with Ctrl-C; what was done by then is printed |"
    yield ""
    yield "Output in a pipe has no colours and no broken lines; `COLUMNS` asks for a width. `NO_COLOR` takes the"
    yield "colours from a terminal. `DATELINE_DEBUG=1` shows the traceback of an error that should not happen."
    for words in sorted(_commands(app)):
        yield f"\n## `dateline {' '.join(words)}`\n"
        yield f"```text\n{_help(words)}\n```"


def _commands(group: Any, *before: str) -> Iterator[tuple[str, ...]]:
    """The words of every command."""
    for command in group.registered_commands:
        yield (*before, command.name or command.callback.__name__.replace("_", "-"))
    for inner in group.registered_groups:
        yield from _commands(inner.typer_instance, *before, inner.name)


def _help(words: tuple[str, ...]) -> str:
    """What `dateline … --help` prints."""
    page = io.StringIO()
    with redirect_stdout(page):
        run([*words, "--help"])
    return "\n".join(line.rstrip() for line in page.getvalue().strip().splitlines())


def settings() -> Iterator[str]:
    """The settings, their variables and their defaults."""
    yield "# Settings"
    yield f"{MADE}\n"
    yield "Each has a default. A TOML file changes it, an environment variable goes before the file, and an option on"
    yield "the command line before both. The file is `~/.config/dateline/config.toml` (under `XDG_CONFIG_HOME` where"
    yield "that is set), or the one that `DATELINE_CONFIG` names:\n"
    yield "```toml"
    yield 'profile = "airwars"'
    yield "jobs = 2"
    yield "```\n"
    yield "| setting | variable | default | meaning |"
    yield "|---|---|---|---|"
    for setting in fields(Settings):
        default = "none" if setting.default is None else f"`{setting.default}`"
        yield f"| `{setting.name}` | `{variable(setting.name)}` | {default} | {setting.metadata['help']} |"


def csv() -> Iterator[str]:
    """The columns of the CSV table."""
    yield "# CSV"
    yield f"{MADE}\n"
    yield "`dateline code … --format csv` gives a row for each claim. Values of a list are joined by `; ` (a semicolon"
    yield "inside a value becomes a comma); lists that belong together, such as `figures` and `figure_low`, have their"
    yield "values in the same order. An empty cell is what the report does not say. Text that a spreadsheet would run"
    yield "as a formula has an apostrophe before it. Figures are never added up here: `figure_part_of` and"
    yield "`figure_scopes` say which of them overlap.\n"
    yield "| column | meaning |"
    yield "|---|---|"
    for column in COLUMNS:
        yield f"| `{column.name}` | {column.help} |"


def json_page() -> Iterator[str]:
    """The keys of each record."""
    yield "# JSON"
    yield f"{MADE}\n"
    yield JSON_FORM
    for record in RECORDS:
        yield f"\n## {record.__name__}\n"
        yield inspect.cleandoc(record.__doc__ or "")
        yield "\n| key | holds |"
        yield "|---|---|"
        for key, kind in json_keys(record):
            yield f"| `{key}` | {_kind(kind)} |"


def _kind(kind: Any) -> str:
    """A type in words: "list of Place", "text or null"."""
    if kind is type(None):
        return "null"
    origin, inner = get_origin(kind), get_args(kind)
    if origin in (Union, types.UnionType):
        return " or ".join(_kind(one) for one in inner)
    if origin is tuple:
        return f"list of {_kind(inner[0])}"
    if origin is dict:
        return f"object of {_kind(inner[1])}"
    if origin is not None:
        return f"{origin.__name__} of {_kind(inner[0])}"
    if isinstance(kind, TypeVar):
        return "the value"
    if isinstance(kind, type) and issubclass(kind, Enum):
        return ", ".join(f"`{one.value}`" for one in kind)
    plain = {str: "text", int: "whole number", float: "number", bool: "true or false"}
    return plain[kind] if kind in plain else f"[{kind.__name__}](#{kind.__name__.lower()})"


def exports() -> Iterator[str]:
    """The formats of `dateline export` and their columns."""
    yield "# Exports"
    yield f"{MADE}\n"
    yield "What `dateline export` writes; [../exports.md](../exports.md) tells what each keeps to. Our own tables"
    yield "come first, as many formats hold them. A column named in the layout of somebody else says what we put there."
    yield "\n## Our own tables"
    for table in ALL_TABLES:
        key = f" Key: {', '.join(f'`{name}`' for name in table.key)}." if table.key else ""
        yield f"\n### {table.name}\n\n{table.help}{key}\n"
        yield from _columns(table.fields)
    ours = {table.fields for table in ALL_TABLES}
    for name, exporter in exporters().items():
        yield f"\n## {name}\n\n{exporter.title}. Made from {', '.join(exporter.kinds)}."
        if exporter.layouts:
            yield f"Layout: {', '.join(exporter.layouts)}."
        yield "For publication: unreviewed rows only when asked for." if exporter.publication else "A working format."
        if exporter.needs:
            yield f"Needs `{'`, `'.join(exporter.needs)}` (`dateline[export]`)."
        for words, several in (("Cannot hold", exporter.loss), ("Withheld unless asked for", exporter.withheld)):
            if several:
                yield f"\n{words}:\n"
                yield from (f"- {one}" for one in several)
        for sheet in exporter.sheets():
            if sheet.fields in ours:
                yield f"\nTable `{sheet.name}`: the columns [above](#{sheet.name})."
            else:
                yield f"\n### {name}: {sheet.name}\n"
                yield from _columns(sheet.fields)


def _columns(fields: Sequence[Field]) -> Iterator[str]:
    """A table of columns, with tags and marks where there are any."""
    has_tags = any(field.hxl for field in fields)
    yield f"| column | type |{' HXL |' if has_tags else ''} holds |"
    yield f"|---|---|{'---|' if has_tags else ''}---|"
    for field in fields:
        tag = f" {f'`{field.hxl}`' if field.hxl else ''} |" if has_tags else ""
        withheld = " (withheld)" if field.withheld else ""
        yield f"| `{field.name}` | {field.kind} |{tag} {field.help}{withheld} |"


PAGES = {"exports.md": exports, "cli.md": cli, "settings.md": settings, "csv.md": csv, "json.md": json_page}


def tutorial_commands(text: str) -> list[str]:
    """The commands of the tutorial, in its order."""
    return re.findall(r"^\$ (dateline .*)$", text, flags=re.MULTILINE)


def refresh_tutorial() -> None:
    """Run the tutorial's commands in a folder of their own, and put what they print below them."""
    text = TUTORIAL.read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "samples").symlink_to(TUTORIAL.parent.parent / "samples")
        text = re.sub(r"```console\n(.*?)```", lambda block: _console(block[1], Path(folder)), text, flags=re.DOTALL)
    TUTORIAL.write_text(text, encoding="utf-8")


def _console(block: str, folder: Path) -> str:
    lines = []
    for command in tutorial_commands(block):
        words = shlex.split(command)
        if words[1] == "explain":  # the id of the first claim that has figures
            claims = json.loads((folder / "coded.json").read_text(encoding="utf-8"))["claims"]
            words[2] = next((claim["id"] for claim in claims if claim["figures"]), claims[0]["id"])
            command = " ".join(words)
        program = [sys.executable, "-m", *words]
        ran = subprocess.run(program, cwd=folder, capture_output=True, text=True, check=True)
        lines += [f"$ {command}", *ran.stdout.rstrip().splitlines()]
    return "\n".join(["```console", *lines, "```"])


def main() -> int:
    """Write the pages, or with `--check` name those that are out of date."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; fail where a page is out of date")
    parser.add_argument("--tutorial", action="store_true", help="also run the tutorial's commands again")
    chosen = parser.parse_args()
    os.environ |= {"COLUMNS": "100", "TERMINAL_WIDTH": "100"}  # the width of the texts
    stale = []
    for name, page in PAGES.items():
        path = REFERENCE / name
        text = "\n".join(page()) + "\n"
        if path.exists() and path.read_text(encoding="utf-8") == text:
            continue
        stale.append(name)
        if not chosen.check:
            REFERENCE.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    if chosen.tutorial:
        refresh_tutorial()
    if chosen.check and stale:
        print(f"out of date: {', '.join(stale)}; run `python docs/generate.py`", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
