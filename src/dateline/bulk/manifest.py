"""The manifest of a run that is done: what was asked, of which files, by which coder, and what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from dateline.bulk.folders import MANIFEST, PLAN, problems_name, read_json, write_json
from dateline.bulk.plan import FORM, Plan
from dateline.bulk.work import Receipt, Shard
from dateline.errors import SettingsError


@dataclass(frozen=True, slots=True, kw_only=True)
class SideFile:
    """The problems of a part, a line each."""

    file: str
    lines: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What `dateline add` reads of a run."""

    shards: tuple[Shard, ...]
    problems: tuple[SideFile, ...]


def write_manifest(out: Path, plan: Plan, receipts: Sequence[Receipt]) -> None:
    """Write the manifest; it holds no time and no machine, so that the same run always makes the same bytes."""
    ordered = sorted(receipts, key=lambda receipt: receipt.part)
    value = {
        "form": FORM,
        "asked": asdict(plan.asked),
        "coder": asdict(plan.coder),
        "counts": {
            "reports": sum(one.reports for one in ordered),
            "claims": sum(one.claims for one in ordered),
            "problems": sum(one.problems for one in ordered),
            "unread": sum(one.unread for one in ordered),
            "shards": sum(len(one.shards) for one in ordered),
        },
        "files": [{"name": one.name, "size": one.size, "sha256": one.sha256} for one in plan.files],
        "shards": [asdict(shard) for one in ordered for shard in one.shards],
        "problems": [
            {"file": problems_name(one.part), "lines": one.problems, "sha256": one.problems_sha256}
            for one in ordered
            if one.problems_sha256 is not None
        ],
    }
    write_json(out / MANIFEST, value, indent=1)


def is_run(path: Path) -> bool:
    """Whether a folder is that of a run of `dateline bulk`, done or not."""
    return path.is_dir() and (path / PLAN).is_file()


def read_manifest(out: Path) -> Manifest:
    """The manifest of a run; raises SettingsError where it is not done, or is none of ours."""
    if not (out / MANIFEST).is_file():
        raise SettingsError(f"{out}: the run is not done: run the same `dateline bulk` again, and it goes on")
    value: Any = read_json(out / MANIFEST)
    try:
        if value["form"] != FORM:
            raise SettingsError(f"{out}: written by another version of Dateline")
        manifest = Manifest(
            shards=tuple(Shard(**shard) for shard in value["shards"]),
            problems=tuple(SideFile(**one) for one in value["problems"]),
        )
        names = [shard.file for shard in manifest.shards] + [side.file for side in manifest.problems]
        if any(Path(name).is_absolute() or ".." in Path(name).parts for name in names):
            raise ValueError
    except (KeyError, TypeError, ValueError):
        raise SettingsError(f"{out / MANIFEST}: not the manifest of a run") from None
    return manifest
