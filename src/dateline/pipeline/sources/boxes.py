"""Files that hold several reports, or one among other things: archives, mail, feeds; read by a process that may break.

What that process gives is JSON, and is looked at here before it is believed: ids and hashes are worked out again.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from enum import StrEnum
from pathlib import Path

from dateline.errors import ReportError
from dateline.pipeline.sources.reading import Entry, problem
from dateline.records import report_id, sha256
from dateline.records.encode import problem_from_json, report_from_json
from dateline.store import Found
from dateline.text.apart import LOST, read_apart
from dateline.text.frames import Value
from dateline.text.making import Known, known_from_json

#: What the process does.
WORK = "dateline.pipeline.sources.unboxing:read_inside"


class Box(StrEnum):
    """What kind of file it is."""

    ZIP = "zip"
    WARC = "warc"
    MAIL = "mail"
    FEED = "feed"


def read_box(box: Box, source: bytes | Path, name: str, known: Known) -> Iterator[Entry]:
    """What a file holds; raises ReportError where it cannot be read, or not to its end."""
    arguments = {"box": box.value, "name": name, "known": asdict(known)}
    last = b""
    for value, data in read_apart(WORK, source, arguments):
        last = data or last
        yield _read_value(value, last)


def _read_value(value: Value, data: bytes) -> Entry:
    if LOST in value:
        return Entry(read=problem(str(value[LOST]), str(value["message"])))
    try:
        link, at = value.get("link"), value.get("at", 0)
        if not isinstance(link, str | None) or not isinstance(at, int):
            raise TypeError
        said = known_from_json(value.get("known", {}))
        if "problem" in value:
            return Entry(read=problem_from_json(value["problem"]), link=link, known=said, at=at)
        report = report_from_json(value["report"])
        if report.id != report_id(report.text) or report.sha256 != sha256(report.text):
            raise ValueError
        found = Found(name=str(value["name"]), where=value.get("where"), report=report, data=data)
    except (ReportError, TypeError, ValueError, KeyError):
        raise ReportError("the program that read it gave what is no report") from None
    return Entry(read=found, link=link, known=said, at=at)
