"""`dateline explain`: why a claim or an incident of a coded report is what it is."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from dateline.cli.cards import claim_rows
from dateline.cli.paper import Paper
from dateline.errors import ReportError
from dateline.export import wording
from dateline.export.explanation import explain_claim, explain_incident
from dateline.records import Claim, Coded, Incident, Problem, Report
from dateline.records.encode import coded_from_json, problem_from_json
from dateline.text.given import NotJsonError, load, name_of, read_text

#: A prefix shorter than this names nothing: "c-1" stands for too many claims.
SHORTEST = 4


def explain_kept(wanted: str, store: str | None) -> int:
    """Print the explanation of what a store keeps, decisions applied; raises as `explain_id`, and StoreError."""
    from dateline.pipeline.view import Asked, View
    from dateline.store import Store

    if len(wanted) < SHORTEST or wanted[:2] not in {"c-", "i-"}:
        raise ReportError(f"no claim or incident {wanted!r}; ids begin with c- or i-")
    with Store.open(store) as opened:
        view = View(opened, Asked())
        if wanted.startswith("i-"):
            incident, reviews, reports = view.incident(wanted)
            told = [(review.claim or review.machine, reports[review.machine.report]) for review in reviews.values()]
            return _explain(lambda paper: _print_incident(incident, told, paper))
        coded = view.claim(wanted)
        claim = next(claim for claim in coded.claims if claim.id.startswith(wanted))
        return _explain(lambda paper: _print_claim(claim, coded, paper))


def explain_id(wanted: str, source: str) -> int:
    """Print the explanation of what the JSON at `source` holds; raises ReportError where no id, or more, fit."""
    found: dict[str, tuple[Claim | Incident, Coded]] = {}
    for coded in read_coded(source):
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
    if isinstance(record, Claim):
        return _explain(lambda paper: _print_claim(record, coded, paper))
    return _explain(lambda paper: _print_incident(record, [(claim, coded.report) for claim in coded.claims], paper))


def _explain(write: Callable[[Paper], None]) -> int:
    paper = Paper.for_file(None)
    write(paper)
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
    name = name_of(source)
    for value in _values(read_text(source), name):
        try:
            if isinstance(value, dict) and value.get("report") is None and isinstance(value.get("problems"), list):
                yield from map(problem_from_json, value["problems"])
            else:
                yield coded_from_json(value)
        except ReportError as error:
            raise ReportError(f"{name}: not what `dateline code` writes: {error}") from error


def _values(text: str, name: str) -> Iterator[Any]:
    try:
        value = load(text)
    except NotJsonError:
        yield from _lines(text, name)
        return
    except ReportError as error:
        raise ReportError(f"{name}: {error}") from error
    yield from value if isinstance(value, list) else [value]


def _lines(text: str, name: str) -> Iterator[Any]:
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            yield load(line)
        except ReportError as error:
            raise ReportError(f"{name}:{number}: {error}") from error


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


def _print_incident(incident: Incident, told: Sequence[tuple[Claim, Report]], paper: Paper) -> None:
    """The incident and the claims that it names, each with its report where there is more than one."""
    paper.line(f"{incident.id}  {wording.incident_title(incident)}, {wording.plain(incident.status)}", style="bold")
    by_id = {claim.id: (claim, report) for claim, report in told}
    members = [by_id[member.claim] for member in incident.claims if member.claim in by_id]
    numbers = _numbers([claim for claim, _ in told], incident)
    reports = list(dict.fromkeys(wording.headline(report) for _, report in members))
    paper.line(f"from {'; '.join(reports)}", style="dim")
    paper.line()
    for claim, report in members:
        words = wording.clean(claim.evidence.text)
        where = f" ({report.publisher or wording.headline(report)})" if len(reports) > 1 else ""
        paper.line(f"#{numbers[claim.id]} {claim.id} {wording.event_of(claim)}{where}: “{words}”")
    paper.line()
    paper.line("How it came about", style="bold")
    for line in explain_incident(incident, numbers):
        paper.item(line)


def _numbers(claims: Sequence[Claim], incident: Incident) -> dict[str, int]:
    """The numbers of the claims: those of their report, or in an incident of several those of the incident."""
    if len({claim.report for claim in claims}) == 1:
        return {claim.id: number for number, claim in enumerate(claims, start=1)}
    return {member.claim: number for number, member in enumerate(incident.claims, start=1)}
