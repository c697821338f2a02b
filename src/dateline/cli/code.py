"""`dateline code`: read reports, code them, print what they claim; a bad report is told and the next one goes on."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from dateline.cli.outputs import open_output
from dateline.cli.progress import Progress
from dateline.cli.work import code_each
from dateline.errors import ReportError, SettingsError
from dateline.records import Problem, Report
from dateline.settings import Settings

STDIN = "-"
LINES = (".jsonl", ".ndjson")


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What was asked of `dateline code`."""

    files: tuple[str, ...]
    published: str | None = None
    publisher: str | None = None
    title: str | None = None
    format: str = "table"
    explain: bool = False
    output: Path | None = None


def code_reports(request: Request, settings: Settings) -> int:
    """Code what was asked for; 0, or 1 where some reports had problems, or 2 where none could be coded."""
    published = checked_day(request.published)
    coded = problems = 0
    is_list = len(request.files) > 1 or request.files[0].lower().endswith(LINES)
    progress = Progress(request.files, shown=request.output is not None or not sys.stdout.isatty())
    with open_output(request.format, request.output, is_list=is_list, explain=request.explain) as output:
        for answer in code_each(_read_all(request, published), settings):
            found = (answer,) if isinstance(answer, Problem) else answer.problems
            for problem in found:
                progress.say(f"dateline: {problem.report}: {problem.message}")
            problems += len(found)
            if isinstance(answer, Problem):
                output.write_problem(answer)
                continue
            coded += not answer.problems or bool(answer.claims)
            output.write(answer)
            progress.step()
    progress.close()
    if problems == 0:
        return 0
    return 1 if coded else 2


def checked_day(text: str | None) -> str | None:
    """An ISO date or date-time as it was given; raises SettingsError where it is neither."""
    if text is None:
        return None
    try:
        return date.fromisoformat(text).isoformat() if len(text) <= 10 else datetime.fromisoformat(text).isoformat()
    except ValueError:
        raise SettingsError(f"--published: {text!r} is not a date; write it as 2019-12-22") from None


def _read_all(request: Request, published: str | None) -> Iterator[Report | Problem]:
    """Every report of every file, and a problem for each that cannot be read."""
    from dateline.text import read_reports, read_reports_from_bytes

    for name in request.files:
        try:
            if name == STDIN:
                yield from read_reports_from_bytes(
                    sys.stdin.buffer.read(),
                    "standard input",
                    title=request.title,
                    publisher=request.publisher,
                    published=published,
                )
            else:
                yield from read_reports(
                    Path(name), title=request.title, publisher=request.publisher, published=published
                )
        except ReportError as error:
            yield Problem(report=name, step="read", message=str(error).removeprefix(f"{name}: "))
        except OSError as error:
            yield Problem(report=name, step="read", message=_in_words(error))


def _in_words(error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return "there is no such file"
    if isinstance(error, IsADirectoryError):
        return "is a folder; name the files in it"
    return error.strerror or str(error)
