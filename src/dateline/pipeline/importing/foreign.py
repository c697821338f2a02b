"""Rows of UCDP GED and of ACLED exports as claims by a named source, coded as its owner coded them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path

from dateline.errors import ExportError
from dateline.export.schemes import country_of_number, scheme
from dateline.pipeline.importing.rows import Line, RowText, read_lines, report_of
from dateline.records import Attribution, Claim, Coder, Figure, Participant, Place, Report, Time, claim_id
from dateline.records.claims import IMPORTED
from dateline.reference.countries import all_countries, country_by_name
from dateline.reference.crosswalks import codes_for
from dateline.reference.data_version import data_version
from dateline.reference.files import read_table
from dateline.reference.ontology import event_codes
from dateline.reference.parties import party_by_name

MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """A layout that can be read: the columns that it must have, and how a row becomes a claim."""

    name: str
    columns: tuple[str, ...]
    id_columns: tuple[str, ...]
    read: Callable[[Line, RowText], Claim]


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """A row as a report, and what it claims."""

    report: Report
    claim: Claim


def read_foreign(path: Path, layout: Layout, source: str) -> Iterator[Imported | ExportError]:
    """The rows of a file, each with its claim; a row that cannot be read is the error that says why."""
    coder = Coder(name=f"{IMPORTED} {layout.name}", version="1", model=source, data=data_version())
    for line in read_lines(path, layout.columns):
        try:
            yield _imported(line, layout, source, coder)
        except ExportError as error:
            yield error


def _imported(line: Line, layout: Layout, source: str, coder: Coder) -> Imported:
    row = RowText.of(line, source)
    name = next((found for column in layout.id_columns if (found := line.get(column))), None)
    report = report_of(row, line, source=source, id=name)
    claim = layout.read(line, row)
    id = claim_id(report.id, claim.event, claim.evidence, claim.trigger)
    attribution = Attribution(origin=source, directness="publisher")
    made = replace(
        claim, id=id, report=report.id, attribution=attribution, coder=coder, rule=f"{IMPORTED}.{layout.name}"
    )
    return Imported(report=report, claim=made)


def _ucdp(line: Line, row: RowText) -> Claim:
    violence = line.whole("type_of_violence")
    if violence not in (1, 2, 3):
        raise line.fault(f"type_of_violence is {line.get('type_of_violence')!r}, not 1, 2 or 3")
    people = list(_ucdp_sides(line, row, violence))
    codes = codes_for(
        "attack",
        actor_kinds=[p.kind for p in people if p.role == "actor"],
        victim_kinds=[p.kind for p in people if p.role != "actor"],
        stance="asserted",
    )
    return _claim(
        row,
        event="attack",
        trigger="type_of_violence",
        participants=tuple(people),
        places=(_ucdp_place(line, row),),
        time=_time(line, row, start="date_start", end="date_end", precision=line.whole("date_prec")),
        figures=tuple(_ucdp_figures(line, row)),
        codes=replace(codes, ucdp={"type_of_violence": violence}),
    )


def _claim(row: RowText, *, event: str, trigger: str, **values: object) -> Claim:
    """A claim whose evidence is the whole row."""
    whole = row.span()
    return Claim(id="", report="", event=event, trigger=row.span(trigger), evidence=whole, **values)  # type: ignore[arg-type]


def _ucdp_sides(line: Line, row: RowText, violence: int) -> Iterator[Participant]:
    """Side a acts; side b is the other side, or the civilians whom one-sided violence aims at."""
    for column, role, ward in (("side_a", "actor", "gwnoa"), ("side_b", "target", "gwnob")):
        name = line.get(column)
        if name is None:
            continue
        country = _first_state(line.get(ward))
        if column == "side_b" and violence == 3:
            yield Participant(role="victim", mention=row.span(column), name=name, kind="civilians")
        else:
            kind = "state_forces" if country or name.startswith("Government of ") else "rebels"
            yield _participant(row, column, role=role, name=name, kind=kind, country=country)


def _first_state(cell: str | None) -> str | None:
    """The first of the Gleditsch-Ward numbers in a cell, as a country: "625; 652"; None for -99 and its like."""
    found = re.match(r"\d{1,4}(?!\d)", cell or "")
    return country_of_number(int(found[0])) if found else None


def _participant(row: RowText, column: str, *, role: str, name: str, kind: str, country: str | None) -> Participant:
    """A party by name; its code where the party table knows the name."""
    known = party_by_name(name, country=country)
    if known is None and name.startswith("Government of "):
        named = country_by_name(name.removeprefix("Government of ").partition(" (")[0])
        country = country or (named.iso3 if named else None)
    code = known.code if known is not None and not known.person else None
    if code is None and kind == "state_forces" and country:
        code = f"{country}:MIL"
    return Participant(
        role=role,
        mention=row.span(column),
        name=name,
        party=code,
        kind=kind,
        country=country or (known.country if known else None),
    )


def _ucdp_place(line: Line, row: RowText) -> Place:
    number = line.whole("country_id")
    named = country_by_name((line.get("country") or "").partition(" (")[0])
    country = (country_of_number(number) if number is not None else None) or (named.iso3 if named else None)
    latitude, longitude = _position(line)
    return Place(
        role="site",
        mention=row.span("where_coordinates", "country"),
        name=line.get("where_coordinates") or line.get("country"),
        country=country,
        admin1=line.get("adm_1"),
        admin2=line.get("adm_2"),
        latitude=latitude,
        longitude=longitude,
        precision=_among(line, "where_prec", 7),
    )


def _position(line: Line) -> tuple[float | None, float | None]:
    latitude, longitude = line.number_of("latitude"), line.number_of("longitude")
    if latitude is not None and not -90 <= latitude <= 90:
        raise line.fault(f"latitude is {latitude:g}, not between -90 and 90")
    if longitude is not None and not -180 <= longitude <= 180:
        raise line.fault(f"longitude is {longitude:g}, not between -180 and 180")
    return latitude, longitude


def _among(line: Line, column: str, last: int) -> int | None:
    number = line.whole(column)
    if number is not None and not 1 <= number <= last:
        raise line.fault(f"{column} is {number}, not 1 to {last}")
    return number


def _time(line: Line, row: RowText, *, start: str, end: str, precision: int | None) -> Time | None:
    first, last = _day(line, start), _day(line, end)
    if first is None and last is None:
        return None
    if precision is not None and not 1 <= precision <= 5:
        raise line.fault(f"the precision of the day is {precision}, not 1 to 5")
    return Time(
        mention=row.span(start, end),
        start=first or last,
        end=last or first,
        precision=precision,
        anchor="text",
        value=first or last,
    )


def _day(line: Line, column: str) -> str | None:
    cell = line.get(column)
    if cell is None:
        return None
    try:
        return _in_words(cell) or date.fromisoformat(cell[:10]).isoformat()
    except ValueError:
        raise line.fault(f"{column}: {cell!r} is not a date; write it as YYYY-MM-DD") from None


def _in_words(cell: str) -> str | None:
    """A day as older exports of ACLED write it, "18 September 2024"; None where it is not written so."""
    parts = cell.split()
    if len(parts) != 3 or parts[1].casefold() not in MONTHS:
        return None
    return date(int(parts[2]), MONTHS.index(parts[1].casefold()) + 1, int(parts[0])).isoformat()


def _ucdp_figures(line: Line, row: RowText) -> Iterator[Figure]:
    """The dead with UCDP's own low, best and high, and those by side as parts of them."""
    low, best, high = (line.number_of(column) for column in ("low", "best", "high"))
    if best is None:
        return
    yield Figure(
        measure="killed",
        of="people",
        quantifier="exact" if low == best == high else "between",
        mention=row.span("best"),
        n=best if low == best == high else low,
        n2=None if low == best == high else high,
        low=low,
        best=best,
        high=high,
        rule=f"{IMPORTED}.ucdp",
    )
    for column, of in (("deaths_civilians", "civilians"), ("deaths_a", "fighters"), ("deaths_b", "fighters")):
        number = line.number_of(column)
        if number:
            yield _exact("killed", of, number, row, column, part_of=0)


def _exact(measure: str, of: str, number: float, row: RowText, column: str, *, part_of: int | None = None) -> Figure:
    return Figure(
        measure=measure,
        of=of,
        quantifier="exact",
        mention=row.span(column),
        n=number,
        low=number,
        best=number,
        high=number,
        part_of=part_of,
        rule=f"{IMPORTED}.number",
    )


def _acled(line: Line, row: RowText) -> Claim:
    pair = (line.get("event_type") or "", line.get("sub_event_type") or "")
    event = _acled_events().get(pair)
    if event is None:
        raise line.fault(f"unknown type {pair[0]!r}, {pair[1]!r}")
    people = list(_acled_people(line, row))
    codes = codes_for(
        event,
        actor_kinds=[p.kind for p in people if p.role == "actor"],
        victim_kinds=[p.kind for p in people if p.role in ("target", "victim")],
        stance="asserted",
    )
    dead = line.number_of("fatalities")
    precision = {1: 1, 2: 3, 3: 4}.get(line.whole("time_precision") or 1)
    return _claim(
        row,
        event=event,
        trigger="sub_event_type",
        participants=tuple(people),
        places=(_acled_place(line, row),),
        time=_time(line, row, start="event_date", end="event_date", precision=precision),
        figures=(_exact("killed", "people", dead, row, "fatalities"),) if dead else (),
        codes=replace(codes, acled={"event_type": pair[0], "sub_event_type": pair[1]}),
    )


@cache
def _acled_events() -> dict[tuple[str, str], str]:
    found = {}
    for row in read_table("exports/import_acled.csv", columns=("event_type", "sub_event_type", "event")):
        if row["event"] not in event_codes():
            raise row.fault(f"unknown event type {row['event']!r}")
        found[row["event_type"], row["sub_event_type"]] = row["event"]
    return found


def _acled_people(line: Line, row: RowText) -> Iterator[Participant]:
    """ACLED's order of actors says nothing of who began; civilians are the victims, wherever they stand."""
    for number in (1, 2):
        name, inter = line.get(f"actor{number}"), line.get(f"inter{number}")
        if name is None:
            continue
        kind = _kind(inter)
        role = "victim" if kind == "civilians" else "actor" if number == 1 else "target"
        yield _participant(row, f"actor{number}", role=role, name=name, kind=kind, country=None)


def _kind(inter: str | None) -> str:
    """Our kind for a number or a label of ACLED's, in either of its styles."""
    words = (inter or "").casefold().rstrip("s")
    kinds = scheme("acled", "inter")
    for kind in ("state_forces", "rebels", "militia", "civilians", "igo"):
        code, label = kinds[kind]
        if words in (str(code), label.casefold().rstrip("s")):
            return kind
    special = scheme("acled", "special")
    if words in {word for code, label in special.values() for word in (str(code), label.casefold().rstrip("s"))}:
        return "civilians"
    return "militia" if words in ("4", "identity militia") else "unknown"


def _acled_place(line: Line, row: RowText) -> Place:
    iso = line.whole("iso")
    named = country_by_name(line.get("country") or "")
    country = named.iso3 if named else _by_iso(iso)
    latitude, longitude = _position(line)
    return Place(
        role="site",
        mention=row.span("location", "country"),
        name=line.get("location") or line.get("country"),
        country=country,
        admin1=line.get("admin1"),
        admin2=line.get("admin2"),
        latitude=latitude,
        longitude=longitude,
        precision={1: 1, 2: 2, 3: 4}.get(line.whole("geo_precision") or 0),
    )


@cache
def _by_iso(number: int | None) -> str | None:
    from dateline.export.schemes import country_codes

    return next((c.iso3 for c in all_countries() if number and country_codes(c.iso3).iso_numeric == number), None)


LAYOUTS = {
    layout.name: layout
    for layout in (
        Layout(
            name="ucdp",
            columns=("type_of_violence", "side_a", "side_b", "date_start", "best", "low", "high"),
            id_columns=("id", "relid"),
            read=_ucdp,
        ),
        Layout(
            name="acled",
            columns=("event_date", "event_type", "sub_event_type", "actor1", "fatalities"),
            id_columns=("event_id_cnty",),
            read=_acled,
        ),
    )
}


def is_imported(claim: Claim) -> bool:
    """Whether a claim came out of somebody else's table, so that no coder reads its report again."""
    return claim.coder is not None and claim.coder.catalogue is not None
