"""`dateline explain`: why a claim or an incident of a coded report is what it is."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from dateline.cli.cards import claim_rows
from dateline.cli.paper import Paper
from dateline.errors import ReportError
from dateline.export import wording
from dateline.export.explanation import explain_claim, explain_incident
from dateline.records import Claim, Coded, Incident, Problem
from dateline.records.encode import coded_from_json, problem_from_json

#: A prefix shorter than this names nothing: "c-1" stands for too many claims.
SHORTEST = 4


def explain_kept(wanted: str, store: str | None) -> int:
    """Print the explanation of what a store keeps, decisions applied; raises as `explain_id`, and StoreError."""
    from dateline.pipeline.view import Asked, View
    from dateline.store import Store

    with Store.open(store) as opened:
        return explain_id(wanted, opened.address.shown, View(opened, Asked()).coded())


def explain_id(wanted: str, source: str, reports: Iterable[Coded] | None = None) -> int:
    """Print the explanation; raises ReportError where there is no such id, or more than one.

    `source` is the JSON to read, or the name of where `reports` come from.
    """
    found: dict[str, tuple[Claim | Incident, Coded]] = {}
    for coded in read_coded(source) if reports is None else reports:
        records: tuple[Claim | Incident, ...] = (*coded.claims, *coded.incidents)
        for record in records:
            if record.id == wanted or (len(wanted) >= SHORTEST and record.id.startswith(wanted)):
                found.setdefault(record.id, (record, coded))
    if wanted in found:
        found = {wanted: found[wanted]}
    if not found:
        raise ReportError(f"{source}: no claim or incident {wanted!r}; ids begin with c- or i-")
    if len(found) > 1:
        raise ReportError(f"{source}: {wanted!r} is the beginning of {len(found)} ids: {', '.join(sorted(found))}")
    ((record, coded),) = found.values()
    paper = Paper.for_file(None)
    if isinstance(record, Claim):
        _print_claim(record, coded, paper)
    else:
        _print_incident(record, coded, paper)
    sys.stdout.buffer.write(paper.bytes())
    sys.stdout.buffer.flush()
    return 0


def read_coded(source: str) -> Iterator[Coded]:
    """The coded reports of JSON (an object or an array) or JSON lines; raises ReportError where it is neither."""
    for answer in read_answers(source):
        if isinstance(answer, Coded):
            yield answer


def read_answers(source: str) -> Iterator[Coded | Problem]:
    """The same with a problem for each report that could not be read."""
    try:
        data = sys.stdin.buffer.read() if source == "-" else Path(source).read_bytes()
    except OSError as error:
        raise ReportError(f"{source}: {error.strerror}") from error
    name = "standard input" if source == "-" else source
    for value in _values(data, name):
        try:
            if isinstance(value, dict) and value.get("report") is None and isinstance(value.get("problems"), list):
                yield from map(problem_from_json, value["problems"])
            else:
                yield coded_from_json(value)
        except ReportError as error:
            raise ReportError(f"{name}: not what `dateline code` writes: {error}") from error


def _values(data: bytes, name: str) -> Iterator[Any]:
    try:
        text = data.decode("utf-8-sig")
        value = json.loads(text)
    except UnicodeDecodeError as error:
        raise ReportError(f"{name}: not UTF-8 at byte {error.start}") from error
    except RecursionError as error:
        raise ReportError(f"{name}: nested too deep") from error
    except json.JSONDecodeError:
        yield from _lines(text, name)
        return
    yield from value if isinstance(value, list) else [value]


def _lines(text: str, name: str) -> Iterator[Any]:
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            yield json.loads(line)
        except json.JSONDecodeError as error:
            raise ReportError(f"{name}:{number}: not JSON: {error.msg}") from error


def _print_claim(claim: Claim, coded: Coded, paper: Paper) -> None:
    numbers = {c.id: number for number, c in enumerate(coded.claims, start=1)}
    paper.line(f"{claim.id}  {wording.event_of(claim)}, {wording.stance_words(claim)}", style="bold")
    paper.line(f"claim #{numbers[claim.id]} of {wording.headline(coded.report)}", style="dim")
    paper.line()
    paper.line(f"“{wording.clean(claim.evidence.text)}”", style="italic")
    paper.line()
    for label, value in claim_rows(claim, numbers):
        for line in value.splitlines():
            paper.line(f"{label}: {line}")
    paper.line()
    paper.line("How it came about", style="bold")
    for line in explain_claim(claim):
        paper.item(line)
    for incident in coded.incidents:
        if any(member.claim == claim.id for member in incident.claims):
            paper.item(f"part of incident {incident.id}: {wording.incident_title(incident)}.")
    if claim.coder is not None:
        coder = claim.coder
        paper.item(f"made by {coder.name} {coder.version}, language model {coder.model}, data {coder.data}.")


def _print_incident(incident: Incident, coded: Coded, paper: Paper) -> None:
    numbers = {c.id: number for number, c in enumerate(coded.claims, start=1)}
    paper.line(f"{incident.id}  {wording.incident_title(incident)}, {wording.plain(incident.status)}", style="bold")
    paper.line(f"from {wording.headline(coded.report)}", style="dim")
    paper.line()
    for member in incident.claims:
        claim = next((c for c in coded.claims if c.id == member.claim), None)
        if claim is not None:
            words = wording.clean(claim.evidence.text)
            paper.line(f"#{numbers[claim.id]} {claim.id} {wording.event_of(claim)}: “{words}”")
    paper.line()
    paper.line("How it came about", style="bold")
    for line in explain_incident(incident, numbers):
        paper.item(line)
