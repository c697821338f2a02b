"""The process that reads for another: work comes in, values go out; it ends itself where the work takes too long."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from dateline.errors import DatelineError, ReportError
from dateline.text import apart
from dateline.text.frames import BrokenFrameError, Frame, Value, read_frame, write_frame
from dateline.text.units import Units

#: More files than these are not opened at a time.
MOST_FILES = 64


def main(arguments: list[str]) -> int:
    """Read for the process at the other end of standard input, until it has no more."""
    work, seconds, memory = arguments[0], float(arguments[1]), int(arguments[2])
    source = os.fdopen(os.dup(0), "rb")
    answers = os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_RDWR)
    os.dup2(nowhere, 0)
    os.dup2(nowhere, 1)  # what a library prints is no answer
    apart.is_inside = True
    limit(memory)
    do = apart.load_work(work)
    if prepare := getattr(sys.modules[do.__module__], "prepare", None):
        prepare()  # what is loaded by way of a file is loaded now
    write_no_file()
    alarm = Alarm(seconds)
    while True:
        try:
            frame = read_frame(source)
        except BrokenFrameError:
            return 1
        if frame is None:
            return 0
        if not _answer(do, frame, answers, alarm):
            return 1


class Alarm:
    """Ends the process, whatever it is in the middle of, unless it is told in time that the work goes on."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds

    def wind(self) -> None:
        """The work goes on from here."""
        if hasattr(signal, "setitimer"):
            signal.setitimer(signal.ITIMER_REAL, self._seconds + 1)  # the other process is quicker

    def stop(self) -> None:
        """Nothing is done."""
        if hasattr(signal, "setitimer"):
            signal.setitimer(signal.ITIMER_REAL, 0)


def _answer(do: apart.Work, frame: Frame, answers: IO[bytes], alarm: Alarm) -> bool:
    """Do a piece of work; whether another one may follow."""

    def send(value: Value, data: bytes = b"") -> None:
        alarm.stop()  # the other process may be busy, and take its time
        write_frame(answers, value, data)
        alarm.wind()

    alarm.wind()
    is_well = True
    try:
        for value, data in _do(do, frame, send):
            send(value, data)
        last: Value = {"done": True}
    except ReportError as error:
        last = {"error": str(error)}
    except MemoryError:
        last, is_well = {"no memory": True}, False
    except DatelineError as error:
        last = {"fault": str(error)}
    except OSError as error:
        last = {"error": f"cannot be read: {error.strerror or type(error).__name__}"}
    except Exception as error:  # whatever a file does to a library is a fault of this file
        last = {"error": f"could not be read: {type(error).__name__}: {apart.brief(error)}"}
    alarm.stop()
    write_frame(answers, last)
    return is_well


def _do(do: apart.Work, frame: Frame, send: Any) -> Iterator[Frame]:
    job, data = frame
    units = Units(
        skip=job["skip"],
        tell=lambda number, name: send({"unit": number, "name": name}),
        go_on=lambda: send({"tick": True}),
    )
    path = job.get("path")
    with apart.open_source(data if path is None else Path(path)) as file:
        yield from do(file, job["arguments"], units)


def limit(memory: int) -> None:
    """Let this process take no more memory than that, open few files, and leave no picture of itself behind."""
    try:
        import resource
    except ImportError:  # not on Windows, where time alone has an end
        return
    for what, most in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, MOST_FILES),
    ):
        highest = resource.getrlimit(what)[1]
        most = most if highest == resource.RLIM_INFINITY else min(most, highest)
        try:
            resource.setrlimit(what, (most, most))
        except (OSError, ValueError):  # a system that does not know this limit
            continue


def write_no_file() -> None:
    """Let this process write nothing into any file from here on."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
