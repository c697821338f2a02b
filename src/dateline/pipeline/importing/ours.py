"""Our own JSON lines and Parquet, and the JSON lines of `dateline code`, read back as they were written."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from dateline.errors import DatelineError, ExportError, ReportError
from dateline.pipeline.importing.parquets import MAGIC, read_records
from dateline.records import Claim, Report, claim_id, report_id, sha256
from dateline.records.encode import claim_from_json, claim_to_json, report_from_json
from dateline.store import Decision, Found, decision_from_json
from dateline.text.given import load, read_lines

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
            line = load(text)
            if not isinstance(line, dict):
                raise ExportError("not an object")
            yield _read(line, where, path.name)
        except DatelineError as error:
            yield ExportError(f"{where}: {error}")


def read_texts(path: Path) -> Iterator[tuple[int, str]]:
    """The lines of JSONL, or the records of Parquet, each with its number."""
    try:
        with path.open("rb") as file:
            head = file.read(len(MAGIC))
        if head == MAGIC:
            yield from enumerate(read_records(path), start=1)
            return
        yield from ((number, line) for number, line in read_lines(path) if line.strip())
    except OSError as error:
        raise ExportError(f"{path}: {error.strerror}") from error
    except ReportError as error:
        raise ExportError(str(error)) from error


def _read(line: Json, where: str, name: str) -> Read:
    if "withheld" in line:
        raise ExportError("names or texts were withheld: what --sensitive writes can be read back")
    inner = line.get("report")
    if isinstance(inner, dict):  # of `dateline code`
        report = report_from_json(inner)
        claims = tuple(claim_from_json(claim) for claim in _several(line, "claims"))
        return Read(where=where, found=_found(report, None, name), claims=_checked(claims, report))
    id = str(line.get("id", ""))
    if id.startswith("r-"):
        return Read(where=where, found=_found(report_from_json(line), line.get("original"), name))
    if id.startswith("c-"):
        review = line.get("review") or {}
        if not isinstance(review, dict):
            raise ExportError("review: not an object")
        claim = claim_from_json(review.get("machine") or line)
        decisions = tuple(decision_from_json(decision) for decision in _several(review, "decisions"))
        return Read(where=where, claims=(claim,), decisions=decisions)
    if id.startswith("i-") or "row" in line:
        return Read(where=where)  # incidents and tallies follow from the claims
    raise ExportError("no report, claim, incident or tally")


def _several(line: Json, key: str) -> list[Any]:
    value = line.get(key) or []
    if not isinstance(value, list):
        raise ExportError(f"{key}: not a list")
    return value


def _found(report: Report, original: object, name: str) -> Found:
    """A report and its bytes; without these, the bytes of its text stand for them."""
    if report_id(report.text) != report.id or sha256(report.text) != report.sha256:
        raise ExportError(f"{report.id}: its text is not the one that it was made of")
    if isinstance(original, str):
        try:
            data = base64.b64decode(original, validate=True)
        except ValueError:
            raise ExportError(f"{report.id}: its bytes are not in Base64") from None
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
    """Raise ExportError where a claim's words are not those of its report, or its id is of another."""
    if claim.report != report.id or claim.id != claim_id(report.id, claim.event, claim.evidence, claim.trigger):
        raise ExportError(f"{claim.id}: has not the id that follows from its words")
    for start, end, words in _spans(claim_to_json(claim)):
        if report.text[start:end] != words:
            raise ExportError(f"{claim.id}: the report does not read {words[:60]!r} at {start}-{end}")


def _spans(value: Any) -> Iterator[tuple[int, int, str]]:
    """Every span in a JSON value."""
    if isinstance(value, dict):
        start, end, words = value.get("start"), value.get("end"), value.get("text")
        if isinstance(start, int) and isinstance(end, int) and isinstance(words, str):
            yield start, end, words
        for one in value.values():
            yield from _spans(one)
    elif isinstance(value, list):
        for one in value:
            yield from _spans(one)
