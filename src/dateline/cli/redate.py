"""`dateline redate`: give coded reports the day of publication that they lacked, without coding them again."""

from __future__ import annotations

from pathlib import Path

from dateline.claims.redating import redate_coded
from dateline.cli.code import LINES, STDIN, checked_day
from dateline.cli.explain import read_answers
from dateline.cli.outputs import open_output
from dateline.errors import ReportError, SettingsError
from dateline.records import Problem


def redate_reports(source: str, published: str, *, form: str | None, output: Path | None) -> int:
    """Print the coded reports of a file with their times resolved; 0, also where some of them had not been read.

    Nothing is printed where the file holds something else: that raises ReportError.
    """
    day = checked_day(published)
    if day is None:
        raise SettingsError("--published: a day is needed, such as 2019-12-22")
    answers = list(read_answers(source))
    if not answers:
        raise ReportError(f"{source}: no coded report in it")
    is_list = len(answers) != 1
    lines = source.lower().endswith(LINES) or (source == STDIN and is_list)
    with open_output(form or ("jsonl" if lines else "json"), output, is_list=is_list, explain=False) as out:
        for answer in answers:
            if isinstance(answer, Problem):
                out.write_problem(answer)
            else:
                out.write(redate_coded(answer, day))
    return 0
