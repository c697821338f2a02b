"""The work of the process that reads archives, mail and feeds: what it finds is written down as JSON."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from typing import IO, Any

from dateline.pipeline.sources.boxes import Box
from dateline.pipeline.sources.feeds import read_feed
from dateline.pipeline.sources.mail import read_mail
from dateline.pipeline.sources.reading import Entry
from dateline.pipeline.sources.warc import read_warc
from dateline.pipeline.sources.zips import read_zip
from dateline.records import Problem
from dateline.records.encode import problem_to_json, report_to_json
from dateline.text import language
from dateline.text.frames import Frame, Value
from dateline.text.making import Known, known_from_json
from dateline.text.units import Units


def prepare() -> None:
    """Load what has to be loaded before the process may write no file any more."""
    language.prepare()


def read_inside(file: IO[bytes], arguments: Mapping[str, Any], units: Units) -> Iterator[Frame]:
    """The work of the process that reads such a file."""
    name, known = arguments["name"], known_from_json(arguments["known"])
    sent = ""
    for entry in _entries(Box(arguments["box"]), file, name, known, units):
        value: Value = {"at": file.tell(), "link": entry.link, "known": asdict(entry.known)}
        read = entry.read
        if isinstance(read, Problem):
            yield {**value, "problem": problem_to_json(read)}, b""
            continue
        key = read.report.source_sha256
        value |= {"name": read.name, "where": read.where, "report": report_to_json(read.report)}
        yield value, b"" if key == sent else read.data
        sent = key


def _entries(box: Box, file: IO[bytes], name: str, known: Known, units: Units) -> Iterator[Entry]:
    if box is Box.FEED:
        yield from read_feed(file.read(), name, known)
        return
    reader = {Box.MAIL: read_mail, Box.WARC: read_warc, Box.ZIP: read_zip}[box]
    for read in reader(file, name, known, units):
        yield Entry(read=read)
