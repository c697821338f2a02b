"""The manifest of an export: what was asked, by which program and data, how much was written, what was left out."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from dateline.export.contents import Standing
from dateline.export.picking import Picked, Tallied

Json = dict[str, Any]

NAME = "manifest.json"
ABOUT = (
    "Dateline's own coding of the user's own reports. A claim is what a source says, not a fact; no row is data of the "
    "organisation whose layout this file may have."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """What made an export: the program's version, the data's, when, and what was asked of the store."""

    version: str
    data: str
    at: str
    asked: Mapping[str, Any] = field(default_factory=dict)


def manifest(format: Json, kind: str, picked: Picked, made: Made, files: Iterable[Json]) -> Json:
    """The manifest as JSON; `format` is what the exporter says of itself."""
    options = picked.options
    return {
        "about": ABOUT,
        "format": format,
        "kind": kind,
        "made": {"program": "dateline", "version": made.version, "data": made.data, "at": made.at},
        "asked": dict(made.asked),
        "unreviewed": options.unreviewed,
        "sensitive": options.sensitive,
        "coders": sorted((asdict(coder) for coder in picked.coders), key=str),
        "profiles": sorted(picked.profiles),
        "counts": {name: _counts(counts) for name, counts in sorted(picked.counts.items())},
        "names_withheld": None if options.sensitive else {"claims": len(picked.names_withheld)},
        "generalised": len(picked.generalised) if options.generalise else None,
        "files": list(files),
    }


def _counts(counts: Tallied) -> Json:
    reviewed = counts.standings[Standing.REVIEWED]
    left_out = sum(counts.left_out.values())
    return {
        "found": counts.found,
        "written": counts.found - left_out,
        **{str(standing): counts.standings[standing] for standing in Standing},
        "share_reviewed": round(reviewed / counts.found, 4) if counts.found else None,
        "left_out": [{"reason": reason, "rows": rows} for reason, rows in sorted(counts.left_out.items())],
    }


def file_entry(path: Path, name: str, rows: int | None) -> Json:
    """A file of the export with its size and hash."""
    digest = hashlib.sha256()
    size = 0
    with path.open("rb") as file:
        while part := file.read(1 << 20):
            digest.update(part)
            size += len(part)
    return {"path": name, "bytes": size, "sha256": digest.hexdigest(), "rows": rows}


def dump(value: Any) -> str:
    """JSON that a person can read."""
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"
