"""Reading done apart: a process of its own reads what others wrote, and is killed when it takes too long or too much.

A page, a PDF, an archive is parsed by libraries that its writer may know better than we do. So it is parsed by a
process that has an end in time and in memory and can write no file; what comes back is values in JSON, never objects.
The process lives on from one file to the next, so that reading a thousand pages starts one.
"""

from __future__ import annotations

import atexit
import importlib
import io
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Generator, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from dateline.errors import DatelineError, ReportError
from dateline.text.frames import BrokenFrameError, Frame, Value, read_frame, write_frame
from dateline.text.units import Units

#: What is done apart: a function that is given a file and arguments, and gives values with bytes beside them.
Work = Callable[[IO[bytes], Mapping[str, Any], Units], Iterator[Frame]]

INSIDE = "dateline.text.inside"
#: So many parts of one file may break the process before the rest of the file is given up.
MOST_LOST = 10
LOST = "lost"


def brief(error: BaseException) -> str:
    """What a library says of a fault, in one line that quotes little of the file."""
    return " ".join(str(error).split())[:200]


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How many seconds may pass until the next part of a file is read, and how much memory reading takes, in bytes."""

    seconds: float = 60
    memory: int = 1_500_000_000


class LostError(Exception):
    """The process that read a file is gone; the message says why."""


#: Whether this process is one that reads for another: then the work is done here.
is_inside = False
limits = Limits()
_idle: list[Process] = []
_turn = threading.Lock()


def read_apart(
    work: str, source: bytes | Path, arguments: Mapping[str, Any], *, within: Limits | None = None
) -> Generator[Frame, None, None]:
    """What a function ("package.module:function") gives for a file, read in another process.

    A part of the file that breaks the process is given as `{"lost": name, "message": why}`, and the next part goes
    on. Raises ReportError where the file cannot be read, or what breaks the process is not a part of it.
    """
    if is_inside:
        with open_source(source) as file:
            yield from load_work(work)(file, arguments, Units())
        return
    within = within or limits
    skip = lost = 0
    while True:
        unit: Value | None = None
        process = _take(work, within)
        try:
            for value, data in process.run(source, arguments, skip):
                if "unit" in value:
                    unit = value
                elif "tick" in value:
                    continue
                else:
                    yield value, data
        except LostError as error:
            lost += 1
            if unit is None or lost > MOST_LOST:
                raise ReportError(str(error)) from None
            yield {LOST: unit["name"], "message": str(error)}, b""
            skip = unit["unit"]
        else:
            return
        finally:
            if process.is_free:
                _give_back(process)


def load_work(name: str) -> Work:
    """The function that a name stands for."""
    module, _, function = name.partition(":")
    work: Work = getattr(importlib.import_module(module), function)
    return work


def open_source(source: bytes | Path) -> IO[bytes]:
    """A file to read from."""
    return io.BytesIO(source) if isinstance(source, bytes) else source.open("rb")


class Process:
    """A process that does one kind of work for this one, file after file."""

    def __init__(self, work: str, within: Limits) -> None:
        self.work, self.within = work, within
        # -P: a file of this name in the folder where we stand is not ours.
        command = [sys.executable, "-P", "-m", INSIDE, work, str(within.seconds), str(within.memory)]
        self._process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=None if os.environ.get("DATELINE_DEBUG") else subprocess.DEVNULL,
            start_new_session=True,  # Ctrl-C is for us; and what it starts is ended with it
        )
        self._out_of_time = False
        self.is_free = True

    @property
    def is_alive(self) -> bool:
        """Whether it can be given work."""
        return self._process.poll() is None

    def run(self, source: bytes | Path, arguments: Mapping[str, Any], skip: int) -> Iterator[Frame]:
        """What it gives for a file; raises LostError where it breaks, ReportError where the file cannot be read."""
        self.is_free = False
        job = {"arguments": arguments, "skip": skip}
        try:
            with suppress(BrokenPipeError):  # told below
                if isinstance(source, bytes):
                    self._write(job, source)
                else:
                    self._write({**job, "path": str(source.absolute())}, b"")  # it may stand elsewhere
            while True:
                value, data = self._next()
                if "done" in value:
                    self.is_free = True
                    return
                if "error" in value:
                    self.is_free = True
                    raise ReportError(str(value["error"]))
                if "fault" in value:
                    self.is_free = True
                    raise DatelineError(str(value["fault"]))
                yield value, data
        finally:
            if not self.is_free:  # it may be in the middle of anything
                self.kill()

    def _write(self, value: Value, data: bytes) -> None:
        assert self._process.stdin is not None
        write_frame(self._process.stdin, value, data)

    def _next(self) -> Frame:
        """The next frame, waited for no longer than may be."""
        assert self._process.stdout is not None
        timer = threading.Timer(self.within.seconds, self._end_time)
        timer.daemon = True
        timer.start()
        try:
            frame = read_frame(self._process.stdout)
        except (BrokenFrameError, OSError, ValueError):
            frame = None
        finally:
            timer.cancel()
        if frame is None:
            self.kill()
            raise LostError(self._why())
        if "no memory" in frame[0]:
            self.kill()
            raise LostError(f"took more than the {self.within.memory / 1e6:,.0f} MB of memory that reading may take")
        return frame

    def _end_time(self) -> None:
        self._out_of_time = True
        self.kill()

    def _why(self) -> str:
        status = self._process.wait()
        if self._out_of_time or (hasattr(signal, "SIGALRM") and status == -signal.SIGALRM):
            return f"took longer than the {self.within.seconds:g} s that reading may take"
        return "broke the program that read it" + (f" (signal {-status})" if status < 0 else "")

    def kill(self) -> None:
        """End it at once, and what it started."""
        with suppress(OSError):
            if hasattr(os, "killpg"):
                os.killpg(self._process.pid, signal.SIGKILL)
            else:
                self._process.kill()

    def close(self) -> None:
        """End it, and let go of what it held."""
        self.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            with suppress(OSError):
                assert pipe is not None
                pipe.close()


def _take(work: str, within: Limits) -> Process:
    """A process that does such work and has nothing to do, or a new one."""
    with _turn:
        for process in list(_idle):
            if process.within == within and process.is_alive and process.work != work:
                continue
            _idle.remove(process)
            if process.within == within and process.is_alive:
                return process
            process.close()
    return Process(work, within)


def _give_back(process: Process) -> None:
    with _turn:
        _idle.append(process)


def close_all() -> None:
    """End the processes that wait for work."""
    with _turn:
        while _idle:
            _idle.pop().close()


atexit.register(close_all)
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_idle.clear)  # two processes must not talk to one
