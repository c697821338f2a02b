"""What a run is to do: what was asked, of which files, in which parts; and that it is still the same run later."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import Any

from dateline.bulk.folders import PLAN, read_json, write_json
from dateline.bulk.parts import File, Kind, Part, cut
from dateline.errors import SettingsError
from dateline.pipeline.sources.files import find_sources
from dateline.records import Coder, Problem
from dateline.settings import Settings
from dateline.text.making import Known

#: The form of the folder that is written.
FORM = 1
#: Settings that change nothing of what is written: who asks, how many processes, where the words are (they are hashed).
_NO_MATTER = ("jobs", "role", "fetch", "data_dir")
#: How many files are hashed side by side.
_HASHED = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What was asked: the source, what is known of reports that do not say, the settings, how many reports a shard."""

    source: str
    published: str | None
    publisher: str | None
    settings: Mapping[str, Any]
    per_shard: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a run does; two runs with equal plans write the same bytes."""

    asked: Asked
    coder: Coder
    files: tuple[File, ...]
    parts: tuple[Part, ...]

    @property
    def count(self) -> int | None:
        """How many reports there are, as far as lines and rows tell; None where there are archives."""
        counts = [part.count for part in self.parts if part.kind in (Kind.LINES, Kind.ROWS)]
        known = [count for count in counts if count is not None]
        return sum(known) if len(known) == len(self.parts) else None


def settings_that_matter(settings: Settings) -> dict[str, Any]:
    """The settings on which the claims depend."""
    return {one.name: getattr(settings, one.name) for one in fields(settings) if one.name not in _NO_MATTER}


def make_plan(out: Path, asked: Asked, coder: Coder, paths: Sequence[Path]) -> Plan:
    """The plan of a run, new or begun before; raises SettingsError where the folder is of another run."""
    there = _read_plan(out)
    if there is not None:
        _check(out, there, asked, coder)
    plan = _planned(asked, coder, paths, there)
    if there is not None:
        _check_files(out, there, plan)
    write_json(out / PLAN, _to_json(plan))
    return plan


def _planned(asked: Asked, coder: Coder, paths: Sequence[Path], before: Plan | None) -> Plan:
    """The plan over these files; one that was cut before and was not written to since is not read again."""
    known: dict[tuple[str, int, int], File] = {}
    parts_of: dict[str, list[Part]] = defaultdict(list)
    if before is not None:
        known = {(file.name, file.size, file.changed): file for file in before.files}
        for part in before.parts:
            parts_of[part.file].append(part)

    def cut_one(path: Path) -> tuple[File, list[Part]]:
        about = path.stat()
        file = known.get((path.as_posix(), about.st_size, about.st_mtime_ns))
        return cut(path, asked.per_shard) if file is None else (file, parts_of[file.name])

    try:
        with ThreadPoolExecutor(min(_HASHED, os.cpu_count() or 1)) as pool:
            found = list(pool.map(cut_one, paths))
    except OSError as error:
        raise SettingsError(f"{error.filename}: cannot be read: {error.strerror}") from None
    parts = [part for _, several in found for part in several]
    return Plan(
        asked=asked,
        coder=coder,
        files=tuple(file for file, _ in found),
        parts=tuple(replace(part, number=number) for number, part in enumerate(parts)),
    )


def _read_plan(out: Path) -> Plan | None:
    if not (out / PLAN).exists():
        if out.exists() and any(not one.name.startswith(".") for one in out.iterdir()):
            raise SettingsError(f"{out}: not empty, and not the folder of an earlier run: name another one")
        return None
    return _from_json(out, read_json(out / PLAN))


def _check(out: Path, there: Plan, asked: Asked, coder: Coder) -> None:
    before, now = asdict(there.asked), asdict(asked)
    for name in before:
        if before[name] != now[name]:
            what = f"{name} was {before[name]!r} and is now {now[name]!r}"
            raise SettingsError(f"{out}: was begun otherwise: {what}; ask the same, or name another folder")
    if there.coder != coder:
        was, now_is = (" ".join((one.name, one.version, one.model, one.data)) for one in (there.coder, coder))
        raise SettingsError(f"{out}: was begun by another coder ({was}, this is {now_is}): name another folder")


def _check_files(out: Path, there: Plan, plan: Plan) -> None:
    before, now = ({file.name: file.sha256 for file in one.files} for one in (there, plan))
    for name in sorted(before.keys() | now.keys()):
        if before.get(name) != now.get(name):
            what = "is new" if name not in before else "is gone" if name not in now else "was changed"
            raise SettingsError(f"{name}: {what} since {out} was begun: name another folder")


def _to_json(plan: Plan) -> dict[str, Any]:
    return {"form": FORM, **asdict(plan)}


def _from_json(out: Path, value: Any) -> Plan:
    """The plan that a file holds; it is ours, or is refused."""
    try:
        if value["form"] != FORM:
            raise SettingsError(f"{out}: was begun by another version of Dateline: name another folder")
        return Plan(
            asked=Asked(**value["asked"]),
            coder=Coder(**value["coder"]),
            files=tuple(File(**file) for file in value["files"]),
            parts=tuple(Part(**{**part, "kind": Kind(part["kind"])}) for part in value["parts"]),
        )
    except (KeyError, TypeError, ValueError):
        raise SettingsError(f"{out / PLAN}: not the plan of a run") from None


def find_files(source: str, out: Path) -> list[Path]:
    """The files to read, by name; raises SettingsError where one cannot be, or the run would read what it writes."""
    found = find_sources([source], Known()).files
    whole = Path(source).resolve()
    if out.resolve().is_relative_to(whole):
        raise SettingsError(f"{out}: lies within {source}, which is read: name a folder elsewhere")
    paths = []
    for one in found:
        if isinstance(one, Problem):
            raise SettingsError(f"{one.report}: {one.message}")
        path = Path(os.path.normpath(Path(one).absolute()))
        if not path.is_file():
            raise SettingsError(f"{path}: not a regular file")
        paths.append(path)
    if not paths:
        raise SettingsError(f"{source}: no files to read")
    return paths
