"""`dateline export`: what a store holds as files for other programs, each with its manifest."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dateline.export import wording
from dateline.export.formats import exporter
from dateline.export.manifest import NAME
from dateline.export.picking import NOT_REVIEWED, Options
from dateline.pipeline.exporting import Exporting, check_export, export_store
from dateline.pipeline.view import Asked
from dateline.settings import Settings
from dateline.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What was asked of `dateline export`."""

    kind: str
    format: str
    output: Path
    store: str | None
    asked: Asked
    sensitive: bool = False
    unreviewed: bool = False
    layout: str | None = None


def export_kind(request: Request, settings: Settings) -> int:
    """Write the files; say on standard error what was left out, and why."""
    asked = Exporting(
        kind=request.kind,
        format=request.format,
        path=request.output,
        asked=request.asked,
        options=Options(
            sensitive=request.sensitive,
            generalise=settings.generalise,
            unreviewed=request.unreviewed,
            layout=request.layout,
        ),
        role=settings.role,
    )
    check_export(asked)
    with Store.open(request.store) as store:
        told = export_store(store, asked)
    _tell(request, told)
    return 0


def _tell(request: Request, told: dict[str, Any]) -> None:
    counts = told["counts"].get(request.kind) or next(iter(told["counts"].values()), {"written": 0, "left_out": []})
    print(f"{request.output}: {counts['written']:,} of {counts['found']:,} {request.kind}")
    for kind, count in told["counts"].items():
        for left in count["left_out"]:
            hint = "; --unreviewed takes them in, marked" if left["reason"] == NOT_REVIEWED else ""
            print(f"dateline: {_rows(left['rows'], kind)} left out: {left['reason']}{hint}", file=sys.stderr)
    withheld = told["names_withheld"]
    if withheld is not None and withheld["claims"]:
        claims = _rows(withheld["claims"], "claims")
        print(f"dateline: names of private persons withheld in {claims}; see {_manifest(request)}", file=sys.stderr)
    if told["generalised"]:
        rows = wording.counted(told["generalised"], "row")
        print(f"dateline: places shown only roughly in {rows} (--generalise)", file=sys.stderr)


def _rows(number: int, kind: str) -> str:
    """A number of rows: "1 claim", "2 tallies"."""
    one = "tally" if kind == "tallies" else kind.removesuffix("s")
    return f"{number:,} {one if number == 1 else kind}"


def _manifest(request: Request) -> str:
    if exporter(request.format).is_folder:
        return str(request.output / NAME)
    return f"{request.output}.{NAME}"
