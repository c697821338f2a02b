"""Reports and their origins: one text is one report, wherever and however often it was met."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from importlib.metadata import version
from typing import Any

from sqlalchemy import Connection, bindparam, case, func, or_, select, update
from sqlalchemy.sql.elements import ColumnElement

from dateline.errors import StoreError
from dateline.records import Report, sha256
from dateline.records.encode import report_from_json, report_to_json
from dateline.store import originals, search, untold
from dateline.store.canon import digest, dumps, fold, storable
from dateline.store.loading import load_rows
from dateline.store.log import Entry
from dateline.store.stubs import redacted_among
from dateline.store.tables import origins, reports

#: What is known of a report beside its text, in the order in which an origin's gaps are filled from the next.
_FILLED = ("publisher", "author", "url", "language", "published")
_NUMBER = re.compile(r":\d+\Z")
#: What read them, as the log tells it.
READER = f"dateline {version('dateline')}"
#: SQLite takes a limited number of values in one question.
PART = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A report as it was met: what was read, under which name, and the bytes themselves.

    `where` is its place among others ("news.jsonl:12"), under which an earlier problem with it was kept.
    """

    name: str
    report: Report
    data: bytes
    where: str | None = None

    @property
    def places(self) -> set[str]:
        """The names under which a problem with it, or with all that it came with, was kept."""
        where = self.where or self.name
        return {where, _NUMBER.sub("", where), self.name.partition("#")[0]}


class Outcome(StrEnum):
    """What keeping a report came to."""

    NEW = "new"
    ORIGIN = "origin"  # the text was there; that it was met here too is new
    KNOWN = "known"


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where and when a report was met; `original` is the SHA-256 of the bytes."""

    id: str
    report: str
    original: str
    name: str
    retrieved: str
    publisher: str | None = None
    url: str | None = None
    published: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Came:
    """A feed, a page or a file: how often a report was met in it, and from when to when they were retrieved."""

    name: str
    kind: str
    met: int
    first: str
    last: str


def came_from(connection: Connection) -> list[Came]:
    """Origins by what they were met in, the newest first: entries of a feed and pages of an archive follow a "#"."""
    before = func.instr if connection.dialect.name == "sqlite" else func.strpos
    mark = before(origins.c.name, "#")
    name = case((mark > 1, func.substr(origins.c.name, 1, mark - 1)), else_=origins.c.name).label("met_in")
    met = select(name, origins.c.retrieved, mark.label("mark")).subquery().c
    query = select(
        met.met_in,
        func.count().label("met"),
        func.min(met.retrieved).label("first"),
        func.max(met.retrieved).label("last"),
        func.max(met.mark).label("mark"),
    ).group_by(met.met_in)
    found: dict[str, Came] = {}
    for row in connection.execute(query):
        name_of_all = _NUMBER.sub("", row.met_in)  # a line without an id of its own
        kind = ("feed" if row.mark else "page") if "://" in row.met_in else "file"
        came = Came(name=name_of_all, kind=kind, met=row.met, first=row.first, last=row.last)
        other = found.get(name_of_all, came)
        total = came.met if other is came else came.met + other.met
        first, last = min(came.first, other.first), max(came.last, other.last)
        found[name_of_all] = replace(came, met=total, first=first, last=last)
    return sorted(found.values(), key=lambda one: (one.last, one.name), reverse=True)


def origin_id(report: str, original: str, name: str) -> str:
    """The id of an origin: a hash of report, bytes and name."""
    return f"o-{sha256(f'{report}|{original}|{name}')[:16]}"


def merge(records: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """What the origins of one text say of it together, in whatever order they came.

    The fullest account leads, the earliest published among equals; its gaps are filled from the others.
    """
    ordered = sorted(records, key=_rank)
    merged = dict(ordered[0])
    for record in ordered[1:]:
        for key in _FILLED:
            if merged.get(key) is None:
                merged[key] = record.get(key)
    return merged


def _rank(record: Mapping[str, Any]) -> tuple[Any, ...]:
    missing = [record.get(key) is None for key in ("published", "publisher", "title", "url")]
    return (*missing, record.get("published") or "", dumps(_lasting(record)), record.get("retrieved") or "")


def record_digest(record: Mapping[str, Any]) -> str:
    """The digest of what is known of a report; when it was read does not count."""
    return digest(_lasting(record))


def _lasting(record: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in record.items() if key != "retrieved"}


def keep(connection: Connection, found: Sequence[Found], now: str) -> tuple[list[Outcome], list[Entry]]:
    """Keep reports with their origins and bytes; what each came to, and what is to be logged."""
    ready = [_storable(one) for one in found]
    ids = [origin_id(one.report.id, one.report.source_sha256, one.name) for one in ready]
    known = _among(connection, origins.c.id, ids)
    there = _among(connection, reports.c.id, {one.report.id for one in ready})
    erased = redacted_among(connection, sorted(there))
    outcomes: list[Outcome] = []
    new_reports: dict[str, Found] = {}
    new_origins: dict[str, dict[str, Any]] = {}
    entries: list[Entry] = []
    for one, key in zip(ready, ids, strict=True):
        report = one.report
        if key in known or key in new_origins or report.id in erased:
            outcomes.append(Outcome.KNOWN)
            continue
        record = _record(report, now)
        if report.id in there or report.id in new_reports:
            outcomes.append(Outcome.ORIGIN)
        else:
            outcomes.append(Outcome.NEW)
            new_reports[report.id] = one
            entries.append(Entry(action="report", subject=report.id, detail={"sha256": report.sha256}))
        new_origins[key] = {
            "id": key,
            "report": report.id,
            "original": report.source_sha256,
            "name": one.name,
            "retrieved": record["retrieved"],
            "record": dumps(record),
        }
        detail = {"origin": key, "original": report.source_sha256, "name": one.name, "record": digest(record)}
        detail["read_by"] = READER
        entries.append(Entry(action="origin", subject=report.id, detail=detail))
    if not new_origins:
        return outcomes, entries
    wanted = {row["original"] for row in new_origins.values()}
    originals.keep(connection, {o.report.source_sha256: o.data for o in ready if o.report.source_sha256 in wanted})
    _write(connection, new_reports, list(new_origins.values()), now)
    return outcomes, entries


def _write(connection: Connection, new: Mapping[str, Found], rows: list[dict[str, Any]], now: str) -> None:
    records: dict[str, list[dict[str, Any]]] = defaultdict(list)
    touched = {row["report"] for row in rows}
    for part in _parts(sorted(touched - set(new))):
        found = connection.execute(select(origins.c.report, origins.c.record).where(origins.c.report.in_(part)))
        for row in found:
            records[row.report].append(json.loads(row.record))
    for new_row in rows:
        records[new_row["report"]].append(json.loads(new_row["record"]))
    merged = {report: merge(known) for report, known in records.items()}
    if new:
        values = [
            {"id": r, "sha256": one.report.sha256, "text": one.report.text, "added": now, **_columns(merged[r])}
            for r, one in new.items()
        ]
        load_rows(connection, reports, values)
        search.index(connection, ((report, one.report.text) for report, one in new.items()))
    if old := [{"key": report, **_columns(merged[report])} for report in sorted(touched - set(new))]:
        connection.execute(update(reports).where(reports.c.id == bindparam("key")), old)
        untold.mark(connection, (row["key"] for row in old))
    load_rows(connection, origins, rows)


def _columns(record: Mapping[str, Any]) -> dict[str, Any]:
    known = {key: record.get(key) for key in ("title", "publisher", "published")}
    return {"record": dumps(record), "digest": record_digest(record), **known}


def _record(report: Report, now: str) -> dict[str, Any]:
    """What an origin says of a report: the contract's fields without the text."""
    record = report_to_json(replace(report, retrieved=report.retrieved or now))
    del record["text"]
    return record


def _storable(found: Found) -> Found:
    """The same without characters that a database refuses; the text has none, or is none of ours."""
    report = found.report
    if sha256(found.data) != report.source_sha256:
        raise StoreError(f"{found.name}: its bytes are not those that were read")
    known: dict[str, Any] = {
        key: storable(value)
        for key in ("title", "publisher", "author", "url", "language", "external_id", "retrieved")
        if (value := getattr(report, key)) is not None
    }
    return replace(found, name=storable(found.name), report=replace(report, **known))


def load(connection: Connection, ids: Sequence[str]) -> dict[str, Report]:
    """The reports of some ids, in their order; an id that is not there is left out."""
    found: dict[str, Report] = {}
    for part in _parts(list(ids)):
        rows = connection.execute(select(reports.c.id, reports.c.text, reports.c.record).where(reports.c.id.in_(part)))
        found.update({row.id: read_report(row.record, row.text) for row in rows})
    return {one: found[one] for one in ids if one in found}


def read_report(record: str, text: str) -> Report:
    """The report that a row holds."""
    return report_from_json({**json.loads(record), "text": text})


def uncoded(connection: Connection) -> list[str]:
    """The ids of the reports of which the coder has not read what is known of them now."""
    return list(connection.execute(select(reports.c.id).where(_stale()).order_by(reports.c.id)).scalars())


def waiting_as(connection: Connection, ids: Sequence[str]) -> dict[str, str]:
    """Those of some reports that wait for the coder, each with the digest of what is known of it."""
    found: dict[str, str] = {}
    for part in _parts(list(ids)):
        query = select(reports.c.id, reports.c.digest).where(reports.c.id.in_(part), _stale())
        found.update((row.id, row.digest) for row in connection.execute(query))
    return found


def _stale() -> ColumnElement[bool]:
    return or_(reports.c.coded_as.is_(None), reports.c.coded_as != reports.c.digest)


def list_ids(
    connection: Connection, *, as_of: str | None = None, publisher: str | None = None, asked: str | None = None
) -> list[str]:
    """The ids of reports, the earliest published first, those without a day last.

    `as_of` leaves out what was not known on that day: published later, or added later where no day of publication
    is known. `asked` is a search, `publisher` a part of the name.
    """
    known = func.substr(func.coalesce(reports.c.published, reports.c.added), 1, 10)
    query = select(reports.c.id, reports.c.published, reports.c.publisher)
    if as_of is not None:
        query = query.where(known <= as_of)
    rows = connection.execute(query).all()
    if publisher is not None:
        rows = [row for row in rows if fold(publisher) in fold(row.publisher or "")]
    if asked is not None:
        wanted = search.read_query(asked)
        hits = search.find(connection, wanted)
        rows = [row for row in rows if row.id in hits]
        if wanted.phrases:
            texts = load(connection, [row.id for row in rows])
            rows = [row for row in rows if wanted.holds_phrases(texts[row.id].text)]
    return [row.id for row in sorted(rows, key=lambda row: (row.published is None, row.published or "", row.id))]


def origins_of(connection: Connection, ids: Sequence[str]) -> dict[str, tuple[Origin, ...]]:
    """The origins of some reports."""
    found: dict[str, list[Origin]] = defaultdict(list)
    for part in _parts(list(ids)):
        for row in connection.execute(select(origins).where(origins.c.report.in_(part)).order_by(origins.c.id)):
            record = json.loads(row.record)
            known = {key: record.get(key) for key in ("publisher", "url", "published")}
            origin = Origin(
                id=row.id, report=row.report, original=row.original, name=row.name, retrieved=row.retrieved, **known
            )
            found[row.report].append(origin)
    return {report: tuple(several) for report, several in found.items()}


def has_origin(connection: Connection, name: str) -> bool:
    """Whether a report was met under a name."""
    return connection.execute(select(origins.c.id).where(origins.c.name == storable(name)).limit(1)).first() is not None


def _among(connection: Connection, column: Any, values: Iterable[str]) -> set[str]:
    found: set[str] = set()
    for part in _parts(list(values)):
        found.update(connection.execute(select(column).where(column.in_(part))).scalars())
    return found


def _parts(values: list[str]) -> Iterable[list[str]]:
    return (values[start : start + PART] for start in range(0, len(values), PART))


def report_digest(report: Report) -> str:
    """The digest of what is known of a report: what `coded_as` says of a result."""
    record = report_to_json(report)
    del record["text"]
    return record_digest(record)
