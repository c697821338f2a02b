"""Reports that are sent in, or fetched: one job after the other, each read, kept, coded and fused behind the pages."""

from __future__ import annotations

import shutil
import tempfile
import threading
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from queue import SimpleQueue
from typing import IO, TYPE_CHECKING
from uuid import uuid4

from dateline.errors import DatelineError, ReportError, SettingsError
from dateline.pipeline.keeping import code_waiting, fuse_waiting, keep_all
from dateline.pipeline.sources.files import Sources, read_file
from dateline.pipeline.sources.reading import Read
from dateline.settings import Settings
from dateline.store import Outcome, Store
from dateline.text.making import Known

if TYPE_CHECKING:
    from dateline.pipeline.sources.fetching import Fetcher

#: What may be sent at once, in bytes and in files; larger archives are added by `dateline add`.
MOST_BYTES = 200_000_000
MOST_FILES = 200
#: Each waits as its site asks, and others wait for the job.
MOST_ADDRESSES = 20
#: How many jobs are remembered, and how many lines of each.
MOST_JOBS, MOST_LINES = 50, 500
#: The coder works in processes of its own, so that the pages stay quick meanwhile.
PROCESSES = 2


@dataclass(slots=True)
class Job:
    """What was sent in, or is to be fetched, and how far it is; `fault` is why none of it went on."""

    by: str
    at: str
    names: tuple[str, ...]
    id: str = field(default_factory=lambda: uuid4().hex[:12])
    step: str = "waits"
    done: int = 0
    total: int | None = None
    share: float | None = None
    counts: Counter[str] = field(default_factory=Counter)
    coded: int = 0
    lines: list[str] = field(default_factory=list)
    left_out: int = 0
    fault: str = ""
    noun: str = "file"

    @property
    def over(self) -> bool:
        """Whether nothing more will happen."""
        return self.step == "done" or bool(self.fault)

    def words(self) -> str:
        """What became of the reports, once they were read."""
        parts = [
            f"{self.counts[kind]:,} {told}"
            for kind, told in (
                (Outcome.NEW, "new"),
                (Outcome.ORIGIN, "known texts met anew"),
                (Outcome.KNOWN, "there already"),
            )
            if self.counts[kind]
        ]
        return ", ".join([*parts, f"{self.coded:,} coded"]) if parts else "no report"


class Uploads:
    """The jobs of one server, done in the order in which they came."""

    def __init__(
        self, store: Store, settings: Settings, *, processes: int = PROCESSES, fetcher: Fetcher | None = None
    ) -> None:
        self._store = store
        self.fetches = settings.fetch
        self._fetcher = fetcher
        self._settings = replace(settings, jobs=max(settings.jobs, processes))
        self._waiting: SimpleQueue[tuple[Job, Sources, Path | None] | None] = SimpleQueue()
        self._worker: threading.Thread | None = None
        self._lock = threading.Lock()
        self.jobs: dict[str, Job] = {}

    def take(self, files: Sequence[tuple[str, IO[bytes]]], *, by: str, known: Known) -> Job:
        """Copy what was sent to a folder of its own, to wait its turn; raises SettingsError where it is nothing."""
        if not files:
            raise SettingsError("no file was sent")
        folder = Path(tempfile.mkdtemp(prefix="dateline-"))
        names = []
        for number, (name, data) in enumerate(files):
            inner = folder / f"{number:04}"
            inner.mkdir()
            names.append(plain_name(name))
            with (inner / names[-1]).open("wb") as file:
                shutil.copyfileobj(data, file)
        paths = sorted(path for path in folder.rglob("*") if path.is_file())
        sent = Sent(files=paths, known=known, total=sum(path.stat().st_size for path in paths))
        return self._put(Job(by=by, at=self._store.now(), names=tuple(names)), sent, folder)

    def fetch(self, given: Sequence[str], *, by: str, known: Known) -> Job:
        """Note addresses to be fetched in their turn; raises SettingsError where that may not be, or they are none."""
        if not self.fetches:
            raise SettingsError("addresses are not fetched here: `dateline serve --fetch` allows it")
        if not given or len(given) > MOST_ADDRESSES:
            raise SettingsError(f"addresses: {len(given)} were given; 1 to {MOST_ADDRESSES} are fetched at once")
        from dateline.pipeline.sources.fetching import (
            Fetcher,
        )  # late: what reaches the network is loaded when asked for
        from dateline.pipeline.sources.pages import Fetching

        self._fetcher = self._fetcher or Fetcher()
        addresses = [_plain_address(one) for one in given]
        job = Job(by=by, at=self._store.now(), names=tuple(addresses), noun="address")
        sources = Sources(files=addresses, known=known, fetching=Fetching(fetcher=self._fetcher))
        return self._put(job, sources, None)

    def _put(self, job: Job, sources: Sources, folder: Path | None) -> Job:
        with self._lock:
            self.jobs[job.id] = job
            for old in [one.id for one in self.jobs.values() if one.over][: max(0, len(self.jobs) - MOST_JOBS)]:
                del self.jobs[old]
            self._waiting.put((job, sources, folder))
            if self._worker is None:
                self._worker = threading.Thread(target=self._work, daemon=True, name="uploads")
                self._worker.start()
        return job

    def let_go(self) -> None:
        """Forget jobs from before something was erased from the store, and may stand in their lines."""
        before = self._store.last_erasure()
        with self._lock:
            for old in [one.id for one in self.jobs.values() if before is not None and one.at <= before and one.over]:
                del self.jobs[old]

    def close(self) -> None:
        """Take no more; what was kept and not coded is coded by the next run."""
        self._waiting.put(None)

    def _work(self) -> None:
        while (taken := self._waiting.get()) is not None:
            job, sources, folder = taken
            try:
                self._run(job, sources)
            except DatelineError as error:
                job.fault = str(error)
            except Exception as error:  # whatever a file does to a library, the next job goes on
                job.fault = f"{type(error).__name__}: {error}"
            finally:
                if folder is not None:
                    shutil.rmtree(folder, ignore_errors=True)

    def _run(self, job: Job, sources: Sources) -> None:
        job.counts = keep_all(self._store, sources, Far(job, "fetching" if sources.fetching else "reading"))
        job.coded, _ = code_waiting(self._store, self._settings, lambda *_: Far(job, "coding"))
        fuse_waiting(self._store, Far(job, "putting incidents together"))
        self._store.tidy()
        job.step = "done"


class Sent(Sources):
    """Files under the names by which they were sent, not those of the folder in which they wait."""

    __slots__ = ()

    def _read_file(self, path: Path) -> Iterator[Read]:
        from dateline.pipeline.sources.reading import problem

        try:
            with path.open("rb") as file:
                yield from read_file(file, path.name, self.known, path.stat().st_size)
        except ReportError as error:
            yield problem(path.name, str(error))
        except Exception as error:  # one file must not stop the others
            yield problem(path.name, f"could not be read: {type(error).__name__}: {error}")


class Far:
    """Notes in a job how far a step of it is."""

    def __init__(self, job: Job, step: str) -> None:
        self._job = job
        job.step, job.done, job.total, job.share = step, 0, None, None

    def is_due(self) -> bool:
        """Each report is kept with its batch."""
        return False

    def show(self, done: int, *, total: int | None = None, share: float | None = None) -> None:
        """How much of the step is done."""
        self._job.done, self._job.total, self._job.share = done, total, share

    def say(self, line: str) -> None:
        """What went wrong with one report."""
        if len(self._job.lines) < MOST_LINES:
            self._job.lines.append(line.removeprefix("dateline: "))
        else:
            self._job.left_out += 1

    def close(self) -> None:
        """The step is over."""


def _plain_address(given: str) -> str:
    """An address in its plain form; raises SettingsError where it is none that may be fetched."""
    from dateline.pipeline.sources.addresses import read_address

    try:
        return read_address(given).url
    except ReportError as error:
        raise SettingsError(f"{given[:200]}: {error}") from None


def plain_name(name: str) -> str:
    """The name of a file without its folders and without what no file system takes."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    kept = "".join(letter for letter in last if letter.isprintable() and letter not in '<>:"|?*')
    return kept.strip(". ")[-120:] or "file"
