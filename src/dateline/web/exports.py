"""Exports that people ask for at the pages: one after the other, each with its manifest, until the server stops."""

from __future__ import annotations

import shutil
import tempfile
import threading
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from queue import SimpleQueue
from typing import Any
from uuid import uuid4

from dateline.errors import DatelineError, ExportError
from dateline.export.formats import exporter
from dateline.pipeline.exporting import Exporting, check_export, export_store
from dateline.store import Store

#: How many exports are kept; the oldest gives way.
MOST = 20
ENDINGS = {"geopackage": "gpkg", "sqlite": "db", "hxl": "csv", "idu": "csv", "ucdp": "csv", "acled": "csv"}


@dataclass(slots=True)
class Export:
    """An export that was asked for: who asked, in which role, and what came of it."""

    by: str
    role: str
    at: str
    asked: Exporting
    id: str = field(default_factory=lambda: uuid4().hex[:12])
    manifest: Mapping[str, Any] | None = None
    file: Path | None = None
    fault: str = ""

    @property
    def over(self) -> bool:
        """Whether nothing more will happen."""
        return self.manifest is not None or bool(self.fault)

    @property
    def name(self) -> str:
        """The name under which a browser keeps the file."""
        return self.file.name if self.file is not None else ""


class Exports:
    """The exports of one server, made in the order in which they were asked for."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._folder = Path(tempfile.mkdtemp(prefix="dateline-export-"))
        self._waiting: SimpleQueue[tuple[Export, Store] | None] = SimpleQueue()
        self._worker: threading.Thread | None = None
        self._lock = threading.Lock()
        self.jobs: dict[str, Export] = {}

    def take(self, store: Store, asked: Exporting, *, by: str, at: str) -> Export:
        """Note an export, to wait its turn; raises ExportError where it cannot be."""
        job = Export(by=by, role=asked.role, at=at, asked=asked)
        home = self._folder / job.id
        home.mkdir()
        job.asked = replace(asked, path=home / _name(asked))
        try:
            check_export(job.asked)
        except ExportError:
            home.rmdir()
            raise
        with self._lock:
            self.jobs[job.id] = job
            for old in [one.id for one in self.jobs.values() if one.over][: max(0, len(self.jobs) - MOST)]:
                del self.jobs[old]
                shutil.rmtree(self._folder / old, ignore_errors=True)
            self._waiting.put((job, store))
            if self._worker is None:
                self._worker = threading.Thread(target=self._work, daemon=True, name="exports")
                self._worker.start()
        return job

    def let_go(self) -> None:
        """Delete what was asked for before something was erased from the store, and may stand in it."""
        before = self._store.last_erasure()
        with self._lock:
            for old in [one for one in self.jobs.values() if before is not None and one.at <= before and one.over]:
                del self.jobs[old.id]
                shutil.rmtree(self._folder / old.id, ignore_errors=True)

    def close(self) -> None:
        """Take no more; what was made is gone."""
        self._waiting.put(None)
        shutil.rmtree(self._folder, ignore_errors=True)

    def _work(self) -> None:
        while (taken := self._waiting.get()) is not None:
            job, store = taken
            try:
                self._make(job, store)
            except DatelineError as error:
                job.fault = str(error)
            except Exception as error:  # whatever a library does, the next export goes on
                job.fault = f"{type(error).__name__}: {error}"

    def _make(self, job: Export, store: Store) -> None:
        told = export_store(store, job.asked)
        made = job.asked.path
        job.file = _zipped(made, made.with_name(f"{made.name}.zip")) if made.is_dir() else made
        job.manifest = told


def _name(asked: Exporting) -> str:
    found = exporter(asked.format)
    ending = "" if found.is_folder else f".{ENDINGS.get(asked.format, asked.format)}"
    return f"dateline-{asked.kind}-{asked.format}{ending}"


def _zipped(folder: Path, target: Path) -> Path:
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                packed.write(path, path.relative_to(folder).as_posix())
    shutil.rmtree(folder)
    return target
