"""`dateline learn` and `dateline lexicon suggest`: what the decisions of a store teach."""

from __future__ import annotations

import csv
import io
import sys
from pathlib import Path
from typing import Annotated

import typer

from dateline.cli.store_commands import Where
from dateline.export.columns import cell_text

lexicon = typer.Typer(help="Words that the decisions of a store ask for.", no_args_is_help=True)

HEADING = (
    "How sure a claim is, fitted to the decisions of a store by `dateline learn`.",
    'To use it: reranker = "this file" in the settings, or DATELINE_RERANKER; then code anew (`dateline recode`).',
)


def learn(
    store: Where = None,
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="FILE", help="Where the weights go, as TOML.")
    ] = Path("reranker.toml"),
    anyway: Annotated[bool, typer.Option("--anyway", help="Write them also where they do no better.")] = False,
) -> int:
    """Learn from decisions how sure claims are; nothing changes until a setting says so."""
    from dateline.learning.model import model_text
    from dateline.pipeline.lessons import learn as learn_from
    from dateline.store import Store

    with Store.open(store) as opened:
        lesson = learn_from(opened)
    print(f"learnt from {lesson.learnt:,} decided claims, measured on {lesson.held:,} of reports that were held out")
    print("          error (Brier)   distance (ECE)   order (AUC)")
    for name, found in (("before", lesson.before), ("after", lesson.after)):
        order = "-" if found.auc is None else f"{found.auc:.3f}"
        print(f"{name:<8}  {found.brier:>13.3f}   {found.ece:>14.3f}   {order:>11}")
    if not lesson.helps and not anyway:
        print("dateline: no better on the held-out reports: nothing written (--anyway writes it)", file=sys.stderr)
        return 1
    output.write_text(model_text(lesson.model, HEADING), encoding="utf-8")
    whole = lesson.learnt + lesson.held
    print(f"{output}: weights fitted to all {whole:,}; off until `reranker` in the settings names it")
    return 0


@lexicon.command()
def suggest(
    store: Where = None,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="FOLDER", help="Write files for a folder of one's own words."),
    ] = None,
    least: Annotated[int, typer.Option(min=1, metavar="N", help="Only rows that N amendments or more ask for.")] = 1,
) -> int:
    """Propose patterns, names of parties and spellings of places from amendments; nothing is taken by itself."""
    from dateline.pipeline.suggesting import PARTIES, PLACES, pattern_text, rows_of, suggestions
    from dateline.store import Store

    with Store.open(store) as opened:
        found = suggestions(opened, least=least)
    if not found:
        print("no amendment asks for a row")
        return 0
    files = {}
    if any(one.kind == "pattern" for one in found):
        files["patterns/en/suggested.toml"] = pattern_text(found)
    for kind, name, columns in (("party", "parties/groups.csv", PARTIES), ("place", "places.csv", PLACES)):
        if rows := rows_of(found, kind):
            files[name] = table(columns, rows)
    for name, text in files.items():
        if output is None:
            print(f"## {name}\n{text}")
            continue
        path = output / name
        if path.exists():
            print(f"dateline: {path} is there already: not written", file=sys.stderr)
            return 2
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        print(path)
    return 0


def table(columns: tuple[str, ...], rows: list[dict[str, str]]) -> str:
    """Rows as CSV."""
    page = io.StringIO()
    writer = csv.DictWriter(page, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows({name: _cell(words) for name, words in row.items()} for row in rows)
    return page.getvalue()


def _cell(words: str) -> str:
    """A cell that no spreadsheet runs, where an amendment gave it; a number stays one."""
    try:
        float(words)
    except ValueError:
        return cell_text(words)
    return words
