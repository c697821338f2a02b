"""Attacks on health care: rows shaped as WHO's SSA, which names no place and no source, and as SHCC's incident file."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from dateline.export import wording
from dateline.export.acled import notes
from dateline.export.contents import ReviewedIncident
from dateline.export.harm import ALL, counted, figure_of, under_profile
from dateline.export.parties import actors, quoted, side
from dateline.export.picking import Picked
from dateline.export.rowfiles import Cells, Layout, NoHomeError
from dateline.export.schemes import country_name, number_of, scheme
from dateline.export.tables import main_place
from dateline.records import FusedFigure, Place
from dateline.reference.countries import country_by_code

YES, UNKNOWN = "YES", "Unknown"


class Health(Layout):
    """What both layouts share: which incidents are of health care, and their day and country."""

    kinds = ("incidents",)

    def cells(self, record: ReviewedIncident, _picked: Picked) -> Iterator[Cells]:
        """The row of an incident that touches health care; raises NoHomeError for others."""
        if not is_of_health_care(record):
            raise NoHomeError("health care is not touched")
        time, place = record.incident.time, main_place(record.incident)
        day = (time.value.start or time.value.end) if time is not None else None
        if day is None:
            raise NoHomeError("no day")
        if place is None or place.country is None:
            raise NoHomeError("no country")
        yield self.row(record, day, place)

    def row(self, record: ReviewedIncident, day: str, place: Place) -> Cells:
        """The cells of an incident."""
        raise NotImplementedError


class Ssa(Health):
    """WHO's Surveillance System for Attacks on Health Care: counts, and nothing by which anybody could be found."""

    name = "ssa"
    title = "WHO-SSA-shaped CSV"
    layouts = ("dashboard, 31 columns",)
    loss = ("low and high", "everybody who is neither a health worker nor a patient")
    withheld = ("province, place, position, description, publishers and sources: SSA does not publish them",)

    def row(self, record: ReviewedIncident, day: str, place: Place) -> Cells:
        """The cells of an incident."""
        incident = record.incident
        number = number_of(incident.id)
        country = country_by_code(place.country or "")
        certainty = _certainty(record)
        touched = {**_touched(record), "review": str(record.standing)}
        kind = scheme("ssa", "attacktype").get(incident.event.value)
        return {
            "id": number,
            "reportid": f"{place.country}{number}",
            "attackdate": day,
            "versionid": 1,
            "attacktime": "Time Unknown",
            "country": country_name(place.country),
            "countryiso2code": country.iso2 if country else None,
            "countryiso3code": place.country,
            "attacktimestamp": f"{day[:10]}T00:00:00Z",
            "classificationid": certainty[0],
            "classification": certainty[1],
            "attacktype": kind,
            "attacktypeid": "5" if kind and kind.startswith("Violence with heavy weapons") else None,
            "victimstotalinjured": _victims(record, "injured"),
            "victimstotaldeath": _victims(record, "killed"),
            **touched,
            "hwabducton": _workers(record, ("abducted",)),
            "hwdetention": _workers(record, ("detained",)),
            "province": place.admin1,
            "place": place.name,
            "latitude": place.latitude,
            "longitude": place.longitude,
            "description": " … ".join(wording.clean(one.claim.evidence.text) for one in record.claims),
            "sources": "; ".join([*(r.publisher for r in record.reports if r.publisher), *quoted(record)]),
        }


class Shcc(Health):
    """SHCC's incident file, with its HXL tags."""

    name = "shcc"
    title = "SHCC-shaped CSV with HXL tags"
    layouts = ("HDX incident file, 36 columns",)
    tag_row = True
    loss = ("low and high: where the number is not told, one is counted", "everybody who is not a health worker")
    withheld = ("latitude and longitude: a hospital that was hit can be hit again",)

    def row(self, record: ReviewedIncident, day: str, place: Place) -> Cells:
        """The cells of an incident."""
        incident = record.incident
        event = incident.event.value
        who, name = _perpetrator(record, place)
        taken = any(_workers(record, (measure,)) for measure in ("abducted", "detained"))
        return {
            "Date": day,
            "Event Description": notes(record),
            "Country": country_name(place.country),
            "Country ISO": place.country,
            "Admin 1": place.admin1,
            "Latitude": place.latitude,
            "Longitude": place.longitude,
            "Geo Precision": wording.PRECISIONS.get(place.precision or 0, "exact") if place.precision else None,
            "Reported Perpetrator": who,
            "Reported Perpetrator Name": name,
            "Weapon Carried/Used": scheme("shcc", "weapon").get(event, "No Information on the Weapon Used"),
            "Location of Incident": _location(record),
            **_facilities(record),
            "Looting/Theft/Robbery/Burglary of Health Supplies": 1 if event == "looting" else None,
            "Access Denied or Obstructed": 1 if event in ("aid_obstruction", "siege") else None,
            "Health Workers Killed": _workers(record, ("killed",)),
            "Health Workers Injured": _workers(record, ("injured",)),
            "Health Workers Kidnapped": _workers(record, ("abducted",)),
            "Health Workers Arrested": _workers(record, ("detained",)),
            "Known Kidnapping or Arrest Outcome": "NoInformation" if taken else None,
            "Health Workers Threatened": 1 if event == "threat" else None,
            "Health Workers Sexually Assaulted": 1 if event == "sexual_violence" else None,
            "Conflict-Related Violence": "ConflictEvent",
            "SiND Event ID": incident.id,
            "Review": str(record.standing),
        }


def is_of_health_care(record: ReviewedIncident) -> bool:
    """Whether an incident touches health care: a facility, transport, those who work there, those who are treated."""
    rules = scheme("health")
    incident = record.incident
    kinds = {fused.value for fused in incident.target_kinds}
    harmed = {f.value.kind for f in incident.participants if f.value.role in ("target", "victim")}
    words = {figure.of for figure in incident.figures}
    return bool(kinds & set(rules["kinds"]) or "medical" in harmed or words & set(rules["counted"]))


def _words(record: ReviewedIncident) -> str:
    """The words that say what was hit and who was counted."""
    claims = [one.claim for one in record.claims]
    hit = (p.mention.text for c in claims for p in c.participants if p.role in ("target", "victim"))
    figures = (figure.mention.text for claim in claims for figure in claim.figures)
    return " ".join((*hit, *figures, *(claim.evidence.text for claim in claims))).casefold()


def _says(record: ReviewedIncident, rule: str) -> bool:
    words = scheme("health")[rule]
    return re.search(r"\b(?:" + "|".join(map(re.escape, words)) + r")\b", _words(record)) is not None


def _touched(record: ReviewedIncident) -> Cells:
    """What of health care was touched; what is not told is not NO."""
    kinds = {fused.value for fused in record.incident.target_kinds}
    transport = _says(record, "transport_words")
    facility = "health_facility" in kinds and (not transport or _facility_rows(record))
    return {
        "hcfacilities": YES if facility else UNKNOWN,
        "hctransport": YES if transport else UNKNOWN,
        "hcpersonnel": YES if "health_workers" in kinds or _has_workers(record) else UNKNOWN,
        "hcsuppliesassets": YES if _says(record, "supply_words") else UNKNOWN,
        "hcwarehousestorage": UNKNOWN,
        "hcpatients": YES if _says(record, "patient_words") else UNKNOWN,
        "hcother": UNKNOWN,
    }


def _facility_rows(record: ReviewedIncident) -> bool:
    return any(figure.of == "health_facilities" for figure in record.incident.figures)


def _has_workers(record: ReviewedIncident) -> bool:
    harmed = {f.value.kind for f in record.incident.participants if f.value.role in ("target", "victim")}
    return "medical" in harmed or any(figure.of == "health_workers" for figure in record.incident.figures)


def _workers(record: ReviewedIncident, measures: Sequence[str]) -> int | None:
    """How many health workers a measure counts; None where that is not told."""
    row = counted(record.incident, measures, ("health_workers",))
    return None if row is None else _number(record, row)


def _number(record: ReviewedIncident, row: FusedFigure) -> int:
    """The number of a row by SHCC's rules: one where it is not told."""
    number = under_profile(record, row, "shcc")
    return 1 if number is None else int(number)


def _victims(record: ReviewedIncident, measure: str) -> int | None:
    """The health workers and the patients whom a measure counts, none where nobody was; None where it is not told."""
    workers = _workers(record, (measure,))
    people = counted(record.incident, (measure,), ALL)
    if people is None:
        return workers
    patients = _number(record, people) if _are_patients(record, people) or people.high == 0 else None
    return None if workers is None and patients is None else (workers or 0) + (patients or 0)


def _are_patients(record: ReviewedIncident, row: FusedFigure) -> bool:
    """Whether the words of a row of people are of patients: "three patients"."""
    said = figure_of(record, row)
    words = scheme("health")["patient_words"]
    return said is not None and bool(set(re.findall(r"\w+", said.mention.text.casefold())) & set(words))


def _certainty(record: ReviewedIncident) -> tuple[int | None, str]:
    """SSA's level for the grade, and its number where that is known; a suggested grade is never Confirmed."""
    grade = record.incident.grade
    name = "Weak" if grade is None else grade.decided or grade.suggested
    if name == "Confirmed" and (grade is None or grade.decided is None):
        name = "Fair"
    return scheme("ssa", "classificationid").get(name), scheme("ssa", "classification")[name]


def _perpetrator(record: ReviewedIncident, place: Place) -> tuple[str, str | None]:
    known = [one for one in actors(record.incident) if one.kind != "unknown"]
    if not known:
        return "No Information", None
    names = {one.party or one.name for one in known}
    if len(names) > 1:
        return "Multiple", "; ".join(one.name for one in known)
    one = known[0]
    if side(one) == "state" and one.country not in (None, place.country):
        return "Foreign Forces - Military", one.name
    return str(scheme("shcc", "perpetrator")[one.kind]), one.name


def _location(record: ReviewedIncident) -> str:
    if _says(record, "transport_words"):
        return "Health Transportation"
    kinds = {fused.value for fused in record.incident.target_kinds}
    return "Health Building" if "health_facility" in kinds else "No Information"


def _facilities(record: ReviewedIncident) -> Cells:
    """How many facilities or vehicles were destroyed, damaged, entered, taken; one where the number is not told."""
    event = record.incident.event.value
    transport = _says(record, "transport_words") and not _facility_rows(record)
    name = "Health Transportation " if transport else "Number of Attacks on Health Facilities Reporting "
    ofs = ("vehicles",) if transport else ("health_facilities",)
    cells: dict[str, Any] = {}
    for words, measures in (("Destroyed", ("destroyed",)), ("Damaged", ("damaged", "attacked"))):
        row = counted(record.incident, measures, ofs)
        if row is not None:
            column = name + (words if transport or words == "Damaged" else "Destruction")
            cells[column] = _number(record, row)
    kinds = {fused.value for fused in record.incident.target_kinds}
    if not cells and "health_facility" in kinds:
        cells.update(_by_event(event, name, transport))
    return cells


def _by_event(event: str, name: str, transport: bool) -> dict[str, int]:
    """One, in the column of what happened."""
    if event == "destruction":
        return {name + ("Destroyed" if transport else "Destruction"): 1}
    if event == "raid" and not transport:
        return {"Forceful Entry into Health Facility": 1}
    if event == "capture":
        return {"Health Transportation Stolen/Hijacked" if transport else "Occupation of Health Facility": 1}
    violent = scheme("ssa", "attacktype").get(event, "")
    return {f"{name}Damaged": 1} if violent.startswith("Violence") else {}
