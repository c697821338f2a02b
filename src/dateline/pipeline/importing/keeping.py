"""What was read from others' files, kept in a store: reports, claims, decisions; the same file twice is kept once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from dateline.errors import ExportError, StoreError
from dateline.pipeline.importing.foreign import LAYOUTS, Imported, read_foreign
from dateline.pipeline.importing.ours import Read, check_claim, read_ours
from dateline.pipeline.importing.rows import headers_of
from dateline.records import Claim, Report
from dateline.store import Decision, Found, Outcome, Result, Store
from dateline.store.reports import report_digest

BATCH = 200
OURS = "ours"


@dataclass(slots=True)
class Kept:
    """How much was kept, and what could not be."""

    reports: int = 0
    claims: int = 0
    decisions: int = 0
    known: int = 0
    follow: int = 0
    problems: list[str] = field(default_factory=list)


def layout_of(path: Path) -> str:
    """What a file is by its first bytes: ucdp, acled, or one of ours; raises ExportError where it is none of them."""
    try:
        with path.open("rb") as file:
            head = file.read(64).removeprefix(b"\xef\xbb\xbf").lstrip()
        if head.startswith((b"PAR1", b"{")):
            return OURS
        headers = [set(header) for header in headers_of(path)]
    except OSError as error:
        raise ExportError(f"{path}: {error.strerror}") from error
    for layout in LAYOUTS.values():
        if any(header.issuperset(layout.columns) for header in headers):
            return layout.name
    raise ExportError(f"{path}: neither UCDP GED, nor an ACLED export, nor JSON lines or Parquet of ours")


def import_file(store: Store, path: Path, *, source: str | None, later: Kept) -> None:
    """Keep what a file holds, and count it in `later`; raises ExportError where it cannot be read at all."""
    layout = layout_of(path)
    if layout == OURS:
        _keep_ours(store, path, later)
        return
    if source is None or not source.strip():
        raise ExportError(f"{path}: --source: whose coding is this? A claim names who says it")
    rows = read_foreign(path, LAYOUTS[layout], source.strip())
    while batch := list(islice(rows, BATCH)):
        later.problems += [str(one) for one in batch if isinstance(one, ExportError)]
        _keep_rows(store, [one for one in batch if isinstance(one, Imported)], path, later)


def _keep_rows(store: Store, rows: Sequence[Imported], path: Path, kept: Kept) -> None:
    found = [
        Found(
            name=f"{path.name}: {row.report.external_id or row.report.id}",
            report=row.report,
            data=row.report.text.encode(),
        )
        for row in rows
    ]
    outcomes = store.keep(found)
    kept.reports += sum(outcome is Outcome.NEW for outcome in outcomes)
    kept.known += sum(outcome is not Outcome.NEW for outcome in outcomes)
    _put(store, {row.report.id: [row.claim] for row in rows}, kept)


def _put(store: Store, claims: dict[str, list[Claim]], kept: Kept) -> None:
    """Put the claims of reports in their place, and count those that are new."""
    reports = store.reports(list(claims))
    results = [
        Result(report=one, coded_as=report_digest(reports[one]), claims=tuple(several))
        for one, several in claims.items()
    ]
    for change in store.put(results):
        kept.claims += len(change.new) + len(change.changed)


def _keep_ours(store: Store, path: Path, kept: Kept) -> None:
    """Keep reports first and then claims, whatever their order in the file."""
    claims: dict[str, list[Claim]] = {}
    decisions: list[Decision] = []
    where: dict[str, str] = {}
    lines = read_ours(path)
    while batch := list(islice(lines, BATCH)):
        kept.problems += [str(one) for one in batch if isinstance(one, ExportError)]
        read = [one for one in batch if isinstance(one, Read)]
        outcomes = store.keep([one.found for one in read if one.found is not None])
        kept.reports += sum(outcome is Outcome.NEW for outcome in outcomes)
        kept.known += sum(outcome is not Outcome.NEW for outcome in outcomes)
        for one in read:
            kept.follow += one.found is None and not one.claims
            decisions += one.decisions
            for claim in one.claims:
                claims.setdefault(claim.report, []).append(claim)
                where[claim.id] = one.where
    _put(store, dict(_fitting(store, claims, where, kept)), kept)
    kept.decisions += len(store.decide(decisions)) if decisions else 0


def _fitting(
    store: Store, claims: dict[str, list[Claim]], where: dict[str, str], kept: Kept
) -> Iterator[tuple[str, list[Claim]]]:
    """The claims whose report is in the store and has their words, and none of another coding."""
    ids = list(claims)
    reports = store.reports(ids)
    there = _ids_there(store, ids)
    for one in ids:
        line = where[claims[one][0].id]
        if one not in reports:
            kept.problems.append(f"{line}: {one} is not in this store: import its report first, or with it")
            continue
        if not there.get(one, set()) <= {claim.id for claim in claims[one]}:
            kept.problems.append(f"{line}: {one} was coded otherwise here: import into a store of its own")
            continue
        good = list(_good(claims[one], reports[one], where, kept))
        if good:
            yield one, good


def _good(claims: Sequence[Claim], report: Report, where: dict[str, str], kept: Kept) -> Iterator[Claim]:
    """The claims whose words are those of their report."""
    for claim in claims:
        try:
            check_claim(claim, report)
        except ExportError as error:
            kept.problems.append(f"{where[claim.id]}: {error}")
        else:
            yield claim


def _ids_there(store: Store, ids: Iterable[str]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for claim in store.claims(of=list(ids)):
        found.setdefault(claim.report, set()).add(claim.id)
    return found


def import_files(store: Store, paths: Sequence[Path], *, source: str | None) -> Kept:
    """Keep what some files hold: files of reports before files of claims."""
    kept = Kept()
    for path in sorted(paths, key=_has_claims):
        try:
            import_file(store, path, source=source, later=kept)
        except StoreError as error:
            kept.problems.append(f"{path}: {error}")
    return kept


def _has_claims(path: Path) -> bool:
    """Whether the first line of a file of ours is of a claim."""
    first = next((one for one in read_ours(path)), None) if layout_of(path) == OURS else None
    return isinstance(first, Read) and first.found is None
