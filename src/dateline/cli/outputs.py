"""The forms in which `dateline code` answers: a page of cards, JSON, JSON lines, CSV, HTML."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from types import TracebackType
from typing import IO, Any

from dateline.records import Coded, Problem
from dateline.records.encode import coded_to_json, problem_to_json


class Output:
    """Where answers go, one after another; a file is made at the first answer, so that a failed run leaves none."""

    def __init__(self, path: Path | None, *, is_list: bool, explain: bool) -> None:
        self._path = path
        self._file: IO[bytes] | None = None
        self._is_list = is_list
        self._explain = explain
        self._written = 0

    def __enter__(self) -> Output:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        if not isinstance(error, BrokenPipeError):
            self.end()
        if self._file is not None and self._path is not None:
            self._file.close()

    def write(self, coded: Coded) -> None:
        """Print what one report gave."""
        raise NotImplementedError

    def write_problem(self, problem: Problem) -> None:
        """Print that a report could not be read, where the form has a place for it."""

    def end(self) -> None:
        """Print what ends the whole, also after Ctrl-C."""

    def _put(self, text: str) -> None:
        """Write text as UTF-8, and let a reader have it now."""
        if self._file is None:
            self._file = sys.stdout.buffer if self._path is None else self._path.open("wb")
        self._file.write(text.encode("utf-8", "replace"))
        self._file.flush()


class JsonLines(Output):
    """A line for each report, read or not."""

    def write(self, coded: Coded) -> None:
        self._put(_dump(coded_to_json(coded)) + "\n")

    def write_problem(self, problem: Problem) -> None:
        self._put(_dump(_unread(problem)) + "\n")


class Json(Output):
    """An object for one report, an array for a list of them; a file that turns out to be a list makes it one."""

    def __init__(self, path: Path | None, *, is_list: bool, explain: bool) -> None:
        super().__init__(path, is_list=is_list, explain=explain)
        self._first: dict[str, Any] | None = None

    def write(self, coded: Coded) -> None:
        self._add(coded_to_json(coded))

    def write_problem(self, problem: Problem) -> None:
        if self._is_list:
            self._add(_unread(problem))

    def end(self) -> None:
        if self._first is not None:
            self._put(_dump(self._first, indent=1) + "\n")
        elif self._written:
            self._put("\n]\n")

    def _add(self, value: dict[str, Any]) -> None:
        if not self._is_list and self._first is None:
            self._first = value
            return
        first, self._first, self._is_list = self._first, None, True
        for one in (first, value):
            if one is not None:
                self._put((",\n" if self._written else "[\n") + _dump(one, indent=1))
                self._written += 1


class Csv(Output):
    """One table, a row for each claim."""

    def write(self, coded: Coded) -> None:
        from dateline.export.claims_csv import header, rows

        if not self._written:
            self._put("\ufeff" if self._path else "")
            self._put(header())
        self._put(rows(coded))
        self._written += 1


class Html(Output):
    """One page that holds all reports, written at the end."""

    def __init__(self, path: Path | None, *, is_list: bool, explain: bool) -> None:
        super().__init__(path, is_list=is_list, explain=explain)
        self._coded: list[Coded] = []

    def write(self, coded: Coded) -> None:
        self._coded.append(coded)

    def end(self) -> None:
        from dateline.export.html_page import page

        if self._coded:
            self._put(page(self._coded, explain=self._explain))


class Cards(Output):
    """What a person reads in a terminal: a card for each claim, then the incidents, then what is denied."""

    def write(self, coded: Coded) -> None:
        from dateline.cli.cards import print_coded
        from dateline.cli.paper import Paper

        paper = Paper.for_file(self._path)
        if self._written:
            paper.line("")
        print_coded(coded, paper, explain=self._explain)
        self._file = self._file or (self._path.open("wb") if self._path else sys.stdout.buffer)
        self._file.write(paper.bytes())
        self._file.flush()
        self._written += 1


FORMS: dict[str, type[Output]] = {"table": Cards, "json": Json, "jsonl": JsonLines, "csv": Csv, "html": Html}


def open_output(form: str, path: Path | None, *, is_list: bool, explain: bool) -> Output:
    """The output of a form, to a file or to standard output."""
    return FORMS[form](path, is_list=is_list, explain=explain)


def _dump(value: object, *, indent: int | None = None) -> str:
    return json.dumps(value, ensure_ascii=False, indent=indent)


def _unread(problem: Problem) -> dict[str, Any]:
    """The answer for a report that could not be read."""
    return {
        "id": problem.report,
        "report": None,
        "claims": [],
        "incidents": [],
        "mentions": None,
        "problems": [problem_to_json(problem)],
    }
