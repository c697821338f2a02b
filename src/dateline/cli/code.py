"""`dateline code`: read reports, code them, print what they claim; a bad report is told and the next one goes on."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from dateline.cli.outputs import open_output
from dateline.cli.progress import Progress
from dateline.errors import ReportError, SettingsError
from dateline.pipeline.work import Named, code_each, spent
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
            else:
                coded += not found or bool(answer.claims)
                output.write(answer)
            progress.step()
    progress.close()
    if (told := spent(settings)) is not None:
        progress.say(f"dateline: {told}")
    if problems == 0:
        return 0
    return 1 if coded else 2


def checked_day(text: str | None) -> str | None:
    """An ISO date or date-time; raises SettingsError where it is neither."""
    if text is None:
        return None
    from dateline.text.readers import check_published

    try:
        return check_published(text)
    except ReportError as error:
        raise SettingsError(f"--{error}") from None


def _read_all(request: Request, published: str | None) -> Iterator[Named]:
    """Every report of every file under the file's name, and a problem for each that cannot be read."""
    for name in request.files:
        try:
            for number, report in enumerate(_read(name, request, published), start=1):
                yield _named(name, number, report)
        except ReportError as error:
            yield name, Problem(report=name, step="read", message=str(error))


def _read(name: str, request: Request, published: str | None) -> Iterator[Report | Problem]:
    from dateline.text.readers import read_reports, read_reports_from_bytes

    if name != STDIN:
        return read_reports(Path(name), title=request.title, publisher=request.publisher, published=published)
    return read_reports_from_bytes(
        sys.stdin.buffer.read(),
        "standard input",
        title=request.title,
        publisher=request.publisher,
        published=published,
    )


def _named(file: str, number: int, report: Report | Problem) -> Named:
    """A report under the name that a person knows it by: its file, and its id or place in a file of many."""
    if isinstance(report, Problem):
        return report.report, report
    name = "standard input" if file == STDIN else file
    if report.external_id:
        return f"{name}: {report.external_id}", report
    return (name if number == 1 else f"{name}:{number}"), report
