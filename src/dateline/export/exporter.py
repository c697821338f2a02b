"""An export format: what it holds, what it cannot hold, and how it is written; nothing half written is left behind."""

from __future__ import annotations

import importlib.util
import shutil
import tempfile
from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dateline.errors import ExportError
from dateline.export.columns import Field
from dateline.export.contents import Contents
from dateline.export.manifest import NAME, Made, dump, file_entry, manifest
from dateline.export.picking import Options, Picked

EXTRA = "export"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A table of a format, for its documentation: a name and its columns."""

    name: str
    fields: tuple[Field, ...]


@dataclass(slots=True)
class Target:
    """Where an exporter writes: one file, or a folder of them; it says how many rows each has."""

    path: Path
    is_folder: bool
    rows: dict[str, int] = field(default_factory=dict)

    def file(self, name: str, *, rows: int | None = None) -> Path:
        """A file of the folder."""
        if rows is not None:
            self.rows[name] = rows
        return self.path / name

    def count(self, rows: int, name: str = "") -> None:
        """Say how many rows a file has."""
        self.rows[name] = rows


class Exporter(ABC):
    """A format. `loss` is what it cannot hold, `withheld` what it leaves out on purpose, `layouts` its versions."""

    name: str
    title: str
    kinds: Sequence[str]
    layouts: Sequence[str] = ()
    publication: bool = False  # rows that nobody reviewed are left out unless asked for
    is_folder: bool = False
    needs: Sequence[str] = ()  # modules of the extra
    loss: Sequence[str] = ()
    withheld: Sequence[str] = ()

    @abstractmethod
    def write(self, picked: Picked, kind: str, target: Target) -> None:
        """Write the rows of a kind."""

    @abstractmethod
    def sheets(self) -> Sequence[Sheet]:
        """The tables and columns, for the documentation."""

    def layout_of(self, picked: Picked) -> str:
        """The layout that was asked for, else the first."""
        return picked.options.layout or (self.layouts[0] if self.layouts else "1")

    def describe(self, picked: Picked) -> dict[str, Any]:
        """What the manifest says of the format."""
        return {
            "name": self.name,
            "title": self.title,
            "layout": self.layout_of(picked),
            "for_publication": self.publication,
            "cannot_hold": list(self.loss),
            "withheld_on_purpose": [] if picked.options.sensitive else list(self.withheld),
        }


def check(exporter: Exporter, kind: str, options: Options, path: Path) -> None:
    """Raise ExportError where an export cannot be, before anything is read."""
    if kind not in exporter.kinds:
        raise ExportError(f"{exporter.name}: is made from {' or '.join(exporter.kinds)}, not from {kind}")
    if options.layout is not None and options.layout not in exporter.layouts:
        known = ", ".join(exporter.layouts) or "only one"
        raise ExportError(f"{exporter.name}: no layout {options.layout!r}; there is {known}")
    missing = [name for name in exporter.needs if importlib.util.find_spec(name) is None]
    if missing:
        raise ExportError(
            f"{exporter.name}: {', '.join(missing)} is not installed; `pip install 'dateline[{EXTRA}]'` brings it"
        )
    if exporter.is_folder and path.exists() and not path.is_dir():
        raise ExportError(f"{path}: a file; {exporter.name} writes a folder")
    if not exporter.is_folder and path.is_dir():
        raise ExportError(f"{path}: a folder; {exporter.name} writes a file")
    if exporter.is_folder and path.is_dir() and any(path.iterdir()) and not (path / NAME).exists():
        raise ExportError(f"{path}: holds files of something else; name a new folder")
    if not path.absolute().parent.is_dir():
        raise ExportError(f"{path}: there is no folder {str(path.parent)!r}")


def export(
    exporter: Exporter, contents: Contents, kind: str, path: Path, *, options: Options, made: Made
) -> dict[str, Any]:
    """Write a file, or a folder, and its manifest beside it or in it; the manifest.

    The old file stands until the new one is whole.
    """
    check(exporter, kind, options, path)
    picked = Picked(contents, options, publication=exporter.publication)
    with tempfile.TemporaryDirectory(prefix=".dateline-", dir=path.absolute().parent) as folder:
        work = Path(folder) / "out"
        if exporter.is_folder:
            work.mkdir()
        target = Target(work, exporter.is_folder)
        exporter.write(picked, kind, target)
        told = _manifest(exporter, kind, picked, target, path, made)
        if exporter.is_folder:
            (work / NAME).write_text(dump(told), encoding="utf-8")
            _put_folder(work, path)
        else:
            beside = Path(folder) / NAME
            beside.write_text(dump(told), encoding="utf-8")
            work.replace(path)
            beside.replace(manifest_path(path))
    return told


def manifest_path(path: Path) -> Path:
    """Where the manifest of a file lies: `claims.csv.manifest.json`."""
    return path.with_name(f"{path.name}.{NAME}")


def _manifest(exporter: Exporter, kind: str, picked: Picked, target: Target, path: Path, made: Made) -> dict[str, Any]:
    if exporter.is_folder:
        names = sorted(one.relative_to(target.path).as_posix() for one in target.path.rglob("*") if one.is_file())
        files = [file_entry(target.path / name, name, target.rows.get(name)) for name in names]
    else:
        files = [file_entry(target.path, path.name, target.rows.get(""))]
    return manifest(exporter.describe(picked), kind, picked, made, files)


def _put_folder(work: Path, path: Path) -> None:
    """Put a whole folder where it belongs; one that an earlier export made gives way."""
    if path.exists():
        old = work.parent / "old"
        path.replace(old)
        work.replace(path)
        shutil.rmtree(old)
    else:
        work.replace(path)
