"""Our own JSON lines and Parquet, and the JSON lines of `dateline code`, read back as they were written."""

from __future__ import annotations

import base64
import importlib.util
import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from dateline.errors import DatelineError, ExportError
from dateline.records import Claim, Report, report_id, sha256
from dateline.records.encode import claim_from_json, report_from_json
from dateline.store import Decision, Found, decision_from_json

Json = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """A line that was read: a report with its bytes, or a claim with its decisions; or neither, where it follows."""

    where: str
    found: Found | None = None
    claims: tuple[Claim, ...] = ()
    decisions: tuple[Decision, ...] = ()


def read_ours(path: Path) -> Iterator[Read | ExportError]:
    """The lines of a file; one that cannot be read is the error that says why."""
    for number, text in read_texts(path):
        where = f"{path}:{number}"
        try:
            line = json.loads(text)
            if not isinstance(line, dict):
                raise ExportError("not an object")
            yield _read(line, where, path.name)
        except (ValueError, RecursionError) as error:
            yield ExportError(f"{where}: not JSON: {error}")
        except DatelineError as error:
            yield ExportError(f"{where}: {error}")


def read_texts(path: Path) -> Iterator[tuple[int, str]]:
    """The lines of JSONL, or the records of Parquet, each with its number."""
    try:
        with path.open("rb") as file:
            head = file.read(4)
        if head == b"PAR1":
            yield from enumerate(_records(path), start=1)
            return
        with path.open(encoding="utf-8-sig", newline="\n") as file:
            for number, line in enumerate(file, start=1):
                if line.strip():
                    yield number, line
    except OSError as error:
        raise ExportError(f"{path}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise ExportError(f"{path}: not UTF-8 at byte {error.start}") from error


def _records(path: Path) -> list[str]:
    if importlib.util.find_spec("polars") is None:
        raise ExportError("parquet: polars is not installed; `pip install 'dateline[export]'` brings it")
    import polars

    try:
        frame = polars.read_parquet(path)
    except polars.exceptions.PolarsError as error:
        raise ExportError(f"{path}: not Parquet: {error}") from error
    if "record" not in frame.columns:
        raise ExportError(f"{path}: no column record: not a file that `dateline export --as parquet` wrote")
    return frame["record"].to_list()


def _read(line: Json, where: str, name: str) -> Read:
    if "withheld" in line:
        raise ExportError("names or texts were withheld: what --sensitive writes can be read back")
    inner = line.get("report")
    if isinstance(inner, dict):  # of `dateline code`
        report = report_from_json(inner)
        claims = tuple(claim_from_json(claim) for claim in line.get("claims") or [])
        return Read(where=where, found=_found(report, None, name), claims=_checked(claims, report))
    id = str(line.get("id", ""))
    if id.startswith("r-"):
        return Read(where=where, found=_found(report_from_json(line), line.get("original"), name))
    if id.startswith("c-"):
        review = line.get("review") or {}
        claim = claim_from_json(review.get("machine") or line)
        decisions = tuple(decision_from_json(decision) for decision in review.get("decisions") or [])
        return Read(where=where, claims=(claim,), decisions=decisions)
    if id.startswith("i-") or "row" in line:
        return Read(where=where)  # incidents and tallies follow from the claims
    raise ExportError("no report, claim, incident or tally")


def _found(report: Report, original: object, name: str) -> Found:
    """A report and its bytes; without these, the bytes of its text stand for them."""
    if report_id(report.text) != report.id or sha256(report.text) != report.sha256:
        raise ExportError(f"{report.id}: its text is not the one that it was made of")
    if isinstance(original, str):
        data = base64.b64decode(original, validate=True)
        if sha256(data) != report.source_sha256:
            raise ExportError(f"{report.id}: its bytes are not those that were read")
    else:
        data = report.text.encode()
        report = replace(report, source_sha256=sha256(data))
    return Found(name=report.external_id or name, report=report, data=data)


def _checked(claims: tuple[Claim, ...], report: Report) -> tuple[Claim, ...]:
    for claim in claims:
        check_claim(claim, report)
    return claims


def check_claim(claim: Claim, report: Report) -> None:
    """Raise ExportError where a claim's words are not those of its report."""
    for span in (claim.evidence, claim.trigger, *(p.mention for p in claim.participants)):
        if span is not None and report.text[span.start : span.end] != span.text:
            raise ExportError(f"{claim.id}: the report does not read {span.text[:60]!r} at {span.start}-{span.end}")
