"""The claims of the fusion set as a person coded them, so that fusion is measured apart from the coder."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from dateline.records import (
    Attribution,
    Claim,
    Coded,
    Figure,
    Participant,
    Place,
    Report,
    Source,
    Span,
    Time,
    claim_id,
)
from dateline.reference.numbers import bounds
from dateline.text.readers import make_report

Json = dict[str, Any]


def read_by_hand(folder: Path, reports: list[Json]) -> dict[str, Coded] | None:
    """The reports of a scenario, by their ids, with the claims of its `claims.toml`; None where there is none."""
    path = folder / "claims.toml"
    if not path.exists():
        return None
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    found = {row["id"]: _report(row) for row in reports}
    rows: dict[str, list[Json]] = defaultdict(list)
    for row in table["claims"]:
        rows[row["report"]].append(row)
    ids = {f"{name}/{at}": _id(found[name], row) for name, several in rows.items() for at, row in enumerate(several)}
    return {
        name: Coded(report=report, claims=tuple(_claim(report, row, table, ids) for row in rows[name]))
        for name, report in found.items()
    }


def _report(row: Json) -> Report:
    known = {key: row.get(key) for key in ("title", "published", "publisher", "url")}
    return make_report(row["text"], **known, verbatim=True)


def _span(report: Report, words: str, start: int = 0, end: int | None = None) -> Span:
    """The words inside a stretch, else the last time they stand before it, else at its beginning."""
    at = report.text.find(words, start, end)
    if at < 0:
        at = max(report.text.rfind(words, 0, start), report.text.find(words))
    return report.span(at, at + len(words)) if at >= 0 else report.span(start, start + 1)


def _id(report: Report, row: Json) -> str:
    evidence = _span(report, row["words"])
    return claim_id(report.id, row["event"], evidence, _trigger(report, row, evidence))


def _trigger(report: Report, row: Json, evidence: Span) -> Span | None:
    return _span(report, row["trigger"], evidence.start, evidence.end) if "trigger" in row else None


def _claim(report: Report, row: Json, table: Json, ids: Mapping[str, str]) -> Claim:
    evidence = _span(report, row["words"])
    implied = [name for name, key in (("places", "context_place"), ("time", "context_day")) if key in row]
    attribution = _attribution(report, row, evidence)
    return Claim(
        id=_id(report, row),
        report=report.id,
        event=row["event"],
        trigger=_trigger(report, row, evidence),
        evidence=evidence,
        participants=tuple(_participants(row, table, evidence)),
        places=_places(report, row, table, evidence),
        time=_time(row, evidence),
        figures=tuple(_figure(report, figure, evidence) for figure in row.get("figures", ())),
        attribution=attribution,
        stance=row.get("stance", "asserted"),
        verification=row.get("verification"),
        target_kinds=tuple(row.get("target_kinds", ())),
        disputes=tuple(ids[one] for one in row.get("disputes", ()) if one in ids),
        implied=tuple(implied),
        rule="by_hand_noun" if _is_noun(row) else "by_hand_verb",
    )


def _is_noun(row: Json) -> bool:
    """Whether the trigger is named as a thing: "the shelling of", "an attack"."""
    if "trigger" not in row:
        return False
    before = row["words"].split(row["trigger"])[0].lower().split()[-2:]
    return bool({"the", "a", "an", "this", "that", "second", "separate", "another"} & set(before))


def _participants(row: Json, table: Json, evidence: Span) -> list[Participant]:
    found = []
    for key in row.get("actors", ()):
        who = table.get("party", {}).get(key, {"name": key})
        kind, code = who.get("kind", "unknown"), who.get("code")
        name = who["name"]
        found.append(
            Participant(role="actor", mention=evidence, name=name, party=code, kind=kind, country=who.get("country"))
        )
    for role, key in (("victim", "victims"), ("target", "targets")):
        found += [Participant(role=role, mention=evidence, name=name, kind="civilians") for name in row.get(key, ())]
    return found


def _places(report: Report, row: Json, table: Json, evidence: Span) -> tuple[Place, ...]:
    given = row.get("places") or ([{"id": row["context_place"]}] if "context_place" in row else [])
    found = []
    for one in given:
        place = table["place"][one["id"]]
        mention = _span(report, one.get("quote", place["name"]), evidence.start, evidence.end)
        known = {
            key: place.get(key) for key in ("name", "country", "admin1", "admin2", "latitude", "longitude", "precision")
        }
        found.append(Place(role=one.get("role", "site"), mention=mention, geonames=f"by hand {one['id']}", **known))
    return tuple(found)


def _time(row: Json, evidence: Span) -> Time | None:
    day = row.get("day") or row.get("context_day")
    if day is None and "hour" not in row:
        return None
    start, _, end = (day or "").partition("/")
    end = end or start
    known = bool(start)
    value = f"{start or 'XXXX-XX-XX'}T{row['hour']}" if "hour" in row else start
    days = (date.fromisoformat(end) - date.fromisoformat(start)).days if known else 0
    return Time(
        mention=evidence,
        start=start or None,
        end=end or None,
        precision=(1 if days == 0 else 2 if days < 7 else 4) if known else None,
        anchor="text" if known else None,
        value=value,
    )


def _figure(report: Report, row: Json, evidence: Span) -> Figure:
    word = row.get("word") or (row.get("quote", "").split()[0].lower() if row["quantifier"] == "vague" else None)
    found = bounds(n=row.get("n"), n2=row.get("n2"), quantifier=row["quantifier"], word=word)
    return Figure(
        measure=row["measure"],
        of=row["of"],
        quantifier=row["quantifier"],
        mention=_span(report, row.get("quote", ""), evidence.start, evidence.end),
        n=row.get("n"),
        n2=row.get("n2"),
        low=found.low,
        best=found.best,
        high=found.high,
        scope=row.get("scope", "event"),
        part_of=row.get("part_of"),
        additive=row.get("additive", False),
        rule=found.rule,
    )


def _attribution(report: Report, row: Json, evidence: Span) -> Attribution:
    sources = tuple(
        Source(
            mention=evidence,
            name=one["name"],
            kind=one.get("kind", "unknown"),
            role=one.get("role"),
            party=one.get("party"),
            anonymous=one.get("anonymous", False),
        )
        for one in row.get("sources", ())
    )
    directness = next((one["directness"] for one in row.get("sources", ()) if "directness" in one), None)
    return Attribution(
        sources=sources, origin=report.publisher, directness=directness or ("official" if sources else "publisher")
    )
